"""A day to come as people say it, by date, by weekday or counted from today; texts are folded before they are read."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from flows.schedule import working

Parts = re.Match[str]
Days = tuple[date, ...]

_SLIP = 270  # A day of this year that has only just passed is a slip; one that passed long ago means next year's.
_COUNTS = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_WEEKDAYS = ("hai", "ba", "tu", "nam", "sau", "bay")
_HENCE = {"nay": 0, "hom nay": 0, "mai": 1, "hom sau": 1, "kia": 2, "mot": 2, "qua": -1, "hom kia": -2}


def read_days(said: str, today: date) -> Days:
    """The days that a folded text may mean, past ones among them; none, where it is not understood.

    >>> read_days("thu sau tuan sau", date(2026, 12, 14))
    (datetime.date(2026, 12, 25),)
    """
    found = ((pattern.fullmatch(said), read) for pattern, read in _FORMS)
    return next((tuple(dict.fromkeys(read(parts, today))) for parts, read in found if parts), ())


def _date(year: int, month: int, day: int) -> Days:
    """That day; none, where there is no such day."""
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()


def _dated(parts: Parts, today: date) -> Days:
    """A day with its month, and its year or the nearest one to come; one by another weekday's name may be that too."""
    days = _of_year(parts, today)
    named = parts.groupdict().get("weekday")
    if not named or not days or days[0].weekday() == _number(named):
        return days
    return (*days, _ahead(today, _number(named)))


def _of_year(parts: Parts, today: date) -> Days:
    day, month, year = int(parts["day"]), int(parts["month"]), parts.groupdict().get("year")
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    days = _date(today.year, month, day) or _date(today.year + 1, month, day)
    if not days or days[0] >= today or (today - days[0]).days < 365 - _SLIP:
        return days
    return _date(today.year + 1, month, day)


def _of_month(parts: Parts, today: date) -> Days:
    """A day without its month: of this month or the next, as is said or as comes first."""
    day, which = int(parts["day"]), parts["which"] or ""
    this, following = _date(today.year, today.month, day), _date(*_month_on(today, 1), day)
    if which:
        return this if which == "nay" else following
    return this if this and this[0] >= today else following


def _hence(parts: Parts, today: date) -> Days:
    """Today, tomorrow, the day after; yesterday and the day before."""
    return (today + timedelta(days=_HENCE[parts["word"]]),)


def _counted(parts: Parts, today: date) -> Days:
    """So many days, working days, weeks or months from today."""
    count = int(parts["count"]) if parts["count"].isdigit() else _COUNTS.index(parts["count"])
    match parts["what"]:
        case "tuan":
            return (today + timedelta(weeks=count),)
        case "thang":
            year, month = _month_on(today, count)
            return (date(year, month, min(today.day, monthrange(year, month)[1])),)
        case "ngay lam viec":
            ahead = (today + timedelta(days=n) for n in range(1, 3 * count + 30))
            return tuple(day for day in ahead if working(day))[:count][-1:]
    return (today + timedelta(days=count),)


def _weekday(parts: Parts, today: date) -> Days:
    """A weekday of this week, the next or the one after that; else the one to come, which may be today's."""
    number, which = _number(parts["weekday"]), parts["which"] or ""
    if which.startswith("tuan"):
        monday = today - timedelta(days=today.weekday())
        weeks = {"tuan nay": 0, "tuan sau nua": 2}.get(which, 1)
        return (monday + timedelta(weeks=weeks, days=number),)
    ahead = _ahead(today, number)
    return (ahead, ahead + timedelta(weeks=1)) if ahead == today and not which else (ahead,)


def _number(weekday: str) -> int:
    """The number of a weekday, Monday being 0."""
    if weekday in ("chu nhat", "cn"):
        return 6
    word = weekday.removeprefix("thu").removeprefix("t").strip()
    return int(word) - 2 if word.isdigit() else _WEEKDAYS.index(word)


