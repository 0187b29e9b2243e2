"""What an outline holds, by path and in the order of asking, and how a problem with it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from flows.outline import Outline, Section
from flows.questions import Question, Repeat, Sentence
from flows.wording import plain

Path = tuple[str | int, ...]
"""The way to a part of an outline: names of fields and places in lists."""


@dataclass(frozen=True)
class Problem:
    """Something that is wrong with an outline: where, which line of the wording says it, and with which blanks."""

    path: Path
    line_key: str
    blanks: Mapping[str, str]

    @property
    def text(self) -> str:
        """The problem in words."""
        return plain(f"lint.{self.line_key}", **self.blanks)


Problems = Iterator[Problem]


def problem(path: Path, line_key: str, **blanks: object) -> Problem:
    """A problem at that path."""
    return Problem(path, line_key, {name: str(value) for name, value in blanks.items()})


@dataclass(frozen=True)
class Known:
    """All sections and questions of an outline with their paths."""

    outline: Outline

    @cached_property
    def sections(self) -> tuple[tuple[Path, Section], ...]:
        """Every section, in print order."""
        return tuple(_sections(("sections",), self.outline.sections))

    @cached_property
    def questions(self) -> tuple[tuple[Path, Question], ...]:
        """Every question, in print order."""
        return tuple(
            ((*path, "questions", place), question)
            for path, section in self.sections
            for place, question in enumerate(section.questions)
        )

    @cached_property
    def fields(self) -> tuple[tuple[Path, Question], ...]:
        """Every field of a Sentence or Repeat, in order."""
        return tuple(
            ((*path, "fields", place), field)
            for path, question in self.questions
            if isinstance(question, Sentence | Repeat)
            for place, field in enumerate(question.fields)
        )

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {question.key: place for place, (_, question) in reversed(list(enumerate(self.questions)))}

    def question(self, key: str) -> Question | None:
        """The first question of that key."""
        return self.questions[self._order[key]][1] if key in self._order else None

    def is_before(self, key: str, path: Path) -> bool:
        """The question of that key is asked before anything at or below that path."""
        here = next((place for place, (at, _) in enumerate(self.questions) if at[: len(path)] == path), None)
        return here is not None and self._order[key] < here


def _sections(path: Path, sections: tuple[Section, ...]) -> Iterator[tuple[Path, Section]]:
    for place, section in enumerate(sections):
        yield (*path, place), section
        yield from _sections((*path, place, "sections"), section.sections)
