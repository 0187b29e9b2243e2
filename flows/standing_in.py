"""Whoever will be away names a colleague, who until a day is asked that part too, and may submit in that stead."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.campaign import Person
from flows.clock import VIET_NAM, day
from flows.dates import read_date
from flows.screens import screen, show_place
from flows.step import Step, button
from flows.team_asks import DAYS, once_more
from flows.team_page import back_to_work, colleagues, person_button, show_team, told_of
from flows.turn import Press, Say
from flows.wording import say

LONGEST = timedelta(days=366)


def deputy(step: Step, press: Press) -> Step:
    """Asks who stands in; with a colleague named, until when."""
    if press.arg in {one.id for one in colleagues(step.here)}:
        return show_place(step.sit(asks=f"deputy:{press.arg}"), edit=True)
    rows = tuple((person_button(one, "deputy"),) for one in colleagues(step.here))
    if not rows:
        invite = (button("colleague", "colleague"),)
        return screen(step, say("deputy.nobody"), (invite, *back_to_work(step.here)), edit=True)
    return screen(step, say("deputy.whom"), (*rows, *back_to_work(step.here)), edit=True)


def until_pressed(step: Step, press: Press) -> Step:
    """A colleague stands in for so many days."""
    person, _, days = press.arg.partition(" ")
    if int(days) not in DAYS.values():
        return show_place(step, say("trouble.old_button"))
    return _kept(step, person, _end_of(step.here.now + timedelta(days=int(days))))


def until_typed(step: Step, person: str, text: str) -> Step:
    """A colleague stands in until a day that was typed: 15/12, or with the year."""
    until = _day(text, step.here.now)
    if until is None or not step.here.now < until < step.here.now + LONGEST:
        return show_place(step.sit(asks=once_more(f"deputy:{person}")), say("deputy.not_a_day"))
    return _kept(step, person, until)


def _day(text: str, now: datetime) -> datetime | None:
    """The end of the day that was typed; where the year was not said, the next such day."""
    year = now.astimezone(VIET_NAM).year
    tried = (text, *(f"{text}{sign}{said}" for said in (year, year + 1) for sign in "/-."))
    periods = (period for one in tried for period in read_date(one) if period.kind == "day")
    ends = (datetime(one.first.year, one.first.month, one.first.day, tzinfo=VIET_NAM) for one in periods)
    return next((end for start in ends if (end := _end_of(start)) > now), None)


def _end_of(moment: datetime) -> datetime:
    """The last minute of that day in Viet Nam."""
    return moment.astimezone(VIET_NAM).replace(hour=23, minute=59, second=0, microsecond=0)


def _kept(step: Step, deputy: str, until: datetime) -> Step:
    here = step.here
    own = here.view.person
    if own is None or deputy not in {one.id for one in colleagues(here)}:
        return show_place(step, say("trouble.old_button"))
    step = _ended(step, own) if here.team.deputy(own) not in ("", deputy) else step
    person = own.model_copy(update={"deputy": deputy, "deputy_until": until})
    step = told_of(step.fact("deputy-named", person), person)
    blanks = {"name": here.name(deputy), "by": own.name, "until": day(until)}
    row = (button("begin", "resume", draft=here.draft.id),)
    step = step.say(Say(say("deputy.to_you", **blanks), (row,), to=deputy))
    return show_team(_responsible_told(step, blanks), say("deputy.done", **blanks))


def _responsible_told(step: Step, blanks: dict[str, str]) -> Step:
    """Who is responsible hears that somebody else is stood in for."""
    responsible, own = step.here.team.responsible, step.here.view.person
    known = (step.here.person, own.deputy if own else "")
    told = Say(say("deputy.to_responsible", **blanks), to=responsible)
    return step.say(told) if responsible and responsible not in known else step


def end(step: Step, press: Press) -> Step:
    """Ends it before the day has come."""
    own = step.here.view.person
    if own is None or not step.here.team.deputy(own):
        return show_team(step, say("deputy.none"))
    person = own.model_copy(update={"deputy": "", "deputy_until": None})
    step = told_of(_ended(step, own).fact("deputy-ended", person), person)
    return show_team(step, say("deputy.ended"))


def _ended(step: Step, own: Person) -> Step:
    """Who stood in hears that he or she does no more."""
    return step.say(Say(say("deputy.ended_to_you", by=own.name), to=own.deputy))
