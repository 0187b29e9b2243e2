"""What a unit is told of its campaign: that it began, was closed or opened again, its deadline, that the unit left it.

What is told follows from how things stand when the alarm rings and from what was told last, so that nothing is told
twice and nothing that was changed at night is lost by a further change.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flows import chain
from flows.act import Act
from flows.alarm import Alarm, Reminder
from flows.campaign import Campaign, Plan
from flows.chain import Chain, at_night, unit_of
from flows.reminding_letter import announcement
from flows.reminding_whom import Owing

_NEWS = ("begin", "extended", "added", "reopened", "closed", "removed")


def kind(name: str) -> str:
    """What an alarm or reminder is for: what stands before the moment or stage of its name.

    >>> kind("extended:2.0"), kind("begin@20261201T080000")
    ('extended', 'begin')
    """
    return name.partition("@")[0].partition(":")[0]


def begin(act: Act, alarm: Alarm) -> Act:
    """Tells a unit what it does not know yet, and begins its alarms anew."""
    return _begun(act, alarm, chain.take_up)


def mend(act: Act, alarm: Alarm) -> Act:
    """Does the same where a chain may have broken; one that lives is left alone."""
    return _begun(act, alarm, chain.mend)


def _begun(act: Act, alarm: Alarm, onward: Callable[[Act, Chain], Act]) -> Act:
    course = chain.current(act, alarm.subject)
    if course is None:
        return act
    if later := _in_the_morning(course.plan, alarm, act.now):
        return act.wake(later)
    news = _news(act, alarm, course)
    return onward(_announce(act, alarm, news) if news else act, course)


def _in_the_morning(plan: Plan, alarm: Alarm, now: datetime) -> Alarm | None:
    """The same alarm in the morning, which then still knows when it was ordered; none, where it is not night."""
    later = at_night(plan, alarm, now)
    return later.model_copy(update={"arg": _ordered(alarm).isoformat()}) if later else None


def _ordered(alarm: Alarm) -> datetime:
    """When what an alarm tells was ordered."""
    return datetime.fromisoformat(alarm.arg) if alarm.arg else alarm.due_at


def _news(act: Act, alarm: Alarm, course: Chain) -> str:
    """What a unit that takes part has to be told; nothing, where it knows how things stand."""
    told = _told(act)
    if not act.view.reminders and act.view.papers[0].draft.touched is None:
        return "begin" if kind(alarm.name) != "mend" or _were_there(act) else ""
    if told and kind(told.name) == "removed":
        return "added"
    if not _owed(act):
        return ""
    return _since(told, alarm, course) if told else _first(kind(alarm.name))


def _since(told: Reminder, alarm: Alarm, course: Chain) -> str:
    """What has become of a unit since it was told something."""
    what = kind(alarm.name)
    if kind(told.name) == "closed":
        return "reopened"
    if what in ("added", "reopened") and told.at <= _ordered(alarm):
        return what
    return "extended" if told.told != course.deadline and (told.told or what == "extended") else ""


def _first(what: str) -> str:
    """What whoever has begun without being told anything is told: only what was ordered now."""
    return what if what in ("extended", "added", "reopened") else ""


def _were_there(act: Act) -> bool:
    """Somebody of the unit was there when the campaign was opened; whoever came later saw it on coming."""
    opened = act.campaign.opened_at
    joined = (one.person.joined_at for one in act.view.people)
    return opened is not None and any(at is not None and at <= opened for at in joined)


def _told(act: Act) -> Reminder | None:
    """What the unit was told last of its campaign, besides reminders."""
    news = (one.reminder for one in act.view.reminders if kind(one.reminder.name) in _NEWS)
    return max(news, key=lambda one: one.at, default=None)


def closed(act: Act, alarm: Alarm) -> Act:
    """Tells a unit that owes its report that its campaign takes none any more."""
    campaign, unit = act.view.campaign, unit_of(alarm.subject)
    if campaign is None or unit not in campaign.units or not _shut(campaign, alarm) or not _owed(act):
        return act
    later = _in_the_morning(campaign.plan, alarm, act.now)
    return act.wake(later) if later else _announce(act, alarm, "closed")


def _shut(campaign: Campaign, alarm: Alarm) -> bool:
    """The campaign has stayed closed since that alarm was set; to archive it makes one stage more."""
    closed_at = int(alarm.name.partition(":")[2].partition(".")[0])
    return campaign.state != "open" and closed_at == campaign.n - (campaign.state == "archived")


def removed(act: Act, alarm: Alarm) -> Act:
    """Tells a unit that has heard of its campaign that it takes part no longer."""
    campaign, unit = act.view.campaign, unit_of(alarm.subject)
    if campaign is None or unit in campaign.units or not act.view.papers:
        return act
    told = _told(act)
    if kind(told.name) == "removed" if told else act.view.papers[0].draft.touched is None:
        return act
    later = _in_the_morning(campaign.plan, alarm, act.now)
    return act.wake(later) if later else _announce(act, alarm, "removed")


def _owed(act: Act) -> bool:
    return act.view.papers[0].draft.state not in ("submitted", "accepted")


def _announce(act: Act, alarm: Alarm, what: str) -> Act:
    """Tells everybody of the unit; what is told in one second is told once."""
    name, due = f"{what}@{act.now:%Y%m%dT%H%M%S}", act.campaign.due(unit_of(alarm.subject))
    known = {one.reminder.person for one in act.view.reminders if one.reminder.name == name}
    for member in act.view.people:
        person = member.person.id
        reminder = Reminder(subject=alarm.subject, person=person, name=name, due_at=alarm.due_at, at=act.now, told=due)
        if person in known:
            continue
        if member.reach == "reachable":
            act = act.save(reminder).say(announcement(Owing(act, member), what, reminder))
        else:
            act = act.save(reminder.model_copy(update={"why": "unreachable"}))
    return act
