"""However often the program is killed while the clock rings, each person is reminded, and decided about once."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from botapi import serving
from botapi_world import Telegram
from program import Program, a_store
from shorthand import campaign

from bot.clock import SystemClock
from bot.postman import SLOTS
from flows.alarm import Alarm
from flows.campaign import Contact, Person, Plan
from storage.store import Store

KILLS = 25
CHATS = tuple(range(100, 220))
NOON = 12


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with serving() as telegram:
        yield telegram


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path, CHATS) as store:
        yield store


def where_it_is_noon() -> str:
    """A time zone in which it is about noon now; what is written by day is then written now."""
    ahead = NOON - SystemClock().now().hour
    return f"Etc/GMT{'-' if ahead > 0 else '+'}{abs(ahead)}"


def order(store: Store) -> None:
    """Everybody is at the chat already, and is to be chased now."""
    now = SystemClock().now()
    asked = campaign(units=tuple(f"u{chat}" for chat in CHATS))
    with store.begin() as ledger:
        kept = ledger.records.campaign(asked.id)
        plan = Plan(zone=where_it_is_noon())
        ledger.records.save([kept.model_copy(update={"deadline": now + timedelta(days=3), "plan": plan})])
        for chat in CHATS:
            person = Person(id=f"p{chat}", name=f"Người {chat}", unit=f"u{chat}", joined_at=now)
            ledger.records.save([person, Contact(channel="telegram", address=str(chat), person=person.id, at=now)])
        name = f"chase:{now:%Y%m%dT%H%M}:office"
        ledger.alarms.set([Alarm(subject=f"{asked.id}/u{chat}", name=name, due_at=now) for chat in CHATS])


def all_sent(store: Store) -> bool:
    """Nothing is to ring, to be played or to be sent any more; looked at without taking the writer's turn."""
    waits = (
        "SELECT (SELECT count(*) FROM alarms WHERE rung_at IS NULL)"
        " + (SELECT count(*) FROM inbox WHERE closed_at IS NULL)"
        " + (SELECT count(*) FROM letters WHERE closed_at IS NULL)"
    )
    with store.engine.connect() as connection:
        return connection.scalar(sa.text(waits)) == 0


def written_to(telegram: Telegram) -> Counter[str]:
    """How many reminders were delivered to each chat."""
    return Counter(
        str(chat) for chat in CHATS for text in telegram.shows(chat) if "đôn đốc" in str(text.get("text", ""))
    )


@pytest.mark.slow
def test_each_person_is_reminded_over_many_kills(telegram: Telegram, store: Store, tmp_path: Path) -> None:
    chance = random.Random(170)
    order(store)
    program = Program(telegram, tmp_path)
    try:
        for _ in range(KILLS):
            program.until(program.polls)
            assert program.lives(chance.uniform(0, 0.12))
            program.kill_and_start()
        program.until(lambda: all_sent(store))
    finally:
        program.end()
    with store.begin() as ledger:
        reminders = [one.reminder for chat in CHATS for one in ledger.rosters.reminders(f"chi-thi-34/u{chat}")]
    assert sorted(one.person for one in reminders) == sorted(f"p{chat}" for chat in CHATS)
    assert not any(one.why for one in reminders)
    delivered = written_to(telegram)
    assert set(delivered) == {str(chat) for chat in CHATS}
    # A kill repeats what was delivered and not noted yet: no more than the postman has in hand.
    assert delivered.total() - len(CHATS) <= KILLS * SLOTS
