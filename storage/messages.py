"""What stands in the chats of the web: each message once, with a number that goes up at each change of its chat.

A page that comes back asks for what has changed since the last number that it has seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

import sqlalchemy as sa

from flows.record import Record
from flows.report import Run
from storage import moments
from storage.sql import Row, Statement, Transaction, insertion
from storage.tables import inbox
from storage.web_tables import messages

HEAVIEST = 300_000
"""How many characters of messages are read at once; the first is read whatever it weighs."""

STEP = 2
"""Between two neighbouring positions is room for something that was said before the later one was seen."""


class Knob(Record):
    """A button as it is shown; `grid` is one that opens a grid in the page. What it does stands in the letter."""

    label: str
    grid: bool = False


class Message(Record):
    """One message of a chat; `own` is one of the person's.

    `position` is its place in the chat, `change` the number of what happened to it last. `letter` is the id of the
    letter that it shows, `nonce` what the page called an own one. `file` is the SHA-256 of a kept file; a `secret`
    message keeps neither text nor file.
    """

    position: int = 0
    change: int = 0
    own: bool = False
    at: datetime
    runs: tuple[Run, ...] = ()
    letter: str = ""
    nonce: str = ""
    buttons: tuple[tuple[Knob, ...], ...] = ()
    file: str = ""
    name: str = ""
    size: int = 0
    edited: bool = False
    removed: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """What a page posted that is no message: a row of the inbox; `played_at` is None while it waits.

    A `dead` one was not played but set aside, at that moment.
    """

    seq: int
    played_at: datetime | None
    dead: bool


_HERE = messages.c.address == sa.bindparam("where")
_THIS = sa.and_(_HERE, messages.c.position == sa.bindparam("which"))
_BODY = sa.select(messages.c.body)
_AT = Statement(_BODY.where(_THIS))
_SAID = Statement(
    _BODY.where(_HERE, messages.c.nonce == sa.bindparam("said"), messages.c.nonce != sa.literal_column("''"))
)
_OF_LETTER = Statement(
    _BODY.where(_HERE, messages.c.letter == sa.bindparam("sent"), messages.c.letter != sa.literal_column("''"))
)
_ENDS = Statement(sa.select(sa.func.max(messages.c.position), sa.func.max(messages.c.change)).where(_HERE))
_ADD = insertion(messages)
_CHANGE = Statement(
    sa.update(messages)
    .where(_THIS)
    .values(change=sa.bindparam("new_change"), letter=sa.bindparam("new_letter"), body=sa.bindparam("new_body"))
)
_SINCE = Statement(
    _BODY.where(_HERE, messages.c.change > sa.bindparam("since"))
    .order_by(messages.c.change)
    .limit(sa.bindparam("most"))
)
_BEFORE = Statement(
    _BODY.where(_HERE, messages.c.position < sa.bindparam("before"))
    .order_by(messages.c.position.desc())
    .limit(sa.bindparam("most"))
)
_WEIGHT = sa.select(sa.func.length(messages.c.body))
_WEIGHTS_SINCE = Statement(
    _WEIGHT.where(_HERE, messages.c.change > sa.bindparam("since"))
    .order_by(messages.c.change)
    .limit(sa.bindparam("most"))
)
_WEIGHTS_BEFORE = Statement(
    _WEIGHT.where(_HERE, messages.c.position < sa.bindparam("before"))
    .order_by(messages.c.position.desc())
    .limit(sa.bindparam("most"))
)
_POSTED = Statement(
    sa.select(*inbox.c["seq", "closed_at", "dead"]).where(
        inbox.c.channel == sa.bindparam("by"),
        inbox.c.update_id == sa.bindparam("number"),
        inbox.c.address == sa.bindparam("where"),
    )
)


class Messages:
    """The messages within one transaction; those of one address are written by one program alone."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def at(self, address: str, position: int) -> Message | None:
        """The message at that position of a chat."""
        return _read(self._transaction.one(_AT, where=address, which=position))

    def said(self, address: str, nonce: str) -> Message | None:
        """The own message that the page called so."""
        return _read(self._transaction.one(_SAID, where=address, said=nonce))

    def of_letter(self, address: str, letter: str) -> Message | None:
        """The message that shows that letter."""
        return _read(self._transaction.one(_OF_LETTER, where=address, sent=letter))

    def ends(self, address: str) -> tuple[int, int]:
        """The last position of a chat and its last change; zeros where nothing stands in it."""
        position, change = self._transaction.one(_ENDS, where=address) or (None, None)
        return position or 0, change or 0

    def add(self, address: str, message: Message) -> Message:
        """Puts a message at the end of a chat, and gives it with its place."""
        position, change = self.ends(address)
        placed = message.model_copy(update={"position": position + STEP, "change": change + 1})
        row: dict[str, Any] = {"position": placed.position, "change": placed.change, "body": placed.model_dump_json()}
        self._transaction.run(_ADD, address=address, nonce=placed.nonce, letter=placed.letter, **row)
        return placed

    def change(self, address: str, message: Message) -> Message:
        """Puts a message in the place of what stood at its position, and gives it with its new number."""
        changed = message.model_copy(update={"change": self.ends(address)[1] + 1})
        self._transaction.run(
            _CHANGE,
            where=address,
            which=changed.position,
            new_change=changed.change,
            new_letter=changed.letter,
            new_body=changed.model_dump_json(),
        )
        return changed

    def since(self, address: str, change: int, most: int) -> list[Message]:
        """The messages that were changed after that number, in the order of their changes."""
        return [_message(row) for row in self._transaction.all(_SINCE, where=address, since=change, most=most)]

    def before(self, address: str, position: int, most: int) -> list[Message]:
        """The messages before a position, removed ones too, in the order of the chat; the last `most` of them."""
        rows = self._transaction.all(_BEFORE, where=address, before=position, most=most)
        return [_message(row) for row in reversed(rows)]

    def room_since(self, address: str, change: int, most: int) -> int:
        """How many of the messages after a change are light enough to be read at once; `most` where all of them are."""
        return _room(self._transaction.all(_WEIGHTS_SINCE, where=address, since=change, most=most), most)

    def room_before(self, address: str, position: int, most: int) -> int:
        """How many of the last messages before a position are light enough; `most` where all of them are."""
        return _room(self._transaction.all(_WEIGHTS_BEFORE, where=address, before=position, most=most), most)

    def posted(self, channel: str, address: str, number: int) -> Post | None:
        """What a page of the address has posted under that number, whatever it said."""
        row = self._transaction.one(_POSTED, by=channel, where=address, number=number)
        if row is None:
            return None
        seq, closed_at, dead = row
        return Post(seq, None if closed_at is None else moments.read(closed_at), bool(dead))


def _room(weights: list[Row], most: int) -> int:
    fit = sum(together <= HEAVIEST for together in accumulate(weight for (weight,) in weights)) or 1
    return most if fit >= len(weights) else fit


def _read(row: Row | None) -> Message | None:
    return _message(row) if row else None


def _message(row: Row) -> Message:
    return Message.model_validate_json(row[0])
