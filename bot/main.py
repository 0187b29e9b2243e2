"""The running program is put together here: the store, the channels that are set, and the engine that serves them."""

from __future__ import annotations

import asyncio
import signal
from urllib.parse import urlsplit

from bot.assistant import Assistant
from bot.channel import Channel, Gone, Refused, TryLater
from bot.clock import Clock
from bot.console import FAILED, FINE, complain, tell
from bot.core import Core
from bot.engine import Engine, Unheard
from bot.settings import Settings
from bot.telegram_chat import TelegramChat, TokenRejected, TwoPollers
from bot.telegram_link import telegram
from bot.web_chat.open import Opening, web_chat
from bot.web_chat.server import allow_files, bound
from flows.wording import menu
from storage.store import Store


async def serve(settings: Settings, store: Store, clock: Clock) -> int:
    """Serves what is set until SIGINT or SIGTERM, and says how it ended: 1 where a new start or a person is needed."""
    core = Core(store)
    try:
        channels = _channels(settings, core, clock)
    except OSError as fault:
        complain("cli.web_unbound", where=settings.web_listen, why=fault.strerror or str(fault))
        return FAILED
    assistant = Assistant(core, channels, clock)
    engine = Engine(assistant)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, engine.stop)
    return await _until_stopped(engine, assistant)


def _channels(settings: Settings, core: Core, clock: Clock) -> list[Channel]:
    """The web first, as its links lead everybody in, then Telegram. Raises OSError where the web cannot listen."""
    channels: list[Channel] = []
    if settings.web_url:
        allow_files()
        where = urlsplit(f"//{settings.web_listen}")
        listening = bound(where.hostname or "", where.port or 0)
        channels.append(web_chat(core, clock, Opening(settings.web_url, listening, settings.token)))
        tell("cli.web_running", url=settings.web_url, where=settings.web_listen)
    if settings.token:
        channels.append(telegram(settings, clock))
    return channels


async def _until_stopped(engine: Engine, assistant: Assistant) -> int:
    # Pages are served meanwhile: where Telegram is blocked, that is found out slowly.
    introduced = asyncio.create_task(_introduce(assistant))
    try:
        await engine.run()
    except TokenRejected:
        complain("cli.token_rejected")
    except TwoPollers:
        complain("cli.two_pollers")
    except Unheard:
        complain("cli.unhealthy")
    else:
        tell("cli.stopped")
        return FINE
    finally:
        introduced.cancel()
        await asyncio.gather(introduced, return_exceptions=True)
    return FAILED


async def _introduce(assistant: Assistant) -> None:
    """Says as whom the program runs, and sets the officers' menu; a Telegram out of reach yet is waited for later."""
    chat = assistant.channels.get(TelegramChat.name)
    if not isinstance(chat, TelegramChat):
        return
    try:
        tell("cli.running", name=await chat.me())
        # Coordinators and heads are given theirs when they join.
        await chat.set_menu(menu("officer"))
    except (TryLater, Gone, Refused, TokenRejected):
        # What was set at the last start is still there; of a wrong token the first poll hears as well.
        return
