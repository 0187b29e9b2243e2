"""Which units take part: all, by kind, by group or by a list of names; once it is open, only with a confirm."""

from __future__ import annotations

from collections.abc import Iterable

from flows.act import Act, Rows, press
from flows.campaign import Unit
from flows.campaigning_deadline import leaves
from flows.campaigning_names import Matched, match_lines
from flows.campaigning_page import Text, changed, late, show, woken
from flows.campaigning_words import deadline, names
from flows.progressing_words import short
from flows.rostering_words import kind_name
from flows.turn import Button, Press, Typed
from flows.wording import plain, say

_MOST_CHOICES = 60
"""How many kinds and groups are offered; a messenger takes a hundred buttons, and what is left can be typed."""


def pick(act: Act, pressed: Press) -> Act:
    """The kinds and groups of units, to be chosen from."""
    return late(act, pressed, "planned", "open") or show_choice(act)


def toggle(act: Act, pressed: Press) -> Act:
    """Takes those units into a planned campaign, or out of it where all of them are in; asks first once it is open."""
    if told := late(act, pressed, "planned", "open"):
        return told
    meant = chosen(act, pressed.arg)
    if act.campaign.state == "open":
        return _ask_to_add(act, meant, pressed.arg)
    taken = set(act.campaign.units)
    inside = bool(meant) and meant <= taken
    return show_choice(_with(act, taken - meant if inside else taken | meant))


def only_none(act: Act, pressed: Press) -> Act:
    """Takes all units out of a planned campaign."""
    return late(act, pressed, "planned") or show_choice(_with(act, set()))


def chosen(act: Act, arg: str) -> set[str]:
    """The units that a button of the choice stands for; the office itself is taken by its name alone."""
    what, _, name = arg.partition(":")
    office = act.view.person.unit if act.view.person else ""
    match what:
        case "kind":
            return {unit.id for unit in act.view.roster if unit.kind == name and unit.id != office}
        case "group":
            return {unit.id for unit in act.view.roster if unit.group == name and unit.id != office}
        case "typed":
            return {unit.id for unit in act.view.roster if unit.id in act.chair.picked}
    return {unit.id for unit in act.view.roster if unit.id != office}


def _with(act: Act, units: Iterable[str]) -> Act:
    """The campaign of those units, in the order of the roster."""
    wanted = set(units)
    ordered = tuple(unit.id for unit in act.view.roster if unit.id in wanted)
    return act if ordered == act.campaign.units else changed(act, "campaign-units", units=ordered)


def show_choice(act: Act, note: Text = ()) -> Act:
    """The choice of units, which may be typed as well."""
    one, planned = act.campaign, act.campaign.state == "planned"
    every = chosen(act, "all")
    # A list that was typed may have named the office itself.
    if not every and not one.units:
        return act.rest().screen(say("pick.no_roster"), ((press("to_roster", "roster"),), _back(act)))
    left = len(every - set(one.units))
    if not planned and not left:
        return show(act, (*say("pick.none_to_add"), *say("pick.gap"), *say("pick.gap")))
    head = say("pick.head", count=len(one.units), total=len(every | set(one.units)))
    text = (*note, *head, *say("pick.how")) if planned else _add_text(note, left)
    asking = act.rest().sit(campaign=one.id, asks="campaign-list")
    return asking.screen(text, (*_choices(act), _back(act)))


def _add_text(note: Text, left: int) -> Text:
    return (*note, *say("pick.head_add", count=left), *say("pick.how_add"))


def _choices(act: Act) -> Rows:
    kinds = [("kind", kind, kind_name(kind) or plain("pick.no_kind")) for kind in _distinct(act, "kind")]
    groups = [("group", group, group) for group in _distinct(act, "group") if group]
    buttons = [button for one in (*kinds, *groups) if (button := _choice(act, *one))][:_MOST_CHOICES]
    taken = set() if act.campaign.state == "planned" else set(act.campaign.units)
    whole = len(chosen(act, "all") - taken)
    every = Button(label=plain("button.pick_all", count=whole), press=_to(act, "all"))
    none = press("pick_none", "campaign-pick-none", campaign=act.campaign.id)
    first = (every, none) if act.campaign.state == "planned" and act.campaign.units else (every,)
    return (first, *(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)))


