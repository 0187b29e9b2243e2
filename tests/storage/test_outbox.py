"""Letters leave in order for each address, at least once; a newer card takes the place of an older one."""

from datetime import datetime

import pytest
from storage_samples import NOW, SERVED, after, due, letter

from flows.letter import Letter
from flows.view import Card
from storage.store import Store


def queue(store: Store, *letters: Letter) -> None:
    """Queues letters in one transaction."""
    with store.begin() as ledger:
        ledger.outbox.queue(letters)


def sent(store: Store, id_: str, ref: str = "r", at: datetime = NOW) -> None:
    """A letter was delivered at position 5."""
    with store.begin() as ledger:
        ledger.outbox.sent(id_, ref, 5, at)


def next_due(store: Store, at: datetime = NOW) -> datetime | None:
    """When the postman is to wake."""
    with store.begin() as ledger:
        return ledger.outbox.next_due(at, SERVED)


def test_only_the_first_letter_of_each_address_goes(store: Store) -> None:
    queue(store, letter("1.1"), letter("1.2"), letter("2.1", "8"), letter("10.1"))
    assert due(store) == ["1.1", "2.1"]
    assert due(store) == []
    sent(store, "1.1")
    assert due(store) == ["1.2"]


def test_replies_go_before_broadcasts_and_older_ones_first(store: Store) -> None:
    queue(store, letter("1.1", "a", priority=1), letter("2.1", "b"), letter("3.1", "c", priority=1), letter("4.1", "d"))
    assert due(store, limit=3) == ["2.1", "4.1", "1.1"]
    assert due(store) == ["3.1"]


def test_a_letter_waits_for_its_moment_and_keeps_its_address_in_order_but_nobody_else(store: Store) -> None:
    queue(store, letter("1.1", not_before=after(60)), letter("1.2"), letter("2.1", "8"))
    assert due(store) == ["2.1"]
    sent(store, "2.1")
    assert next_due(store) == after(60)
    assert due(store, after(60)) == ["1.1"]


def test_a_delayed_card_is_overtaken_because_it_belongs_below(store: Store) -> None:
    queue(store, letter("1.1", card="stored", not_before=after(1.5)), letter("1.2"))
    assert due(store) == ["1.2"]
    assert due(store, after(1.5)) == ["1.1"]


def test_an_unsent_card_is_superseded_by_a_newer_one_of_the_same_address(store: Store) -> None:
    queue(store, letter("1.1", card="question"), letter("1.2", card="stored"), letter("1.3", "8", card="question"))
    queue(store, letter("2.1", card="question"), letter("2.2"), letter("3.1"))
    assert due(store) == ["1.2", "1.3"]
    sent(store, "1.2")
    assert due(store) == ["2.1"]
    with store.begin() as ledger:
        assert ledger.outbox.letter("1.1") == letter("1.1", card="question")


def test_a_card_that_is_being_sent_is_not_superseded_but_replaced(store: Store) -> None:
    queue(store, letter("1.1", card="question"))
    due(store)
    queue(store, letter("2.1", card="question", at=after(1)))
    assert due(store, after(2)) == []
    sent(store, "1.1", ref="ảnh 1")
    with store.begin() as ledger:
        (claim,) = ledger.outbox.due(5, after(3), SERVED)
    assert (claim.letter.id, claim.replaces, claim.attempt, claim.unknown) == ("2.1", "ảnh 1", 1, 0)


def test_a_card_replaces_the_last_one_delivered_of_its_name_and_address(store: Store) -> None:
    for n in (1, 2):
        queue(store, letter(f"{n}.1", card="stored"))
        due(store)
        sent(store, f"{n}.1", ref=f"r{n}")
    queue(store, letter("3.1", card="stored"), letter("3.2", "8", card="stored"), letter("3.3", "9"))
    with store.begin() as ledger:
        assert [claim.replaces for claim in ledger.outbox.due(5, NOW, SERVED)] == ["r2", "", ""]
    sent(store, "3.1", ref="r3")
    queue(store, letter("4.1", card="question"))
    with store.begin() as ledger:
        assert [claim.replaces for claim in ledger.outbox.due(5, NOW, SERVED)] == [""]


