"""The postman delivers at least once, in order for each address; what one chat suffers no other chat feels."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from room import Room, Somebody, a_room
from shorthand import told

from bot.channel import Gone, Refused, TryLater
from bot.ends import End
from bot.pace import Pace, Pacer
from flows.campaign import Contact
from flows.job import Job, Outcome
from flows.turn import Move, Turn, Typed
from flows.view import View

REST = timedelta(minutes=1)


def echo(view: View, move: Move, now: datetime) -> Turn:
    """Says again what was typed."""
    return Turn(effects=(told(move.text),)) if isinstance(move, Typed) else Turn()


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room(echo) as room:
        yield room


def texts(somebody: Somebody) -> list[str]:
    return [message.text for message in somebody.screen]


def logged(room: Room) -> list[str]:
    return [entry["event"] for entry in room.log]


def both_say(room: Room, *said: str) -> tuple[Somebody, Somebody]:
    """Lan and Nam both say the same, all of it at once."""
    lan, nam = room.stranger("lan"), room.stranger("nam")
    room.take(*(one.raw(what="typed", text=text) for text in said for one in (lan, nam)))
    return lan, nam


def test_a_chat_that_is_to_wait_waits_alone_and_in_order(room: Room) -> None:
    room.channel.faults["lan"] = [TryLater(30)]
    lan, nam = both_say(room, "a", "b")
    assert (texts(lan), texts(nam)) == ([], ["a", "b"])
    lan.says("c")
    assert texts(lan) == []
    room.wait(REST)
    assert texts(lan) == ["a", "b", "c"]


def test_a_channel_that_is_down_keeps_every_letter(room: Room) -> None:
    room.channel.faults["lan"] = [TryLater(30, whole_channel=True)]
    lan, nam = both_say(room, "a", "b")
    assert texts(lan) == []
    assert texts(nam) in ([], ["a"])
    room.wait(REST)
    assert (texts(lan), texts(nam)) == (["a", "b"], ["a", "b"])


def test_a_letter_of_which_nobody_knows_is_sent_again_once_and_then_counts_as_sent(room: Room) -> None:
    room.channel.faults["lan"] = [TryLater(5, unknown=True), TryLater(5, unknown=True)]
    lan, _ = both_say(room, "a", "b")
    assert texts(lan) == ["b"]
    assert logged(room) == ["letter to be tried again", "letter perhaps not delivered"]


def test_a_letter_of_which_nobody_knew_may_arrive_the_second_time(room: Room) -> None:
    room.channel.faults["lan"] = [TryLater(5, unknown=True)]
    lan, _ = both_say(room, "a", "b")
    assert texts(lan) == ["a", "b"]


def test_whoever_has_gone_is_not_written_to_until_he_or_she_comes_back(room: Room) -> None:
    with room.store.begin() as ledger:
        ledger.records.save([Contact(channel="room", address="lan", person="lan", at=room.clock.now())])
    room.channel.faults["lan"] = [Gone("blocked")]
    lan, nam = both_say(room, "a", "b")
    assert (texts(lan), texts(nam)) == ([], ["a", "b"])
    with room.store.begin() as ledger:
        assert ledger.records.contacts_of("lan") == ()
    lan.says("c")
    assert texts(lan) == ["c"]
    with room.store.begin() as ledger:
        assert ledger.records.contacts_of("lan")[0].address == "lan"


def test_the_end_of_a_job_is_no_sign_of_whoever_has_gone(room: Room) -> None:
    with room.store.begin() as ledger:
        ledger.records.save([Contact(channel="room", address="lan", person="lan", at=room.clock.now())])
        ledger.outbox.gone("room", "lan", room.clock.now())
        ended = End(errand="1.0", job=Job(kind="render", draft="x"), ok=True, outcome=Outcome())
        ledger.inbox.keep("room", [(0, "lan", ended.body)], room.clock.now(), job="1.0")
    room.wait(timedelta())
    with room.store.begin() as ledger:
        assert ledger.inbox.waiting(9, room.clock.now(), ("room",)) == []
        assert ledger.records.contacts_of("lan") == ()


def test_a_letter_that_is_refused_is_dropped_and_the_next_one_goes(room: Room) -> None:
    room.channel.faults["lan"] = [Refused("too long")]
    lan, _ = both_say(room, "a", "b")
    assert texts(lan) == ["b"]
    assert logged(room) == ["letter refused"]


def test_a_fault_of_our_own_holds_one_chat_and_loses_nothing(room: Room) -> None:
    room.channel.faults["lan"] = [ZeroDivisionError(), ZeroDivisionError()]
    lan, nam = both_say(room, "a", "b")
    assert (texts(lan), texts(nam)) == ([], ["a", "b"])
    for _ in range(2):
        room.wait(REST)
    assert texts(lan) == ["a", "b"]
    assert logged(room) == ["letter not sent"] * 2


def test_a_letter_in_the_hands_of_a_postman_who_was_killed_is_sent_by_the_next_one(room: Room) -> None:
    lan = room.stranger("lan")
    with room.store.begin() as ledger:
        ledger.inbox.keep("room", [(1, "lan", lan.raw(what="typed", text="a").body)], room.clock.now())
    room.assistant.desk.work()
    with room.store.begin() as ledger:
        assert len(ledger.outbox.due(9, room.clock.now(), ("room",))) == 1
    room.wait(timedelta())
    assert texts(lan) == []
    asyncio.run(room.assistant.begin())
    room.wait(timedelta())
    assert texts(lan) == ["a"]


def test_a_file_goes_with_its_letter() -> None:
    def play(view: View, move: Move, now: datetime) -> Turn:
        return Turn(effects=tuple(told(move.text, file=sha, name="a.docx") for sha in (kept, "0" * 64)))

    with a_room(play) as room:
        with room.store.begin() as ledger:
            kept = ledger.files.put(b"content", "a.docx", "", room.clock.now())
        (message,) = room.stranger("lan").says("a")
        assert (message.file, message.letter.name) == (b"content", "a.docx")
        assert logged(room) == ["letter refused"]


def test_a_card_takes_the_place_of_the_one_before() -> None:
    def play(view: View, move: Move, now: datetime) -> Turn:
        card = told(move.text, card="question", edit=move.text.startswith("edit"))
        return Turn(effects=(card, told(f"after {move.text}")))

    with a_room(play) as room:
        lan = room.stranger("lan")
        lan.says("a")
        lan.says("b")
        assert texts(lan) == ["after a", "b", "after b"]
        for text in ("edit c", "edit d"):
            lan.says(text)
            assert lan.chat[-2].position == lan.chat[2].position
        assert texts(lan) == ["after a", "after b", "after edit c", "edit d", "after edit d"]


def test_a_card_that_waits_for_quiet_is_shown_once_below_the_last_part() -> None:
    def play(view: View, move: Move, now: datetime) -> Turn:
        return Turn(effects=(told(f"{len(move.text)} kept", card="question", delay=1.5),))

    with a_room(play) as room:
        lan = room.stranger("lan")
        messages = lan.does(*(lan.raw(what="typed", text=part) for part in ("a", "bb", "ccc")))
        assert [message.text for message in messages] == ["3 kept"]
        (card,) = messages
        assert room.clock.now() - card.letter.at == timedelta(seconds=1.5)


class SkippingLoop(asyncio.SelectorEventLoop):
    """An event loop whose time jumps to the next thing that is planned, whenever nothing else is to be done."""

    moment = 0.0

    def time(self) -> float:
        return self.moment

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:
            self.moment = max(self.moment, self._scheduled[0].when())
        super()._run_once()


def passed(addresses: list[str]) -> list[float]:
    """When each of the letters to those addresses may go, in seconds."""

    async def send(pacer: Pacer, address: str) -> float:
        await pacer.pass_to(address)
        return asyncio.get_running_loop().time()

    async def send_all() -> list[Any]:
        pacer = Pacer(Pace(overall=30, chat=1, burst=5))
        return await asyncio.gather(*(send(pacer, address) for address in addresses))

    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        return [round(moment, 3) for moment in runner.run(send_all())]


def test_a_chat_takes_a_short_burst_and_then_one_letter_a_second() -> None:
    assert passed(["lan"] * 8) == [0, 0, 0, 0, 0, 1, 2, 3]


def test_over_all_chats_thirty_letters_a_second_go() -> None:
    moments = passed([f"chat {n}" for n in range(90)])
    assert [moment for moment in moments if moment > 0] == [round(n / 30, 3) for n in range(1, 61)]


def test_a_chat_that_has_to_wait_does_not_keep_the_others_waiting() -> None:
    assert passed(["lan"] * 7 + ["nam"])[-1] == 0
