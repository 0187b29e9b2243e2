"""The desk alone plays what came in: what each row changes, says and has done is written in one transaction.

A row that fails four times is set aside, and its sender is asked whether it is to be tried again: only that button
brings it back, so that nothing old is written without being asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.addressing import RETRY, Cause, put_out, set_aside
from bot.channel import Channel, Incoming
from bot.clock import Clock
from bot.ends import end_overdue, read_end
from bot.reader import Reader
from bot.ringing import CLOCK, read_alarm, ring
from bot.view import Around, Outside, contact_at, freed, links_of, move_of
from flows.campaign import Contact
from flows.turn import Change, Move, Pressed, Turn
from flows.view import View
from storage.inbox import TRIES, InboxRow
from storage.ledger import Ledger
from storage.store import Store

BATCH = 64
"""How many rows may share a transaction."""

Play = Callable[[View, Move, datetime], Turn]

_log = structlog.get_logger()


@dataclass(frozen=True)
class Desk:
    """Plays the rows of the inbox in order; several that wait together share a transaction."""

    store: Store
    channels: Mapping[str, Channel]
    play_move: Play
    clock: Clock
    reader: Reader = field(default_factory=Reader)

    def work(self) -> int:
        """Plays what waits, as many rows as share a transaction, and says how many it has seen to."""
        try:
            with self.store.begin() as ledger:
                return _each(self._waiting(ledger), lambda row: self._play(ledger, row))
        except Exception as fault:
            _log.warning("rows are played one by one", why=type(fault).__name__)
        with self.store.begin() as ledger:
            rows = self._waiting(ledger)
        return _each(rows, self._try)

    def play(self, row: InboxRow) -> bool:
        """Plays one row by itself; True where later rows of its address have to wait for a job."""
        with self.store.begin() as ledger:
            return self._play(ledger, row)

    def _waiting(self, ledger: Ledger) -> list[InboxRow]:
        """What waits for the channels that are served here; whom a job has held up for too long hears of that first."""
        now, served = self.clock.now(), tuple(self.channels)
        end_overdue(ledger, now, served)
        ring(ledger, BATCH, now)
        return ledger.inbox.waiting(BATCH, now, (*served, CLOCK))

    def _try(self, row: InboxRow) -> bool:
        """Plays a row and counts it where it fails; its address then has to wait as well."""
        try:
            return self.play(row)
        except Exception as fault:
            _log.exception("row not played", row=row.seq, tries=row.tries + 1)
            why = f"{type(fault).__name__}: {fault}"
        with self.store.begin() as ledger:
            self._count(ledger, row, why)
        return True

    def _count(self, ledger: Ledger, row: InboxRow, why: str) -> None:
        now = self.clock.now()
        if ledger.inbox.failed(row.seq, why, now) >= TRIES and row.address and row.channel != CLOCK:
            contact = contact_at(ledger, row.channel, row.address, now)
            ledger.outbox.queue([set_aside(Cause(row.seq, contact, now))])

    def _around(self, contact: Contact) -> Around:
        """What the channels offer to somebody who is at that address."""
        here = self.channels.get(contact.channel)
        return Around(links_of(self.channels.values()), here is not None and here.grids)

    def _play(self, ledger: Ledger, row: InboxRow) -> bool:
        now = self.clock.now()
        # Another desk at this database may have played it meanwhile.
        if not ledger.inbox.hold(row.seq):
            return False
        try:
            incoming = self._read(row)
        except ValueError as fault:
            _log.error("update cannot be read", row=row.seq, why=str(fault))
            _close(ledger, row, str(fault), now)
            return False
        holds = incoming is not None and self._answer(ledger, row, incoming, now)
        ledger.inbox.done(row.seq, now)
        return holds

    def _read(self, row: InboxRow) -> Incoming | Outside | None:
        """What the row says. Raises ValueError where that cannot be told."""
        if row.channel == CLOCK:
            return read_alarm(row.body)
        if row.job:
            return read_end(row.body)
        incoming = self.channels[row.channel].read(row.body)
        if incoming is not None and not row.address:
            raise ValueError("an update from nowhere")
        return incoming

    def _answer(self, ledger: Ledger, row: InboxRow, incoming: Incoming | Outside, now: datetime) -> bool:
        if not row.job and row.channel != CLOCK:
            ledger.outbox.back(row.channel, row.address)
        contact = contact_at(ledger, row.channel, row.address, now)
        # What somebody began before leaving still comes to its end, for the others.
        contact = contact if row.job else freed(ledger, contact)
        move = move_of(ledger, contact, incoming)
        if isinstance(move, Pressed) and move.press and move.press.do == RETRY:
            if ledger.inbox.retry(int(move.press.arg)):
                return False
            move = Pressed(None)
        turn = self.play_move(self.reader.load(ledger, contact, move, self._around(contact)), move, now)
        ledger.records.save(turn.changes)
        ledger.events.append(turn.events, row.seq, now)
        tapped = move.card if isinstance(move, Pressed) else None
        return put_out(ledger, Cause(row.seq, _after(contact, turn.changes), now, tapped), turn.effects)


def _each(rows: Sequence[InboxRow], play: Callable[[InboxRow], bool]) -> int:
    """Plays rows in order and says how many; once that is True of one, the later rows of its address are left alone."""
    waiting: set[tuple[str, str]] = set()
    count = 0
    for row in rows:
        place = (row.channel, row.address)
        if place in waiting:
            continue
        count += 1
        if play(row):
            waiting.add(place)
    return count


def _close(ledger: Ledger, row: InboxRow, why: str, now: datetime) -> None:
    """Sets a row aside at once, as no further try would help."""
    for _ in range(row.tries, TRIES):
        ledger.inbox.failed(row.seq, why, now)


def _after(contact: Contact, changes: Sequence[Change]) -> Contact:
    """Who is at the address once the changes are made: buttons count for that person."""
    here = (one for one in changes if isinstance(one, Contact))
    return next((one for one in here if (one.channel, one.address) == (contact.channel, contact.address)), contact)
