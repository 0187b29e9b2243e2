"""The updates of the channels that are our own, the terminal and the test room: written and read back here alone."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.channel import Incoming, Tapped
from flows.record import Record
from flows.report import Run
from flows.turn import Attached, Edited, Press, Pressed, Typed

What = Literal["document", "photo", "voice", "video", "sticker", "location", "contact", "other"]


class Spoken(Record):
    """One update: text that was typed or edited, a button that was tapped, or something attached (`of` which sort).

    `letter` and `place` say which button; `ref`, `name` and `size` which file; `whole` is false of a part of a paste.
    `press` is one of no letter, which a page was offered.
    """

    what: Literal["typed", "edited", "tapped", "pressed", "attached"]
    source: str = ""
    at: datetime
    position: int
    text: str = ""
    runs: tuple[Run, ...] = ()
    whole: bool = True
    letter: str = ""
    place: int = 0
    of: What = "document"
    ref: str = ""
    name: str = ""
    size: int = 0
    press: Press | None = None

    @property
    def body(self) -> bytes:
        """The update as it is kept; what is no letter at all (a lone surrogate) has become a question mark."""
        text = self.text.encode("utf-8", "replace").decode()
        return self.model_copy(update={"text": text}).model_dump_json().encode()


def read_spoken(body: bytes) -> Incoming:
    """What the update says. Raises ValueError where it is not one of ours."""
    said = Spoken.model_validate_json(body)
    match said.what:
        case "typed":
            return Typed(_runs(said), said.source, said.at, said.position, said.whole)
        case "edited":
            return Edited(_runs(said), said.source)
        case "tapped":
            return Tapped(said.letter, said.place)
        case "pressed":
            return Pressed(said.press)
        case "attached":
            return _attached(said)


def _runs(said: Spoken) -> tuple[Run, ...]:
    return said.runs or (Run(text=said.text),)


def _attached(said: Spoken) -> Attached:
    return Attached(
        what=said.of,
        source=said.source,
        said_at=said.at,
        position=said.position,
        ref=said.ref,
        name=said.name,
        size=said.size,
        caption=said.text,
    )