def _distinct(act: Act, field: str) -> list[str]:
    return list(dict.fromkeys(getattr(unit, field) for unit in act.view.roster))


def _choice(act: Act, what: str, key: str, name: str) -> Button | None:
    """A kind or group with how many of it are in; none, where it can add nothing."""
    meant, taken = chosen(act, f"{what}:{key}"), set(act.campaign.units)
    inside = len(meant & taken)
    if not meant or (act.campaign.state == "open" and inside == len(meant)):
        return None
    mark = plain("pick.chosen") if inside == len(meant) else plain("pick.partly") if inside else ""
    label = plain("pick.label", mark=mark, name=short(name, 40), count=inside, total=len(meant))
    return Button(label=label, press=_to(act, f"{what}:{key}"))


def _to(act: Act, arg: str) -> Press:
    return Press(do="campaign-pick", campaign=act.campaign.id, arg=arg)


def _back(act: Act) -> tuple[Button, ...]:
    return (press("pick_done" if act.campaign.state == "planned" else "cancel", "campaign", campaign=act.campaign.id),)


def typed_list(act: Act, move: Typed) -> Act:
    """Takes the units that a list names, and says which of its lines name none."""
    if act.view.campaign is None or act.campaign.state not in ("planned", "open") or leaves(move.text):
        return late(act, Press(do=""), "planned", "open") or show(act)
    matched = match_lines(move.text, act.view.roster)
    meant = {unit.id for unit in matched.units}
    if act.campaign.state == "open" and meant - set(act.campaign.units):
        return _ask_to_add(act.sit(picked=tuple(meant)), meant, "typed", _doubts(matched))
    fresh = meant - set(act.campaign.units)
    note = say("pick.added", count=len(fresh)) if fresh else say("pick.all_in_already") if meant else ()
    return show_choice(_with(act, meant | set(act.campaign.units)), (*note, *_doubts(matched), *say("pick.gap")))


def _doubts(matched: Matched) -> Text:
    """The lines of a list that could not be taken."""
    unknown = say("pick.unmatched", names=names(matched.unmatched)) if matched.unmatched else ()
    return (*unknown, *(say("pick.several", names=names(matched.several)) if matched.several else ()))


def _ask_to_add(act: Act, meant: set[str], arg: str, note: Text = ()) -> Act:
    fresh = _fresh(act, meant)
    if not fresh:
        return show_choice(act, (*say("pick.all_in_already"), *say("pick.gap")))
    one = act.campaign
    called = names([unit.name for unit in fresh])
    text = say("pick.add_ask", count=len(fresh), names=called, deadline=deadline(one.deadline))
    yes = press("campaign_add", "campaign-add-now", campaign=one.id, rev=one.rev, arg=arg)
    act = act.sit(campaign=one.id, asks="", picked=tuple(unit.id for unit in fresh) if arg == "typed" else ())
    return act.screen((*note, *text), ((yes, press("cancel", "campaign", campaign=one.id)),))


def _fresh(act: Act, meant: set[str]) -> tuple[Unit, ...]:
    """Those of the units that do not take part yet, in the order of the roster."""
    return tuple(unit for unit in act.view.roster if unit.id in meant and unit.id not in act.campaign.units)


def add_now(act: Act, pressed: Press) -> Act:
    """Takes units into an open campaign: they are told of it."""
    if told := late(act, pressed, "open"):
        return told
    one, fresh = act.campaign, {unit.id for unit in _fresh(act, chosen(act, pressed.arg))}
    if not fresh:
        return show_choice(act)
    ordered = tuple(unit.id for unit in act.view.roster if unit.id in fresh | set(one.units))
    new = tuple(unit for unit in ordered if unit in fresh)
    act = changed(act, "campaign-units-added", new, units=ordered)
    return show(woken(act, "added", new), (*say("pick.added", count=len(fresh)), *say("pick.gap")))
