"""The words in which campaigns are told: a deadline with its weekday, a plan in one sentence, a list of names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flows.campaign import Plan
from flows.clock import VIET_NAM, clock
from flows.progressing_words import short
from flows.schedule import Moment
from flows.wording import plain

MOST_NAMES = 15
"""How many names are told one by one."""


def deadline(at: datetime | None) -> str:
    """A moment with its weekday, since people plan by weekdays; that none is set, where it is not."""
    if at is None:
        return plain("campaign.no_deadline")
    weekday = plain("deadline.weekdays").split("|")[at.astimezone(VIET_NAM).weekday()]
    return plain("deadline.moment", clock=clock(at), weekday=weekday)


def yes_or_no(answer: bool) -> str:
    """Yes or no."""
    return plain("campaign.yes" if answer else "campaign.no")


def names(every: Sequence[str]) -> str:
    """Names one after the other, the first of them where there are many."""
    told = ", ".join(short(name) for name in every[:MOST_NAMES])
    more = len(every) - MOST_NAMES
    return plain("pick.more", names=told, more=more) if more > 0 else told


def plan_words(plan: Plan) -> str:
    """A plan in one sentence."""
    before = ", ".join(str(days) for days in sorted(plan.before, reverse=True))
    parts = (
        plain("plan.before_all", days=before) if before else "",
        plain("plan.on_day_all") if plan.on_day else "",
        plain("plan.overdue_all", times=plan.overdue) if plan.overdue > 0 else "",
        plain("plan.heads_all") if plan.heads else "",
    )
    told = "; ".join(part for part in parts if part)
    return plain("plan.summary", parts=told, hour=f"{plan.hour:%H:%M}") if told else plain("plan.none_all")


def moment_words(moment: Moment, due: datetime) -> str:
    """How a moment of a plan lies to the deadline: one that was moved is so many days before it as it really is."""
    if moment.at > due:
        return plain("plan.overdue", times=moment.name.partition("-")[2])
    days = (due.astimezone(VIET_NAM).date() - moment.at.astimezone(VIET_NAM).date()).days
    return plain("plan.before", days=days) if days else plain("plan.on_day")
