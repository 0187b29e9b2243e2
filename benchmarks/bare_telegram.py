"""What python-telegram-bot does by itself with the same updates: an echo that keeps nothing, and its own conversations.

Nothing leaves the process: BaseRequest is replaced by one that answers at once. The conversations are pickled once
after each update, which is the least that keeps an answer over a crash of the program (not of the machine: no fsync).
"""

from __future__ import annotations

import asyncio
import json
import warnings
from collections.abc import Coroutine, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)
from telegram.request import BaseRequest, RequestData
from telegram.warnings import PTBUserWarning

from benchmarks.timing import seconds
from benchmarks.updates import FIRST_CHAT, PARAGRAPH, message, numbered, raw
from bot.clock import SystemClock

_ME = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "do_bot"}
_REPLY = numbered({"message": message(FIRST_CHAT, PARAGRAPH)}, 1, SystemClock().now())["message"] | {"from": _ME}
_ASKED = 0


Bot = Application[Any, Any, Any, Any, Any, Any]
Builder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]


class Memory(BaseRequest):
    """Takes every message and hands back what Telegram would."""

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """Needs nothing."""

    async def shutdown(self) -> None:
        """Holds nothing."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        result = _ME if url.endswith("getMe") else _REPLY
        return 200, json.dumps({"ok": True, "result": result}).encode()


class Echo:
    """An Application that repeats what it is told."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._numbers = count(1)
        self.application = self._build(_builder())
        self._runner.run(self.application.initialize())

    def rate(self, updates: int, chats: int) -> float:
        """Updates a second, taken from the chats in turn; their raw JSON is made beforehand."""
        bodies = [self.body(PARAGRAPH, n % chats) for n in range(updates)]
        return updates / seconds(lambda: self.run(self.take_all(bodies)))

    def body(self, text: str, chat: int) -> bytes:
        """The raw update of a message."""
        return raw(
            numbered({"message": message(FIRST_CHAT + chat, text)}, next(self._numbers), SystemClock().now())
        ).body

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs something in the loop of the application."""
        self._runner.run(work)

    async def take_all(self, bodies: Sequence[bytes]) -> None:
        """Has the application process updates one after the other."""
        for body in bodies:
            update = Update.de_json(json.loads(body), self.application.bot)
            await self.application.process_update(update)

    def close(self) -> None:
        """Ends the application."""
        self._runner.run(self.application.shutdown())
        self._runner.close()

    def _build(self, builder: Builder) -> Bot:
        application = builder.build()
        application.add_handler(MessageHandler(filters.TEXT, _echo))
        return application


class Conversations(Echo):
    """Its conversations, so many of them open, each with one answer kept."""

    def __init__(self, path: Path, chats: int) -> None:
        self._persistence = PicklePersistence(path, on_flush=True)
        super().__init__()
        self.run(super().take_all([self.body("/start", chat) for chat in range(chats)]))

    async def take_all(self, bodies: Sequence[bytes]) -> None:
        """As before, pickled after each."""
        for body in bodies:
            await super().take_all([body])
            await self.application.update_persistence()
            await self._persistence.flush()

    def _build(self, builder: Builder) -> Bot:
        application = builder.persistence(self._persistence).build()
        states = {_ASKED: [MessageHandler(filters.TEXT, _answered)]}
        talk = ConversationHandler(
            [MessageHandler(filters.Regex("^/start$"), _started)], states, [], name="talk", persistent=True
        )
        application.add_handler(talk)
        return application


def _builder() -> Builder:
    warnings.simplefilter("ignore", PTBUserWarning)
    return ApplicationBuilder().token("1:a").updater(None).request(Memory()).get_updates_request(Memory())


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text(update.message.text)


async def _started(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    context.user_data["answer"] = f"{PARAGRAPH} {update.effective_chat.id}"
    await update.message.reply_text(PARAGRAPH)
    return _ASKED


async def _answered(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    context.user_data["answer"] = update.message.text
    await update.message.reply_text(PARAGRAPH)
    return _ASKED