def test_the_question_card_is_the_last_one_delivered_and_survives_other_letters(store: Store) -> None:
    queue(store, letter("1.1", card="question", about="stttt:dac-diem"), letter("1.2", card="stored"))
    with store.begin() as ledger:
        assert ledger.outbox.card("telegram", "7") is None
    due(store)
    sent(store, "1.1", at=after(3))
    due(store)
    sent(store, "1.2", at=after(4))
    with store.begin() as ledger:
        assert ledger.outbox.card("telegram", "7") == Card("stttt:dac-diem", 5, after(3))


def test_a_claim_runs_out_so_that_a_crash_repeats_a_letter_and_never_loses_it(store: Store) -> None:
    queue(store, letter("1.1"), letter("1.2"))
    assert due(store) == ["1.1"]
    assert due(store, after(59)) == []
    assert next_due(store, after(1)) == after(60)
    with store.begin() as ledger:
        assert [(claim.letter.id, claim.attempt) for claim in ledger.outbox.due(5, after(60), SERVED)] == [("1.1", 2)]


def test_the_only_postman_begins_without_the_claims_of_the_one_that_crashed(store: Store) -> None:
    queue(store, letter("1.1"))
    due(store)
    with store.begin() as ledger:
        ledger.outbox.unclaim(SERVED)
    assert due(store) == ["1.1"]


@pytest.mark.parametrize("unknown", [False, True])
def test_a_letter_that_was_not_taken_goes_again_later_and_before_the_next(store: Store, unknown: bool) -> None:
    queue(store, letter("1.1"), letter("1.2"))
    due(store)
    with store.begin() as ledger:
        ledger.outbox.later("1.1", after(20), "429", unknown)
    assert due(store, after(19)) == []
    assert next_due(store) == after(20)
    with store.begin() as ledger:
        (claim,) = ledger.outbox.due(5, after(20), SERVED)
    assert (claim.letter.id, claim.attempt, claim.unknown) == ("1.1", 2, int(unknown))


def test_a_refused_letter_lets_the_next_one_go(store: Store) -> None:
    queue(store, letter("1.1"), letter("1.2"))
    due(store)
    with store.begin() as ledger:
        ledger.outbox.refused("1.1", "too long", NOW)
    assert due(store) == ["1.2"]


def test_nothing_more_goes_to_an_address_where_nobody_is(store: Store) -> None:
    queue(store, letter("1.1"), letter("1.2"), letter("2.1", "8"))
    with store.begin() as ledger:
        ledger.outbox.gone("telegram", "7", NOW)
    assert due(store) == ["2.1"]
    queue(store, letter("3.1"))
    assert due(store) == ["3.1"]


@pytest.mark.parametrize(("held", "goes"), [("7", ["2.1"]), ("", [])])
def test_an_address_or_a_whole_channel_is_left_alone_until_its_hold_ends(
    store: Store, held: str, goes: list[str]
) -> None:
    queue(store, letter("1.1"), letter("2.1", "8"))
    with store.begin() as ledger:
        ledger.outbox.hold("telegram", held, after(90))
        ledger.outbox.hold("telegram", held, after(30))
    assert due(store) == goes
    assert next_due(store) == after(30)
    assert "1.1" in due(store, after(30))


def test_a_letter_of_another_channel_is_not_held(store: Store) -> None:
    queue(store, letter("1.1").model_copy(update={"channel": "zalo"}))
    with store.begin() as ledger:
        ledger.outbox.hold("telegram", "", after(30))
        assert [claim.letter.id for claim in ledger.outbox.due(9, NOW, (*SERVED, "zalo"))] == ["1.1"]


def test_with_nothing_to_send_there_is_no_moment_to_wake_at(store: Store) -> None:
    assert next_due(store) is None
    queue(store, letter("1.1"))
    assert next_due(store) == NOW
    sent(store, "1.1")
    assert next_due(store) is None
