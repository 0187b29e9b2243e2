"""The clock moves by the same door as everybody: each alarm is played once, whatever stops, sleeps or runs twice."""

import asyncio
from datetime import datetime, timedelta

import pytest
from room import Room, Somebody, a_room
from shorthand import START, STTTT, told

from bot.assistant import LONGEST_SLEEP
from bot.channel import Gone
from bot.reader import Reader
from bot.ringing import ring
from flows.alarm import Alarm
from flows.job import Job, Outcome
from flows.play import play as converse
from flows.turn import Event, Finished, Move, Turn, Typed, Wake, Woke
from flows.view import View

HOUR = timedelta(hours=1)


def clockwork(view: View, move: Move, now: datetime) -> Turn:
    """What is typed sets an alarm in so many hours; what rings becomes a fact, and is told to Hoa."""
    if isinstance(move, Typed):
        alarm = Alarm(subject="x/stttt", name=move.text, due_at=now + int(move.text) * HOUR)
        return Turn(effects=(Wake(alarm),))
    if isinstance(move, Woke):
        seen = view.unit.name if view.unit else "nobody"
        return Turn(events=(Event(name=move.alarm.name, key=seen),), effects=(told("rang", to="stttt.hoa"),))
    return Turn()


def rang(room: Room) -> list[str]:
    with room.store.begin() as ledger:
        return [fact.event.name for fact in ledger.events.history("")]


def test_an_alarm_rings_at_its_moment_and_once() -> None:
    with a_room(clockwork) as room:
        room.stranger().says("2")
        room.wait(HOUR)
        assert rang(room) == []
        room.wait(HOUR)
        room.wait(HOUR)
        assert rang(room) == ["2"]


def test_an_alarm_whose_moment_is_past_rings_at_once() -> None:
    with a_room(clockwork) as room:
        room.stranger().says("-5")
        assert rang(room) == ["-5"]


def test_after_a_long_sleep_alarms_ring_in_the_order_of_their_moments() -> None:
    with a_room(clockwork) as room:
        for hours in ("30", "1", "200"):
            room.stranger().says(hours)
        room.restart()
        room.wait(300 * HOUR)
        assert rang(room) == ["1", "30", "200"]


def test_what_rings_is_played_by_another_run_where_the_first_was_killed() -> None:
    with a_room(clockwork) as room:
        room.stranger().says("1")
        with room.store.begin() as ledger:
            assert ring(ledger, 9, START + 2 * HOUR) == 1
        room.restart()
        room.wait(HOUR)
        room.wait(HOUR)
        assert rang(room) == ["1"]


def test_more_alarms_than_share_a_transaction_all_ring() -> None:
    with a_room(clockwork) as room:
        with room.store.begin() as ledger:
            ledger.alarms.set([Alarm(subject=f"x/{n}", name=f"{n}", due_at=START) for n in range(150)])
        room.wait(HOUR)
        assert sorted(rang(room), key=int) == [str(n) for n in range(150)]


def test_an_alarm_about_a_draft_sees_its_unit() -> None:
    with a_room(clockwork) as room:
        room.unit(STTTT)
        room.stranger().says("1")
        room.wait(HOUR)
        with room.store.begin() as ledger:
            assert [fact.event.key for fact in ledger.events.history("")] == [STTTT.name]


def test_what_an_alarm_says_goes_to_the_person_and_to_nobody_where_there_is_none() -> None:
    with a_room(clockwork) as room:
        room.stranger().says("1")
        room.wait(HOUR)
        assert not any(room.channel.chats.values())
        assert any(entry["event"] == "nobody to write to" for entry in room.log)


def test_an_alarm_that_fails_is_set_aside_and_harms_nobody() -> None:
    def fails(view: View, move: Move, now: datetime) -> Turn:
        if isinstance(move, Woke) and move.alarm.name == "1":
            raise RuntimeError("this one always fails")
        return clockwork(view, move, now)

    with a_room(fails) as room:
        room.stranger().says("1")
        room.stranger().says("2")
        room.wait(3 * HOUR)
        assert rang(room) == ["2"]
        with room.store.begin() as ledger:
            assert [row.channel for row in ledger.inbox.dead()] == ["clock"]


def test_the_desk_is_woken_for_the_next_alarm() -> None:
    with a_room(clockwork) as room:
        assert asyncio.run(room.assistant.seconds_to_alarm()) == LONGEST_SLEEP
        with room.store.begin() as ledger:
            ledger.alarms.set([Alarm(subject="x", name="1", due_at=START + timedelta(seconds=7))])
        assert asyncio.run(room.assistant.seconds_to_alarm()) == pytest.approx(7)


