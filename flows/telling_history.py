"""What has happened to a report or in a campaign, newest first: each line says when, who, and what."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from flows.act import Act
from flows.act import press as act_button
from flows.campaigning_words import names
from flows.cards import where
from flows.clock import clock
from flows.here import Here
from flows.report import Run
from flows.reviewing import at_report
from flows.reviewing_items import turning
from flows.reviewing_letter import named
from flows.screens import screen, way_on
from flows.step import Step
from flows.turn import Button, Press, page_number
from flows.view import Fact, View
from flows.wording import lines, plain, say

_PAGE = 15
"""How many lines stand on one page."""


def tell_unit_history(step: Step, press: Press) -> Step:
    """Shows the people of a unit what has happened to their report."""
    at = step.here
    text, turns = _page(at.view, at, Press(do="history", arg=press.arg))
    rows = (*((turns,) if turns else ()), (way_on(at),))
    return screen(step, text, rows, edit=bool(press.arg))


def tell_history(act: Act, press: Press) -> Act:
    """Shows a coordinator what has happened to a report, or in the campaign."""
    asked = Press(do="history", draft=press.draft, campaign=press.campaign, arg=press.arg)
    text, turns = _page(act.view, at_report(act) if press.draft else None, asked)
    back = (act_button("unit", "unit", draft=press.draft),) if press.draft else ()
    return act.screen(text, tuple(row for row in (turns, back) if row))


def _page(view: View, at: Here | None, asked: Press) -> tuple[tuple[Run, ...], tuple[Button, ...]]:
    told = [_line(view, at, facts) for facts in _runs(view.history)]
    if not told:
        return say("history.nothing"), ()
    pages = -(-len(told) // _PAGE)
    page = min(max(page_number(asked), 0), pages - 1)
    shown = "\n".join(told[page * _PAGE : (page + 1) * _PAGE])
    title = at.papers[0].unit.name if at else view.campaign.title if view.campaign else ""
    text = say("history.head", title=title, page=page + 1, pages=pages, items=shown)
    return text, turning(asked, page, pages)


def _runs(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Facts newest first, those that say the same of the same person behind one another together."""
    newest = sorted(facts, key=lambda fact: fact.at, reverse=True)
    return [list(group) for _, group in groupby(newest, key=_what)]


def _what(fact: Fact) -> tuple[object, ...]:
    """What facts of one line have in common; what was done to many units at once is one line."""
    event = fact.event
    at_once = fact.at if event.key and "/" not in event.draft else event.key
    return line_of(event.name), event.person, event.draft, at_once


def _line(view: View, at: Here | None, facts: list[Fact]) -> str:
    event = facts[0].event
    place = at.find(event.key) if at and event.key else None
    item = plain("history.item", where=where(at, place), short=place.question.short) if at and place else ""
    what = plain(line_of(event.name), item=item).rstrip()
    units = () if at else _units(view, facts)
    unit = plain("history.unit", unit=names(units)) if units else ""
    name = plain("history.clock") if event.person in ("", "clock") else named(view, event.person)
    count = plain("history.times", count=len(facts)) if len(facts) > max(1, len(units)) else ""
    return plain("history.line", at=clock(facts[0].at), name=name, what=what, unit=unit, count=count)


def _units(view: View, facts: Iterable[Fact]) -> tuple[str, ...]:
    """Whose reports, or which units of the campaign, those facts are about, where not all are looked at."""
    meant = {fact.event.draft.partition("/")[2] or fact.event.key for fact in facts}
    return tuple(unit.name for unit in view.roster if unit.id in meant)


def line_of(event: str) -> str:
    """The line that says what an event is; a general one where none is known.

    >>> line_of("submitted"), line_of("answer.closed"), line_of("of-old")
    ('happened.submitted', 'happened.answer_closed', 'history.something')
    """
    line = f"happened.{event.replace('.', '_').replace('-', '_')}"
    return line if line in lines() else "history.something"
