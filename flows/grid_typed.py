"""A row that is typed is taken whole or not at all; a name that fits several rows is asked back, never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from flows.grid import amount_faults
from flows.grid_names import amount_columns, column_name, find_rows, row_name, split_group, words_of
from flows.job import Fault
from flows.numbers import RowFault, read_row
from flows.questions import Column, Rows, RowSpec
from flows.text import clip, narrow, nfc, paragraphs
from flows.values import CellEntry

_FIGURE = re.compile(r"[-+–—−]?[0-9][0-9.,]*[;|]?|[-–—−.…xX;|]+")
_MOST_CANDIDATES = 6
_LONGEST_SHOWN = 60

Amounts = tuple[Decimal | None, ...]


def read_typed(question: Rows, text: str) -> tuple[tuple[CellEntry, ...], tuple[Fault, ...]]:
    """The cells of every line that is clear, and what is wrong with each of the others.

    A line is a row's name or number and its figures in the order of the columns, sums left out: those without
    a shared heading, or all of them, or those of the heading that the name ends with. "-" leaves a cell blank.
    """
    cells: list[CellEntry] = []
    faults: list[Fault] = []
    for line in paragraphs(text):
        read = _read_line(question, line)
        twice = _twice(question, cells, read)
        cells += [] if isinstance(read, Fault) or twice else read
        faults += [read] if isinstance(read, Fault) else twice
    return tuple(cells), tuple(faults)


def _twice(question: Rows, cells: list[CellEntry], read: list[CellEntry] | Fault) -> list[Fault]:
    """The fault of a line whose cells an earlier line has filled."""
    taken = {(cell.row, cell.column) for cell in cells}
    again = [] if isinstance(read, Fault) else [cell.row for cell in read if (cell.row, cell.column) in taken]
    return [Fault(line="grid.row_twice", blanks={"row": row_name(question, again[0])})] if again else []


def _read_line(question: Rows, line: str) -> list[CellEntry] | Fault:
    """The cells of one line, or what is wrong with it."""
    name, figures = _split(nfc(narrow(line)))
    if not words_of(name):
        return Fault(line="grid.no_row_name", blanks={"typed": _shown(line)})
    over, said = split_group(question, words_of(name))
    found = _with_group(question, find_rows(question, said), over)
    if len(found) != 1:
        return _which_row(question, found, name)
    if not figures.strip():
        return Fault(line="grid.no_figures", blanks={"row": row_name(question, found[0].key)})
    if words_of(figures)[:2] == ("chua", "co"):
        columns = amount_columns(question, found[0], over)
        return [CellEntry(row=found[0].key, column=column.key, missing=True) for column in columns]
    return _read_figures(question, found[0], over, figures)


def _split(line: str) -> tuple[str, str]:
    """The name and the figures of a line: parted by a colon or a tab, else the figures are what the line ends with."""
    name, colon, figures = line.partition(":")
    if colon:
        return name, figures
    parts = line.split("\t") if "\t" in line.strip() else line.split()
    start = len(parts)
    while start > 0 and (not parts[start - 1].strip() or _FIGURE.fullmatch(parts[start - 1].strip())):
        start -= 1
    return " ".join(parts[:start]), ("\t" if "\t" in line.strip() else " ").join(parts[start:])


def _with_group(question: Rows, rows: Sequence[RowSpec], over: str) -> list[RowSpec]:
    """Those of the rows that take figures under the heading that was named, if one was."""
    return [row for row in rows if not over or amount_columns(question, row, over)]


def _which_row(question: Rows, found: Sequence[RowSpec], name: str) -> Fault:
    """The fault of a name that fits no row, or several."""
    said = _shown(name)
    if not found:
        return Fault(line="grid.unknown_row", blanks={"name": said})
    names = [row_name(question, row.key) for row in found]
    more = ["…"] if len(names) > _MOST_CANDIDATES else []
    return Fault(line="grid.several_rows", blanks={"name": said, "rows": "; ".join(names[:_MOST_CANDIDATES] + more)})


def _read_figures(question: Rows, row: RowSpec, over: str, figures: str) -> list[CellEntry] | Fault:
    """The figures under the columns that they belong to, or the first fault among them."""
    read = read_row(figures)
    name = row_name(question, row.key)
    if isinstance(read, RowFault):
        return Fault(line="grid.not_a_figure", blanks={"row": name, "token": _shown(read.token)})
    columns = _columns_for(question, row, over, len(read))
    if not columns:
        return _wrong_count(question, row, over, len(read))
    return _bad_amount(name, columns, read) or [
        CellEntry(row=row.key, column=column.key, amount=amount) for column, amount in zip(columns, read, strict=True)
    ]


def _bad_amount(name: str, columns: tuple[Column, ...], amounts: Amounts) -> Fault | None:
    """The first fault of an amount by itself."""
    filled = ((column, amount) for column, amount in zip(columns, amounts, strict=True) if amount is not None)
    return next((fault for column, amount in filled for fault in amount_faults(name, column, amount)), None)


def _columns_for(question: Rows, row: RowSpec, over: str, count: int) -> tuple[Column, ...]:
    """The columns that so many figures belong to; none where the number fits nothing."""
    ways = [amount_columns(question, row, over), *([] if over else [amount_columns(question, row)])]
    return next((columns for columns in ways if len(columns) == count), ())


def _wrong_count(question: Rows, row: RowSpec, over: str, count: int) -> Fault:
    """The fault of too many figures or too few, saying how many are wanted and for which columns."""
    wanted, every = amount_columns(question, row, over), amount_columns(question, row)
    blanks = {"row": row_name(question, row.key), "count": str(count), "wanted": str(len(wanted))}
    blanks["columns"] = "; ".join(column_name(column) for column in wanted)
    if over or wanted == every:
        return Fault(line="grid.wrong_count", blanks=blanks)
    others = "; ".join(dict.fromkeys(column.over for column in every if column.over))
    return Fault(line="grid.wrong_count_either", blanks={**blanks, "all": str(len(every)), "over": others})


def _shown(text: str) -> str:
    """What was typed, short enough to be said again."""
    return clip(" ".join(text.split()), _LONGEST_SHOWN)
