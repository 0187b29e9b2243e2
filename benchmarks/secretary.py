"""One officer who talks to the assistant through a messenger that keeps the letters, to find their buttons again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from itertools import count
from typing import Any

from benchmarks.updates import FIRST_CHAT, message, numbered, raw, tapped
from bot.assistant import Assistant
from bot.channel import Gone, Incoming, Parcel, Raw, Sent
from bot.clock import MovableClock, SystemClock
from bot.core import Core
from bot.telegram_read import read_update
from flows.letter import Letter
from flows.turn import Button
from storage.store import Store


class Secretary:
    """A messenger for one officer, whose letters are kept to look for buttons in them."""

    name = "null"
    link = ""
    grids = False

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.clock = MovableClock(SystemClock())
        self._numbers = count(1)

    async def listen(self) -> AsyncIterator[Sequence[Raw]]:
        """Is not listened to."""
        return
        yield

    def read(self, body: bytes) -> Incoming | None:
        """What an update says, read as Telegram's are."""
        return read_update(body)

    async def send(self, parcel: Parcel) -> Sent:
        """Keeps the letter."""
        self.letters.append(parcel.letter)
        return Sent(str(len(self.letters)), len(self.letters), self.clock.now())

    async def fetch(self, ref: str, most: int) -> bytes:
        """Has no files."""
        raise Gone(ref)

    async def acknowledge(self, body: bytes) -> None:
        """Shows no waiting mark."""

    async def close(self) -> None:
        """Holds nothing."""

    def update(self, move: dict[str, Any]) -> Raw:
        """The move as the next update."""
        return raw(numbered(move, next(self._numbers), self.clock.now()))

    def find(self, **press: str) -> tuple[str, int] | None:
        """The button that does that, as its letter and its place there."""
        for letter in reversed(self.letters):
            for place, button in enumerate(letter.flat_buttons):
                if _does(button, press):
                    return letter.id, place
        return None


def _does(button: Button, press: dict[str, str]) -> bool:
    return all(getattr(button.press, name) == value for name, value in press.items())


class Talk:
    """What one officer says and has answered, move by move."""

    def __init__(self, store: Store) -> None:
        self.secretary = Secretary()
        self.assistant = Assistant(Core(store), [self.secretary], self.secretary.clock)

    async def says(self, text: str) -> int:
        """Types a message and gives its id."""
        return await self._does({"message": message(FIRST_CHAT, text)})

    async def presses(self, **press: str) -> tuple[str, int]:
        """Presses the button that does that, and says which it was."""
        found = self.secretary.find(**press)
        assert found, f"no button does {press}"
        await self._does(tapped(FIRST_CHAT, f"{found[0]}:{found[1]}"))
        return found

    async def leap(self, key: str) -> tuple[str, int]:
        """Goes to a question by the contents, a page at a time."""
        await self.says("mục lục")
        for page in range(1, 9):
            if self.secretary.find(do="jump", key=key):
                break
            await self.presses(do="contents", arg=str(page))
        return await self.presses(do="jump", key=key)

    async def _does(self, move: dict[str, Any]) -> int:
        update = self.secretary.update(move)
        await self.assistant.keep(self.secretary, [update])
        await self.assistant.settle(self.secretary.clock)
        return update.update_id
