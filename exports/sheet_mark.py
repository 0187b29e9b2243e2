"""A sheet carries out of sight what it is the sheet of; one that carries nothing may still be read by its labels."""

from __future__ import annotations

from openpyxl import Workbook

MARK_SHEET = "decuong"


def put_mark(book: Workbook, key: str, outline: str) -> None:
    """The mark on a hidden sheet, which spreadsheet programs keep when they save."""
    sheet = book.create_sheet(MARK_SHEET)
    for place, text in enumerate((MARK_SHEET, key, outline), start=1):
        cell = sheet.cell(1, place, text or None)
        if text:
            cell.data_type = "s"
    sheet.sheet_state = "hidden"


def is_of(book: Workbook, key: str, outline: str) -> bool:
    """Whether the mark, if there is one, names this question and, whatever its version, this outline."""
    if MARK_SHEET not in book.sheetnames:
        return True
    sheet = book[MARK_SHEET]
    marked, marked_outline = (str(sheet.cell(1, place).value or "") for place in (2, 3))
    same_outline = not marked_outline or not outline or marked_outline.split("/")[0] == outline.split("/")[0]
    return not marked or (marked == key and same_outline)
