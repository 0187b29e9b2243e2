"""A sitting at the terminal: each line is played to its end before the next is taken."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from functools import partial

from bot.assistant import Assistant
from bot.core import Core
from bot.terminal_chat import Sitting, TerminalChat
from storage.ledger import Ledger
from storage.store import Store

_CHUNK = 65_536


async def run_terminal(store: Store, sitting: Sitting, lines: AsyncIterator[str], write: Callable[[str], None]) -> None:
    """Holds the conversation to the end of the lines, or until it is quit."""
    chat = TerminalChat(sitting, lines, write)
    assistant = Assistant(Core(store), [chat], chat.clock)
    try:
        await assistant.begin()
        if await assistant.core.write(partial(_knows, chat)):
            chat.opens_with = "/start"
        async for batch in chat.listen():
            await assistant.keep(chat, batch)
            await assistant.settle(chat.clock)
    finally:
        await assistant.close()


def _knows(chat: TerminalChat, ledger: Ledger) -> bool:
    """The code was taken up here before, and may not be taken up again."""
    contact = ledger.records.contact(chat.name, chat.address)
    return contact is not None and bool(contact.person)


async def read_lines(source: int) -> AsyncIterator[str]:
    """The lines that come from a file descriptor, such as that of standard input, as they come."""
    rest = b""
    while chunk := await _chunk(source):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield line.decode(errors="replace")
    if rest:
        yield rest.decode(errors="replace")


async def _chunk(source: int) -> bytes:
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    try:
        loop.add_reader(source, ready.set)
    except PermissionError:
        # An ordinary file is always ready, and the operating system does not watch it.
        return os.read(source, _CHUNK)
    try:
        await ready.wait()
        return os.read(source, _CHUNK)
    finally:
        loop.remove_reader(source)
