"""The whole assistant in memory: several people write, real desk, postman and porter answer, time is moved by hand."""

import asyncio
from collections.abc import AsyncIterator, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any

from shorthand import OFFICE, START, STTTT, campaign, invitation, text_of
from structlog.testing import capture_logs

from bot.assistant import Assistant
from bot.channel import Gone, Incoming, Parcel, Raw, Sent, TooBig
from bot.clock import MovableClock, StoppedClock
from bot.core import Core
from bot.desk import Play
from bot.reader import Reader
from bot.spoken import Spoken, read_spoken
from flows.campaign import Role, Unit
from flows.letter import Letter
from flows.play import play as play_move
from flows.text import fold
from storage.store import Store

LONGEST_TEXT = 4096
A_WHILE = timedelta(seconds=10)
"""How long people in the room take over each thing that they do."""


@dataclass
class Message:
    """A letter as it stands in somebody's chat; `edits` and `removed` say what became of it."""

    letter: Letter
    file: bytes | None
    position: int
    edited: bool = False
    removed: bool = False

    @property
    def text(self) -> str:
        return text_of(self.letter)

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.letter.flat_buttons]


class RoomChannel:
    """A messenger that delivers at once, unless the test has it fail (`faults`, by address, the first one first)."""

    name = "room"
    link = "https://t.me/thu_bot?start="
    grids = False

    def __init__(self, clock: MovableClock) -> None:
        self.chats: dict[str, list[Message]] = {}
        self.files: dict[str, bytes] = {}
        self.faults: dict[str, list[Exception]] = {}
        self.position = 0
        self._clock = clock

    async def listen(self) -> AsyncIterator[Sequence[Raw]]:
        return
        yield

    def read(self, body: bytes) -> Incoming:
        return read_spoken(body)

    async def send(self, parcel: Parcel) -> Sent:
        letter = parcel.letter
        if faults := self.faults.get(letter.address):
            raise faults.pop(0)
        self.position += 1
        chat = self.chats.setdefault(letter.address, [])
        old = next((one for one in reversed(chat) if str(one.position) == parcel.replaces), None)
        edited = bool(old and letter.edit)
        if old:
            old.removed = True
        position = old.position if old and edited else self.position
        chat.append(Message(letter, parcel.file, position, edited))
        return Sent(str(position), position, self._clock.now())

    async def fetch(self, ref: str, most: int) -> bytes:
        if faults := self.faults.get(ref):
            raise faults.pop(0)
        if ref not in self.files:
            raise Gone(f"no file {ref}")
        if len(self.files[ref]) > most:
            raise TooBig(f"more than {most} bytes")
        return self.files[ref]

    async def acknowledge(self, body: bytes) -> None:
        pass

    async def close(self) -> None:
        pass


@dataclass
class Somebody:
    """One person in the room; each thing that he or she does is played to its end."""

    room: "Room"
    address: str
    seen: int = 0
    typed: list[str] = field(default_factory=list)

    @property
    def chat(self) -> list[Message]:
        """Everything that was ever delivered here."""
        return self.room.channel.chats.setdefault(self.address, [])

    @property
    def screen(self) -> list[Message]:
        """What stands in the chat now."""
        return [message for message in self.chat if not message.removed]

    @property
    def last(self) -> Message:
        """The last message that was delivered."""
        return self.chat[-1]

    def new(self) -> list[Message]:
        """What was delivered since this was last asked."""
        new, self.seen = self.chat[self.seen :], len(self.chat)
        return new

    def says(self, text: str) -> list[Message]:
        """Types a message; the messenger cuts one that is too long for it."""
        parts = [text[at : at + LONGEST_TEXT] for at in range(0, len(text), LONGEST_TEXT)] or [""]
        raws = [self.raw(what="typed", text=part, whole=part is parts[-1]) for part in parts]
        self.typed.append(f"{self.address}/{raws[-1].update_id}")
        return self.does(*raws)

    def edits(self, text: str) -> list[Message]:
        """Changes the message that was typed last."""
        return self.does(self.raw(what="edited", source=self.typed[-1], text=text))

    def presses(self, label: str) -> list[Message]:
        """Presses a button that stands in the chat, the newest of that label."""
        return self.does(self.tap(*button(reversed(self.screen), label)))

    def presses_old(self, label: str) -> list[Message]:
        """Presses the oldest button of that label, although its message may be gone."""
        return self.does(self.tap(*button(self.chat, label)))

    def sends(self, of: str) -> list[Message]:
        """Sends something that is neither text nor a file: photo, voice, sticker…"""
        return self.does(self.raw(what="attached", of=of, ref=of, size=1000))

    def sends_file(self, name: str, content: bytes) -> list[Message]:
        """Sends a file."""
        ref = f"{self.address}/{name}/{len(self.room.channel.files)}"
        self.room.channel.files[ref] = content
        return self.does(self.raw(what="attached", ref=ref, name=name, size=len(content)))

    def does(self, *raws: Raw) -> list[Message]:
        """Has updates arrive, and says what is delivered here by the time all is quiet."""
        self.new()
        self.room.take(*raws)
        return self.new()

    def tap(self, letter: str, place: int) -> Raw:
        """The update of a pressed button."""
        return self.raw(what="tapped", letter=letter, place=place)

    def raw(self, **what: Any) -> Raw:
        """An update from here."""
        self.room.channel.position += 1
        position = self.room.channel.position
        said = {"source": f"{self.address}/{position}", "at": self.room.clock.now(), "position": position}
        return Raw(position, self.address, Spoken(**said | what).body)


