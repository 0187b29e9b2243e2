"""Telegram as the settings say that it is reached."""

from __future__ import annotations

from bot.clock import Clock, SystemClock
from bot.settings import Settings
from bot.telegram_chat import BotApi, TelegramChat, TokenRejected, Wire

__all__ = ["TokenRejected", "bot_name", "telegram"]

IMPATIENT = 8.0
"""How many seconds somebody at the command line waits for an answer."""


def telegram(settings: Settings, clock: Clock, patience: float = 15.0) -> TelegramChat:
    """The channel of the bot whose token is set. Raises TokenRejected."""
    wire = Wire(settings.token, settings.telegram_base_url, settings.proxy, patience=patience)
    # Telegram opens a Mini App by https alone.
    public = settings.web_url if settings.web_url.startswith("https:") else ""
    return TelegramChat(BotApi(wire), clock, public)


async def bot_name(settings: Settings) -> str:
    """The bot's user name. Raises TokenRejected, TryLater, Gone or Refused."""
    chat = telegram(settings, SystemClock(), IMPATIENT)
    try:
        return await chat.me()
    finally:
        await chat.close()
