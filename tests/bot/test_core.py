"""What waits for the core together is committed together, and fails one by one."""

import asyncio
from collections.abc import AsyncIterator, Awaitable

import pytest

from bot.core import Core
from flows.campaign import Unit
from storage.ledger import Ledger
from storage.store import Store


@pytest.fixture
async def core() -> AsyncIterator[Core]:
    store = Store("sqlite://")
    store.migrate()
    core = Core(store)
    yield core
    core.close()
    store.close()


def unit(name: str) -> Unit:
    return Unit(id=name, name=name)


async def test_acts_that_wait_together_share_one_transaction(core: Core) -> None:
    ledgers: list[Ledger] = []
    await asyncio.gather(*(core.write(ledgers.append) for _ in range(5)))
    assert len(set(map(id, ledgers))) == 1


async def test_an_act_that_fails_takes_no_other_down(core: Core) -> None:
    def save(name: str) -> Awaitable[str]:
        def act(ledger: Ledger) -> str:
            ledger.records.save([unit(name)])
            if name == "b":
                raise ZeroDivisionError(name)
            return name

        return core.write(act)

    told = await asyncio.gather(*map(save, "abc"), return_exceptions=True)
    assert (told[0], repr(told[1]), told[2]) == ("a", "ZeroDivisionError('b')", "c")
    assert [one.id for one in await core.write(lambda ledger: ledger.records.units())] == ["a", "c"]


async def test_one_who_no_longer_waits_keeps_nobody_else_waiting(core: Core) -> None:
    waits = [asyncio.create_task(core.write(lambda ledger: len(ledger.records.units()))) for _ in range(2)]
    await asyncio.sleep(0)
    waits[0].cancel()
    assert await waits[1] == 0
