"""However long the program has run, no statement of its rounds looks through a whole table."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from storage_samples import NOW, SERVED, letter

from storage.ledger import Ledger
from storage.sql import Transaction
from storage.store import Store


class Watching:
    """A connection that remembers how each statement is carried out."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver
        self.steps: list[str] = []

    def execute(self, words: str, values: Any = ()) -> Any:
        if re.match("SELECT|UPDATE|DELETE", words):
            plan = self._driver.execute(f"EXPLAIN QUERY PLAN {words}", values)
            self.steps += [step[-1] for step in plan.fetchall()]
        return self._driver.execute(words, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver, name)


ROUNDS: dict[str, Callable[[Ledger], object]] = {
    "the desk looks for rows": lambda ledger: ledger.inbox.waiting(64, NOW, SERVED),
    "the desk looks for overdue jobs": lambda ledger: ledger.jobs.overdue(NOW, SERVED),
    "the desk looks for what was set aside": lambda ledger: ledger.inbox.dead(),
    "somebody writes again": lambda ledger: ledger.outbox.back("telegram", "7"),
    "the postman claims": lambda ledger: ledger.outbox.due(32, NOW, SERVED),
    "the postman goes to sleep": lambda ledger: ledger.outbox.next_due(NOW, SERVED),
    "the postman begins": lambda ledger: ledger.outbox.unclaim(SERVED),
    "the porter claims": lambda ledger: ledger.jobs.due(4, NOW, SERVED),
    "the porter begins": lambda ledger: ledger.jobs.unclaim(SERVED),
    "the porter is busy": lambda ledger: ledger.jobs.renew("1.1", NOW),
    "a letter is addressed": lambda ledger: ledger.records.contacts_of("an"),
    "a card is looked for": lambda ledger: ledger.outbox.card("telegram", "7"),
}

LOOKS: dict[str, Callable[[Ledger], object]] = {
    "a letter was sent": lambda ledger: ledger.outbox.sent("1.1", "r", 5, NOW),
    "a letter was refused": lambda ledger: ledger.outbox.refused("1.1", "gone", NOW),
    "a letter is queued": lambda ledger: ledger.outbox.queue([letter("1.1", card="question")]),
    "the clock rings": lambda ledger: ledger.alarms.ring(64, NOW),
    "the clock goes to sleep": lambda ledger: ledger.alarms.next_due(),
    "the people of a unit are listed": lambda ledger: ledger.rosters.people_of("a"),
    "the people of many units are listed": lambda ledger: ledger.rosters.people_in(["a", "b"]),
    "the coordinators are listed": lambda ledger: ledger.rosters.people_with("coordinator"),
    "a campaign's drafts are listed": lambda ledger: ledger.rosters.drafts_of("2019"),
    "a campaign's answers are read": lambda ledger: ledger.rosters.answers_of(["2019/a", "2019/b"]),
    "a draft is read as it was": lambda ledger: ledger.rosters.answers_at("2019/a", {"a": 1}),
    "what was sent is read": lambda ledger: ledger.rosters.submissions_of(["2019/a", "2019/b"]),
    "a draft's inquiries are listed": lambda ledger: ledger.rosters.inquiries("2019/a"),
    "a campaign's reviews are listed": lambda ledger: ledger.rosters.reviews_of("2019"),
    "a draft's reminders are listed": lambda ledger: ledger.rosters.reminders("2019/a"),
    "a campaign's reminders are listed": lambda ledger: ledger.rosters.reminders_of("2019"),
    "invitations are looked for": lambda ledger: ledger.rosters.open_invitations(["a", "b"]),
    "a person's invitation is looked for": lambda ledger: ledger.rosters.invitation_of("an"),
    "a draft's history is read": lambda ledger: ledger.events.history("2019/a"),
}


def steps(store: Store, does: Callable[[Ledger], object]) -> list[str]:
    """How SQLite carries it out."""
    connection = store.engine.raw_connection()
    watching = Watching(connection.driver_connection)
    does(Ledger(Transaction(watching, store.engine.dialect)))
    connection.close()
    return watching.steps


@pytest.mark.parametrize("does", ROUNDS.values(), ids=list(ROUNDS))
def test_an_index_leads_to_the_rows(sqlite_store: Store, does: Callable[[Ledger], object]) -> None:
    found = steps(sqlite_store, does)
    assert found
    # A list of what stands in the statement itself is scanned, and an index that holds only what is wanted may be.
    assert [step for step in found if step.startswith("SCAN") and "USING INDEX" not in step] == []


@pytest.mark.parametrize("does", LOOKS.values(), ids=list(LOOKS))
def test_no_row_is_looked_at_that_is_not_wanted(sqlite_store: Store, does: Callable[[Ledger], object]) -> None:
    found = steps(sqlite_store, does)
    assert found
    assert [step for step in found if step.startswith("SCAN")] == []


@pytest.mark.parametrize("name", ["the desk looks for rows", "the postman claims", "the clock rings"])
def test_what_goes_first_is_found_without_sorting_all_that_waits(sqlite_store: Store, name: str) -> None:
    assert [step for step in steps(sqlite_store, (ROUNDS | LOOKS)[name]) if "TEMP B-TREE" in step] == []
