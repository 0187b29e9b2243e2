"""Updates are taken from Telegram in batches, and a batch is confirmed only by asking for the next.

The offset is sent once, to confirm; then the queue is asked for from its start. For after a quiet week Telegram begins
anew at a random update id, and an offset above that would confirm what nobody has seen.

When two processes poll with one token, Telegram ends the poll that waits with a 409 and lets the other wait instead, so
the two end each other's in turns, each about every six seconds. The one whose first seconds were disturbed came second,
and gives in first.
A restart over a process that takes a few seconds to stop stays below that.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Sequence
from typing import Any

import structlog

from bot.channel import Raw, TryLater
from bot.clock import Clock
from bot.telegram_api import BotApi, Clash
from bot.telegram_read import KINDS, address_of

LONGEST_PAUSE = 30.0
LONGEST_SILENCE = 120.0
SETTLED_AFTER = 10.0
CLASHES_COUNT_FOR = 120.0
LARGEST_ID = 2**63
CLASHES_WHEN_NEW = 3
CLASHES_WHEN_SETTLED = 10

log = structlog.get_logger()


class TwoPollers(Exception):
    """Another process receives this bot's messages with the same token; stop it, then start this one again."""

    def __str__(self) -> str:
        return str(self.__doc__)


class Poll:
    """One process's hold on the queue of updates; `last_good` is when Telegram last answered, by the clock."""

    def __init__(self, api: BotApi, clock: Clock) -> None:
        self._api = api
        self._clock = clock
        self._since = self.last_good = clock.monotonic()
        self._clashes: deque[float] = deque(maxlen=CLASHES_WHEN_SETTLED)
        self._settled = False

    @property
    def is_heard(self) -> bool:
        """False once Telegram has not answered for two minutes."""
        return self._clock.monotonic() - self.last_good <= LONGEST_SILENCE

    async def batches(self) -> AsyncIterator[Sequence[Raw]]:
        """The updates as they come. Raises TwoPollers or TokenRejected."""
        # A webhook that was left behind would answer every poll with 409; what waits is kept.
        await self._until_answered("deleteWebhook", {"drop_pending_updates": False})
        confirm: dict[str, int] = {}
        while True:
            wanted = {"timeout": self._api.wire.poll, "allowed_updates": KINDS}
            updates = await self._until_answered("getUpdates", wanted | confirm)
            batch = [_raw(update) for update in updates]
            confirm = {"offset": max(raw.update_id for raw in batch) + 1} if batch else {}
            if batch:
                yield batch

    async def _until_answered(self, method: str, fields: dict[str, Any]) -> Any:
        pause = self._api.wire.pause
        while True:
            try:
                answer = await self._api.call(method, fields, wait=self._api.wire.poll)
            except (TryLater, Clash) as fault:
                wait = self._wait_after(fault, pause)
            else:
                self.last_good = self._clock.monotonic()
                return answer
            await asyncio.sleep(wait)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _wait_after(self, fault: TryLater | Clash, pause: float) -> float:
        """How long to wait, having logged why."""
        if isinstance(fault, Clash):
            self._count_clash()
            # Telegram itself holds the second 409 back for three seconds.
            return self._api.wire.pause
        asked = 0.0 if fault.whole_channel or fault.unknown else fault.after
        log.warning("telegram_poll_failed", wait=max(asked, pause))
        return max(asked, pause)

    def _count_clash(self) -> None:
        now = self._clock.monotonic()
        self._settled = self._settled or (not self._clashes and now - self._since > SETTLED_AFTER)
        self._clashes.append(now)
        recent = sum(now - moment <= CLASHES_COUNT_FOR for moment in self._clashes)
        log.warning("telegram_polled_elsewhere", times=recent)
        if recent >= (CLASHES_WHEN_SETTLED if self._settled else CLASHES_WHEN_NEW):
            raise TwoPollers


def _raw(update: Any) -> Raw:
    """The update by itself; one without an id is passed on too, and confirmed along with its batch."""
    number = update.get("update_id") if isinstance(update, dict) else None
    known = number if type(number) is int and abs(number) < LARGEST_ID else 0
    try:
        return Raw(known, address_of(update), json.dumps(update, separators=(",", ":")).encode())
    except (ValueError, RecursionError):
        # A number of thousands of figures or a nest as deep: kept as something that nobody can read.
        return Raw(known, "", b"")
