"""The sheet that an officer fills in: what is fixed is locked, what is to be filled is open, the rest are formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.sheet_formulas import FIXED_COLUMNS, Places, computed, row_total, whole_number
from exports.sheet_mark import put_mark
from flows.grid import Grid
from flows.grid_names import column_runs, exists
from flows.grid_print import split_number
from flows.questions import Column, Rows, RowSpec, Summary
from flows.text import clip, printable
from flows.values import RowsValue
from flows.wording import plain

_FONT = "Times New Roman"
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILLS = {"open": "FFF9D9", "computed": "EDEDED", "head": "DCE6F1", "none": "D0D0D0"}
_WIDTHS = {"amount": 9, "sum": 10, "note": 26}
_FIXED_WIDTHS = (6, 46, 11)
CELL_LIMIT = 32_767
_LINE_HEIGHT = 16
_A4 = 9


def write_sheet(question: Rows, value: RowsValue | None, titles: Sequence[str] = (), outline: str = "") -> bytes:
    """The sheet of a table as an .xlsx file, with what is filled already.

    `titles` stand under the table's own title; `outline` ("chi-thi-34/1") is kept hidden in the file, so that a sheet
    that was meant for another one is known.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = plain("grid.sheet_name")
    grid = Grid(question, value or RowsValue())
    width = FIXED_COLUMNS + len(question.columns)
    top = _write_titles(sheet, (question.title, *titles), width)
    places = Places(grid, _write_head(sheet, question, top))
    _write_rows(sheet, places)
    _write_summaries(sheet, places)
    _allow_only_counts(sheet, places)
    _set_up(sheet, places, top)
    put_mark(book, question.key, outline)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def put_text(cell: Cell, text: str) -> None:
    """Text as text: never a formula, never an error, without what XML refuses."""
    shown = clip(printable(text), CELL_LIMIT)
    cell.value = shown or None
    if shown:
        cell.data_type = "s"
        cell.quotePrefix = shown[0] in "=+-@'"


def _write_titles(sheet: Worksheet, titles: Sequence[str], width: int) -> int:
    """The titles and how to fill the sheet in, each across all columns; returns the line below them."""
    lines = [title for title in titles if title] + [plain("grid.sheet_help")]
    for line, text in enumerate(lines, start=1):
        helps = line == len(lines)
        cell = _cell(sheet, line, 1, text)
        cell.font = Font(name=_FONT, size=14 if line == 1 else 12, bold=line == 1, italic=helps)
        cell.alignment = Alignment(horizontal="left" if helps else "center", vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=width)
        sheet.row_dimensions[line].height = _LINE_HEIGHT * (3 if helps else 1.5)
    return len(lines) + 1


def _write_head(sheet: Worksheet, question: Rows, top: int) -> int:
    """The heads of the columns on one line, or two where some share a heading; returns the line below them."""
    deep = 2 if any(column.over for column in question.columns) else 1
    for place, part in enumerate(("number", "label", "unit"), start=1):
        _head(sheet, (top, place, top + deep - 1, place), plain(f"grid.head_{part}"))
    place = FIXED_COLUMNS + 1
    for over, columns in column_runs(question):
        if over:
            _head(sheet, (top, place, top, place + len(columns) - 1), over)
        for offset, column in enumerate(columns):
            line = top + 1 if over else top
            _head(sheet, (line, place + offset, top + deep - 1, place + offset), column.label)
        place += len(columns)
    sheet.row_dimensions[top].height = _LINE_HEIGHT * 3
    return top + deep


def _head(sheet: Worksheet, area: tuple[int, int, int, int], text: str) -> None:
    """A head over an area; a year is written as a number, so that no program marks it as a doubtful text."""
    for line in range(area[0], area[2] + 1):
        for place in range(area[1], area[3] + 1):
            _look(_at(sheet, line, place), "head", bold=True, align="center")
    cell = _cell(sheet, area[0], area[1], text)
    if text.isascii() and text.isdigit():
        cell.value = int(text)
    if area[:2] != area[2:]:
        sheet.merge_cells(start_row=area[0], start_column=area[1], end_row=area[2], end_column=area[3])


def _write_rows(sheet: Worksheet, places: Places) -> None:
    for line, row in enumerate(places.grid.question.rows, start=places.first):
        _write_labels(sheet, line, (row.number, row.label, row.unit), bold=not row.key)
        for place, column in enumerate(places.grid.columns.values(), start=FIXED_COLUMNS + 1):
            _write_cell(_at(sheet, line, place), places, row, column)


