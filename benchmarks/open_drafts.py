"""A database with so many open drafts: one is filled by talking to the assistant, the others are copies of its rows."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.updates import FIRST_CHAT, PARAGRAPH, Round, message, numbered, raw, tapped
from bot.assistant import Assistant
from bot.channel import Gone, Incoming, Parcel, Raw, Sent
from bot.clock import MovableClock, SystemClock
from bot.invite import OUTLINE, Asked, invite
from bot.telegram_read import read_update
from bot.view import LETTERHEAD, outline
from flows.draft import Answer
from flows.letter import Letter
from flows.report import Run
from flows.turn import Button
from flows.values import Passage, ProseValue
from storage.ledger import Ledger
from storage.store import Store

ANSWERED = 24
UNIT = "don-vi-so-000000"
FIGURE_KEY, OPTION_KEY, OPTION, PROSE_KEY = "ty-le-2018", "co-nganh-doc", "khong", "phuong-huong"


class Secretary:
    """A messenger for one officer, whose letters are kept to look for buttons in them."""

    name = "null"

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
        self.assistant = Assistant(store, [self.secretary], self.secretary.clock)

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


def prepare(path: Path, drafts: int) -> Round:
    """Makes the database at that path, and gives the round of moves that each of its officers can make."""
    store = Store(f"sqlite:///{path}")
    store.migrate()
    round_ = asyncio.run(_first(store))
    store.close()
    _copy(path, drafts, (round_.leap[0], round_.option[0]))
    return round_


async def _first(store: Store) -> Round:
    with store.begin() as ledger:
        asked = Asked(UNIT.replace("-", " "), "Trần Thị Hoa", {"kind": "so", "code": "DV"})
        code = invite(ledger, asked, (outline(OUTLINE), outline(LETTERHEAD)), SystemClock().now())
    talk = Talk(store)
    await talk.says(f"/start {code}")
    await talk.leap(PROSE_KEY)
    written = await talk.says(PARAGRAPH)
    await talk.presses(do="done")
    await talk.leap(OPTION_KEY)
    option = await talk.presses(do="choose", arg=OPTION)
    leap = await talk.leap(FIGURE_KEY)
    with store.begin() as ledger:
        _fill(ledger, talk.secretary.letters[-1].person)
    await talk.assistant.close()
    return Round(leap, option, written)


def _fill(ledger: Ledger, person: str) -> None:
    """Answers the first prose questions with a paragraph each."""
    draft, now = f"{OUTLINE}/{UNIT}", SystemClock().now()
    held = ledger.records.answers(draft)
    asked = [question for _, question in outline(OUTLINE).every if question.kind == "prose" and not question.when]
    value = ProseValue(passages=(Passage(runs=(Run(text=PARAGRAPH),), source=f"{FIRST_CHAT}/1"),))
    known = {"draft": draft, "state": "closed", "value": value, "by": person, "at": now}
    free = [question.key for question in asked if question.key not in held]
    ledger.records.save([Answer(key=key, **known) for key in free[: ANSWERED - len(held)]])


# The tables whose rows belong to one officer or one unit, with the columns that name either.
_OWNED = {
    "units": ("id",),
    "persons": ("id",),
    "contacts": ("address", "person"),
    "drafts": ("id",),
    "answers": ("draft",),
    "answer_versions": ("draft",),
    "seats": ("person", "draft"),
    "cards": ("address", "about"),
    "letters": ("id", "address", "about"),
}


def _copy(path: Path, drafts: int, letters: tuple[str, str]) -> None:
    """Copies the rows of the first officer for all others, under their own names; of the letters only those."""
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TEMP TABLE n AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c"
                         f" WHERE n < {drafts - 1}) SELECT n FROM c")  # fmt: skip
        database.execute("DELETE FROM letters WHERE id NOT IN (?, ?)", letters)
        for table, own in _OWNED.items():
            database.execute(_copying(database, table, own))
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def _copying(database: sqlite3.Connection, table: str, own: tuple[str, ...]) -> str:
    known = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    names = [name for name in known if name != "seq"]
    given = [_renamed(table, name) if name in (*own, "body") else f"t.{name}" for name in names]
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(given)} FROM (SELECT * FROM {table}) t, n"


def _renamed(table: str, column: str) -> str:
    """The column with the unit, the chat and the letter's id of the copy."""
    if table == "letters" and column == "id":
        return "t.id || '.' || n"
    name = f"replace(t.{column}, '{UNIT}', printf('don-vi-so-%06d', n))"
    name = f"replace({name}, '{FIRST_CHAT}', {FIRST_CHAT} + n)"
    if table == "letters" and column == "body":
        return f"replace({name}, '\"id\":\"' || t.id || '\"', '\"id\":\"' || t.id || '.' || n || '\"')"
    return name
