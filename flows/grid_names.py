"""How the rows and columns of a table are called: in a fault, on a screen, and by somebody who types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from flows.questions import Column, Rows, RowSpec
from flows.text import fold

Line = tuple[RowSpec, tuple[RowSpec, ...]]
"""A row with the headings that it stands under, outermost first."""

_BELOW_ALL_HEADINGS = 99


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared, without any punctuation.

    >>> words_of("B.1. Giấy khen (tập thể):")
    ('b', '1', 'giay', 'khen', 'tap', 'the')
    """
    return tuple(re.findall(r"[^\W_]+", fold(text)))


def lineage(question: Rows) -> tuple[Line, ...]:
    """Every row with its headings; a heading ends those numbered in its own style or a lower one (A, I, 1, 1.1)."""
    above: list[RowSpec] = []
    lines: list[Line] = []
    for row in question.rows:
        while above and _level(above[-1]) >= _level(row):
            above.pop()
        lines.append((row, tuple(above)))
        if not row.key:
            above.append(row)
    return tuple(lines)


def row_name(question: Rows, key: str) -> str:
    """What a row is called by itself: its label, or where rows share it a name or heading that tells it apart."""
    row = next(row for row in question.rows if row.key == key)
    others = [other for other in question.rows if other.key and other.key != key]
    if all(other.label != row.label for other in others):
        return row.label
    above = next(above for line, above in lineage(question) if line is row)
    own = [name for name in row.names if all(name not in (other.label, *other.names) for other in others)]
    return own[0] if own else ", ".join([row.label, *(heading.label for heading in reversed(above))])


def column_name(column: Column) -> str:
    """What a column is called by itself: its label, after the heading that it shares with its neighbours."""
    return f"{column.over}, {column.label}" if column.over else column.label


def column_runs(question: Rows) -> tuple[tuple[str, tuple[Column, ...]], ...]:
    """The columns in order, neighbours under one heading together."""
    return tuple((over, tuple(run)) for over, run in groupby(question.columns, key=lambda column: column.over))


def exists(row: RowSpec, column: Column) -> bool:
    """Whether the row has a cell in that column."""
    return bool(row.key) and (not column.only or column.only in row.tags)


def amount_columns(question: Rows, row: RowSpec, over: str | None = None) -> tuple[Column, ...]:
    """The columns in which the row takes an amount, all of them or those under the heading `over`."""
    columns = (column for column in question.columns if column.kind == "amount" and exists(row, column))
    return tuple(column for column in columns if over is None or column.over == over)


def find_rows(question: Rows, said: tuple[str, ...]) -> tuple[RowSpec, ...]:
    """The rows that these words may mean: those called so, else whose name begins so, else that have all the words.

    The words of a row are those of its label, names, numbers, tags, unit and headings; nothing is guessed.
    """
    lines = [line for line in lineage(question) if line[0].key]
    typed = " ".join(said)
    ways: tuple[Callable[[Line], bool], ...] = (
        lambda line: typed in _names(*line),
        lambda line: any(name.startswith(typed) for name in _names(*line)),
        lambda line: set(said) <= _all_words(*line),
    )
    found = (tuple(line[0] for line in lines if way(line)) for way in ways)
    return next((rows for rows in found if rows), ()) if said else ()


def split_group(question: Rows, said: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The heading of columns that is named last, if any, and the words before it.

    A heading is named by its last two words or more: "Giấy khen cá nhân trực tiếp" names the columns under
    "Trong đó người lao động trực tiếp".
    """
    sizes = {over: _shared_end(words_of(over), said) for over, _ in column_runs(question) if over}
    over = max(sizes, key=lambda name: sizes[name], default="")
    size = sizes.get(over, 0)
    return (over, said[:-size]) if size else ("", said)


def _shared_end(heading: tuple[str, ...], said: tuple[str, ...]) -> int:
    """How many words at the end both have in common, 0 where they are too few to name the heading."""
    same = 0
    while same < min(len(heading), len(said)) and heading[-same - 1] == said[-same - 1]:
        same += 1
    return same if same >= min(2, len(heading)) else 0


def _level(row: RowSpec) -> int:
    """How deep a row stands by the style of its number; a row to be filled without one stands below all headings."""
    number = row.number.strip(" .)-+")
    if re.fullmatch("[IVX]+", number):
        return 1
    if re.fullmatch("[A-Z]", number):
        return 0
    if re.fullmatch(r"[0-9]+(\.[0-9]+)*", number):
        return 2 + number.count(".")
    return _BELOW_ALL_HEADINGS if row.key else _BELOW_ALL_HEADINGS - 1


def _names(row: RowSpec, above: tuple[RowSpec, ...]) -> set[str]:
    """All that a row is called: its label, with and without what stands in brackets, its names, its numbers."""
    bare = re.sub(r"\(.*?\)", " ", row.label)
    names = [row.label, bare, *re.findall(r"\((.*?)\)", row.label), *row.names, *_numbers(row, above)]
    return {" ".join(words_of(name)) for name in names} - {""}


def _numbers(row: RowSpec, above: tuple[RowSpec, ...]) -> Iterable[str]:
    """The row's number, alone and after those of its headings: "1", "I.1", "A.I.1"."""
    numbers = [line.number for line in (*above, row)] if row.number else []
    return (".".join(numbers[start:]) for start in range(len(numbers)))


def _all_words(row: RowSpec, above: tuple[RowSpec, ...]) -> set[str]:
    """Every word by which a row may be told from others."""
    headings = [text for heading in above for text in (heading.number, heading.label)]
    texts = [row.label, row.number, row.unit, *row.names, *row.tags, *headings]
    return {word for text in texts for word in words_of(text.replace("-", " "))}
