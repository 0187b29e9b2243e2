"""How far a whole campaign is, counted from how far each of its units has come; one pass over what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flows.campaign import Unit
from flows.rostering_words import kind_name
from flows.standing import UNFINISHED, Standing, State
from flows.text import fold
from flows.wording import plain

STATES: tuple[State, ...] = ("not-started", "working", "signing", "submitted", "returned", "accepted")
"""The states in the order in which they are shown."""


@dataclass(frozen=True)
class Progress:
    """Some units of a campaign, counted at a moment: all of them, or those of one group."""

    standings: tuple[Standing, ...]
    now: datetime

    @cached_property
    def counts(self) -> Mapping[State, int]:
        """How many units are in each state, in the order of the states; those in none of them too."""
        counted = Counter(standing.state for standing in self.standings)
        return {state: counted[state] for state in STATES}

    @property
    def total(self) -> int:
        """How many units there are."""
        return len(self.standings)

    @property
    def sent(self) -> int:
        """How many have sent their report and do not owe it again."""
        return self.total - sum(self.counts[state] for state in UNFINISHED)

    @property
    def percent(self) -> int:
        """The share of those that have sent, in whole percent that never promise more than there is."""
        return self.sent * 100 // self.total if self.total else 0

    @cached_property
    def late(self) -> tuple[Standing, ...]:
        """Those that still owe their report, in order."""
        return tuple(standing for standing in self.standings if standing.state in UNFINISHED)

    @cached_property
    def overdue(self) -> int:
        """How many owe their report although its deadline has passed."""
        return sum(standing.overdue(self.now) for standing in self.late)

    @property
    def signed(self) -> int:
        """Of how many there is a signed copy."""
        return sum(standing.signed for standing in self.standings)

    @cached_property
    def latest(self) -> Standing | None:
        """The unit that was at work last."""
        begun = [(at, standing) for standing in self.standings if (at := active(standing))]
        return max(begun, key=lambda one: one[0])[1] if begun else None

    @cached_property
    def groups(self) -> tuple[tuple[str, Progress], ...]:
        """The units by group, each group once, where its first unit stands."""
        gathered: dict[str, list[Standing]] = {}
        for standing in self.standings:
            gathered.setdefault(standing.unit.group.strip() or f"\0{standing.unit.kind}", []).append(standing)
        return tuple((_name(key), Progress(tuple(those), self.now)) for key, those in gathered.items())

    def only(self, which: str) -> Progress:
        """Only those units that are in a state or "overdue"; all of them for any other word."""
        if which == "overdue":
            return Progress(tuple(one for one in self.late if one.overdue(self.now)), self.now)
        kept = tuple(one for one in self.standings if one.state == which) if which in STATES else self.standings
        return Progress(kept, self.now)


def active(standing: Standing) -> datetime | None:
    """When something was last written or sent for a unit."""
    draft = standing.draft
    moments = (draft.touched, draft.submitted_at) if draft else ()
    return max((at for at in moments if at), default=None)


def found(typed: str, standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """The units in whose name or code every word that was typed stands, whatever its case and diacritics."""
    words = fold(typed).split()
    return tuple(one for one in standings if words and all(word in _known_as(one.unit) for word in words))


def _known_as(unit: Unit) -> str:
    return f"{fold(unit.name)} {fold(unit.code)}"


def _name(key: str) -> str:
    """What a group is called: those without one by their kind."""
    if not key.startswith("\0"):
        return key
    return kind_name(key[1:]) if len(key) > 1 else plain("progress.no_group")
