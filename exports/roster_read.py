"""A list of units is read whole or not at all: every fault is named by its cell, and any of them refuses the list."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from openpyxl.utils.cell import coordinate_to_tuple

from exports.roster_cells import Cell, read_cell
from exports.roster_find import Found, find_lists
from exports.sheet_mark import MARK_SHEET
from exports.sheet_page import open_pages
from exports.sheet_read import not_a_workbook
from flows.campaign import Unit
from flows.compile_text import one_line
from flows.job import Fault, Outcome
from flows.roster import unit_id
from flows.rostering_words import COLUMNS, PARTY, Vocabulary
from flows.text import clip

_LAST_LINE = 1_000
"""Beyond this line nothing of a page is read, so that nothing may stand there."""

_MOST_FAULTS = 200
_LONGEST_SHOWN = 60
_COLUMNS = {column.field: column for column in COLUMNS}


def read_roster(content: bytes, words: Vocabulary) -> Outcome:
    """The units of a list in an .xlsx file; or all that is wrong in it and no unit; or why it cannot be read.

    Where there are units, the faults are remarks. A unit has what its line says and nothing where a cell is empty,
    except whether it is the Party's.
    """
    if failure := not_a_workbook(content):
        return Outcome(failure=failure)
    try:
        book, pages = open_pages(content)
    except MemoryError:
        raise
    except Exception as fault:  # openpyxl meets a broken file with whatever the break leads to.
        if "memory" in str(fault).lower():  # So the XML parser says it, as a fault of the file.
            raise MemoryError from fault
        return Outcome(failure="unreadable")
    titles = [sheet.title for sheet in book.worksheets if sheet.title != MARK_SHEET]
    lists = find_lists(tuple(zip(titles, pages, strict=True)))
    return _outcome(lists, words) if lists else Outcome(failure="not-a-roster")


def _outcome(lists: tuple[Found, ...], words: Vocabulary) -> Outcome:
    read = list(chain.from_iterable(_lines(found, words) for found in lists))
    units = [(cell, one) for cell, one in read if isinstance(one, Unit)]
    headings = chain.from_iterable(map(_headings, lists))
    wrong = (one for _, one in read if isinstance(one, Fault))
    faults = sorted((*headings, *wrong, *_twice(units)), key=lambda fault: _place(lists, fault))
    if faults or not units:
        return Outcome(faults=tuple(faults[:_MOST_FAULTS]) or (Fault(line="units.fault_empty"),))
    return Outcome(roster=tuple(unit for _, unit in units), faults=tuple(chain.from_iterable(map(_unused, lists))))


def _place(lists: tuple[Found, ...], fault: Fault) -> tuple[int, int, int]:
    """Where a fault stands: its list, its line, its column."""
    page, sign, cell = fault.blanks["cell"].rpartition("!")
    line, place = coordinate_to_tuple(cell)
    return [one.prefix for one in lists].index(page + sign), line, place


def _headings(found: Found) -> Iterator[Fault]:
    """What is wrong with a list as a whole."""
    for spot in found.twice:
        yield _about_heading("units.fault_column_twice", found, spot)
    if any(line >= _LAST_LINE for line, _ in found.page.spots()):
        yield Fault(line="units.fault_too_many", blanks={"cell": found.cell(_LAST_LINE, 1)})


def _unused(found: Found) -> Iterator[Fault]:
    """The columns that nothing is made of."""
    for spot in found.strange:
        yield _about_heading("units.column_unused", found, spot)


def _about_heading(line: str, found: Found, spot: tuple[int, int]) -> Fault:
    text = clip(one_line(found.page.text(*spot)), _LONGEST_SHOWN)
    return Fault(line=line, blanks={"cell": found.cell(*spot), "text": text})


def _lines(found: Found, words: Vocabulary) -> Iterator[tuple[str, Unit | Fault]]:
    """Every line as a unit with the cell of its name, or what is wrong with it."""
    for line in found.lines():
        cells = [Cell(found, (line, place), _COLUMNS[field]) for field, place in found.places.items()]
        read = {cell.column.field: read_cell(cell, words) for cell in cells}
        faults = [fault for _, wrong in read.values() for fault in wrong]
        yield from (("", fault) for fault in faults)
        if not faults:
            said = {field: value for field, (value, _) in read.items() if value is not None}
            yield found.cell(line, found.places["name"]), _unit(said, words)


def _unit(said: dict[str, object], words: Vocabulary) -> Unit:
    """A unit of what its line says; where that says nothing of the style, the unit keeps the one it is known by."""
    unit = Unit.model_validate({**said, "id": unit_id(str(said["name"])), "party": said.get("party") == PARTY})
    if "party" in said:
        return unit
    return unit.model_copy(update={"party": PARTY in unit.tags or unit.id in words.party})


def _twice(units: list[tuple[str, Unit]]) -> Iterator[Fault]:
    """Units that stand in the list more than once, by their names as they are compared."""
    first: dict[str, str] = {}
    for cell, unit in units:
        if unit.id in first:
            blanks = {"cell": cell, "text": clip(unit.name, _LONGEST_SHOWN), "other": first[unit.id]}
            yield Fault(line="units.fault_twice", blanks=blanks)
        first.setdefault(unit.id, cell)
