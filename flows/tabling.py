"""A table is typed row by row, or in its Excel sheet (flows.tabling_read); untouched rows are asked about once."""

from __future__ import annotations

from flows.grid import Grid, fill, put
from flows.grid_names import column_name, row_name
from flows.grid_typed import read_typed
from flows.here import Here
from flows.job import Fault, Job
from flows.offering import table_value
from flows.paper import Place
from flows.questions import Column, Rows, RowSpec
from flows.report import Run
from flows.saving import blank_answer, keep, kept_line, save, unseen
from flows.screens import screen, show_place
from flows.showing import beginning
from flows.step import Step, button
from flows.text import paragraphs
from flows.turn import Press, Typed
from flows.wording import plain, say

_MOST_LINES = 60
_MOST = 12
"""How many faults or row names a message lists; the rest are counted."""


def table_place(here: Here) -> Place | None:
    """The table where the person stands, else the first that is asked."""
    if here.place and isinstance(here.place.question, Rows):
        return here.place
    return next((place for place in here.find_all(here.keys) if isinstance(place.question, Rows)), None)


def listed(faults: tuple[Fault, ...]) -> str:
    """Faults one a line, each named by row and year; past a dozen the rest are counted."""
    lines = [f"- {plain(fault.line, **fault.blanks)}" for fault in faults[:_MOST]]
    more = len(faults) - _MOST
    return "\n".join([*lines, plain("table.more", more=more)] if more > 0 else lines)


def typed_rows(step: Step, place: Place, move: Typed) -> Step:
    """Keeps every clear line of what was typed, and names what is wrong with the others."""
    assert isinstance(place.question, Rows)
    if len(paragraphs(move.text)) > _MOST_LINES:
        return show_place(step, say("table.too_many_lines", most=_MOST_LINES))
    cells, faults = read_typed(place.question, move.text)
    refused = say("table.not_read", faults=listed(faults)) if faults else ()
    if not cells:
        return show_place(step, refused)
    value = put(table_value(step.here, place), cells)
    if unseen(step, place):
        return save(step, place, value)
    step = keep(step, place, value)
    rows = dict.fromkeys(row_name(place.question, cell.row) for cell in cells)
    kept = say("table.rows_kept", count=len(rows), rows=beginning(list(rows)))
    return show_place(step, (*kept, *(say("card.gap") if refused else ()), *refused))


def send_sheet(step: Step, press: Press) -> Step:
    """Has the Excel sheet made, filled with what is held already."""
    place = step.here.find(press.key) if press.key else table_place(step.here)
    if place is None:
        return show_place(step, say("table.none_asked"))
    return step.do(Job(kind="sheet", draft=place.draft, key=place.question.key))


def close_table(step: Step, place: Place) -> Step:
    """Ends a table; asks once about rows never touched, blank cells, and figures that cannot be right."""
    grid = _grid(step, place)
    if not grid.value.cells:
        return show_place(step, say("refusal.nothing_yet"))
    if left := grid.untouched():
        names = beginning([row_name(grid.question, row.key) for row in left], 500)
        return _ask_to_fill(step, place, "rows", say("table.untouched", left=len(left), rows=names))
    if blank := grid.blank(grid.rows.values()):
        names = beginning([cell_name(grid, cell) for cell in blank], 500)
        return _ask_to_fill(step, place, "cells", say("table.blank", left=len(blank), cells=names))
    return _close_checked(step, place)


def _grid(step: Step, place: Place) -> Grid:
    assert isinstance(place.question, Rows)
    return Grid(place.question, table_value(step.here, place))


def cell_name(grid: Grid, cell: tuple[RowSpec, Column]) -> str:
    """What one cell is called."""
    row, column = cell
    return plain("table.cell", row=row_name(grid.question, row.key), column=column_name(column))


def _ask_to_fill(step: Step, place: Place, what: str, text: tuple[Run, ...]) -> Step:
    zero, missing = (button(f"fill_{how}", "fill", place, arg=f"{what}-{how}") for how in ("zero", "missing"))
    leave = ((button("leave_blank", "fill", place, arg="cells-blank"),),) if what == "cells" else ()
    return screen(step, text, ((zero, missing), *leave, (button("go_on_filling", "jump", place),)), edit=True)


def fill_table(step: Step, press: Press) -> Step:
    """Fills what is blank as was said, or leaves it or the figures as they are, and goes on ending the table."""
    place = step.here.find(press.key)
    if place is None or not isinstance(place.question, Rows):
        return show_place(step, say("trouble.old_button"))
    held = step.here.answer(place)
    if held is None or held.state == "none":
        return show_place(step, say("trouble.old_button"))
    grid = _grid(step, place)
    what, _, how = press.arg.partition("-")
    if press.arg == "as-is":
        return _closed(step, place)
    if how == "blank":
        return _close_checked(step, place)
    blank = grid.blank(grid.untouched() if what == "rows" else grid.rows.values())
    return close_table(keep(step, place, fill(grid.value, blank, "zero" if how == "zero" else "missing")), place)


def _close_checked(step: Step, place: Place) -> Step:
    faults = _grid(step, place).faults()
    if not faults:
        return _closed(step, place)
    rows = ((button("go_on_filling", "jump", place),), (button("leave_as_is", "fill", place, arg="as-is"),))
    return screen(step, say("table.faults", faults=listed(faults)), rows, edit=True)


def _closed(step: Step, place: Place) -> Step:
    held = blank_answer(step, place)
    step = step.put(held.model_copy(update={"state": "closed"})).onward(place)
    return show_place(step, kept_line(step, place), edit=True)
