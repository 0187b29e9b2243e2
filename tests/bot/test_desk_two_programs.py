"""Two programs on one database: each hears, plays, sends and does only what is of its own channels."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from room import Room, RoomChannel
from shorthand import START, told

from bot.assistant import Assistant
from bot.channel import Raw
from bot.clock import MovableClock, StoppedClock
from bot.core import Core
from bot.spoken import Spoken
from bot.terminal_chat import Sitting, TerminalChat
from flows.job import Job
from flows.turn import Do, Finished, Move, Turn, Typed
from flows.view import View
from storage.store import Store

SHEET = Job(kind="sheet", draft="chi-thi-34/stttt", key="khen-thuong")


def play(view: View, move: Move, now: datetime) -> Turn:
    """Says again what was typed and has a sheet made; says when that is done."""
    if isinstance(move, Typed):
        return Turn(effects=(told(move.text), told("later", card="stored", delay=3600), Do(SHEET)))
    return Turn(effects=(told("done"),)) if isinstance(move, Finished) else Turn()


async def no_lines() -> AsyncIterator[str]:
    return
    yield


@dataclass
class Program:
    """One of the two, with what its channel has shown."""

    assistant: Assistant
    clock: MovableClock
    runner: asyncio.Runner
    shown: list[str] = field(default_factory=list)

    @property
    def channel(self) -> str:
        return next(iter(self.assistant.channels))

    def hears(self, text: str) -> None:
        """Has a message kept, which is not played yet."""
        said = Spoken(what="typed", source="lan/1", at=START, position=1, text=text)
        one = self.assistant.channels[self.channel]
        self.runner.run(self.assistant.keep(one, [Raw(1, "lan", said.body)]))

    def works(self) -> None:
        """Begins, and works until nothing is left to do."""
        self.runner.run(self.assistant.begin())
        self.runner.run(self.assistant.settle(self.clock))


@dataclass
class Both:
    """The two programs and their database."""

    store: Store
    terminal: Program
    room: Program

    def state(self, program: Program) -> list[tuple[object, ...]]:
        """Everything that is kept of that program's channel."""
        asked = ("inbox", "letters", "jobs")
        with self.store.engine.connect() as connection:
            found = [
                connection.execute(sa.text(f"SELECT * FROM {table} WHERE channel = :name"), {"name": program.channel})
                for table in asked
            ]
            return [tuple(row) for rows in found for row in rows]


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    with asyncio.Runner() as runner:
        room = Room(play, f"sqlite:///{tmp_path}/a.sqlite3")
        clock = MovableClock(StoppedClock(START))
        shown: list[str] = []
        chat = TerminalChat(Sitting("CODE", tmp_path, clock), no_lines(), shown.append)
        terminal = Program(Assistant(Core(room.store), [chat], clock, play), clock, runner, shown)
        yield Both(room.store, terminal, Program(room.assistant, room.clock, runner))
        terminal.assistant.core.close()
        room.close()


def heard(program: Program) -> list[str]:
    channel = program.assistant.channels[program.channel]
    if isinstance(channel, RoomChannel):
        return [message.text for message in channel.chats.get("lan", [])]
    return [line.strip() for line in program.shown]


@pytest.mark.parametrize("first", ["terminal", "room"])
def test_a_program_leaves_alone_what_waits_for_the_other(both: Both, first: str) -> None:
    mine, other = (both.terminal, both.room) if first == "terminal" else (both.room, both.terminal)
    other.hears("b")
    other.assistant.desk.work()
    other.hears("c")
    before = both.state(other)
    mine.hears("a")
    mine.works()
    assert heard(mine) == ["a", "done"]
    assert both.state(other) == before
    assert heard(other) == []
    other.works()
    assert heard(other) == ["b", "c", "done", "done"]


def test_a_program_that_begins_takes_nothing_out_of_the_other_s_hands(both: Both) -> None:
    both.room.hears("a")
    both.room.assistant.desk.work()
    with both.store.begin() as ledger:
        assert len(ledger.outbox.due(9, START, ("room",)) + ledger.jobs.due(9, START, ("room",))) == 2
    before = both.state(both.room)
    both.terminal.works()
    assert both.state(both.room) == before


def test_what_the_other_has_to_send_wakes_nobody(both: Both) -> None:
    both.room.hears("a")
    both.room.assistant.desk.work()
    with both.store.begin() as ledger:
        assert ledger.outbox.next_due(START, both.terminal.assistant.served) is None
        assert ledger.outbox.next_due(START, both.room.assistant.served) == START
