"""A database with one campaign whose units have answered all that they are asked, as the tests have it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.updates import FIRST_CHAT
from bot.clock import SystemClock
from bot.tools import Tools
from flows.campaign import Campaign, Contact, Person
from flows.paper import Paper
from storage.store import Store

CAMPAIGN = "c"
PARAGRAPHS = 2
_TESTS = Path(__file__).resolve().parents[1] / "tests"


def fill(path: Path, count: int) -> int:
    """Makes the database at that path with so many units, and says how many answers they gave."""
    gathered, store = _samples().province(count, paragraphs=PARAGRAPHS), Store(f"sqlite:///{path}")
    store.migrate()
    office = _samples().OFFICE
    now = SystemClock().now()
    coordinator = Person(id=f"{office.id}.1", name="Hoàng Văn Bàn", unit=office.id, role="coordinator")
    campaign = Campaign(
        id=CAMPAIGN,
        title=gathered.outline.name,
        outline=gathered.outline.id,
        version=gathered.outline.version,
        units=tuple(one.unit.id for one in gathered.standings),
        deadline=now + timedelta(days=7),
    )
    with store.begin() as ledger:
        contact = Contact(channel="null", address=str(FIRST_CHAT), person=coordinator.id, at=now)
        ledger.records.save([office, campaign, coordinator, contact])
        for paper in gathered.papers:
            ledger.records.save(_records(paper))
    store.close()
    return sum(len(paper.answers) for paper in gathered.papers)


def office() -> str:
    """The draft that stands for the coordinators' office in a job."""
    return f"{CAMPAIGN}/{_samples().OFFICE.id}"


def _samples() -> Any:
    """What the tests make such a campaign of."""
    if str(_TESTS) not in sys.path:
        sys.path.append(str(_TESTS))
    return importlib.import_module("province")


def _records(paper: Paper) -> list[Any]:
    """A unit, one officer of it, and its report, which says how far it is."""
    person = Person(id=f"{paper.unit.id}.1", name="Trần Thị Hoa", unit=paper.unit.id)
    every = tuple(paper.answers.values())
    draft = paper.draft.model_copy(
        update={"done": len(every), "total": len(every), "touched": max(one.at for one in every)}
    )
    return [paper.unit, person, draft, *every]


def tools(store: Store) -> Tools:
    """What a job works with, without anybody to tell."""

    def read(act: Callable[[Any], Any]) -> Any:
        with store.begin() as ledger:
            return act(ledger)

    return Tools(read=read, tell=lambda done, total: None, now=SystemClock().now())
