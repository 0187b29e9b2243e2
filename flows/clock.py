"""Moments as people in Viet Nam read them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

VIET_NAM = timezone(timedelta(hours=7))
"""The time of day that people are told (Asia/Ho_Chi_Minh has had no other offset since 1975)."""


def clock(at: datetime) -> str:
    """A moment as people here read it: 17:05 05/4/2018."""
    local = at.astimezone(VIET_NAM)
    return f"{local:%H:%M} {local.day:02}/{local.month:02}/{local.year}"


def moment(at: datetime) -> dict[str, str]:
    """The hour, minute and day of a moment, for a sentence of a document to name in words.

    >>> moment(datetime(2026, 11, 23, 2, 39, tzinfo=VIET_NAM))
    {'hour': '02', 'minute': '39', 'day': '23/11/2026'}
    """
    local = at.astimezone(VIET_NAM)
    return {"hour": f"{local:%H}", "minute": f"{local:%M}", "day": day(at)}


def days_between(earlier: datetime, later: datetime) -> int:
    """How many days of the calendar here lie between two moments.

    >>> days_between(datetime(2026, 12, 15, 23, tzinfo=VIET_NAM), datetime(2026, 12, 16, 1, tzinfo=VIET_NAM))
    1
    """
    return (later.astimezone(VIET_NAM).date() - earlier.astimezone(VIET_NAM).date()).days


def day(at: datetime) -> str:
    """The day of a moment as people here read it: 05/4/2018."""
    return clock(at).partition(" ")[2]