def _ahead(today: date, weekday: int) -> date:
    """The next day of that weekday, be it today."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _week(parts: Parts, today: date) -> Days:
    """A week on its own: the same weekday of it, or its last working day; its beginning or end, where that is said."""
    monday = today - timedelta(days=today.weekday())
    monday += timedelta(weeks={"": 0, "tuan nay": 0, "tuan": 0}.get(parts["week"], 1))
    friday = monday + timedelta(days=4)
    match parts["where"]:
        case "dau ":
            return (monday,)
        case "cuoi ":
            return (friday,)
    return (friday, monday + timedelta(days=today.weekday()))


def _month(parts: Parts, today: date) -> Iterator[date]:
    """The beginning, middle or end of a month; the last day of all and the last working day, where they differ."""
    year, month = _named_month(parts, today)
    if parts["where"] != "cuoi":
        yield date(year, month, 1 if parts["where"] == "dau" else 15)
        return
    yield from _ends(date(year, month, monthrange(year, month)[1]))


def _named_month(parts: Parts, today: date) -> tuple[int, int]:
    if parts["month"] and int(parts["month"]) in range(1, 13):
        month = int(parts["month"])
        return int(parts["year"] or today.year + (month < today.month)), month
    return _month_on(today, 1 if parts["which"] in ("sau", "toi") else 0)


def _period(parts: Parts, today: date) -> Iterator[date]:
    """The end of this quarter or year."""
    month = 12 if parts["what"] == "nam" else (today.month + 2) // 3 * 3
    yield from _ends(date(today.year, month, monthrange(today.year, month)[1]))


def _ends(last: date) -> Iterator[date]:
    """The last working day up to a day, and that day."""
    yield next(day for n in range(30) if working(day := last - timedelta(days=n)))
    yield last


def _month_on(today: date, months: int) -> tuple[int, int]:
    """The year and month so many months on."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return year, month + 1


_DAY, _MONTH, _YEAR = "(?P<day>[0-9]{1,2})", "(?P<month>[0-9]{1,2})", "(?P<year>[0-9]{4}|[0-9]{2})"
_NAMED = "(?P<weekday>thu ?(?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu nhat|cn)"
_SIGN = " ?(?P<sign>[/.-]) ?"
_MONTH_AND_YEAR = f"{_MONTH}(?: ?(?:/|nam) ?(?P<year>[0-9]{{4}}))?"
_COUNT = f"(?P<count>[0-9]{{1,3}}|{'|'.join(_COUNTS)})"
_UNIT = "(?P<what>ngay lam viec|ngay|hom|tuan|thang)"

_FORMS: tuple[tuple[re.Pattern[str], Callable[[Parts, date], Iterator[date] | Days]], ...] = (
    (re.compile(f"(?:{_NAMED} )?(?:ngay )?{_DAY}{_SIGN}{_MONTH}(?: ?(?P=sign) ?{_YEAR})?"), _dated),
    (re.compile(f"(?:{_NAMED} )?(?:ngay )?(?:mong |mung )?{_DAY} thang {_MONTH}(?: ?(?:/|nam)? ?{_YEAR})?"), _dated),
    (re.compile(f"(?P<year>[0-9]{{4}}){_SIGN}{_MONTH} ?(?P=sign) ?{_DAY}"), _dated),
    (re.compile(f"ngay {_DAY}(?: thang (?P<which>nay|sau|toi))?"), _of_month),
    (re.compile(f"{_DAY} thang (?P<which>nay|sau|toi)"), _of_month),
    (re.compile(f"(?:ngay )?(?:hom (?!kia))?(?P<word>{'|'.join(_HENCE)})"), _hence),
    (re.compile(f"(?:sau )?{_COUNT} {_UNIT}(?: nua)?"), _counted),
    (re.compile(f"{_NAMED}(?: (?P<which>tuan (?:nay|sau nua|sau|toi)|toi|nay))?"), _weekday),
    (re.compile("(?P<where>dau |cuoi |)(?P<week>tuan (?:nay|sau|toi)|(?<=cuoi )tuan)"), _week),
    (
        re.compile(f"(?P<where>dau|giua|cuoi) thang(?: (?P<which>nay|sau|toi)| {_MONTH}(?: ?(?:/|nam) ?{_YEAR})?)?"),
        _month,
    ),
    (re.compile("cuoi (?P<what>quy|nam)(?: nay)?"), _period),
)
