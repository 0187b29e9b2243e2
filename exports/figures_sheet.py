"""A sheet of figures as it is written row by row: a title, headings, boxed rows as high as their texts, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension

from exports.sheet_print import row_height, set_page
from exports.sheet_write import CELL_LIMIT, put_text
from flows.text import clip, printable

Value = Decimal | str | None
"""What stands in a cell: text is written as text, whatever it begins with."""

HEAD_LINE = 2
"""The line of the headings, below the title."""

_NAME = "Times New Roman"
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", start_color="DCE6F1")
_NAMED = 2
"""The columns that say what a row is of stay in sight, and on every page."""

_WIDEST = 240.0
"""What is wider, in Excel's letters, can no longer be read on one page and goes across several."""


class FigureSheet:
    """A sheet that is written from its first row to its last (openpyxl's types know too little of one).

    A cell of each look is used again and again: each row is written before the next is made.
    """

    def __init__(self, sheet: Any, title: str) -> None:
        self.sheet, self.title = sheet, title
        self.widths: list[float] = []
        self.lines = 0
        self.looks = {
            (bold, across): self._look(bold, across) for bold in (True, False) for across in ("left", "center", "right")
        }

    def head(self, values: Sequence[str], widths: Sequence[float]) -> None:
        """The title, and below it the row that stays in sight; how wide the columns are, and how it all is printed."""
        self.widths = [widths[min(place, len(widths) - 1)] for place in range(len(values))]
        for place, width in enumerate(self.widths, start=1):
            self.sheet.column_dimensions[get_column_letter(place)].width = width
        self.sheet.freeze_panes = f"{get_column_letter(_NAMED + 1)}{HEAD_LINE + 1}"
        named = sum(self.widths[:_NAMED])
        pages = max(1, ceil((sum(self.widths) - named) / (_WIDEST - named)))
        set_page(self.sheet, (f"{HEAD_LINE}:{HEAD_LINE}", f"A:{get_column_letter(_NAMED)}"), pages)
        # Where there are several pages across, the title keeps to what stands on each of them.
        self._put_title(len(values) if pages == 1 else _NAMED)
        self._append(
            (self._head(value) for value in values), row_height(zip(values, self.widths, strict=True), 12, True)
        )

    def row(self, values: Sequence[Value], bold: bool = False) -> None:
        """A row; whole numbers as such, blanks as nothing."""
        texts = [(value, width) for value, width in zip(values, self.widths, strict=False) if isinstance(value, str)]
        height = row_height(((_text(text), width) for text, width in texts), 12, bold)
        self._append((self._cell(value, place, bold) for place, value in enumerate(values)), height)

    def note(self, text: str) -> None:
        """A sentence below the table, across it."""
        self._across(text, len(self.widths), Font(name=_NAME, size=12, italic=True))

    def _put_title(self, columns: int) -> None:
        self._across(self.title, columns, Font(name=_NAME, size=14, bold=True))

    def _across(self, text: str, columns: int, font: Font) -> None:
        cell = WriteOnlyCell(self.sheet)
        put_text(cell, text)
        middle = "center" if font.bold and columns > _NAMED else "left"
        cell.font, cell.alignment = font, Alignment(horizontal=middle, vertical="center", wrap_text=True)
        line = self.lines + 1
        self._append((cell for _ in range(1)), row_height([(text, sum(self.widths[:columns]))], font.size, font.bold))
        self.sheet.merged_cells.add(f"A{line}:{get_column_letter(columns)}{line}")

    def _append(self, cells: Iterator[Any], height: float) -> None:
        """Writes a row. Its height is forgotten with it, as there may be very many rows."""
        self.lines += 1
        heights = self.sheet.row_dimensions
        heights[self.lines] = RowDimension(self.sheet, index=self.lines, ht=height)
        self.sheet.append(cells)
        del heights[self.lines]

    def _head(self, text: str) -> Any:
        cell = WriteOnlyCell(self.sheet)
        put_text(cell, _text(text))
        cell.font, cell.border, cell.fill = Font(name=_NAME, size=12, bold=True), _BOX, _HEAD_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        return cell

    def _cell(self, value: Value, place: int, bold: bool) -> Any:
        """A number on the right, a text on the left where it names the row and else in the middle."""
        words = "left" if place < _NAMED else "center"
        cell = self.looks[bold, words if isinstance(value, str) else "right"]
        if isinstance(value, str):
            put_text(cell, _text(value))
        else:
            cell.value = None if value is None else _excel_number(value)
        return cell

    def _look(self, bold: bool, across: str) -> Any:
        cell = WriteOnlyCell(self.sheet)
        cell.font, cell.border = Font(name=_NAME, size=12, bold=bold), _BOX
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        return cell


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """A text as it stands in a cell; names of units, rows and columns come again and again."""
    return clip(printable(text), CELL_LIMIT)


def _excel_number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)
