"""Pages hear of what was done once, and only while there is a page to hear of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from shorthand import START

from bot.core import Core
from bot.web_chat import office_watch
from bot.web_chat.office_watch import OfficeWatch
from flows.turn import Event
from storage.store import Store


@dataclass
class Pages:
    """Counts what it was told."""

    office_is_open: bool = True
    told: int = 0

    def tell_office(self) -> None:
        self.told += 1


@pytest.fixture
async def core() -> AsyncIterator[Core]:
    store = Store("sqlite://")
    store.migrate()
    core = Core(store)
    yield core
    core.close()
    store.close()


async def happens(core: Core) -> None:
    await core.write(lambda ledger: ledger.events.append([Event(name="accepted", draft="d")], 1, START))


async def test_each_thing_is_told_once(core: Core) -> None:
    pages = Pages()
    watch = OfficeWatch(core, pages)
    await watch.look()
    first = pages.told
    await watch.look()
    assert pages.told == first
    await happens(core)
    await watch.look()
    await watch.look()
    assert pages.told == first + 1


async def test_what_happened_while_nobody_looked_is_told_to_who_comes_then(core: Core) -> None:
    pages = Pages()
    watch = OfficeWatch(core, pages)
    await watch.look()
    first = pages.told
    pages.office_is_open = False
    await happens(core)
    await watch.look()
    assert pages.told == first
    pages.office_is_open = True
    await watch.look()
    assert pages.told == first + 1


@dataclass
class Faulty(Pages):
    """Cannot be told at first."""

    heard: asyncio.Event = field(default_factory=asyncio.Event)

    def tell_office(self) -> None:
        super().tell_office()
        if self.told == 1:
            raise RuntimeError("not now")
        self.heard.set()


async def test_a_look_that_fails_ends_nothing_and_is_made_up_for(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_watch, "_PAUSE", 0)
    pages = Faulty()
    watching = asyncio.create_task(OfficeWatch(core, pages).run())
    async with asyncio.timeout(20):
        await pages.heard.wait()
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    assert pages.told == 2
