"""Roles are changed by a coordinator, never by oneself, after a word of confirmation, and whoever has one is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from room import Room, Somebody, a_room
from shorthand import OFFICE, STTTT
from test_linking import LINK, kept, press

from flows.campaign import Unit


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as room:
        room.unit(STTTT)
        yield room


@pytest.fixture
def office(room: Room) -> Somebody:
    return room.coordinator()


def role(room: Room, person: str) -> str:
    with room.store.begin() as ledger:
        return ledger.records.person(person).role


def events(room: Room, subject: str) -> list[str]:
    with room.store.begin() as ledger:
        return [fact.event.name for fact in ledger.events.history(subject)]


def test_an_officer_becomes_the_head_and_officer_again(room: Room, office: Somebody) -> None:
    officer = room.officer()
    press(office, "roles", STTTT)
    assert "Trần Thị Hoa – cán bộ" in office.last.text
    office.presses("Trần Thị Hoa → thủ trưởng")
    assert "không còn cán bộ nào" in office.last.text
    assert role(room, "stttt.hoa") == "officer"
    office.presses("Đổi vai trò")
    assert role(room, "stttt.hoa") == "head"
    assert "giao làm thủ trưởng" in officer.last.text
    assert officer.last.letter.keyboard
    assert events(room, "chi-thi-34/stttt").count("role.head") == 1
    press(office, "roles", STTTT)
    office.presses("Trần Thị Hoa → cán bộ")
    office.presses("Đổi vai trò")
    assert role(room, "stttt.hoa") == "officer"
    office.presses_old("Đổi vai trò")
    assert role(room, "stttt.hoa") == "officer"
    assert "vừa được thay đổi" in office.last.text


def test_a_change_that_was_not_confirmed_is_none(room: Room, office: Somebody) -> None:
    room.officer()
    press(office, "roles", STTTT)
    office.presses("Trần Thị Hoa → thủ trưởng")
    office.presses("Giữ nguyên vai trò")
    assert role(room, "stttt.hoa") == "officer"


def test_of_two_coordinators_who_press_at_once_the_first_counts(room: Room, office: Somebody) -> None:
    room.officer()
    colleague = room.coordinator("HAI", "Lê Thị Hai")
    for somebody in (office, colleague):
        press(somebody, "roles", STTTT)
        somebody.presses("Trần Thị Hoa → thủ trưởng")
    office.presses("Đổi vai trò")
    colleague.presses("Đổi vai trò")
    assert "vừa được thay đổi" in colleague.last.text
    with room.store.begin() as ledger:
        assert ledger.records.person("stttt.hoa").rev == 2


def test_two_coordinators_do_not_take_both_officers_of_a_unit_unwarned(room: Room, office: Somebody) -> None:
    room.officer()
    room.officer("NAM", "Lê Văn Nam")
    colleague = room.coordinator("HAI", "Lê Thị Hai")
    for somebody, name in ((office, "Trần Thị Hoa"), (colleague, "Lê Văn Nam")):
        press(somebody, "roles", STTTT)
        somebody.presses(f"{name} → thủ trưởng")
        assert "cán bộ duy nhất" not in somebody.last.text
    office.presses("Đổi vai trò")
    colleague.presses("Đổi vai trò")
    assert (role(room, "stttt.hoa"), role(room, "stttt.nam")) == ("head", "officer")
    assert "vừa được người khác thay đổi nên chưa làm gì" in colleague.last.text
    assert "cán bộ duy nhất" in colleague.last.text
    assert "chưa có ai chịu trách nhiệm" in colleague.last.text
    colleague.presses("Đổi vai trò")
    assert role(room, "stttt.nam") == "head"


def test_it_is_said_who_is_responsible_then_and_that_one_is_told(room: Room, office: Somebody) -> None:
    hoa, nam = room.officer(), room.officer("NAM", "Lê Văn Nam")
    press(office, "roles", STTTT)
    office.presses("Lê Văn Nam → thủ trưởng")
    assert "chịu trách nhiệm" not in office.last.text
    office.presses("Giữ nguyên vai trò")
    office.presses("Trần Thị Hoa → thủ trưởng")
    assert "sau đó đồng chí Lê Văn Nam chịu trách nhiệm" in office.last.text
    nam.new()
    office.presses("Đổi vai trò")
    assert "chịu trách nhiệm báo cáo của đơn vị" in nam.new()[-1].text
    assert "Gửi báo cáo" not in hoa.last.labels
    press(office, "roles", STTTT)
    office.presses("Trần Thị Hoa → cán bộ")
    assert "Sau đó đồng chí Trần Thị Hoa chịu trách nhiệm" in office.last.text


def test_nobody_of_another_unit_becomes_a_coordinator(room: Room, office: Somebody) -> None:
    room.officer()
    press(office, "roles", STTTT)
    assert not any("đầu mối" in label for label in office.last.labels)
    press(office, "role-now", STTTT, key="stttt.hoa", rev=1, arg="coordinator")
    assert role(room, "stttt.hoa") == "officer"


def test_somebody_of_the_office_becomes_a_coordinator_and_nobody_changes_oneself(room: Room, office: Somebody) -> None:
    clerk = room.officer("BA", "Vi Văn Ba", OFFICE)
    office.says("vai trò")
    assert "Hoàng Văn Bàn – đầu mối, là đồng chí" in office.last.text
    assert not any("Hoàng Văn Bàn" in label for label in office.last.labels)
    office.presses("Vi Văn Ba → đầu mối")
    office.presses("Đổi vai trò")
    assert role(room, "ban-tdkt.ba") == "coordinator"
    assert "đầu mối tổng hợp" in clerk.last.text
    clerk.says("vai trò")
    clerk.presses("Hoàng Văn Bàn → cán bộ")
    clerk.presses("Đổi vai trò")
    assert role(room, "ban-tdkt.ban") == "officer"
    office.says("vai trò")
    assert "Vi Văn Ba" not in office.last.text


def test_a_colleague_is_invited_by_name_as_a_coordinator(room: Room, office: Somebody) -> None:
    office.says("vai trò")
    office.presses("Mời đồng nghiệp")
    office.says("12345")
    assert "gõ lại" in office.last.text
    office.says("  Lê Thị  Hai ")
    assert "Mời đồng chí Lê Thị Hai" in office.last.text
    office.presses("Tạo thư mời")
    code = LINK.search(office.last.text)[1]
    invitation = kept(room, code)
    assert (invitation.role, invitation.unit, invitation.name) == ("coordinator", OFFICE.id, "Lê Thị Hai")
    colleague = room.stranger("hai")
    colleague.says(f"/start {code}")
    assert role(room, invitation.person) == "coordinator"
    assert "đơn vị" in colleague.says("/donvi")[-1].text


def test_what_lets_somebody_in_is_not_kept(room: Room, office: Somebody) -> None:
    press(office, "invite-message", STTTT)
    code = LINK.search(office.last.text)[1]
    office.says("/donvi")
    with room.store.begin() as ledger:
        letter = ledger.outbox.letter(next(one for one in office.chat if code in one.text).letter.id)
    assert letter is None or code not in letter.model_dump_json()


def test_names_are_shown_as_they_are(room: Room, office: Somebody) -> None:
    room.officer("X", "**Hoa** __x__", Unit(id="u", name="Sở **A**"))
    press(office, "roles", Unit(id="u", name=""))
    assert re.search(r"\*\*Hoa\*\* __x__ – cán bộ", office.last.text)
