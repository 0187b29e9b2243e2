"""Units are invited by links, in one sheet or as messages to be passed on, each good for one person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from openpyxl import load_workbook
from room import Message, Room, Somebody, a_room
from shorthand import STTTT

from bot.addressing import Cause, put_out
from flows.campaign import Campaign, Invitation, Member, Person, Role, Unit
from flows.report import Run
from flows.rostering_guests import missing
from flows.turn import Button, Press, Say
from flows.wording import plain

STP = Unit(id="so-tu-phap", name="Sở Tư pháp", kind="so", group="Khối 1", officer="Lê Văn Bình", signer="Nông Văn Cao")
XHL = Unit(id="xa-huu-lien", name="Xã Hữu Liên", kind="xa")
LINK = re.compile(r"https://t\.me/thu_bot\?start=(\S+)")


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as room:
        for unit in (STTTT, STP, XHL):
            room.unit(unit)
        room.campaign(deadline=room.clock.now() + timedelta(days=10))
        yield room


@pytest.fixture
def office(room: Room) -> Somebody:
    return room.coordinator()


def asks(office: Somebody) -> Message:
    """What is asked before anything is made."""
    office.says("/donvi")
    return office.presses("Đường liên kết mời")[-1]


def lines_of(message: Message) -> list[tuple]:
    sheet = load_workbook(BytesIO(message.file)).worksheets[0]
    return [line for line in sheet.iter_rows(min_row=5, values_only=True) if line[0]]


def kept(room: Room, code: str) -> Invitation | None:
    with room.store.begin() as ledger:
        return ledger.records.invitation(sha256(code.encode()).hexdigest())


def test_who_has_joined_is_left_out_of_the_count(room: Room, office: Somebody) -> None:
    room.officer()
    assert "Còn 2/3 đơn vị chưa đủ người vào, cần 2 đường liên kết" in asks(office).text
    room.campaign(sign_off=True)
    assert "Còn 3/3 đơn vị chưa đủ người vào, cần 5 đường liên kết" in asks(office).text


def test_one_sheet_has_a_link_for_each_and_each_lets_its_person_in(room: Room, office: Somebody) -> None:
    room.officer()
    room.campaign(sign_off=True)
    asks(office)
    sheet = office.presses("Lập tệp Excel")[-1]
    lines = lines_of(sheet)
    assert [(line[1], line[3], line[4]) for line in lines] == [
        (STTTT.name, "Thủ trưởng Sở Thông tin và Truyền thông", "thủ trưởng"),
        ("Sở Tư pháp", "Lê Văn Bình", "cán bộ"),
        ("Sở Tư pháp", "Nông Văn Cao", "thủ trưởng"),
        ("Xã Hữu Liên", "Cán bộ được giao báo cáo của Xã Hữu Liên", "cán bộ"),
        ("Xã Hữu Liên", "Thủ trưởng Xã Hữu Liên", "thủ trưởng"),
    ]
    codes = [LINK.fullmatch(line[5])[1] for line in lines]
    assert len(set(codes)) == 5
    assert all(len(code) >= 32 and line[5] in line[7] for code, line in zip(codes, lines, strict=True))
    newcomer = room.stranger("binh")
    newcomer.says(f"/start {codes[1]}")
    assert any("Lê Văn Bình" in message.text and "Sở Tư pháp" in message.text for message in newcomer.chat)
    assert [bool(kept(room, code).used_by) for code in codes] == [False, True, False, False, False]
    assert "Còn 3/3 đơn vị chưa đủ người vào, cần 4 đường liên kết" in asks(office).text


def test_the_sheet_is_made_once_for_one_asking(room: Room, office: Somebody) -> None:
    asks(office)
    office.presses("Lập tệp Excel")
    office.presses_old("Lập tệp Excel")
    assert "đã được xử lý" in office.last.text
    office.presses_old("Tin nhắn mời từng đơn vị")
    assert "đã được xử lý" in office.last.text
    assert sum(message.file is not None for message in office.chat) == 1


def test_a_message_for_each_unit_that_nobody_has_joined(room: Room, office: Somebody) -> None:
    room.officer()
    asks(office)
    told = [message.text for message in office.presses("Tin nhắn mời từng đơn vị")]
    messages = [text for text in told if LINK.search(text)]
    assert len(messages) == 2
    binh = next(text for text in messages if "Lê Văn Bình" in text)
    assert "hạn gửi 08:00 15/01/2026" in binh
    assert "đến hết ngày 04/02/2026" in binh
    newcomer = room.stranger("binh")
    newcomer.says(f"/start {LINK.search(binh)[1]}")
    assert "Sở Tư pháp" in newcomer.chat[0].text


def test_when_all_have_joined_nobody_is_invited(room: Room, office: Somebody) -> None:
    for n, unit in enumerate((STTTT, STP, XHL)):
        room.officer(f"MA{n}", f"Cán bộ {n}", unit)
    message = asks(office)
    assert "Cả 3 đơn vị" in message.text
    assert not message.labels


def test_nobody_is_invited_to_a_campaign_that_is_over_or_is_not_there(room: Room, office: Somebody) -> None:
    asks(office)
    room.campaign(state="closed")
    office.presses("Lập tệp Excel")
    assert "đã được xử lý" in office.last.text
    assert "đã đóng" in asks(office).text
    room.campaign(state="open", units=())
    assert "Chưa có đợt báo cáo nào" in asks(office).text


def test_one_unit_is_invited_from_its_page(room: Room, office: Somebody) -> None:
    office.says("/tiendo")
    press(office, "invite-message", STP)
    message = office.last.text
    assert "Kính gửi đồng chí Lê Văn Bình, Sở Tư pháp." in message
    invitation = kept(room, LINK.search(message)[1])
    assert (invitation.unit, invitation.role, invitation.name) == (STP.id, "officer", "Lê Văn Bình")
    press(office, "invite-message", STP, arg="head")
    assert kept(room, LINK.search(office.last.text)[1]).role == "head"
    room.officer("BINH", "Lê Văn Bình", STP)
    press(office, "invite-message", STP)
    assert "Kính gửi cán bộ được giao báo cáo của Sở Tư pháp." in office.last.text
    press(office, "invite-message", XHL, arg="head")
    assert "Kính gửi thủ trưởng Xã Hữu Liên." in office.last.text


def test_whoever_is_invited_after_somebody_has_joined_or_left_is_asked_for_the_name(
    room: Room, office: Somebody
) -> None:
    room.officer("BINH", "Lê Văn Bình", STP)
    press(office, "roles", STP)
    for label in ("Cho thôi…", "Lê Văn Bình", "Cho thôi"):
        office.presses(label)
    press(office, "invite-message", STP)
    assert "Lê Văn Bình" not in office.last.text
    assert kept(room, LINK.search(office.last.text)[1]).nameless
    asks(office)
    told = [message.text for message in office.presses("Tin nhắn mời từng đơn vị")]
    assert any("cán bộ được giao báo cáo của Sở Tư pháp" in text for text in told)
    asks(office)
    lines = lines_of(office.presses("Lập tệp Excel")[-1])
    (own,) = (line for line in lines if line[1] == STP.name)
    assert own[3] == "Cán bộ được giao báo cáo của Sở Tư pháp"
    assert kept(room, LINK.fullmatch(own[5])[1]).nameless


def test_whoever_comes_second_is_not_called_by_the_name_in_the_list(room: Room, office: Somebody) -> None:
    room.officer("CUC", "Vi Thị Cúc", STP)
    press(office, "invite-message", STP)
    assert "Lê Văn Bình" not in office.last.text
    press(office, "invite-message", STP, arg="head")
    assert "Kính gửi đồng chí Nông Văn Cao, Sở Tư pháp." in office.last.text


def press(office: Somebody, do: str, unit: Unit, **rest: str) -> None:
    """Presses a button of the unit's page as another part of the program writes it."""
    made = Button(label="x", press=Press(do=do, draft=f"chi-thi-34/{unit.id}", **rest))
    with office.room.store.begin() as ledger:
        contact = ledger.records.contact("room", office.address)
        cause = Cause(9_000_000 + office.room.channel.position, contact, office.room.clock.now())
        put_out(ledger, cause, (Say((Run(text="x"),), ((made,),)),))
    office.room.wait(timedelta(seconds=1))
    office.presses("x")


@pytest.mark.parametrize(
    ("sign_off", "joined", "wanted"),
    [
        (False, [], ["officer"]),
        (True, [], ["officer", "head"]),
        (True, [("officer", "reachable")], ["head"]),
        (True, [("officer", "gone"), ("head", "reachable")], []),
        (False, [("head", "reachable")], ["officer"]),
        (False, [("officer", "never")], ["officer"]),
    ],
)
def test_an_officer_is_wanted_and_where_it_is_asked_for_a_head(sign_off, joined, wanted: list[Role]) -> None:
    campaign = Campaign(id="c", title="C", outline="o", version=1, sign_off=sign_off)
    people = [
        Member(person=Person(id=f"p{n}", name="A", unit=STP.id, role=role), reach=reach)
        for n, (role, reach) in enumerate(joined)
    ]
    assert [guest.role for guest in missing(STP, people, campaign)] == wanted
    assert [guest.role for guest in missing(XHL, people, campaign)] == (
        ["officer", "head"] if sign_off else ["officer"]
    )


def test_what_is_not_a_link_is_a_code_to_be_typed() -> None:
    assert "/start abc" in plain("invitations.by_code", code="abc")
