"""Jobs: what the porter is to do, once for each cause, claimed for a while by one porter at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import sqlalchemy as sa

from flows.job import Job
from storage import moments
from storage.inbox import LONGEST_HOLD
from storage.sql import Row, Statement, Transaction, insertion, served
from storage.tables import jobs

LEASE = timedelta(minutes=2)
"""How long a porter may be silent about a job before another one may have it."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A job for somebody at an address; `id` is "<inbox seq>.<n>".

    While one that `holds` is not done (ten minutes at most), later rows of its address wait. `attempt` counts from 1
    and is 0 before the first.
    """

    id: str
    channel: str
    address: str
    person: str
    job: Job
    holds: bool
    at: datetime
    attempt: int = 0


_SHOWN = jobs.c["id", "channel", "address", "person", "body", "holds", "at", "attempts"]
_UNDONE = jobs.c.done_at.is_(None)
_THIS = jobs.c.id == sa.bindparam("which")
_ADD = insertion(jobs, "ON CONFLICT DO NOTHING", without=["seq"])
_CLAIM = Statement(
    sa.update(jobs).where(_THIS).values(claimed_until=sa.bindparam("until"), attempts=jobs.c.attempts + 1)
)
_RENEW = Statement(sa.update(jobs).where(_THIS, _UNDONE).values(claimed_until=sa.bindparam("until")))
_DONE = Statement(sa.update(jobs).where(_THIS, _UNDONE).values(done_at=sa.bindparam("moment")))


@cache
def _due(channels: tuple[str, ...]) -> Statement:
    free = (served(jobs.c.channel, channels), _UNDONE, jobs.c.claimed_until <= sa.bindparam("moment"))
    first = sa.select(*_SHOWN).where(*free).order_by(jobs.c.seq).limit(sa.bindparam("most"))
    return Statement(first.with_for_update(skip_locked=True))


@cache
def _unclaim(channels: tuple[str, ...]) -> Statement:
    claimed = (served(jobs.c.channel, channels), _UNDONE, jobs.c.claimed_until > 0)
    return Statement(sa.update(jobs).where(*claimed).values(claimed_until=0))


@cache
def _overdue(channels: tuple[str, ...]) -> Statement:
    late = (served(jobs.c.channel, channels), _UNDONE, jobs.c.holds == 1, jobs.c.at <= sa.bindparam("young"))
    return Statement(sa.select(*_SHOWN).where(*late).order_by(jobs.c.seq))


class Jobs:
    """The jobs within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, errands: Sequence[Errand]) -> None:
        """Leaves work for the porter; an errand whose id is known already is left alone."""
        for errand in errands:
            self._transaction.run(_ADD, **_columns(errand))

    def due(self, limit: int, now: datetime, channels: tuple[str, ...]) -> list[Errand]:
        """Claims, for two minutes, the oldest errands of the channels that are not done and not being done."""
        rows = self._transaction.all(_due(channels), moment=moments.stored(now), most=limit)
        until = moments.stored(now + LEASE)
        for row in rows:
            self._transaction.run(_CLAIM, which=row[0], until=until)
        return [_errand(row, claimed=1) for row in rows]

    def unclaim(self, channels: tuple[str, ...]) -> None:
        """Gives up every claim of those channels; for the start of a porter that alone serves them."""
        self._transaction.run(_unclaim(channels))

    def renew(self, errand: str, now: datetime) -> None:
        """The porter is still busy with it, for two more minutes; one that was ended meanwhile stays ended."""
        self._transaction.run(_RENEW, which=errand, until=moments.stored(now + LEASE))

    def done(self, errand: str, now: datetime) -> bool:
        """The errand came to its end, which goes into the inbox in this transaction; False where it had ended before.

        Only where this is True may the end be kept (Inbox.keep with `job`), so that an errand ends once.
        """
        return self._transaction.run(_DONE, which=errand, moment=moments.stored(now)).rowcount == 1

    def overdue(self, now: datetime, channels: tuple[str, ...]) -> list[Errand]:
        """The errands that no longer hold their address because ten minutes have passed: their failure is due."""
        young = moments.stored(now - LONGEST_HOLD)
        return [_errand(row) for row in self._transaction.all(_overdue(channels), young=young)]


def _columns(errand: Errand) -> dict[str, object]:
    return {
        "id": errand.id,
        "channel": errand.channel,
        "address": errand.address,
        "person": errand.person,
        "holds": 1 if errand.holds else 0,
        "at": moments.stored(errand.at),
        "claimed_until": 0,
        "attempts": 0,
        "done_at": None,
        "body": errand.job.model_dump_json(),
    }


def _errand(row: Row, claimed: int = 0) -> Errand:
    id_, channel, address, person, body, holds, at, attempts = row
    job = Job.model_validate_json(body)
    return Errand(id_, channel, address, person, job, bool(holds), moments.read(at), attempts + claimed)
