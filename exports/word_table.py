"""A table of a report is written row by row in one pass, its merges worked out on the way."""

from __future__ import annotations

from collections.abc import Sequence

from exports.word_columns import column_widths
from exports.word_look import twips
from exports.word_markup import grid, paragraph, run
from exports.word_styles import TABLE_SIZES
from flows.report import Cell, Table

_BLANK = Cell()


def table(value: Table, width: int, family: str) -> str:
    """The table across this width in millimetres; `family` names the styles of its text (Table or Sheet)."""
    if not value.widths or not value.rows:
        return ""
    lines = _Lines(column_widths(value, twips(width), TABLE_SIZES[family]), family)
    body = "".join(lines.row(row, number < value.head_rows) for number, row in enumerate(value.rows))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(lines.widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr>{grid(lines.widths)}{body}</w:tbl>'
    )


class _Lines:
    """The rows of one table as they are written; `open` holds, by column, how far down a merge still goes."""

    def __init__(self, widths: list[int], family: str) -> None:
        self.widths = widths
        self.family = family
        self.open: dict[int, tuple[int, int]] = {}

    def row(self, cells: Sequence[Cell | None], head: bool) -> str:
        """One row; a head row repeats on every page, and no row breaks over pages."""
        marks = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
        return f"<w:tr><w:trPr>{marks}</w:trPr>{self._cells(self._padded(cells), head)}</w:tr>"

    def _padded(self, cells: Sequence[Cell | None]) -> list[Cell | None]:
        missing = len(self.widths) - len(cells)
        return [*cells[: len(self.widths)], *[None] * max(missing, 0)]

    def _cells(self, cells: list[Cell | None], head: bool) -> str:
        written, column = [], 0
        while column < len(cells):
            cell, merged = cells[column], self.open.pop(column, None)
            if cell is None and merged:
                span = _span(cells, column, merged[1])
                written.append(self._cell(column, span, "<w:vMerge/>", paragraph(self._style(head))))
                self._keep_open(column, merged[0] - 1, span)
            else:
                span = self._start(cells, column, written, head)
            column += span
        return "".join(written)

    def _start(self, cells: list[Cell | None], column: int, written: list[str], head: bool) -> int:
        cell = cells[column] or _BLANK
        span = _span(cells, column, cell.span)
        merge = '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
        written.append(self._cell(column, span, merge, self._text(cell, head)))
        self._keep_open(column, cell.down - 1, span)
        return span

    def _keep_open(self, column: int, rows: int, span: int) -> None:
        if rows > 0:
            self.open[column] = (rows, span)

    def _cell(self, column: int, span: int, merge: str, content: str) -> str:
        width = sum(self.widths[column : column + span])
        across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{merge}<w:vAlign w:val="center"/></w:tcPr>'
            f"{content}</w:tc>"
        )

    def _style(self, head: bool) -> str:
        return f"{self.family}{'Head' if head else 'Text'}"

    def _text(self, cell: Cell, head: bool) -> str:
        styled = ("<w:b/>" if cell.bold else "") + ("<w:i/>" if cell.italic else "")
        aligned = "" if head else f'<w:jc w:val="{cell.align}"/>'
        content = run(cell.text, styled) if cell.text else ""
        return paragraph(self._style(head), content, aligned)


def _span(cells: Sequence[Cell | None], column: int, wanted: int) -> int:
    """How many columns a cell takes: as many as it wants while the places beside it are really empty."""
    span = 1
    while span < wanted and column + span < len(cells) and cells[column + span] is None:
        span += 1
    return span
