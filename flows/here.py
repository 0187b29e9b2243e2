"""Where a turn is played: the view, the moment, and the place that follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cached_property

from flows.draft import Answer, Draft, Paper, Place, Seat, current
from flows.turn import View

VIET_NAM = timezone(timedelta(hours=7))
"""The time of day that people are told (Asia/Ho_Chi_Minh has had no other offset since 1975)."""


@dataclass(frozen=True)
class Here:
    """A view with the moment and the person's seat, and what follows from them; only for people who are bound."""

    view: View
    now: datetime
    seat: Seat

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The report's draft and the unit's letterhead."""
        return self.view.papers

    @property
    def person(self) -> str:
        """The id of the person who moves."""
        return self.seat.person

    @cached_property
    def place(self) -> Place | None:
        """Where this person stands."""
        return current(self.papers, self.seat)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every question that is asked, in order, over both papers."""
        return tuple(key for paper in self.papers for key in paper.asked)

    @cached_property
    def pending(self) -> tuple[str, ...]:
        """The questions that are not done."""
        return tuple(key for paper in self.papers for key in paper.pending)

    @property
    def draft(self) -> Draft:
        """The draft of the report itself."""
        return self.papers[0].draft

    @property
    def writable(self) -> bool:
        """The report may be changed: it is being written, or was returned."""
        return self.draft.state in ("drafting", "returned")

    def paper(self, place: Place) -> Paper:
        """The paper that a place belongs to."""
        return next(paper for paper in self.papers if paper.draft.id == place.draft)

    def answer(self, place: Place) -> Answer | None:
        """What is held for the question of a place."""
        return self.paper(place).answers.get(place.question.key)

    def find(self, key: str) -> Place | None:
        """The place of a question that is asked here."""
        return next((place for paper in self.papers if (place := paper.find(key))), None)

    def find_all(self, keys: Iterable[str]) -> tuple[Place, ...]:
        """The places of those questions that are asked here."""
        return tuple(place for key in keys if (place := self.find(key)))

    def name(self, person: str) -> str:
        """What a person is called; the id where no name is known."""
        return self.view.names.get(person, person)

    def clock(self, at: datetime) -> str:
        """A moment as people here read it: 17:05 05/4/2018."""
        local = at.astimezone(VIET_NAM)
        return f"{local:%H:%M} {local.day:02}/{local.month:02}/{local.year}"


def here(view: View, now: datetime) -> Here:
    """The place of a bound person; a seat not yet taken is taken empty."""
    person = view.person
    assert person is not None
    return Here(view, now, view.seat or Seat(person=person.id, draft=view.papers[0].draft.id))
