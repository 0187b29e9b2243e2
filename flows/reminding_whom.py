"""Who is to be reminded of a report and of which of its items, and why somebody is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Literal

from flows.act import Act
from flows.campaign import Member
from flows.draft import Seat
from flows.here import Here
from flows.paper import Place
from flows.team import Team

JUST_NOW = timedelta(hours=1)
"""Whoever wrote or was reminded less than this ago is left alone."""

What = Literal["", "items", "others", "submit", "sign", "scan", "head"]
"""What somebody is reminded of: nothing; own items; those of others; to submit; to sign; to send the signed copy; that
the unit is overdue."""


@dataclass(frozen=True)
class Owing:
    """A person of a unit and its report, as the clock finds them."""

    act: Act
    member: Member

    @cached_property
    def here(self) -> Here:
        """The report as this person has it."""
        draft = self.act.view.papers[0].draft
        return Here(self.act.view, self.act.now, Seat(person=self.member.person.id, draft=draft.id))

    @cached_property
    def missing(self) -> tuple[Place, ...]:
        """What holds the report back: what is required, was begun or is wanted by a reviewer, and is not done."""
        return tuple(place for place in self.here.find_all(self.here.pending) if self._holds_back(place))

    def _holds_back(self, place: Place) -> bool:
        key, paper = place.question.key, self.here.paper(place)
        return place.question.required or key in paper.answers or paper.wanted(key) is not None

    @cached_property
    def items(self) -> tuple[Place, ...]:
        """What of it is this person's to do: the own part, and that of those who are stood in for."""
        return tuple(place for place in self.missing if place.question.key in self.here.mine)

    @cached_property
    def what(self) -> What:
        """What this person is to be reminded of."""
        state = self.here.draft.state
        if state in ("submitted", "accepted"):
            return ""
        if self.member.person.role == "head":
            return "sign" if state == "signing" else "head"
        return self._signing() if state == "signing" else self._writing()

    def _signing(self) -> What:
        """While the head has to sign, officers have nothing to do, unless no head can be written to."""
        return "" if signing_heads(self.act.view.people) or not self.here.may_submit else "scan"

    def _writing(self) -> What:
        if self.items:
            return "items"
        if not self.here.may_submit:
            return ""
        return "others" if self.missing else "submit"

    @property
    def stood_in(self) -> bool:
        """Somebody who is there and can be reached is reminded in this person's place."""
        return stood_in(self.here.team, self.member)

    @property
    def wrote(self) -> bool:
        """This person has just written an answer."""
        answers = (answer for paper in self.here.papers for answer in paper.answers.values())
        return any(one.by == self.member.person.id and self.act.now - one.at < JUST_NOW for one in answers)


def stood_in(team: Team, member: Member) -> bool:
    """Somebody who is there and can be reached stands in for that member of a team."""
    seen, at = {member.person.id}, member
    while deputy := team.deputy(at.person):
        if deputy in seen:
            return False
        seen.add(deputy)
        at = team.officers[deputy]
    return at != member and at.reach == "reachable"


def signing_heads(people: Sequence[Member]) -> tuple[Member, ...]:
    """The heads who can be asked to sign."""
    return tuple(one for one in people if one.person.role == "head" and one.reach == "reachable")
