"""A coordinator asks a unit for more: picks the items, writes a reason for each or one for all, looks, and sends."""

from __future__ import annotations

import hashlib

from flows.act import Act, press
from flows.cards import where
from flows.draft import Demand
from flows.hearing import shows_something
from flows.here import Here
from flows.paper import Place
from flows.report import Run
from flows.reviewing import at_report, change, overtaken, show_review, title
from flows.reviewing_items import item_label, turning
from flows.reviewing_letter import card, demand_lines, reachable
from flows.reviewing_read import read_item
from flows.screens import PAGE
from flows.text import overladen
from flows.turn import Button, Press, Say, Typed, page_number
from flows.wording import plain, say

_LONGEST = 500
"""How long a reason may be."""


def ask_for_more(act: Act, pressed: Press) -> Act:
    """Shows the items of the report, to pick those that are to be changed."""
    at = at_report(act)
    if at is None or at.draft.state != "submitted":
        return overtaken(act, pressed, "submitted") or show_review(act)
    return _list(at_desk(act, at), at, page_number(pressed))


def at_desk(act: Act, at: Here) -> Act:
    """The chair is about this report; what was picked of another one is let go."""
    own = act.chair.about == at.draft.id
    picked, reasons = (act.chair.picked, act.chair.reasons) if own else ((), {})
    return act.sit(about=at.draft.id, picked=picked, reasons=reasons, asks="")


