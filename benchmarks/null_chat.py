"""A messenger that keeps nothing: so many officers at once, each of whom writes again once the reply is handed over."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from itertools import count

from benchmarks.updates import FIRST_CHAT, TURNS_OF_A_ROUND, Round, numbered, raw
from bot.channel import Gone, Incoming, Parcel, Raw, Sent
from bot.clock import SystemClock
from bot.telegram_read import read_update

_numbers = count(1_000_000)
"""Of all updates of a run, so that none of them comes twice."""


class NullChat:
    """Takes so many rounds from drafts in their order, none of them by two officers at once; then calls `done`."""

    name = "null"
    link = ""
    grids = False

    def __init__(self, drafts: Sequence[int], rounds: int, round_: Round) -> None:
        self.letters = 0
        self.done: Callable[[], None] = lambda: None
        self._round = round_
        self._wanted = rounds * TURNS_OF_A_ROUND
        self._rounds = rounds
        self._turns: dict[int, int] = {}
        self._free = deque(drafts)
        self._ready: list[int] = []
        self._news = asyncio.Event()
        self._clock = SystemClock()

    def seat(self, officers: int) -> NullChat:
        """Lets so many officers write at the same time."""
        for _ in range(officers):
            self._take_up()
        return self

    async def listen(self) -> AsyncIterator[Sequence[Raw]]:
        """What the officers say who have had their reply."""
        while True:
            await self._news.wait()
            self._news.clear()
            batch = [self._say(chat) for chat in self._ready]
            self._ready.clear()
            yield batch

    def read(self, body: bytes) -> Incoming | None:
        """What an update says, read as Telegram's are."""
        return read_update(body)

    async def send(self, parcel: Parcel) -> Sent:
        """Hands the letter over: its officer goes on."""
        self.letters += 1
        chat = int(parcel.letter.address)
        self._turns[chat] += 1
        if self._turns[chat] % TURNS_OF_A_ROUND:
            self._next(chat)
        else:
            self._free.append(chat - FIRST_CHAT)
            self._take_up()
        if self.letters >= self._wanted:
            self.done()
        return Sent(str(self.letters), next(_numbers), self._clock.now())

    async def fetch(self, ref: str, most: int) -> bytes:
        """Has no files."""
        raise Gone(ref)

    async def acknowledge(self, body: bytes) -> None:
        """Shows no waiting mark."""

    async def close(self) -> None:
        """Holds nothing."""

    def _take_up(self) -> None:
        """Goes on to the next draft."""
        if self._rounds:
            self._rounds -= 1
            chat = FIRST_CHAT + self._free.popleft()
            self._turns[chat] = 0
            self._next(chat)

    def _next(self, chat: int) -> None:
        self._ready.append(chat)
        self._news.set()

    def _say(self, chat: int) -> Raw:
        move = self._round.move(self._turns[chat], chat)
        return raw(numbered(move, next(_numbers), self._clock.now()))
