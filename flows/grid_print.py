"""A table as it is printed: a blank cell is empty, zero is 0, and figures that are yet to come are marked as such."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.grid import Grid, total
from flows.grid_names import amount_columns, column_runs, lineage
from flows.numbers import show_number
from flows.questions import Column, Rows, RowSpec, Summary
from flows.report import Block, Cell, Paragraph, Run, Table
from flows.text import printable
from flows.values import RowsValue
from flows.wording import plain

_WIDTHS = {"number": 5, "label": 34, "unit": 8, "amount": 7, "sum": 8, "note": 13}

Line = tuple[Cell | None, ...]


def annex_blocks(question: Rows, value: RowsValue) -> tuple[Block, ...]:
    """The table, and below it what its marks mean where there are any."""
    grid = Grid(question, value)
    missing = any(grid.missing(cell.row, cell.column) for cell in value.cells)
    note = Paragraph(runs=(Run(text=plain("grid.missing_note"), italic=True),))
    return (table(question, value), note) if missing else (table(question, value),)


def table(question: Rows, value: RowsValue) -> Table:
    """The whole table: its head, its rows in order, and the computed rows at the end."""
    grid = Grid(question, value)
    head = _head(question)
    body = [_row(grid, row) for row in question.rows]
    computed = [_computed(grid, summary) for summary in question.summaries]
    heading = [_heading(question, *split_number(question.summary_label))] if question.summary_label else []
    widths = [_WIDTHS[part] for part in ("number", "label", "unit", *(column.kind for column in question.columns))]
    return Table(widths=tuple(widths), head_rows=len(head), rows=(*head, *body, *heading, *computed))


def summary_lines(question: Rows, value: RowsValue) -> tuple[str, ...]:
    """A short account of a table: each outermost group with what is filled in it, then the computed rows."""
    grid = Grid(question, value)
    groups: dict[str, list[RowSpec]] = {}
    for row, above in lineage(question):
        if row.key:
            groups.setdefault(_numbered(above[0]) if above else question.short, []).append(row)
    overview = [_group_line(grid, name, rows) for name, rows in groups.items()]
    return (*overview, *(line for summary in question.summaries if (line := _summary_line(grid, summary))))


def split_number(label: str) -> tuple[str, str]:
    """A heading's number and its words.

    >>> split_number("C. TỔNG HỢP"), split_number("Tổng hợp")
    (('C', 'TỔNG HỢP'), ('', 'Tổng hợp'))
    """
    parts = re.fullmatch(r"([A-Z]|[IVX]+|[0-9]+)\.\s+(.+)", label)
    return (parts[1], parts[2]) if parts else ("", label)


def show_amount(grid: Grid, row: str, column: str) -> str:
    """A figure as it is printed: empty where it is blank, a mark where it is yet to come."""
    amount = grid.amount(row, column)
    if amount is None:
        return plain("grid.missing_mark") if grid.missing(row, column) else ""
    return show_number(amount)


def _head(question: Rows) -> tuple[Line, ...]:
    """The head: one line, or two where columns share a heading."""
    labels = [plain(f"grid.head_{part}") for part in ("number", "label", "unit")]
    deep = 2 if any(column.over for column in question.columns) else 1
    upper: list[Cell | None] = [_head_cell(label, down=deep) for label in labels]
    lower: list[Cell | None] = [None] * len(labels)
    for over, columns in column_runs(question):
        own = [_head_cell(column.label, down=1 if over else deep) for column in columns]
        upper += [_head_cell(over, span=len(columns)), *[None] * (len(columns) - 1)] if over else own
        lower += own if over else [None] * len(columns)
    return (tuple(upper), tuple(lower))[:deep]


def _head_cell(text: str, span: int = 1, down: int = 1) -> Cell:
    return Cell(text=printable(text), span=span, down=down, bold=True, align="center")


def _row(grid: Grid, row: RowSpec) -> Line:
    """A row to be filled with its figures, or a heading of rows in bold."""
    if not row.key:
        return _heading(grid.question, row.number, row.label)
    return (*_labels(row.number, row.label, row.unit), *(_cell(grid, row, column) for column in grid.columns.values()))


def _heading(question: Rows, number: str, label: str) -> Line:
    named = (Cell(text=printable(number), bold=True, align="center"), Cell(text=printable(label), bold=True))
    return (*named, Cell(), *(Cell() for _ in question.columns))


def _labels(number: str, label: str, unit: str) -> tuple[Cell, ...]:
    return (
        Cell(text=printable(number), align="center"),
        Cell(text=printable(label)),
        Cell(text=printable(unit), align="center"),
    )


def _cell(grid: Grid, row: RowSpec, column: Column) -> Cell:
    if column.kind == "note":
        return Cell(text=printable(grid.note(row.key, column.key)))
    return Cell(text=show_amount(grid, row.key, column.key), bold=column.kind == "sum", align="right")


def _computed(grid: Grid, summary: Summary) -> Line:
    figures = (_shown(grid.computed(summary.key, column)) for column in grid.columns)
    return (*_labels("", summary.label, summary.unit), *(Cell(text=text, bold=True, align="right") for text in figures))


def _shown(amount: Decimal | None) -> str:
    return "" if amount is None else show_number(amount)


def _numbered(row: RowSpec) -> str:
    return f"{row.number}. {row.label}" if row.number else row.label


def _group_line(grid: Grid, name: str, rows: list[RowSpec]) -> str:
    """How many rows of a group are filled and what the columns without a shared heading add up to."""
    empty = {row.key for row in grid.untouched()}
    filled = sum(row.key not in empty for row in rows)
    amounts = (grid.amount(row.key, column.key) for row in rows for column in amount_columns(grid.question, row, ""))
    shown = show_number(total(amounts) or Decimal(0))
    return plain("grid.overview_group", group=name, filled=filled, rows=len(rows), total=shown)


def _summary_line(grid: Grid, summary: Summary) -> str:
    """A computed row with its figures in the columns without a shared heading, or nothing where there are none."""
    columns = [column for column in grid.shown(summary) if not grid.columns[column].over]
    amounts = {column: grid.computed(summary.key, column) for column in columns}
    unit = "%" if summary.unit == "%" else ""
    figures = [
        plain("grid.overview_figure", column=grid.columns[column].label, number=show_number(amount) + unit)
        for column, amount in amounts.items()
        if amount is not None
    ]
    return plain("grid.overview_summary", label=summary.label, figures="; ".join(figures)) if figures else ""
