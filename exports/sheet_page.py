"""One page of a workbook as plain values: what stands where, what was computed, and what is merged."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import product

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.sheet_mark import MARK_SHEET

_MOST_LINES = 1_000
_MOST_PLACES = 60

Spot = tuple[int, int]
"""A line and a place in it, both counted from 1."""


@dataclass(frozen=True)
class Page:
    """A page as it was saved; of what is merged only the first cell has a value, `merged` leads the others to it."""

    values: Mapping[Spot, object]
    formulas: frozenset[Spot]
    merged: Mapping[Spot, Spot]

    def text(self, line: int, place: int) -> str:
        """What a reader sees in a cell, a merged one showing what its area shows; whole numbers without decimals."""
        value = self.values.get(self.merged.get((line, place), (line, place)))
        whole = isinstance(value, float) and value.is_integer()
        return "" if value is None else str(int(value) if isinstance(value, float) and whole else value)

    def spots(self) -> list[Spot]:
        """Where something stands, from the top."""
        return sorted(self.values)


def open_pages(content: bytes) -> tuple[Workbook, tuple[Page, ...]]:
    """The workbook with the values that its program computed last, and its visible pages."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of every feature of Excel that it does not keep.
        values = load_workbook(BytesIO(content), data_only=True, keep_links=False)
        formulas = load_workbook(BytesIO(content), keep_links=False)
    names = [sheet.title for sheet in values.worksheets if sheet.title != MARK_SHEET]
    return values, tuple(_page(values[name], formulas[name]) for name in names)


def _page(values: Worksheet, formulas: Worksheet) -> Page:
    computed = ((spot, kind) for spot, _, kind in _cells(formulas))
    return Page(
        values={spot: value for spot, value, _ in _cells(values) if value is not None and str(value).strip()},
        formulas=frozenset(spot for spot, kind in computed if kind == "f"),
        merged=dict(_merged(values)),
    )


def _cells(sheet: Worksheet) -> Iterator[tuple[Spot, object, str]]:
    """The cells that may belong to a table; a far-off one that was only formatted does not make the page endless."""
    lines, places = min(sheet.max_row, _MOST_LINES), min(sheet.max_column, _MOST_PLACES)
    for line, cells in enumerate(sheet.iter_rows(max_row=lines, max_col=places), start=1):
        for place, cell in enumerate(cells, start=1):
            yield (line, place), cell.value, cell.data_type


def _merged(sheet: Worksheet) -> Iterator[tuple[Spot, Spot]]:
    for area in sheet.merged_cells.ranges:
        lines = range(area.min_row, min(area.max_row, _MOST_LINES) + 1)
        places = range(area.min_col, min(area.max_col, _MOST_PLACES) + 1)
        yield from ((spot, (area.min_row, area.min_col)) for spot in product(lines, places))
