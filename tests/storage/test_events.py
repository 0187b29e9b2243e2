"""Events are a chain: whatever is done to a row behind our back is found."""

import pytest
import sqlalchemy as sa
from storage_samples import NOW, after

from flows.turn import Event
from flows.view import Fact
from storage.store import Store
from storage.tables import events


def write(store: Store, count: int = 4) -> None:
    """Appends facts in two transactions, about two drafts in turn."""
    facts = [Event(name="answered", draft=f"d{n % 2}", key="k", rev=n) for n in range(count)]
    for part in (facts[:2], facts[2:]):
        with store.begin() as ledger:
            ledger.events.append(part, 12, after(len(part)))


def verified(store: Store) -> int | None:
    """Where the chain breaks."""
    with store.begin() as ledger:
        return ledger.events.verify()


def tamper(store: Store, change: sa.Update | sa.Delete) -> None:
    """Changes the table as somebody with the database's password could."""
    with store.engine.begin() as connection:
        assert connection.execute(change).rowcount == 1


def test_an_untouched_chain_holds_over_many_rows(store: Store) -> None:
    assert verified(store) is None
    write(store, 1100)
    assert verified(store) is None


@pytest.mark.parametrize(
    "change",
    [
        sa.update(events).values(body=sa.func.replace(events.c.body, "answered", "returned")),
        sa.update(events).values(at=events.c.at + 1),
        sa.update(events).values(cause=13),
        sa.update(events).values(draft="d0"),
        sa.update(events).values(hash="0" * 64),
        sa.update(events).values(seq=9),
        sa.delete(events),
    ],
    ids=["body", "at", "cause", "draft", "hash", "moved", "removed"],
)
def test_a_row_that_was_tampered_with_breaks_it_there(store: Store, change: sa.Update | sa.Delete) -> None:
    write(store)
    tamper(store, change.where(events.c.seq == 2))
    assert verified(store) == 2


def test_the_history_of_a_draft_is_its_facts_in_order(store: Store) -> None:
    write(store)
    with store.begin() as ledger:
        history = ledger.events.history("d1")
    assert history == [Fact(after(2), Event(name="answered", draft="d1", key="k", rev=rev)) for rev in (1, 3)]


def test_no_facts_leave_no_row(store: Store) -> None:
    with store.begin() as ledger:
        ledger.events.append([], 1, NOW)
        assert ledger.events.history("") == []


def test_the_newest_fact_is_known_by_its_number(store: Store) -> None:
    with store.begin() as ledger:
        assert ledger.events.newest() == 0
    write(store)
    with store.begin() as ledger:
        assert ledger.events.newest() == 4
