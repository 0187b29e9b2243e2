"""Where a turn is played: the view, the moment, and the place that follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flows.clock import clock
from flows.draft import Answer, Draft, Seat
from flows.paper import Paper, Place, current
from flows.team import Team
from flows.view import View

OWN_NAME = "own-name"
"""What a seat asks for where nobody knows what the person is called."""


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

    @property
    def asks(self) -> str:
        """What is asked besides the outline: what the seat says, else the person's own name while it is unknown."""
        return self.seat.asks or (OWN_NAME if self.nameless else "")

    @property
    def nameless(self) -> bool:
        """Nobody has said yet what this person is called."""
        return self.view.person is not None and self.view.person.nameless

    @cached_property
    def place(self) -> Place | None:
        """Where this person stands."""
        return current(self.papers, self.seat, self.own_pending)

    @cached_property
    def team(self) -> Team:
        """The officers who share this report."""
        return Team(self.draft, self.view.people, self.now)

    @cached_property
    def mine(self) -> tuple[str, ...]:
        """The questions that this person is asked: the own part, and that of those who are stood in for."""
        asks, held = self.team.asks, self.team.holders
        # All questions of a paper that nobody holds fall to the same people.
        free = [asks(self.person, "", at > 0) for at in range(len(self.papers))]
        keys = ((at, key) for at, paper in enumerate(self.papers) for key in paper.asked)
        return tuple(key for at, key in keys if (asks(self.person, key, at > 0) if key in held else free[at]))

    @cached_property
    def own_pending(self) -> tuple[str, ...]:
        """Those of this person's questions that are not done."""
        mine = set(self.mine)
        return tuple(key for key in self.waiting if key in mine)

    @cached_property
    def waiting(self) -> tuple[str, ...]:
        """The questions that are not done and asked for; of a report that was returned, what was left blank is not."""
        if self.draft.state != "returned":
            return self.pending
        return tuple(place.question.key for place in self.find_all(self.pending) if self._asked_again(place))

    def _asked_again(self, place: Place) -> bool:
        wanted = self.paper(place).wanted(place.question.key)
        return bool(wanted) or place.question.required or self.answer(place) is not None

    @property
    def may_submit(self) -> bool:
        """This person submits, and shares out the work: as the responsible one or in that one's stead."""
        return self.team.leads(self.person)

    def holder(self, key: str) -> str:
        """What the other person is called who alone is asked that question, if another is."""
        held = self.team.holders.get(key, "")
        return self.name(held) if held and held not in self.team.places(self.person) else ""

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
    def unsent(self) -> bool:
        """The report is with the officers: being written, or returned."""
        return self.draft.state in ("drafting", "returned")

    @property
    def closed(self) -> bool:
        """The campaign takes nothing from units any more."""
        return self.view.campaign is not None and self.view.campaign.state != "open"

    @property
    def writable(self) -> bool:
        """The report may be changed and sent."""
        return self.unsent and not self.closed

    @property
    def signable(self) -> bool:
        """A signed copy of what was sent may be added."""
        return not self.unsent and not self.closed

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
        return clock(at)


def here(view: View, now: datetime) -> Here:
    """The place of a bound person; a seat not yet taken is taken empty."""
    person = view.person
    assert person is not None
    return Here(view, now, view.seat or Seat(person=person.id, draft=view.papers[0].draft.id))
