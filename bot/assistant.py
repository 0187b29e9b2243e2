"""Desk, postman and porter on one store: run side by side by the engine, or step by step until all is quiet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.channel import Channel, Raw
from bot.clock import Clock, MovableClock
from bot.core import Core
from bot.desk import Desk, Play
from bot.porter import Porter
from bot.postman import Postman
from bot.ringing import watch
from flows.play import play as play_move
from storage.ledger import Ledger

SHORT_WAIT = timedelta(seconds=10)
"""A letter that is delayed for no longer is worth waiting for."""


LONGEST_SLEEP = 30.0
"""After how many seconds the desk looks for alarms although nobody calls: the clock may have been set."""


class Assistant:
    """What answers people on the given channels, which may work the same core."""

    def __init__(self, core: Core, channels: Sequence[Channel], clock: Clock, play: Play = play_move) -> None:
        self.clock = clock
        self.channels = {channel.name: channel for channel in channels}
        self.served = tuple(self.channels)
        self._watched: date | None = None
        self.core = core
        self.desk = Desk(core.store, self.channels, play, clock)
        self.postman = Postman(self.core, self.channels, clock)
        self.porter = Porter(self.core, self.channels, clock, core.mail.set)

    async def begin(self) -> None:
        """Takes back what an earlier run of this program, which may have been killed, had in its hands."""
        await self.core.write(self._unclaim)
        await self.watch()

    async def watch(self) -> None:
        """Has the open campaigns looked at, once on each day that this program lives to see."""
        now = self.clock.now()
        if self._watched != now.date():
            self._watched = now.date()
            await self.core.write(lambda ledger: watch(ledger, now))

    async def keep(self, channel: Channel, batch: Sequence[Raw]) -> None:
        """Puts updates into the inbox; they are on disk when this returns."""
        updates = [(raw.update_id, raw.address, raw.body) for raw in batch]
        await self.core.write(lambda ledger: ledger.inbox.keep(channel.name, updates, self.clock.now()))
        self.core.mail.set()

    async def settle(self, clock: MovableClock) -> None:
        """Plays, sends and carries until nothing is due; the clock is put forward over short delays."""
        wait: timedelta | None = timedelta()
        while wait is not None:
            clock.advance(wait)
            while await self._round():
                pass
            wait = await self._short_wait()

    async def seconds_to_alarm(self) -> float:
        """How long nothing rings, and no longer than the desk may go without a look at the clock."""
        due = await self.core.write(lambda ledger: ledger.alarms.next_due())
        return min(max((due - self.clock.now()).total_seconds(), 0.0), LONGEST_SLEEP) if due else LONGEST_SLEEP

    async def _round(self) -> int:
        played = await self.core.run(self.desk.work)
        return played + await self.postman.send_due() + await self.porter.carry_due()

    async def _short_wait(self) -> timedelta | None:
        """How long it is until the next letter, unless that is long or there is none."""
        now = self.clock.now()
        due = await self.core.write(lambda ledger: ledger.outbox.next_due(now, self.served))
        return due - now if due and timedelta() < due - now <= SHORT_WAIT else None

    async def close(self) -> None:
        """Lets go of the channels and of the core's thread."""
        for channel in self.channels.values():
            await channel.close()
        self.core.close()

    def _unclaim(self, ledger: Ledger) -> None:
        ledger.outbox.unclaim(self.served)
        ledger.jobs.unclaim(self.served)
