"""The sheet of all invitations of a campaign: who is invited, by which link, until when, and what to write to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from exports.roster_write import HEADING, head_cell, text_cell, title
from exports.sheet_print import row_height, set_page
from flows.wording import plain

_BEFORE, _BY, _BEHIND = (6, 40, 18, 28, 18), 52, (14, 70)
"""How wide the columns are: those before the links, one of links, and those behind them."""


@dataclass(frozen=True)
class Link:
    """One invitation as it is handed out: `by` are its links, or what is to be typed where there is none."""

    unit: str
    group: str
    name: str
    role: str
    by: tuple[str, ...]
    until: str
    message: str


def write_links(links: Sequence[Link], columns: Sequence[str]) -> bytes:
    """The sheet as an .xlsx file, one invitation a line; `columns` are the headings of its links."""
    headings, widths = _headings(columns), (*_BEFORE, *(_BY for _ in columns), *_BEHIND)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = plain("invitations.sheet_name")
    title(sheet, (plain("invitations.sheet_title"), plain("invitations.sheet_help")), widths)
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        head_cell(sheet, (HEADING, place), heading)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, link in enumerate(links, start=1):
        texts = (str(number), link.unit, link.group, link.name, link.role, *link.by, link.until, link.message)
        for place, text in enumerate(texts, start=1):
            text_cell(sheet, (HEADING + number, place), text, None)
        sheet.row_dimensions[HEADING + number].height = row_height(zip(texts, widths, strict=True))
    sheet.freeze_panes = f"C{HEADING + 1}"
    sheet.row_dimensions[HEADING].height = row_height(zip(headings, widths, strict=True), bold=True)
    set_page(sheet, (f"{HEADING}:{HEADING}", ""))
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _headings(columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain("invitations.sheet_headings", links="|".join(columns)).split("|"))
