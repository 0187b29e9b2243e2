"""What is looked at first in a report: what has no figures yet, and the figures that do not agree."""

from __future__ import annotations

from flows.cards import where
from flows.compile import failed_checks
from flows.draft import Answer
from flows.here import Here
from flows.paper import Place
from flows.report import Run
from flows.showing import show_reason
from flows.values import RowsValue
from flows.wording import plain, say

_MOST = 12
"""How many points are listed; the rest are counted."""


def no_figures(here: Here) -> tuple[Run, ...]:
    """What was answered "no figures yet", each with its why and when."""
    held = ((place, here.answer(place)) for place in here.find_all(here.keys))
    waiting = ((place, answer) for place, answer in held if answer)
    items = [item for place, answer in waiting if (item := _no_figures_item(here, place, answer))]
    return say("submit.no_figures", items=listed(items)) if items else ()


def _no_figures_item(here: Here, place: Place, answer: Answer) -> str:
    named = {"where": where(here, place), "short": place.question.short}
    cells = answer.value.cells if isinstance(answer.value, RowsValue) else ()
    if waiting := sum(cell.missing for cell in cells):
        return plain("submit.no_figures_cells", **named, cells=waiting)
    if answer.reason != "chua-co-so-lieu":
        return ""
    return plain("submit.no_figures_item", **named, reason=show_reason(answer))


def checks(here: Here) -> tuple[Run, ...]:
    """The figures that do not agree."""
    failed = [plain(fault.line, **fault.blanks) for fault in failed_checks(here.papers[0])]
    return say("submit.checks", items=listed([f"- {text}" for text in failed])) if failed else ()


def listed(lines: list[str]) -> str:
    """The first of the lines, and how many more there are."""
    more = len(lines) - _MOST
    return "\n".join([*lines[:_MOST], plain("table.more", more=more)] if more > 0 else lines)
