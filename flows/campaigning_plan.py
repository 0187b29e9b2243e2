"""The plan of reminders is changed on a page whose buttons carry the whole plan; nothing is kept until it is saved."""

from __future__ import annotations

from datetime import time
from typing import Any

from pydantic import ValidationError

from flows.act import Act, Rows, press
from flows.campaign import Plan
from flows.campaigning_page import Text, changed, late, show, woken
from flows.campaigning_words import deadline, moment_words
from flows.schedule import moments
from flows.turn import Button, Press
from flows.wording import plain, say

DAYS = (14, 10, 7, 5, 3, 2, 1)
TIMES = (0, 3, 5, 10)
HOURS = (time(7, 30), time(8, 0), time(9, 0), time(14, 0))


def edit(act: Act, pressed: Press) -> Act:
    """The plan as it is, or as the buttons pressed so far have made it."""
    if told := late(act, pressed, "planned", "open"):
        return told
    plan = _read(pressed.arg) or act.campaign.plan
    one = act.campaign
    head = say("plan.head_open") if one.state == "open" else say("plan.head")
    saved = press("plan_save", "campaign-plan-save", campaign=one.id, rev=one.rev, arg=_written(plan))
    last = (saved, press("cancel", "campaign", campaign=one.id))
    act = act.rest().sit(campaign=one.id)
    return act.screen((*head, *_shown(act, plan)), (*_switches(one.id, plan), last))


def _read(arg: str) -> Plan | None:
    try:
        return Plan.model_validate_json(arg) if arg else None
    except ValidationError:
        return None


def _written(plan: Plan) -> str:
    return plan.model_dump_json(exclude_defaults=True)


def _shown(act: Act, plan: Plan) -> Text:
    """When the reminders would go, where that can be said already."""
    if act.campaign.deadline is None:
        return ()
    due = act.campaign.deadline
    ahead = [moment for moment in moments(plan, due) if moment.at > act.now]
    text: Text = say("preview.reminders") if ahead else say("preview.no_reminders")
    for moment in ahead:
        text += say("preview.reminder", at=deadline(moment.at), name=moment_words(moment, due))
    return text


def _switches(campaign: str, plan: Plan) -> Rows:
    """Every part of the plan as a button that turns it over."""

    def switch(line: str, on: bool, blanks: dict[str, Any], **changes: Any) -> Button:
        label = plain(line, mark=plain("plan.on") if on else "", **blanks)
        arg = _written(plan.model_copy(update=changes))
        return Button(label=label, press=Press(do="campaign-plan", campaign=campaign, arg=arg))

    days = [
        switch("plan.day", day in plan.before, {"days": day}, before=_turned(plan.before, day))
        for day in sorted({*DAYS, *plan.before}, reverse=True)
    ]
    times = [switch("plan.times", plan.overdue == times, {"times": times}, overdue=times) for times in TIMES]
    hours = [switch("plan.hour", plan.hour == hour, {"hour": f"{hour:%H:%M}"}, hour=hour) for hour in HOURS]
    the_day = switch("plan.the_day", plan.on_day, {}, on_day=not plan.on_day)
    heads = switch("plan.heads", plan.heads, {}, heads=not plan.heads)
    return (tuple(days[:4]), tuple(days[4:]), (the_day,), tuple(times[:2]), tuple(times[2:]), tuple(hours), (heads,))


def _turned(before: tuple[int, ...], day: int) -> tuple[int, ...]:
    """The days with one more, or one less."""
    return tuple(sorted(set(before) ^ {day}, reverse=True))


def save(act: Act, pressed: Press) -> Act:
    """Keeps the plan; of an open campaign, every reminder that is still to come goes by it."""
    if told := late(act, pressed, "planned", "open"):
        return told
    plan, one = _read(pressed.arg), act.campaign
    if plan is None or plan == one.plan:
        return show(act)
    if one.state == "planned":
        return show(changed(act, "campaign-plan", plan=plan), say("plan.saved"))
    return show(woken(changed(act, "campaign-plan", plan=plan, n=one.n + 1)), say("plan.saved"))