def _write_cell(cell: Cell, places: Places, row: RowSpec, column: Column) -> None:
    """One cell of a row: its figure or note, a formula, or nothing where the row has no such cell."""
    cell.number_format = "General" if column.kind == "note" else "#,##0"
    if not exists(row, column):
        return _look(cell, "none" if row.key else "head")
    if column.kind == "sum":
        cell.value = row_total(places, column, cell.row)
        return _look(cell, "computed", bold=True, align="right")
    if column.kind == "note":
        put_text(cell, places.grid.note(row.key, column.key))
    elif places.grid.missing(row.key, column.key):
        put_text(cell, plain("grid.sheet_missing"))
    else:
        cell.value = _excel_number(places.grid.amount(row.key, column.key))
    _look(cell, "open", align="left" if column.kind == "note" else "right")
    cell.protection = Protection(locked=False)


def _write_summaries(sheet: Worksheet, places: Places) -> None:
    number, label = split_number(places.grid.question.summary_label)
    _write_labels(sheet, places.heading, (number, label, ""), bold=True)
    for place in range(FIXED_COLUMNS + 1, FIXED_COLUMNS + 1 + len(places.grid.columns)):
        _look(_at(sheet, places.heading, place), "head")
    for line, summary in enumerate(places.grid.summaries.values(), start=places.heading + 1):
        _write_labels(sheet, line, ("", summary.label, summary.unit))
        _write_computed(sheet, places, summary, line)


def _write_computed(sheet: Worksheet, places: Places, summary: Summary, line: int) -> None:
    shown = places.grid.shown(summary)
    for place, column in enumerate(places.grid.columns, start=FIXED_COLUMNS + 1):
        cell = _at(sheet, line, place)
        cell.value = computed(places, summary, column) if column in shown else None
        _look(cell, "computed", bold=True, align="right")
        cell.number_format = "#,##0" if summary.kind == "sum" else "#,##0.00"


def _write_labels(sheet: Worksheet, line: int, labels: Sequence[str], bold: bool = False) -> None:
    for place, text in enumerate(labels, start=1):
        cell = _cell(sheet, line, place, text)
        _look(cell, "head" if bold else "", bold=bold, align="left" if place == 2 else "center")
    sheet.row_dimensions[line].height = _LINE_HEIGHT * max(1, ceil(len(labels[1]) / (_FIXED_WIDTHS[1] * 1.1)))


def _allow_only_counts(sheet: Worksheet, places: Places) -> None:
    """Every open amount cell refuses what is neither a whole number from 0 nor the words for "no figures yet"."""
    cells = [
        sheet.cell(line, place).coordinate
        for line, row in enumerate(places.grid.question.rows, start=places.first)
        for place, column in enumerate(places.grid.columns.values(), start=FIXED_COLUMNS + 1)
        if column.kind == "amount" and exists(row, column)
    ]
    if not cells:
        return
    condition = whole_number(cells[0], plain("grid.sheet_missing"))
    rule = DataValidation(type="custom", formula1=condition, allow_blank=True, showErrorMessage=True)
    rule.errorStyle = "stop"
    rule.errorTitle, rule.error = plain("grid.sheet_error_title"), plain("grid.sheet_error")
    for cell in cells:
        rule.add(cell)
    sheet.add_data_validation(rule)


def _set_up(sheet: Worksheet, places: Places, top: int) -> None:
    """Widths, what stays in sight, what may be changed, and how it is printed."""
    widths = [*_FIXED_WIDTHS, *(_WIDTHS[column.kind] for column in places.grid.columns.values())]
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = f"{get_column_letter(FIXED_COLUMNS)}{places.first}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{top}:{places.first - 1}"
    sheet.print_options.horizontalCentered = True


def _cell(sheet: Worksheet, line: int, place: int, text: str) -> Cell:
    cell = _at(sheet, line, place)
    put_text(cell, text)
    return cell


def _at(sheet: Worksheet, line: int, place: int) -> Cell:
    """A cell that is not merged away."""
    return cast(Cell, sheet.cell(line, place))


def _look(cell: Cell, fill: str, bold: bool = False, align: str = "left") -> None:
    """How a cell of the table looks."""
    cell.font = Font(name=_FONT, size=12, bold=bold)
    cell.border = _BOX
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    if fill:
        cell.fill = PatternFill("solid", start_color=_FILLS[fill])


def _excel_number(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
