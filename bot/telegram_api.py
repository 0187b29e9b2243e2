"""The one module that knows python-telegram-bot: calls the Bot API, and says in our words what the world does wrong.

The token is part of every URL. So the loggers that print URLs are held back, exceptions leave here without their
causes, and nothing that carries the token is ever a local variable of a frame that an exception passes through.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import httpx
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, HTTPXRequest

from bot.channel import Gone, Refused, TooBig, TryLater

# Makes RetryAfter.retry_after a timedelta, without a warning at every 429; the next major version does so by itself.
os.environ.setdefault("PTB_TIMEDELTA", "true")

UNREACHABLE_FOR = 5.0
_TALKATIVE = ("httpx", "httpcore", "telegram")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_UNSENT = (httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol)
_NOBODY = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")


class TokenRejected(Exception):
    """Telegram does not know this bot token, or the base URL is not that of a Bot API server; take both again."""

    def __str__(self) -> str:
        return str(self.__doc__)


class Clash(Exception):
    """Somebody else asked for the updates of this bot, or set a webhook for it."""

    def __str__(self) -> str:
        return str(self.__doc__)


@dataclass(frozen=True)
class Wire:
    """How the Bot API is reached: `base_url` up to but without "/bot<token>", times in seconds.

    `poll` is how long a long poll waits on their side, `patience` how long any answer may take beyond that, `pause`
    the first wait after a failed poll.
    """

    token: str = field(repr=False)
    base_url: str = "https://api.telegram.org"
    proxy: str = field(default="", repr=False)
    poll: int = 30
    patience: float = 15.0
    pause: float = 1.0


@dataclass(frozen=True)
class Upload:
    """A file on its way out."""

    name: str
    content: bytes = field(repr=False)


class BotApi:
    """Calls the Bot API; `requests` (for polling, for all else) take the place of HTTP where they are given."""

    def __init__(self, wire: Wire, requests: tuple[BaseRequest, BaseRequest] | None = None) -> None:
        if not _TOKEN.fullmatch(wire.token):
            raise TokenRejected
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        self.wire = wire
        self._requests = requests or (_request(wire, 1), _request(wire, 64))
        root = wire.base_url.rstrip("/")
        self._bot = Bot(
            wire.token,
            base_url=lambda token: f"{root}/bot{token}",
            base_file_url=lambda token: f"{root}/file/bot{token}",
            get_updates_request=self._requests[0],
            request=self._requests[1],
        )

    async def call(self, method: str, fields: Mapping[str, Any], wait: float = 0.0) -> Any:
        """What the Bot API answers, as it came; `wait` is how long it is expected to think. An Upload is sent along.

        Raises TryLater, Gone, Refused, TooBig, Clash or TokenRejected.
        """
        form = {name: _form(value) for name, value in fields.items()}
        try:
            # The public methods parse what they receive, so that one strange update would take its whole batch along.
            return await self._bot._post(method, form, read_timeout=self.wire.patience + wait)
        except TelegramError as error:
            fault = _in_our_words(error)
        raise fault

    async def download(self, path: str, most: int) -> bytes:
        """The bytes of a file at Telegram's, `most` at the most. Raises TryLater, Refused or TooBig."""
        try:
            outcome = await _download(f"{self._bot.base_file_url}/{quote(path)}", most, self.wire)
        except httpx.HTTPError:
            outcome = TryLater(UNREACHABLE_FOR, whole_channel=True)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def close(self) -> None:
        """Lets go of connections."""
        for request in self._requests:
            await request.shutdown()


def _request(wire: Wire, connections: int) -> HTTPXRequest:
    return HTTPXRequest(connections, read_timeout=wire.patience, pool_timeout=wire.patience, proxy=wire.proxy or None)


def _form(value: Any) -> Any:
    return InputFile(value.content, filename=value.name) if isinstance(value, Upload) else value


def _in_our_words(error: TelegramError) -> Exception:
    """The fault as the program knows it; BadRequest and TimedOut are NetworkErrors too and so come first."""
    match error:
        case RetryAfter():
            return TryLater(_seconds(error.retry_after))
        case Conflict():
            return Clash()
        case InvalidToken():
            return TokenRejected()
        case Forbidden():
            return Gone(error.message)
        case BadRequest() | ChatMigrated():
            return _refusal(error.message)
        case NetworkError() if "entity too large" in error.message.lower():
            return Refused(error.message)
        case _:
            return _later(error)


def _later(error: TelegramError) -> TryLater:
    """A connection that failed before anything was sent holds up everybody; one that failed after may have delivered.

    An answer that is no JSON (a plain TelegramError) has no cause in httpx either, but came after sending.
    """
    broken = isinstance(error.__cause__, httpx.HTTPError)
    sent = broken or isinstance(error, TimedOut) or not isinstance(error, NetworkError)
    unknown = sent and not isinstance(error.__cause__, _UNSENT)
    return TryLater(UNREACHABLE_FOR, unknown=unknown, whole_channel=not unknown)


def _seconds(after: float | timedelta) -> float:
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _refusal(message: str) -> Exception:
    if any(words in message.lower() for words in _NOBODY):
        return Gone(message)
    # Telegram's own servers hand out no file of more than 20 MB.
    return TooBig(message) if "file is too big" in message.lower() else Refused(message)


async def _download(url: str, most: int, wire: Wire) -> bytes | Exception:
    client = httpx.AsyncClient(proxy=wire.proxy or None, timeout=wire.patience)
    # What is packed for the way may unpack to any size.
    async with client, client.stream("GET", url, headers={"Accept-Encoding": "identity"}) as response:
        if response.status_code == httpx.codes.OK:
            return await _at_most(response, most)
        return _not_handed_out(response.status_code)


def _not_handed_out(status: int) -> Exception:
    if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return TryLater(UNREACHABLE_FOR)
    return Refused(f"the file was not handed out ({status})")


async def _at_most(response: httpx.Response, most: int) -> bytes | Exception:
    received = bytearray()
    async for chunk in response.aiter_raw():
        received += chunk
        if len(received) > most:
            return TooBig(f"the file is larger than {most} bytes")
    return bytes(received)
