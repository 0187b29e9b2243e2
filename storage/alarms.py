"""Alarms: when somebody is to be woken, once for each subject, name, person and moment; what rang never rings again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from flows.alarm import Alarm
from storage import moments
from storage.sql import Statement, Transaction, insertion
from storage.tables import alarms

_UNRUNG = alarms.c.rung_at.is_(None)
_SET = insertion(alarms, "ON CONFLICT DO NOTHING", without=["seq"])
_DUE = Statement(
    sa.select(alarms.c.seq, alarms.c.body)
    .where(_UNRUNG, alarms.c.due_at <= sa.bindparam("moment"))
    .order_by(alarms.c.due_at, alarms.c.seq)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
_RUNG = Statement(sa.update(alarms).where(alarms.c.seq == sa.bindparam("which")).values(rung_at=sa.bindparam("moment")))
_NEXT = Statement(sa.select(sa.func.min(alarms.c.due_at)).where(_UNRUNG))


class Alarms:
    """The alarms within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def set(self, alarms: Sequence[Alarm]) -> None:
        """Has the clock ring at those moments; an alarm that was set before, even if it rang, is left alone."""
        for alarm in alarms:
            key = {"subject": alarm.subject, "name": alarm.name, "person": alarm.person}
            due_at, body = moments.stored(alarm.due_at), alarm.model_dump_json()
            self._transaction.run(_SET, **key, due_at=due_at, rung_at=None, body=body)

    def ring(self, limit: int, now: datetime) -> list[Alarm]:
        """The alarms that are due and did not ring yet, earliest first; from then on they have rung.

        They are to be put into the inbox in this transaction.
        """
        moment = moments.stored(now)
        rows = self._transaction.all(_DUE, moment=moment, most=limit)
        for seq, _ in rows:
            self._transaction.run(_RUNG, which=seq, moment=moment)
        return [Alarm.model_validate_json(body) for _, body in rows]

    def next_due(self) -> datetime | None:
        """When the next alarm is to ring, which may be past; None where none is set."""
        found = self._transaction.one(_NEXT)
        return None if found is None or found[0] is None else moments.read(found[0])
