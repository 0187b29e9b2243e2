"""At the moments of a campaign's plan its coordinators are told who is where, and who cannot be written to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from flows.act import Act, press
from flows.alarm import Alarm, Reminder
from flows.campaign import Member, Plan
from flows.chain import Chain, at_night, chain, closed_now, current, next_watch, onward, stands_for
from flows.chain import mend as mended
from flows.clock import clock
from flows.progressing_words import left
from flows.report import Run
from flows.schedule import ONE_DAY, Moment, following
from flows.standing import UNFINISHED, Standing
from flows.turn import Say
from flows.wording import plain, say

NAMED = 10
"""How many names stand in one line."""


def begin(act: Act, alarm: Alarm) -> Act:
    """Begins the digests of a campaign and has its chains looked after; said again, it changes nothing."""
    course = current(act, alarm.subject)
    return mended(act, course).wake(next_watch(act.campaign, act.now)) if course else act


def mend(act: Act, alarm: Alarm) -> Act:
    """Looks after the chains of a campaign: its own, and each by itself those of the units that owe their report."""
    course = current(act, alarm.subject)
    if course is None:
        return act
    campaign, owing = act.campaign, [one for one in act.view.standings if one.state in UNFINISHED]
    ahead = {at for at in {course.deadline, *(one.deadline for one in owing)} if at and _ahead(act, at)}
    drafts = [(f"{campaign.id}/{one.unit.id}", campaign.stage(one.unit.id)) for one in owing if one.deadline in ahead]
    act = mended(act, course).wake(*(Alarm(subject=at, name=f"mend:{to}", due_at=act.now) for at, to in drafts))
    return act.wake(next_watch(campaign, act.now)) if ahead else act


def _ahead(act: Act, deadline: datetime) -> bool:
    """There is a moment of the plan for that deadline since a day ago, or still to come."""
    return following(act.campaign.plan, deadline, act.now - ONE_DAY) is not None


def step(act: Act, alarm: Alarm) -> Act:
    """Tells the coordinators how things stand, and sets the next alarm; once all have sent there is none after it."""
    course = chain(act, alarm)
    if course is None:
        return act
    moment = stands_for(course, alarm, act.now)
    if moment is None:
        return onward(act, course)
    if later := closed_now(course, alarm, act.now):
        return act.wake(later)
    owed = any(one.state in UNFINISHED for one in act.view.standings)
    if not owed and act.now > course.deadline:
        return act
    return onward(_digests(act, course, moment), course)


def _digests(act: Act, course: Chain, moment: Moment) -> Act:
    day = f"@{course.day(moment.at):%Y%m%d}"
    known = {one.reminder.person for one in act.view.reminders if one.reminder.name.endswith(day)}
    for member in act.view.coordinators:
        if member.person.id not in known:
            act = _digest(act, course, moment, member)
    return act


def _digest(act: Act, course: Chain, moment: Moment, member: Member) -> Act:
    person, why = member.person.id, "" if member.reach == "reachable" else "unreachable"
    reminder = Reminder(
        subject=course.subject, person=person, name=course.recorded(moment), due_at=moment.at, at=act.now, why=why
    )
    act = act.save(reminder)
    if why:
        return act
    rows = (
        (press("chase_all", "chase", campaign=course.subject),),
        (press("see_progress", "progress", campaign=course.subject),),
    )
    told = Say(digest_text(act, course), rows, card=f"digest:{course.subject}", about=reminder.mark, to=person)
    return act.say(told)


def digest_text(act: Act, course: Chain) -> tuple[Run, ...]:
    """Who is where in a campaign, and who cannot be written to."""
    standings, now = act.view.standings, act.now
    blanks = {"title": act.campaign.title, "at": clock(course.deadline), "left": left(course.deadline, now)}
    return (
        *say("digest.head", **blanks),
        *_counts(act),
        *_overdue(act, course),
        *_names("digest.fresh", [one for one in standings if one.state == "not-started"]),
        *_names("digest.overdue", [one for one in standings if one.overdue(now)]),
        *_unreached(act),
    )


def _counts(act: Act) -> tuple[Run, ...]:
    standings = act.view.standings
    states = Counter(one.state for one in standings)
    return say(
        "digest.counts",
        fresh=states["not-started"],
        working=states["working"],
        signing=states["signing"],
        returned=states["returned"],
        submitted=states["submitted"],
        accepted=states["accepted"],
    )


def _overdue(act: Act, course: Chain) -> tuple[Run, ...]:
    """How many are overdue, of how many; of no interest while none can be."""
    total = len(act.view.standings)
    overdue = sum(one.overdue(act.now) for one in act.view.standings)
    if not overdue and act.now <= course.deadline:
        return say("digest.total", total=total)
    return say("digest.overdue_of", overdue=overdue, total=total)


def _names(line: str, standings: Iterable[Standing]) -> tuple[Run, ...]:
    names = [one.unit.name for one in standings]
    return say(line, names=_some(names, "digest.and_more")) if names else ()


def _unreached(act: Act) -> tuple[Run, ...]:
    """Who has blocked the bot, and the units of which nobody has ever opened the link."""
    owing = {one.unit.id: one for one in act.view.standings if one.state in UNFINISHED}
    people = [one for one in act.view.people if one.person.unit in owing]
    gone = [
        plain("digest.person", name=one.person.name, unit=owing[one.person.unit].unit.name)
        for one in people
        if one.reach == "gone"
    ]
    came = {one.person.unit for one in people if one.reach != "never"}
    told = say("digest.gone", names=_some(gone, "digest.people_more")) if gone else ()
    return (*told, *_names("digest.unopened", [one for unit, one in owing.items() if unit not in came]))


def _some(names: list[str], more: str) -> str:
    """The first names, and how many more there are."""
    shown = "; ".join(names[:NAMED])
    return plain(more, names=shown, more=len(names) - NAMED) if len(names) > NAMED else shown


def gone(act: Act, alarm: Alarm) -> Act:
    """Tells the coordinators that somebody can be written to no longer."""
    if later := at_night(Plan(), alarm, act.now):
        return act.wake(later)
    unit = act.view.unit.name if act.view.unit else ""
    told = say("digest.blocked", name=act.name(alarm.person), unit=unit)
    for member in act.view.coordinators:
        if member.reach == "reachable":
            act = act.say(Say(told, to=member.person.id))
    return act
