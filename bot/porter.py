"""The porter alone does what is slow or dangerous, outside transactions; a job ends as one row of the inbox."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import structlog

from bot.channel import Channel, Gone, Refused, TooBig, TryLater
from bot.clock import Clock
from bot.core import Core
from bot.ends import end, end_overdue, underway
from bot.porter_table import FETCHED, WORK
from bot.porter_work import Made
from bot.tools import Tools
from bot.view import links_of
from flows.job import Kept, Outcome
from storage.jobs import Errand
from storage.ledger import Ledger

SLOTS = 4
"""How many jobs are carried at the same time."""

MOST_BYTES = 20_000_000
"""The largest file that is fetched; Telegram's servers hand out no larger one."""

MOST_ATTEMPTS = 3
"""After how many attempts, each ended by a crash or by a messenger that cannot be reached, a job has failed."""

BETWEEN_NEWS = 2.0
"""How many seconds are between two words on how far a job is."""

ROUND = 60.0
"""After how many seconds the porter, though nobody calls, says what it is busy with and looks for overdue jobs."""

_log = structlog.get_logger()


class Porter:
    """Takes jobs as they become due; `tell` is called when the end of one lies in the inbox."""

    def __init__(self, core: Core, channels: Mapping[str, Channel], clock: Clock, tell: Callable[[], None]) -> None:
        self._core = core
        self._channels = channels
        self._served = tuple(channels)
        self._clock = clock
        self._tell = tell
        self._news = asyncio.Event()
        self._begun: dict[str, asyncio.Task[None]] = {}

    def poke(self) -> None:
        """There may be jobs."""
        self._news.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Carries jobs until it is told to stop (and poked); then ends what it has begun."""
        while not stop.is_set():
            self._news.clear()
            await self._core.write(partial(self._renew, list(self._begun)))
            await self._end_overdue()
            await self._begin_due()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), ROUND)
        await asyncio.gather(*self._begun.values())

    async def carry_due(self) -> int:
        """Carries what is due now and says how many jobs those were."""
        errands = await self._claim(SLOTS)
        await asyncio.gather(*(self.carry(errand) for errand in errands))
        return len(errands)

    async def carry(self, errand: Errand) -> None:
        """Does one job to its end, whatever that is."""
        try:
            made = await self._do(errand)
        except Exception:
            _log.exception("job failed", job=errand.id, kind=errand.job.kind)
            made = Made(Outcome(failure="broken"))
        await self._core.write(partial(self._end, errand, made))
        self._tell()

    async def _do(self, errand: Errand) -> Made:
        if errand.attempt > MOST_ATTEMPTS:
            return Made(Outcome(failure="broken"))
        content = b""
        if errand.job.kind in FETCHED:
            try:
                content = await self._fetch(errand)
            except TryLater:
                return Made(Outcome(failure="timeout"))
            except TooBig:
                return Made(Outcome(failure="too-big"))
            except (Gone, Refused):
                return Made(Outcome(failure="gone"))
        return await asyncio.to_thread(WORK[errand.job.kind], errand.job, self._tools(errand, content))

    def _tools(self, errand: Errand, content: bytes) -> Tools:
        """What the thread of a job works with; it reaches the store and the inbox through this loop alone."""
        loop, told = asyncio.get_running_loop(), self._clock.monotonic()

        def read(act: Callable[[Ledger], Any]) -> Any:
            return asyncio.run_coroutine_threadsafe(self._core.write(act), loop).result()

        def tell(done: int, total: int) -> None:
            nonlocal told
            if self._clock.monotonic() - told >= BETWEEN_NEWS:
                told = self._clock.monotonic()
                read(lambda ledger: underway(ledger, errand, (done, total), self._clock.now()))
                loop.call_soon_threadsafe(self._tell)

        return Tools(read, tell, self._clock.now(), content, links_of(self._channels.values()))

    async def _fetch(self, errand: Errand) -> bytes:
        """The file, tried for as often as a job is."""
        channel = self._channels[errand.channel]
        for _ in range(MOST_ATTEMPTS - 1):
            try:
                return await channel.fetch(errand.job.ref, MOST_BYTES)
            except TryLater as fault:
                await asyncio.sleep(fault.after)
        return await channel.fetch(errand.job.ref, MOST_BYTES)

    def _end(self, errand: Errand, made: Made, ledger: Ledger) -> None:
        now = self._clock.now()
        kept = [Kept(file=ledger.files.put(one.content, one.name, one.mime, now), name=one.name) for one in made.files]
        end(ledger, errand, made.outcome.model_copy(update={"files": tuple(kept)}), now)

    def _renew(self, begun: Sequence[str], ledger: Ledger) -> None:
        """A job may take longer than its lease, as a download does over a slow line: nobody else is to begin it."""
        for errand in begun:
            ledger.jobs.renew(errand, self._clock.now())

    async def _end_overdue(self) -> None:
        if await self._core.write(lambda ledger: end_overdue(ledger, self._clock.now(), self._served)):
            self._tell()

    async def _claim(self, most: int) -> list[Errand]:
        """What is due in the channels that are served here; what is in others is another program's."""
        return await self._core.write(lambda ledger: ledger.jobs.due(most, self._clock.now(), self._served))

    async def _begin_due(self) -> None:
        free = SLOTS - len(self._begun)
        for errand in await self._claim(free) if free else []:
            task = asyncio.create_task(self.carry(errand))
            self._begun[errand.id] = task
            task.add_done_callback(partial(self._ended, errand.id))

    def _ended(self, errand: str, _: asyncio.Task[None]) -> None:
        del self._begun[errand]
        self._news.set()
