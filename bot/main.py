"""The running program is put together here: the store, the messengers that are set, and the engine that serves them."""

from __future__ import annotations

import asyncio
import signal

from bot.assistant import Assistant
from bot.channel import Gone, Refused, TryLater
from bot.clock import Clock
from bot.console import FAILED, FINE, complain, tell
from bot.engine import Engine, Unheard
from bot.settings import Settings
from bot.telegram_chat import TelegramChat, TokenRejected, TwoPollers
from bot.telegram_link import telegram
from flows.wording import menu
from storage.store import Store


async def serve(settings: Settings, store: Store, clock: Clock) -> int:
    """Serves Telegram until SIGINT or SIGTERM, and says how it ended: 1 where a new start or a person is needed."""
    chat = telegram(settings, clock)
    assistant = Assistant(store, [chat], clock)
    engine = Engine(assistant)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, engine.stop)
    try:
        await _introduce(chat, assistant)
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
    return FAILED


async def _introduce(chat: TelegramChat, assistant: Assistant) -> None:
    """Says as whom the program runs, and sets the officers' menu; a Telegram out of reach yet is waited for later."""
    try:
        tell("cli.running", name=await chat.me())
        # Coordinators and heads are given theirs when they join.
        await chat.set_menu(menu("officer"))
    except (TryLater, Gone, Refused):
        # What was set at the last start is still there.
        return
    except TokenRejected:
        await assistant.close()
        raise
