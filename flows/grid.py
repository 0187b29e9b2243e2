"""A table is its question and the cells that were filled; sums, ratios and faults are worked out here, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import product
from typing import Literal

from flows.grid_names import amount_columns, column_name, exists, row_name
from flows.job import Fault
from flows.numbers import show_number
from flows.questions import Column, Rows, RowSpec, Summary
from flows.values import CellEntry, RowsValue

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Grid:
    """A table as it stands; cells that its question does not have are left out of account."""

    question: Rows
    value: RowsValue = field(default_factory=RowsValue)

    @cached_property
    def rows(self) -> Mapping[str, RowSpec]:
        """The rows to be filled, by key, in order."""
        return {row.key: row for row in self.question.rows if row.key}

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The columns by key, in order."""
        return {column.key: column for column in self.question.columns}

    @cached_property
    def summaries(self) -> Mapping[str, Summary]:
        """The computed rows by key, in order."""
        return {summary.key: summary for summary in self.question.summaries}

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], CellEntry]:
        return {(cell.row, cell.column): cell for cell in self.value.cells if self.has(cell.row, cell.column)}

    @cached_property
    def _touched(self) -> frozenset[str]:
        return frozenset(row for row, _ in self._cells)

    def has(self, row: str, column: str) -> bool:
        """Whether there is such a cell."""
        return row in self.rows and column in self.columns and exists(self.rows[row], self.columns[column])

    def amount(self, row: str, column: str) -> Decimal | None:
        """The figure in a cell; in a sum column what the figures that are there add up to."""
        if not self.has(row, column):
            return None
        if self.columns[column].kind == "sum":
            return total(self.amount(row, part) for part in self.columns[column].of)
        cell = self._cells.get((row, column))
        return cell.amount if cell else None

    def missing(self, row: str, column: str) -> bool:
        """Whether a cell was said to be without figures yet, which is neither blank nor 0."""
        cell = self._cells.get((row, column))
        return cell is not None and cell.missing

    def note(self, row: str, column: str) -> str:
        """The text in a cell of a note column."""
        cell = self._cells.get((row, column))
        return cell.note if cell else ""

    def untouched(self) -> tuple[RowSpec, ...]:
        """The rows in which no cell is filled."""
        return tuple(row for row in self.rows.values() if row.key not in self._touched)

    def blank(self, rows: Iterable[RowSpec]) -> tuple[tuple[RowSpec, Column], ...]:
        """The cells of these rows that take an amount and hold nothing."""
        places = ((row, column) for row in rows for column in amount_columns(self.question, row))
        return tuple((row, column) for row, column in places if (row.key, column.key) not in self._cells)

    def shown(self, summary: Summary) -> Mapping[str, str]:
        """The columns in which a computed row shows something, each with the column that it is taken from."""
        if summary.columns:
            return summary.columns
        if summary.kind == "difference":
            return {summary.newer: summary.newer}
        if summary.kind == "ratio":
            return {key: key for key in self.shown(self.summaries[summary.top])}
        return {column.key: column.key for column in self.columns.values() if column.kind != "note"}

    def computed(self, key: str, column: str) -> Decimal | None:
        """What a computed row shows in a column; None where the figures for it are not there."""
        summary = self.summaries.get(key)
        if summary is None or column not in self.shown(summary):
            return None
        source = self.shown(summary)[column]
        if summary.kind == "difference":
            newer, older = self.computed(summary.of, summary.newer), self.computed(summary.of, summary.older)
            return None if newer is None or older is None else newer - older
        if summary.kind == "ratio":
            return self._ratio(summary, source)
        return total(self.amount(row.key, source) for row in self.rows.values() if _is_in(row, summary))

    def _ratio(self, summary: Summary, column: str) -> Decimal | None:
        """The ratio in a column; None where a row that was filled lacks a figure that it is made of."""
        if self._awaits(summary.top, column) or self._awaits(summary.bottom, column):
            return None
        return ratio(self.computed(summary.top, column), self.computed(summary.bottom, column))

    def _awaits(self, key: str, column: str) -> bool:
        summary = self.summaries[key]
        source = self.shown(summary).get(column, column)
        rows = (row.key for row in self.rows.values() if _is_in(row, summary) and row.key in self._touched)
        return any(self.has(row, source) and self.amount(row, source) is None for row in rows)

    def figure(self, name: str) -> Decimal | None:
        """What "<summary>.<column>" shows."""
        summary, _, column = name.rpartition(".")
        return self.computed(summary, column)

    def faults(self) -> tuple[Fault, ...]:
        """Everything that cannot be right, each named by row and column."""
        return (*self._bad_amounts(), *self._over_column(), *self._over_row())

    def _filled(self) -> Iterator[tuple[RowSpec, Column, Decimal]]:
        for row, column in product(self.rows.values(), self.columns.values()):
            amount = self.amount(row.key, column.key) if column.kind == "amount" else None
            if amount is not None:
                yield row, column, amount

    def _bad_amounts(self) -> Iterator[Fault]:
        for row, column, amount in self._filled():
            yield from amount_faults(row_name(self.question, row.key), column, amount)

    def _over_column(self) -> Iterator[Fault]:
        for row, column, amount in self._filled():
            most = self.amount(row.key, column.at_most)
            if most is not None and amount > most:
                blanks = {"most_column": column_name(self.columns[column.at_most]), "most": show_number(most)}
                named = _place(row_name(self.question, row.key), column, amount)
                yield Fault(line="grid.over_column", blanks=named | blanks)

    def _over_row(self) -> Iterator[Fault]:
        checked = product(self._filled(), self.question.checks)
        for (row, column, amount), check in checked:
            most = self.amount(check.at_most, column.key) if check.row == row.key else None
            if most is not None and amount > most:
                blanks = {"most_row": row_name(self.question, check.at_most), "most": show_number(most)}
                named = _place(row_name(self.question, row.key), column, amount)
                yield Fault(line="grid.over_row", blanks=named | blanks)


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the amounts that are there, None where none is."""
    there = [amount for amount in amounts if amount is not None]
    return sum(there, Decimal(0)) if there else None


def ratio(top: Decimal | None, bottom: Decimal | None) -> Decimal | None:
    """So many per cent, rounded half up to two decimals; None where there is nothing to divide by.

    >>> ratio(Decimal(1), Decimal(3)), ratio(Decimal(1), Decimal(0))
    (Decimal('33.33'), None)
    """
    return None if top is None or not bottom else (100 * top / bottom).quantize(_HUNDREDTH, ROUND_HALF_UP)


def amount_faults(row: str, column: Column, amount: Decimal) -> Iterator[Fault]:
    """What is wrong with an amount by itself: counts are whole and never negative."""
    if amount < 0:
        yield Fault(line="grid.negative", blanks=_place(row, column, amount))
    if amount != amount.to_integral_value():
        yield Fault(line="grid.not_whole", blanks=_place(row, column, amount))


def put(value: RowsValue, cells: Iterable[CellEntry]) -> RowsValue:
    """The table with these cells in place of the earlier ones; a cell that holds nothing becomes blank."""
    fresh = {(cell.row, cell.column): cell for cell in cells}
    kept = tuple(cell for cell in value.cells if (cell.row, cell.column) not in fresh)
    return value.model_copy(update={"cells": kept + tuple(cell for cell in fresh.values() if _holds(cell))})


def fill(value: RowsValue, blanks: Iterable[tuple[RowSpec, Column]], how: Literal["zero", "missing"]) -> RowsValue:
    """The table with 0, or with "no figures yet", in each of those cells."""
    filling = {"amount": Decimal(0)} if how == "zero" else {"missing": True}
    cells = ({"row": row.key, "column": column.key, **filling} for row, column in blanks)
    return put(value, (CellEntry.model_validate(cell) for cell in cells))


def _is_in(row: RowSpec, summary: Summary) -> bool:
    return not summary.tag or summary.tag in row.tags


def _holds(cell: CellEntry) -> bool:
    return cell.amount is not None or cell.missing or bool(cell.note)


def _place(row: str, column: Column, amount: Decimal) -> dict[str, str]:
    return {"row": row, "column": column_name(column), "amount": show_number(amount)}
