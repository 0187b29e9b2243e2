"""One thread works the store; what waits for it together is committed together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from storage.ledger import Ledger
from storage.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An act on the ledger and the one who waits for what it gives."""

    act: Callable[[Ledger], Any]
    told: asyncio.Future[Any]


class Core:
    """Takes the work on the store of everybody in the event loop, in order.

    `mail` is set whenever there may be something to play. An act may be done again after a roll-back, so it does
    nothing but read and write the ledger.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.mail = asyncio.Event()
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="core")
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def run(self, work: Callable[[], T]) -> T:
        """What the work gives; it sees to its own transactions."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)

    async def write(self, act: Callable[[Ledger], T]) -> T:
        """What the act gives, once it is on disk; it shares a transaction with whatever else waits."""
        waiting = _Waiting(act, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        result: T = await waiting.told
        return result

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            outcomes = await self.run(partial(commit, self.store, [waiting.act for waiting in batch]))
            for waiting, outcome in zip(batch, outcomes, strict=True):
                _tell(waiting.told, outcome)

    def close(self) -> None:
        """Waits for what was begun and lets go of the thread."""
        self._executor.shutdown(wait=True)


def commit(store: Store, acts: Sequence[Callable[[Ledger], Any]]) -> list[Any]:
    """What each act gave, or the exception that it raised; one that fails takes no other down with it."""
    try:
        with store.begin() as ledger:
            return [act(ledger) for act in acts]
    except Exception as error:
        return [error] if len(acts) == 1 else [commit(store, [act])[0] for act in acts]


def _tell(told: asyncio.Future[Any], outcome: Any) -> None:
    if told.done():
        return
    if isinstance(outcome, Exception):
        told.set_exception(outcome)
    else:
        told.set_result(outcome)
