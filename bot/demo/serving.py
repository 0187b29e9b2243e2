"""The demonstration from first to last: fills a database, says where the page is, and serves it until stopped."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from datetime import date

from sqlalchemy import event

from bot.assistant import Assistant
from bot.clock import SystemClock
from bot.console import FAILED, FINE, CannotGoOn, tell
from bot.core import Core
from bot.demo.ahead import Ahead
from bot.demo.clock import DemoClock
from bot.demo.routes import routes
from bot.demo.seeding import Seeding, begins
from bot.demo.seeds import Seeds, seeds
from bot.engine import Engine
from bot.web_chat.channel import WebChat
from bot.web_chat.open import Opening, web_chat
from bot.web_chat.server import bound
from flows.wording import plain
from storage.store import Store

HOST, PORT = "127.0.0.1", 8080

PATIENCE = 2.0
"""After how many seconds each it is said how far the seeding is."""


async def serve(store: Store, port: int | None) -> int:
    """Serves the page until SIGINT or SIGTERM. Raises CannotGoOn where the port that was asked for is taken."""
    listening, sown, now = _listening(port), seeds(), SystemClock().now()
    hurried(store)
    clock, core = DemoClock(begins(sown, now)), Core(store)
    chat = web_chat(core, clock, _opening(listening, sown, Ahead(core, clock)))
    _on_signals(_cancel_of(asyncio.current_task()))
    try:
        await Seeding(core, chat, clock).seed(sown, now, Progress().told)
    except asyncio.CancelledError:
        await chat.close()
        core.close()
    else:
        clock.let_run(SystemClock())
        await _run(core, chat, clock)
    tell("cli.demo_stopped")
    return FINE


def hurried(store: Store) -> None:
    """Has the database of a demonstration wait for no disk: it is thrown away, whatever ends the program."""
    event.listen(store.engine, "connect", lambda driver, _: driver.execute("PRAGMA synchronous = OFF"))
    store.engine.dispose()


def _opening(listening: socket.socket, sown: Seeds, ahead: Ahead) -> Opening:
    """Where the page is, with the routes of its bar."""
    public = f"http://{HOST}:{listening.getsockname()[1]}"
    return Opening(public, listening, demo=lambda hall: routes(hall, sown, ahead))


async def _run(core: Core, chat: WebChat, clock: DemoClock) -> None:
    engine = Engine(Assistant(core, [chat], clock))
    _on_signals(engine.stop)
    tell("cli.demo_ready", address=f"{chat.hall.public}/")
    await engine.run()


def _listening(port: int | None) -> socket.socket:
    """The socket at that port; at the usual one, or else at any that is free, where none was asked for."""
    try:
        return bound(HOST, PORT if port is None else port)
    except (OSError, OverflowError) as fault:
        if port is not None:
            why = getattr(fault, "strerror", None) or str(fault)
            raise CannotGoOn(FAILED, plain("cli.demo_port", port=port, why=why)) from None
    return bound(HOST, 0)


def _on_signals(does: Callable[[], object]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, does)


def _cancel_of(task: asyncio.Task[int] | None) -> Callable[[], object]:
    assert task is not None, "a coroutine runs in a task"
    return task.cancel


class Progress:
    """Says how far the seeding is, where it takes long."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._said = self._clock.monotonic()

    def told(self, day: date) -> None:
        """That day is about to be played."""
        if self._clock.monotonic() - self._said > PATIENCE:
            self._said = self._clock.monotonic()
            tell("cli.demo_seeding", day=f"{day:%d/%m/%Y}")
