"""The terminal as a channel: one person, letters printed with numbered buttons, files taken from and put into folders.

A line is a message, unless it begins with a colon or is the label of a button that was shown last; a bare number is
always an answer.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from bot.channel import Incoming, Parcel, Raw, Sent
from bot.clock import Clock, MovableClock
from bot.spoken import Spoken, read_spoken
from bot.terminal_files import contents, keep
from flows.clock import VIET_NAM
from flows.letter import Letter
from flows.text import fold
from flows.turn import Button
from flows.wording import plain

QUIT = ":quit"

_SIGN = re.compile(r"^\W+(?=\w)")
_COUNT = re.compile(r"(?: \(\d+(?:/\d+)?\)|: \d+)$")
_WAIT = re.compile(r"(\d{1,4})\s*([mhd])")
_STEPS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(frozen=True)
class Sitting:
    """Who sits at the terminal: by which code, where received files go, by which clock; `echo` repeats each line.

    `waits` lets the clock be put forward: on a database of one's own alone, as everybody's alarms ring by it.
    """

    code: str
    out: Path
    clock: Clock
    echo: bool = False
    waits: bool = False


class TerminalChat:
    """The chat of one sitting; `clock` is the sitting's own, put forward by what is waited.

    It opens with the code, or with what else `opens_with` is set to.
    """

    def __init__(self, sitting: Sitting, lines: AsyncIterator[str], write: Callable[[str], None]) -> None:
        self.clock = MovableClock(sitting.clock)
        self.address = f"code:{sha256(sitting.code.encode()).hexdigest()[:16]}"
        # A channel of its own, so that two terminals on one database leave each other's letters alone.
        self.name = f"terminal:{self.address}"
        self.opens_with = f"/start {sitting.code}"
        self.link = ""
        self.grids = False
        self._sitting = sitting
        self._lines = lines
        self._write = write
        # A later sitting goes on above the positions of the earlier ones.
        self._position = int(sitting.clock.now().timestamp() * 1000)
        # What may be pressed since the last line: each button with its letter and its place there.
        self._buttons: list[tuple[Button, str, int]] = []
        self._answered = True

    async def listen(self) -> AsyncIterator[Sequence[Raw]]:
        """What it opens with, then what each line says; a line that is for the terminal itself says nothing."""
        self._print(self._offered("terminal.hello"))
        yield [self._raw(what="typed", text=self.opens_with)]
        self._prompt()
        async for line in self._lines:
            said = line.strip()
            if self._sitting.echo:
                self._write(f"> {said}\n")
            if said == QUIT:
                return
            # An empty line says nothing, and shows what has come meanwhile.
            yield self._heard(line.rstrip("\r\n")) if said else []
            self._prompt()

    def _prompt(self) -> None:
        if not self._sitting.echo:
            self._write("> ")

    def _heard(self, line: str) -> list[Raw]:
        self._answered = True
        if line.lstrip().startswith(":"):
            return self._ordered(*line.strip()[1:].partition(" ")[::2])
        labels = [_bare(button.label) for button, _, _ in self._buttons]
        if _bare(line) in labels:
            return self._tapped(len(labels) - 1 - labels[::-1].index(_bare(line)))
        return [self._raw(what="typed", text=line)]

    def _ordered(self, order: str, rest: str) -> list[Raw]:
        """What a line with a colon asks for."""
        wait = _WAIT.fullmatch(rest.strip())
        if order.isdecimal():
            return self._tapped(int(order) - 1)
        if order == "file":
            return self._attached(Path(rest.strip()).expanduser())
        if order == "wait" and wait and self._sitting.waits:
            self.clock.advance(int(wait[1]) * _STEPS[wait[2]])
            self._print(plain("terminal.now", at=f"{self.clock.now().astimezone(VIET_NAM):%H:%M %d/%m/%Y}"))
            return []
        self._print(self._offered("terminal.unknown"))
        return []

    def _offered(self, line: str) -> str:
        """A line on what can be typed, with what the demonstration alone lets one do."""
        return "\n".join([plain(line), *([plain("terminal.waits")] if self._sitting.waits else [])])

    def _tapped(self, place: int) -> list[Raw]:
        if 0 <= place < len(self._buttons):
            _, letter, there = self._buttons[place]
            return [self._raw(what="tapped", letter=letter, place=there)]
        self._print(plain("terminal.no_button"))
        return []

    def _attached(self, path: Path) -> list[Raw]:
        if not path.is_file():
            self._print(plain("terminal.no_file", path=str(path)))
            return []
        size = path.stat().st_size
        return [self._raw(what="attached", ref=str(path.resolve()), name=path.name, size=size)]

    def _raw(self, **what: Any) -> Raw:
        self._position += 1
        source = f"{self.address}/{self._position}"
        spoken = Spoken(source=source, at=self.clock.now(), position=self._position, **what)
        return Raw(self._position, self.address, spoken.body)

    def read(self, body: bytes) -> Incoming:
        """What an update says. Raises ValueError where it is none of the terminal's."""
        return read_spoken(body)

    async def send(self, parcel: Parcel) -> Sent:
        """Prints a letter, and keeps its file. Raises Refused where the folder takes no file."""
        letter = parcel.letter
        if letter.buttons and self._answered:
            self._buttons, self._answered = [], False
        self._print(_shown(letter, len(self._buttons) + 1))
        if parcel.file is not None:
            path = keep(self._sitting.out, letter.name, parcel.file)
            self._print(plain("terminal.file_kept", path=str(path)))
        self._buttons += [(button, letter.id, place) for place, button in enumerate(letter.flat_buttons)]
        self._position += 1
        return Sent(str(self._position), self._position, self.clock.now())

    def _print(self, text: str) -> None:
        self._write(f"{text}\n")

    async def fetch(self, ref: str, most: int) -> bytes:
        """The bytes of a file that was named. Raises Gone or TooBig."""
        return contents(Path(ref), most)

    async def acknowledge(self, body: bytes) -> None:
        """Does nothing: a terminal has no waiting mark."""

    async def close(self) -> None:
        """Does nothing: there is no connection."""


def _bare(label: str) -> str:
    """A label as it is compared: without the sign that it may begin with and the count that it may end with."""
    return _SIGN.sub("", fold(_COUNT.sub("", label.strip())))


def _shown(letter: Letter, first: int) -> str:
    """A letter as it is printed: each row of buttons on a line, each with what is typed to press it."""
    text = "".join(run.text for run in letter.runs)
    numbers = count(first)
    rows = ["  ".join(f"[:{next(numbers)} {button.label}]" for button in row) for row in letter.buttons]
    return "\n".join([text, *rows]) + "\n"
