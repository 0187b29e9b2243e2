"""Telegram as a channel: its own raw polling, letters as messages, files both ways."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from pathlib import PurePosixPath

from bot.channel import Gone, Incoming, Parcel, Raw, Refused, Sent, TooBig, TryLater
from bot.clock import Clock
from bot.telegram_api import BotApi, TokenRejected, Wire
from bot.telegram_poll import Poll, TwoPollers
from bot.telegram_post import Post, listed
from bot.telegram_read import query_id, read_update

__all__ = ["BotApi", "TelegramChat", "TokenRejected", "TwoPollers", "Wire"]


class TelegramChat:
    """A bot's private chats. Where the token is wrong, its calls raise TokenRejected.

    `public` is the https address of the pages on which tables are typed; empty where there is none.
    """

    name = "telegram"

    def __init__(self, api: BotApi, clock: Clock, public: str = "") -> None:
        self._api = api
        self._poll = Poll(api, clock)
        self._post = Post(api, public)
        # Known once Telegram has said what the bot is called.
        self.link = ""
        self.grids = bool(public)

    @property
    def last_good_poll(self) -> float:
        """When Telegram last answered a poll, in the clock's monotonic seconds."""
        return self._poll.last_good

    @property
    def is_heard(self) -> bool:
        """False once Telegram has not answered a poll for two minutes."""
        return self._poll.is_heard

    def listen(self) -> AsyncIterator[Sequence[Raw]]:
        """Batches of updates; asking for the next one confirms the one before. Raises TwoPollers."""
        return self._poll.batches()

    def read(self, body: bytes) -> Incoming | None:
        """What an update says; None where there is nothing to answer. Raises ValueError where it is malformed."""
        return read_update(body)

    async def send(self, parcel: Parcel) -> Sent:
        """Delivers a letter. Raises TryLater, Gone or Refused."""
        return await self._post.deliver(parcel)

    async def fetch(self, ref: str, most: int) -> bytes:
        """The bytes of a file that somebody sent, `most` at the most. Raises TryLater, Gone, Refused or TooBig."""
        file = await self._api.call("getFile", {"file_id": ref})
        if file.get("file_size", 0) > most:
            raise TooBig(f"the file is larger than {most} bytes")
        path = PurePosixPath(file.get("file_path", ""))
        # A Bot API server in local mode names a file of its own machine.
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise Refused("the Bot API server gives no file to download; run it without --local")
        return await self._api.download(str(path), most)

    async def acknowledge(self, body: bytes) -> None:
        """Stops the waiting mark on a pressed button; failing quietly, also where the update is no press."""
        with suppress(TryLater, Gone, Refused, ValueError):
            await self._api.call("answerCallbackQuery", {"callback_query_id": query_id(body)})

    async def set_menu(self, commands: Sequence[tuple[str, str]]) -> None:
        """Sets the menu of private chats: each command without its slash, and what it does."""
        everywhere = {"commands": listed(commands), "scope": {"type": "all_private_chats"}}
        await self._api.call("setMyCommands", everywhere)
        await self._api.call("setMyCommands", everywhere | {"language_code": "vi"})

    async def me(self) -> str:
        """The bot's user name, for https://t.me/<name>?start=CODE."""
        name = str((await self._api.call("getMe", {}))["username"])
        self.link = f"https://t.me/{name}?start="
        return name

    async def close(self) -> None:
        """Lets go of connections."""
        await self._api.close()
