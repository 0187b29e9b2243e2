"""A coordinator sends somebody who can open the assistant nowhere any more a link back to the own place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from room import Room, Somebody, a_room
from shorthand import OFFICE, START, STTTT
from test_device_link import asks, bound, opens, people
from test_linking import LINK, kept, press

from flows.act import act
from flows.campaign import Contact, Invitation, Member, Person, Role, Unit
from flows.door import Door
from flows.play import play
from flows.report import Run
from flows.roles_link import RULES
from flows.turn import Press, Say, Turn, Typed
from flows.view import View

DRAFT = "chi-thi-34/stttt"
BAN = Person(id="ban", name="Hoàng Văn Bàn", unit=OFFICE.id, role="coordinator")
HOA = Person(id="hoa", name="Trần Thị Hoa", unit=STTTT.id, rev=3)
NAM = Person(id="nam", name="Lê Văn Nam", unit=STTTT.id, role="head", rev=1)
LATER = START + timedelta(days=2)


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as room:
        room.unit(STTTT)
        yield room


@pytest.fixture
def office(room: Room) -> Somebody:
    return room.coordinator()


def back(office: Somebody, unit: Unit = STTTT, name: str = "") -> str:
    """The code of the link that a coordinator makes for somebody, for the only other one where no name is said."""
    press(office, "roles", unit)
    for label in ("Gửi lại đường liên kết", *([name] if name else []), "Lập đường liên kết"):
        office.presses(label)
    return LINK.search(office.last.text)[1]


def seen_of(turn: Turn) -> tuple[str, list[str]]:
    """What is said, and the labels of the buttons."""
    said = [one for one in turn.effects if isinstance(one, Say)]
    text = " ".join("".join(run.text for run in one.runs) for one in said)
    return text, [button.label for one in said for row in one.buttons for button in row]


def pressed(do: str, *others: Person, at: Press | None = None, **known: object) -> Turn:
    """What comes of a coordinator's press on the page of those people."""
    members = tuple(Member(person=one, reach="reachable") for one in (BAN, *others))
    doors = (Door("web", "https://bao-cao.vn/#MA"), Door("telegram", "https://t.me/bot?start=MA"))
    contact = Contact(channel="test", address="1", at=START)
    view = View(contact=contact, person=BAN, unit=STTTT, people=members, code="MA", links=doors, **known)
    return RULES[do](act(view, START), at or Press(do=do, draft=DRAFT)).turn()


@pytest.mark.parametrize(
    ("others", "says", "labels"),
    [
        ((), "chưa làm gì", ["‹ Người và vai trò"]),
        ((HOA,), "Gửi lại đường liên kết cho đồng chí Trần Thị Hoa", ["Lập đường liên kết", "Không gửi lại"]),
        ((HOA, NAM), "cho đồng chí nào", ["Trần Thị Hoa", "Lê Văn Nam", "Không gửi lại"]),
    ],
)
def test_it_is_asked_whom_only_where_there_are_several(others, says: str, labels: list[str]) -> None:
    text, shown = seen_of(pressed("device-invite", *others))
    assert says in text
    assert shown == labels


@pytest.mark.parametrize("do", ["device-invite", "device-invite-now"])
@pytest.mark.parametrize(("key", "rev"), [("hoa", 2), ("ban", 0), ("who", 3)])
def test_nobody_gets_one_who_was_changed_since_is_unknown_or_oneself(do: str, key: str, rev: int) -> None:
    turn = pressed(do, HOA, at=Press(do=do, draft=DRAFT, key=key, rev=rev))
    assert not any(isinstance(change, Invitation) for change in turn.changes)
    assert "chưa làm gì" in seen_of(turn)[0]


