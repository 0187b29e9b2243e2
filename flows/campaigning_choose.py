"""One unit of a campaign is chosen from pages of names, or by a part of its name: to be given longer, or left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from flows.act import Act, Rows, press
from flows.campaign import Unit
from flows.campaigning_deadline import ask, leaves
from flows.campaigning_names import match
from flows.campaigning_page import Text, changed, late, show, woken
from flows.progressing_words import short
from flows.turn import Button, Press, Typed
from flows.wording import say

Purpose = Literal["remove", "extend"]

PAGE = 10
_MOST_FOUND = 20


def choose(act: Act, pressed: Press) -> Act:
    """A page of the units that take part; `arg` is "<purpose>:<page>"."""
    if told := late(act, pressed, "planned", "open"):
        return told
    purpose, _, page = pressed.arg.partition(":")
    return _paged(act, "extend" if purpose == "extend" else "remove", int(page) if page.isdecimal() else 0)


def _paged(act: Act, purpose: Purpose, page: int, note: Text = ()) -> Act:
    one, units = act.campaign, _taking_part(act)
    if not units:
        return show(act)
    pages = (len(units) + PAGE - 1) // PAGE
    page = min(max(page, 0), pages - 1)
    asks = say("pick.choose_extend" if purpose == "extend" else "pick.choose_remove", page=page + 1, pages=pages)
    before = press("page_before", "campaign-choose", campaign=one.id, arg=f"{purpose}:{page - 1}")
    after = press("page_after", "campaign-choose", campaign=one.id, arg=f"{purpose}:{page + 1}")
    turning = (*((before,) if page else ()), *((after,) if page < pages - 1 else ()))
    rows = (*_buttons(act, purpose, units[page * PAGE : (page + 1) * PAGE]), *((turning,) if turning else ()))
    act = act.rest().sit(campaign=one.id, asks=f"find-{purpose}")
    return act.screen((*note, *asks), (*rows, _cancel(act)))


def _taking_part(act: Act) -> tuple[Unit, ...]:
    taken = set(act.campaign.units)
    return tuple(unit for unit in act.view.roster if unit.id in taken)


def _buttons(act: Act, purpose: Purpose, units: Sequence[Unit]) -> Rows:
    return tuple((Button(label=short(unit.name), press=_meaning(act, purpose, unit)),) for unit in units)


def _meaning(act: Act, purpose: Purpose, unit: Unit) -> Press:
    if purpose == "extend":
        return Press(do="extend-unit", campaign=act.campaign.id, draft=f"{act.campaign.id}/{unit.id}")
    return Press(do="campaign-remove", campaign=act.campaign.id, arg=unit.id)


def _cancel(act: Act) -> tuple[Button, ...]:
    return (press("cancel", "campaign", campaign=act.campaign.id),)


def typed_for(purpose: Purpose) -> Callable[[Act, Typed], Act]:
    """What is made of a typed name, where a unit is asked for."""

    def typed(act: Act, move: Typed) -> Act:
        if told := late(act, Press(do=""), "planned", "open"):
            return told
        if leaves(move.text):
            return show(act)
        units, name = match(move.text, _taking_part(act)), short(move.text)
        if not units:
            return _paged(act, purpose, 0, say("pick.not_found", typed=name))
        if len(units) == 1:
            meant = _meaning(act, purpose, units[0])
            return ask(act, meant) if purpose == "extend" else remove(act, meant)
        rows = _buttons(act, purpose, units[:_MOST_FOUND])
        return act.screen(say("pick.found", count=len(units), typed=name), (*rows, _cancel(act)))

    return typed


def remove(act: Act, pressed: Press) -> Act:
    """Leaves a unit out of a planned campaign; asks first where it is open."""
    if told := _gone(act, pressed):
        return told
    one, name = act.campaign, _name(act, pressed.arg)
    if one.state == "planned":
        return _paged(_without(act, pressed.arg), "remove", 0, say("pick.removed", unit=name))
    yes = press("campaign_remove", "campaign-remove-now", campaign=one.id, rev=one.rev, arg=pressed.arg)
    return act.rest().sit(campaign=one.id).screen(say("pick.remove_ask", unit=name), ((yes, *_cancel(act)),))


def remove_now(act: Act, pressed: Press) -> Act:
    """Leaves a unit out of an open campaign and has it told: what it wrote is kept, and its alarms count no more."""
    if told := late(act, pressed, "open") or _gone(act, pressed):
        return told
    name = _name(act, pressed.arg)
    act = woken(_without(act, pressed.arg), "removed", (pressed.arg,))
    return show(act, say("pick.removed", unit=name))


def _gone(act: Act, pressed: Press) -> Act | None:
    if told := late(act, pressed, "planned", "open"):
        return told
    return None if pressed.arg in act.campaign.units else show(act, say("pick.gone_already"))


def _name(act: Act, unit: str) -> str:
    return short(next((one.name for one in act.view.roster if one.id == unit), unit), 200)


def _without(act: Act, unit: str) -> Act:
    one = act.campaign
    others = tuple(other for other in one.units if other != unit)
    extensions = {other: own for other, own in one.extensions.items() if other != unit}
    return changed(act, "unit-removed", (unit,), units=others, extensions=extensions)
