"""How a text that was typed in a page is written: a browser counts in UTF-16 units, and a Run knows nothing of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pydantic import Field

from bot.telegram_text import STYLES, units
from flows.record import Record
from flows.report import Run

_UNITS = Field(ge=0, le=2**31)


class Style(Record):
    """A stretch of a text in UTF-16 units, and how it is written."""

    at: int = _UNITS
    length: int = _UNITS
    bold: bool = False
    italic: bool = False
    underline: bool = False


def styled(text: str, styles: Sequence[Style]) -> tuple[Run, ...]:
    """The text in stretches of one style each; styles may overlap, and end with the text at the latest.

    >>> [run.text for run in styled("👍 xong", [Style(at=3, length=99, bold=True)])]
    ['👍 ', 'xong']
    """
    return tuple(_stretches(text, styles)) if styles else (Run(text=text),)


def _stretches(text: str, styles: Sequence[Style]) -> Iterator[Run]:
    turns = _turns(text, styles)
    on: Counter[str] = Counter()
    for start, end in pairwise(sorted({0, len(text), *turns})):
        on.update(turns[start])
        yield Run(text=text[start:end], **{name: True for name in STYLES if on[name] > 0})


def _turns(text: str, styles: Sequence[Style]) -> defaultdict[int, Counter[str]]:
    """For each place at which a style begins or ends, how many more stretches of it cover what follows."""
    at = [place for place, char in enumerate(text) for _ in range(units(char))] + [len(text)]
    turns: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for style in styles:
        first, last = (at[min(unit, len(at) - 1)] for unit in (style.at, style.at + style.length))
        for name in (name for name in STYLES if getattr(style, name)):
            turns[first][name] += 1
            turns[last][name] -= 1
    return turns
