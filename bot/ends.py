"""The end of a job, and how far it is, go through the inbox like everything else; here they are written and read."""

from __future__ import annotations

from datetime import datetime

from pydantic import TypeAdapter

from flows.job import Job, Outcome
from flows.record import Record
from flows.turn import Finished, Underway
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


class Stretch(Record):
    """How far a job is, as it lies in the inbox; `errand` is its id."""

    errand: str
    job: Job
    done: int
    total: int


def read_end(body: bytes) -> Finished | Underway:
    """The move that a job's end is, or its being underway. Raises ValueError where it is neither."""
    end = TypeAdapter[End | Stretch](End | Stretch).validate_json(body)
    if isinstance(end, Stretch):
        return Underway(end.job, end.done, end.total, end.errand)
    return Finished(end.job, end.ok, end.outcome, end.errand)


def underway(ledger: Ledger, errand: Errand, so_far: tuple[int, int], now: datetime) -> None:
    """Puts into the inbox how far a job is: `so_far` is what is done, and of how much."""
    told = Stretch(errand=errand.id, job=errand.job, done=so_far[0], total=so_far[1])
    ledger.inbox.keep(errand.channel, [(0, errand.address, told.model_dump_json().encode())], now, job=errand.id)


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
