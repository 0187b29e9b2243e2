"""How a sheet stands on paper: rows as high as their wrapped texts, A4 landscape, heads repeated on every page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import ceil
from typing import Any

from openpyxl.worksheet.properties import PageSetupProperties

from exports.word_widths import text_width

A4, A3 = 9, 8
HIGHEST = 409.0
"""Excel has no higher rows, in points."""

_MM_PER_LETTER = 1.85
_EDGES = 2.0
_LEADING = 1.35
_PADDING = 5
# A row of the greatest height holds fewer letters than this.
_LETTERS = 3_000

Placed = tuple[str, float]
"""A text and the width of the columns that it goes across, in Excel's letters."""


def row_height(texts: Iterable[Placed], size: float = 12, bold: bool = False) -> float:
    """The height in points of a row in which every text can be read whole.

    >>> row_height([("Tổng số", 20)]) < row_height([("Tổng số đơn vị đã gửi báo cáo", 20)])
    True
    """
    most = max((_lines(text[:_LETTERS], width, size, bold) for text, width in texts), default=1)
    return min(most * size * _LEADING + _PADDING, HIGHEST)


@lru_cache(maxsize=8192)
def _lines(text: str, width: float, size: float, bold: bool) -> int:
    room = width * _MM_PER_LETTER - _EDGES
    return sum(_wrapped(line, room, (size, bold)) for line in text.split("\n"))


def _wrapped(line: str, room: float, font: tuple[float, bool]) -> int:
    """How many lines a line becomes; a word that is longer than the room is broken."""
    count, used, space = 1, 0.0, text_width(" ", *font)
    for word in line.split():
        width = text_width(word, *font)
        if used and used + space + width > room:
            count, used = count + 1, 0.0
        used += width + (space if used else 0)
        count, used = count + max(ceil(used / room) - 1, 0), min(used, room)
    return count


def set_page(sheet: Any, repeated: tuple[str, str], across: int = 1, paper: int = A4) -> None:
    """The page of a sheet: landscape, so many pages across, with these rows and these columns repeated on each.

    A sheet that is written row by row has to be told before its first row.
    """
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = repeated[0]
    sheet.print_title_cols = repeated[1] or None
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.6, 0.7
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "&P/&N"
    sheet.oddFooter.center.font, sheet.oddFooter.center.size = "Times New Roman,Regular", 10
