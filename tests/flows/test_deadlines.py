"""A deadline is understood as it is typed, lies ahead, and is asked about where it may mean several moments."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clock import VIET_NAM
from flows.days import calendar, day_picked, month_shown
from flows.deadlines import FARTHEST, read_deadline
from flows.hearing import Refusal
from flows.schedule import working
from flows.turn import Press

MONDAY = datetime(2026, 12, 14, 9, 0, tzinfo=VIET_NAM)


def meant(text: str, now: datetime = MONDAY) -> list[str]:
    read = read_deadline(text, now)
    return [f"{at:%H:%M} {at:%d/%m/%Y}" for at in read] if isinstance(read, tuple) else [read.line]


SAID = {
    "17:00 15/12/2026": ["17:00 15/12/2026"],
    "16h30 ngày 15 tháng 12 năm 2026": ["16:30 15/12/2026"],
    "17 giờ 30 phút, 15/12": ["17:30 15/12/2026"],
    "17g30 mai": ["17:30 15/12/2026"],
    "15/12": ["17:00 15/12/2026"],
    "15-12-26": ["17:00 15/12/2026"],
    "15.12.2026": ["17:00 15/12/2026"],
    "2026-12-15": ["17:00 15/12/2026"],
    "15/12 17h": ["17:00 15/12/2026"],
    "hạn chót trước 17:00, 15/12/2026 nhé": ["17:00 15/12/2026"],
    "hết ngày 15/12": ["17:00 15/12/2026"],
    "24h ngày 15/12": ["23:59 15/12/2026"],
    "15/1": ["17:00 15/01/2027"],
    "ngày 20": ["17:00 20/12/2026"],
    "ngày 5": ["17:00 05/01/2027"],
    "15 tháng sau": ["17:00 15/01/2027"],
    "thứ sáu tuần sau": ["17:00 25/12/2026"],
    "thứ sáu tuần sau nữa": ["17:00 01/01/2027"],
    "thứ 6": ["17:00 18/12/2026"],
    "t6 tuần này": ["17:00 18/12/2026"],
    "thứ sáu tới": ["17:00 18/12/2026"],
    "chủ nhật": ["17:00 20/12/2026"],
    "8h tối thứ 5 tuần tới": ["20:00 24/12/2026"],
    "cuối tháng": ["17:00 31/12/2026"],
    "cuối tháng 2/2028": ["17:00 29/02/2028"],
    "đầu tháng sau": ["17:00 01/01/2027"],
    "giữa tháng 1": ["17:00 15/01/2027"],
    "cuối tuần": ["17:00 18/12/2026"],
    "đầu tuần sau": ["17:00 21/12/2026"],
    "cuối năm": ["17:00 31/12/2026"],
    "mai": ["17:00 15/12/2026"],
    "chiều mai": ["17:00 15/12/2026"],
    "ngày kia": ["17:00 16/12/2026"],
    "hạn gửi 15/12": ["17:00 15/12/2026"],
    "hôm nay": ["17:00 14/12/2026"],
    "17h": ["17:00 14/12/2026"],
    "8h": ["08:00 15/12/2026"],
    "5h chiều": ["17:00 14/12/2026"],
    "5 ngày nữa": ["17:00 19/12/2026"],
    "hai tuần nữa": ["17:00 28/12/2026"],
    "1 tháng nữa": ["17:00 14/01/2027"],
    "10 ngày làm việc nữa": ["17:00 28/12/2026"],
    "５ ngày nữa": ["17:00 19/12/2026"],
}
SEVERAL = {
    "17h thứ hai": ["17:00 14/12/2026", "17:00 21/12/2026"],
    "cuối tháng 1": ["17:00 29/01/2027", "17:00 31/01/2027"],
    "tuần sau": ["17:00 25/12/2026", "17:00 21/12/2026"],
    "5h mai": ["17:00 15/12/2026", "05:00 15/12/2026"],
    "sáng mai": ["08:00 15/12/2026", "11:30 15/12/2026"],
    "thứ sáu 15/12": ["17:00 15/12/2026", "17:00 18/12/2026"],
}
YESTERDAY = ["hôm qua", "8h hôm qua", "sáng hôm qua", "chiều qua", "ngày hôm qua", "hôm kia", "ngày hôm kia"]
NOT_AHEAD = ["15/12/2025", "10/12", "1/11", "8h hôm nay", "thứ hai tuần này 8h", "0 ngày nữa 8h", *YESTERDAY]
NONSENSE = [
    "",
    " ",
    "sớm",
    "31/2",
    "32/1",
    "12/15/2026",
    "25h 15/12",
    "17:60 15/12",
    "15",
    "mười lăm",
    "thứ chín",
    "?!",
]


@pytest.mark.parametrize("text", SAID)
def test_what_is_typed_means_one_moment(text: str) -> None:
    assert meant(text) == SAID[text]


@pytest.mark.parametrize("text", [*SAID, *SEVERAL])
def test_case_and_diacritics_change_nothing(text: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("đ", "d")
    assert meant(bare) == meant(text.upper()) == meant(text) != ["deadline.unknown"]


@pytest.mark.parametrize("text", SEVERAL)
def test_what_may_mean_several_moments_gives_them_all(text: str) -> None:
    assert meant(text) == SEVERAL[text]


@pytest.mark.parametrize("text", NOT_AHEAD)
def test_a_moment_that_is_past_is_refused_as_past(text: str) -> None:
    assert meant(text) == ["deadline.past"]


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_no_moment_is_refused(text: str) -> None:
    assert meant(text) == ["deadline.unknown"]


def test_a_year_that_is_a_slip_of_the_finger_is_refused_as_too_far() -> None:
    assert meant("15/12/2062") == ["deadline.far"]
    assert meant("999 tháng nữa") == ["deadline.far"]


def test_of_two_readings_only_those_that_lie_ahead_are_offered() -> None:
    assert meant("thứ hai 8h") == ["08:00 21/12/2026"]


NOW = st.datetimes(datetime(2025, 1, 1), datetime(2033, 1, 1), timezones=st.just(VIET_NAM))  # noqa: DTZ001
_SAMPLE = "17h 5h 8:30 sáng chiều tối mai kia thứ sáu hai 2 ngày tuần tháng sau này nữa cuối đầu 15/12 30/2 31 2026"
WORDS = st.lists(
    st.sampled_from(re.findall(r"\S+", _SAMPLE)),
    max_size=5,
).map(" ".join)


@given(st.one_of(WORDS, st.text(max_size=40), st.sampled_from([*SAID, *SEVERAL])), NOW)
def test_whatever_is_typed_is_refused_or_lies_ahead_in_the_time_of_viet_nam(text: str, now: datetime) -> None:
    read = read_deadline(text, now)
    if isinstance(read, Refusal):
        assert read.line in ("deadline.unknown", "deadline.past", "deadline.far")
    else:
        assert read
        assert len(set(read)) == len(read)
        assert all(now < at and at.utcoffset() == timedelta(hours=7) for at in read)
        assert read[0] - now <= FARTHEST


@given(st.dates(date(2025, 1, 1), date(2031, 12, 31)), st.times(), NOW)
def test_a_date_that_is_written_out_is_read_as_it_stands(day: date, hour, now: datetime) -> None:
    at = datetime.combine(day, hour.replace(second=0, microsecond=0), VIET_NAM)
    read = read_deadline(f"{at:%H:%M} {at:%d/%m/%Y}", now)
    assert read == (at,) if now < at <= now + FARTHEST else isinstance(read, Refusal)


@given(st.integers(1, 60), NOW)
def test_working_days_are_counted_by_the_calendar_of_holidays(count: int, now: datetime) -> None:
    (at,) = read_deadline(f"{count} ngày làm việc nữa", now)
    between = [now.date() + timedelta(days=n) for n in range(1, (at.date() - now.date()).days + 1)]
    assert sum(working(day) for day in between) == count
    assert working(at.date())


@given(NOW, st.integers(0, 20))
def test_a_month_stands_as_on_a_wall_and_only_days_to_come_can_be_pressed(now: datetime, months: int) -> None:
    year, month = divmod(now.year * 12 + now.month - 1 + months, 12)
    shown = month_shown(f"{year}-{month + 1:02}", now)
    names, *weeks, turning = calendar(shown, now, Press(do="day", campaign="c"))
    assert (shown.year, shown.month) == (year, month + 1)
    assert " ".join(one.label for one in names) == "T2 T3 T4 T5 T6 T7 CN"
    assert all(len(week) == 7 for week in weeks)
    for week in weeks:
        for place, button in enumerate(week):
            picked = day_picked(button.press.arg)
            assert (button.label == "·") == (picked is None)
            assert picked is None or (picked.weekday(), str(picked.day)) == (place, button.label)
            assert picked is None or picked >= now.date()
    assert len(turning) == (2 if months else 1)
    assert {one.press.campaign for row in (names, *weeks, turning) for one in row} == {"c"}


@pytest.mark.parametrize("arg", ["", "2026-13", "2020-01", "x", "2026-12-15"])
def test_a_month_that_is_past_or_none_is_this_month(arg: str) -> None:
    assert month_shown(arg, MONDAY) == date(2026, 12, 1)


def test_the_months_beside_are_reached_by_a_press() -> None:
    _, *_, (earlier, later) = calendar(date(2027, 1, 1), MONDAY, Press(do="day"))
    assert (earlier.press.arg, later.press.arg) == ("2026-12", "2027-02")
    assert day_picked("2027-02") is None
    assert day_picked("2027-02-31") is None
