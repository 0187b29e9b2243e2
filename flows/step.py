"""A turn in the making: each step adds what is to be saved and said, and goes on from the place that then holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from flows.alarm import Alarm
from flows.draft import Answer, Draft, Seat
from flows.here import Here
from flows.job import Job
from flows.paper import Paper, Place
from flows.record import Record
from flows.turn import Button, Change, Do, Effect, Event, Press, Say, Turn, Wake
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
    records: tuple[Change, ...] = ()
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
        waiting = [key for key in self.here.own_pending if key not in self.here.seat.later]
        following = next((key for key in waiting if key in behind), "")
        return self.sit(focus="" if waiting[:1] == [following] else following)

    def save(self, *records: Change) -> Step:
        """Keeps records over those that were read; that of a draft is changed by change_draft, an answer by put."""
        return replace(self, records=(*self.records, *records))

    def fact(self, event: str, record: Change, key: str = "") -> Step:
        """Keeps a record as a fact with a name about the report's draft."""
        draft = self.here.draft.id
        fact = Event(
            name=event, person=self.here.person, draft=draft, key=key, rev=record.rev + 1, digest=digest(record)
        )
        return replace(self.save(record), events=(*self.events, fact))

    def change_draft(self, event: str, **changes: Any) -> Step:
        """Changes the report's draft, as a fact with a name; several changes of a turn are saved as one."""
        step = self._alter(**changes)
        draft = step.here.draft
        fact = Event(name=event, person=self.here.person, draft=draft.id, rev=draft.rev, digest=digest(draft))
        return replace(step, events=(*self.events, fact))

    def _alter(self, **changes: Any) -> Step:
        """The report's draft with those changes, read at the revision at which this turn first read it."""
        draft = self.here.draft
        earlier = [one for one in self.records if isinstance(one, Draft) and one.id == draft.id]
        read_at = earlier[0].rev if earlier else draft.rev
        saved = draft.model_copy(update={**changes, "rev": read_at})
        ahead = saved.model_copy(update={"rev": read_at + 1})
        paper: Paper = replace(self.here.papers[0], draft=ahead)
        view = replace(self.here.view, papers=(paper, *self.here.papers[1:]))
        others = tuple(one for one in self.records if one not in earlier)
        return replace(self, records=(*others, saved), here=replace(self.here, view=view))

    def wake(self, *alarms: Alarm) -> Step:
        """Has the clock ring."""
        return replace(self, effects=(*self.effects, *map(Wake, alarms)))

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
        step = self._counted() if self.answers else self
        seat, was = step.here.seat, step.here.view.seat
        seats = (seat,) if seat != (was or Seat(person=seat.person, draft=seat.draft)) else ()
        begun = step._begun() if step.answers or step.records or seats else ()
        effects = tuple(_of(step.here.draft.id, effect) for effect in step.effects)
        return Turn((*begun, *step.answers, *step.records, *seats), step.events, effects)

    def _counted(self) -> Step:
        """The draft says how far it is, so that to look over many takes no answers."""
        total = len(self.here.keys)
        return self._alter(done=total - len(self.here.pending), total=total, touched=self.here.now)

    def _begun(self) -> tuple[Draft, ...]:
        changed = {record.id for record in self.records if isinstance(record, Draft)}
        drafts = (paper.draft for paper in self.here.papers)
        return tuple(draft for draft in drafts if draft.rev == 0 and draft.id not in changed)


def _of(draft: str, effect: Effect) -> Effect:
    """What is said with every button naming its report: another campaign may be open when it is pressed."""
    if not isinstance(effect, Say) or not effect.buttons:
        return effect
    rows = tuple(tuple(_naming(draft, one) for one in row) for row in effect.buttons)
    return replace(effect, buttons=rows)


def _naming(draft: str, one: Button) -> Button:
    if one.press.draft:
        return one
    return one.model_copy(update={"press": one.press.model_copy(update={"draft": draft})})


def digest(record: Record) -> str:
    """The SHA-256 of a record as JSON: what an event holds of it."""
    return hashlib.sha256(record.model_dump_json().encode()).hexdigest()


def button(label: str, do: str, place: Place | None = None, **rest: Any) -> Button:
    """A button labelled by a line of the wording, acting on a place."""
    at = {"draft": place.draft, "key": place.question.key} if place else {}
    return Button(label=plain(f"button.{label}"), press=Press(do=do, **at, **rest))