def _list(act: Act, at: Here, page: int) -> Act:
    keys = tuple(at.papers[0].asked)
    pages = max(1, -(-len(keys) // PAGE))
    page = min(max(page, 0), pages - 1)
    rows = [(_toggle(act, at, place, page),) for place in at.find_all(keys[page * PAGE : (page + 1) * PAGE])]
    turns = turning(Press(do="return", draft=at.draft.id), page, pages)
    name, count = at.papers[0].unit.name, len(act.chair.picked)
    back = (press("review", "review", draft=at.draft.id),)
    shown = (*rows, *((turns,) if turns else ()), *_reasons(act, at), back)
    return act.screen(say("returning.pick", unit=name, count=count, page=page + 1, pages=pages), shown)


def _toggle(act: Act, at: Here, place: Place, page: int) -> Button:
    sign = plain("mark.picked" if place.question.key in act.chair.picked else "mark.not_picked")
    pressed = Press(do="pick", draft=at.draft.id, key=place.question.key, arg=str(page))
    return Button(label=item_label(at, place, sign), press=pressed)


def _reasons(act: Act, at: Here) -> tuple[tuple[Button, ...], ...]:
    if not act.chair.picked:
        return ()
    for_all = press("reason_for_all", "reason-all", draft=at.draft.id)
    if len(act.chair.picked) == 1:
        return ((press("reason", "reason-all", draft=at.draft.id),),)
    return ((for_all, press("reason_for_each", "reason-each", draft=at.draft.id)),)


def pick(act: Act, pressed: Press) -> Act:
    """Picks an item, or lets it go."""
    at = at_report(act)
    if at is None or at.draft.state != "submitted":
        return overtaken(act, pressed, "submitted") or show_review(act)
    act = at_desk(act, at)
    others = tuple(key for key in act.chair.picked if key != pressed.key)
    known = pressed.key in at.papers[0].asked and others == act.chair.picked
    chosen = {*others, pressed.key} if known else set(others)
    act = act.sit(picked=tuple(key for key in at.papers[0].asked if key in chosen))
    if pressed.arg == "item":
        return read_item(act, pressed, say("returning.picked", count=len(act.chair.picked)))
    return _list(act, at, page_number(pressed))


def ask_reason(act: Act, pressed: Press) -> Act:
    """Asks for the one reason for all that was picked."""
    return _asking(act, pressed, "reason") or _gone(act, pressed)


def ask_reasons(act: Act, pressed: Press) -> Act:
    """Asks for a reason for each of what was picked, from the first on."""
    return _asking(act, pressed, "reason:") or _gone(act, pressed)


def _gone(act: Act, pressed: Press) -> Act:
    """Nothing is picked in this report, or it is no longer to be reviewed."""
    return ask_for_more(act.sit(asks=""), pressed.model_copy(update={"arg": ""}))


def _asking(act: Act, pressed: Press, asks: str) -> Act | None:
    at = at_report(act)
    if at is None or at.draft.state != "submitted" or act.chair.about != at.draft.id or not act.chair.picked:
        return None
    if asks == "reason" and len(act.chair.picked) > 1:
        names = "; ".join(_name(at, place) for place in at.find_all(act.chair.picked))
        return act.sit(asks="reason").screen(say("returning.ask_all", items=names), _way_back(at))
    return _ask_next(act.sit(reasons={}), at)


def _ask_next(act: Act, at: Here) -> Act:
    """Asks for the first reason that lacks; shows what will be sent where none does."""
    left = [place for place in at.find_all(act.chair.picked) if place.question.key not in act.chair.reasons]
    if not left:
        return preview(act.sit(asks=""), at)
    blanks = {"number": len(act.chair.picked) - len(left) + 1, "total": len(act.chair.picked)}
    act = act.sit(asks=f"reason:{left[0].question.key}")
    return act.screen(say("returning.ask_one", item=_name(at, left[0]), **blanks), _way_back(at))


def _way_back(at: Here) -> tuple[tuple[Button, ...], ...]:
    return ((press("pick_again", "return", draft=at.draft.id),),)


def _name(at: Here, place: Place) -> str:
    return f"{where(at, place)} {place.question.short}"


def reason_typed(act: Act, move: Typed) -> Act:
    """Takes what was typed as the reason that was asked for."""
    at, text = at_report(act), move.text.strip()
    if at is None or at.draft.state != "submitted":
        return show_review(act.rest(), say("review.too_late"))
    if refused := unfit_reason(text):
        return act.say(Say(refused))
    key = act.chair.asks.partition(":")[2]
    new = {key: text} if key else dict.fromkeys(act.chair.picked, text)
    return _ask_next(act.sit(reasons={**act.chair.reasons, **new}), at)


def unfit_reason(text: str) -> tuple[Run, ...]:
    """Why a text cannot be the reason of a demand, if it cannot."""
    if not shows_something(text) or overladen(text):
        return say("returning.empty")
    return say("returning.too_long", limit=_LONGEST, length=len(text)) if len(text) > _LONGEST else ()


def preview(act: Act, at: Here, lead: tuple[Run, ...] = ()) -> Act:
    """What will be sent, before it goes."""
    places = at.find_all(act.chair.picked)
    lines = [_line(at, place, act.chair.reasons[place.question.key]) for place in places]
    text = say("returning.preview", items="\n".join(lines), unit=at.papers[0].unit.name, count=len(lines))
    label = "reason_for_each" if len(lines) > 1 else "reason"
    rows = (
        (press("return_now", "return-now", draft=at.draft.id, rev=at.draft.rev, arg=stamp(act)),),
        (press("pick_again", "return", draft=at.draft.id), press(label, "reason-each", draft=at.draft.id)),
    )
    return act.screen((*lead, *text), rows)


def stamp(act: Act) -> str:
    """What was picked and the reasons, in one word: another choice makes another one."""
    chosen = [f"{key}={act.chair.reasons.get(key)}" for key in act.chair.picked]
    return hashlib.sha256("\n".join(chosen).encode()).hexdigest()[:16]


def _line(at: Here, place: Place, reason: str) -> str:
    return plain("returning.line", where=where(at, place), short=place.question.short, reason=reason)


def return_now(act: Act, pressed: Press) -> Act:
    """Sends the report back with what is demanded of it."""
    if told := overtaken(act, pressed, "submitted"):
        return told
    at, chair = at_report(act), act.chair
    places = at.find_all(chair.picked) if at and chair.about == at.draft.id else ()
    if at is None or not places or any(place.question.key not in chair.reasons for place in places):
        return _gone(act, pressed)
    if pressed.arg != stamp(act):
        return preview(act, at, (*say("returning.changed"), Run(text="\n\n")))
    demands = tuple(_demand(act, at, place) for place in places)
    by = {"returned_by": act.person, "reviewed_by": act.person, "reviewed_at": act.now}
    act = change(act.rest(), "returned", state="returned", demands=demands, remark="", **by)
    return show_review(_tell_officers(act), say("returning.done"))


def _demand(act: Act, at: Here, place: Place) -> Demand:
    held, key = at.answer(place), place.question.key
    return Demand(key=key, reason=act.chair.reasons[key], rev=held.rev if held else 0, by=act.person)


def _tell_officers(act: Act) -> Act:
    """Each officer gets what is demanded, with a button to the first."""
    at = at_report(act)
    assert at is not None
    first = at.draft.demands[0].key
    items = "\n".join(demand_lines(at))
    text = say("returning.told", title=title(act), count=len(at.draft.demands), items=items)
    rows = ((press("first_demand", "jump", draft=at.draft.id, key=first),),)
    people = reachable(act.view.people, "officer")
    return act.say(*(_letter(at, text, rows, person) for person in people))


def _letter(at: Here, text: tuple[Run, ...], rows: tuple[tuple[Button, ...], ...], person: str) -> Say:
    return Say(text, rows, card=card(at), to=person)
