"""A table of a draft as the page shows it: the table that is printed, its sums and ratios included."""

from __future__ import annotations

from flows.grid_print import table
from flows.questions import Rows
from flows.record import Record
from flows.report import Cell
from flows.text import printable
from flows.values import RowsValue
from flows.wording import plain


class Square(Record):
    """A cell that is shown, over so many columns and lines."""

    text: str
    span: int = 1
    down: int = 1
    bold: bool = False
    align: str = "left"


class Sheet(Record):
    """The lines of the head, those below it, and what the mark of a figure that is yet to come means."""

    head: tuple[tuple[Square, ...], ...]
    lines: tuple[tuple[Square, ...], ...]
    note: str


def sheet(question: Rows, value: RowsValue) -> Sheet:
    """The whole table; what a wide cell covers is no cell of its own."""
    printed = table(question, value)
    lines = [tuple(_square(cell) for cell in row if cell is not None) for row in printed.rows]
    missing = any(cell.missing for cell in value.cells)
    note = plain("grid.missing_note") if missing else ""
    return Sheet(head=tuple(lines[: printed.head_rows]), lines=tuple(lines[printed.head_rows :]), note=note)


def _square(cell: Cell) -> Square:
    return Square(text=printable(cell.text), span=cell.span, down=cell.down, bold=cell.bold, align=cell.align)