class Room:
    """Where it all happens; leave it with `close`."""

    def __init__(self, play: Play = play_move, url: str = "sqlite://") -> None:
        self.clock = MovableClock(StoppedClock(START))
        self.channel = RoomChannel(self.clock)
        self.store = Store(url)
        self.store.migrate()
        self.log: list[MutableMapping[str, Any]] = []
        self._runner = asyncio.Runner()
        self._play = play
        self._codes = (f"ma-moi-{n:04}" for n in count(1))
        self.assistant = self._assistant()
        with self.store.begin() as ledger:
            ledger.records.save([campaign(units=())])

    def _assistant(self) -> Assistant:
        """An assistant whose invitation codes come in order, so that a transcript says the same each time."""
        assistant = Assistant(Core(self.store), [self.channel], self.clock, self._play)
        assistant.desk = replace(assistant.desk, reader=Reader(codes=lambda: next(self._codes)))
        return assistant

    def unit(self, unit: Unit, *, takes_part: bool = True) -> None:
        """Makes a unit known, and lets it take part in the campaign that every room begins with."""
        with self.store.begin() as ledger:
            ledger.records.save([unit])
            asked = ledger.records.campaign("chi-thi-34")
            if takes_part:
                ledger.records.save([asked.model_copy(update={"units": (*asked.units, unit.id)})])

    def campaign(self, **changes: Any) -> None:
        """Changes the campaign that every room begins with."""
        with self.store.begin() as ledger:
            asked = ledger.records.campaign("chi-thi-34")
            ledger.records.save([asked.model_copy(update=changes)])

    def invite(self, code: str, name: str, unit: str, role: Role = "officer") -> Somebody:
        """Makes an invitation, and gives the person who is to take it up by `/start code`."""
        with self.store.begin() as ledger:
            ledger.records.save([invitation(code, name, unit).model_copy(update={"role": role})])
        return Somebody(self, code.lower())

    def head(self, code: str = "VAN", name: str = "Lý Thị Vân", unit: Unit = STTTT) -> Somebody:
        """The head of a unit that is known, who has taken up the invitation."""
        head = self.invite(code, name, unit.id, "head")
        head.says(f"/start {code}")
        return head

    def coordinator(self, code: str = "BAN", name: str = "Hoàng Văn Bàn") -> Somebody:
        """A coordinator of the office, which takes part in nothing."""
        with self.store.begin() as ledger:
            known = ledger.records.unit(OFFICE.id)
        if known is None:
            self.unit(OFFICE, takes_part=False)
        coordinator = self.invite(code, name, OFFICE.id, "coordinator")
        coordinator.says(f"/start {code}")
        return coordinator

    def officer(self, code: str = "HOA", name: str = "Trần Thị Hoa", unit: Unit = STTTT) -> Somebody:
        """An officer of a unit who has taken up the invitation and begun."""
        with self.store.begin() as ledger:
            known = ledger.records.unit(unit.id)
        if known is None:
            self.unit(unit)
        somebody = self.invite(code, name, unit.id)
        somebody.says(f"/start {code}")
        return somebody

    def stranger(self, address: str = "somebody") -> Somebody:
        """Somebody whom nobody has invited."""
        return Somebody(self, address)

    def take(self, *raws: Raw) -> None:
        """Has updates arrive in one batch, and waits until all is quiet."""
        self.clock.advance(A_WHILE)
        self._runner.run(self._take(raws))

    def wait(self, by: timedelta) -> None:
        """Lets time pass."""
        self.clock.advance(by)
        self._runner.run(self.assistant.settle(self.clock))

    def arrive(self, *raws: Raw) -> None:
        """Has updates arrive and be kept, but not yet played."""
        self._runner.run(self.assistant.keep(self.channel, raws))

    def restart(self) -> None:
        """Another run of the program takes over from one that was killed."""
        self.assistant.core.close()
        self.assistant = self._assistant()
        self._runner.run(self.assistant.begin())

    async def _take(self, raws: Sequence[Raw]) -> None:
        await self.assistant.keep(self.channel, raws)
        await self.assistant.settle(self.clock)

    def close(self) -> None:
        self._runner.run(self.assistant.close())
        self._runner.close()
        self.store.close()


@contextmanager
def a_room(play: Play = play_move, url: str = "sqlite://") -> Iterator[Room]:
    """A room that is left at the end; what would have been logged is in its `log`."""
    with capture_logs() as log:
        room = Room(play, url)
        room.log = log
        try:
            yield room
        finally:
            room.close()


def button(messages: Sequence[Message] | Iterator[Message], label: str) -> tuple[str, int]:
    """The letter and the place of the first button of that label; signs before the label are passed over."""
    wanted = bare(label)
    shown = []
    for message in messages:
        labels = [bare(one) for one in message.labels]
        if wanted in labels:
            return message.letter.id, labels.index(wanted)
        shown += message.labels
    raise LookupError(f"no button {label!r} among {shown}")


def bare(label: str) -> str:
    """A label as it is compared."""
    text = fold(label)
    return text.lstrip("".join(char for char in text if not char.isalnum())) or text
