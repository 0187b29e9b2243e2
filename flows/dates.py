"""A day or a period within one year, as officers type it and as official documents write it: day before month."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from flows.record import Record
from flows.text import fold, narrow

Kind = Literal["day", "month", "quarter", "half", "nine-months", "year"]

_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)  # What lies outside is a slip of the finger: 1018, 3018.
_MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "half": 6, "nine-months": 9, "year": 12}
_ROMAN = ("I", "II", "III", "IV")
_QUARTERS = {numeral.lower(): place for place, numeral in enumerate(_ROMAN, start=1)}
_CENTURY_UNSAID_FROM = 50


class Period(Record):
    """A day, month, quarter, half-year, first nine months or year, known by its first day.

    >>> Period(kind="quarter", first=date(2018, 1, 1)).last
    datetime.date(2018, 3, 31)
    """

    kind: Kind
    first: Annotated[date, Field(ge=_EARLIEST, le=_LATEST)]

    @model_validator(mode="after")
    def _begins_where_its_kind_does(self) -> Self:
        """A period that is not a day begins with a month, and only with one that its kind can begin with."""
        months = _MONTHS.get(self.kind)
        if months and (self.first.day != 1 or (self.first.month - 1) % months or self._last_month > 12):
            raise ValueError(f"no {self.kind} begins on {self.first}")
        return self

    @property
    def last(self) -> date:
        """The last day that belongs to the period."""
        if self.kind == "day":
            return self.first
        year, month = self.first.year, self._last_month
        return date(year, month, monthrange(year, month)[1])

    @property
    def _last_month(self) -> int:
        """The number of the month with which the period ends."""
        return self.first.month + _MONTHS.get(self.kind, 1) - 1


def read_date(text: str) -> tuple[Period, ...]:
    """What the text says as a day or a period: nothing, one, or two where two digits leave the century open.

    >>> [period.first.isoformat() for period in read_date("ngày 05 tháng 4 năm 2018")]
    ['2018-04-05']
    >>> read_date("30/2/2018")
    ()
    """
    said = fold(narrow(text))
    found = ((pattern.fullmatch(said), read) for pattern, read in _FORMS)
    parts, read = next(((parts, read) for parts, read in found if parts), (None, None))
    if parts is None or read is None:
        return ()
    periods = (_period(*read(parts), year) for year in _years(parts["year"]))
    return tuple(period for period in periods if period)


def show_date(period: Period) -> str:
    """The period in words, as in the head and the text of an official document.

    >>> show_date(Period(kind="day", first=date(2018, 4, 5)))
    'ngày 05 tháng 4 năm 2018'
    """
    first, year = period.first, f"năm {period.first.year}"
    shown: dict[Kind, str] = {
        "day": f"ngày {first.day:02} tháng {_month(first)} {year}",
        "month": f"tháng {_month(first)} {year}",
        "quarter": f"quý {_quarter(first)} {year}",
        "half": f"6 tháng {'đầu' if first.month == 1 else 'cuối'} {year}",
        "nine-months": f"9 tháng đầu {year}",
        "year": year,
    }
    return shown[period.kind]


def show_date_short(period: Period) -> str:
    """The period in figures, as official documents cite it; what has no such form stays in words.

    >>> show_date_short(Period(kind="day", first=date(2018, 4, 5)))
    '05/4/2018'
    """
    first = period.first
    shown: dict[Kind, str] = {
        "day": f"{first.day:02}/{_month(first)}/{first.year}",
        "month": f"{_month(first)}/{first.year}",
        "quarter": f"quý {_quarter(first)}/{first.year}",
        "year": str(first.year),
    }
    return shown.get(period.kind) or show_date(period)


def _month(day: date) -> str:
    """The month's number with the zero that keeps 1 and 2 from becoming 11 and 12."""
    return f"{day.month:02}" if day.month < 3 else str(day.month)


def _quarter(day: date) -> str:
    """The Roman numeral of the quarter that a day lies in."""
    return _ROMAN[(day.month - 1) // 3]


def _period(kind: Kind, month: int, day: int, year: int) -> Period | None:
    """The period that begins on a day, or None where there is no such day or no such period."""
    try:
        return Period(kind=kind, first=date(year, month, day))
    except ValueError:
        return None


def _years(figures: str) -> tuple[int, ...]:
    """The years that the figures can stand for; two figures from 50 on may be of the last century."""
    year = int(figures)
    if len(figures) == 4:
        return (year,)
    return (2000 + year,) if year < _CENTURY_UNSAID_FROM else (1900 + year, 2000 + year)


_Start = tuple[Kind, int, int]
_Parts = re.Match[str]


def _read_day(parts: _Parts) -> _Start:
    """The kind, month and day of a day."""
    return "day", int(parts["month"]), int(parts["day"])


def _read_month(parts: _Parts) -> _Start:
    """The kind, month and day with which a month begins."""
    return "month", int(parts["month"]), 1


def _read_quarter(parts: _Parts) -> _Start:
    """The kind, month and day with which a quarter begins."""
    number = _QUARTERS.get(parts["number"]) or int(parts["number"])
    return "quarter", 3 * number - 2, 1


def _read_half(parts: _Parts) -> _Start:
    """The kind, month and day with which a half-year begins."""
    return "half", 1 if parts["which"] == "dau" else 7, 1


def _read_nine_months(_parts: _Parts) -> _Start:
    """The kind, month and day with which nine months begin."""
    return "nine-months", 1, 1


def _read_year(_parts: _Parts) -> _Start:
    """The kind, month and day with which a year begins."""
    return "year", 1, 1


_DAY, _MONTH = "(?P<day>[0-9]{1,2})", "(?P<month>[0-9]{1,2})"
_YEAR, _FULL_YEAR = "(?P<year>[0-9]{4}|[0-9]{2})", "(?P<year>[0-9]{4})"
_SIGN = " ?(?P<sign>[/.-]) ?"
_OF_YEAR = "(?: ?[/.,-] ?(?:nam )?| (?:nam )?)"

# Texts are folded before they are compared, so the words here have no diacritics.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Parts], _Start]], ...] = (
    (re.compile(f"(?:ngay )?{_DAY}{_SIGN}{_MONTH}(?: ?(?P=sign) ?| nam ){_YEAR}"), _read_day),
    (re.compile(f"(?:ngay )?(?:mong |mung )?{_DAY} thang {_MONTH}{_OF_YEAR}{_YEAR}"), _read_day),
    (re.compile(f"{_FULL_YEAR}{_SIGN}{_MONTH} ?(?P=sign) ?{_DAY}"), _read_day),
    (re.compile(f"(?:thang )?{_MONTH}{_SIGN}{_FULL_YEAR}"), _read_month),
    (re.compile(f"thang {_MONTH}{_OF_YEAR}{_YEAR}"), _read_month),
    (re.compile(f"(?:qu[yi] ?|q)(?P<number>[1-4]|i{{1,3}}|iv){_OF_YEAR}{_YEAR}"), _read_quarter),
    (re.compile(f"(?:(?:0?6|sau) thang|nua) (?P<which>dau|cuoi){_OF_YEAR}{_FULL_YEAR}"), _read_half),
    (re.compile(f"(?:0?9|chin) thang(?: dau)?{_OF_YEAR}{_FULL_YEAR}"), _read_nine_months),
    (re.compile(f"(?:nam )?{_FULL_YEAR}"), _read_year),
)
