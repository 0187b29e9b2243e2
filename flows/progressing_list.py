"""The units of a campaign as a list, a page at a time, each with a button that leads to it; and the search for one."""

from __future__ import annotations

from collections.abc import Iterator

from flows.act import Act, Rows, press
from flows.progress import STATES, Progress, found
from flows.progressing_unit import show_briefly
from flows.progressing_words import flagged, short, sign, state
from flows.report import Run
from flows.standing import Standing
from flows.turn import Button, Press, Typed
from flows.wording import plain, say

PAGE = 15
"""How many units stand on one page: with the longest names still one message."""

_A_ROW = 5

Numbered = tuple[int, Standing]


def show_units(act: Act, pressed: Press) -> Act:
    """A page of those units that are in a state; `arg` is "<state>:<page>"."""
    if act.view.campaign is None:
        return act.screen(say("progress.no_campaign"))
    asked, _, page = pressed.arg.partition(":")
    which = asked if asked in (*STATES, "overdue") else "all"
    wanted = set(_ids(Progress(act.view.standings, act.now).only(which).standings))
    listed = _by_group(act, wanted)
    pages = max(1, -(-len(listed) // PAGE))
    at = min(int(page), pages - 1) if page.isdecimal() else 0
    shown = listed[at * PAGE : (at + 1) * PAGE]
    blanks: dict[str, str | int] = {"which": state(which), "count": len(listed), "page": at + 1, "pages": pages}
    text = (*say("progress.list_head", **blanks), *(_lines(act, shown) if shown else say("progress.list_empty")))
    turning = _turning(act, which, (at, pages))
    back = (press("unit_find", "unit-find", campaign=act.campaign.id), _back(act))
    rest = act.rest().sit(campaign=act.campaign.id)
    return rest.screen(text, (*_number_buttons(act, shown), *((turning,) if turning else ()), back))


def _ids(standings: tuple[Standing, ...]) -> Iterator[str]:
    return (standing.unit.id for standing in standings)


def _by_group(act: Act, wanted: set[str]) -> list[Numbered]:
    """The wanted units with their numbers in the whole list, which goes by group."""
    groups = Progress(act.view.standings, act.now).groups
    every = (standing for _, group in groups for standing in group.standings)
    return [(number, standing) for number, standing in enumerate(every, 1) if standing.unit.id in wanted]


def _lines(act: Act, shown: list[Numbered]) -> tuple[Run, ...]:
    """A line for each unit, under the name of its group wherever a page or a group begins."""
    groups = Progress(act.view.standings, act.now).groups
    of_unit = {unit: (name, group) for name, group in groups for unit in _ids(group.standings)}
    runs: tuple[Run, ...] = ()
    above = ""
    for number, standing in shown:
        name, group = of_unit[standing.unit.id]
        if name != above:
            runs += say("progress.list_group", group=short(name, 50), sent=group.sent, total=group.total)
        runs, above = runs + _line(act, number, standing), name
    return runs


def _line(act: Act, number: int, standing: Standing) -> tuple[Run, ...]:
    draft = standing.draft
    share = plain("progress.list_share", done=draft.done, total=draft.total) if draft and draft.total else ""
    signs = "".join(map(sign, (standing.state, *flagged(standing, act.now))))
    return say("progress.list_line", number=number, signs=signs, name=short(standing.unit.name), share=share)


def _number_buttons(act: Act, shown: list[Numbered]) -> Rows:
    buttons = [
        Button(label=str(number), press=Press(do="unit", draft=f"{act.campaign.id}/{standing.unit.id}"))
        for number, standing in shown
    ]
    return tuple(tuple(buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW))


def _turning(act: Act, which: str, page: tuple[int, int]) -> tuple[Button, ...]:
    at, pages = page
    campaign = act.campaign.id
    before = (press("page_before", "units", campaign=campaign, arg=f"{which}:{at - 1}"),) if at else ()
    after = (press("page_after", "units", campaign=campaign, arg=f"{which}:{at + 1}"),) if at < pages - 1 else ()
    return (*before, *after)


def _back(act: Act) -> Button:
    return press("to_progress", "progress", campaign=act.campaign.id)


def find_unit(act: Act, pressed: Press) -> Act:
    """Asks for a part of a unit's name."""
    if act.view.campaign is None:
        return act.screen(say("progress.no_campaign"))
    asking = act.rest().sit(campaign=act.campaign.id, asks="unit-find")
    return asking.screen(say("progress.find"), ((_back(act),),))


def typed_name(act: Act, move: Typed) -> Act:
    """Shows the unit that was meant, or those among which it is."""
    if act.view.campaign is None:
        return act.rest().screen(say("progress.no_campaign"))
    hits = found(move.text, act.view.standings)
    if len(hits) == 1:
        return show_briefly(act.rest(), hits[0])
    if not hits:
        return act.screen(say("progress.find_none", typed=short(move.text)), ((_back(act),),))
    listed = _by_group(act, set(_ids(hits)))[:PAGE]
    more = say("progress.find_more", left=len(hits) - PAGE) if len(hits) > PAGE else ()
    text = (*say("progress.find_some", count=len(hits)), *_lines(act, listed), *more)
    return act.screen(text, (*_number_buttons(act, listed), (_back(act),)))
