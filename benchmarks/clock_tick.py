"""A clock over so many open drafts, all with an alarm set, of which a hundred come due each minute."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import event

from benchmarks.copies import UNITS_OF_A_CAMPAIGN, campaign, unit
from benchmarks.open_drafts import prepare
from benchmarks.secretary import Secretary
from benchmarks.timing import count, seconds
from bot.clock import MovableClock, StoppedClock, SystemClock
from bot.desk import Desk
from flows.alarm import Alarm
from flows.campaign import Contact, Person, Plan, Unit
from flows.play import play as play_move
from flows.schedule import Moment, moments
from storage.ledger import Ledger
from storage.store import Store

DUE, BATCHES, ANSWERED = 100, 10, 4
STAGE = "0.0"
MINUTE = timedelta(minutes=1)
_OFFICE = Unit(id="van-phong", name="Ban Thi đua - Khen thưởng")
_COORDINATOR = Person(id="van-phong.1", name="Hoàng Văn Bàn", unit=_OFFICE.id, role="coordinator")


class _Undone(Exception):
    """What was done is only measured."""


@dataclass
class Watch:
    """The database with its clock, which stands at a moment of the campaigns' plan and goes on by minutes."""

    path: Path
    store: Store
    clock: MovableClock
    moment: Moment
    campaigns: int
    digests: int = 0

    @classmethod
    def of(cls, folder: Path, drafts: int) -> Watch:
        """A new one."""
        path = folder / f"clock-{drafts}.sqlite3"
        prepare(path, drafts, ANSWERED)
        store = Store(f"sqlite:///{path}")
        with store.begin() as ledger:
            moment = _ready(ledger, drafts, SystemClock().now() + timedelta(days=30))
        return cls(path, store, MovableClock(StoppedClock(moment.at)), moment, -(-drafts // UNITS_OF_A_CAMPAIGN))

    def remind(self) -> float:
        """Seconds from the tick at which a hundred reminders are due until their letters are in the outbox."""
        self.clock.advance(MINUTE)
        return self._work(DUE)

    def digest(self) -> float:
        """Seconds from a tick at which the digest of one campaign is due until its letter is in the outbox."""
        subject = campaign(self.digests % self.campaigns * UNITS_OF_A_CAMPAIGN)
        self.digests += 1
        alarm = Alarm(subject=subject, name=f"{self.moment.name}:{STAGE}", due_at=self.clock.now())
        with self.store.begin() as ledger:
            ledger.alarms.set([alarm])
        return self._work(1)

    def idle(self) -> float:
        """Seconds for a look at the clock when nothing is due."""
        return seconds(self._look)

    def ring(self) -> float:
        """Seconds in which the next hundred alarms ring, which is then undone."""
        soon, took = self.clock.now() + MINUTE, 0.0
        with suppress(_Undone), self.store.begin() as ledger:
            began = time.perf_counter()
            rung = ledger.alarms.ring(DUE, soon)
            took = time.perf_counter() - began
            assert len(rung) == DUE
            raise _Undone
        return took

    def said(self) -> float:
        """How many statements a reminder takes, counted by SQLite itself."""
        told: Counter[str] = Counter()
        store = Store(f"sqlite:///{self.path}")
        event.listen(store.engine, "connect", lambda driver, _: driver.set_trace_callback(partial(count, told)))
        self.clock.advance(MINUTE)
        _play(self.desk(store))
        store.close()
        return round(told["statements"] / DUE, 1)

    def desk(self, store: Store) -> Desk:
        """What plays the alarms of this clock."""
        return Desk(store, {"null": Secretary()}, play_move, self.clock)

    def close(self) -> None:
        """Lets go of the database."""
        self.store.close()

    def _work(self, letters: int) -> float:
        """Seconds in which the desk plays all that is due; checks that so many letters were written."""
        before = self._letters()
        took = seconds(lambda: _play(self.desk(self.store)))
        written = self._letters() - before
        assert written == letters, f"{written} letters, not {letters}"
        return took

    def _look(self) -> None:
        assert self.desk(self.store).work() == 0
        with self.store.begin() as ledger:
            assert ledger.alarms.next_due() is not None

    def _letters(self) -> int:
        with sqlite3.connect(self.path) as database:
            found = database.execute("SELECT count(*) FROM letters").fetchone()[0]
        database.close()
        return int(found)


def _play(desk: Desk) -> None:
    while desk.work():
        pass


def _ready(ledger: Ledger, drafts: int, deadline: datetime) -> Moment:
    """Gives all campaigns the deadline, all drafts an alarm, and says at which moment of the plan it is now."""
    now, later = moments(Plan(), deadline)[:2]
    for one in ledger.records.campaigns():
        ledger.records.save([one.model_copy(update={"deadline": deadline})])
    contact = Contact(channel="null", address="1", person=_COORDINATOR.id, at=now.at)
    ledger.records.save([_OFFICE, _COORDINATOR, contact])
    for n in range(drafts):
        # Those of a minute are spread over all campaigns, and so over the whole file.
        batch = n % (drafts // DUE)
        moment, at = (now, now.at + (batch + 1) * MINUTE) if batch < BATCHES else (later, later.at)
        subject = f"{campaign(n)}/{unit(n)}"
        ledger.alarms.set([Alarm(subject=subject, name=f"{moment.name}:{STAGE}", due_at=at)])
    return now
