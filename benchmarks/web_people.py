"""A database with a campaign whose people were all let in by the web: a device, a contact and a first message each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.updates import PARAGRAPH
from bot.clock import SystemClock
from bot.invite import OUTLINE
from bot.view import outline
from bot.web_chat.hall import CHANNEL, sealed
from flows.campaign import Campaign, Contact, Person, Plan, Unit
from flows.draft import Answer, Draft, Seat
from flows.report import Run
from flows.values import Passage, ProseValue
from storage.devices import Device
from storage.ledger import Ledger
from storage.messages import Message
from storage.store import Store

UNITS, OFFICERS_OF_A_UNIT = 200, 5
WRITERS = 100
"""How many units have somebody who answers questions; the others are chased."""

OFFICE = "van-phong"
COORDINATOR = f"{OFFICE}.1"
ANSWERED = 24
FIGURE_KEY = "ty-le-2018"
NOON = 12


def unit(n: int) -> str:
    """The unit of that number."""
    return f"don-vi-so-{n:03}"


def unit_name(n: int) -> str:
    """What that unit is called."""
    return f"Sở số {n}"


def officer(n: int, place: int = 0) -> str:
    """An officer of that unit; the first is asked for a figure when the benchmark begins."""
    return f"{unit(n)}.{place + 1}"


def officers() -> list[str]:
    """All of them, unit by unit."""
    return [officer(n, place) for n in range(UNITS) for place in range(OFFICERS_OF_A_UNIT)]


def writers() -> list[str]:
    """The first officer of each unit that writes."""
    return [officer(n) for n in range(WRITERS)]


def others() -> list[str]:
    """The officers who do not write."""
    writing = set(writers())
    return [name for name in officers() if name not in writing]


def secret(person: str) -> str:
    """What stands in the cookie of that person's browser."""
    return f"secret-of-{person}"


def fill(path: Path) -> None:
    """Makes the database at that path."""
    store, now = Store(f"sqlite:///{path}"), SystemClock().now()
    store.migrate()
    with store.begin() as ledger:
        ledger.records.save([_campaign(now), *_office(now)])
        for n in range(UNITS):
            ledger.records.save(list(_reporting(n, now)))
        for person in (COORDINATOR, *officers()):
            _let_in(ledger, person, now)
    store.close()


def answered(path: Path) -> int:
    """How many answers that database holds to the question that the writers are asked."""
    with sqlite3.connect(path) as database:
        found = database.execute("SELECT count(*) FROM answer_versions WHERE key = ?", (FIGURE_KEY,)).fetchone()[0]
    database.close()
    return int(found)


def _campaign(now: datetime) -> Campaign:
    asked = outline(OUTLINE)
    return Campaign(
        id=asked.id,
        title=asked.name,
        outline=asked.id,
        version=asked.version,
        units=tuple(map(unit, range(UNITS))),
        deadline=now + timedelta(days=30),
        # Nobody is written to at night: the campaign goes by a zone in which it is noon.
        plan=Plan(zone=_zone(NOON - now.hour)),
        opened_at=now,
    )


def _zone(hours: int) -> str:
    # In these names the sign is the other way round.
    return f"Etc/GMT{-hours:+}"


def _office(now: datetime) -> Iterator[Unit | Person]:
    yield Unit(id=OFFICE, name="Ban Thi đua - Khen thưởng", code="BTĐKT")
    yield Person(id=COORDINATOR, name="Hoàng Văn Bàn", unit=OFFICE, role="coordinator", joined_at=now)


def _reporting(n: int, now: datetime) -> Iterator[Any]:
    """A unit with its officers and a report in which some questions were answered."""
    yield Unit(id=unit(n), name=unit_name(n), kind="so", code=f"S{n}", order=n)
    for place in range(OFFICERS_OF_A_UNIT):
        yield Person(id=officer(n, place), name=f"Trần Thị Hoa {place + 1}", unit=unit(n), joined_at=now)
    asked, draft = outline(OUTLINE), f"{OUTLINE}/{unit(n)}"
    before = now - timedelta(days=1)
    keys = [one.key for _, one in asked.every if one.kind == "prose" and not one.when]
    about = {"unit": unit(n), "campaign": OUTLINE, "outline": asked.id, "version": asked.version}
    yield Draft(id=draft, done=ANSWERED, total=len(asked.every), touched=before, **about)
    yield from (_answer(draft, key, officer(n), before) for key in keys[:ANSWERED])
    yield Seat(person=officer(n), draft=draft, focus=FIGURE_KEY)


def _answer(draft: str, key: str, person: str, at: datetime) -> Answer:
    value = ProseValue(passages=(Passage(runs=(Run(text=PARAGRAPH),), source=f"{person}/2"),))
    return Answer(draft=draft, key=key, state="closed", value=value, by=person, at=at)


def _let_in(ledger: Ledger, person: str, now: datetime) -> None:
    ledger.records.save([Contact(channel=CHANNEL, address=person, person=person, at=now)])
    ledger.devices.add(Device(sealed(secret(person)), person, "", "", now, ended=False), now)
    ledger.messages.add(person, Message(at=now, runs=(Run(text=PARAGRAPH),)))
