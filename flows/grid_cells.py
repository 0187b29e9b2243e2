"""What stands in a cell of a table means the same however it came: in a sheet that was sent, or typed into a grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product

from flows.grid import Grid, amount_faults
from flows.grid_names import column_name, exists, row_name, words_of
from flows.job import Fault, Outcome
from flows.numbers import read_number, read_row
from flows.questions import Column, Rows, RowSpec
from flows.record import Record
from flows.text import clip
from flows.values import CellEntry, RowsValue

_MOST_FAULTS = 60
_LONGEST_SHOWN = 60
_LONGEST_NOTE = 2_000
_MOST = 10**12

Read = CellEntry | Fault
"""What a cell gives; one that is blank gives nothing."""


class TypedCell(Record):
    """A cell of a grid with what was typed into it."""

    row: str
    column: str
    text: str


class UntakenCell(Record):
    """A cell whose text is not taken, with the fault that says why."""

    row: str
    column: str
    fault: Fault


def read_cells(question: Rows, typed: Iterable[TypedCell]) -> tuple[RowsValue, tuple[UntakenCell, ...]]:
    """The cells of a grid in the question's order, and those that are not taken.

    Of a cell that comes twice the later text counts; one that the question does not know is left out of account.
    """
    texts = {(cell.row, cell.column): cell.text for cell in typed}
    places = product(question.rows, question.columns)
    found = [
        (row.key, column.key, read)
        for row, column in places
        for read in read_cell(question, row, column, texts.get((row.key, column.key)))
    ]
    taken = tuple(read for _, _, read in found if isinstance(read, CellEntry))
    untaken = (
        UntakenCell(row=row, column=column, fault=read) for row, column, read in found if isinstance(read, Fault)
    )
    return RowsValue(cells=taken), tuple(untaken)


def read_cell(question: Rows, row: RowSpec, column: Column, value: object) -> Iterator[Read]:
    """What a cell gives: an amount, a note, the word that there are no figures yet, or its faults."""
    if not row.key or column.kind == "sum":
        return
    if column.kind == "note":
        yield from _note(row, column, value)
        return
    read = read_amount(value)
    if not exists(row, column):
        yield from [cell_fault("no_such_cell", question, (row, column), value)] if read and read != "missing" else []
    elif isinstance(read, Decimal):
        faults = list(amount_faults(row_name(question, row.key), column, read))
        yield from faults
        if not faults:
            yield CellEntry(row=row.key, column=column.key, amount=read)
    elif read == "missing":
        yield CellEntry(row=row.key, column=column.key, missing=True)
    elif read:
        yield cell_fault("not_a_number", question, (row, column), value)


def _note(row: RowSpec, column: Column, value: object) -> Iterator[Read]:
    text = "" if value is None else str(value).strip()
    if text and exists(row, column):
        yield CellEntry(row=row.key, column=column.key, note=clip(text, _LONGEST_NOTE))


def cell_fault(name: str, question: Rows, cell: tuple[RowSpec, Column], value: object) -> Fault:
    """A fault of what stands in a cell, which is named by row and column."""
    row, column = cell
    blanks = {"row": row_name(question, row.key), "column": column_name(column)}
    return Fault(line=f"grid.{name}", blanks={**blanks, "text": clip(str(value), _LONGEST_SHOWN)})


def read_amount(value: object) -> Decimal | str | None:
    """An amount, None for a blank, "missing" for the words that say so, "bad" for anything else."""
    if isinstance(value, str):
        return _read_text(value)
    if value is None or isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > _MOST:
        return None if value is None else "bad"
    amount = round(Decimal(str(value)), 6)
    return amount.to_integral_value() if amount == amount.to_integral_value() else amount


def _read_text(text: str) -> Decimal | str | None:
    """An amount that stands as text: groups of thousands, spaces and a unit are understood."""
    if words_of(text)[:2] == ("chua", "co"):
        return "missing"
    if read_row(text.strip()) in ((), (None,)):
        return None
    whole = read_number(text, decimals=False).values or read_number(text, decimals=True).values
    return whole[0] if len(whole) == 1 else "bad"


def outcome_of(value: RowsValue, faults: Sequence[Fault]) -> Outcome:
    """A table that was read, with its faults; past sixty they are counted."""
    left = len(faults) - _MOST_FAULTS
    more = (Fault(line="grid.sheet_more_faults", blanks={"count": str(left)}),) if left > 0 else ()
    return Outcome(value=value, faults=(*faults[:_MOST_FAULTS], *more))


def outcome_of_grid(question: Rows, value: RowsValue) -> Outcome:
    """A table that was typed into a grid, with everything in it that cannot be right."""
    return outcome_of(value, Grid(question, value).faults())
