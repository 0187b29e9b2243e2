"""The progress of a campaign as a workbook: a row for each unit, a column for each item, in words and colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exports.sheet_print import A3, row_height, set_page
from exports.sheet_write import put_text
from flows.campaign import Campaign, Member
from flows.clock import VIET_NAM, clock
from flows.outline import Found, Outline
from flows.paper import Paper
from flows.progress import Progress, active
from flows.progressing_words import flagged, state
from flows.showing import show_reason
from flows.standing import Standing
from flows.wording import plain

_FONT = "Times New Roman"
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILLS = {
    "done": "C9E7D3",
    "working": "FFF2CC",
    "none": "DDDDDD",
    "untouched": "",
    "unasked": "EFEFEF",
    "wanted": "F8CBAD",
    "head": "DCE6F1",
    "name": "",
    "number": "",
    "moment": "",
    "total": "EAF1DD",
}
_MOMENT = "hh:mm dd/mm/yyyy"
_WORDS = {
    "done": "itemsheet.done",
    "working": "itemsheet.working",
    "none": "itemsheet.none",
    "untouched": "itemsheet.untouched",
    "unasked": "itemsheet.unasked",
    "wanted": "itemsheet.wanted",
}
_WIDTHS = (5, 40, 24, 18, 14, 8, 8, 17, 17, 36)
_ITEM_WIDTH = 13
_HEAD, _NAMED = 4, 2
_PAGE = 300
"""How many letters of Excel still can be read across a page of A3."""

Shown = tuple[str | int | datetime | None, str]
"""What stands in a cell, and the name of its look."""


@dataclass(frozen=True)
class UnitRow:
    """A unit with its report, its letterhead and its people."""

    standing: Standing
    report: Paper
    form: Paper
    people: tuple[Member, ...] = ()


def write_progress(campaign: Campaign, outline: Outline, rows: Sequence[UnitRow], now: datetime) -> bytes:
    """The workbook as an .xlsx file; `outline` is the one that the campaign asks."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = plain("itemsheet.name")
    for name, fill in _FILLS.items():
        book.add_named_style(_style(name, fill))
    items = [found for found in outline.every if found[1].kind != "computed"]
    _titles(sheet, campaign, Progress(tuple(row.standing for row in rows), now))
    _heads(sheet, items)
    for number, row in enumerate(rows, 1):
        cells = (*_row(row, now), *(_look(row.report, found[1].key) for found in items), _share(row.form))
        for place, cell in enumerate(((number, "number"), *cells), 1):
            _put(sheet, (_HEAD + number, place), cell)
    _totals(sheet, rows, items)
    _set_up(sheet, len(rows), len(items))
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _style(name: str, fill: str) -> NamedStyle:
    bold = name in ("head", "total")
    style = NamedStyle(name=f"progress-{name}", font=Font(name=_FONT, size=11, bold=bold), border=_BOX)
    across = "left" if name == "name" else "center"
    style.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
    style.number_format = _MOMENT if name == "moment" else "General"
    if fill:
        style.fill = PatternFill("solid", start_color=fill)
    return style


def _titles(sheet: Worksheet, campaign: Campaign, progress: Progress) -> None:
    numbers = {"sent": progress.sent, "total": progress.total, "percent": progress.percent}
    lines = (
        plain("itemsheet.title", title=campaign.title),
        plain("itemsheet.as_of", at=clock(progress.now), **numbers),
    )
    for line, text in enumerate(lines, 1):
        cell = _at(sheet, line, 1)
        put_text(cell, text)
        cell.font = Font(name=_FONT, size=14 if line == 1 else 12, bold=line == 1, italic=line > 1)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        # Across no more than the columns that stand on every page, so that it is whole on each of them.
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=_NAMED)
        wide = [(text, sum(_WIDTHS[:_NAMED]))]
        sheet.row_dimensions[line].height = row_height(wide, cell.font.size, line == 1)


def _heads(sheet: Worksheet, items: Sequence[Found]) -> None:
    """The heads of the columns: the fixed ones, then each item by its number and short name."""
    heads = (*plain("itemsheet.head").split("|"), *map(_item, items), plain("itemsheet.letterhead"))
    for place, text in enumerate(heads, 1):
        _put(sheet, (_HEAD, place), (text, "head"))


def _item(found: Found) -> str:
    path, question = found
    numbers = [section.number.rstrip(".") for section in path if section.number]
    where = ".".join(dict.fromkeys((numbers[0], numbers[-1]))) if numbers else ""
    return f"{where} {question.short}".strip()


