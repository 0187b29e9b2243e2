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
from flows.grid import Grid
from flows.grid_cells import Read, cell_fault, outcome_of, read_amount, read_cell
from flows.grid_names import column_name, exists, row_name
from flows.job import Fault, Outcome
from flows.numbers import show_number
from flows.questions import Column, Rows, RowSpec
from flows.text import clip
from flows.values import CellEntry, RowsValue

_LONGEST_SHOWN = 60
_MOST_XML = 4_000_000


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
    return outcome_of(value, (*_whole_sheet(question, found), *bad, *_wrong_totals(grid, found), *grid.faults()))


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
        read = [read_amount(found.page.values.get((line, place))) for place in found.places.values()]
        if any(isinstance(amount, Decimal) for amount in read):
            yield Fault(line="grid.sheet_unknown_row", blanks={"at": str(line), "name": clip(label, _LONGEST_SHOWN)})


def _cells(question: Rows, found: Found) -> Iterator[Read]:
    """What each cell of each row gives, in the question's order."""
    rows = [row for row in question.rows if row.key in found.lines]
    for row, column in product(rows, question.columns):
        spot = (found.lines[row.key], found.places.get(column.key, 0))
        if column.kind == "note" and column.key in found.places:
            yield from read_cell(question, row, column, found.page.text(*spot))
        elif column.kind == "amount" and column.key in found.places:
            yield from _amount(question, found, row, column)


def _amount(question: Rows, found: Found, row: RowSpec, column: Column) -> Iterator[Read]:
    """What an amount cell gives, unless a sheet's ways make it unclear."""
    spot = (found.lines[row.key], found.places[column.key])
    value = found.page.values.get(spot)
    unclear = _unclear(found, spot) if exists(row, column) else ""
    if unclear:
        yield cell_fault(unclear, question, (row, column), value)
    else:
        yield from read_cell(question, row, column, value)


def _unclear(found: Found, spot: tuple[int, int]) -> str:
    """Why nobody can tell what the cell holds: its formula has no value, or it is merged with other cells."""
    value = found.page.values.get(spot)
    if value is None:
        return "no_value" if spot in found.page.formulas else ""
    return "merged" if read_amount(value) is not None and _is_shared(found, spot) else ""


def _is_shared(found: Found, spot: tuple[int, int]) -> bool:
    """Whether the cell is merged with another in which a figure of the table belongs."""
    area = [other for other, first in found.page.merged.items() if first == found.page.merged.get(spot)]
    figures = [s for s in area if s[0] in found.lines.values() and s[1] in found.places.values()]
    return len(figures) > 1


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
    typed = None if spot in found.page.formulas else read_amount(found.page.values.get(spot))
    if isinstance(typed, Decimal) and typed != (expected or 0):
        blanks = {"amount": show_number(typed), "expected": show_number(expected or Decimal(0))}
        yield Fault(line="grid.total_wrong", blanks={"row": name, "column": column_name(column), **blanks})
