"""An outline is what is asked: numbered sections with their questions; a published version never changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from flows.questions import Condition, Question
from flows.record import Record


class Section(Record):
    """A numbered heading with its questions and the sections below it.

    `number` and `title` are printed as they stand; `optional` says that the heading is left out of the print where
    nothing stands below it.
    """

    number: str = ""
    title: str = ""
    guidance: str = ""
    questions: tuple[Question, ...] = ()
    sections: tuple[Section, ...] = ()
    when: Condition | None = None
    optional: bool = False


Found = tuple[tuple[Section, ...], Question]
"""A question with the sections that lead to it, outermost first."""

Asked = Mapping[str, Found]
"""Questions by key, in order."""


class Outline(Record):
    """What is asked, and the fixed words of the document that comes of it.

    `name` is what officers know it by; `year` is the year of the report.
    """

    id: str
    version: int
    title: str
    subject: str
    name: str
    year: int
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    sections: tuple[Section, ...]

    @cached_property
    def every(self) -> tuple[Found, ...]:
        """Every question with the sections that lead to it, outermost first, in print order."""
        return tuple(found for section in self.sections for found in _walk((section,)))

    @cached_property
    def gates(self) -> tuple[str, ...]:
        """The questions whose answers decide whether others are asked."""
        sections = (section.when for path, _ in self.every for section in path)
        conditions = (*(question.when for _, question in self.every), *sections)
        return tuple(dict.fromkeys(one.answer for one in conditions if one and one.answer))

    @cached_property
    def asked_before(self) -> dict[tuple[str, tuple[str, ...], tuple[str, ...]], Asked]:
        """The questions asked of a kind of unit with those tags and answers to the gates, once worked out."""
        return {}

    def question(self, key: str) -> Question | None:
        """The question of that key, if there is one."""
        return next((question for _, question in self.every if question.key == key), None)


def _walk(path: tuple[Section, ...]) -> Iterator[Found]:
    for question in path[-1].questions:
        yield path, question
    for section in path[-1].sections:
        yield from _walk((*path, section))