def test_the_message_has_the_link_of_each_channel_and_is_a_secret() -> None:
    turn = pressed("device-invite-now", HOA, at=Press(do="", draft=DRAFT, key="hoa", rev=3))
    (made,) = (one for one in turn.changes if isinstance(one, Invitation))
    assert (made.person, made.by, made.own, made.expires_at) == ("hoa", "ban", True, START + timedelta(days=3))
    (fact,) = turn.events
    assert (fact.name, fact.person, fact.draft, fact.key) == ("device-invited", "ban", DRAFT, "hoa")
    (secret,) = (one for one in turn.effects if one.secret)
    text = " ".join(run.text for run in secret.runs)
    for part in ("https://bao-cao.vn/#MA", "https://t.me/bot?start=MA", "Trần Thị Hoa, Sở Thông tin", "08/01/2026"):
        assert part in text
    assert sum("MA" in run.text for one in turn.effects for run in one.runs if not one.secret) == 0


def test_the_persons_earlier_links_end_with_it_and_no_others_do() -> None:
    about = {"name": "", "unit": STTTT.id, "expires_at": LATER}
    mine = Invitation(id="a", person="hoa", own=True, **about)
    colleague, guest = Invitation(id="b", person="nam", own=True, **about), Invitation(id="c", person="x", **about)
    gone = mine.model_copy(update={"id": "d", "expires_at": START})
    known = {"unused": (mine, colleague, guest, gone)}
    at = Press(do="", draft=DRAFT, key="hoa", rev=3)
    assert "hết hiệu lực" in seen_of(pressed("device-invite", HOA, at=at, **known))[0]
    assert "hết hiệu lực" not in seen_of(pressed("device-invite", HOA, at=at))[0]
    changed = [one for one in pressed("device-invite-now", HOA, at=at, **known).changes if one.id in "abcd"]
    assert [(one.id, one.expires_at) for one in changed] == [("a", START)]


@pytest.mark.parametrize(
    ("role", "left", "by", "used"),
    [
        ("coordinator", False, "ban", True),
        ("officer", False, "ban", False),
        ("head", False, "ban", False),
        ("coordinator", True, "ban", False),
        ("officer", False, "hoa", True),
    ],
)
@pytest.mark.parametrize("at_own", [True, False])
def test_who_made_it_must_be_a_coordinator_still_or_the_person(
    role: Role, left: bool, by: str, used: bool, at_own: bool
) -> None:
    inviter = (BAN if by == "ban" else HOA).model_copy(update={"role": role, "left_at": START if left else None})
    made = Invitation(id="i", person="hoa", name="", unit=STTTT.id, expires_at=LATER, by=by, own=True)
    contact = Contact(channel="test", address="1", at=START, person="hoa" if at_own else "")
    people = (Member(person=HOA, reach="reachable"),)
    view = View(
        contact=contact, person=HOA if at_own else None, unit=STTTT, invitation=made, inviter=inviter, people=people
    )
    turn = play(view, Typed((Run(text="/start MA"),), source="1", said_at=START, position=1), START)
    assert [one.used_by for one in turn.changes if isinstance(one, Invitation)] == (["hoa"] if used else [])
    assert not any(isinstance(one, Person) for one in turn.changes)
    bindings = {one.person for one in turn.changes if isinstance(one, Contact)}
    assert bindings == ({"hoa"} if used and not at_own else set())


def test_an_officer_comes_back_to_the_own_place_at_a_new_address(room: Room, office: Somebody) -> None:
    hoa = room.officer()
    hoa.presses("Bắt đầu")
    hoa.says("Sở có 45 công chức.")
    hoa.new(), office.new()
    phone = opens(room, "dien-thoai", back(office))
    assert [one.id for one in people(room)] == [bound(room, "dien-thoai")] == ["stttt.hoa"]
    assert "đã mở trợ lý trên thiết bị này" in phone.chat[0].text
    assert phone.chat[0].letter.keyboard == "officer"
    assert "Sở có 45 công chức." in phone.last.text
    (told,) = hoa.new()
    assert "đầu mối tổng hợp (đồng chí Hoàng Văn Bàn) gửi lại" in told.text
    assert "Trần Thị Hoa (Sở Thông tin và Truyền thông) đã vào lại" in office.new()[-1].text


def test_of_several_the_one_who_was_picked_comes_back_with_the_role_and_not_another(
    room: Room, office: Somebody
) -> None:
    hoa = room.officer()
    room.head()
    hoa.new()
    there = opens(room, "may-moi", back(office, name="Lý Thị Vân"))
    assert bound(room, "may-moi") == "stttt.van"
    assert there.chat[0].letter.keyboard == "head"
    assert hoa.new() == []
    assert len(people(room)) == 2


