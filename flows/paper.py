"""A draft read with its outline, its unit and its answers; where a person stands in it is worked out, never stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from flows.campaign import Unit
from flows.draft import Answer, Demand, Draft, Seat
from flows.outline import Asked, Outline, Section
from flows.questions import Condition, Question
from flows.values import ChoiceValue, ItemsValue


@dataclass(frozen=True)
class Place:
    """Where a conversation stands: a question, and for a Sentence or Repeat which field of which thing."""

    draft: str
    question: Question
    sections: tuple[Section, ...]
    item: int = 0
    field: str = ""

    @property
    def about(self) -> str:
        """The place as text: what a question card is about."""
        return (
            f"{self.draft}:{self.question.key}:{self.item}:{self.field}"
            if self.field
            else f"{self.draft}:{self.question.key}"
        )


@dataclass(frozen=True)
class Paper:
    """A draft with all that is needed to read it: its outline, its unit and its answers by key."""

    outline: Outline
    draft: Draft
    unit: Unit
    answers: Mapping[str, Answer]

    def holds(self, condition: Condition | None) -> bool:
        """That condition holds for this unit and these answers."""
        if condition is None:
            return True
        if condition.tags and not set(condition.tags) & set(self.unit.tags):
            return False
        if condition.kinds and self.unit.kind not in condition.kinds:
            return False
        return not condition.answer or self.chosen(condition.answer) in (condition.options or (condition.option,))

    def chosen(self, key: str) -> str:
        """The option chosen for a Choice, or nothing."""
        answer = self.answers.get(key)
        return answer.value.option if answer and isinstance(answer.value, ChoiceValue) else ""

    @cached_property
    def asked(self) -> Asked:
        """The questions that this unit is asked, by key and in order, each with the sections that lead to it."""
        chosen = tuple(self.chosen(gate) for gate in self.outline.gates)
        known = self.outline.asked_before
        about = (self.unit.kind, self.unit.tags, chosen)
        if about not in known:
            known[about] = self._asked()
        return known[about]

    def _asked(self) -> Asked:
        every = self.outline.every
        return {
            asked.key: (path, asked) for path, asked in every if asked.kind != "computed" and self.applies(path, asked)
        }

    def applies(self, path: tuple[Section, ...], question: Question) -> bool:
        """The question and all the sections around it apply to this unit."""
        if question.when is not None and not self.holds(question.when):
            return False
        return all(section.when is None or self.holds(section.when) for section in path)

    def done(self, key: str) -> bool:
        """That question has an answer or a reason, and nothing more is to be asked about it."""
        answer = self.answers.get(key)
        return answer is not None and answer.done and not self.wanted(key)

    def wanted(self, key: str) -> Demand | None:
        """What a reviewer wants changed of that question and nobody has touched since."""
        demand, answer = self.draft.demanded(key), self.answers.get(key)
        return demand if demand and (answer.rev if answer else 0) <= demand.rev else None

    @cached_property
    def pending(self) -> tuple[str, ...]:
        """The keys of the questions that are not done yet, in order."""
        return tuple(key for key in self.asked if not self.done(key))

    def find(self, key: str) -> Place | None:
        """The place of that question, if this unit is asked it."""
        found = self.asked.get(key)
        return self.place(*found) if found else None

    def place(self, path: tuple[Section, ...], question: Question) -> Place:
        """The place of that question, at its first field that is not filled yet."""
        item, field = next_field(question, self.answers.get(question.key))
        return Place(self.draft.id, question, path, item, field)


def next_field(question: Question, answer: Answer | None) -> tuple[int, str]:
    """The thing and the field that a Sentence or Repeat stands at: the first one not filled in the last thing.

    An empty field of a Repeat means that all things are whole and another may be begun.
    """
    if question.kind not in ("sentence", "repeat"):
        return 0, ""
    items = answer.value.items if answer and isinstance(answer.value, ItemsValue) else ()
    last = items[-1] if items else None
    for field in question.fields:
        entry = last.entry(field.key) if last else None
        if entry is None or entry.state == "open":
            return max(len(items) - 1, 0), field.key
    return len(items), ""


def current(papers: tuple[Paper, ...], seat: Seat, mine: Collection[str]) -> Place | None:
    """Where this person stands: at the focus, else at the first of `mine` that is not done and was not put off."""
    waiting = (key for paper in papers for key in paper.pending if key in mine and key not in seat.later)
    key = seat.focus if any(seat.focus in paper.asked for paper in papers) else next(waiting, "")
    return next((place for paper in papers if (place := paper.find(key))), None)
