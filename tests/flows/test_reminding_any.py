"""Whatever the plan, the deadline, the people and the sleep of the program: what must hold of reminders holds."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from clockwork import OFFICE, UNIT, Clockwork, nudges, officer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.alarm import Alarm
from flows.campaign import Extension, Person, Plan
from flows.chain import watch
from flows.holidays import holiday
from flows.schedule import Moment, allowed, last_before, moments

DRAFT = f"dot/{UNIT.id}"


def named(clockwork: Clockwork, moment: Moment) -> str:
    """What the reminders of a moment are called."""
    return f"{moment.name}@{moment.at.astimezone(ZoneInfo(clockwork.plan.zone)):%Y%m%d}"


FAR = datetime(2028, 1, 1, tzinfo=UTC)
HOURS = st.sampled_from([time(7, 30), time(8), time(10), time(14), time(16)])
OPENED = st.integers(0, 60 * 24 * 270).map(
    lambda minutes: datetime(2026, 8, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ZONES = ("Asia/Ho_Chi_Minh", "Europe/Berlin", "America/Los_Angeles")


@st.composite
def plans(draw) -> Plan:
    return Plan(
        before=tuple(draw(st.lists(st.integers(1, 20), max_size=4))),
        on_day=draw(st.booleans()),
        overdue=draw(st.integers(0, 4)),
        hour=draw(HOURS),
        zone=draw(st.sampled_from(ZONES)),
        heads=draw(st.booleans()),
    )


def people() -> st.SearchStrategy:
    hours = st.none() | HOURS
    return st.fixed_dictionaries(
        {
            "hoa": st.builds(lambda hour, muted: officer("hoa", hour=hour, muted=muted), hours, st.booleans()),
            "lan": st.builds(lambda hour: officer("lan", hour=hour, deputy="hoa", deputy_until=FAR), hours)
            | st.just(officer("lan")),
            "thu truong": st.just(Person(id="thu truong", name="T", unit=UNIT.id, role="head")),
            "anh": st.just(Person(id="anh", name="Anh", unit=OFFICE, role="coordinator")),
        }
    )


CHANGES = ("left", "came", "plan", "deadline", "watch")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [*["run"] * 4, "sleep", "sleep", "restart", "write", "mute", "hour", "snooze", "longer", *CHANGES]
        ),
        st.floats(0.01, 9).map(lambda days: timedelta(days=days)),
        st.sampled_from(["2h", "morning"]),
    ),
    max_size=14,
)


@st.composite
def courses(draw) -> Clockwork:
    opened = draw(OPENED)
    deadline = opened + timedelta(minutes=draw(st.integers(30, 60 * 24 * 30)))
    return Clockwork(now=opened, plan=draw(plans()), deadline=deadline, people=draw(people()))


def do(clockwork: Clockwork, what: str, span: timedelta, arg: str) -> None:
    """One thing that happens in the life of a campaign."""
    match what:
        case "run":
            clockwork.go_to(clockwork.now + span)
        case "sleep":
            before = len(nudges(clockwork, "hoa"))
            clockwork.sleep_to(clockwork.now + span)
            assert len(nudges(clockwork, "hoa")) - before <= 1
        case "restart":
            clockwork.wake_up()
        case "write":
            clockwork.write("hoa", "tuyen-truyen")
        case "mute":
            clockwork.press("hoa", "unmute" if clockwork.people["hoa"].muted else "mute")
        case "hour":
            clockwork.press("hoa", "hour", arg="14:00" if arg == "2h" else "")
        case "snooze":
            clockwork.press("hoa", "snooze", draft=DRAFT, arg=arg)
        case "longer":
            given_longer(clockwork, span)
        case _:
            change(clockwork, what, span, arg)


def change(clockwork: Clockwork, what: str, span: timedelta, arg: str) -> None:
    """What a coordinator changes of a campaign, told as the pages of campaigns tell it; or its chains are looked at."""
    one, days = clockwork.campaign, span.days
    match what:
        case "left":
            clockwork.campaign = one.model_copy(update={"units": (), "extensions": {}})
            wake(clockwork, "removed")
        case "came":
            back = () if UNIT.id in one.units else ("added",)
            clockwork.campaign = one.model_copy(update={"units": (UNIT.id,)})
            wake(clockwork, *back)
        case "plan":
            clockwork.plan = one.plan.model_copy(update={"before": (days + 1, 2), "on_day": arg == "2h"})
            clockwork.campaign = one.model_copy(update={"plan": clockwork.plan, "n": one.n + 1})
            wake(clockwork, "begin")
        case "deadline":
            clockwork.campaign = one.model_copy(
                update={"deadline": clockwork.now + span, "extensions": {}, "n": one.n + 1}
            )
            wake(clockwork, "extended")
        case "watch":
            clockwork.set(watch(one, clockwork.now))
            clockwork.wake_up()


def wake(clockwork: Clockwork, *names: str) -> None:
    """The alarms of the unit that an act of a coordinator sets, and that of the campaign."""
    stage = clockwork.campaign.stage(UNIT.id)
    for name in names:
        clockwork.set(Alarm(subject=DRAFT, name=f"{name}:{stage}", due_at=clockwork.now))
    clockwork.set(Alarm(subject="dot", name=f"begin:{clockwork.campaign.stage()}", due_at=clockwork.now))
    clockwork.wake_up()


def given_longer(clockwork: Clockwork, span: timedelta) -> None:
    had = clockwork.campaign.extensions.get(UNIT.id)
    deadline = max(clockwork.campaign.due(UNIT.id), clockwork.now) + span
    longer = {UNIT.id: Extension(deadline=deadline, n=had.n + 1 if had else 1)}
    clockwork.campaign = clockwork.campaign.model_copy(update={"extensions": longer})
    clockwork.begin("extended")


def check(clockwork: Clockwork) -> None:
    """Each of each moment once, in office hours of working days; the store of the clockwork refuses a second record."""
    marks = Counter(letter.about for _, letter in clockwork.letters if letter.about)
    assert set(marks.values()) <= {1}
    for person in clockwork.people:
        moments_of = [when for when, _ in nudges(clockwork, person)]
        assert all(later - earlier >= timedelta(hours=1) for earlier, later in pairwise(moments_of))
        for when, letter in nudges(clockwork, person):
            local = when.astimezone(ZoneInfo(clockwork.plan.zone))
            assert local.weekday() < 5, letter.about
            assert not holiday(local.date())
            assert time(7, 30) <= local.time() <= time(17), letter.about


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=120)
@given(courses(), STEPS)
def test_each_moment_once_never_out_of_hours_and_one_after_any_sleep(clockwork: Clockwork, steps: list) -> None:
    clockwork.begin()
    for step in steps:
        do(clockwork, *step)
        check(clockwork)
    clockwork.go_to(clockwork.now + timedelta(days=60))
    check(clockwork)
    assert clockwork.alarms == {}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(courses(), STEPS, st.sampled_from(["submitted", "accepted"]))
def test_nobody_of_a_unit_that_has_sent_hears_of_it_again(clockwork: Clockwork, steps: list, state: str) -> None:
    clockwork.begin()
    for step in steps:
        do(clockwork, *step)
    clockwork.became(state=state)
    before = {person: len(nudges(clockwork, person)) for person in ("hoa", "lan", "thu truong")}
    for what, span, arg in steps:
        do(clockwork, "run" if what == "sleep" else what, span, arg)
    clockwork.go_to(clockwork.now + timedelta(days=60))
    assert {person: len(nudges(clockwork, person)) for person in before} == before


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(courses(), st.none() | HOURS)
def test_the_last_reminder_before_the_deadline_reaches_who_wants_none(clockwork: Clockwork, hour: time | None) -> None:
    clockwork.people = {"hoa": officer("hoa", muted=True, hour=hour)}
    opened = clockwork.now
    clockwork.begin()
    clockwork.go_to(clockwork.deadline)
    last = last_before(clockwork.plan, clockwork.deadline)
    ahead = [one for one in moments(clockwork.plan, clockwork.deadline) if one.name == last and one.at > opened]
    reached = [letter.about for _, letter in nudges(clockwork, "hoa")]
    assert reached == [f"reminder:{DRAFT}:{named(clockwork, one)}:hoa" for one in ahead]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(courses())
def test_where_nobody_sleeps_every_moment_of_the_plan_is_considered_for_everybody(clockwork: Clockwork) -> None:
    opened = clockwork.now
    clockwork.begin()
    clockwork.go_to(clockwork.deadline + timedelta(days=40))
    told = {name for subject, person, name in clockwork.reminders if (subject, person) == (DRAFT, "hoa")}
    planned = {named(clockwork, one) for one in moments(clockwork.plan, clockwork.deadline) if one.at > opened}
    assert {name for name in told if not name.startswith("begin")} == planned
    assert all(allowed(clockwork.plan, when) == when for when, _ in nudges(clockwork, "hoa"))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(courses(), STEPS, st.none() | HOURS)
def test_whatever_is_changed_the_last_reminder_before_the_deadline_reaches_everybody(
    clockwork: Clockwork, steps: list, hour: time | None
) -> None:
    clockwork.people = {name: officer(name, muted=True, hour=hour) for name in ("hoa", "lan")}
    clockwork.begin()
    for what, span, arg in steps:
        awake = {"sleep": "run", "write": "run", "snooze": "run"}.get(what, what)
        do(clockwork, awake, span, arg)
    do(clockwork, "came", timedelta(), "")
    changed, due = clockwork.now, clockwork.campaign.due(UNIT.id)
    clockwork.go_to(max(changed, due))
    last = last_before(clockwork.plan, due)
    for moment in moments(clockwork.plan, due):
        if moment.name == last and changed < moment.at:
            for person in clockwork.people:
                kept = clockwork.reminders[(DRAFT, person, named(clockwork, moment))]
                assert kept.why == "" or (kept.why == "reminded" and heard(clockwork, person, kept.at))


def heard(clockwork: Clockwork, person: str, at: datetime) -> bool:
    """That person was written to on that day."""
    zone = ZoneInfo(clockwork.plan.zone)
    letters = (when for when, one in clockwork.letters if one.to == person)
    return any(when.astimezone(zone).date() == at.astimezone(zone).date() for when in letters)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(courses(), STEPS, st.sampled_from(["2h", "morning"]))
def test_a_reminder_that_was_promised_to_somebody_comes_whatever_is_changed(
    clockwork: Clockwork, steps: list, asked: str
) -> None:
    clockwork.begin()
    clockwork.press("hoa", "snooze", draft=DRAFT, arg=asked)
    promised = max(one.due_at for one in clockwork.alarms.values() if one.name == "snoozed")
    for what, _, arg in steps:
        if what in (*CHANGES, "restart"):
            do(clockwork, what, timedelta(days=1), arg)
            clockwork.now += timedelta(seconds=5)
    do(clockwork, "came", timedelta(), "")
    clockwork.go_to(promised)
    assert heard(clockwork, "hoa", promised)
