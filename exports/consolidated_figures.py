"""All figures of a campaign as one workbook: each unit's beside what they come to, and every table cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from openpyxl import Workbook

from exports.figures_sheet import HEAD_LINE, FigureSheet, Value
from flows.consolidate import Gathered
from flows.consolidate_units import kind_heading, name_of
from flows.figures import Figure, Summed, Whole, figures, share, whole
from flows.grid import total
from flows.grid_names import column_name, row_name
from flows.paper import Paper
from flows.wording import plain

MOST_ROWS = 1_000_000
"""Excel has no more rows on a sheet than 1,048,576."""


def figures_book(gathered: Gathered) -> bytes:
    """The workbook as an .xlsx file."""
    book = Workbook(write_only=True)
    _figures(_sheet(book, "sheet", plain("figures.title")), gathered)
    tables = [summed for summed in gathered.tables.values() if summed.papers]
    for number, summed in enumerate(tables, start=1):
        _table(_sheet(book, "table", plain("figures.title_table", title=summed.question.title), number), summed)
        _matrix(_sheet(book, "matrix", plain("figures.title_matrix", title=summed.question.title), number), summed)
        _shares(_sheet(book, "shares", plain("figures.title_shares", title=summed.question.title), number), summed)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _sheet(book: Workbook, line: str, title: str, number: int = 0) -> FigureSheet:
    return FigureSheet(book.create_sheet(plain(f"figures.{line}", number=number)), title)


def _figures(sheet: FigureSheet, gathered: Gathered) -> None:
    """A row for each unit and a column for each figure; below them what they come to, how, and of how many units."""
    every = figures(gathered.outline)
    labels = [*(plain(f"figures.{part}") for part in ("unit", "kind")), *map(_label, every)]
    sheet.head(labels, (40, 24, 16))
    for paper in gathered.papers:
        sheet.row([name_of(paper), kind_heading(paper.unit.kind), *(_of_unit(paper, figure) for figure in every)])
    wholes = [whole(figure, gathered.papers, gathered.tables) for figure in every]
    sheet.row([plain("figures.joined"), None, *(one.amount for one in wholes)], bold=True)
    sheet.row([plain("figures.rule"), None, *map(_rule, every)])
    sheet.row([plain("figures.counted"), None, *map(_counted, wholes)])


def _of_unit(paper: Paper, figure: Figure) -> Value:
    """What a unit says for a figure: of several amounts their sum where they are added, else each of them."""
    answer = paper.answers.get(figure.question.key)
    if figure.question.key not in paper.asked or answer is None:
        return None
    if answer.reason == "chua-co-so-lieu":
        return plain("figures.missing")
    amounts = share(paper, figure).amounts
    return total(amounts) if len(amounts) < 2 or figure.number.consolidate == "sum" else "; ".join(map(str, amounts))


def _label(figure: Figure) -> str:
    named = figure.number.short
    label = f"{figure.question.short}: {named}" if figure.is_field else named
    return plain("figure.column", what=label, unit=figure.number.unit) if figure.number.unit else label


def _rule(figure: Figure) -> str:
    rule = figure.number.consolidate
    return plain(f"figures.rule_{'weighted' if rule == 'rate' and figure.number.weight else rule}")


def _counted(found: Whole) -> str:
    return f"{found.counted}/{found.asked}"


def _table(sheet: FigureSheet, summed: Summed) -> None:
    """The table with the sums of all units, its computed rows below."""
    grid, question = summed.grid, summed.question
    columns = [column for column in question.columns if column.kind != "note"]
    fixed = [plain(f"grid.head_{part}") for part in ("number", "label", "unit")]
    sheet.head([*fixed, *map(column_name, columns)], (6, 52, 12))
    for row in question.rows:
        amounts = [grid.amount(row.key, column.key) if row.key else None for column in columns]
        sheet.row([row.number, row.label, row.unit, *amounts], bold=not row.key)
    for summary in question.summaries:
        figures_of = [grid.computed(summary.key, column.key) for column in columns]
        sheet.row(["", summary.label, summary.unit, *figures_of], bold=True)
    sheet.note(plain("coverage.annex", counted=summed.counted, asked=summed.asked))


def _matrix(sheet: FigureSheet, summed: Summed) -> None:
    """A row for each unit and a column for each cell of the table, with their sums at the end."""
    places = list(_places(summed))
    labels = [plain("figures.row_column", row=row, column=column) for _, row, column in places]
    sheet.head([plain("figures.unit"), plain("figures.kind"), *labels], (40, 24, 16))
    for paper in summed.papers:
        held = _held(summed, paper)
        sheet.row([name_of(paper), kind_heading(paper.unit.kind), *(held.get(place) for place, _, _ in places)])
    totals = [summed.grid.amount(*place) for place, _, _ in places]
    sheet.row([plain("figures.total"), None, *totals], bold=True)


def _shares(sheet: FigureSheet, summed: Summed) -> None:
    """One row for each cell of each unit that holds something."""
    sheet.head([plain(f"figures.{part}") for part in ("unit", "row", "column", "value")], (40, 52, 30, 14))
    names = {place: (row, column) for place, row, column in _places(summed)}
    rows = (
        (name_of(paper), *names[place], value)
        for paper in summed.papers
        for place, value in _held(summed, paper).items()
    )
    left = 0
    for number, row in enumerate(rows, start=HEAD_LINE + 1):
        if number < MOST_ROWS:
            sheet.row(row)
        else:
            left += 1
    if left:
        sheet.note(plain("figures.more", count=left))


def _places(summed: Summed) -> Iterator[tuple[tuple[str, str], str, str]]:
    """The cells that take an amount, in order, each with the names of its row and column."""
    question = summed.question
    for row in (row for row in question.rows if row.key):
        for column in (column for column in question.columns if (row.key, column.key) in summed.places):
            yield (row.key, column.key), row_name(question, row.key), column_name(column)


def _held(summed: Summed, paper: Paper) -> dict[tuple[str, str], Value]:
    missing = plain("figures.missing")
    cells = summed.cells(paper)
    return {(cell.row, cell.column): missing if cell.amount is None else cell.amount for cell in cells}
