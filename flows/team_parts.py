"""The parts of a report that may be given to a colleague: its sections, those right below them, and the letterhead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.here import Here
from flows.outline import Outline, Section
from flows.paper import Paper
from flows.text import clip
from flows.wording import plain

_TITLE = 40


@dataclass(frozen=True)
class Part:
    """Questions that are given together; `id` is the way to the section ("2", "2.0"), `inside` the part around it."""

    id: str
    number: str
    title: str
    keys: tuple[str, ...]
    inside: str = ""


def parts(here: Here) -> tuple[Part, ...]:
    """The parts in which something is asked of this unit, in order."""
    report, form = here.papers
    letterhead = Part("letterhead", plain("card.letterhead"), "", _keys(form.outline, ()))
    asked = set(here.keys)
    return tuple(part for part in (*_of_report(report), letterhead) if asked & set(part.keys))


def _of_report(report: Paper) -> Iterator[Part]:
    outline = report.outline
    for at, section in enumerate(outline.sections):
        number = section.number.rstrip(".") or clip(section.title, _TITLE)
        yield Part(str(at), number, section.title, _keys(outline, (section,)))
        for below, inner in enumerate(section.sections):
            named = f"{number}.{inner.number.rstrip('.') or below + 1}"
            yield Part(f"{at}.{below}", named, inner.title, _keys(outline, (section, inner)), str(at))


def _keys(outline: Outline, within: tuple[Section, ...]) -> tuple[str, ...]:
    """The keys of all that is ever asked there, whether or not it is now."""
    return tuple(
        question.key
        for path, question in outline.every
        if question.kind != "computed" and path[: len(within)] == within
    )


def named(here: Here, keys: Iterable[str]) -> str:
    """What those questions are, by the numbers of their parts; how many more where they are no whole parts."""
    wanted, whole = set(keys), list[Part]()
    for part in parts(here):
        if set(part.keys) <= wanted and part.inside not in {one.id for one in whole}:
            whole.append(part)
    left = wanted.difference(*(part.keys for part in whole))
    more = (plain("team.more_items", count=len(left)),) if left else ()
    return ", ".join((*(part.number for part in whole), *more))
