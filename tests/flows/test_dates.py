from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from flows.dates import Kind, Period, read_date, show_date, show_date_short

APRIL_5 = Period(kind="day", first=date(2018, 4, 5))
APRIL = Period(kind="month", first=date(2018, 4, 1))
QUARTER_1 = Period(kind="quarter", first=date(2018, 1, 1))
QUARTER_4 = Period(kind="quarter", first=date(2018, 10, 1))
FIRST_HALF = Period(kind="half", first=date(2018, 1, 1))
SECOND_HALF = Period(kind="half", first=date(2018, 7, 1))
NINE_MONTHS = Period(kind="nine-months", first=date(2018, 1, 1))
YEAR = Period(kind="year", first=date(2018, 1, 1))

STEPS: dict[Kind, tuple[int, ...]] = {
    "month": tuple(range(1, 13)),
    "quarter": (1, 4, 7, 10),
    "half": (1, 7),
    "nine-months": (1,),
    "year": (1,),
}
YEARS = st.integers(1900, 2100)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(lambda day: Period(kind="day", first=day))
LONGER = st.sampled_from([(kind, month) for kind, months in STEPS.items() for month in months])
PERIODS = DAYS | st.builds(lambda step, year: Period(kind=step[0], first=date(year, step[1], 1)), LONGER, YEARS)

READ = [
    ("5/4/2018", APRIL_5),
    ("05-04-2018", APRIL_5),
    ("5.4.2018", APRIL_5),
    ("5.4.2018.", APRIL_5),
    ("5 / 4 / 2018", APRIL_5),
    ("05–4–2018", APRIL_5),
    ("5/4/18", APRIL_5),
    ("２０１８－０４－０５", APRIL_5),
    ("2018-04-05", APRIL_5),
    ("2018/4/5", APRIL_5),
    ("ngày 05 tháng 4 năm 2018", APRIL_5),
    ("Ngày 5 tháng 04 năm 2018.", APRIL_5),
    ("NGÀY 05 THÁNG 4 NĂM 2018", APRIL_5),
    ("ngay 5 thang 4 nam 2018", APRIL_5),
    ("ngày\u00a05  tháng\u200b 4, 2018", APRIL_5),
    ("ngày mồng 5 tháng 4 năm 2018", APRIL_5),
    ("mùng 5 tháng 4 năm 2018", APRIL_5),
    ("5 tháng 4/2018", APRIL_5),
    ("ngày 5/4/2018", APRIL_5),
    ("ngày 5/4 năm 2018", APRIL_5),
    ("(ngày 05-4-2018)", APRIL_5),
    ("tháng 4/2018", APRIL),
    ("4/2018", APRIL),
    ("04-2018", APRIL),
    ("tháng 4 năm 2018", APRIL),
    ("Thang 04 nam 2018", APRIL),
    ("tháng 4/18", APRIL),
    ("quý I/2018", QUARTER_1),
    ("Quý I năm 2018", QUARTER_1),
    ("quý 1 năm 2018", QUARTER_1),
    ("quý 1, năm 2018", QUARTER_1),
    ("quí I-2018", QUARTER_1),
    ("QUÝ i/18", QUARTER_1),
    ("Q1/2018", QUARTER_1),
    ("q1 2018", QUARTER_1),
    ("quý IV/2018", QUARTER_4),
    ("quý 4/2018", QUARTER_4),
    ("quý III năm 2018", Period(kind="quarter", first=date(2018, 7, 1))),
    ("6 tháng đầu năm 2018", FIRST_HALF),
    ("06 tháng đầu năm 2018", FIRST_HALF),
    ("sáu tháng đầu năm 2018", FIRST_HALF),
    ("6 tháng đầu 2018", FIRST_HALF),
    ("nửa đầu năm 2018", FIRST_HALF),
    ("6 tháng cuối năm 2018", SECOND_HALF),
    ("9 tháng đầu năm 2018", NINE_MONTHS),
    ("9 tháng năm 2018", NINE_MONTHS),
    ("năm 2018", YEAR),
    ("2018", YEAR),
    ("2018.", YEAR),
    ("29/02/2016", Period(kind="day", first=date(2016, 2, 29))),
]


@pytest.mark.parametrize(("typed", "period"), READ)
def test_a_date_is_read_as_officers_type_it(typed: str, period: Period) -> None:
    assert read_date(typed) == (period,)
    assert read_date(unicodedata.normalize("NFD", typed)) == (period,)
    assert read_date(typed.upper()) == (period,)


def test_the_day_comes_before_the_month() -> None:
    assert read_date("4/5/2018") == (Period(kind="day", first=date(2018, 5, 4)),)


