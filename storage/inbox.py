"""The inbox: every update that came, exactly once and in our own order, until it was played or set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

import sqlalchemy as sa

from storage import moments
from storage.sql import Row, Statement, Transaction, insertion, served
from storage.tables import inbox, jobs

TRIES = 4
"""After how many failures a row is set aside."""

LONGEST_HOLD = timedelta(minutes=10)
"""How long a job may keep later rows of its address waiting."""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An update as it was kept; `job` is the id of the job whose end it is, `again` that it was set aside before."""

    seq: int
    channel: str
    address: str
    body: bytes
    at: datetime
    tries: int = 0
    job: str = ""
    again: bool = False
    error: str = ""


_SHOWN = inbox.c["seq", "channel", "address", "body", "at", "tries", "job", "again", "error"]
_HELD = sa.exists().where(
    jobs.c.channel == inbox.c.channel,
    jobs.c.address == inbox.c.address,
    jobs.c.done_at.is_(None),
    jobs.c.holds == 1,
    jobs.c.at > sa.bindparam("young"),
)
_KEEP = insertion(inbox, "ON CONFLICT DO NOTHING", without=["seq"])
_DONE = Statement(
    sa.update(inbox).where(inbox.c.seq == sa.bindparam("which")).values(closed_at=sa.bindparam("moment"), dead=0)
)
_FAILED = Statement(
    sa.update(inbox)
    .where(inbox.c.seq == sa.bindparam("which"), inbox.c.closed_at.is_(None))
    .values(
        tries=inbox.c.tries + 1,
        error=sa.bindparam("what"),
        dead=sa.case((inbox.c.tries + 1 >= TRIES, 1), else_=0),
        closed_at=sa.case((inbox.c.tries + 1 >= TRIES, sa.bindparam("moment", type_=sa.BigInteger))),
    )
)
_OPEN = Statement(
    sa.select(inbox.c.seq).where(inbox.c.seq == sa.bindparam("which"), inbox.c.closed_at.is_(None)).with_for_update()
)
_TRIES = Statement(sa.select(inbox.c.tries).where(inbox.c.seq == sa.bindparam("which")))
# Spelled out, since a database that is given the number apart from the words does not see that its index fits.
_DEAD = Statement(sa.select(*_SHOWN).where(inbox.c.dead == sa.literal_column("1")).order_by(inbox.c.seq))
_RETRY = Statement(
    sa.update(inbox)
    .where(inbox.c.seq == sa.bindparam("which"), inbox.c.dead == 1)
    .values(dead=0, tries=0, again=1, closed_at=None)
)


@cache
def _waiting(channels: tuple[str, ...]) -> Statement:
    open_rows = (served(inbox.c.channel, channels), inbox.c.closed_at.is_(None), sa.or_(inbox.c.rank == 0, ~_HELD))
    oldest = sa.select(*_SHOWN).where(*open_rows).order_by(inbox.c.rank, inbox.c.seq)
    return Statement(oldest.limit(sa.bindparam("most")))


class Inbox:
    """The rows of the inbox within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def keep(self, channel: str, raws: Sequence[tuple[int, str, bytes]], now: datetime, *, job: str = "") -> int:
        """Keeps the updates (id, address, body) that were not kept before, and says how many those were.

        With `job`, the row is the end of that job: it is played before the rows that waited for it.
        """
        at = moments.stored(now)
        fresh = {"channel": channel, "job": job, "rank": 0 if job else 1, "at": at, "closed_at": None}
        count = 0
        for update_id, address, body in raws:
            row = {"update_id": update_id, "digest": sha256(body).digest(), "address": address, "body": body}
            count += self._transaction.run(_KEEP, **fresh, **row, tries=0, again=0, error="", dead=0).rowcount
        return count

    def waiting(self, limit: int, now: datetime, channels: tuple[str, ...]) -> list[InboxRow]:
        """The oldest rows of the channels that wait to be played, in order, without those of a held address.

        Ends of jobs come first and are never held. A row that fails, or that begins a holding job, must keep the
        later rows of its address in this list from being played; they come again in the next one.
        """
        young = moments.stored(now - LONGEST_HOLD)
        return [_row(row) for row in self._transaction.all(_waiting(channels), young=young, most=limit)]

    def hold(self, seq: int) -> bool:
        """The row is still to be played, and by this transaction: another that asks for it waits for this one's end."""
        return self._transaction.one(_OPEN, which=seq) is not None

    def done(self, seq: int, now: datetime) -> None:
        """The row was played."""
        self._transaction.run(_DONE, which=seq, moment=moments.stored(now))

    def failed(self, seq: int, error: str, now: datetime) -> int:
        """The row could not be played; it is set aside at the fourth failure. Says how many failures there were."""
        shown = error.encode("utf-8", "backslashreplace").decode().replace("\0", "")
        self._transaction.run(_FAILED, which=seq, what=shown, moment=moments.stored(now))
        found = self._transaction.one(_TRIES, which=seq)
        return int(found[0]) if found else 0

    def dead(self) -> list[InboxRow]:
        """The rows that were set aside, oldest first."""
        return [_row(row) for row in self._transaction.all(_DEAD)]

    def retry(self, seq: int) -> bool:
        """A row that was set aside waits again, marked `again`; False where it was not set aside."""
        return self._transaction.run(_RETRY, which=seq).rowcount == 1


def _row(row: Row) -> InboxRow:
    seq, channel, address, body, at, tries, job, again, error = row
    return InboxRow(seq, channel, address, bytes(body), moments.read(at), tries, job, bool(again), error)
