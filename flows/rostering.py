"""The list of units in a coordinator's chat: how many there are of each kind, and the sheet to fill it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from flows.act import Act, Rows, press
from flows.job import Job
from flows.rostering_import import apply, list_read
from flows.rostering_words import kind_name, terms
from flows.turn import Finished, Press, Say
from flows.wording import plain, say


def show_roster(act: Act, pressed: Press) -> Act:
    """How many units are known of each kind, and what can be done with the list."""
    if not act.view.roster:
        return act.screen(say("units.none_yet"), _buttons(act))
    kinds = Counter(unit.kind for unit in act.view.roster)
    order = [*(term.key for term in terms("terms.kinds")), *sorted(kinds)]
    lines = "\n".join(f"• {_name(kind)}: {kinds[kind]}" for kind in dict.fromkeys(order) if kinds[kind])
    return act.screen(say("units.counts", count=len(act.view.roster), lines=lines), _buttons(act))


def _name(kind: str) -> str:
    return kind_name(kind) if kind else plain("units.no_kind")


def _buttons(act: Act) -> Rows:
    """What can be done with the list; links are made for a campaign."""
    campaign = act.view.campaign
    invite = (press("links", "links", campaign=campaign.id),) if campaign else ()
    find = (press("unit_find", "unit-find", campaign=campaign.id),) if campaign else ()
    sheet = (press("roster_form", "roster-form"), press("roster_how", "roster-how"))
    rows = (sheet, (*invite, *find), (press("office", "roles"),))
    return tuple(row for row in rows if row)


def send_form(act: Act, pressed: Press) -> Act:
    """Has the sheet made in which the list is filled in, with the units that are known."""
    return act.tell("units.making_form").do(Job(kind="roster-form"))


def form_made(act: Act, ended: Finished) -> Act:
    """Hands out the sheet."""
    if not ended.ok:
        return act.tell("units.no_form")
    return act.say(Say(say("units.form"), file=ended.outcome.file, name=ended.outcome.name))


def show_how(act: Act, pressed: Press) -> Act:
    """How a list is sent in."""
    back = press("to_roster", "roster")
    return act.screen(say("units.how"), ((press("roster_form", "roster-form"), back),))


RULES: Mapping[str, Callable[[Act, Press], Act]] = {
    "roster": show_roster,
    "roster-form": send_form,
    "roster-how": show_how,
    "roster-apply": apply,
}
"""What is done to the list of units."""

ENDED: Mapping[str, Callable[[Act, Finished], Act]] = {"roster-form": form_made, "read-roster": list_read}
"""What is made of its jobs."""
