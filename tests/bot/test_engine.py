"""The engine hears, answers and stops; what a messenger handed over is on disk before it hears so."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from shorthand import START, campaign, text_of, told

from bot import engine as engine_module
from bot.assistant import Assistant
from bot.channel import Incoming, Parcel, Raw, Sent
from bot.clock import SystemClock
from bot.core import Core
from bot.engine import Engine, Unheard
from bot.spoken import Spoken, read_spoken
from flows.turn import Move, Turn, Typed
from flows.view import View
from storage.store import Store


def echo(view: View, move: Move, now: datetime) -> Turn:
    """Says again what was typed."""
    return Turn(effects=(told(move.text),)) if isinstance(move, Typed) else Turn()


def raw(n: int, text: str, address: str = "lan") -> Raw:
    said = Spoken(what="typed", source=f"{address}/{n}", at=START, position=n, text=text)
    return Raw(n, address, said.body)


class Line:
    """A messenger that gives what is put on it, and holds letters back while `free` is not set."""

    name = "line"
    link = ""
    grids = False

    def __init__(self, confirmed: Callable[[Sequence[Raw]], None] = lambda batch: None) -> None:
        self.updates: asyncio.Queue[Sequence[Raw] | Exception] = asyncio.Queue()
        self.letters: asyncio.Queue[str] = asyncio.Queue()
        self.free = asyncio.Event()
        self.free.set()
        self.begun = asyncio.Event()
        self.acknowledged: list[bytes] = []
        self.is_heard = True
        self.closed = False
        self._confirmed = confirmed

    async def listen(self) -> AsyncIterator[Sequence[Raw]]:
        while not isinstance(batch := await self.updates.get(), Exception):
            yield batch
            self._confirmed(batch)
        raise batch

    def read(self, body: bytes) -> Incoming:
        return read_spoken(body)

    async def send(self, parcel: Parcel) -> Sent:
        self.begun.set()
        await self.free.wait()
        self.letters.put_nowait(text_of(parcel.letter))
        return Sent("1", 1, START)

    async def fetch(self, ref: str, most: int) -> bytes:
        return b""

    async def acknowledge(self, body: bytes) -> None:
        self.acknowledged.append(body)

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path}/a.sqlite3")
    store.migrate()
    with store.begin() as ledger:
        ledger.records.save([campaign()])
    yield store
    store.close()


@asynccontextmanager
async def running(store: Store, line: Line) -> AsyncIterator[Engine]:
    """An engine at work, stopped at the end."""
    engine = Engine(Assistant(Core(store), [line], SystemClock(), echo))
    async with asyncio.timeout(20):
        work = asyncio.create_task(engine.run())
        try:
            yield engine
        finally:
            engine.stop()
            await work


async def heard(line: Line, count: int) -> list[str]:
    return [await line.letters.get() for _ in range(count)]


async def test_what_comes_is_answered_in_order(store: Store) -> None:
    line = Line()
    async with running(store, line):
        line.updates.put_nowait([raw(1, "a"), raw(2, "b")])
        line.updates.put_nowait([raw(3, "c")])
        assert await heard(line, 3) == ["a", "b", "c"]
    assert line.closed


async def test_a_batch_is_on_disk_before_the_next_one_is_asked_for(store: Store) -> None:
    kept: list[bool] = []

    def confirmed(batch: Sequence[Raw]) -> None:
        with store.begin() as ledger:
            kept.extend(not ledger.inbox.keep("line", [(one.update_id, one.address, one.body)], START) for one in batch)

    line = Line(confirmed)
    async with running(store, line):
        line.updates.put_nowait([raw(1, "a"), raw(2, "b")])
        line.updates.put_nowait([raw(3, "c")])
        await heard(line, 3)
    assert kept == [True, True, True]


async def test_what_an_earlier_run_had_kept_is_answered_without_anything_new(store: Store) -> None:
    with store.begin() as ledger:
        ledger.inbox.keep("line", [(1, "lan", raw(1, "a").body)], START)
    line = Line()
    async with running(store, line):
        assert await heard(line, 1) == ["a"]


async def test_a_press_is_acknowledged_once_it_is_kept(store: Store) -> None:
    line = Line()
    async with running(store, line):
        line.updates.put_nowait([raw(1, "a")])
        await heard(line, 1)
    assert line.acknowledged == [raw(1, "a").body]


async def test_a_letter_that_is_being_sent_when_the_engine_stops_arrives_and_is_noted(store: Store) -> None:
    line = Line()
    line.free.clear()
    async with running(store, line) as engine:
        line.updates.put_nowait([raw(1, "a")])
        await line.begun.wait()
        engine.stop()
        line.free.set()
    assert await heard(line, 1) == ["a"]
    with store.begin() as ledger:
        assert ledger.outbox.next_due(SystemClock().now(), ("line",)) is None


async def test_a_letter_that_cannot_be_finished_in_time_is_sent_by_the_next_run(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "PATIENCE", 0.01)
    stuck, line = Line(), Line()
    stuck.free.clear()
    async with running(store, stuck):
        stuck.updates.put_nowait([raw(1, "a")])
        await stuck.begun.wait()
    async with running(store, line):
        assert await heard(line, 1) == ["a"]


async def test_a_messenger_that_cannot_go_on_ends_the_run_with_its_reason(store: Store) -> None:
    line = Line()
    line.updates.put_nowait(RuntimeError("two pollers"))
    with pytest.raises(RuntimeError, match="two pollers"):
        async with asyncio.timeout(20):
            await Engine(Assistant(Core(store), [line], SystemClock(), echo)).run()
    assert line.closed


async def test_a_messenger_that_no_longer_answers_ends_the_run(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "GLANCE", 0.01)
    line = Line()
    line.is_heard = False
    with pytest.raises(Unheard, match="line has not answered"):
        async with asyncio.timeout(20):
            await Engine(Assistant(Core(store), [line], SystemClock(), echo)).run()


async def test_a_messenger_that_no_longer_answers_leaves_the_others_at_work(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "GLANCE", 0.001)
    silent, line = Line(), Line()
    silent.name, silent.is_heard = "silent", False
    engine = Engine(Assistant(Core(store), [silent, line], SystemClock(), echo))
    async with asyncio.timeout(20):
        work = asyncio.create_task(engine.run())
        for n in range(20):
            line.updates.put_nowait([raw(n, f"{n}")])
            assert await heard(line, 1) == [f"{n}"]
        assert not work.done()
        line.is_heard = False
        with pytest.raises(Unheard):
            await work


async def test_many_people_are_answered_each_in_order(store: Store) -> None:
    line = Line()
    people = [f"p{n}" for n in range(40)]
    async with running(store, line):
        line.updates.put_nowait([raw(n, f"{who} {n}", who) for n, who in enumerate(people * 5)])
        said = await heard(line, 200)
    for who in people:
        mine = [int(text.split()[1]) for text in said if text.startswith(f"{who} ")]
        assert mine == sorted(mine)
        assert len(mine) == 5
