"""The clock of the demonstration stands while the past is played, then runs with the machine, and may be pushed."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import Clock, MovableClock, StoppedClock


class DemoClock(MovableClock):
    """Stands at the moment at which it begins until it is let run; it is never put back."""

    def __init__(self, begins: datetime) -> None:
        super().__init__(StoppedClock(begins))

    def let_run(self, base: Clock) -> None:
        """Goes on by another clock, from its moment or, where that lies behind, from where this one stands."""
        ahead = self.now() - base.now()
        self._base, self._ahead = base, timedelta()
        self.advance(ahead)

    def push(self, until: datetime) -> None:
        """Puts the clock forward to a moment; one that is past changes nothing."""
        self.advance(until - self.now())
