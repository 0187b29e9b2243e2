"""Events are facts in a hash chain: one that is changed, moved or taken from the middle breaks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from flows.turn import Event
from flows.view import Fact
from storage import moments
from storage.sql import Row, Statement, Transaction, insertion
from storage.tables import events

_LOCK = 0x6465_6375_6F6E_6701
_PAGE = 1000

_COLUMNS = events.c["seq", "cause", "at", "draft", "body", "hash"]
_APPEND = insertion(events)
_LAST = Statement(sa.select(events.c.seq, events.c.hash).order_by(events.c.seq.desc()).limit(1))
_NEXT = Statement(sa.select(*_COLUMNS).where(events.c.seq > sa.bindparam("after")).order_by(events.c.seq).limit(_PAGE))
_OF = Statement(
    sa.select(events.c.at, events.c.body).where(events.c.draft == sa.bindparam("draft")).order_by(events.c.seq)
)


class Events:
    """The events within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def append(self, events: Sequence[Event], cause: int, now: datetime) -> None:
        """Adds facts to the end of the chain."""
        if not events:
            return
        self._transaction.alone(_LOCK)
        last, link = self._transaction.one(_LAST) or (0, "")
        at = moments.stored(now)
        for seq, event in enumerate(events, last + 1):
            body = event.model_dump_json()
            link = _link(link, (seq, cause, at, body))
            self._transaction.run(_APPEND, seq=seq, cause=cause, at=at, draft=event.draft, body=body, hash=link)

    def verify(self) -> int | None:
        """The number of the first row that is not what was written, or None where the chain holds."""
        link = ""
        for expected, (seq, cause, at, draft, body, kept) in enumerate(self._rows(), 1):
            link = _link(link, (expected, cause, at, body))
            if (seq, draft, kept) != (expected, Event.model_validate_json(body).draft, link):
                return expected
        return None

    def newest(self) -> int:
        """The number of the last fact; 0 where there is none."""
        last = self._transaction.one(_LAST)
        return int(last[0]) if last else 0

    def history(self, draft: str) -> list[Fact]:
        """The facts about a draft, in order."""
        rows = self._transaction.all(_OF, draft=draft)
        return [Fact(moments.read(at), Event.model_validate_json(body)) for at, body in rows]

    def _rows(self) -> Iterator[Row]:
        after = 0
        while page := self._transaction.all(_NEXT, after=after):
            yield from page
            after = page[-1][0]


def _link(previous: str, fact: tuple[int, int, int, str]) -> str:
    """The hash of a row: SHA-256 of the hash before it and the row as JSON."""
    seq, cause, at, body = fact
    return sha256(f"{previous}[{seq},{cause},{at},{body}]".encode()).hexdigest()
