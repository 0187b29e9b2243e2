"""Anybody opens the assistant on one more device by a link of one's own, as the same person, where the work stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from room import Room, Somebody, a_room
from shorthand import OFFICE, STTTT
from test_linking import LINK, press

from flows.campaign import Contact, Invitation, Person
from flows.stranger import code_hash, refusal

DRAFT = "chi-thi-34/stttt"


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as room:
        room.unit(STTTT)
        yield room


def asks(somebody: Somebody, words: str = "/thietbi") -> str:
    """The code of the link that somebody asks for."""
    letters = somebody.says(words)
    (code,) = {code for letter in letters for code in re.findall(LINK, letter.text)}
    return code


def opens(room: Room, address: str, code: str) -> Somebody:
    """Somebody at another address, who opens a link."""
    other = Somebody(room, address)
    other.says(f"/start {code}")
    return other


def people(room: Room, unit: str = "stttt") -> list[Person]:
    with room.store.begin() as ledger:
        return [member.person for member in ledger.rosters.people_of(unit)]


def bound(room: Room, address: str) -> str:
    """Whose an address is."""
    with room.store.begin() as ledger:
        contact = ledger.records.contact("room", address)
    return contact.person if contact else ""


def kept(room: Room, code: str) -> Invitation:
    with room.store.begin() as ledger:
        return ledger.records.invitation(code_hash(code))


def facts(room: Room, subject: str) -> list[str]:
    with room.store.begin() as ledger:
        return [fact.event.name for fact in ledger.events.history(subject)]


@pytest.mark.parametrize("words", ["/thietbi", "/web", "mở trên máy khác", "Mở trên thiết bị khác"])
def test_an_officer_goes_on_at_another_address_as_the_same_person(room: Room, words: str) -> None:
    hoa = room.officer()
    hoa.presses("Bắt đầu")
    hoa.says("Sở có 45 công chức.")
    hoa.new()
    phone = opens(room, "dien-thoai", asks(hoa, words))
    assert [one.id for one in people(room)] == [bound(room, "hoa")] == [bound(room, "dien-thoai")]
    first, card = phone.chat
    assert "đã mở trợ lý trên thiết bị này" in first.text
    assert first.letter.keyboard == "officer"
    assert "Sở có 45 công chức." in card.text
    phone.presses("Xong mục này")
    assert "Đã lưu 1 đoạn" in phone.last.text
    assert facts(room, DRAFT)[-1] == "answer.closed"


def test_the_chat_that_asked_hears_of_it_and_no_colleague_does(room: Room) -> None:
    hoa, minh = room.officer(), room.officer("MINH", "Lê Văn Minh")
    hoa.new()
    minh.new()
    phone = opens(room, "dien-thoai", asks(minh))
    assert "Nếu không phải đồng chí mở" in minh.last.text
    assert "Nếu không phải" not in " ".join(one.text for one in phone.chat)
    assert hoa.new() == []
    assert facts(room, DRAFT)[-2:] == ["device-link", "device-joined"]


def test_a_link_is_good_once_and_for_a_day(room: Room) -> None:
    hoa = room.officer()
    code = asks(hoa)
    opens(room, "mot", code)
    assert "đã được sử dụng" in opens(room, "hai", code).last.text
    late = asks(hoa)
    room.wait(timedelta(hours=24))
    assert "đã hết hạn" in opens(room, "ba", late).last.text
    assert (bound(room, "hai"), bound(room, "ba")) == ("", "")


def test_a_new_link_ends_the_earlier_ones_of_the_same_person_alone(room: Room) -> None:
    hoa, minh = room.officer(), room.officer("MINH", "Lê Văn Minh")
    first, his, second = asks(hoa), asks(minh), asks(hoa)
    assert "đã hết hạn" in opens(room, "mot", first).last.text
    assert "thiết bị này" in opens(room, "hai", second).chat[0].text
    assert "thiết bị này" in opens(room, "ba", his).chat[0].text


def test_the_letter_is_forgotten_once_it_was_delivered(room: Room) -> None:
    hoa = room.officer()
    code = asks(hoa)
    secret = next(one.letter for one in hoa.chat if code in one.text)
    with room.store.begin() as ledger:
        assert ledger.outbox.letter(secret.id).runs == ()


def test_at_the_persons_own_address_it_is_used_and_shows_the_place(room: Room) -> None:
    hoa = room.officer()
    hoa.presses("Bắt đầu")
    code = asks(hoa)
    shown = hoa.says(f"/start {code}")
    assert "Trợ lý vừa được mở thêm trên một thiết bị" in shown[0].text
    assert "Đặc điểm tình hình" in shown[-1].text
    assert len(shown) == 2
    assert kept(room, code).used_by == "stttt.hoa"
    again = hoa.says(f"/start {code}")
    assert "Trợ lý tiếp tục từ chỗ đang làm" in again[-1].text


def test_at_somebody_elses_address_it_is_not_used(room: Room) -> None:
    hoa, minh = room.officer(), room.officer("MINH", "Lê Văn Minh")
    code = asks(hoa)
    minh.says(f"/start {code}")
    assert "đã gắn với đơn vị" in minh.last.text
    assert bound(room, "minh") == "stttt.minh"
    assert kept(room, code).used_by == ""


def test_a_coordinator_gets_the_usual_welcome_there(room: Room) -> None:
    office = room.coordinator()
    there = opens(room, "may-tinh", asks(office))
    assert bound(room, "may-tinh") == bound(room, "ban")
    assert [one.letter.keyboard for one in there.chat[:2]] == ["coordinator", "coordinator"]
    assert "/tiendo" in there.chat[1].text
    there.presses("Bắt đầu")
    assert "đợt báo cáo" in there.last.text.lower()
    assert len(people(room, OFFICE.id)) == 1
    again = asks(office)
    assert "vừa được mở thêm" in office.says(f"/start {again}")[0].text


def test_a_head_reads_on_there(room: Room) -> None:
    room.officer()
    head = room.head()
    there = opens(room, "may-tinh", asks(head))
    assert "đang làm" in there.last.text
    assert bound(room, "may-tinh") == "stttt.van"


def test_who_is_asked_nothing_may_do_it_too(room: Room) -> None:
    room.campaign(units=())
    hoa = room.invite("HOA", "Trần Thị Hoa", "stttt")
    hoa.says("/start HOA")
    there = opens(room, "may-tinh", asks(hoa))
    assert "Hiện chưa có đợt báo cáo nào" in there.last.text
    assert bound(room, "may-tinh") == "stttt.hoa"


def test_who_has_said_no_name_yet_is_asked_for_it_there(room: Room) -> None:
    room.campaign(units=())
    with room.store.begin() as ledger:
        ledger.records.save([Person(id="p", name="Cán bộ Sở", unit="stttt", nameless=True)])
        ledger.records.save([Contact(channel="room", address="p", person="p", at=room.clock.now())])
    there = opens(room, "may-tinh", asks(Somebody(room, "p")))
    there.says("Nguyễn Văn Nam")
    assert people(room)[0].name == "Nguyễn Văn Nam"


def test_whoever_has_left_does_not_come_back_by_it_and_colleagues_keep_theirs(room: Room) -> None:
    office, hoa, minh = room.coordinator(), room.officer(), room.officer("MINH", "Lê Văn Minh")
    hers, his = asks(hoa), asks(minh)
    press(office, "roles", STTTT)
    for label in ("Cho thôi…", "Trần Thị Hoa", "Cho thôi"):
        office.presses(label)
    assert "không còn hiệu lực" in opens(room, "mot", hers).last.text
    assert bound(room, "mot") == ""
    assert "thiết bị này" in opens(room, "hai", his).chat[0].text


def test_it_is_looked_at_no_more_than_other_codes_where_somebody_guesses(room: Room) -> None:
    code = asks(room.officer())
    guesser = Somebody(room, "ai-do")
    for _ in range(5):
        guesser.says("/start sai")
    guesser.says(f"/start {code}")
    assert bound(room, "ai-do") == ""


@pytest.mark.parametrize("other", ["a-dot-khac", "z-dot-khac"])
def test_the_other_device_opens_the_report_that_is_open_at_the_first(room: Room, other: str) -> None:
    hoa = room.officer()
    with room.store.begin() as ledger:
        asked = ledger.records.campaign("chi-thi-34")
        ledger.records.save([asked.model_copy(update={"id": other, "title": "Đợt khác", "rev": 0})])
    hoa.presses("Bắt đầu")
    hoa.says("/dot")
    hoa.presses("Đợt khác")
    there = opens(room, "may-tinh", asks(hoa))
    there.says("Sở có 45 công chức.")
    with room.store.begin() as ledger:
        assert ledger.records.answers(f"{other}/stttt")
        assert ledger.records.answers(DRAFT) == {}


def test_a_door_outside_the_chat_refuses_by_the_same_lines(room: Room) -> None:
    now = room.clock.now()
    hoa = Person(id="p", name="Hoa", unit="stttt")
    made = Invitation(id="i", person="p", name="Hoa", unit="stttt", expires_at=now, by="p", own=True)
    fresh = made.model_copy(update={"expires_at": now + timedelta(days=1)})
    assert refusal(None, None, now) == "stranger.wrong"
    assert refusal(fresh.model_copy(update={"used_by": "p"}), hoa, now) == "stranger.used"
    assert refusal(made, hoa, now) == "stranger.expired"
    assert refusal(fresh, hoa.model_copy(update={"left_at": now}), now) == "stranger.withdrawn"
    assert refusal(fresh, hoa, now) == ""
    assert refusal(fresh, hoa.model_copy(update={"role": "head"}), now) == ""
    ban = hoa.model_copy(update={"id": "b", "role": "coordinator"})
    assert refusal(fresh.model_copy(update={"by": "b"}), ban, now) == ""
    no_more = ban.model_copy(update={"role": "officer"})
    assert refusal(fresh.model_copy(update={"by": "b"}), no_more, now) == "stranger.withdrawn"
