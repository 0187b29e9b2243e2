"""Time that is pushed passes as it would have: what has to ring on the way rings at its own moment, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from bot.core import Core
from bot.demo.clock import DemoClock
from bot.demo.days import moment
from bot.invite import OUTLINE
from bot.view import CLOCK
from bot.web_chat.hall import CHANNEL
from flows.clock import VIET_NAM
from storage.ledger import Ledger

GLANCE = 0.02
PATIENCE = 500
"""How many glances what has rung is given to be played; then time goes on all the same."""

_MORNING = time(8, 30)

Steps = Mapping[str, Callable[[datetime, datetime], datetime]]
"""To what moment each step leads, from now and the deadline."""


def _morning(now: datetime, days: int) -> datetime:
    return moment(now.astimezone(VIET_NAM).date() + timedelta(days=days), _MORNING)


STEPS: Steps = {
    "hour": lambda now, due: now + timedelta(hours=1),
    "morning": lambda now, due: _morning(now, 1),
    # Nobody is reminded before the offices open.
    "three-days": lambda now, due: max(now + timedelta(days=3), _morning(now, 3)),
    "deadline": lambda now, due: due + timedelta(minutes=1),
}


@dataclass
class Ahead:
    """Pushes the clock of a program that runs on this core."""

    core: Core
    clock: DemoClock
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def steps(self) -> dict[str, datetime]:
        """The steps that lead ahead from now, and where to."""
        now = self.clock.now()
        campaign = await self.core.write(lambda ledger: ledger.records.campaign(OUTLINE))
        due = (campaign.deadline if campaign else None) or now
        leads = {step: lead(now, due) for step, lead in STEPS.items()}
        return {step: at for step, at in leads.items() if at > now}

    async def push(self, step: str) -> None:
        """Lets the time of a step pass; one that leads nowhere changes nothing."""
        async with self._one:
            until = (await self.steps()).get(step, self.clock.now())
            rung = None
            while (due := await self.core.write(_next)) and due < until and due != rung:
                await self._ring(due)
                rung = due
            await self._ring(until)

    async def _ring(self, at: datetime) -> None:
        self.clock.push(at)
        self.core.mail.set()
        for _ in range(PATIENCE):
            if await self.core.write(self._is_quiet):
                return
            await asyncio.sleep(GLANCE)

    def _is_quiet(self, ledger: Ledger) -> bool:
        """Nothing rings, nothing waits to be played, and nothing is to be sent."""
        now = self.clock.now()
        rings, goes = ledger.alarms.next_due(), ledger.outbox.next_due(now, (CHANNEL,))
        waits = ledger.inbox.waiting(1, now, (CHANNEL, CLOCK))
        return not waits and (rings is None or rings > now) and (goes is None or goes > now)


def _next(ledger: Ledger) -> datetime | None:
    return ledger.alarms.next_due()
