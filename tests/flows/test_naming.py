"""Whoever was invited without a personal name says it before anything else, and is called so from then on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from room import Room, Somebody, a_room
from test_linking import LINK, kept, lines_of, press

from flows.campaign import Person, Unit

STP = Unit(id="so-tu-phap", name="Sở Tư pháp", kind="so")
NAMED = Unit(id="so-tu-phap", name="Sở Tư pháp", kind="so", officer="Lê Văn Bình")


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as room:
        yield room


def joins(room: Room, unit: Unit = STP, role: str = "officer", address: str = "binh") -> Somebody:
    """Somebody of the unit who takes up the message that a coordinator had written."""
    office = room.coordinator("K" + address, "Hoàng Văn Bàn")
    press(office, "invite-message", unit, arg=role)
    somebody = Somebody(room, address)
    somebody.says(f"/start {LINK.search(office.last.text)[1]}")
    return somebody


def people(room: Room) -> list[Person]:
    with room.store.begin() as ledger:
        return [one.person for one in ledger.rosters.people_of(STP.id)]


def said(messages) -> str:
    return "\n".join(message.text for message in messages)


def test_an_officer_without_a_name_is_asked_for_it_first_and_called_by_it(room: Room) -> None:
    room.unit(STP)
    officer = joins(room)
    assert "Kính chào đồng chí." in said(officer.chat)
    assert "Đề nghị đồng chí cho biết họ và tên." in officer.last.text
    assert officer.last.labels == []
    assert "1/" in said(officer.says("Lê Văn  Bình"))
    assert [(one.name, one.nameless) for one in people(room)] == [("Lê Văn Bình", False)]
    officer.says("Sở có 05 phòng và 52 công chức.")
    assert "đồng chí Lê Văn Bình" in officer.last.text
    history = said(officer.says("/lichsu"))
    assert "Lê Văn Bình: ghi họ và tên" in history
    assert "Cán bộ Sở Tư pháp" not in said(officer.chat)


def test_until_then_nothing_typed_is_kept_but_buttons_and_commands_work(room: Room) -> None:
    room.unit(STP)
    officer = joins(room)
    assert "chưa đọc được họ và tên" in said(officer.says("12345"))
    assert "Mục lục" in said(officer.says("mục lục"))
    officer.presses("Làm tiếp")
    assert "cho biết họ và tên" in officer.last.text
    assert "cho biết họ và tên" in said(officer.says("Bắt đầu"))
    assert "chưa được gửi đi" in said(officer.says("x" * 1500))
    with room.store.begin() as ledger:
        assert ledger.records.answers("chi-thi-34/so-tu-phap") == {}
    officer.says("Lê Văn Bình")
    assert people(room)[0].name == "Lê Văn Bình"


def test_a_head_without_a_name_is_asked_too(room: Room) -> None:
    room.unit(STP)
    head = joins(room, role="head")
    assert "cho biết họ và tên" in head.last.text
    assert "đang làm" in said(head.says("Nông Văn Cao"))
    assert people(room)[0].name == "Nông Văn Cao"


def test_whoever_is_named_in_the_list_of_units_is_not_asked(room: Room) -> None:
    room.unit(NAMED)
    officer = joins(room, NAMED)
    assert "Kính chào đồng chí Lê Văn Bình" in said(officer.chat)
    assert officer.last.labels == ["Bắt đầu"]
    second = joins(room, NAMED, address="hai")
    assert "cho biết họ và tên" in second.last.text


def test_the_responsible_one_hears_of_a_colleague_by_name(room: Room) -> None:
    room.unit(NAMED)
    first = joins(room, NAMED)
    first.new()
    second = joins(room, NAMED, address="hai")
    assert first.new() == []
    second.says("Vi Thị Lan")
    assert "Vi Thị Lan vừa tham gia" in said(first.new())


def test_the_name_is_asked_for_where_nothing_is_asked_of_the_unit_yet(room: Room) -> None:
    room.unit(STP)
    room.campaign(state="planned")
    officer = joins(room)
    assert "cho biết họ và tên" in officer.last.text
    assert "cho biết họ và tên" in said(officer.says("/trogiup"))
    assert "Hiện chưa có đợt báo cáo" in said(officer.says("Lê Văn Bình"))
    assert people(room)[0].name == "Lê Văn Bình"


def test_the_own_name_can_be_changed_at_any_time(room: Room) -> None:
    officer = room.officer()
    officer.says("/moi")
    officer.presses("Sửa họ tên của tôi")
    assert officer.last.labels == ["Thôi"]
    officer.presses("Thôi")
    officer.says("/hoten")
    assert "Đã ghi họ và tên: Trần Thị Hòa" in said(officer.says("Trần Thị Hòa"))
    assert "Trần Thị Hòa (cán bộ" in said(officer.says("/moi"))


def test_the_sheet_of_links_marks_whom_it_does_not_name(room: Room) -> None:
    room.unit(STP)
    room.unit(Unit(id="so-y-te", name="Sở Y tế", officer="Vi Văn Ba"))
    office = room.coordinator()
    office.says("/donvi")
    office.presses("Đường liên kết mời")
    lines = lines_of(office.presses("Lập tệp Excel")[-1])
    made = {line[1]: kept(room, LINK.fullmatch(line[5])[1]).nameless for line in lines}
    assert made == {"Sở Tư pháp": True, "Sở Y tế": False}
