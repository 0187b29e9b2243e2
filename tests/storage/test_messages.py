"""A chat has each message once, in places that go up, and a number for each change that no page can miss."""

from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from storage_samples import NOW, after

from flows.report import Run
from storage.columns import metadata
from storage.messages import Knob, Message
from storage.store import Store

WHERE = "stttt.hoa"


def message(text: str = "", **more: Any) -> Message:
    """A message, which is the assistant's if nothing else is said."""
    return Message(at=NOW, runs=(Run(text=text),) if text else (), **more)


def add(store: Store, *messages: Message, where: str = WHERE) -> list[Message]:
    """Puts messages at the end of a chat, in one transaction."""
    with store.begin() as ledger:
        return [ledger.messages.add(where, one) for one in messages]


def places(messages: list[Message]) -> list[tuple[int, int]]:
    """Where each stands, and the number of its last change."""
    return [(one.position, one.change) for one in messages]


def test_messages_stand_in_the_order_in_which_they_came_with_room_between(store: Store) -> None:
    assert places(add(store, message("a"), message("b"))) == [(2, 1), (4, 2)]
    assert places(add(store, message("c"))) == [(6, 3)]
    with store.begin() as ledger:
        assert ledger.messages.ends(WHERE) == (6, 3)
        assert ledger.messages.ends("stttt.khac") == (0, 0)


def test_every_chat_counts_for_itself(store: Store) -> None:
    add(store, message("a", letter="1.1", nonce="nonce-01"))
    assert places(add(store, message("b", letter="1.1", nonce="nonce-01"), where="stttt.khac")) == [(2, 1)]
    with store.begin() as ledger:
        found = [one.runs[0].text for one in ledger.messages.before(WHERE, 99, 9)]
    assert found == ["a"]


def test_a_message_is_found_by_its_place_its_nonce_and_its_letter_in_its_own_chat_alone(store: Store) -> None:
    (own,) = add(store, message("a", own=True, nonce="nonce-01"))
    (sent,) = add(store, message("b", letter="7.1"))
    with store.begin() as ledger:
        messages = ledger.messages
        assert (messages.at(WHERE, 2), messages.said(WHERE, "nonce-01"), messages.of_letter(WHERE, "7.1")) == (
            own,
            own,
            sent,
        )
        assert (messages.at("x", 2), messages.said("x", "nonce-01"), messages.of_letter("x", "7.1")) == (None,) * 3
        # What has no nonce or no letter is not found by having none.
        assert (messages.at(WHERE, 3), messages.said(WHERE, ""), messages.of_letter(WHERE, "")) == (None,) * 3


@pytest.mark.parametrize("twice", [{"nonce": "nonce-01"}, {"letter": "7.1"}])
def test_the_database_keeps_no_second_message_of_one_nonce_or_one_letter(store: Store, twice: dict[str, str]) -> None:
    add(store, message("a", **twice), message("other"), message("another"))
    with pytest.raises(Exception, match=r"(?i)unique"):
        add(store, message("b", **twice))
    with store.begin() as ledger:
        assert ledger.messages.ends(WHERE) == (6, 3)


def test_a_change_keeps_the_place_and_gives_the_next_number(store: Store) -> None:
    first, _ = add(store, message("a", letter="1.1"), message("b"))
    with store.begin() as ledger:
        changed = ledger.messages.change(WHERE, first.model_copy(update={"runs": (Run(text="c"),), "letter": "2.1"}))
        assert (changed.position, changed.change) == (2, 3)
        assert ledger.messages.at(WHERE, 2) == changed
        assert ledger.messages.of_letter(WHERE, "2.1") == changed
        assert ledger.messages.of_letter(WHERE, "1.1") is None


def test_a_page_that_comes_back_gets_each_message_as_it_is_now_in_the_order_of_the_changes(store: Store) -> None:
    first, second, _ = add(store, message("a"), message("b"), message("c"))
    with store.begin() as ledger:
        for _ in range(2):
            ledger.messages.change(WHERE, first)
        ledger.messages.change(WHERE, second.model_copy(update={"removed": True}))
        assert places(ledger.messages.since(WHERE, 0, 9)) == [(6, 3), (2, 5), (4, 6)]
        assert places(ledger.messages.since(WHERE, 5, 9)) == [(4, 6)]
        assert places(ledger.messages.since(WHERE, 0, 2)) == [(6, 3), (2, 5)]
        assert ledger.messages.since(WHERE, 6, 9) == []


def test_earlier_messages_come_in_the_order_of_the_chat_the_last_ones_first(store: Store) -> None:
    add(store, *map(message, "abcde"))
    with store.begin() as ledger:
        assert [one.position for one in ledger.messages.before(WHERE, 9, 2)] == [6, 8]
        assert [one.position for one in ledger.messages.before(WHERE, 6, 9)] == [2, 4]
        assert ledger.messages.before(WHERE, 2, 9) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(TEXTS, TEXTS, st.booleans())
def test_a_message_is_read_back_as_it_was(text: str, name: str, bold: bool) -> None:
    store = Store("sqlite://")
    metadata.create_all(store.engine)
    buttons = ((Knob(label=text), Knob(label=name, grid=True)), (Knob(label="c"),))
    said = Message(at=after(1.5), runs=(Run(text=text, bold=bold),), buttons=buttons, file="sha", name=name, size=7)
    (kept,) = add(store, said)
    with store.begin() as ledger:
        assert ledger.messages.at(WHERE, 2) == kept
    assert kept.model_copy(update={"position": 0, "change": 0}) == said
    store.close()


def test_any_text_is_read_back_from_both_databases(store: Store) -> None:
    awkward = "NUL \x00, \ufffe, 👍🏽, \u202e, '; DROP TABLE messages; --"
    (kept,) = add(store, message(awkward, name=awkward))
    with store.begin() as ledger:
        assert ledger.messages.at(WHERE, 2) == kept


def test_what_a_page_posted_is_known_by_its_number_whatever_it_said(store: Store) -> None:
    with store.begin() as ledger:
        ledger.inbox.keep("web", [(7, WHERE, b"press")], NOW)
        assert ledger.messages.posted("web", WHERE, 7).played_at is None
        assert ledger.messages.posted("web", WHERE, 8) is None
        assert ledger.messages.posted("web", "stttt.khac", 7) is None
        assert ledger.messages.posted("telegram", WHERE, 7) is None
        (row,) = ledger.inbox.waiting(9, NOW, ("web",))
        ledger.inbox.done(row.seq, after(3.25))
        assert ledger.messages.posted("web", WHERE, 7).played_at == after(3.25)


def test_a_chat_of_many_messages_is_asked_by_its_indexes(sqlite_store: Store) -> None:
    asked = {
        "position": "SELECT body FROM messages WHERE address = 'a' AND position < 9 ORDER BY position DESC LIMIT 40",
        "change": "SELECT body FROM messages WHERE address = 'a' AND change > 9 ORDER BY change LIMIT 200",
        "nonce": "SELECT body FROM messages WHERE address = 'a' AND nonce = 'n' AND nonce != ''",
        "letter": "SELECT body FROM messages WHERE address = 'a' AND letter = '1.1' AND letter != ''",
        "inbox": "SELECT closed_at FROM inbox WHERE channel = 'web' AND update_id = 7 AND address = 'a'",
    }
    with sqlite_store.engine.connect() as connection:
        plans = {
            name: str(connection.execute(sa.text(f"EXPLAIN QUERY PLAN {one}")).all()) for name, one in asked.items()
        }
    assert [name for name, plan in plans.items() if "SEARCH" not in plan or "TEMP B-TREE" in plan] == []
