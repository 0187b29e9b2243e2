"""What a coordinator or the clock brings about: a turn in the making, not bound to one draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flows.alarm import Alarm
from flows.campaign import Campaign, Chair
from flows.job import Job
from flows.report import Run
from flows.step import CARD, digest
from flows.turn import Button, Change, Do, Effect, Event, Press, Say, Turn, Wake
from flows.view import View
from flows.wording import plain, say

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Act:
    """The view that is acted on, the moment, the coordinator's chair as it will be, and what has been added so far.

    `source` is the message that is played, if it is one; `tapped` is the card of the letter that was pressed.
    """

    view: View
    now: datetime
    chair: Chair
    source: str = ""
    tapped: str = ""
    changes: tuple[Change, ...] = ()
    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def person(self) -> str:
        """The id of who acts; "clock" where nobody does."""
        return self.view.person.id if self.view.person else "clock"

    @property
    def campaign(self) -> Campaign:
        """The campaign that is looked at; only where there is one."""
        assert self.view.campaign is not None
        return self.view.campaign

    def put(self, event: str, record: Change, draft: str = "", key: str = "") -> Act:
        """Saves a record over the revision that was read, as a fact with a name about a draft or campaign."""
        fact = Event(name=event, person=self.person, draft=draft, key=key, rev=record.rev + 1, digest=digest(record))
        return replace(self, changes=(*self.changes, record), events=(*self.events, fact))

    def save(self, *records: Change) -> Act:
        """Saves records that are no facts of their own."""
        return replace(self, changes=(*self.changes, *records))

    def sit(self, **changes: Any) -> Act:
        """Changes the coordinator's chair."""
        return replace(self, chair=self.chair.model_copy(update=changes))

    def rest(self) -> Act:
        """Nothing more is asked: what is typed next answers nothing."""
        return self.sit(asks="", about="", picked=(), reasons={})

    def say(self, *effects: Say) -> Act:
        """Says something more."""
        return replace(self, effects=(*self.effects, *effects))

    def tell(self, line: str, **blanks: str | int) -> Act:
        """Says one line of the wording, outside the card."""
        return self.say(Say(say(line, **blanks)))

    def screen(self, runs: tuple[Run, ...], rows: Rows = (), edit: bool = True) -> Act:
        """Shows something as the chat's one card: in place where a button was pressed, below what was typed.

        Rows without a button are left out.
        """
        rows = tuple(row for row in rows if row)
        return self.say(Say(runs, rows, card=CARD, edit=edit and not self.source))

    def do(self, job: Job) -> Act:
        """Has a job done."""
        return replace(self, effects=(*self.effects, Do(job)))

    def wake(self, *alarms: Alarm) -> Act:
        """Has the clock ring."""
        return replace(self, effects=(*self.effects, *map(Wake, alarms)))

    def name(self, person: str) -> str:
        """What a person is called; the id where no name is known."""
        return self.view.names.get(person, person)

    def turn(self) -> Turn:
        """The turn that it has come to."""
        was = self.view.chair or Chair(person=self.chair.person)
        chairs = (self.chair,) if self.view.person and self.chair != was else ()
        return Turn((*self.changes, *chairs), self.events, self.effects)


def act(view: View, now: datetime) -> Act:
    """An act that begins; a chair not yet taken is taken empty."""
    person = view.person.id if view.person else ""
    return Act(view, now, view.chair or Chair(person=person))


def press(label: str, do: str, **rest: Any) -> Button:
    """A button labelled by a line of the wording that does `do` to what the rest of the press says."""
    return Button(label=plain(f"button.{label}"), press=Press(do=do, **rest))
