"""The sheet in which a list of units is filled in: every cell is text, and the few words that fit may be picked."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exports.sheet_mark import put_mark
from exports.sheet_print import A3, row_height, set_page
from exports.sheet_write import put_text
from flows.campaign import Unit
from flows.rostering_words import COLUMNS, Column, Term, Vocabulary, shown
from flows.wording import plain

HEADING = 4
"""The line of the headings; the hints stand above it, so that they are not read as a unit."""

_BLANK_LINES = 200
_FONT = "Times New Roman"
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD, _OPEN = (PatternFill("solid", start_color=color) for color in ("DCE6F1", "FFF9D9"))
_TEXT = "@"
_WORD_WIDTH = 30


def write_roster(units: Sequence[Unit], words: Vocabulary) -> bytes:
    """The sheet as an .xlsx file, with the units that are known and room for more."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = plain("units.sheet_name")
    _write_head(sheet)
    for line in range(HEADING + 1, HEADING + 1 + len(units) + _BLANK_LINES):
        known = units[line - HEADING - 1] if line <= HEADING + len(units) else None
        for place, column in enumerate(COLUMNS, start=1):
            text_cell(sheet, (line, place), shown(column.field, known) if known else "")
    _offer(sheet, _write_words(book, words))
    _set_up(sheet)
    put_mark(book, "roster", "")
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def text_cell(sheet: Worksheet, spot: tuple[int, int], text: str, fill: PatternFill | None = _OPEN) -> Cell:
    """A cell of a list that holds text whatever is typed into it."""
    cell = sheet.cell(*spot)
    assert isinstance(cell, Cell)
    put_text(cell, text)
    cell.number_format = _TEXT
    cell.font = Font(name=_FONT, size=12)
    cell.border = _BOX
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    if fill:
        cell.fill = fill
    return cell


def head_cell(sheet: Worksheet, spot: tuple[int, int], text: str) -> None:
    """The head of a column."""
    cell = text_cell(sheet, spot, text, _HEAD)
    cell.font = Font(name=_FONT, size=12, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def title(sheet: Worksheet, texts: Sequence[str], widths: Sequence[float]) -> None:
    """A title with what is to be said of it, on the first lines across columns of these widths."""
    for line, text in enumerate(texts, start=1):
        cell = sheet.cell(line, 1)
        assert isinstance(cell, Cell)
        put_text(cell, text)
        size, bold = (14, True) if line == 1 else (12, False)
        cell.font = Font(name=_FONT, size=size, bold=bold, italic=line > 1)
        cell.alignment = Alignment(horizontal="center" if bold else "left", vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=len(widths))
        sheet.row_dimensions[line].height = row_height([(text, sum(widths))], size, bold)


def _write_head(sheet: Worksheet) -> None:
    """The title, how the sheet is filled in, and a hint above each heading."""
    widths = [column.width for column in COLUMNS]
    title(sheet, (plain("units.sheet_title"), plain("units.sheet_help")), widths)
    for place, column in enumerate(COLUMNS, start=1):
        hint = text_cell(sheet, (HEADING - 1, place), column.hint, None)
        hint.font = Font(name=_FONT, size=10, italic=True)
        head_cell(sheet, (HEADING, place), column.heading)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    hints, headings = ([getattr(column, part) for column in COLUMNS] for part in ("hint", "heading"))
    sheet.row_dimensions[HEADING - 1].height = row_height(zip(hints, widths, strict=True), 10)
    sheet.row_dimensions[HEADING].height = row_height(zip(headings, widths, strict=True), bold=True)


def _write_words(book: Workbook, words: Vocabulary) -> dict[str, str]:
    """A page of all words that may be used; gives where those of a field stand."""
    sheet = book.create_sheet(plain("units.words_name"))
    title(sheet, (plain("units.words_title"),), [_WORD_WIDTH] * 4)
    lists = {"kind": words.kinds, "tags": words.tags, "party": words.styles, "authority": words.authorities}
    columns = {column.field: column for column in COLUMNS}
    areas = {}
    for place, (field, among) in enumerate(lists.items(), start=1):
        _write_list(sheet, place, columns[field], among)
        at = get_column_letter(place)
        areas[field] = f"{quote_sheetname(sheet.title)}!${at}${HEADING + 1}:${at}${HEADING + len(among)}"
    set_page(sheet, (f"{HEADING}:{HEADING}", ""))
    return areas


def _write_list(sheet: Worksheet, place: int, column: Column, among: Sequence[Term]) -> None:
    head_cell(sheet, (HEADING, place), column.heading)
    for line, term in enumerate(among, start=HEADING + 1):
        text_cell(sheet, (line, place), term.label, None)
    sheet.column_dimensions[get_column_letter(place)].width = _WORD_WIDTH


def _offer(sheet: Worksheet, areas: dict[str, str]) -> None:
    """The words to be picked, in the columns that hold one of a few."""
    for place, column in enumerate(COLUMNS, start=1):
        if column.field in ("kind", "party", "authority"):
            rule = DataValidation(type="list", formula1=areas[column.field], allow_blank=True, showErrorMessage=True)
            rule.errorStyle = "stop"
            rule.errorTitle, rule.error = plain("units.sheet_error_title"), plain("units.sheet_error")
            rule.add(f"{get_column_letter(place)}{HEADING + 1}:{get_column_letter(place)}{sheet.max_row}")
            sheet.add_data_validation(rule)


def _set_up(sheet: Worksheet) -> None:
    """What stays in sight, and how it is printed."""
    sheet.freeze_panes = f"B{HEADING + 1}"
    set_page(sheet, (f"{HEADING}:{HEADING}", "A:A"), paper=A3)
