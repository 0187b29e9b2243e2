"""A program sees only what is of the channels that it serves; what is of others is another program's."""

from dataclasses import replace

from storage_samples import NOW, SERVED, after, due, errand, keep, letter, waiting

from flows.letter import Letter
from storage.store import Store

OTHER = ("terminal",)
BOTH = (*OTHER, *SERVED)


def elsewhere(id_: str, **more: object) -> Letter:
    """A letter of the other program's."""
    return letter(id_, **more).model_copy(update={"channel": "terminal"})


def test_letters_are_claimed_by_the_program_whose_channel_they_go_through(store: Store) -> None:
    with store.begin() as ledger:
        ledger.outbox.queue([letter("1.1"), elsewhere("2.1"), letter("3.1", "8"), elsewhere("4.1", address="8")])
        assert [claim.letter.id for claim in ledger.outbox.due(9, NOW, OTHER)] == ["2.1", "4.1"]
    assert due(store) == ["1.1", "3.1"]


def test_a_program_that_serves_both_channels_claims_the_letters_of_both_by_priority_and_age(store: Store) -> None:
    with store.begin() as ledger:
        ledger.outbox.queue([elsewhere("1.1", priority=1), letter("2.1"), elsewhere("3.1", address="8")])
        assert ledger.outbox.next_due(NOW, BOTH) == NOW
        assert [claim.letter.id for claim in ledger.outbox.due(9, NOW, BOTH)] == ["2.1", "3.1", "1.1"]


def test_nobody_wakes_for_the_letters_of_another_program(store: Store) -> None:
    with store.begin() as ledger:
        ledger.outbox.queue([elsewhere("1.1")])
        assert ledger.outbox.next_due(NOW, SERVED) is None
        assert ledger.outbox.next_due(NOW, OTHER) == NOW
        ledger.outbox.queue([letter("2.1", not_before=after(5))])
        assert ledger.outbox.next_due(NOW, SERVED) == after(5)


def test_a_start_takes_back_no_claim_of_another_program(store: Store) -> None:
    with store.begin() as ledger:
        ledger.outbox.queue([elsewhere("1.1"), letter("2.1")])
        ledger.jobs.add([replace(errand("1.1"), channel="terminal"), errand("2.1")])
        assert len(ledger.outbox.due(9, NOW, BOTH) + ledger.jobs.due(9, NOW, BOTH)) == 4
        ledger.outbox.unclaim(SERVED)
        ledger.jobs.unclaim(SERVED)
        assert [claim.letter.id for claim in ledger.outbox.due(9, NOW, BOTH)] == ["2.1"]
        assert [claimed.id for claimed in ledger.jobs.due(9, NOW, BOTH)] == ["2.1"]


def test_jobs_are_done_and_found_overdue_by_the_program_whose_channel_they_came_through(store: Store) -> None:
    with store.begin() as ledger:
        ledger.jobs.add([replace(errand("1.1"), channel="terminal"), errand("2.1")])
        assert [late.id for late in ledger.jobs.overdue(after(600), SERVED)] == ["2.1"]
        assert [late.id for late in ledger.jobs.overdue(after(600), BOTH)] == ["1.1", "2.1"]
        assert [claimed.id for claimed in ledger.jobs.due(9, NOW, SERVED)] == ["2.1"]
        assert [claimed.id for claimed in ledger.jobs.due(9, NOW, OTHER)] == ["1.1"]


def test_rows_wait_for_the_program_whose_channel_they_came_through(store: Store) -> None:
    keep(store, "a")
    with store.begin() as ledger:
        ledger.inbox.keep("terminal", [(1, "7", b"b"), (2, "7", b"c")], NOW)
        assert [row.body for row in ledger.inbox.waiting(9, NOW, OTHER)] == [b"b", b"c"]
        assert [row.body for row in ledger.inbox.waiting(9, NOW, BOTH)] == [b"a", b"b", b"c"]
        assert ledger.inbox.waiting(9, NOW, ("zalo",)) == []
    assert waiting(store) == ["a"]
