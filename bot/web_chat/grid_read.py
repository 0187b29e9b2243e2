"""A table as the page gets it: its rows and columns, what its totals are made of, and what its cells hold now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flows.grid import Grid
from flows.grid_names import column_name, exists, lineage, row_name
from flows.numbers import show_number
from flows.questions import Column, Rows, RowSpec, Summary
from flows.values import CellEntry, RowsValue
from flows.wording import lines, plain

_SAID = ("negative", "not_whole", "not_a_number", "over_column", "over_row")
"""The faults that the page says by itself while somebody types, in the words of the sheet."""


@dataclass(frozen=True)
class Table:
    """A table of a draft as it is held; `rev` is the revision of its answer, 0 where there is none."""

    draft: str
    question: Rows
    value: RowsValue
    rev: int

    @property
    def grid(self) -> Grid:
        """The table with its totals."""
        return Grid(self.question, self.value)


def shown(table: Table, button: str, keep: str) -> dict[str, Any]:
    """All that the page needs to show the table and to work out its totals as flows.grid does.

    `button` is what it is sent by, `keep` the name under which a browser keeps what was not sent yet.
    """
    question, grid = table.question, table.grid
    return {
        "n": button,
        "title": question.title,
        "rev": table.rev,
        "keep": keep,
        "head": plain("grid.head_label"),
        "columns": [_column(column) for column in question.columns],
        "rows": [_row(question, row, len(above)) for row, above in lineage(question)],
        "summary_label": question.summary_label,
        "summaries": [_summary(grid, summary) for summary in question.summaries],
        "checks": [{"row": check.row, "at_most": check.at_most} for check in question.checks],
        "cells": [_cell(cell) for cell in table.value.cells if grid.has(cell.row, cell.column)],
        "missing": plain("grid.sheet_missing"),
        "says": {name: lines()[f"grid.{name}"] for name in _SAID},
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "key": column.key,
        "name": column.label,
        "group": column.over,
        "full": column_name(column),
        "kind": column.kind,
        "of": column.of,
        "at_most": column.at_most,
    }


def _row(question: Rows, row: RowSpec, depth: int) -> dict[str, Any]:
    """A row with the columns in which it has cells, or a heading with how deep it stands."""
    if not row.key:
        return {"heading": row.label, "number": row.number, "depth": depth}
    columns = [column.key for column in question.columns if exists(row, column)]
    named = {"key": row.key, "name": row.label, "number": row.number, "unit": row.unit}
    return {**named, "full": row_name(question, row.key), "columns": columns}


def _summary(grid: Grid, summary: Summary) -> dict[str, Any]:
    """A computed row: the column that each of its figures is taken from, and the rows or summaries that make them."""
    rows = [row.key for row in grid.rows.values() if not summary.tag or summary.tag in row.tags]
    named = {"key": summary.key, "name": summary.label, "unit": summary.unit, "kind": summary.kind}
    made_of = {name: getattr(summary, name) for name in ("top", "bottom", "of", "newer", "older")}
    return {**named, **made_of, "rows": rows, "shown": dict(grid.shown(summary))}


def _cell(cell: CellEntry) -> dict[str, str]:
    text = plain("grid.sheet_missing") if cell.missing else cell.note
    return {"row": cell.row, "column": cell.column, "text": text if cell.amount is None else show_number(cell.amount)}
