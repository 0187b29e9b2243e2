"""The only module that asks the world for the time; everybody else is told."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time of day, and a time that never goes back."""

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment, for measuring how long something took."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment, for measuring how long something took."""
        return time.monotonic()


class StoppedClock:
    """Stands still at the moment that it was given."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The moment at which it stands."""
        return self._at

    def monotonic(self) -> float:
        """Zero, as no time passes."""
        return 0.0


class MovableClock:
    """Another clock, put forward by all that it was advanced."""

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The other clock's moment and what this one was advanced."""
        return self._base.now() + self._ahead

    def monotonic(self) -> float:
        """The other clock's seconds and what this one was advanced."""
        return self._base.monotonic() + self._ahead.total_seconds()

    def advance(self, by: timedelta) -> None:
        """Puts the clock forward; a negative step changes nothing."""
        self._ahead += max(by, timedelta())
