"""A month as buttons, laid out like a calendar on the wall: a deadline is picked from it as well as typed."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, datetime, timedelta

from flows.act import Rows
from flows.clock import VIET_NAM
from flows.turn import Button, Press
from flows.wording import plain


def month_shown(arg: str, now: datetime) -> date:
    """The first day of the month that a press of the calendar asks for ("2026-12"); of this one, where it asks none."""
    today = now.astimezone(VIET_NAM).date()
    try:
        return max(date.fromisoformat(f"{arg}-01"), today.replace(day=1))
    except ValueError:
        return today.replace(day=1)


def day_picked(arg: str) -> date | None:
    """The day that a press of the calendar picks ("2026-12-15"), if it picks one."""
    try:
        return date.fromisoformat(arg) if len(arg) == 10 else None
    except ValueError:
        return None


def calendar(month: date, now: datetime, at: Press) -> Rows:
    """A month of days to press, Monday first, with the ways to the months beside it; `at` says what a press is about.

    A day to come has its date as `arg`, all else the month that is to be shown; days that are past have no number.
    """
    today = now.astimezone(VIET_NAM).date()
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    names = tuple(_to(label, month, at) for label in plain("calendar.days").split())
    rows = tuple(tuple(_day(day, month, today, at) for day in week) for week in weeks)
    later = _to(plain("button.month_after"), _month_after(month), at)
    earlier = _to(plain("button.month_before"), (month - timedelta(days=1)).replace(day=1), at)
    return (names, *rows, (earlier, later) if month > today else (later,))


def month_title(month: date) -> str:
    """A month as it is headed: 12/2026."""
    return f"{month.month:02}/{month.year}"


def _day(day: date, month: date, today: date, at: Press) -> Button:
    if day < today or day.month != month.month:
        return _to(plain("calendar.no_day"), month, at)
    return Button(label=str(day.day), press=at.model_copy(update={"arg": day.isoformat()}))


def _to(label: str, month: date, at: Press) -> Button:
    """A button that shows a month."""
    return Button(label=label, press=at.model_copy(update={"arg": f"{month:%Y-%m}"}))


def _month_after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
