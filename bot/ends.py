"""The end of a job goes through the inbox like everything else that happens; here it is written and read back."""

from __future__ import annotations

from datetime import datetime

from flows.record import Record
from flows.turn import Finished, Job, Outcome
from storage.jobs import Errand
from storage.ledger import Ledger


class End(Record):
    """How a job ended, as it lies in the inbox; `errand` is its id."""

    errand: str
    job: Job
    ok: bool
    outcome: Outcome

    @property
    def body(self) -> bytes:
        """The end as it is kept."""
        return self.model_dump_json().encode()


def read_end(body: bytes) -> Finished:
    """The move that a job's end is. Raises ValueError where it is not one."""
    end = End.model_validate_json(body)
    return Finished(end.job, end.ok, end.outcome)


def end(ledger: Ledger, errand: Errand, outcome: Outcome, now: datetime) -> None:
    """Puts the end of a job into the inbox, unless it had ended before."""
    if ledger.jobs.done(errand.id, now):
        ended = End(errand=errand.id, job=errand.job, ok=not outcome.failure, outcome=outcome)
        ledger.inbox.keep(errand.channel, [(0, errand.address, ended.body)], now, job=errand.id)


def end_overdue(ledger: Ledger, now: datetime, channels: tuple[str, ...]) -> int:
    """Jobs that have held their address for too long have failed, even while they are being done; says how many."""
    late = ledger.jobs.overdue(now, channels)
    for errand in late:
        end(ledger, errand, Outcome(failure="timeout"), now)
    return len(late)
