"""People of one unit at one report: the page of colleagues, invitations, responsibility, and standing in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from room import Room, Somebody, a_room

from bot.channel import Gone
from flows.campaign import Member, Person
from flows.draft import Draft
from flows.standing_in import _day
from flows.team import Team

DRAFT = "chi-thi-34/stttt"
HOA, NAM, LAN = "stttt.hoa", "stttt.nam", "stttt.lan"
NOW = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as one:
        yield one


def three(room: Room) -> tuple[Somebody, Somebody, Somebody]:
    """Three officers of one unit; the first one is responsible."""
    people = (("HOA", "Trần Thị Hoa"), ("NAM", "Lê Văn Nam"), ("LAN", "Vi Thị Lan"))
    hoa, nam, lan = (room.officer(code, name) for code, name in people)
    return hoa, nam, lan


def said(messages) -> str:
    return "\n".join(message.text for message in messages)


def person(room: Room, name: str) -> Person:
    with room.store.begin() as ledger:
        return ledger.records.person(name)


def draft(room: Room) -> Draft:
    with room.store.begin() as ledger:
        return ledger.records.draft(DRAFT)


def facts(room: Room) -> list[str]:
    with room.store.begin() as ledger:
        return [fact.event.name for fact in ledger.events.history(DRAFT)]


def test_a_second_officer_who_joins_is_told_of_to_the_first_and_to_no_coordinator(room) -> None:
    ban = room.coordinator()
    hoa = room.officer()
    hoa.new(), ban.new()
    room.officer("NAM", "Lê Văn Nam")
    assert "Lê Văn Nam** vừa tham gia".replace("**", "") in said(hoa.new())
    assert ban.new() == []
    assert "Lê Văn Nam (cán bộ)" in said(hoa.presses("Đồng nghiệp"))


def test_the_page_says_who_is_responsible_and_offers_nothing_to_who_is_alone(room) -> None:
    hoa = room.officer()
    page = said(hoa.says("/moi"))
    assert "Trần Thị Hoa (cán bộ; chịu trách nhiệm báo cáo)" in page
    assert hoa.last.labels == ["Mời đồng nghiệp", "Làm tiếp", "Sửa họ tên của tôi"]


def test_a_colleague_comes_in_by_the_message_that_was_passed_on(room) -> None:
    hoa = room.officer()
    hoa.says("/moi")
    assert "họ và tên" in said(hoa.presses("Mời đồng nghiệp"))
    passed_on, page = hoa.says("  Hoàng   Thị Mai ")
    assert "Kính mời đồng chí Hoàng Thị Mai tham gia" in passed_on.text
    assert "Hoàng Thị Mai" in page.text
    code = passed_on.text.partition("?start=")[2].split()[0]
    mai = Somebody(room, "mai")
    assert "Kính chào đồng chí Hoàng Thị Mai" in said(mai.says(f"/start {code}"))
    assert "invited" in facts(room)
    with room.store.begin() as ledger:
        assert ledger.records.answers(DRAFT) == {}


def test_a_secret_message_is_not_kept_once_it_was_delivered(room) -> None:
    hoa = room.officer()
    hoa.says("/moi")
    hoa.presses("Mời đồng nghiệp")
    passed_on, _ = hoa.says("Hoàng Thị Mai")
    assert passed_on.letter.secret


@pytest.mark.parametrize("name", ["12345", "x" * 90, "…"])
def test_what_is_no_name_is_asked_for_again(room, name) -> None:
    hoa = room.officer()
    hoa.says("/moi")
    hoa.presses("Mời đồng nghiệp")
    assert "họ và tên" in said(hoa.says(name))
    assert "Kính mời" in said(hoa.says("Hoàng Thị Mai"))


@pytest.mark.parametrize("way_out", ["/huy", "mục lục", "Thôi", "xong", "Bỏ đoạn cuối"])
def test_a_command_or_the_name_of_a_button_ends_the_asking(room, way_out) -> None:
    hoa = room.officer()
    hoa.presses("Bắt đầu")
    hoa.says("Một đoạn đã viết.")
    hoa.says("/moi")
    hoa.presses("Mời đồng nghiệp")
    hoa.says(way_out)
    with room.store.begin() as ledger:
        assert ledger.records.seat(HOA, DRAFT).asks == ""
        (answer,) = ledger.records.answers(DRAFT).values()
    assert (len(answer.value.passages), answer.state) == (1, "open")
    assert "invited" not in facts(room)


def test_responsibility_goes_to_a_colleague_after_a_confirmation_and_back_only_from_there(room) -> None:
    hoa, nam, _ = three(room)
    hoa.says("/moi")
    hoa.presses("Chuyển người chịu trách nhiệm")
    assert "Chuyển trách nhiệm báo cáo cho đồng chí Lê Văn Nam?" in said(hoa.presses("Lê Văn Nam"))
    nam.new()
    hoa.presses("Chuyển")
    assert "chuyển cho đồng chí trách nhiệm" in said(nam.new())
    assert draft(room).responsible == NAM
    assert "do đồng chí Lê Văn Nam thực hiện" in said(hoa.presses_old("Chuyển người chịu trách nhiệm"))
    assert "do đồng chí Lê Văn Nam thực hiện" in said(hoa.presses_old("Chuyển"))
    assert draft(room).responsible == NAM
    assert facts(room).count("handed-over") == 1


def test_a_confirmation_that_was_opened_before_another_one_is_refused(room) -> None:
    hoa, nam, lan = three(room)
    stands_in(room, hoa), stands_in(room, lan)
    nam.says("/moi")
    nam.presses("Chuyển người chịu trách nhiệm")
    nam.presses("Lê Văn Nam")
    hoa.says("/moi")
    hoa.presses("Chuyển người chịu trách nhiệm")
    hoa.presses("Vi Thị Lan")
    hoa.presses("Chuyển")
    assert "không còn dùng được" in said(nam.presses("Chuyển"))
    assert draft(room).responsible == LAN


def test_who_is_not_responsible_does_not_submit(room) -> None:
    _, nam, _ = three(room)
    assert "Trần Thị Hoa" in said(nam.says("gửi báo cáo"))
    assert draft(room) is None or draft(room).state == "drafting"


def test_responsibility_is_taken_up_by_a_colleague_where_the_one_who_has_it_is_gone(room) -> None:
    hoa, nam, _ = three(room)
    nam.says("/moi")
    assert "Chuyển người chịu trách nhiệm" not in nam.last.labels
    room.channel.faults[hoa.address] = [Gone()]
    hoa.says("/moi")
    assert "đã chặn trợ lý" in said(nam.says("/moi"))
    nam.presses("Chuyển người chịu trách nhiệm")
    nam.presses("Lê Văn Nam")
    nam.presses("Chuyển")
    assert draft(room).responsible == NAM


def test_a_head_sees_the_page_and_may_invite_but_not_share_out(room) -> None:
    three(room)
    head = room.head()
    page = head.says("/moi")
    assert "Lý Thị Vân (thủ trưởng)" in said(page)
    assert head.last.labels == ["Mời đồng nghiệp", "Xem báo cáo", "Sửa họ tên của tôi"]
    head.presses("Mời đồng nghiệp")
    assert "Kính mời" in said(head.says("Hoàng Thị Mai"))


def stands_in(room: Room, absent: Somebody, until: str = "1 tuần") -> None:
    absent.says("/lamthay")
    absent.presses("Lê Văn Nam")
    absent.presses(until) if until[0].isdigit() and " " in until else absent.says(until)


def test_who_stands_in_is_told_may_submit_and_it_ends_by_itself(room) -> None:
    hoa, nam, _ = three(room)
    nam.new()
    stands_in(room, hoa)
    assert "làm thay đồng chí Trần Thị Hoa đến hết 12/01/2026" in said(nam.new())
    assert "Chưa gửi được" in said(nam.says("gửi báo cáo"))
    assert "đồng chí Lê Văn Nam làm thay đến hết 12/01/2026" in said(nam.says("/moi"))
    room.wait(timedelta(days=8))
    assert "Chưa gửi được" not in said(nam.says("gửi báo cáo"))
    assert "làm thay" not in said(nam.says("/moi"))


def test_it_is_ended_by_hand_once(room) -> None:
    hoa, nam, _ = three(room)
    stands_in(room, hoa)
    nam.new()
    hoa.presses("Thôi làm thay")
    assert "đã nhận lại phần việc" in said(nam.new())
    assert person(room, HOA).deputy == ""
    assert "không có ai làm thay" in said(hoa.presses_old("Thôi làm thay"))
    assert nam.new() == []
    assert facts(room).count("deputy-ended") == 1


def test_another_one_takes_the_place_and_the_first_is_told(room) -> None:
    hoa, nam, lan = three(room)
    stands_in(room, hoa)
    nam.new(), lan.new()
    hoa.says("/lamthay")
    hoa.presses("Vi Thị Lan")
    hoa.presses("3 ngày")
    assert "không còn làm thay" in said(nam.new())
    assert "đến hết 08/01/2026" in said(lan.new())
    assert person(room, HOA).deputy == LAN


def test_the_responsible_person_hears_of_a_stand_in_for_somebody_else(room) -> None:
    hoa, _, lan = three(room)
    hoa.new()
    stands_in(room, lan, "15/01")
    assert "Lê Văn Nam làm thay đồng chí Vi Thị Lan đến hết 15/01/2026" in said(hoa.new())


@pytest.mark.parametrize("typed", ["hôm nào đó", "04/01/2026", "30/02", "15/01/2028", "tháng 2/2026"])
def test_a_day_that_is_none_or_past_or_far_is_asked_for_again(room, typed) -> None:
    hoa, _, _ = three(room)
    stands_in(room, hoa, typed)
    assert person(room, HOA).deputy == ""
    hoa.says("ngày 20 tháng 1")
    assert person(room, HOA).deputy == NAM


@pytest.mark.parametrize(
    ("typed", "day"),
    [("15/12", (2026, 12, 15)), ("4/1", (2027, 1, 4)), ("5/1", (2026, 1, 5)), ("15-12-2026", (2026, 12, 15))],
)
def test_a_day_without_a_year_is_the_next_one(typed, day) -> None:
    end = _day(typed, NOW)
    assert (end.year, end.month, end.day, end.hour, end.minute) == (*day, 23, 59)


def test_who_does_not_submit_does_not_recall_either_and_is_told_who_can(room) -> None:
    hoa, nam, _ = three(room)
    with room.store.begin() as ledger:
        report = Draft(id=DRAFT, unit="stttt", campaign="chi-thi-34", outline="chi-thi-34", version=1)
        ledger.records.save([report.model_copy(update={"state": "submitted", "responsible": HOA, "sent": 0})])
    nam.says("rút lại")
    assert "Chỉ đồng chí Trần Thị Hoa" in nam.last.text
    assert "Rút lại để sửa" not in nam.last.labels
    hoa.says("rút lại")
    hoa.presses("Rút lại để sửa")
    assert draft(room).state == "drafting"


def members(*people: Person) -> tuple[Member, ...]:
    return tuple(Member(person=one, reach="reachable") for one in people)


def officer(name: str, deputy: str = "", until: datetime | None = NOW) -> Person:
    return Person(id=name, name=name, unit="u", deputy=deputy, deputy_until=until if deputy else None)


def team(people: tuple[Member, ...], **changes) -> Team:
    return Team(Draft(id="c/u", unit="u", outline="o", version=1, **changes), people, NOW)


def test_what_is_assigned_falls_to_one_and_the_rest_to_those_without_a_part_and_the_responsible() -> None:
    one = team(members(officer("a"), officer("b"), officer("c")), assigned={"a": ("x",), "b": ("y",)})
    asked = {who: [key for key in "xyz" if one.asks(who, key, letterhead=False)] for who in "abc"}
    assert asked == {"a": ["x", "z"], "b": ["y"], "c": ["z"]}
    assert [who for who in "abc" if one.asks(who, "tt", letterhead=True)] == ["a"]


def test_every_question_falls_to_somebody_whoever_is_gone() -> None:
    one = team(members(officer("b"), officer("c")), assigned={"a": ("x",), "b": ("y",)}, responsible="a")
    assert one.responsible == "b"
    assert all(any(one.asks(who, key, letterhead=False) for who in "bc") for key in "xyz")


def test_standing_in_goes_on_over_two_and_round_a_circle() -> None:
    people = members(officer("a", "b"), officer("b", "c"), officer("c", "a"))
    assert set(team(people).places("c")) == {"a", "b", "c"}
    late = members(officer("a", "b", NOW - timedelta(minutes=1)), officer("b"))
    assert team(late).places("b") == ("b",)


def test_a_head_or_somebody_of_another_unit_takes_no_part() -> None:
    head = Person(id="h", name="h", unit="u", role="head")
    other = Person(id="o", name="o", unit="v")
    one = team(members(head, other, officer("a", "h"), officer("b")), responsible="h")
    assert (one.responsible, list(one.officers), one.places("h")) == ("a", ["a", "b"], ("h",))
