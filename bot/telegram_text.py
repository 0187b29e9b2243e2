"""Telegram counts text in UTF-16 units and keeps styles apart from it; a Run knows nothing of either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from flows.report import Run

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_LABEL = 64
STYLES = ("bold", "italic", "underline")
_BREAKS = ("\n\n", "\n", " ")


def units(text: str) -> int:
    """How many UTF-16 units the text takes.

    >>> units("đề cương"), units("👍")
    (8, 2)
    """
    return len(text) + sum(char > "\uffff" for char in text)


def to_runs(text: str, entities: Sequence[Mapping[str, Any]]) -> tuple[Run, ...]:
    """The text in stretches of one style; entities may overlap, and what is not a style is passed over."""
    at = _places(text)
    spans = [
        (entity["type"], *(at[_within(unit, at)] for unit in (entity["offset"], entity["offset"] + entity["length"])))
        for entity in entities
        if entity["type"] in STYLES
    ]
    borders = sorted({0, len(text), *(border for _, *ends in spans for border in ends)})
    pairs = pairwise(borders)
    return tuple(
        Run(text=text[start:end], **{style: True for style, first, last in spans if first <= start and end <= last})
        for start, end in pairs
    )


def _places(text: str) -> list[int]:
    """For each UTF-16 unit, and for the end, the place of its character."""
    return [place for place, char in enumerate(text) for _ in range(units(char))] + [len(text)]


def _within(unit: int, at: Sequence[int]) -> int:
    return max(0, min(unit, len(at) - 1))


def entities(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """The styles of the runs as Telegram takes them beside the joined text."""
    return list(_entities(runs))


def _entities(runs: Sequence[Run]) -> Iterator[dict[str, Any]]:
    offset = 0
    for run in runs:
        length = units(run.text)
        styles = (style for style in STYLES if getattr(run, style) and length)
        yield from ({"type": style, "offset": offset, "length": length} for style in styles)
        offset += length


def joined(runs: Sequence[Run]) -> str:
    """The text of the runs without their styles."""
    return "".join(run.text for run in runs)


def pieces(runs: Sequence[Run], limit: int = LONGEST_TEXT) -> list[tuple[Run, ...]]:
    """The runs in as many messages as they need, cut between paragraphs, lines or words; blank ones are left out."""
    text = joined(runs)
    borders = [0]
    while borders[-1] < len(text):
        borders.append(borders[-1] + _first_length(text[borders[-1] : borders[-1] + limit + 1], limit))
    cuts = pairwise(borders)
    return [_between(runs, start, end) for start, end in cuts if text[start:end].strip()]


def _first_length(text: str, limit: int) -> int:
    """How much of the text the first message takes; a break in its first half would waste the rest."""
    room = clipped_length(text, limit)
    if room == len(text):
        return room
    ends = (text.rfind(mark, room // 2, room) + len(mark) for mark in _BREAKS if mark in text[room // 2 : room])
    return next(ends, room)


def clipped_length(text: str, limit: int) -> int:
    """How many of the text's characters fit in so many UTF-16 units.

    >>> clipped_length("👍👍", 3)
    1
    """
    at = _places(text)
    return at[min(limit, len(at) - 1)]


def _between(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    """What the runs say from one place of their joined text to another."""
    kept = []
    place = 0
    for run in runs:
        part = run.text[max(0, start - place) : max(0, end - place)]
        place += len(run.text)
        kept.append(run.model_copy(update={"text": part}))
    return tuple(run for run in kept if run.text)


def label(text: str) -> str:
    """What a button shows: one line, cut where Telegram's clients show no more."""
    line = " ".join(text.split())
    return line if units(line) <= LONGEST_LABEL else line[: clipped_length(line, LONGEST_LABEL - 1)].rstrip() + "…"
