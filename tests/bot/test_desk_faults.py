"""What goes wrong while messages are played: a fault that passes, one that stays, a stop at any moment."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from room import Room, Somebody, a_room
from shorthand import STTTT, told

from bot.channel import Raw
from flows.campaign import Unit
from flows.turn import Event, Move, Turn, Typed
from flows.values import ProseValue
from flows.view import View

SOON = timedelta(milliseconds=50)
STP = Unit(id="stp", name="Sở Tư pháp", kind="so", code="STP")


def failing(rounds: int) -> Callable[[View, Move, datetime], Turn]:
    """A conversation that says again what was typed, once it has failed at so many rounds of the desk."""
    # In each round a row that fails is played with those that wait beside it and then by itself.
    faults = iter(range(2 * rounds))

    def play(view: View, move: Move, now: datetime) -> Turn:
        if not isinstance(move, Typed) or (move.text == "a" and next(faults, None) is not None):
            raise RuntimeError("not now")
        return Turn(events=(Event(name=move.text),), effects=(told(move.text),))

    return play


def heard(room: Room, address: str) -> list[str]:
    return [message.text for message in room.channel.chats.get(address, [])]


def facts(room: Room) -> list[str]:
    with room.store.begin() as ledger:
        return [fact.event.name for fact in ledger.events.history("")]


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_a_row_that_fails_at_first_is_played_once_and_before_the_later_ones(rounds: int) -> None:
    with a_room(failing(rounds)) as room:
        lan, nam = room.stranger("lan"), room.stranger("nam")
        room.take(lan.raw(what="typed", text="a"), lan.raw(what="typed", text="b"), nam.raw(what="typed", text="c"))
        assert (heard(room, "lan"), heard(room, "nam")) == (["a", "b"], ["c"])
        assert sorted(facts(room)) == ["a", "b", "c"]
        assert [entry["tries"] for entry in room.log if entry["event"] == "row not played"] == [*range(1, rounds + 1)]


def test_a_row_that_fails_four_times_is_set_aside_and_its_sender_is_told() -> None:
    with a_room(failing(4)) as room:
        room.stranger("lan").says("a")
        assert facts(room) == []
        assert [message.labels for message in room.channel.chats["lan"]] == [["Thử lại"]]


def test_a_row_that_the_database_does_not_take_is_set_aside_and_can_be_tried_again() -> None:
    with a_room(failing(0)) as room:
        refuse = "CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.body LIKE '%\"a\"%' BEGIN SELECT {}; END"
        ordered(room, refuse.format("RAISE(ABORT, 'database or disk is full')"))
        lan = room.stranger("lan")
        lan.does(*(lan.raw(what="typed", text=text) for text in "abc"))
        assert (heard(room, "lan")[1:], facts(room)) == (["b", "c"], ["b", "c"])
        with room.store.begin() as ledger:
            assert "disk is full" in ledger.inbox.dead()[0].error
            ledger.inbox.retry(ledger.inbox.dead()[0].seq)
        ordered(room, "DROP TRIGGER full")
        room.wait(SOON)
        assert facts(room) == ["b", "c", "a"]


def ordered(room: Room, words: str) -> None:
    with room.store.engine.begin() as connection:
        connection.execute(sa.text(words))


def officer(room: Room, code: str, unit: Unit) -> Somebody:
    """An officer at the first question."""
    somebody = room.officer(code, f"Người {code}", unit)
    somebody.presses("Bắt đầu")
    return somebody


def prose(room: Room, unit: str) -> list[str]:
    """The paragraphs that the unit's first answer holds."""
    with room.store.begin() as ledger:
        values = [answer.value for answer in ledger.records.answers(f"chi-thi-34/{unit}").values()]
    passages = [passage for value in values if isinstance(value, ProseValue) for passage in value.passages]
    return "".join(passage.text if passage.seam else f"\n{passage.text}" for passage in passages).split("\n")[1:]


def pasted(somebody: Somebody, text: str) -> list[Raw]:
    """The parts into which the messenger cuts a text."""
    parts = [text[at : at + 4096] for at in range(0, len(text), 4096)]
    return [somebody.raw(what="typed", text=part, whole=part is parts[-1]) for part in parts]


@pytest.mark.parametrize("parts", [2, 3, 4, 5])
@pytest.mark.parametrize("killed_after", [0, 1, 3])
def test_a_paste_is_joined_though_another_comes_between_and_the_program_is_killed(
    parts: int, killed_after: int
) -> None:
    with a_room() as room:
        hoa, hung = officer(room, "HOA", STTTT), officer(room, "HUNG", STP)
        # The messenger cuts one of them in the middle of words and the other between words.
        mine, other = "trong " * (680 * parts - 1) + "năm", "nghiêng " * (500 * parts - 1) + "mình"
        both = list(zip(pasted(hoa, mine), pasted(hung, other), strict=True))
        for n, pair in enumerate(both):
            room.clock.advance(SOON)
            room.arrive(*pair)
            if n == killed_after:
                room.assistant.desk.work()
                room.restart()
        assert len(both) == parts
        room.wait(timedelta(seconds=2))
        assert (prose(room, "stttt"), prose(room, "stp")) == ([mine], [other])
        for somebody in (hoa, hung):
            (card,) = [one for one in somebody.screen if "Đã lưu 1 đoạn" in one.text]
            assert card is somebody.screen[-1]
        assert f"{len(other.split()):,} từ".replace(",", ".") in card.text


def test_a_message_that_was_typed_before_a_restart_can_be_edited_after_it() -> None:
    with a_room() as room:
        hoa = officer(room, "HOA", STTTT)
        hoa.says("Sở có 45 công chức.")
        room.restart()
        hoa.edits("Sở có 46 công chức.")
        assert prose(room, "stttt") == ["Sở có 46 công chức."]
        with room.store.begin() as ledger:
            (answer,) = ledger.records.answers("chi-thi-34/stttt").values()
            versions = ledger.records.versions("chi-thi-34/stttt", answer.key)
        assert [one.value.passages[0].text for one in versions] == ["Sở có 45 công chức.", "Sở có 46 công chức."]
