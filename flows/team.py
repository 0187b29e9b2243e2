"""The officers of a unit share one report: who is responsible for it, who stands in for whom, who is asked what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flows.campaign import Member, Person
from flows.draft import Draft


@dataclass(frozen=True)
class Team:
    """The officers at a report, in the order in which they joined, as it stands at a moment."""

    draft: Draft
    members: tuple[Member, ...]
    now: datetime

    @cached_property
    def officers(self) -> Mapping[str, Member]:
        """The unit's officers by id; whoever left or took another role is none any more."""
        every = (one for one in self.members if one.person.unit == self.draft.unit)
        return {one.person.id: one for one in every if one.person.role == "officer"}

    @cached_property
    def responsible(self) -> str:
        """Who submits: whom the draft names, else who joined first; nothing where nobody is known."""
        named = self.draft.responsible
        return named if named in self.officers else next(iter(self.officers), "")

    @cached_property
    def holders(self) -> Mapping[str, str]:
        """Who alone is asked a question, by its key; what was assigned to somebody who is gone is everybody's again."""
        every = self.draft.assigned.items()
        return {key: person for person, keys in every if person in self.officers for key in keys}

    def places(self, person: str) -> tuple[str, ...]:
        """Whose places that person takes today: the own one, and those of the absent."""
        taken = [person]
        for place in taken:  # It grows while it is gone through: who stands in may be stood in for.
            taken += [one for one in self._absent_for(place) if one not in taken]
        return tuple(taken)

    def _absent_for(self, person: str) -> tuple[str, ...]:
        everyone = (member.person for member in self.officers.values())
        return tuple(one.id for one in everyone if self.deputy(one) == person)

    def deputy(self, person: Person) -> str:
        """Who stands in for that person at this moment, if an officer does."""
        until = person.deputy_until
        return person.deputy if until and self.now <= until and person.deputy in self.officers else ""

    def leads(self, person: str) -> bool:
        """That person submits and assigns: the responsible one, and who stands in; anybody where none is known."""
        return not self.responsible or self.responsible in self.places(person)

    def asks(self, person: str, key: str, letterhead: bool) -> bool:
        """That question is one that this person is asked."""
        return any(self._falls_to(place, key, letterhead) for place in self.places(person))

    def _falls_to(self, person: str, key: str, letterhead: bool) -> bool:
        """What is assigned to nobody is asked of those without a part of their own, and always of the responsible."""
        if key in self.holders:
            return self.holders[key] == person
        if self.responsible in ("", person):
            return True
        return not letterhead and person not in self.holders.values()
