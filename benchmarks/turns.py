"""Whole turns: raw update, inbox commit, play, commit of answers and letters, letter handed over and marked sent."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import event

from benchmarks.null_chat import NullChat
from benchmarks.open_drafts import prepare
from benchmarks.timing import count, seconds
from benchmarks.updates import ANSWERS_OF_A_ROUND, TURNS_OF_A_ROUND, Round
from bot.assistant import Assistant
from bot.clock import SystemClock
from bot.core import Core
from bot.engine import Engine
from storage.store import Store

_LAST_VERSION = "SELECT body FROM answer_versions WHERE rev > 1 ORDER BY rev DESC"
_ROWS_OF_A_TURN = (
    "SELECT body FROM inbox ORDER BY seq DESC",
    # Once as the answer, once as its version.
    _LAST_VERSION,
    _LAST_VERSION,
    "SELECT body FROM seats ORDER BY rev DESC",
    "SELECT body || hash FROM events ORDER BY seq DESC",
    "SELECT body FROM letters ORDER BY seq DESC",
    "SELECT about || ref FROM cards ORDER BY at DESC",
)


@dataclass
class Office:
    """A database with open drafts; each measurement goes on with the drafts behind those of the one before."""

    path: Path
    drafts: int
    round: Round
    store: Store
    _next: int = field(default=0)

    @classmethod
    def of(cls, folder: Path, drafts: int) -> Office:
        """A new one."""
        path = folder / f"{drafts}.sqlite3"
        return cls(path, drafts, prepare(path, drafts), Store(f"sqlite:///{path}"))

    def rate(self, turns: int, officers: int) -> float:
        """Turns a second, where so many officers write at the same time; checks that every answer was written."""
        chat = NullChat(self._queue(turns), turns // TURNS_OF_A_ROUND, self.round).seat(officers)
        before = self._written()
        took = seconds(lambda: asyncio.run(serve(self.store, chat)))
        written = self._written() - before
        assert chat.letters == turns, f"{chat.letters} letters in {turns} turns"
        assert written == turns // TURNS_OF_A_ROUND * ANSWERS_OF_A_ROUND, f"{written} answers in {turns} turns"
        return turns / took

    def said(self, turns: int, officers: int) -> dict[str, float]:
        """How many statements and commits a turn takes, counted by SQLite itself."""
        told: Counter[str] = Counter()
        store = Store(f"sqlite:///{self.path}")
        event.listen(store.engine, "connect", lambda driver, _: driver.set_trace_callback(partial(count, told)))
        chat = NullChat(self._queue(turns), turns // TURNS_OF_A_ROUND, self.round).seat(officers)
        asyncio.run(serve(store, chat))
        store.close()
        return {name: round(count / turns, 2) for name, count in sorted(told.items())}

    def bytes_of_a_turn(self) -> list[bytes]:
        """What one turn that writes an answer puts into the database: the bodies of its rows."""
        with sqlite3.connect(self.path) as database:
            rows = [database.execute(f"{words} LIMIT 1").fetchone()[0] for words in _ROWS_OF_A_TURN]
        database.close()
        return [row if isinstance(row, bytes) else row.encode() for row in rows]

    def close(self) -> None:
        """Lets go of the database."""
        self.store.close()

    def _queue(self, turns: int) -> list[int]:
        """The drafts from the next one on; it moves by as many as take part."""
        first = self._next
        self._next = (first + turns // TURNS_OF_A_ROUND) % self.drafts
        return [*range(first, self.drafts), *range(first)]

    def _written(self) -> int:
        with sqlite3.connect(self.path) as database:
            count = database.execute("SELECT count(*) FROM answer_versions").fetchone()[0]
        database.close()
        return int(count)


async def serve(store: Store, chat: NullChat) -> None:
    """Runs the engine until the officers have had their turns."""
    engine = Engine(Assistant(Core(store), [chat], SystemClock()))
    chat.done = engine.stop
    await engine.run()
