"""What the assistant computes of a table, the sheet computes too, so that an officer sees the same figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from flows.grid import Grid
from flows.questions import Column, RowSpec, Summary
from flows.text import fold

FIXED_COLUMNS = 3
"""Number, label and unit stand before the columns of the question."""


@dataclass(frozen=True)
class Places:
    """Where the rows and columns of a table stand in its sheet; `first` is the line of its first row."""

    grid: Grid
    first: int

    @property
    def heading(self) -> int:
        """The line of the heading over the computed rows, which follow it."""
        return self.first + len(self.grid.question.rows)

    @property
    def last(self) -> int:
        """The last line of the table."""
        return self.heading + len(self.grid.summaries)

    def letter(self, column: str) -> str:
        """The letter of a column."""
        return get_column_letter(FIXED_COLUMNS + 1 + list(self.grid.columns).index(column))

    def summary(self, key: str, column: str) -> str:
        """The cell of a computed row."""
        return f"{self.letter(column)}{self.heading + 1 + list(self.grid.summaries).index(key)}"


def row_total(places: Places, column: Column, line: int) -> str:
    """The formula of a sum column, blank where nothing is filled in."""
    return _total(",".join(f"{places.letter(part)}{line}" for part in column.of))


def computed(places: Places, summary: Summary, column: str) -> str:
    """The formula of a computed row in one of the columns in which it shows something."""
    source = places.grid.shown(summary)[column]
    if summary.kind == "sum":
        lines = _lines(places, (row for row in places.grid.rows.values() if not summary.tag or summary.tag in row.tags))
        return _total(",".join(f"{places.letter(source)}{a}:{places.letter(source)}{b}" for a, b in lines))
    if summary.kind == "ratio":
        top, bottom = places.summary(summary.top, source), places.summary(summary.bottom, source)
        return f'=IF(OR({top}="",N({bottom})=0),"",ROUND(100*{top}/{bottom},2))'
    newer, older = places.summary(summary.of, summary.newer), places.summary(summary.of, summary.older)
    return f'=IF(OR({newer}="",{older}=""),"",ROUND({newer}-{older},2))'


def whole_number(cell: str, missing: str) -> str:
    """The condition that a cell holds a whole number from 0, or begins with the words for "no figures yet"."""
    words = ",".join(f'LEFT({cell},{len(said)})="{said}"' for said in (missing, fold(missing)))
    return f"IF(ISNUMBER({cell}),AND({cell}>=0,{cell}=INT({cell})),OR({words}))"


def _total(cells: str) -> str:
    return f'=IF(COUNT({cells})=0,"",SUM({cells}))'


def _lines(places: Places, rows: Iterable[RowSpec]) -> list[tuple[int, int]]:
    """The lines of these rows, neighbours as one stretch, which stays right when one of them is deleted."""
    order = {row.key: line for line, row in enumerate(places.grid.question.rows, start=places.first)}
    stretches: list[tuple[int, int]] = []
    for line in (order[row.key] for row in rows):
        start = stretches.pop()[0] if stretches and stretches[-1][1] == line - 1 else line
        stretches.append((start, line))
    return stretches
