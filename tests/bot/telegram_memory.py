"""Telegram without a network, and the letters, parcels and waits that its tests share."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

from botapi import TOKEN
from botapi_world import Fault, Telegram
from telegram.request import BaseRequest, RequestData

from bot.channel import Parcel, Raw
from bot.clock import MovableClock, StoppedClock
from bot.telegram_chat import BotApi, TelegramChat, Wire
from flows.letter import Letter
from flows.report import Run
from flows.turn import Button, Press

CHAT = 7001
NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)


class Memory(BaseRequest):
    """Answers from a Telegram in memory, or with the error that it was given."""

    def __init__(self, telegram: Telegram, error: Exception | None = None) -> None:
        self._telegram = telegram
        self._error = error

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
        if self._error:
            raise self._error
        files = request_data.multipart_data.items() if request_data else ()
        fields = dict(request_data.parameters) | {name: file[:2] for name, file in files} if request_data else {}
        if "chat_id" in fields:
            fields["chat_id"] = int(fields["chat_id"])
        try:
            result = self._telegram.answer(url.rpartition("/")[2], fields)
        except Fault as fault:
            return fault.code, json.dumps(fault.body()).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()


def in_memory(telegram: Telegram, error: Exception | None = None) -> TelegramChat:
    """A channel that never leaves the process."""
    request = Memory(telegram, error)
    return TelegramChat(BotApi(Wire(token=TOKEN, poll=0, pause=0), (request, request)), StoppedClock(NOW))


def over_http(telegram: Telegram, **wire: Any) -> TelegramChat:
    """A channel that reaches the double through HTTP."""
    given = {"poll": 5, "pause": 0.0, "patience": 5.0} | wire
    return TelegramChat(BotApi(Wire(token=TOKEN, base_url=telegram.url, **given)), MovableClock(StoppedClock(NOW)))


def letter(said: str | Sequence[Run], **more: Any) -> Letter:
    """A letter to the chat."""
    runs = (Run(text=said),) if isinstance(said, str) else tuple(said)
    return Letter(
        **{"id": "12.1", "channel": "telegram", "address": str(CHAT), "runs": runs} | more, not_before=NOW, at=NOW
    )


def parcel(said: str | Sequence[Run] = "Nội dung", **more: Any) -> Parcel:
    """A parcel; `file` and `replaces` are the parcel's, the rest its letter's."""
    own = {name: more.pop(name) for name in ("file", "replaces") if name in more}
    return Parcel(letter(said, **more), **own)


def rows(*labels: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    """Buttons by their labels."""
    return tuple(tuple(Button(label=label, press=Press(do="x")) for label in row) for row in labels)


async def next_batch(batches: AsyncIterator[Sequence[Raw]]) -> Sequence[Raw]:
    """The next batch, which is awaited for a good while before the test gives up."""
    return await asyncio.wait_for(anext(batches), 20)


def texts(telegram: Telegram) -> list[str]:
    """What stands in the chat, oldest first."""
    return [message.get("text", message.get("caption", "")) for message in telegram.shows(CHAT)]
