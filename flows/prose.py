"""A prose is kept as it comes, message by message, and joined where the messenger had cut a paste in two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from flows.draft import Answer
from flows.report import Run
from flows.text import paragraphs, utf16_length
from flows.values import ItemsValue, Passage, ProseValue

_MESSENGERS_LIMIT = 4096
_MOST_PASSAGES = 2_000
_MOST_CHARACTERS = 200_000


def too_much(answer: Answer | None, new: tuple[Passage, ...]) -> bool:
    """With these the answer would be longer than any report's; every version of it is kept whole."""
    held = answer.value if answer else None
    items = held.items if isinstance(held, ItemsValue) else ()
    values = [held, *(entry.value for item in items for entry in item.entries)]
    there = [passage for value in values if isinstance(value, ProseValue) for passage in value.passages]
    every = (*there, *new)
    return len(every) > _MOST_PASSAGES or sum(len(passage.text) for passage in every) > _MOST_CHARACTERS


def passages(runs: tuple[Run, ...], source: str, whole: bool = True) -> tuple[Passage, ...]:
    """One passage for each line that shows something, with its styles; the last is `cut` where more must follow.

    Of a text with more lines than an answer may have, there are so many that it is too much.
    """
    lines = tuple(Passage(runs=line, source=source) for line in islice(_lines(runs), _MOST_PASSAGES + 1))
    if whole or not lines:
        return lines
    return (*lines[:-1], lines[-1].model_copy(update={"cut": True}))


def _lines(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """The lines that show something, each made only when it is asked for."""
    lines: list[list[tuple[Run, str]]] = [[]]
    for run in runs:
        first, *others = run.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines[-1].append((run, first))
        lines.extend([(run, other)] for other in others)
    for line in lines:
        if paragraphs("".join(text for _, text in line)):
            yield tuple(run.model_copy(update={"text": text}) for run, text in line if text)


def extend(value: ProseValue, more: tuple[Passage, ...]) -> ProseValue:
    """The prose with more behind it; where it had been cut off, the first of them goes on in the same paragraph."""
    last = value.passages[-1] if value.passages else None
    if last is None or not last.cut or not more:
        return ProseValue(passages=(*value.passages, *more))
    return ProseValue(passages=(*value.passages, _seamed(value, more[0]), *more[1:]))


def _seamed(value: ProseValue, first: Passage) -> Passage:
    """The passage as the continuation of the last message: a blank stands between unless the limit cut a word."""
    source = value.passages[-1].source
    length = sum(utf16_length(passage.text) + 1 for passage in value.passages if passage.source == source) - 1
    glue = "" if length >= _MESSENGERS_LIMIT else " "
    runs = (first.runs[0].model_copy(update={"text": glue + first.runs[0].text}), *first.runs[1:])
    return first.model_copy(update={"runs": runs, "seam": True})


def part_seams(value: ProseValue) -> ProseValue:
    """The prose with a paragraph of its own wherever two parts had been joined."""
    return ProseValue(passages=tuple(_parted(passage) for passage in value.passages))


def _parted(passage: Passage) -> Passage:
    if not passage.seam:
        return passage.model_copy(update={"cut": False})
    runs = (passage.runs[0].model_copy(update={"text": passage.runs[0].text.lstrip()}), *passage.runs[1:])
    return passage.model_copy(update={"runs": runs, "seam": False, "cut": False})


def ended(value: ProseValue) -> ProseValue:
    """The prose as it stands when nothing more belongs to its last message, which may have been cut off."""
    if not value.passages:
        return value
    return ProseValue(passages=(*value.passages[:-1], value.passages[-1].model_copy(update={"cut": False})))


def drop_last(value: ProseValue) -> ProseValue:
    """The prose without its last paragraph, all joined parts of it."""
    rest = list(value.passages)
    while rest and rest[-1].seam:
        rest.pop()
    return ProseValue(passages=tuple(rest[:-1]))


def replace_source(value: ProseValue, source: str, new: tuple[Passage, ...]) -> ProseValue:
    """The prose with other passages in place of those that came from one message."""
    places = [place for place, passage in enumerate(value.passages) if passage.source == source]
    first, last = places[0], places[-1]
    kept = new
    if new and value.passages[first].seam:
        kept = (_seamed(ProseValue(passages=value.passages[:first]), new[0]), *new[1:])
    if kept and value.passages[last].cut:
        kept = (*kept[:-1], kept[-1].model_copy(update={"cut": True}))
    return ProseValue(passages=(*value.passages[:first], *kept, *value.passages[last + 1 :]))


def seams(value: ProseValue, width: int = 40) -> list[tuple[str, str]]:
    """What stands on both sides of each place where two parts were joined."""
    pairs = zip(value.passages, value.passages[1:], strict=False)
    return [(before.text[-width:], after.text[:width].lstrip()) for before, after in pairs if after.seam]
