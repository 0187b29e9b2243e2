"""The words that progress is told in: signs, shares, and how long it is until a deadline or since."""

from __future__ import annotations

from datetime import datetime

from flows.clock import clock, days_between
from flows.progress import Progress
from flows.standing import Standing
from flows.text import clip, printable
from flows.wording import plain

LONGEST_NAME = 60
"""How much of a name is shown where many stand below each other."""

_HOUR = 3600


def state(name: str) -> str:
    """A state, or "overdue" or "all", as people call it."""
    return plain(f"state.{name.replace('-', '_')}")


def sign(name: str) -> str:
    """The sign of a state."""
    return plain(f"sign.{name.replace('-', '_')}")


def flagged(standing: Standing, now: datetime) -> tuple[str, ...]:
    """What else is to be known of a unit, as far as it is true of it: "overdue", "signed"."""
    return tuple(name for name, true in (("overdue", standing.overdue(now)), ("signed", standing.signed)) if true)


def short(name: str, limit: int = LONGEST_NAME) -> str:
    """A name on one line and no longer than that."""
    return clip(" ".join(printable(name).split()), limit)


def deadline(at: datetime | None, now: datetime) -> str:
    """A deadline, and how long it is until then or since."""
    if at is None:
        return plain("progress.no_deadline")
    if now <= at:
        return plain("progress.deadline_left", at=clock(at), left=left(at, now))
    days = days_between(at, now)
    return plain("progress.deadline_past" if days else "progress.deadline_past_today", at=clock(at), days=days)


def left(deadline: datetime, now: datetime) -> str:
    """How long is left, or how long it is overdue, in days of the calendar here; the same wherever it is told.

    >>> left(datetime(2026, 12, 15, 10, tzinfo=UTC), datetime(2026, 12, 12, 16, tzinfo=UTC))
    'còn 3 ngày'
    """
    days, hours = days_between(now, deadline), int((deadline - now).total_seconds()) // _HOUR
    if now > deadline:
        return plain("remind.overdue_days", days=-days) if days else plain("remind.overdue_today")
    if days:
        return plain("remind.days_left", days=days)
    return plain("remind.hours_left", hours=hours) if hours else plain("remind.minutes_left")


def counted(progress: Progress) -> str:
    """The numbers by state in one sentence, those of no unit left out."""
    return "; ".join(
        plain("progress.count_of", state=state(name), count=count) for name, count in progress.counts.items() if count
    )
