"""The desk plays every row once, in order, whole transactions only, and no row that fails harms another."""

from datetime import datetime, timedelta

import pytest
from room import Room, a_room
from shorthand import STTTT, told

from flows.campaign import Contact
from flows.draft import Draft
from flows.job import Job
from flows.play import play as converse
from flows.turn import Attached, Do, Event, Finished, Move, Pressed, Turn, Typed
from flows.view import View

LETTERS = ("a", "b", "c", "d", "e", "f")


def echo(view: View, move: Move, now: datetime) -> Turn:
    """Says again what was typed; names the buttons that were pressed and the jobs that ended."""
    match move:
        case Typed(text="boom"):
            raise RuntimeError("this row always fails")
        case Typed():
            return Turn(events=(Event(name=move.text),), effects=(told(move.text, "yes", "no"),))
        case Pressed(press=press):
            return Turn(effects=(told(f"pressed {press.do if press else 'nothing'}"),))
        case Attached():
            job = Job(kind="read-sheet", draft="x/stttt", key="khen-thuong", ref=move.ref, name=move.name)
            return Turn(effects=(told("reading"), Do(job)))
        case Finished():
            return Turn(effects=(told(f"ended {move.outcome.failure}"),))
    return Turn()


def heard(room: Room, address: str = "lan") -> list[str]:
    return [message.text for message in room.channel.chats.get(address, [])]


def facts(room: Room) -> list[str]:
    with room.store.begin() as ledger:
        return [fact.event.name for fact in ledger.events.history("")]


def test_what_one_person_writes_is_played_in_order() -> None:
    with a_room(echo) as room:
        lan = room.stranger("lan")
        lan.does(*(lan.raw(what="typed", text=text) for text in LETTERS))
        assert heard(room) == list(LETTERS)
        assert facts(room) == list(LETTERS)


def test_an_update_that_comes_twice_is_played_once() -> None:
    with a_room(echo) as room:
        lan = room.stranger("lan")
        update = lan.raw(what="typed", text="a")
        lan.does(update, update)
        lan.does(update)
        assert heard(room) == ["a"]


def test_a_row_that_fails_takes_no_other_down_and_its_sender_may_try_it_again() -> None:
    with a_room(echo) as room:
        lan, nam = room.stranger("lan"), room.stranger("nam")
        room.take(
            lan.raw(what="typed", text="a"),
            lan.raw(what="typed", text="boom"),
            nam.raw(what="typed", text="b"),
            lan.raw(what="typed", text="c"),
        )
        assert heard(room, "nam") == ["b"]
        assert [text for text in heard(room) if len(text) == 1] == ["a", "c"]
        assert facts(room) == ["a", "b", "c"]
        assert lan.chat[1].labels == ["Thử lại"]
        with room.store.begin() as ledger:
            assert [(row.tries, row.error) for row in ledger.inbox.dead()] == [
                (4, "RuntimeError: this row always fails")
            ]


def test_a_row_that_was_set_aside_is_played_only_when_its_sender_says_so() -> None:
    fails = True

    def play(view: View, move: Move, now: datetime) -> Turn:
        return echo(view, Typed((), "", now, 0) if not isinstance(move, Typed) else move, now) if not fails else 1 / 0

    with a_room(play) as room:
        lan = room.stranger("lan")
        lan.says("a")
        fails = False
        lan.says("b")
        assert heard(room)[1:] == ["b"]
        lan.presses("Thử lại")
        assert heard(room)[1:] == ["b", "a"]
        # Once is enough: the button that was used does nothing more.
        lan.presses("Thử lại")
        assert facts(room) == ["b", "a", ""]


def test_a_row_may_be_set_aside_again_and_again() -> None:
    with a_room(echo) as room:
        lan = room.stranger("lan")
        lan.says("boom")
        lan.presses("Thử lại")
        lan.presses("Thử lại")
        assert [message.labels for message in lan.chat] == [["Thử lại"]] * 3


def test_what_a_channel_cannot_read_is_set_aside_at_once_and_in_silence() -> None:
    with a_room(echo) as room:
        lan = room.stranger("lan")
        bad = lan.raw(what="typed", text="x")
        room.take(lan.raw(what="typed", text="a"), type(bad)(7, "lan", b"{"), lan.raw(what="typed", text="b"))
        assert heard(room) == ["a", "b"]
        with room.store.begin() as ledger:
            assert [row.body for row in ledger.inbox.dead()] == [b"{"]


