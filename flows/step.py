"""A turn in the making: each step adds what is to be saved and said, and goes on from the place that then holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from flows.draft import Answer, Draft, Paper, Place, Proposal, Seat, Submission
from flows.here import Here
from flows.record import Record
from flows.turn import Button, Do, Effect, Event, Job, Press, Say, Turn
from flows.wording import plain, say

CARD = "question"
"""The one screen of a chat: questions, contents and confirmations all take each other's place."""


@dataclass(frozen=True)
class Step:
    """Where the turn has come to: the place as it now is, and what has been added on the way.

    `source` is the message that is played, if it is one.
    """

    here: Here
    source: str = ""
    answers: tuple[Answer, ...] = ()
    records: tuple[Draft | Proposal | Submission, ...] = ()
    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()

    def put(self, answer: Answer) -> Step:
        """Keeps an answer over the one that was read, as this person's own, and goes on from there."""
        earlier = [one for one in self.answers if (one.draft, one.key) == (answer.draft, answer.key)]
        read_at = earlier[0].rev if earlier else answer.rev
        kept = answer.model_copy(update={"by": self.here.person, "at": self.here.now, "rev": read_at})
        written = tuple(one for one in self.answers if one not in earlier)
        ahead = kept.model_copy(update={"rev": kept.rev + 1})
        event = Event(
            name=f"answer.{kept.state}",
            person=kept.by,
            draft=kept.draft,
            key=kept.key,
            rev=ahead.rev,
            digest=digest(kept),
        )
        step = replace(self, answers=(*written, kept), events=(*self.events, event))
        return step._over(ahead).sit(shown={**self.here.seat.shown, kept.key: ahead.rev})

    def _over(self, answer: Answer) -> Step:
        papers = tuple(
            replace(paper, answers={**paper.answers, answer.key: answer}) if paper.draft.id == answer.draft else paper
            for paper in self.here.papers
        )
        return replace(self, here=replace(self.here, view=replace(self.here.view, papers=papers)))

    def sit(self, **changes: Any) -> Step:
        """Changes this person's seat: focus, later, shown."""
        return replace(self, here=replace(self.here, seat=self.here.seat.model_copy(update=changes)))

    def go(self, key: str) -> Step:
        """Goes to that question; to the first one that waits, where the key is empty."""
        return self.sit(focus=key, later=tuple(put_off for put_off in self.here.seat.later if put_off != key))

    def onward(self, place: Place) -> Step:
        """Goes on behind a place: to the next question in order that waits, else to the first."""
        keys = self.here.keys
        behind = keys[keys.index(place.question.key) + 1 :] if place.question.key in keys else ()
        waiting = [key for key in self.here.pending if key not in self.here.seat.later]
        following = next((key for key in waiting if key in behind), "")
        return self.sit(focus="" if waiting[:1] == [following] else following)

    def propose(self, proposal: Proposal) -> Step:
        """Keeps something that waits for this person's confirmation."""
        return replace(self, records=(*self.records, proposal))

    def change_draft(self, event: str, **changes: Any) -> Step:
        """Changes the state of the report's draft, as a fact with a name."""
        draft = self.here.draft.model_copy(update=changes)
        paper: Paper = replace(self.here.papers[0], draft=draft.model_copy(update={"rev": draft.rev + 1}))
        view = replace(self.here.view, papers=(paper, *self.here.papers[1:]))
        fact = Event(name=event, person=self.here.person, draft=draft.id, rev=draft.rev + 1, digest=digest(draft))
        step = replace(self, records=(*self.records, draft), events=(*self.events, fact))
        return replace(step, here=replace(self.here, view=view))

    def keep(self, submission: Submission) -> Step:
        """Keeps what was sent, as it was sent."""
        return replace(self, records=(*self.records, submission))

    def say(self, *effects: Say) -> Step:
        """Says something more."""
        return replace(self, effects=(*self.effects, *effects))

    def tell(self, line: str, **blanks: str | int) -> Step:
        """Says one line of the wording, outside the card."""
        return self.say(Say(say(line, **blanks)))

    def do(self, job: Job) -> Step:
        """Has a job done."""
        return replace(self, effects=(*self.effects, Do(job)))

    def turn(self) -> Turn:
        """The turn that it has come to: drafts that are not kept yet are begun with the first thing kept in them."""
        seat, was = self.here.seat, self.here.view.seat
        seats = (seat,) if seat != (was or Seat(person=seat.person, draft=seat.draft)) else ()
        begun = self._begun() if self.answers or self.records or seats else ()
        return Turn((*begun, *self.answers, *self.records, *seats), self.events, self.effects)

    def _begun(self) -> tuple[Draft, ...]:
        changed = {record.id for record in self.records if isinstance(record, Draft)}
        drafts = (paper.draft for paper in self.here.papers)
        return tuple(draft for draft in drafts if draft.rev == 0 and draft.id not in changed)


def digest(record: Record) -> str:
    """The SHA-256 of a record as JSON: what an event holds of it."""
    return hashlib.sha256(record.model_dump_json().encode()).hexdigest()


def button(label: str, do: str, place: Place | None = None, **rest: Any) -> Button:
    """A button labelled by a line of the wording, acting on a place."""
    at = {"draft": place.draft, "key": place.question.key} if place else {}
    return Button(label=plain(f"button.{label}"), press=Press(do=do, **at, **rest))
