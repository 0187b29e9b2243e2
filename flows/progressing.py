"""A coordinator asks how far the campaign is: the numbers, a picture, a sheet, and the list of those who are late."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.act import Act, Rows, press
from flows.campaign import CampaignState
from flows.clock import clock
from flows.job import Job, JobKind
from flows.late_list import late_list
from flows.progress import Progress, active
from flows.progressing_list import find_unit, show_units, typed_name
from flows.progressing_unit import draft_made, send_draft, show_unit
from flows.progressing_words import counted, deadline, short, sign, state
from flows.report import Run
from flows.turn import Button, Finished, Press, Say, Typed
from flows.wording import plain, say

_MOST_GROUPS = 20
_NOT_RUNNING = {"planned": "progress.planned", "closed": "progress.closed", "archived": "progress.archived"}
_FILTERS_A_ROW = 2


def show_progress(act: Act, pressed: Press) -> Act:
    """The numbers of the campaign that is looked at, and what can be done about them."""
    if act.view.campaign is None:
        return act.screen(say("progress.no_campaign"))
    progress = Progress(act.view.standings, act.now)
    act = act.rest().sit(campaign=act.campaign.id)
    if not progress.total:
        back = (press("campaign", "campaign", campaign=act.campaign.id),)
        return act.screen((*_title(act), *say(_no_units(act.campaign.state))), (back, *_others(act)))
    return act.screen((*_head(act, progress), *_counts(progress), *_groups(progress)), _buttons(act, progress))


def _title(act: Act) -> tuple[Run, ...]:
    """Which campaign it is, and that it does not run, where it does not."""
    line = _NOT_RUNNING.get(act.campaign.state)
    return (*say("progress.head", title=short(act.campaign.title, 200)), *(say(line) if line else ()))


def _no_units(state: CampaignState) -> str:
    """What to do about a campaign of no units, which none can be added to once it is closed."""
    return "progress.no_units" if state in ("planned", "open") else "progress.no_units_closed"


def _head(act: Act, progress: Progress) -> tuple[Run, ...]:
    numbers = {"sent": progress.sent, "total": progress.total, "percent": progress.percent}
    share = say("progress.share", **numbers, deadline=deadline(act.campaign.deadline, act.now))
    return (*_title(act), *share, *_latest(progress))


def _latest(progress: Progress) -> tuple[Run, ...]:
    """Which unit was at work last, and when."""
    latest = progress.latest
    at = active(latest) if latest else None
    return say("progress.latest", at=clock(at), unit=short(latest.unit.name)) if latest and at else ()


def _counts(progress: Progress) -> tuple[Run, ...]:
    lines = [
        plain("progress.count", sign=sign(name), state=state(name), count=count)
        for name, count in progress.counts.items()
    ]
    flags = {"overdue": progress.overdue, "signed": progress.signed}
    lines += [
        plain("progress.count", sign=sign(name), state=state(name), count=count)
        for name, count in flags.items()
        if count
    ]
    return say("progress.lines", lines="\n".join(lines))


def _groups(progress: Progress) -> tuple[Run, ...]:
    """How many of each group have sent; one group alone says nothing new."""
    groups = progress.groups
    if len(groups) < 2:
        return ()
    lines = [
        plain("progress.group_share", group=short(name), sent=group.sent, total=group.total)
        for name, group in groups[:_MOST_GROUPS]
    ]
    left = len(groups) - _MOST_GROUPS
    more = [plain("progress.more_groups", left=left)] if left > 0 else []
    return say("progress.by_group", lines="\n".join((*lines, *more)))


def _buttons(act: Act, progress: Progress) -> Rows:
    campaign = act.campaign.id
    lists = (press("progress_units", "units", campaign=campaign), press("unit_find", "unit-find", campaign=campaign))
    files = (
        press("progress_picture", "progress-picture", campaign=campaign),
        press("progress_sheet", "progress-sheet", campaign=campaign),
    )
    late = (press("late_list", "late-list", campaign=campaign),)
    chase = act.campaign.state == "open" and progress.late
    rows: Rows = (*_filters(campaign, progress), lists, files)
    last = (*late, *((press("chase_late", "chase", campaign=campaign),) if chase else ()))
    return (*rows, last, *_others(act))


def _filters(campaign: str, progress: Progress) -> Rows:
    """A button for each state that some unit is in, and for those that are overdue."""
    counts: list[tuple[str, int]] = [*progress.counts.items(), ("overdue", progress.overdue)]
    buttons = [
        Button(
            label=plain("progress.count", sign=sign(name), state=state(name), count=count),
            press=Press(do="units", campaign=campaign, arg=name),
        )
        for name, count in counts
        if count
    ]
    return tuple(tuple(buttons[at : at + _FILTERS_A_ROW]) for at in range(0, len(buttons), _FILTERS_A_ROW))


def _others(act: Act) -> Rows:
    """The other campaigns that are open."""
    others = (one for one in act.view.campaigns if one.state == "open" and one.id != act.campaign.id)
    return tuple(
        (
            Button(
                label=plain("progress.other", title=short(one.title)),
                press=Press(do="progress", campaign=one.id),
            ),
        )
        for one in others
    )


def _order(kind: JobKind, line: str) -> Callable[[Act, Press], Act]:
    """Has a file made that shows the campaign as it will then be, and says so with that line."""

    def order(act: Act, pressed: Press) -> Act:
        if act.view.campaign is None or not act.view.standings:
            return act.screen(say("progress.no_campaign"))
        return act.tell(line).do(Job(kind=kind, campaign=act.campaign.id))

    return order


def order_late_list(act: Act, pressed: Press) -> Act:
    """Has the list of those who still owe their report made as Word."""
    if act.view.campaign is None or not act.view.standings:
        return act.screen(say("progress.no_campaign"))
    job = Job(kind="render", campaign=act.campaign.id, purpose="late-list", report=late_list(act.view, act.now))
    return act.tell("progress.making_late_list").do(job)


def picture_made(act: Act, move: Finished) -> Act:
    """The picture is there; its numbers stand beside it for those who cannot see it."""
    if not move.ok:
        return act.tell("progress.no_picture")
    seen = act.view.campaign is not None and act.view.campaign.id == move.job.campaign
    progress = Progress(act.view.standings if seen else (), act.now)
    numbers = {"sent": progress.sent, "total": progress.total, "percent": progress.percent}
    text = say("progress.picture", at=clock(act.now), **numbers, counts=counted(progress)) if seen else ()
    return _delivered(act, move, text or say("progress.picture_alone"))


def sheet_made(act: Act, move: Finished) -> Act:
    """The sheet is there."""
    return _delivered(act, move, say("progress.sheet", at=clock(act.now))) if move.ok else act.tell("progress.no_sheet")


def late_list_made(act: Act, move: Finished) -> Act:
    """The list of those who are late is there."""
    if not move.ok:
        return act.tell("trouble.no_document")
    return _delivered(act, move, say("progress.late_list", at=clock(act.now)))


def _delivered(act: Act, move: Finished, text: tuple[Run, ...]) -> Act:
    return act.say(Say(text, file=move.outcome.file, name=move.outcome.name))


RULES: Mapping[str, Callable[[Act, Press], Act]] = {
    "progress": show_progress,
    "units": show_units,
    "unit": show_unit,
    "unit-find": find_unit,
    "unit-draft": send_draft,
    "progress-picture": _order("progress-picture", "progress.making_picture"),
    "progress-sheet": _order("progress-sheet", "progress.making_sheet"),
    "late-list": order_late_list,
}

ASKED: Mapping[str, Callable[[Act, Typed], Act]] = {"unit-find": typed_name}

ENDED: Mapping[str, Callable[[Act, Finished], Act]] = {
    "progress-picture": picture_made,
    "progress-sheet": sheet_made,
    "late-list": late_list_made,
    "unit-draft": draft_made,
}
