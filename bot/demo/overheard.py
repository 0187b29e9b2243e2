"""A channel whose letters are kept besides, so that whoever plays a person sees the buttons that stand in the chat."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from bot.channel import Channel, Incoming, Parcel, Raw, Sent
from flows.letter import Letter
from flows.step import CARD
from flows.turn import Press


@dataclass
class Overheard:
    """Another channel, with all letters that it delivered, by address."""

    channel: Channel
    letters: dict[str, list[Letter]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.channel.name
        self.link = self.channel.link
        self.grids = self.channel.grids

    def button(self, address: str, wanted: dict[str, str]) -> tuple[str, int] | None:
        """The letter and the place of the newest button whose press has all that is wanted."""
        letters = reversed(self.letters.get(address, []))
        every = ((letter.id, place, button) for letter in letters for place, button in enumerate(letter.flat_buttons))
        return next(((letter, place) for letter, place, button in every if does(button.press, wanted)), None)

    def card(self, address: str) -> Letter | None:
        """The question card that was delivered last."""
        return next((one for one in reversed(self.letters.get(address, [])) if one.card == CARD), None)

    def listen(self) -> AsyncIterator[Sequence[Raw]]:
        """What the channel hears."""
        return self.channel.listen()

    def read(self, body: bytes) -> Incoming | None:
        """What an update of the channel says."""
        return self.channel.read(body)

    async def send(self, parcel: Parcel) -> Sent:
        """Delivers a letter, and keeps it."""
        sent = await self.channel.send(parcel)
        self.letters.setdefault(parcel.letter.address, []).append(parcel.letter)
        return sent

    async def fetch(self, ref: str, most: int) -> bytes:
        """The bytes of a file that somebody sent."""
        return await self.channel.fetch(ref, most)

    async def acknowledge(self, body: bytes) -> None:
        """As the channel does."""
        await self.channel.acknowledge(body)

    async def close(self) -> None:
        """Lets go of what the channel holds."""
        await self.channel.close()


def does(press: Press, wanted: dict[str, str]) -> bool:
    """The press has all that is wanted of it."""
    return all(getattr(press, name) == value for name, value in wanted.items())
