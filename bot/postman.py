"""The postman alone sends letters: in order for each address, at least once, at the pace that the messenger bears."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.channel import Channel, Gone, Parcel, Refused, Sent, TryLater
from bot.clock import Clock
from bot.core import Core
from bot.pace import PACES, Pace, Pacer
from flows.alarm import Alarm
from flows.letter import Letter
from storage.ledger import Ledger
from storage.outbox import Claim

SLOTS = 32
"""How many addresses are written to at the same time."""

LONGEST_PAUSE = 600.0
PAUSE_AFTER_FAULT = 15.0
SHORTEST_WAIT = 0.05
ROUND = 30.0
"""After how many seconds the postman looks although nobody calls: another program may have written a letter."""
_log = structlog.get_logger()


class Postman:
    """Hands what is due in the outbox to the channels; a letter that fails keeps only its own chat waiting."""

    def __init__(
        self, core: Core, channels: Mapping[str, Channel], clock: Clock, paces: Mapping[str, Pace] = PACES
    ) -> None:
        self._core = core
        self._channels = channels
        self._served = tuple(channels)
        self._clock = clock
        self._pacers = {name: Pacer(pace) for name, pace in paces.items()}
        self._news = asyncio.Event()
        self._begun: set[asyncio.Task[None]] = set()

    def poke(self) -> None:
        """There may be letters."""
        self._news.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Sends until it is told to stop (and poked); then finishes what it has begun."""
        while not stop.is_set():
            self._news.clear()
            await self._begin_due()
            await self._wait()
        await asyncio.gather(*self._begun)

    async def send_due(self) -> int:
        """Sends what is due now, a letter to each address, and says how many those were."""
        claims = await self._claim(SLOTS)
        await asyncio.gather(*(self._see_to(claim) for claim in claims))
        return len(claims)

    async def deliver(self, claim: Claim) -> None:
        """Sends a letter that was claimed, and notes what became of it."""
        letter = claim.letter
        try:
            sent = await self._send(claim)
        except TryLater as fault:
            await self._try_later(claim, fault)
        except Gone:
            await self._give_up(letter)
        except Refused as fault:
            await self._refuse(letter, str(fault))
        else:
            await self._delivered(letter, sent)

    async def _send(self, claim: Claim) -> Sent:
        letter = claim.letter
        if letter.channel in self._pacers:
            await self._pacers[letter.channel].pass_to(letter.address)
        file = await self._file(letter.file) if letter.file else None
        return await self._channels[letter.channel].send(Parcel(letter, file, claim.replaces))

    async def _file(self, sha: str) -> bytes:
        kept = await self._core.write(lambda ledger: ledger.files.get(sha))
        if kept is None:
            raise Refused(f"the file {sha} is not kept")
        return kept

    async def _delivered(self, letter: Letter, sent: Sent) -> None:
        await self._core.write(lambda ledger: ledger.outbox.sent(letter.id, sent.ref, sent.position, sent.at))

    async def _give_up(self, letter: Letter) -> None:
        _log.warning("nobody at the address", letter=letter.id, channel=letter.channel)
        now = self._clock.now()
        await self._core.write(partial(self._note_gone, letter, now))

    def _note_gone(self, letter: Letter, now: datetime, ledger: Ledger) -> None:
        """Nobody is written to at this address any more; the coordinators hear of whom that concerns."""
        ledger.outbox.gone(letter.channel, letter.address, now)
        if letter.person:
            ledger.alarms.set([Alarm(subject="", name="gone", person=letter.person, due_at=now)])

    async def _refuse(self, letter: Letter, why: str) -> None:
        _log.error("letter refused", letter=letter.id, why=why)
        now = self._clock.now()
        await self._core.write(lambda ledger: ledger.outbox.refused(letter.id, why, now))

    async def _try_later(self, claim: Claim, fault: TryLater) -> None:
        """A letter of which twice nobody knows whether it arrived counts as sent."""
        letter = claim.letter
        if fault.unknown and claim.unknown:
            _log.error("letter perhaps not delivered", letter=letter.id, attempts=claim.attempt)
            await self._delivered(letter, Sent(ref="", position=0, at=self._clock.now()))
            return
        _log.warning("letter to be tried again", letter=letter.id, after=fault.after, unknown=fault.unknown)
        await self._core.write(partial(self._put_back, letter, fault))

    def _put_back(self, letter: Letter, fault: TryLater, ledger: Ledger) -> None:
        until = self._clock.now() + timedelta(seconds=fault.after)
        ledger.outbox.later(letter.id, until, str(fault), fault.unknown)
        if not fault.unknown:
            ledger.outbox.hold(letter.channel, "" if fault.whole_channel else letter.address, until)

    async def _claim(self, most: int) -> list[Claim]:
        """What is due in the channels that are served here; what is in others is another program's."""
        return await self._core.write(lambda ledger: ledger.outbox.due(most, self._clock.now(), self._served))

    async def _see_to(self, claim: Claim) -> None:
        """A letter that brings up a fault of our own is put back for longer each time; it never stops the others."""
        try:
            await self.deliver(claim)
        except Exception:
            _log.exception("letter not sent", letter=claim.letter.id, attempt=claim.attempt)
            after = min(claim.attempt * PAUSE_AFTER_FAULT, LONGEST_PAUSE)
            await self._core.write(partial(self._put_back, claim.letter, TryLater(after)))

    async def _begin_due(self) -> None:
        free = SLOTS - len(self._begun)
        for claim in await self._claim(free) if free else []:
            task = asyncio.create_task(self._see_to(claim))
            self._begun.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._begun.discard(task)
        self._news.set()

    async def _wait(self) -> None:
        """Until there is news, or the next letter is due; with no free slot only news help."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), await self._seconds_to_next())

    async def _seconds_to_next(self) -> float | None:
        if len(self._begun) >= SLOTS:
            return None
        now = self._clock.now()
        due = await self._core.write(lambda ledger: ledger.outbox.next_due(now, self._served))
        return min(max((due - now).total_seconds(), SHORTEST_WAIT), ROUND) if due else ROUND
