"""The public holidays of Viet Nam, from the file beside this one: what it does not list is a day like any other."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files


def holiday(day: date) -> str:
    """The name of the public holiday that a day is; nothing, where it is none.

    In years that the file does not list yet, only holidays of a fixed date are known.

    >>> bool(holiday(date(2027, 2, 6))), holiday(date(2026, 12, 15))
    (True, '')
    """
    if day.year in _years():
        return _listed().get(day.isoformat(), "")
    return _read()["every-year"].get(f"{day:%m-%d}", "")


@cache
def _years() -> frozenset[int]:
    """The years whose holidays are all listed."""
    return frozenset(date.fromisoformat(day).year for day in _listed())


def _listed() -> Mapping[str, str]:
    """The name of every day that is listed."""
    return _read()["listed"]


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    """The file as it stands."""
    return tomllib.loads(files("flows").joinpath("holidays.toml").read_text(encoding="utf-8"))
