"""The engine runs listeners, desk, postman and porter side by side, until it is told to stop or one cannot go on.

What a listener brings is on disk before the messenger hears that it was received; desk, postman and porter find all
that they need on disk, so that a stop at any moment loses nothing.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, Protocol, runtime_checkable

import structlog

from bot.assistant import Assistant
from bot.channel import Channel

PATIENCE = 10.0
"""How many seconds what was begun is given to end, once the engine has been told to stop."""

GLANCE = 5.0
"""After how many seconds each it is looked whether the messengers still answer."""


_log = structlog.get_logger()


class Unheard(Exception):
    """A messenger has not answered for so long that a new start is worth trying."""

    def __init__(self, channel: str) -> None:
        super().__init__(f"{channel} has not answered for two minutes")
        self.channel = channel


@runtime_checkable
class Watched(Protocol):
    """A channel that knows whether its messenger still answers."""

    @property
    def is_heard(self) -> bool:
        """False once the messenger has been silent for too long."""
        ...


class Engine:
    """Runs an assistant; when `run` returns or raises, everything is closed."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._stop = asyncio.Event()
        self._thanks: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        """Has `run` end what was begun, and return."""
        self._stop.set()

    async def run(self) -> None:
        """Serves the channels until `stop`. Raises what a channel raises that cannot go on, and Unheard."""
        assistant = self._assistant
        await assistant.begin()
        ears: list[asyncio.Task[Any]] = [asyncio.create_task(self._listen(one)) for one in assistant.channels.values()]
        ears += [asyncio.create_task(self._watch()), asyncio.create_task(self._stop.wait())]
        works = (self._play(), assistant.postman.run(self._stop), assistant.porter.run(self._stop))
        hands = [asyncio.create_task(work) for work in works]
        try:
            ended, _ = await asyncio.wait([*ears, *hands], return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._wind_down(ears, hands)
        for task in ended:
            task.result()

    async def _listen(self, channel: Channel) -> None:
        async for batch in channel.listen():
            await self._assistant.keep(channel, batch)
            for raw in batch:
                thanks = asyncio.create_task(channel.acknowledge(raw.body))
                self._thanks.add(thanks)
                thanks.add_done_callback(self._thanks.discard)

    async def _play(self) -> None:
        assistant = self._assistant
        while not self._stop.is_set():
            assistant.core.mail.clear()
            await assistant.watch()
            if await assistant.core.run(assistant.desk.work):
                assistant.core.mail.set()
                assistant.postman.poke()
                assistant.porter.poke()
            with suppress(TimeoutError):
                await asyncio.wait_for(assistant.core.mail.wait(), await assistant.seconds_to_alarm())

    async def _watch(self) -> None:
        """Ends the program where a new start may help; not while others are served by another channel meanwhile."""
        channels, told = self._assistant.channels, set[str]()
        while True:
            await asyncio.sleep(GLANCE)
            silent = {
                name for name, channel in channels.items() if isinstance(channel, Watched) and not channel.is_heard
            }
            if silent and len(silent) == len(channels):
                raise Unheard(min(silent))
            for name in silent - told:
                _log.warning("a messenger does not answer", channel=name)
            told = silent

    async def _wind_down(self, ears: list[asyncio.Task[Any]], hands: list[asyncio.Task[None]]) -> None:
        """Hears nothing more, lets what was begun come to its end for a while, and lets go of everything."""
        self._stop.set()
        assistant = self._assistant
        for task in (*ears, *self._thanks):
            task.cancel()
        for call in (assistant.core.mail.set, assistant.postman.poke, assistant.porter.poke):
            call()
        await asyncio.wait(hands, timeout=PATIENCE)
        for hand in hands:
            hand.cancel()
        await asyncio.gather(*ears, *hands, *self._thanks, return_exceptions=True)
        await assistant.close()
