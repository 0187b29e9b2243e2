"""The file of public holidays says what an independent computation says, and every day in it is a real one."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from flows.holidays import holiday
from flows.schedule import working

LISTED = range(2025, 2033)


def days_of(year: int) -> list[date]:
    return [
        date(year, 1, 1) + timedelta(days=n) for n in range(366) if (date(year, 1, 1) + timedelta(days=n)).year == year
    ]


@pytest.mark.parametrize("year", LISTED)
def test_the_holidays_of_a_year_are_those_that_are_computed_made_up_days_included(year: int) -> None:
    known = {day for day in days_of(year) if holiday(day)}
    assert known == set(holidays.VN(years=year, observed=True))


@pytest.mark.parametrize("year", LISTED)
def test_tet_takes_five_working_days_and_every_other_holiday_that_falls_on_one_takes_it(year: int) -> None:
    closed = [day for day in days_of(year) if day.weekday() < 5 and not working(day)]
    assert len(closed) >= 10
    tet = next(day for day, name in holidays.VN(years=year, language="vi").items() if name == "Tết Nguyên Đán")
    assert sum(abs((day - tet).days) <= 6 for day in closed) == 5


@pytest.mark.parametrize("year", LISTED)
def test_quoc_khanh_has_two_days_that_adjoin(year: int) -> None:
    days = [day for day in days_of(year) if holiday(day) == "Quốc khánh"]
    assert len(days) == 2
    assert days[1] - days[0] == timedelta(days=1)
    assert date(year, 9, 2) in days


@pytest.mark.parametrize("year", [2024, 2033, 2050])
def test_of_years_that_are_not_listed_only_the_holidays_of_a_fixed_date_are_known(year: int) -> None:
    known = [f"{day.day}/{day.month}" for day in days_of(year) if holiday(day)]
    assert known == ["1/1", "30/4", "1/5", "2/9"]
