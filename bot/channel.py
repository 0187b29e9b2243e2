"""What a messenger must do to be one of the channels; nothing outside it knows which messenger is at work."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flows.letter import Letter
from flows.turn import Attached, Edited, Joined, Pressed, Typed


@dataclass(frozen=True, slots=True)
class Raw:
    """One update as it came, not yet understood; `address` is empty where it cannot be told."""

    update_id: int
    address: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button was pressed: the letter that it says it belongs to and its place among that letter's buttons."""

    letter: str
    place: int


Incoming = Typed | Edited | Attached | Tapped | Pressed | Joined


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a letter was delivered: the messenger's reference, its position in the chat and the moment."""

    ref: str
    position: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter with what goes with it: the file's bytes, and the reference of the message that it replaces."""

    letter: Letter
    file: bytes | None = None
    replaces: str = ""


class TryLater(Exception):
    """The messenger did not take it now. `after` is in seconds; `unknown` says that it may have been delivered."""

    def __init__(self, after: float, *, unknown: bool = False, whole_channel: bool = False) -> None:
        super().__init__(f"to be tried again in {after:g} s")
        self.after = after
        self.unknown = unknown
        self.whole_channel = whole_channel


class Gone(Exception):
    """Nobody can be reached at this address any more."""


class Refused(Exception):
    """The messenger will never take this letter, or never hand out this file."""


class TooBig(Refused):
    """The file is larger than what was asked for at the most."""


class Channel(Protocol):
    """A messenger. `name` goes into every address and row that comes of it.

    `link` is what an invitation code is put behind to make a link that opens a chat; empty where there is no such link.
    `grids` says that a table can be typed on a page that opens from here.
    """

    name: str
    link: str
    grids: bool

    def listen(self) -> AsyncIterator[Sequence[Raw]]:
        """Batches of updates; asking for the next batch confirms the one before, so keep it first."""
        ...

    def read(self, body: bytes) -> Incoming | None:
        """What an update says; None where there is nothing to answer. Raises ValueError where it is malformed."""
        ...

    async def send(self, parcel: Parcel) -> Sent:
        """Delivers a letter. Raises TryLater, Gone or Refused."""
        ...

    async def fetch(self, ref: str, most: int) -> bytes:
        """The bytes of a file that somebody sent, `most` at the most. Raises TryLater, Gone, Refused or TooBig."""
        ...

    async def acknowledge(self, body: bytes) -> None:
        """Stops the waiting mark on a pressed button, where the messenger shows one; failing quietly."""
        ...

    async def close(self) -> None:
        """Lets go of connections."""
        ...