def _row(row: UnitRow, now: datetime) -> tuple[Shown, ...]:
    """What stands in the fixed columns of a unit's row, but for its number."""
    standing, papers = row.standing, (row.report, row.form)
    total = sum(len(paper.asked) for paper in papers)
    left = sum(len(paper.pending) for paper in papers)
    people = "\n".join(map(_person, row.people)) or standing.unit.officer
    return (
        (standing.unit.name, "name"),
        (standing.unit.group, "name"),
        (state(standing.state), "number"),
        ("; ".join(map(state, flagged(standing, now))), "number"),
        (total - left, "number"),
        (total, "number"),
        (_local(standing.deadline), "moment"),
        (_local(active(standing)), "moment"),
        (people, "name"),
    )


def _look(paper: Paper, key: str) -> tuple[str, str]:
    """How far an item is, in a word and in a colour."""
    answer = paper.answers.get(key)
    if key not in paper.asked:
        look = "unasked"
    elif paper.wanted(key):
        look = "wanted"
    elif answer is None:
        look = "untouched"
    else:
        look = "working" if not answer.done else "none" if answer.state == "none" else "done"
    if look == "none" and answer and answer.reason:
        return plain("itemsheet.none_because", reason=_lower(show_reason(answer))), look
    return plain(_WORDS[look]), look


def _share(form: Paper) -> tuple[str, str]:
    done = len(form.asked) - len(form.pending)
    look = "untouched" if not form.answers else "working" if form.pending else "done"
    return f"{done}/{len(form.asked)}", look


def _person(member: Member) -> str:
    notes = [plain(f"role.{member.person.role}")]
    notes += [plain(f"reach.{member.reach}")] if member.reach != "reachable" else []
    return plain("itemsheet.person", name=member.person.name, notes=", ".join(notes))


def _totals(sheet: Worksheet, rows: Sequence[UnitRow], items: Sequence[Found]) -> None:
    """Of how many units that are asked an item it is done; behind what is filtered, so that it always stands."""
    line = _HEAD + len(rows) + 1
    counts = [_count([row.report for row in rows], found[1].key) for found in items]
    forms = sum(not row.form.pending for row in rows)
    texts = ("", plain("itemsheet.totals"), *[""] * (len(_WIDTHS) - 2), *counts, f"{forms}/{len(rows)}")
    for place, text in enumerate(texts, 1):
        _put(sheet, (line, place), (text, "total"))


def _count(papers: Sequence[Paper], key: str) -> str:
    asked = [paper for paper in papers if key in paper.asked]
    return f"{sum(paper.done(key) for paper in asked)}/{len(asked)}"


def _put(sheet: Worksheet, place: tuple[int, int], shown: Shown) -> None:
    cell, (value, look) = _at(sheet, *place), shown
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value
    quoted = cell.quotePrefix
    cell.style = f"progress-{look}"
    cell.quotePrefix = quoted


def _at(sheet: Worksheet, line: int, place: int) -> Cell:
    """A cell that is not merged away."""
    return cast(Cell, sheet.cell(line, place))


def _local(at: datetime | None) -> datetime | None:
    """A moment as a workbook holds one: of the time of day here, without saying so."""
    return at.astimezone(VIET_NAM).replace(tzinfo=None, microsecond=0) if at else None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _set_up(sheet: Worksheet, units: int, items: int) -> None:
    """Widths and heights, what stays in sight, what can be filtered, and how it is printed."""
    widths = (*_WIDTHS, *[_ITEM_WIDTH] * (items + 1))
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for line in range(_HEAD, _HEAD + units + 2):
        bold = line in (_HEAD, _HEAD + units + 1)
        texts = [(_shown(_at(sheet, line, place)), width) for place, width in enumerate(widths, 1)]
        sheet.row_dimensions[line].height = row_height(texts, 11, bold)
    sheet.freeze_panes = f"{get_column_letter(_NAMED + 1)}{_HEAD + 1}"
    sheet.auto_filter.ref = f"A{_HEAD}:{get_column_letter(len(widths))}{_HEAD + units}"
    named = sum(_WIDTHS[:_NAMED])
    pages = ceil((sum(widths) - named) / (_PAGE - named))
    set_page(sheet, (f"{_HEAD}:{_HEAD}", f"A:{get_column_letter(_NAMED)}"), pages, A3)


def _shown(cell: Cell) -> str:
    return "" if cell.value is None or cell.is_date else str(cell.value)
