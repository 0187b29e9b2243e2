"""A coordinator has those written to who still owe a report: after a look at how many, and not twice in two hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.act import Act, Rows, press
from flows.alarm import Alarm, Reminder
from flows.campaign import Person
from flows.chain import Chain, at_night, by_day, running, unit_of
from flows.clock import clock
from flows.draft import Draft
from flows.reminding import Occasion, remind
from flows.reminding_whom import signing_heads, stood_in
from flows.report import Run
from flows.standing import UNFINISHED, Standing
from flows.team import Team
from flows.turn import Press
from flows.view import Delivery
from flows.wording import say

APART = timedelta(hours=2)
"""How far apart a unit is chased."""

ORDERED = "ordered"
"""Why no letter was written to the coordinator who ordered it."""


@dataclass(frozen=True)
class Chase:
    """Who would be written to, were it ordered now: of a whole campaign, or of one unit (`subject`)."""

    act: Act
    subject: str
    units: tuple[Standing, ...]

    @property
    def at(self) -> datetime:
        """When the letters go."""
        return by_day(self.act.campaign.plan, self.act.now)

    @property
    def name(self) -> str:
        """What the reminders of it are called."""
        return f"chase@{self.at:%Y%m%dT%H%M}"

    @property
    def people(self) -> tuple[Person, ...]:
        """Those who get a letter: who can be written to and is not stood in for by somebody who can."""
        return tuple(person for unit in self.units for person in self._of(unit))

    def _of(self, standing: Standing) -> Iterator[Person]:
        """Those of a unit."""
        campaign, unit = self.act.campaign, standing.unit.id
        blank = Draft(id=f"{campaign.id}/{unit}", unit=unit, outline=campaign.outline, version=campaign.version)
        team = Team(
            standing.draft or blank, tuple(one for one in self.act.view.people if one.person.unit == unit), self.act.now
        )
        for one in team.members:
            if one.reach == "reachable" and self._is_for(standing, team, one.person) and not stood_in(team, one):
                yield one.person

    def _is_for(self, standing: Standing, team: Team, person: Person) -> bool:
        """In a unit that waits for its head, the head; else the officers, and the heads too where they are told."""
        if standing.state != "signing":
            late = self.act.campaign.plan.heads and standing.overdue(self.act.now)
            return person.role == "officer" or (person.role == "head" and late)
        if signing_heads(team.members):
            return person.role == "head"
        return person.role == "officer" and team.leads(person.id)

    @property
    def heard(self) -> int:
        """How many units have somebody who gets a letter."""
        return len({one.unit for one in self.people})

    @property
    def silent(self) -> int:
        """How many units have nobody who can be written to."""
        return len(self.units) - self.heard

    @property
    def stamp(self) -> str:
        """What was shown of it, in one word."""
        return f"{len(self.units)}.{len(self.people)}"


def _order(act: Act, press: Press) -> Chase | None:
    """What would be ordered by a press; none, where the campaign is not open."""
    if act.view.campaign is None or act.campaign.state != "open":
        return None
    unit = unit_of(press.draft)
    owing = (one for one in act.view.standings if one.state in UNFINISHED)
    return Chase(act, press.draft or act.campaign.id, tuple(one for one in owing if unit in ("", one.unit.id)))


def ask(act: Act, press: Press) -> Act:
    """Shows how many would be written to, before it goes."""
    order = _order(act, press)
    if order is None:
        return act.tell("chase.not_open")
    if not order.units:
        return act.tell("chase.nobody")
    last = _last(act.view.reminders, act.now)
    return _too_soon(act, last) if last else act.screen(_preview(order), _buttons(order))


def chase(act: Act, press: Press) -> Act:
    """Has everybody written to who was shown; where that is no longer so, shows it again."""
    order = _order(act, press)
    last = _last(act.view.reminders, act.now)
    if order is None or not order.units or last:
        return ask(act, press)
    if press.arg != order.stamp:
        return act.screen((*say("chase.changed"), *_preview(order)), _buttons(order))
    reminder = Reminder(
        subject=order.subject, person=act.person, name=order.name, due_at=order.at, at=act.now, why=ORDERED
    )
    act = act.put("chased", reminder, draft=order.subject)
    act = act.wake(*(_alarm(order, one) for one in order.units))
    line = "chase.sent" if order.at == act.now else "chase.sent_later"
    return act.screen(say(line, units=order.heard, at=clock(order.at)))


def _alarm(order: Chase, standing: Standing) -> Alarm:
    name = order.name.replace("@", ":")
    subject = f"{order.act.campaign.id}/{standing.unit.id}"
    return Alarm(subject=subject, name=f"{name}:{order.act.person}", due_at=order.at)


def _last(reminders: tuple[Delivery, ...], now: datetime, besides: str = "") -> datetime | None:
    """When it was last chased less than two hours ago, by another order than `besides`."""
    chases = (one.reminder for one in reminders if one.reminder.name.startswith("chase@"))
    recent = [max(one.at, one.due_at) for one in chases if one.name != besides]
    return max((at for at in recent if now - at < APART), default=None)


def _too_soon(act: Act, last: datetime) -> Act:
    return act.tell("chase.too_soon", at=clock(last), next=clock(last + APART))


def _preview(order: Chase) -> tuple[Run, ...]:
    one = order.units[0].unit.name if unit_of(order.subject) else ""
    people, units = len(order.people), order.heard
    text = (
        say("chase.ask_unit", unit=one, people=people)
        if one
        else say("chase.ask", title=order.act.campaign.title, people=people, units=units)
    )
    missed = say("chase.silent_unit" if one else "chase.silent", units=order.silent) if order.silent else ()
    night = say("chase.night", at=clock(order.at)) if order.at != order.act.now else ()
    return (*text, *missed, *night)


def _buttons(order: Chase) -> Rows:
    campaign, draft = order.act.campaign.id, order.subject if unit_of(order.subject) else ""
    now = (press("chase_now", "chase-now", campaign=campaign, draft=draft, arg=order.stamp),) if order.people else ()
    return (now, (press("do_not_chase", "progress", campaign=campaign),))


def chased(act: Act, alarm: Alarm) -> Act:
    """Writes to the people of a unit whom a coordinator has ordered to be chased, unless another order came first."""
    campaign = running(act, alarm.subject)
    deadline = campaign.due(unit_of(alarm.subject)) if campaign else None
    name = "chase@" + alarm.name.split(":")[1]
    if campaign is None or deadline is None or _last(act.view.reminders, act.now, besides=name):
        return act
    if later := at_night(campaign.plan, alarm, act.now):
        return act.wake(later)
    course = Chain(alarm.subject, campaign.plan, deadline, campaign.stage(unit_of(alarm.subject)))
    return remind(act, Occasion(course, name, alarm.due_at, lead="remind.chased"))


RULES: Mapping[str, Callable[[Act, Press], Act]] = {"chase": ask, "chase-unit": ask, "chase-now": chase}
"""What a coordinator presses to have units chased."""
