"""Whoever has lost every browser comes back to the own web chat by a coordinator's link, as the same person."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from room import Somebody
from shorthand import STTTT
from test_two_channels import Both, joined_twice

HOA = "stttt.hoa"
DRAFT = "chi-thi-34/stttt"


@pytest.fixture
def room() -> Iterator[Both]:
    room = Both()
    room.unit(STTTT)
    yield room
    room.close()


def back(office: Somebody) -> tuple[str, str]:
    """The message that a coordinator makes for the only officer of the unit, and the code in it."""
    office.says("tiến độ")
    for label in ("Danh sách đơn vị", "1", "Người và vai trò", "Gửi lại đường liên kết", "Lập đường liên kết"):
        office.presses(label)
    return office.last.text, re.search(r"#(\S+)", office.last.text)[1]


def test_the_web_chat_is_opened_again_with_role_seat_and_parts(room: Both) -> None:
    hoa, office = joined_twice(room), room.coordinator()
    room.at_web(HOA, what="typed", text="Sở có 45 công chức.")
    with room.store.begin() as ledger:
        draft = ledger.records.draft(DRAFT)
        ledger.records.save([draft.model_copy(update={"assigned": {HOA: ("han-che",)}})])
        seat, person = ledger.records.seat(HOA, DRAFT), ledger.records.person(HOA)
    message, code = back(office)
    assert "Trên trình duyệt (không cần Telegram): https://bao-cao.vn/#" in message
    hoa.new(), office.new()
    shown = room.at_web(HOA, what="typed", text=f"/start {code}")
    assert "gửi lại" in shown[-2].text
    assert "Sở có 45 công chức." in shown[-1].text
    assert "gửi lại" in hoa.new()[-1].text
    assert "đã vào lại trợ lý" in office.new()[-1].text
    with room.store.begin() as ledger:
        assert [one.person.id for one in ledger.rosters.people_of("stttt")] == [HOA]
        assert ledger.records.person(HOA) == person
        assert ledger.records.draft(DRAFT).assigned == {HOA: ("han-che",)}
        assert ledger.records.seat(HOA, DRAFT).focus == seat.focus == "dac-diem-tinh-hinh"
        assert [fact.event.name for fact in ledger.events.history(DRAFT)][-2:] == ["device-invited", "device-joined"]


def test_whoever_had_only_telegram_is_let_into_the_web_as_the_same_person(room: Both) -> None:
    room.officer()
    office = room.coordinator()
    _, code = back(office)
    assert "đã mở trợ lý trên thiết bị này" in room.at_web(HOA, what="typed", text=f"/start {code}")[0].text
    with room.store.begin() as ledger:
        assert ledger.records.contact("web", HOA).person == HOA
        assert [one.person.id for one in ledger.rosters.people_of("stttt")] == [HOA]