def test_two_digits_from_50_on_leave_the_century_open() -> None:
    both = (Period(kind="day", first=date(1998, 4, 5)), Period(kind="day", first=date(2098, 4, 5)))
    assert read_date("5/4/98") == both
    assert read_date("29/2/00") == (Period(kind="day", first=date(2000, 2, 29)),)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "13/14/2018",
        "4/13/2018",
        "30/2/2018",
        "29/2/2018",
        "0/4/2018",
        "5/0/2018",
        "13/2018",
        "5/4",
        "5/4/201",
        "5/4-2018",
        "5/4/1018",
        "5/4/3018",
        "năm 18",
        "18",
        "4/18",
        "quý V/2018",
        "quý 5/2018",
        "quý IIII/2018",
        "quý I",
        "6 tháng năm 2018",
        "6 tháng đầu năm",
        "2014-2018",
        "giai đoạn 2014 - 2018",
        "từ 5/4/2018",
        "5/4/2018 và 6/4/2018",
        "5\n4\n2018",
        "hôm qua",
        "١/٤/٢٠١٨",
    ],
)
def test_what_is_no_date_is_not_read(typed: str) -> None:
    assert read_date(typed) == ()


@pytest.mark.parametrize(
    ("period", "long", "short"),
    [
        (APRIL_5, "ngày 05 tháng 4 năm 2018", "05/4/2018"),
        (Period(kind="day", first=date(2018, 1, 10)), "ngày 10 tháng 01 năm 2018", "10/01/2018"),
        (Period(kind="day", first=date(2018, 2, 9)), "ngày 09 tháng 02 năm 2018", "09/02/2018"),
        (Period(kind="day", first=date(2018, 11, 18)), "ngày 18 tháng 11 năm 2018", "18/11/2018"),
        (APRIL, "tháng 4 năm 2018", "4/2018"),
        (Period(kind="month", first=date(2018, 2, 1)), "tháng 02 năm 2018", "02/2018"),
        (QUARTER_1, "quý I năm 2018", "quý I/2018"),
        (QUARTER_4, "quý IV năm 2018", "quý IV/2018"),
        (FIRST_HALF, "6 tháng đầu năm 2018", "6 tháng đầu năm 2018"),
        (SECOND_HALF, "6 tháng cuối năm 2018", "6 tháng cuối năm 2018"),
        (NINE_MONTHS, "9 tháng đầu năm 2018", "9 tháng đầu năm 2018"),
        (YEAR, "năm 2018", "2018"),
    ],
)
def test_a_period_is_shown_as_official_documents_write_it(period: Period, long: str, short: str) -> None:
    assert (show_date(period), show_date_short(period)) == (long, short)


@given(PERIODS)
def test_what_is_shown_is_read_back_as_the_same_period(period: Period) -> None:
    assert read_date(show_date(period)) == (period,)
    assert read_date(show_date_short(period)) == (period,)


@given(PERIODS)
def test_what_is_stored_is_loaded_as_the_same_period(period: Period) -> None:
    assert Period.model_validate_json(period.model_dump_json()) == period


@pytest.mark.parametrize(
    ("period", "last"),
    [
        (APRIL_5, date(2018, 4, 5)),
        (APRIL, date(2018, 4, 30)),
        (Period(kind="month", first=date(2016, 2, 1)), date(2016, 2, 29)),
        (QUARTER_4, date(2018, 12, 31)),
        (FIRST_HALF, date(2018, 6, 30)),
        (SECOND_HALF, date(2018, 12, 31)),
        (NINE_MONTHS, date(2018, 9, 30)),
        (YEAR, date(2018, 12, 31)),
    ],
)
def test_a_period_ends_with_its_last_day(period: Period, last: date) -> None:
    assert period.last == last


@given(LONGER.filter(lambda step: step[0] in ("month", "quarter", "half")), YEARS.filter(lambda year: year < 2100))
def test_a_period_is_followed_by_another_of_its_kind(step: tuple[Kind, int], year: int) -> None:
    period = Period(kind=step[0], first=date(year, step[1], 1))
    following = Period(kind=step[0], first=period.last + timedelta(days=1))
    assert following.first > period.first


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("month", date(2018, 4, 2)),
        ("quarter", date(2018, 2, 1)),
        ("half", date(2018, 4, 1)),
        ("nine-months", date(2018, 10, 1)),
        ("year", date(2018, 7, 1)),
        ("day", date(1899, 12, 31)),
        ("day", date(2101, 1, 1)),
    ],
)
def test_a_period_cannot_begin_where_its_kind_does_not(kind: Kind, first: date) -> None:
    with pytest.raises(ValidationError):
        Period(kind=kind, first=first)


DATELIKE = st.text(alphabet="0123456789/.- ngàythángămquýIVQđầuốin６", max_size=30)


@given(st.text(alphabet=st.characters()) | DATELIKE)
def test_any_text_is_read_without_failing_in_either_form(text: str) -> None:
    periods = read_date(text)
    assert len(periods) <= 2
    assert periods == read_date(unicodedata.normalize("NFD", text)) == read_date(unicodedata.normalize("NFC", text))
