"""The clock reminds the people of a unit of their report: each of each moment once, and what was decided is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from flows.act import Act
from flows.alarm import Alarm, Reminder
from flows.campaign import Member, Person
from flows.chain import Chain, chain, closed_now, current, onward, stands_for
from flows.reminding_letter import letter
from flows.reminding_whom import JUST_NOW, Owing
from flows.schedule import Moment, at_hour


@dataclass(frozen=True)
class Occasion:
    """Something to remind of: the reminders' name, the moment that they are due at, and whom alone (`person`).

    `planned` is the moment of the plan, if it is one: it leaves out whoever wants none and waits for a person's own
    hour. `lead` is the line that the letters begin with.
    """

    chain: Chain
    name: str
    due_at: datetime
    person: str = ""
    planned: Moment | None = None
    lead: str = "remind.lead"


def step(act: Act, alarm: Alarm) -> Act:
    """Reminds of the moment that an alarm stands for by now, and sets the next alarm."""
    course = chain(act, alarm)
    if course is None:
        return act
    moment = stands_for(course, alarm, act.now)
    if moment is None:
        return act if alarm.person else onward(act, course)
    if later := closed_now(course, alarm, act.now):
        return act.wake(later)
    act = remind(act, Occasion(course, course.recorded(moment), moment.at, alarm.person, planned=moment))
    return act if alarm.person else onward(act, course)


def snoozed(act: Act, alarm: Alarm) -> Act:
    """Reminds whoever asked for it at this moment, unless that was just done: a promise, whatever the plan is now."""
    course = current(act, alarm.subject)
    if course is None or _reminded(act, alarm.person):
        return act
    if later := closed_now(course, alarm, act.now):
        return act.wake(later)
    return remind(act, Occasion(course, f"snoozed@{alarm.due_at:%Y%m%dT%H%M}", alarm.due_at, alarm.person))


def _reminded(act: Act, person: str) -> bool:
    """That person has just been reminded."""
    own = (one.reminder for one in act.view.reminders if one.reminder.person == person)
    return any(not one.why and act.now - one.at < JUST_NOW for one in own)


def remind(act: Act, occasion: Occasion) -> Act:
    """Writes to everybody whom the occasion concerns and who was not considered at it before, or says why not."""
    known = {one.reminder.person: one.reminder for one in act.view.reminders if one.reminder.name == occasion.name}
    for member in _concerned(act, occasion):
        before = known.get(member.person.id)
        if before is None or _unmuted(act, occasion, before):
            act = _consider(act, occasion, Owing(act, member), before.rev if before else 0)
    return act


def _unmuted(act: Act, occasion: Occasion, before: Reminder) -> bool:
    """Whoever wanted no reminder gets it after all: another plan has made it the last one before the deadline."""
    return before.why == "muted" and _last(act, occasion, before.person)


def _concerned(act: Act, occasion: Occasion) -> tuple[Member, ...]:
    """The officers; the heads where they have to sign, or are to hear that their unit is overdue."""
    course, draft = occasion.chain, act.view.papers[0].draft
    heads = draft.state == "signing" or (course.plan.heads and act.now > course.deadline)
    roles = ("officer", "head") if heads else ("officer",)
    people = (one for one in act.view.people if one.person.role in roles)
    return tuple(one for one in people if occasion.person in ("", one.person.id))


def _consider(act: Act, occasion: Occasion, owing: Owing, rev: int) -> Act:
    person, subject = owing.member.person, occasion.chain.subject
    why = _settled(owing)
    later = None if why else _own_hour(act, occasion, person)
    if later:
        return act.wake(later)
    why = why or _left_alone(occasion, owing)
    reminder = Reminder(
        subject=subject, person=person.id, name=occasion.name, rev=rev, due_at=occasion.due_at, at=act.now, why=why
    )
    if why:
        return act.save(reminder)
    written = letter(owing, occasion.chain.deadline, occasion.lead)
    return act.save(reminder).say(replace(written, about=reminder.mark))


def _settled(owing: Owing) -> str:
    """Why nothing is to be said to somebody at any hour of this day."""
    if not owing.what:
        return "done"
    return "deputy" if owing.stood_in else ""


def _left_alone(occasion: Occasion, owing: Owing) -> str:
    """Why somebody is not reminded now; nothing, where he or she is."""
    person = owing.member.person
    if owing.member.reach != "reachable":
        return "unreachable"
    if occasion.planned and person.muted and not _last(owing.act, occasion, person.id):
        return "muted"
    if occasion.planned and (_reminded(owing.act, person.id) or _had_today(occasion, owing)):
        return "reminded"
    return "wrote" if owing.wrote else ""


def _had_today(occasion: Occasion, owing: Owing) -> bool:
    """The person was reminded on the day of this moment for another step, of an earlier plan or deadline."""
    day, own = occasion.name.partition("@")[2], owing.member.person.id
    every = (one.reminder for one in owing.act.view.reminders if one.reminder.person == own)
    return any(one.name.endswith(f"@{day}") and not one.why for one in every)


def _last(act: Act, occasion: Occasion, person: str) -> bool:
    """It is the last reminder before the deadline; where that one was slept through, the first that comes after it."""
    final = occasion.chain.final
    own = (one.reminder for one in act.view.reminders if one.reminder.person == person)
    had = any(one.name in final and one.why not in ("muted", "unreachable") for one in own)
    return occasion.name in final and not had


def _own_hour(act: Act, occasion: Occasion, person: Person) -> Alarm | None:
    """The person's own hour of this day, where it is still to come, and before a deadline that is still to come."""
    hour, course, moment = person.hour, occasion.chain, occasion.planned
    if moment is None or hour is None:
        return None
    at = at_hour(course.plan, act.now, hour)
    in_time = at < course.deadline or act.now > course.deadline
    alarm = Alarm(subject=course.subject, name=course.named(moment), person=person.id, due_at=at)
    return alarm if act.now < at and in_time else None
