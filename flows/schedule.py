"""When people are woken follows from a plan and a deadline: in office hours of a working day, and nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.campaign import Plan
from flows.holidays import holiday

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """When a step of a plan falls: before-7, before-3, on-day, overdue-1, overdue-2…"""

    name: str
    at: datetime


def working(day: date) -> bool:
    """Offices are open on that day: it is no Saturday, Sunday or public holiday.

    >>> working(date(2026, 12, 18)), working(date(2026, 12, 19)), working(date(2027, 2, 8))
    (True, False, False)
    """
    return day.weekday() < 5 and not holiday(day)


def moments(plan: Plan, deadline: datetime) -> tuple[Moment, ...]:
    """Every moment of a plan in order; of those before the deadline that fall on one day the closest alone.

    >>> plan = Plan(before=(3, 1), overdue=1)
    >>> [(one.name, f"{one.at:%d %H:%M}") for one in moments(plan, datetime(2026, 12, 14, 10, tzinfo=UTC))]
    [('before-1', '11 01:00'), ('on-day', '14 01:00'), ('overdue-1', '15 01:00')]
    """
    own = deadline.astimezone(ZoneInfo(plan.zone)).date()
    days = {one.at.astimezone(ZoneInfo(plan.zone)).date(): one for one in _up_to(plan, deadline, own)}
    late = enumerate(_working_days(own, plan.overdue), start=1)
    return (*days.values(), *(Moment(f"overdue-{n}", _at(plan, day, plan.hour)) for n, day in late))


def following(plan: Plan, deadline: datetime, after: datetime) -> Moment | None:
    """The first moment that is later than that."""
    return next((one for one in moments(plan, deadline) if one.at > after), None)


def last_before(plan: Plan, deadline: datetime) -> str:
    """The name of the last moment that is not after the deadline; nothing, where there is none."""
    return next((one.name for one in reversed(moments(plan, deadline)) if one.at <= deadline), "")


def missed(plan: Plan, deadline: datetime, since: datetime, now: datetime) -> Moment | None:
    """The latest moment after `since` and up to now: whoever slept over several is reminded once."""
    return next((one for one in reversed(moments(plan, deadline)) if since < one.at <= now), None)


def allowed(plan: Plan, at: datetime) -> datetime:
    """That moment, where offices are open; else the next at which they are.

    >>> allowed(Plan(), datetime(2026, 12, 18, 10, 30, tzinfo=UTC))
    datetime.datetime(2026, 12, 21, 0, 30, tzinfo=datetime.timezone.utc)
    """
    local = at.astimezone(ZoneInfo(plan.zone))
    if working(local.date()) and _open(plan, local):
        return at
    if working(local.date()) and local.time() < plan.opens:
        return _at(plan, local.date(), plan.opens)
    return _at(plan, next(_working_days(local.date(), 1)), plan.opens)


def at_hour(plan: Plan, at: datetime, hour: time) -> datetime:
    """A person's own hour of the same day, as near to it as offices are open."""
    return _at(plan, at.astimezone(ZoneInfo(plan.zone)).date(), hour)


def _up_to(plan: Plan, deadline: datetime, own: date) -> Iterator[Moment]:
    """The moments up to the deadline, the farthest first; several may fall on one day."""
    for days in sorted({days for days in plan.before if days > 0}, reverse=True):
        yield Moment(f"before-{days}", _at(plan, _back(own - timedelta(days=days)), plan.hour))
    if plan.on_day:
        yield Moment("on-day", _morning(plan, deadline, own))


def _morning(plan: Plan, deadline: datetime, own: date) -> datetime:
    """The hour of the deadline's own day, or when its offices open; the working day before, where that is too late."""
    hours = (plan.hour, plan.opens) if working(own) else ()
    early = (at for hour in hours if (at := _at(plan, own, hour)) < deadline)
    return next(early, None) or _at(plan, _back(own - ONE_DAY), plan.hour)


def _back(day: date) -> date:
    """That day, or the nearest working day before it."""
    while not working(day):
        day -= ONE_DAY
    return day


def _working_days(after: date, count: int) -> Iterator[date]:
    """So many working days after a day."""
    while count > 0:
        after += ONE_DAY
        if working(after):
            count -= 1
            yield after


def _at(plan: Plan, day: date, hour: time) -> datetime:
    """An hour of a day, brought within office hours, even where the clocks are put forward over it."""
    hour = min(max(hour, plan.opens), plan.closes)
    zone = ZoneInfo(plan.zone)
    ways = (datetime.combine(day, hour.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1))
    first, second = ways
    return first if _open(plan, first.astimezone(zone)) else second


def _open(plan: Plan, local: datetime) -> bool:
    """Offices are open at that time of day."""
    return plan.opens <= local.time() <= plan.closes
