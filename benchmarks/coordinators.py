"""A coordinator who looks at one large campaign: turns as they are played, and the work of the jobs that they order."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from benchmarks import provinces
from benchmarks.secretary import Secretary
from benchmarks.timing import seconds
from benchmarks.updates import FIRST_CHAT, message
from bot.clock import SystemClock
from bot.desk import Desk
from bot.progress_work import progress_picture, progress_sheet
from bot.reader_office import standings_of
from flows.job import Job
from flows.play import play as play_move
from storage.kinds import read_draft, read_unit
from storage.store import Store


@dataclass
class Desktop:
    """The coordinator of a province in a database."""

    path: Path
    store: Store
    secretary: Secretary
    desk: Desk

    @classmethod
    def of(cls, path: Path) -> Desktop:
        """The one of that database."""
        store, secretary = Store(f"sqlite:///{path}"), Secretary()
        desk = Desk(store, {secretary.name: secretary}, play_move, SystemClock())
        return cls(path, store, secretary, desk)

    def types(self, text: str) -> float:
        """Seconds from an update that is read from the inbox until its letter is in the outbox."""
        update = self.secretary.update({"message": message(FIRST_CHAT, text)})
        with self.store.begin() as ledger:
            ledger.inbox.keep(
                self.secretary.name, [(update.update_id, update.address, update.body)], SystemClock().now()
            )
        before = self._letters()
        took = seconds(self.desk.work)
        assert self._letters() == before + 1, f"no answer to {text}"
        return took

    def standings(self, *, known: bool) -> float:
        """Seconds in which the standings are read; unless they are known, as for the first time."""
        if not known:
            read_unit.cache_clear()
            read_draft.cache_clear()
        return seconds(self._standings)

    def picture(self) -> float:
        """Seconds for the picture."""
        job = Job(kind="progress-picture", campaign=provinces.CAMPAIGN)
        return seconds(lambda: progress_picture(job, provinces.tools(self.store)))

    def sheet(self) -> float:
        """Seconds for the sheet."""
        job = Job(kind="progress-sheet", campaign=provinces.CAMPAIGN)
        return seconds(lambda: progress_sheet(job, provinces.tools(self.store)))

    def close(self) -> None:
        """Lets go of the database."""
        self.store.close()

    def _standings(self) -> None:
        with self.store.begin() as ledger:
            campaign = ledger.records.campaign(provinces.CAMPAIGN)
            assert campaign is not None
            assert len(standings_of(ledger, campaign)) == len(campaign.units)

    def _letters(self) -> int:
        with sqlite3.connect(self.path) as database:
            found = database.execute("SELECT count(*) FROM letters").fetchone()[0]
        database.close()
        return int(found)
