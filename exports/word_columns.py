"""A column takes its share of a table's width: less where its text needs less, more where a word would be broken.

Columns that ask for the same share get the same width.
"""

from __future__ import annotations

from collections.abc import Sequence

from exports.word_styles import CELL_MARGIN
from exports.word_widths import text_width
from flows.report import Cell, Table

_TWIPS_PER_MM = 1440 / 25.4
_EDGES = 2 * CELL_MARGIN + 20
_LINES_OF_A_HEAD = 3
_LONGEST_WORD = 1 / 3
# A line of a page holds fewer letters than this, so that a longer text need not be measured to its end.
_LETTERS = 300

Texts = set[tuple[str, int, bool]]
"""The different texts of a column, each with the number of columns that it goes across and whether it is bold."""


def column_widths(value: Table, total: int, size: float) -> list[int]:
    """The width of each column in twentieths of a point, for a text of this size in points."""
    whole = sum(max(width, 1) for width in value.widths)
    shares = [max(width, 1) * total / whole for width in value.widths]
    first = max(value.head_rows, 0)
    heads = [_texts(value.rows[:first], place, bold=True) for place in range(len(shares))]
    bodies = [_texts(value.rows[first:], place) for place in range(len(shares))]
    needs = [_need(head | body, total, size) for head, body in zip(heads, bodies, strict=True)]
    # A column without a text keeps its share, for what is written in by hand.
    wants = [_want(h, b, size) if b else share for h, b, share in zip(heads, bodies, shares, strict=True)]
    return [int(width) for width in _fitted(shares, _alike(shares, needs), _alike(shares, wants))]


def _texts(rows: Sequence[Sequence[Cell | None]], place: int, bold: bool = False) -> Texts:
    cells = (row[place] for row in rows if place < len(row))
    return {(cell.text, max(cell.span, 1), bold or cell.bold) for cell in cells if cell and cell.text}


def _need(texts: Texts, total: int, size: float) -> float:
    """The room for the longest word, but for words so long that they have to be broken."""
    words = {(word, span, bold) for text, span, bold in texts for word in text[:_LETTERS].split()}
    rooms = (_room(word, bold, size) / span for word, span, bold in words)
    return max((room for room in rooms if room <= total * _LONGEST_WORD), default=0)


def _want(head: Texts, body: Texts, size: float) -> float:
    """The room in which every line of the body stays one line, and a head takes no more than it may."""
    lines = {(line, span, bold) for text, span, bold in body for line in text[:_LETTERS].splitlines()}
    rooms = [_room(line, bold, size) / span for line, span, bold in lines]
    rooms += [_room(text[:_LETTERS], bold, size) / span / _LINES_OF_A_HEAD for text, span, bold in head]
    return max(rooms, default=0)


def _room(text: str, bold: bool, size: float) -> float:
    return text_width(text, size, bold) * _TWIPS_PER_MM + _EDGES


def _alike(shares: list[float], rooms: list[float]) -> list[float]:
    most: dict[float, float] = {}
    for share, room in zip(shares, rooms, strict=True):
        most[share] = max(room, most.get(share, 0))
    return [most[share] for share in shares]


def _fitted(shares: list[float], needs: list[float], wants: list[float]) -> list[float]:
    """Widths of the same sum as the shares: the shares themselves if even the longest words do not fit."""
    taken = [max(need, min(share, want)) for need, share, want in zip(needs, shares, wants, strict=True)]
    spare = sum(shares) - sum(taken)
    if spare < 0:
        slack = [width - need for width, need in zip(taken, needs, strict=True)]
        return _given(spare, slack, taken) if sum(slack) > -spare else shares
    lacking = [max(want - width, 0) for want, width in zip(wants, taken, strict=True)]
    fed = min(spare, sum(lacking))
    return _given(spare - fed, shares, _given(fed, lacking, taken))


def _given(amount: float, parts: list[float], to: list[float]) -> list[float]:
    """The amount dealt out in proportion to the parts."""
    whole = sum(parts) or 1
    return [width + amount * part / whole for part, width in zip(parts, to, strict=True)]
