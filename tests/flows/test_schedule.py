"""Whoever is reminded is reminded in office hours of a working day: of any plan, any deadline, in any zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.campaign import Plan
from flows.schedule import Moment, allowed, at_hour, following, last_before, missed, moments, working

HA_NOI = ZoneInfo("Asia/Ho_Chi_Minh")
ZONES = (
    "Asia/Ho_Chi_Minh",
    "America/New_York",
    "Europe/Berlin",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Asia/Jerusalem",
    "UTC",
)


def at(day: int, month: int, year: int, hour: str = "17:00") -> datetime:
    return datetime.combine(date(year, month, day), time.fromisoformat(hour), HA_NOI)


def shown(found: tuple[Moment, ...]) -> list[str]:
    return [f"{one.name} {one.at.astimezone(HA_NOI):%a %d/%m %H:%M}" for one in found]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    opens = draw(st.integers(0, 21 * 60))
    closes = draw(st.integers(opens + 120, 24 * 60 - 1))
    return Plan(
        before=tuple(draw(st.lists(st.integers(-3, 60), max_size=8))),
        on_day=draw(st.booleans()),
        overdue=draw(st.integers(-1, 12)),
        hour=draw(st.times()),
        opens=time(opens // 60, opens % 60),
        closes=time(closes // 60, closes % 60),
        zone=draw(st.sampled_from(ZONES)),
    )


instants = st.datetimes(datetime(2024, 6, 1), datetime(2034, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def in_office_hours(plan: Plan, moment: datetime) -> bool:
    local = moment.astimezone(ZoneInfo(plan.zone))
    return working(local.date()) and plan.opens <= local.time() <= plan.closes


@given(plans(), instants)
def test_every_moment_is_in_office_hours_of_a_working_day(plan: Plan, deadline: datetime) -> None:
    assert all(in_office_hours(plan, one.at) for one in moments(plan, deadline))


@given(plans(), instants)
def test_moments_are_in_order_on_days_of_their_own_and_under_names_of_their_own(plan: Plan, deadline: datetime) -> None:
    found = moments(plan, deadline)
    days = [one.at.astimezone(ZoneInfo(plan.zone)).date() for one in found]
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert len(set(days)) == len({one.name for one in found}) == len(found)


@given(plans(), instants)
def test_what_is_named_before_is_not_after_the_deadline_and_what_is_overdue_is(plan: Plan, deadline: datetime) -> None:
    for one in moments(plan, deadline):
        assert (one.at > deadline) == one.name.startswith("overdue-")


@given(plans(), instants)
def test_each_day_asked_for_has_its_moment_or_a_closer_one_on_the_same_day(plan: Plan, deadline: datetime) -> None:
    zone = ZoneInfo(plan.zone)
    own = deadline.astimezone(zone).date()
    days = {one.at.astimezone(zone).date() for one in moments(plan, deadline)}
    for wanted in {own - timedelta(days=n) for n in plan.before if n > 0}:
        back = (wanted - timedelta(days=n) for n in range(30))
        assert next(day for day in back if working(day)) in days
    names = {one.name for one in moments(plan, deadline)}
    assert ("on-day" in names) == plan.on_day
    assert sum(name.startswith("overdue-") for name in names) == max(plan.overdue, 0)


@given(plans(), instants, st.lists(st.integers(1, 30 * 24), max_size=20))
def test_a_clock_that_sleeps_and_wakes_meets_each_moment_once_at_most_and_the_last_always(
    plan: Plan, deadline: datetime, naps: list[int]
) -> None:
    since = deadline - timedelta(days=90)
    met = []
    for nap in (*naps, 200 * 24):
        now = since + timedelta(hours=nap)
        met += [found] if (found := missed(plan, deadline, since, now)) else []
        since = now
    every = [one for one in moments(plan, deadline) if one.at > deadline - timedelta(days=90)]
    assert len({one.name for one in met}) == len(met)
    assert met[-1:] == every[-1:]


@given(plans(), instants)
def test_from_moment_to_following_moment_every_one_is_met(plan: Plan, deadline: datetime) -> None:
    met, after = [], deadline - timedelta(days=400)
    while found := following(plan, deadline, after):
        met.append(found)
        after = found.at
    assert tuple(met) == moments(plan, deadline)


@given(plans(), instants)
def test_what_is_allowed_is_the_moment_itself_or_the_next_opening(plan: Plan, moment: datetime) -> None:
    found = allowed(plan, moment)
    assert in_office_hours(plan, found)
    assert found == moment if in_office_hours(plan, moment) else found > moment


@given(plans(), instants, st.times())
def test_a_persons_own_hour_stays_on_the_day_and_in_office_hours(plan: Plan, deadline: datetime, hour: time) -> None:
    for one in moments(plan, deadline):
        own = at_hour(plan, one.at, hour)
        assert in_office_hours(plan, own)
        assert own.astimezone(ZoneInfo(plan.zone)).date() == one.at.astimezone(ZoneInfo(plan.zone)).date()


def test_a_plain_plan_reminds_before_on_the_day_and_while_overdue() -> None:
    plan = Plan(overdue=3)
    assert shown(moments(plan, at(10, 12, 2026))) == [
        "before-7 Thu 03/12 08:00",
        "before-3 Mon 07/12 08:00",
        "before-1 Wed 09/12 08:00",
        "on-day Thu 10/12 08:00",
        "overdue-1 Fri 11/12 08:00",
        "overdue-2 Mon 14/12 08:00",
        "overdue-3 Tue 15/12 08:00",
    ]


def test_days_around_tet_become_one_reminder_before_it_and_the_overdue_ones_follow_after_it() -> None:
    assert shown(moments(Plan(overdue=1), at(9, 2, 2027))) == [
        "before-7 Tue 02/02 08:00",
        "on-day Wed 03/02 08:00",
        "overdue-1 Thu 11/02 08:00",
    ]


def test_a_deadline_on_a_sunday_has_its_morning_on_friday_and_takes_the_place_of_the_day_before() -> None:
    found = shown(moments(Plan(overdue=0), at(13, 12, 2026)))
    assert found == ["before-7 Fri 04/12 08:00", "before-3 Thu 10/12 08:00", "on-day Fri 11/12 08:00"]


@pytest.mark.parametrize(
    ("hour", "deadline", "morning"),
    [
        ("14:00", "17:00", "Thu 10/12 14:00"),
        ("14:00", "11:00", "Thu 10/12 07:30"),
        ("08:00", "08:00", "Thu 10/12 07:30"),
        ("08:00", "07:00", "Wed 09/12 08:00"),
        ("08:00", "00:00", "Wed 09/12 08:00"),
    ],
)
def test_the_morning_of_the_day_comes_before_the_deadline(hour: str, deadline: str, morning: str) -> None:
    plan = Plan(before=(), overdue=0, hour=time.fromisoformat(hour))
    assert shown(moments(plan, at(10, 12, 2026, deadline))) == [f"on-day {morning}"]


def test_the_last_before_the_deadline_is_named_and_is_none_where_the_plan_has_none() -> None:
    assert last_before(Plan(), at(10, 12, 2026)) == "on-day"
    assert last_before(Plan(on_day=False), at(10, 12, 2026)) == "before-1"
    assert last_before(Plan(on_day=False, before=()), at(10, 12, 2026)) == ""


def test_after_a_week_asleep_one_reminder_is_missed_and_not_seven() -> None:
    deadline = at(10, 12, 2026)
    found = missed(Plan(), deadline, at(1, 12, 2026), at(10, 12, 2026, "12:00"))
    assert found is not None
    assert found.name == "on-day"
    assert missed(Plan(), deadline, found.at, at(10, 12, 2026, "12:00")) is None


def test_the_opening_after_friday_evening_is_on_monday_and_before_dawn_the_same_day() -> None:
    assert allowed(Plan(), at(11, 12, 2026, "18:00")) == at(14, 12, 2026, "07:30")
    assert allowed(Plan(), at(10, 12, 2026, "05:00")) == at(10, 12, 2026, "07:30")
    assert allowed(Plan(), at(10, 12, 2026, "17:00")) == at(10, 12, 2026, "17:00")


def test_an_hour_that_the_clocks_skip_in_spring_is_kept_within_office_hours() -> None:
    hours = {"hour": time(2, 30), "opens": time(0, 30), "closes": time(2, 45)}
    plan = Plan(before=(), overdue=1, on_day=False, zone="Asia/Jerusalem", **hours)
    (skipped,) = moments(plan, datetime(2026, 3, 26, 12, tzinfo=UTC))
    assert skipped.at.astimezone(ZoneInfo(plan.zone)).date() == date(2026, 3, 27)
    assert in_office_hours(plan, skipped.at)
