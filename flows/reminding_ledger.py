"""The coordinators' ledger of reminders: when each was due, to whom, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from flows.act import Act, Rows, press
from flows.chain import unit_of
from flows.chasing import ORDERED
from flows.clock import clock
from flows.report import Run
from flows.turn import Button, Press, page_number
from flows.view import Delivery
from flows.wording import plain, say

PAGE = 12
"""How many reminders stand on a page."""

_STEPS = {
    "before": "ledger.before",
    "on-day": "ledger.on_day",
    "overdue": "ledger.overdue",
    "begin": "ledger.begin",
    "extended": "ledger.extended",
    "added": "ledger.added",
    "reopened": "ledger.reopened",
    "closed": "ledger.closed",
    "removed": "ledger.removed",
    "snoozed": "ledger.snoozed",
    "chase": "ledger.chase",
}
_BECAME = {
    "": "ledger.waiting",
    "sent": "ledger.sent",
    "refused": "ledger.refused",
    "superseded": "ledger.superseded",
}
_WHY_NOT = {
    "done": "ledger.done",
    "wrote": "ledger.wrote",
    "reminded": "ledger.reminded",
    "muted": "ledger.muted",
    "unreachable": "ledger.unreachable",
    "deputy": "ledger.deputy",
    "ordered": "ledger.ordered",
}


def ledger(act: Act, asked: Press) -> Act:
    """Shows a page of the reminders of a campaign, or of one unit of it, the newest first."""
    subject = asked.draft or (act.view.campaign.id if act.view.campaign else "")
    every = sorted(act.view.reminders, key=lambda one: (one.reminder.due_at, one.reminder.at), reverse=True)
    if not every:
        return act.tell("ledger.empty")
    pages = -(-len(every) // PAGE)
    page = min(page_number(asked), pages - 1)
    shown = every[page * PAGE : (page + 1) * PAGE]
    lines = (run for one in shown for run in _line(act, subject, one))
    head = say("ledger.head", title=_title(act, subject), page=page + 1, pages=pages)
    return act.screen((*head, *lines), _turning(asked, page, pages))


def _title(act: Act, subject: str) -> str:
    names = {one.unit.id: one.unit.name for one in act.view.standings}
    unit = unit_of(subject)
    return names.get(unit, unit) or act.campaign.title


def _line(act: Act, subject: str, one: Delivery) -> tuple[Run, ...]:
    reminder = one.reminder
    unit = unit_of(reminder.subject) if reminder.subject != subject else ""
    name = _name(act, reminder.person)
    who = plain("digest.person", name=name, unit=_title(act, reminder.subject)) if unit else name
    return say(
        "ledger.line", at=clock(reminder.due_at), step=step_name(reminder.name), name=who, became=_became(act, one)
    )


def _name(act: Act, person: str) -> str:
    members = (one.person.name for one in act.view.people if one.person.id == person)
    return next(members, act.name(person))


def step_name(name: str) -> str:
    """What a reminder is for, as people say it."""
    step = re.split("[@:]", name)[0]
    kind, _, n = step.partition("-") if step not in _STEPS else (step, "", "")
    return plain(_STEPS[kind], n=n)


def _became(act: Act, one: Delivery) -> str:
    if one.reminder.why == ORDERED and one.reminder.due_at > act.now:
        return plain("ledger.ordered_ahead")
    if one.reminder.why:
        return plain(_WHY_NOT[one.reminder.why])
    if one.why == "gone":
        return plain("ledger.blocked")
    return plain(_BECAME[one.outcome], at=clock(one.at) if one.at else "", why=one.why)


def _turning(asked: Press, page: int, pages: int) -> Rows:
    to = {"campaign": asked.campaign, "draft": asked.draft}
    newer = (press("later_reminders", "reminders", arg=str(page - 1), **to),) if page else ()
    older = (press("earlier_reminders", "reminders", arg=str(page + 1), **to),) if page < pages - 1 else ()
    turning: tuple[Button, ...] = (*newer, *older)
    return (turning,) if turning else ()


RULES: Mapping[str, Callable[[Act, Press], Act]] = {"reminders": ledger}
"""What a coordinator presses to look into the ledger."""