def test_a_turn_that_cannot_be_saved_leaves_nothing_behind() -> None:
    def play(view: View, move: Move, now: datetime) -> Turn:
        stale = Draft(id="x/stttt", rev=3, unit="stttt", outline="x", version=1)
        return Turn((stale,), (Event(name="never"),), (told("never"),))

    with a_room(play) as room:
        room.stranger("lan").says("a")
        assert facts(room) == []
        assert "never" not in heard(room)


@pytest.mark.parametrize("place", [0, 1])
def test_a_button_does_what_its_letter_says(place: int) -> None:
    with a_room(echo) as room:
        lan = room.stranger("lan")
        lan.says("a")
        assert lan.presses(["yes", "no"][place])[-1].text == f"pressed {['yes', 'no'][place]}"


def test_a_button_that_is_made_up_or_of_another_chat_does_nothing() -> None:
    with a_room(echo) as room:
        lan, nam = room.stranger("lan"), room.stranger("nam")
        lan.says("a")
        letter = lan.last.letter.id
        for thief, said, place in (
            (nam, letter, 0),
            (lan, letter, 2),
            (lan, letter, -1),
            (lan, "9.9", 0),
            (lan, "", 0),
        ):
            thief.does(thief.tap(said, place))
            assert thief.last.text == "pressed nothing"


def test_a_button_counts_only_for_the_person_it_was_written_to() -> None:
    def play(view: View, move: Move, now: datetime) -> Turn:
        if isinstance(move, Typed):
            bound = view.contact.model_copy(update={"person": move.text, "at": now})
            return Turn((bound,), effects=(told("hello", "yes"),))
        return echo(view, move, now)

    with a_room(play) as room:
        lan = room.stranger("lan")
        lan.says("hoa")
        assert lan.presses("yes")[-1].text == "pressed yes"
        lan.says("nam")
        lan.presses_old("yes")
        assert lan.last.text == "pressed nothing"


def test_a_letter_to_another_person_goes_to_the_address_used_last() -> None:
    def play(view: View, move: Move, now: datetime) -> Turn:
        return Turn(effects=(told("to hoa", to="hoa"), told("to nobody", to="nobody"), told("to me")))

    with a_room(play) as room:
        at = [room.clock.now() + timedelta(hours=hours) for hours in range(2)]
        with room.store.begin() as ledger:
            contacts = [
                Contact(channel="room", address=f"hoa{n}", person="hoa", at=moment) for n, moment in enumerate(at)
            ]
            ledger.records.save(contacts)
        room.stranger("lan").says("a")
        assert (heard(room), heard(room, "hoa0"), heard(room, "hoa1")) == (["to me"], [], ["to hoa"])


def test_what_comes_while_a_file_is_fetched_is_played_after_it() -> None:
    with a_room(echo) as room:
        lan, nam = room.stranger("lan"), room.stranger("nam")
        room.take(
            lan.raw(what="attached", ref="nowhere", name="a.xlsx"),
            lan.raw(what="typed", text="a"),
            nam.raw(what="typed", text="b"),
        )
        assert heard(room) == ["reading", "ended gone", "a"]
        assert heard(room, "nam") == ["b"]


def test_rows_of_a_channel_that_is_not_served_are_left_waiting() -> None:
    with a_room(echo) as room:
        with room.store.begin() as ledger:
            ledger.inbox.keep("elsewhere", [(1, "lan", b"?")], room.clock.now())
        room.stranger("lan").says("a")
        with room.store.begin() as ledger:
            left = ledger.inbox.waiting(9, room.clock.now(), ("room", "elsewhere"))
        assert [row.channel for row in left] == ["elsewhere"]


def test_an_officer_sees_the_unit_s_draft_and_who_wrote_it() -> None:
    seen: list[View] = []

    def play(view: View, move: Move, now: datetime) -> Turn:
        seen.append(view)
        return converse(view, move, now)

    with a_room(play) as room:
        hoa = room.officer()
        hoa.presses("Bắt đầu")
        hoa.says("Sở có 45 công chức.")
        nam = room.officer("NAM", "Lê Văn Nam")
        nam.presses("Bắt đầu")
    view = seen[-1]
    assert (view.person.id, view.person.name, view.person.unit) == ("stttt.nam", "Lê Văn Nam", "stttt")
    assert view.unit == STTTT.model_copy(update={"rev": 1})
    assert [paper.draft.id for paper in view.papers] == ["chi-thi-34/stttt", "the-thuc/stttt"]
    assert [paper.draft.rev for paper in view.papers] == [1, 1]
    assert [answer.by for answer in view.papers[0].answers.values()] == ["stttt.hoa"]
    assert view.names == {"stttt.hoa": "Trần Thị Hoa", "stttt.nam": "Lê Văn Nam"}
    assert view.card is not None
