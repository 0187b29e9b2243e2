"""An officer or head says when to be reminded; the last reminder before the deadline comes whatever they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.alarm import Alarm
from flows.campaign import Person, Plan
from flows.clock import clock
from flows.here import Here
from flows.report import Run
from flows.schedule import allowed, at_hour, working
from flows.screens import screen, way_on
from flows.step import Step, button
from flows.turn import Button, Press, Say
from flows.wording import plain, say

HOURS = ("07:30", "08:00", "10:00", "14:00", "16:00")
"""The hours that may be chosen."""

SOON = timedelta(hours=2)
ROW = 3


def snooze(step: Step, press: Press) -> Step:
    """Has the clock remind of the report once more, at a moment at which offices are open."""
    here, campaign = step.here, step.here.view.campaign
    if campaign is None or here.closed or here.draft.state in ("submitted", "accepted"):
        return step.tell("snooze.not_needed")
    wished = _wished(here, campaign.plan, press.arg)
    due = allowed(campaign.plan, wished)
    deadline = campaign.due(here.draft.unit)
    step = step.wake(Alarm(subject=here.draft.id, name="snoozed", person=here.person, due_at=due))
    late = deadline and here.now < deadline <= due
    after = say("snooze.late", deadline=here.clock(deadline)) if deadline and late else ()
    return step.say(Say((*_moved(campaign.plan, wished, due), *say("snooze.set", at=here.clock(due)), *after)))


def _wished(here: Here, plan: Plan, arg: str) -> datetime:
    """In two hours, or at the person's hour of the next day."""
    if arg != "morning":
        return (here.now + SOON).replace(second=0, microsecond=0)
    return at_hour(plan, here.now + timedelta(days=1), _person(here).hour or plan.hour)


def _moved(plan: Plan, wished: datetime, due: datetime) -> tuple[Run, ...]:
    """Why it is moved on to where offices are open, if it is."""
    if due == wished:
        return ()
    local = wished.astimezone(ZoneInfo(plan.zone))
    return say("snooze.closed" if working(local.date()) else "snooze.day_off", at=clock(wished))


def settings(step: Step, press: Press) -> Step:
    """Shows when this person is reminded, and what may be chosen."""
    person = _person(step.here)
    chosen = f"{person.hour:%H:%M}" if person.hour else ""
    hours = [_hour(at, chosen) for at in HOURS]
    rows = tuple(tuple(hours[at : at + ROW]) for at in range(0, len(hours), ROW))
    by_plan = button("by_plan" if chosen else "by_plan_chosen", "hour")
    mute = button("unmute", "unmute") if person.muted else button("mute", "mute")
    return screen(step, _text(person, chosen), (*rows, (by_plan,), (mute,), (way_on(step.here),)), edit=True)


def _text(person: Person, chosen: str) -> tuple[Run, ...]:
    hour = say("personal.hour", at=chosen) if chosen else say("personal.by_plan")
    muted = say("personal.muted" if person.muted else "personal.awake")
    return (*say("personal.head"), *hour, *muted, *say("personal.last"))


def _hour(at: str, chosen: str) -> Button:
    label = plain("button.at_hour_chosen" if at == chosen else "button.at_hour", at=at)
    return Button(label=label, press=Press(do="hour", arg=at))


def set_hour(step: Step, press: Press) -> Step:
    """Takes the hour that was chosen; that of the plan, where none was."""
    hour = time.fromisoformat(press.arg) if press.arg in HOURS else None
    return settings(_changed(step, _person(step.here).model_copy(update={"hour": hour})), press)


def mute(step: Step, press: Press) -> Step:
    """Leaves only the last reminder before the deadline."""
    return settings(_changed(step, _person(step.here).model_copy(update={"muted": True})), press)


def unmute(step: Step, press: Press) -> Step:
    """Has every reminder come again."""
    return settings(_changed(step, _person(step.here).model_copy(update={"muted": False})), press)


def _changed(step: Step, person: Person) -> Step:
    """The settings are kept, and shown as they then are."""
    if person == _person(step.here):
        return step
    ahead = person.model_copy(update={"rev": person.rev + 1})
    view = replace(step.here.view, person=ahead)
    return replace(step.save(person), here=replace(step.here, view=view))


def _person(here: Here) -> Person:
    person = here.view.person
    assert person is not None
    return person


ANYTIME: Mapping[str, Callable[[Step, Press], Step]] = {
    "snooze": snooze,
    "settings": settings,
    "hour": set_hour,
    "mute": mute,
    "unmute": unmute,
}
"""What may be said of reminders, whether or not the report was sent."""
