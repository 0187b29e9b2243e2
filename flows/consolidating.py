"""A coordinator has the reports of a campaign joined into one, or packed, and chooses first whose reports are taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.act import Act, Rows, press
from flows.consolidate import taken
from flows.job import Job, Outcome, Scope
from flows.report import Run
from flows.turn import Button, Finished, Press, Say
from flows.wording import plain, say

SCOPES: tuple[Scope, ...] = ("submitted", "accepted", "all")
"""Whose reports may be taken, the usual ones first."""

_RUNNING = "consolidating"
"""What the chair is set to while the coordinator's own consolidation is under way."""


def choose(act: Act, pressed: Press) -> Act:
    """How many reports there are now, and whose are to be taken; says so where one is being made already."""
    if act.view.campaign is None or not act.view.standings:
        return act.screen(say("consolidating.no_campaign"))
    if not pressed.arg and _running(act):
        again = press("consolidate_other", "consolidate", campaign=act.campaign.id, arg=SCOPES[0])
        # A typed command has cleared the chair; what is under way goes on.
        return act.sit(**_seat(act)).screen(say("consolidating.running"), ((again,),))
    return _choices(act, _scope(pressed.arg))


def begin(act: Act, pressed: Press) -> Act:
    """Has the one report and the workbook made; a second press of the same button only says that they are coming."""
    scope, _, length = pressed.arg.partition(":")
    chosen = _scope(scope)
    if act.view.campaign is None or not _count(act, chosen):
        return act.screen(say("consolidating.empty"))
    if _running(act) and pressed.arg in act.chair.picked:
        return act.screen(say("consolidating.running"))
    job = _job(act, chosen).model_copy(update={"kind": "consolidate", "short": length == "short"})
    seated = act.sit(asks=_RUNNING, about=act.campaign.id, picked=(pressed.arg,))
    return seated.screen(say("consolidating.begun", count=_count(act, chosen))).do(job)


def pack(act: Act, pressed: Press) -> Act:
    """Has all reports packed."""
    scope = _scope(pressed.arg)
    if act.view.campaign is None or not _count(act, scope):
        return act.screen(say("consolidating.empty"))
    return act.screen(say("consolidating.packing", count=_count(act, scope))).do(_job(act, scope))


def made(act: Act, move: Finished) -> Act:
    """The report and the workbook are there, or why not."""
    done = act.rest() if _running(act) else act
    return _delivered(done, move, "consolidating.book")


def packed(act: Act, move: Finished) -> Act:
    """The archives are there, or why not."""
    return _delivered(act, move, "consolidating.part")


def _delivered(act: Act, move: Finished, further: str) -> Act:
    """The files one by one, the first with what there is to say of them all."""
    if not move.ok:
        return act.tell("consolidating.empty" if move.outcome.failure == "empty" else "consolidating.failed")
    texts = [_summary(move.outcome), *(say(further) for _ in move.outcome.files[1:])]
    pairs = zip(texts, move.outcome.files, strict=True)
    return act.say(*(Say(text, file=file.file, name=file.name) for text, file in pairs))


def _summary(outcome: Outcome) -> tuple[Run, ...]:
    lines = [say(fault.line, **fault.blanks) for fault in outcome.faults]
    gap = (Run(text="\n"),)
    return tuple(run for place, line in enumerate(lines) for run in (*(gap if place else ()), *line))


def _choices(act: Act, scope: Scope) -> Act:
    campaign = act.campaign.id
    counts = {one: _count(act, one) for one in SCOPES}
    text = say(
        "consolidating.head",
        title=act.campaign.title,
        submitted=counts["submitted"],
        accepted=counts["accepted"],
        begun=counts["all"],
        total=len(act.view.standings),
    )
    scopes = tuple((_scope_button(campaign, one, counts[one], one == scope),) for one in SCOPES)
    makes: Rows = (
        (
            press("consolidate_full", "consolidate-now", campaign=campaign, arg=f"{scope}:full"),
            press("consolidate_short", "consolidate-now", campaign=campaign, arg=f"{scope}:short"),
        ),
        (press("zip_reports", "zip-reports", campaign=campaign, arg=scope),),
    )
    none = () if counts[scope] else say("consolidating.none_in_scope")
    return act.screen((*text, *none), (*scopes, *(makes if counts[scope] else ())))


def _scope_button(campaign: str, scope: Scope, count: int, chosen: bool) -> Button:
    label = plain(
        f"button.scope_{scope}", mark=plain("consolidating.on" if chosen else "consolidating.off"), count=count
    )
    return Button(label=label, press=Press(do="consolidate", campaign=campaign, arg=scope))


def _count(act: Act, scope: Scope) -> int:
    return sum(taken(standing, scope) for standing in act.view.standings)


def _scope(said: str) -> Scope:
    return next((scope for scope in SCOPES if scope == said), SCOPES[0])


def _job(act: Act, scope: Scope) -> Job:
    """The job of packing; its draft says whose letterhead is the office's."""
    assert act.view.person is not None
    office = f"{act.campaign.id}/{act.view.person.unit}"
    return Job(kind="zip", campaign=act.campaign.id, scope=scope, draft=office)


def _running(act: Act) -> bool:
    """This coordinator's consolidation of the campaign looked at is under way, as far as the chair was left to tell."""
    chair = act.view.chair
    return chair is not None and (chair.asks, chair.about) == (_RUNNING, act.campaign.id)


def _seat(act: Act) -> dict[str, object]:
    chair = act.view.chair
    return {"asks": _RUNNING, "about": act.campaign.id, "picked": chair.picked if chair else ()}


RULES: Mapping[str, Callable[[Act, Press], Act]] = {
    "consolidate": choose,
    "consolidate-now": begin,
    "zip-reports": pack,
}

ENDED: Mapping[str, Callable[[Act, Finished], Act]] = {"consolidate": made, "zip": packed}
