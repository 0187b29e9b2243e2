"""Whose access a coordinator has ended is a stranger from then on; what that person wrote stays, with the name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from office import cast
from room import Room, Somebody, a_room
from shorthand import OFFICE, STTTT, invitation
from test_linking import LINK, press

from bot.addressing import Cause, put_out
from bot.channel import Gone
from flows.alarm import Alarm
from flows.campaign import Person
from flows.turn import Do

DRAFT = "chi-thi-34/stttt"
WRITTEN = "Sở có 05 phòng và 52 công chức."


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as room:
        room.unit(STTTT)
        yield room


@pytest.fixture
def office(room: Room) -> Somebody:
    return room.coordinator()


def person(room: Room, name: str) -> Person:
    with room.store.begin() as ledger:
        return ledger.records.person(name)


def written(room: Room) -> list[tuple[str, str]]:
    """Who answered what."""
    with room.store.begin() as ledger:
        answers = ledger.records.answers(DRAFT).values()
    return [(answer.by, passage.text) for answer in answers for passage in answer.value.passages]


def people(room: Room, unit: str) -> list[str]:
    with room.store.begin() as ledger:
        return [one.person.id for one in ledger.rosters.people_of(unit)]


def ended(office: Somebody, name: str) -> None:
    """The coordinator ends the access of somebody of the department."""
    press(office, "roles", STTTT)
    office.presses("Cho thôi…")
    office.presses(name)
    office.presses("Cho thôi")


def begun(room: Room) -> Somebody:
    """An officer who has written something."""
    hoa = room.officer()
    hoa.presses("Bắt đầu")
    hoa.says(WRITTEN)
    return hoa


def test_whoever_has_left_is_told_once_and_is_a_stranger_then(room: Room, office: Somebody) -> None:
    hoa = begun(room)
    hoa.new()
    ended(office, "Trần Thị Hoa")
    (told,) = hoa.new()
    assert "đã thôi làm báo cáo của Sở Thông tin và Truyền thông" in told.text
    assert told.labels == []
    room.wait(timedelta(hours=2))
    answers = [message.text for said in ("mục lục", "Viết thêm.", "xem dự thảo") for message in hoa.says(said)]
    assert answers
    assert all("trợ lý thu thập báo cáo" in text for text in answers)
    assert written(room) == [("stttt.hoa", WRITTEN)]


def test_an_old_button_of_whoever_has_left_does_nothing(room: Room, office: Somebody) -> None:
    hoa = begun(room)
    ended(office, "Trần Thị Hoa")
    for label in ("Xong mục này", "Bỏ đoạn cuối"):
        shown = hoa.presses_old(label)
        assert all("trợ lý thu thập báo cáo" in message.text for message in shown)
    assert written(room) == [("stttt.hoa", WRITTEN)]


def test_nobody_who_has_left_is_reminded_chased_or_written_to(room: Room, office: Somebody) -> None:
    room.campaign(deadline=room.clock.now() + timedelta(days=8))
    hoa, nam = begun(room), room.officer("NAM", "Lê Văn Nam")
    with room.store.begin() as ledger:
        ledger.alarms.set([Alarm(subject=DRAFT, name="begin:0.0", due_at=room.clock.now())])
    room.wait(timedelta(seconds=1))
    ended(office, "Trần Thị Hoa")
    hoa.new(), nam.new()
    room.wait(timedelta(days=7))
    assert any("chưa xong" in one.text for one in nam.new())
    assert hoa.new() == []


def test_the_next_officer_takes_the_place_of_whoever_has_left(room: Room, office: Somebody) -> None:
    begun(room)
    nam = room.officer("NAM", "Lê Văn Nam")
    with room.store.begin() as ledger:
        draft = ledger.records.draft(DRAFT)
        given = {"assigned": {"stttt.hoa": ("han-che",)}, "responsible": "stttt.hoa"}
        away = ledger.records.person("stttt.nam").model_copy(
            update={"deputy": "stttt.hoa", "deputy_until": room.clock.now() + timedelta(days=9)}
        )
        ledger.records.save([draft.model_copy(update=given), away])
    ended(office, "Trần Thị Hoa")
    nam.says("đồng nghiệp")
    assert "Lê Văn Nam (cán bộ; chịu trách nhiệm" in nam.last.text
    assert "Hoa" not in nam.last.text
    assert "Mời đồng nghiệp" in nam.last.labels
    nam.says("gửi báo cáo")
    assert "Báo cáo do đồng chí" not in nam.last.text


def test_what_was_written_stays_with_its_authors_name(room: Room, office: Somebody) -> None:
    begun(room)
    nam = room.officer("NAM", "Lê Văn Nam")
    room.officer("CHI", "Vi Thị Chi")
    for name in ("Trần Thị Hoa", "Vi Thị Chi"):
        ended(office, name)
    nam.says("lịch sử")
    assert "Vi Thị Chi: bắt đầu dùng trợ lý" in nam.last.text
    assert "Trần Thị Hoa: viết" in nam.last.text
    assert "Trần Thị Hoa: bắt đầu dùng trợ lý" in nam.last.text
    assert nam.last.text.count("Hoàng Văn Bàn: cho một người thôi dùng trợ lý") == 2
    assert "stttt.hoa" not in nam.last.text


def test_no_code_revives_whoever_has_left_and_a_new_one_makes_somebody_new(room: Room, office: Somebody) -> None:
    hoa = begun(room)
    with room.store.begin() as ledger:
        ledger.records.save([invitation("KHAC", "Trần Thị Hoa", "stttt").model_copy(update={"person": "stttt.hoa"})])
    ended(office, "Trần Thị Hoa")
    for code in ("HOA", "KHAC"):
        assert "đã được sử dụng" in hoa.says(f"/start {code}")[-1].text
    assert people(room, "stttt") == []
    room.invite("MOI", "Trần Thị Hoa", "stttt")
    hoa.says("/start MOI")
    assert people(room, "stttt") == ["stttt.moi"]
    assert person(room, "stttt.hoa").left_at is not None
    hoa.presses("Bắt đầu")
    hoa.says("Đoạn sau.")
    assert [text for _, text in written(room)] == [WRITTEN, "Đoạn sau."]


def test_a_coordinator_who_has_left_sees_and_does_nothing_more(room: Room, office: Somebody) -> None:
    begun(room)
    lan = room.coordinator("LAN", "Vi Thị Lan")
    press(lan, "roles", STTTT)
    office.says("vai trò")
    office.presses("Cho thôi…")
    assert "Hoàng Văn Bàn" not in office.last.labels
    office.presses("Vi Thị Lan")
    office.presses("Cho thôi")
    assert "đã thôi" in lan.last.text
    room.wait(timedelta(hours=2))
    shown = [*lan.says("tiến độ"), *lan.presses_old("Trần Thị Hoa → thủ trưởng"), *lan.says("/donvi")]
    assert shown
    assert all("trợ lý thu thập báo cáo" in message.text for message in shown)
    assert person(room, "stttt.hoa").role == "officer"
    assert people(room, OFFICE.id) == ["ban-tdkt.ban"]
    with room.store.begin() as ledger:
        assert [one.person.id for one in ledger.rosters.people_with("coordinator")] == ["ban-tdkt.ban"]


def test_nobody_ends_the_own_access_and_so_the_last_coordinator_stays(room: Room, office: Somebody) -> None:
    office.says("vai trò")
    assert "Cho thôi…" not in office.last.labels
    own = {"key": "ban-tdkt.ban", "rev": person(room, "ban-tdkt.ban").rev}
    press(office, "end-access-now", OFFICE, **own)
    assert "chưa làm gì" in office.last.text
    assert person(room, "ban-tdkt.ban").left_at is None


def test_it_is_confirmed_and_of_two_coordinators_the_first_counts(room: Room, office: Somebody) -> None:
    hoa, lan = begun(room), room.coordinator("LAN", "Vi Thị Lan")
    for one in (office, lan):
        press(one, "end-access", STTTT)
        one.presses("Trần Thị Hoa")
    assert "không còn cán bộ nào" in office.last.text
    hoa.new()
    office.presses("Không cho thôi")
    assert person(room, "stttt.hoa").left_at is None
    lan.presses("Cho thôi")
    office.presses_old("Cho thôi")
    assert "vừa được thay đổi" in office.last.text
    assert len(hoa.new()) == 1


def test_an_older_unused_link_for_the_same_role_does_not_let_anybody_back_in(room: Room, office: Somebody) -> None:
    hoa = begun(room)
    links = {}
    for role in ("officer", "head"):
        press(office, "invite-message", STTTT, arg=role)
        links[role] = LINK.search(office.last.text)[1]
    press(office, "end-access", STTTT)
    office.presses("Trần Thị Hoa")
    assert "lời mời chưa dùng" in office.last.text
    office.presses("Cho thôi")
    hoa.says(f"/start {links['officer']}")
    assert "hết hạn" in hoa.last.text
    assert people(room, STTTT.id) == []
    press(office, "history", STTTT)
    assert "hủy lời mời chưa dùng" in office.last.text
    room.stranger("van").says(f"/start {links['head']}")
    assert len(people(room, STTTT.id)) == 1


def test_the_page_of_a_unit_that_everybody_has_left_says_so(room: Room, office: Somebody) -> None:
    press(office, "unit", STTTT)
    assert "Chưa có ai của đơn vị mở" in office.last.text
    begun(room)
    ended(office, "Trần Thị Hoa")
    press(office, "unit", STTTT)
    assert "Hiện không có ai của đơn vị trong trợ lý." in office.last.text
    assert "Chưa có ai của đơn vị" not in office.last.text


def test_whose_role_has_changed_since_is_looked_at_again_first(room: Room, office: Somebody) -> None:
    begun(room)
    press(office, "end-access", STTTT)
    office.presses("Trần Thị Hoa")
    press(office, "roles", STTTT)
    office.presses("Trần Thị Hoa → thủ trưởng")
    office.presses("Đổi vai trò")
    office.presses_old("Cho thôi")
    assert person(room, "stttt.hoa").left_at is None
    assert "vừa được thay đổi" in office.last.text


def test_the_job_of_whoever_has_just_left_ends_for_the_others_alone(room: Room, office: Somebody) -> None:
    hoa = begun(room)
    press(office, "end-access", STTTT)
    office.presses("Trần Thị Hoa")
    hoa.new()
    asks = hoa.raw(what="typed", text="xem dự thảo")
    message = office.last
    room.take(asks, office.tap(message.letter.id, message.labels.index("Cho thôi")))
    assert [one.file for one in hoa.new()] == [None]
    assert person(room, "stttt.hoa").left_at is not None
    with room.store.begin() as ledger:
        assert ledger.inbox.dead() == []


def test_a_report_sent_just_before_its_officer_left_reaches_the_coordinators(room: Room, office: Somebody) -> None:
    sent, hoa = cast(), begun(room)
    sent.hoa.says("gửi báo cáo")
    sent.hoa.presses("Gửi báo cáo ngay")
    hoa.new(), office.new()
    (submission,) = sent.office.submissions.values()
    with room.store.begin() as ledger:
        draft = ledger.records.draft(DRAFT).model_copy(update={"state": "submitted", "sent": 1})
        submission = submission.model_copy(update={"rev": 0, "draft": DRAFT})
        gone = ledger.records.person("stttt.hoa").model_copy(update={"left_at": room.clock.now()})
        ledger.records.save([draft, submission, gone])
        job = sent.hoa.jobs[-1].job.model_copy(update={"draft": DRAFT})
        put_out(ledger, Cause(8_000_000, ledger.records.contact("room", "hoa"), room.clock.now()), (Do(job),))
    room.wait(timedelta(seconds=1))
    assert len([one for one in office.new() if one.file]) == 1
    assert hoa.new() == []


def test_who_stood_in_and_has_left_hears_no_more_of_it(room: Room, office: Somebody) -> None:
    hoa, nam = begun(room), room.officer("NAM", "Lê Văn Nam")
    nam.says("người làm thay")
    nam.presses("Trần Thị Hoa")
    nam.presses(nam.last.labels[0])
    nam.says("đồng nghiệp")
    ended(office, "Trần Thị Hoa")
    hoa.new()
    nam.presses_old("Thôi làm thay")
    assert hoa.new() == []
    nam.says("đồng nghiệp")
    assert "Thôi làm thay" not in nam.last.labels


def test_that_somebody_who_has_left_blocked_the_bot_is_no_news(room: Room, office: Somebody) -> None:
    begun(room)
    room.channel.faults["hoa"] = [Gone("blocked")]
    ended(office, "Trần Thị Hoa")
    room.wait(timedelta(days=1))
    assert room.channel.faults["hoa"] == []
    assert not any("chặn" in message.text for message in office.chat)


def test_what_a_coordinator_who_has_left_did_is_told_by_name(room: Room, office: Somebody) -> None:
    lan = room.coordinator("LAN", "Vi Thị Lan")
    lan.says("/dot")
    lan.presses(lan.last.labels[0])
    lan.presses("Đóng đợt")
    lan.presses("Đóng đợt")
    office.says("vai trò")
    for label in ("Cho thôi…", "Vi Thị Lan", "Cho thôi"):
        office.presses(label)
    office.says("lịch sử")
    assert "Vi Thị Lan: đóng đợt báo cáo" in office.last.text
