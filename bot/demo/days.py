"""Working days are counted from today, both ways; hours are those of Viet Nam."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count, islice

from flows.clock import VIET_NAM
from flows.schedule import working


def working_day(today: date, number: int) -> date:
    """The working day so many after today, or before where the number is negative.

    >>> working_day(date(2026, 12, 18), 1), working_day(date(2026, 12, 18), -2)
    (datetime.date(2026, 12, 21), datetime.date(2026, 12, 16))
    """
    step = timedelta(days=1 if number > 0 else -1)
    days = (today + step * n for n in count(1))
    return next(islice((day for day in days if working(day)), abs(number) - 1, None))


def moment(day: date, at: time) -> datetime:
    """That time of that day."""
    return datetime.combine(day, at, VIET_NAM)