def test_it_is_good_once_and_for_three_days(room: Room, office: Somebody) -> None:
    room.officer()
    code = back(office)
    room.wait(timedelta(days=2, hours=23))
    opens(room, "mot", code)
    assert bound(room, "mot") == "stttt.hoa"
    assert "đã được sử dụng" in opens(room, "hai", code).last.text
    late = back(office)
    room.wait(timedelta(days=3))
    assert "đã hết hạn" in opens(room, "ba", late).last.text
    assert (bound(room, "hai"), bound(room, "ba")) == ("", "")


def test_only_the_newest_is_good_whoever_made_it(room: Room, office: Somebody) -> None:
    hoa = room.officer()
    own, first = asks(hoa), back(office)
    press(office, "device-invite", STTTT)
    assert "Đường liên kết trước đó chưa dùng thì hết hiệu lực" in office.last.text
    office.presses("Lập đường liên kết")
    second = LINK.search(office.last.text)[1]
    assert ["đã hết hạn" in opens(room, code, code).last.text for code in (own, first, second)] == [True, True, False]
    assert bound(room, second) == "stttt.hoa"


def test_whoever_has_left_does_not_come_back_by_it(room: Room, office: Somebody) -> None:
    room.officer()
    code = back(office)
    press(office, "end-access", STTTT)
    for label in ("Trần Thị Hoa", "Cho thôi"):
        office.presses(label)
    assert "đã hết hạn" in opens(room, "mot", code).last.text
    assert (bound(room, "mot"), people(room)) == ("", [])


def test_the_link_of_a_coordinator_who_is_one_no_more_lets_nobody_in(room: Room, office: Somebody) -> None:
    room.officer()
    colleague = room.coordinator("HAI", "Lê Thị Hai")
    code = back(colleague)
    office.says("vai trò")
    for label in ("Lê Thị Hai → cán bộ", "Đổi vai trò"):
        office.presses(label)
    assert "không còn hiệu lực" in opens(room, "mot", code).last.text
    assert bound(room, "mot") == ""
    assert kept(room, code).used_by == ""
    with room.store.begin() as ledger:
        assert ledger.inbox.dead() == []


def test_a_colleague_of_the_office_comes_back_and_oneself_is_not_offered(room: Room, office: Somebody) -> None:
    office.says("vai trò")
    assert "Gửi lại đường liên kết" not in office.last.labels
    room.coordinator("HAI", "Lê Thị Hai")
    office.says("vai trò")
    for label in ("Gửi lại đường liên kết", "Lập đường liên kết"):
        office.presses(label)
    there = opens(room, "may-moi", LINK.search(office.last.text)[1])
    assert bound(room, "may-moi") == "ban-tdkt.hai"
    assert "Kính chào đồng chí Lê Thị Hai" in there.chat[1].text
    assert len(people(room, OFFICE.id)) == 2


def test_the_history_says_who_made_it_and_when_it_was_opened(room: Room, office: Somebody) -> None:
    room.officer()
    opens(room, "mot", back(office))
    press(office, "history", STTTT)
    first, second = office.last.text.splitlines()[2:4]
    assert "Trần Thị Hoa: mở trợ lý trên một thiết bị khác" in first
    assert "Hoàng Văn Bàn: gửi lại đường liên kết cho một người của đơn vị" in second


@pytest.mark.parametrize("do", ["device-invite", "device-invite-now"])
@pytest.mark.parametrize("role", ["officer", "head"])
def test_a_forged_press_of_the_unit_makes_nothing(room: Room, do: str, role: Role) -> None:
    hoa, van = room.officer(), room.head()
    forger, other = (hoa, "stttt.van") if role == "officer" else (van, "stttt.hoa")
    press(forger, do, STTTT, key=other, rev=1)
    with room.store.begin() as ledger:
        assert not any(one.own for one in ledger.rosters.open_invitations(["stttt"]))
        assert ledger.inbox.dead() == []
    assert "Lập đường liên kết" not in forger.last.labels
