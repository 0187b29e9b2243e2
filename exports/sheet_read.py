"""A sheet that comes back is read cell by cell; what cannot be right is named by row and column and not taken."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from itertools import product
from zipfile import BadZipFile, ZipFile, ZipInfo

from exports.guard_package import kind_of
from exports.sheet_find import Found, find_table
from exports.sheet_mark import is_of
from exports.sheet_page import open_pages
from flows.grid import Grid, amount_faults
from flows.grid_names import column_name, exists, row_name, words_of
from flows.job import Fault, Outcome
from flows.numbers import read_number, read_row, show_number
from flows.questions import Column, Rows, RowSpec
from flows.text import clip
from flows.values import CellEntry, RowsValue

_MOST_FAULTS = 60
_LONGEST_SHOWN = 60
_LONGEST_NOTE = 2_000
_MOST = 10**12
_MOST_XML = 4_000_000

Read = CellEntry | Fault
"""What a cell gives; one that is blank gives nothing."""


def read_sheet(content: bytes, question: Rows, outline: str = "") -> Outcome:
    """The table in an .xlsx file with everything that is wrong in it, or why it cannot be read."""
    if failure := not_a_workbook(content):
        return Outcome(failure=failure)
    try:
        book, pages = open_pages(content)
    except MemoryError:
        raise
    except Exception as fault:  # openpyxl meets a broken file with whatever the break leads to.
        if "memory" in str(fault).lower():  # So the XML parser says it, as a fault of the file.
            raise MemoryError from fault
        return Outcome(failure="unreadable")
    if not is_of(book, question.key, outline):
        return Outcome(failure="wrong-sheet")
    found = find_table(question, pages)
    return _outcome(question, found) if found else Outcome(failure="not-this-table")


def not_a_workbook(content: bytes) -> str:
    """Why the file is no workbook, if it is none."""
    if failure := kind_of(content):
        return failure
    try:
        parts = ZipFile(BytesIO(content)).infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        return "unreadable"
    if not any(part.filename.startswith("xl/") for part in parts):
        return "not-a-sheet"
    return "too-big" if any(_is_heavy(part) for part in parts) else ""


def _is_heavy(part: ZipInfo) -> bool:
    """Whether a part would cost more to parse than any table does; pictures are not parsed."""
    return part.file_size > _MOST_XML and not part.filename.startswith("xl/media/")


def _outcome(question: Rows, found: Found) -> Outcome:
    read = list(_cells(question, found))
    value = RowsValue(cells=tuple(cell for cell in read if isinstance(cell, CellEntry)))
    grid = Grid(question, value)
    bad = [fault for fault in read if isinstance(fault, Fault)]
    faults = [*_whole_sheet(question, found), *bad, *_wrong_totals(grid, found), *grid.faults()]
    more = len(faults) - _MOST_FAULTS
    if more > 0:
        faults = [*faults[:_MOST_FAULTS], Fault(line="grid.sheet_more_faults", blanks={"count": str(more)})]
    return Outcome(value=value, faults=tuple(faults))


def _whole_sheet(question: Rows, found: Found) -> Iterator[Fault]:
    """What is wrong with the sheet's rows and columns."""
    for column in question.columns:
        if column.kind == "amount" and column.key not in found.places:
            yield Fault(line="grid.sheet_column_gone", blanks={"column": column_name(column)})
    gone = [row_name(question, row.key) for row in question.rows if row.key and row.key not in found.lines]
    if gone:
        yield Fault(line="grid.sheet_rows_gone", blanks={"count": str(len(gone)), "rows": clip("; ".join(gone), 300)})
    for key in dict.fromkeys(found.twice):
        yield Fault(line="grid.sheet_row_twice", blanks={"row": row_name(question, key)})
    for line, label in found.strange.items():
        read = [_read_amount(found.page.values.get((line, place))) for place in found.places.values()]
        if any(isinstance(amount, Decimal) for amount in read):
            yield Fault(line="grid.sheet_unknown_row", blanks={"at": str(line), "name": clip(label, _LONGEST_SHOWN)})


def _cells(question: Rows, found: Found) -> Iterator[Read]:
    """What each cell of each row gives, in the question's order."""
    rows = [row for row in question.rows if row.key in found.lines]
    for row, column in product(rows, question.columns):
        if column.kind == "note" and column.key in found.places:
            yield from _note(found, row, column)
        elif column.kind == "amount" and column.key in found.places:
            yield from _amount(question, found, row, column)


def _note(found: Found, row: RowSpec, column: Column) -> Iterator[Read]:
    text = found.page.text(found.lines[row.key], found.places[column.key]).strip()
    if text and exists(row, column):
        yield CellEntry(row=row.key, column=column.key, note=clip(text, _LONGEST_NOTE))


def _amount(question: Rows, found: Found, row: RowSpec, column: Column) -> Iterator[Read]:
    """What an amount cell gives: an amount, the word that there are no figures yet, or its fault."""
    spot = (found.lines[row.key], found.places[column.key])
    value = found.page.values.get(spot)
    name = row_name(question, row.key)
    blanks = {"row": name, "column": column_name(column), "text": clip(str(value), _LONGEST_SHOWN)}
    read = _read_amount(value)
    if not exists(row, column):
        yield from [Fault(line="grid.no_such_cell", blanks=blanks)] if read and read != "missing" else []
    elif value is None and spot in found.page.formulas:
        yield Fault(line="grid.no_value", blanks=blanks)
    elif read is not None and _is_shared(found, spot):
        yield Fault(line="grid.merged", blanks=blanks)
    elif isinstance(read, Decimal):
        faults = list(amount_faults(name, column, read))
        yield from faults
        if not faults:
            yield CellEntry(row=row.key, column=column.key, amount=read)
    elif read == "missing":
        yield CellEntry(row=row.key, column=column.key, missing=True)
    elif read:
        yield Fault(line="grid.not_a_number", blanks=blanks)


def _is_shared(found: Found, spot: tuple[int, int]) -> bool:
    """Whether the cell is merged with another in which a figure of the table belongs."""
    area = [other for other, first in found.page.merged.items() if first == found.page.merged.get(spot)]
    figures = [s for s in area if s[0] in found.lines.values() and s[1] in found.places.values()]
    return len(figures) > 1


def _read_amount(value: object) -> Decimal | str | None:
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


def _wrong_totals(grid: Grid, found: Found) -> Iterator[Fault]:
    """Totals typed over their formulas that are not what the figures add up to."""
    sums = [column for column in grid.columns.values() if column.kind == "sum" and column.key in found.places]
    for key in (key for key in grid.rows if key in found.lines):
        for column in sums:
            name = row_name(grid.question, key)
            yield from _wrong_total(found, (found.lines[key], name), column, grid.amount(key, column.key))
    for summary in (summary for summary in grid.summaries.values() if summary.kind == "sum"):
        shown = [column for column in grid.shown(summary) if column in found.places and summary.key in found.summaries]
        for column in (grid.columns[key] for key in shown):
            place = (found.summaries[summary.key], summary.label)
            yield from _wrong_total(found, place, column, grid.computed(summary.key, column.key))


def _wrong_total(found: Found, place: tuple[int, str], column: Column, expected: Decimal | None) -> Iterator[Fault]:
    line, name = place
    spot = (line, found.places[column.key])
    typed = None if spot in found.page.formulas else _read_amount(found.page.values.get(spot))
    if isinstance(typed, Decimal) and typed != (expected or 0):
        blanks = {"amount": show_number(typed), "expected": show_number(expected or Decimal(0))}
        yield Fault(line="grid.total_wrong", blanks={"row": name, "column": column_name(column), **blanks})