def test_coordinators_hear_once_of_somebody_who_blocked_the_bot() -> None:
    with a_room(converse) as room:
        hoa = room.officer()
        ban = room.coordinator()
        ban.new()
        room.channel.faults["hoa"] = [Gone("blocked")]
        hoa.says("mục lục")
        heard = [message.text for message in ban.new()]
        assert len(heard) == 1
        assert "Trần Thị Hoa" in heard[0]
        assert STTTT.name in heard[0]


def two_campaigns(room: Room) -> Somebody:
    """An officer who has begun, and whose unit is then asked in another campaign on the same outline."""
    hoa = room.officer()
    hoa.presses("Bắt đầu")
    with room.store.begin() as ledger:
        asked = ledger.records.campaign("chi-thi-34")
        other = {"id": "chi-thi-34-2", "title": "Đợt hai", "rev": 0, "deadline": START + 900 * HOUR}
        ledger.records.save([asked.model_copy(update=other)])
    return hoa


def test_another_campaign_takes_nothing_that_is_typed_for_the_first(room_of_two: Room) -> None:
    hoa = two_campaigns(room_of_two)
    hoa.says("Đơn vị được thành lập năm 2010, có 45 cán bộ, công chức.")
    assert drafts(room_of_two) == {"chi-thi-34"}


def test_an_officer_of_two_campaigns_goes_on_in_the_one_that_was_opened(room_of_two: Room) -> None:
    hoa = two_campaigns(room_of_two)
    hoa.says("đợt báo cáo")
    told = hoa.presses("Đợt hai")
    assert told[-1].text.startswith("Đợt hai\n")
    hoa.says("Đơn vị được thành lập năm 2011, có 46 cán bộ, công chức.")
    assert drafts(room_of_two) == {"chi-thi-34-2"}


def test_an_old_button_means_the_campaign_that_it_was_written_in(room_of_two: Room) -> None:
    hoa = two_campaigns(room_of_two)
    hoa.says("đợt báo cáo")
    hoa.presses("Đợt hai")
    hoa.presses_old("Để sau")
    with room_of_two.store.begin() as ledger:
        assert ledger.records.contact("room", "hoa").campaign == "chi-thi-34"


def test_what_is_typed_for_a_campaign_that_is_gone_is_not_kept_in_another(room_of_two: Room) -> None:
    hoa = two_campaigns(room_of_two)
    room_of_two.campaign(state="archived")
    told = hoa.says("Đơn vị được thành lập năm 2010, có 45 cán bộ, công chức.")
    assert "không được ghi" in told[-1].text
    assert "Đợt hai" in told[-1].text
    assert drafts(room_of_two) == set()


def test_the_end_of_a_job_is_of_its_own_campaign(room_of_two: Room) -> None:
    hoa = two_campaigns(room_of_two)
    hoa.says("Đơn vị được thành lập năm 2010, có 45 cán bộ, công chức.")
    job = Job(kind="render", draft="chi-thi-34/stttt", purpose="draft", report=None)
    seen: list[str] = []
    room_of_two.campaign(state="archived")
    with room_of_two.store.begin() as ledger:
        contact = ledger.records.contact("room", "hoa")
        view = Reader().load(ledger, contact, Finished(job, True, Outcome()))
        seen.append(view.papers[0].draft.id)
    assert seen == ["chi-thi-34/stttt"]


@pytest.fixture
def room_of_two():
    with a_room(converse) as room:
        yield room


def drafts(room: Room) -> set[str]:
    with room.store.begin() as ledger:
        names = ("chi-thi-34", "chi-thi-34-2")
        return {name for name in names if ledger.records.answers(f"{name}/stttt")}


def test_a_campaign_whose_alarms_are_all_gone_is_looked_at_again_after_a_start(room_of_two: Room) -> None:
    room_of_two.officer()
    room_of_two.campaign(deadline=START + 100 * HOUR, opened_at=START)
    room_of_two.restart()
    room_of_two.wait(3 * HOUR)
    with room_of_two.store.begin() as ledger:
        pending = ledger.alarms.next_due()
        reminders = ledger.rosters.reminders("chi-thi-34/stttt")
    assert pending is not None
    room_of_two.wait(72 * HOUR)
    with room_of_two.store.begin() as ledger:
        assert len(ledger.rosters.reminders("chi-thi-34/stttt")) > len(reminders)
