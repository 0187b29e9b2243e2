"""A deadline is read as a coordinator types it; it lies ahead, and what may mean several moments gives them all."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from flows.clock import VIET_NAM, clock
from flows.deadline_days import read_days
from flows.hearing import Refusal
from flows.text import clip, fold, narrow

CLOSING = time(17, 0)
"""The time of day where none is said."""

FARTHEST = timedelta(days=2 * 366)
"""What lies farther ahead is a slip of the finger: 2062."""

Read = tuple[datetime, ...] | Refusal
"""The moments that were meant, the likeliest first, or why there is none."""

_PART = "(?P<part>sang|trua|chieu|toi)"
_CLOCK = re.compile(
    "(?<![0-9/.:-])(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?![0-9:])"
    "|(?: ?(?:gio|h|g)(?![a-z]))(?: ?(?P<minutes>[0-9]{2})(?![0-9/.-]))?(?: ?(?:phut|p)(?![a-z]))?)"
    f"(?: {_PART}(?![a-z]))?"
)
_LAST_PART = re.compile(f"^ ?{_PART}$")
_PART_OF_DAY = re.compile(f"(?:^|(?<!tuan)(?<!thang) ){_PART}(?= (?:ngay|hom|nay|mai|kia|qua|thu|t[2-7]|chu|cn|[0-9]))")
_FILLERS = re.compile(
    "^(?:(?:han|chot|nop|gui|luc|vao|truoc|den|het|cho|la|trong|cuoi ngay) )+|(?: (?:luc|vao|truoc))+ ?$"
)
_PARTS = {"sang": (time(8, 0), time(11, 30)), "trua": (time(12, 0),), "chieu": (CLOSING,), "toi": (time(20, 0),)}


def read_deadline(text: str, now: datetime) -> Read:
    """The moments to come that the text may mean, in the time of day of Viet Nam.

    >>> from datetime import UTC
    >>> read_deadline("thứ sáu tuần sau", datetime(2026, 12, 14, tzinfo=UTC))[0].isoformat()
    '2026-12-25T17:00:00+07:00'
    """
    today = now.astimezone(VIET_NAM).date()
    words = _words(text)
    times, rest = _times(words)
    days = read_days(_FILLERS.sub("", f"{rest} ").strip(), today) if rest or not words else _soonest(times, now)
    meant = [datetime.combine(day, hour, VIET_NAM) for day in days for hour in times]
    if not meant:
        return Refusal("deadline.unknown", {"typed": clip(text.strip(), 60)})
    ahead = tuple(dict.fromkeys(moment for moment in meant if moment > now))
    if ahead and ahead[0] - now > FARTHEST:
        return Refusal("deadline.far", {"typed": clock(ahead[0])})
    return ahead or Refusal("deadline.past", {"typed": clock(meant[0])})


def _words(text: str) -> str:
    """The text folded, without what only dresses it."""
    words = re.sub("[,;()']+", " ", fold(narrow(text[:200])))
    return re.sub("(?: (?:nhe|nha|a))+$", "", " ".join(words.split()))


def _times(words: str) -> tuple[tuple[time, ...], str]:
    """The times of day that were said, or the closing hour; and the words without them."""
    found = _CLOCK.search(words)
    if found:
        rest = f"{words[: found.start()]} {words[found.end() :]}"
        part = found["part"] or ""
        if not part:
            part, rest = _part(rest)
        return _hours(found, part), " ".join(rest.split())
    part, rest = _part(words)
    return _PARTS.get(part, (CLOSING,)), rest


def _part(words: str) -> tuple[str, str]:
    """The part of the day that is named, and the words without it."""
    found = _LAST_PART.search(words) or _PART_OF_DAY.search(words)
    if found is None:
        return "", words
    return found["part"], " ".join(f"{words[: found.start()]} {words[found.end() :]}".split())


def _hours(found: re.Match[str], part: str) -> tuple[time, ...]:
    """What a clock time may be: a small hour said without a part of the day is of the afternoon or of the morning."""
    hour, minute = int(found["hour"]), int(found["minute"] or found["minutes"] or 0)
    if (hour, minute) == (24, 0):
        return (time(23, 59),)
    if hour > 23 or minute > 59:
        return ()
    afternoon = {"chieu": hour < 12, "toi": hour < 12, "trua": hour < 4}.get(part, False)
    if afternoon:
        return (time(hour + 12, minute),)
    either = not part and 1 <= hour <= 6 and not found["hour"].startswith("0")
    return (time(hour + 12, minute), time(hour, minute)) if either else (time(hour, minute),)


def _soonest(times: tuple[time, ...], now: datetime) -> tuple[date, ...]:
    """Today, where one of the times is still to come, else tomorrow."""
    today = now.astimezone(VIET_NAM).date()
    later = any(datetime.combine(today, hour, VIET_NAM) > now for hour in times)
    return (today,) if later else read_days("mai", today)
