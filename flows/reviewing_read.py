"""A coordinator reads a unit's report in the chat, item by item, beside what was sent before."""

from __future__ import annotations

from flows.act import Act, Rows, press
from flows.cards import head
from flows.clock import clock
from flows.consolidate_stars import pieces
from flows.differing import difference_text, differences
from flows.draft import Answer
from flows.here import Here
from flows.paper import Place
from flows.report import Run
from flows.reviewing import at_report, show_review
from flows.reviewing_items import item_button, turning
from flows.reviewing_letter import named
from flows.screens import PAGE
from flows.showing import show_answer, show_field
from flows.text import printable
from flows.turn import Button, Press, page_number
from flows.values import ProseValue
from flows.wording import say

_SIDE = 900
"""How much of each side of a change is shown beside an item."""


def read_items(act: Act, turned: Press) -> Act:
    """All items of the report with the mark of each, a page at a time."""
    at = at_report(act)
    if at is None:
        return show_review(act)
    keys = at.keys
    pages = max(1, -(-len(keys) // PAGE))
    page = min(max(page_number(turned), 0), pages - 1)
    rows = [(item_button(at, place),) for place in at.find_all(keys[page * PAGE : (page + 1) * PAGE])]
    done = len(keys) - len(at.pending)
    text = say("reading.head", unit=at.papers[0].unit.name, done=done, total=len(keys), page=page + 1, pages=pages)
    turns = turning(Press(do="read-items", draft=at.draft.id), page, pages)
    back = press("review", "review", draft=at.draft.id)
    return act.sit(asks="").screen(text, (*rows, *((turns,) if turns else ()), (back,)))


def read_item(act: Act, press: Press, lead: tuple[Run, ...] = ()) -> Act:
    """One item: who answered it and when, all of it, and what it was when the report was sent before."""
    at = at_report(act)
    place = at.find(press.key) if at else None
    if at is None or place is None:
        return show_review(act, say("trouble.old_button"))
    return act.sit(asks="").screen((*lead, *_item(at, place)), _rows(act, at, place))


def _item(at: Here, place: Place) -> tuple[Run, ...]:
    answer = at.answer(place)
    before = [one for one in differences(at) if one.place.question.key == place.question.key]
    compared = (run for one in before for run in difference_text(at, one, _SIDE))
    demand = at.draft.demanded(place.question.key)
    wanted = say("reading.demanded", reason=demand.reason) if demand else ()
    return (*head(at, place), *_answered(at, place, answer), *wanted, *compared)


def _answered(at: Here, place: Place, answer: Answer | None) -> tuple[Run, ...]:
    if answer is None:
        return say("reading.nothing")
    value = answer.value
    text = show_field(place.question, value) if isinstance(value, ProseValue) else show_answer(place.question, answer)
    if not text or answer.reason:
        text = text or "".join(run.text for run in say("reading.blank"))
    return say("reading.answer", name=named(at.view, answer.by), at=clock(answer.at), text=printable(text))


def _rows(act: Act, at: Here, place: Place) -> Rows:
    rows: list[tuple[Button, ...]] = []
    key = place.question.key
    here = {"draft": at.draft.id, "key": key}
    if at.draft.state == "submitted" and place.draft == at.draft.id:
        picked = act.chair.about == at.draft.id and key in act.chair.picked
        reason = (press("reason", "return", draft=at.draft.id),) if picked else ()
        rows.append((press("unpick" if picked else "pick", "pick", arg="item", **here), *reason))
    answer = at.answer(place)
    if place.draft == at.draft.id and pieces(place.question, answer.value if answer else None):
        rows.append((press("stars", "stars", **here),))
    return (*rows, _beside(at, key), (press("all_items", "read-items", arg=_page_of(at, key), draft=at.draft.id),))


def _beside(at: Here, key: str) -> tuple[Button, ...]:
    """The items before and behind."""
    place = at.keys.index(key)
    ways = (("item_before", place - 1), ("item_after", place + 1))
    return tuple(
        press(label, "read-item", draft=at.draft.id, key=at.keys[to]) for label, to in ways if 0 <= to < len(at.keys)
    )


def _page_of(at: Here, key: str) -> str:
    return str(at.keys.index(key) // PAGE)
