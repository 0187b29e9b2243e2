"""A campaign that is closed takes nothing from units any more; what stays possible, and whom to turn to, is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from clockwork import UNIT, Clockwork, at, button, officer, text
from office import Cast, cast, submit
from room import Room, Somebody, a_room
from shorthand import START

from flows.alarm import Alarm
from flows.campaign import Person
from flows.reminding_ledger import step_name

DUE = START + timedelta(days=3, hours=9)


def closed(all_: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The same with the campaign closed."""
    shut = all_.office.campaign.model_copy(update={"state": "closed"})
    monkeypatch.setattr(type(all_.office), "campaign", shut)
    return all_


def test_nothing_is_written_or_sent_in_a_closed_campaign(monkeypatch: pytest.MonkeyPatch) -> None:
    all_ = closed(cast(), monkeypatch)
    held = dict(all_.office.answers)
    all_.hoa.does("jump", key="dac-diem-tinh-hinh")
    all_.hoa.says("Thêm một đoạn sau khi đóng.")
    assert "Đợt báo cáo đã đóng" in all_.hoa.told()
    all_.hoa.edits(all_.hoa.position, "Sửa một đoạn sau khi đóng.")
    for do in ("again", "done", "reopen", "submit", "submit-now"):
        all_.hoa.does(do, key="dac-diem-tinh-hinh")
    all_.hoa.says("gửi báo cáo")
    assert "liên hệ đầu mối" in all_.hoa.told()
    assert (all_.office.answers, all_.office.draft.state) == (held, "drafting")


def test_what_was_written_can_still_be_read_and_had_as_word(monkeypatch: pytest.MonkeyPatch) -> None:
    all_ = closed(cast(), monkeypatch)
    all_.hoa.says("làm tiếp")
    assert all_.hoa.labels() == ["Mục lục", "Xem dự thảo"]
    all_.hoa.presses("Mục lục")
    assert "Đợt báo cáo đã đóng" in all_.hoa.told()
    assert "đã gửi" not in all_.hoa.told()
    all_.hoa.does("jump", key="dac-diem-tinh-hinh")
    assert "Sở có 45 công chức." in all_.hoa.told()
    all_.hoa.says("xem dự thảo")
    assert all_.hoa.jobs[-1].job.purpose == "draft"
    all_.van.says("/start")
    assert "liên hệ đầu mối" in all_.van.told()


def test_the_head_neither_approves_nor_hands_back_nor_does_a_signed_copy_stand_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    rev = all_.office.draft.rev
    all_.van.does("hand-back", rev=rev)
    closed(all_, monkeypatch)
    all_.van.says("Số liệu chưa khớp.")
    assert "không duyệt được nữa" in all_.van.told()
    for do in ("approve", "hand-back"):
        all_.van.does(do, rev=rev)
    all_.van.says("duyệt")
    jobs = len(all_.hoa.jobs)
    all_.hoa.sends_scan()
    assert len(all_.hoa.jobs) == jobs
    assert all_.office.draft.rev == rev
    assert "không duyệt được nữa" in all_.hoa.told()


def test_what_was_sent_is_not_taken_back_once_the_campaign_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    all_ = cast()
    submit(all_.hoa)
    closed(all_, monkeypatch)
    all_.hoa.does("withdraw-now", rev=all_.office.draft.rev)
    assert "không rút lại được nữa" in all_.hoa.told()
    assert "Rút lại" not in all_.hoa.labels()
    all_.hoa.does("withdraw")
    assert all_.office.draft.state == "submitted"


def test_coordinators_still_accept_but_return_only_after_opening_again(monkeypatch: pytest.MonkeyPatch) -> None:
    all_ = cast()
    submit(all_.hoa)
    all_.ban.does("return")
    all_.ban.does("pick", key="dac-diem-tinh-hinh", arg="0")
    all_.ban.does("reason-all")
    closed(all_, monkeypatch)
    all_.ban.says("Bổ sung số liệu.")
    assert "Mở lại đợt" in all_.ban.labels()
    for do in ("return", "pick", "reason-all", "reason-each", "return-now"):
        all_.ban.does(do, key="dac-diem-tinh-hinh", rev=all_.office.draft.rev)
        assert "đồng chí bấm Mở lại đợt" in all_.ban.told()
    assert all_.office.draft.state == "submitted"
    all_.ban.does("accept", rev=all_.office.draft.rev)
    assert all_.office.draft.state == "accepted"


def clockwork(**draft) -> Clockwork:
    head = Person(id="thu truong", name="Thủ trưởng", unit=UNIT.id, role="head", joined_at=at(1))
    known = Clockwork(people={"hoa": officer("hoa"), head.id: head})
    known.begin()
    known.became(**draft)
    return known


def turned(one: Clockwork, state: str, what: str) -> list[str]:
    """What the people of the unit are told when the campaign goes on to that state."""
    one.campaign = one.campaign.model_copy(update={"state": state, "n": one.campaign.n + 1})
    one.set(Alarm(subject=one.draft.id, name=f"{what}:{one.campaign.stage(UNIT.id)}", due_at=one.now))
    return [text(letter) for letter in one.wake_up()]


@pytest.mark.parametrize("state", ["drafting", "signing", "returned"])
def test_who_has_not_sent_is_told_that_the_campaign_was_closed_and_opened_again(state: str) -> None:
    one = clockwork(state=state)
    told = turned(one, "closed", "closed")
    assert len(told) == 2
    assert all("Đợt báo cáo đã đóng: Báo cáo năm" in letter and "liên hệ đầu mối" in letter for letter in told)
    assert [button(letter, "Mở báo cáo").do for _, letter in one.letters[-2:]] == ["resume", "contents"]
    told = turned(one, "open", "reopened")
    assert len(told) == 2
    assert all("đã mở lại" in letter and "17:00 15/12/2026 (còn 14 ngày)" in letter for letter in told)
    assert one.go_to(at(8))


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_who_has_sent_is_left_alone(state: str) -> None:
    one = clockwork(state=state)
    assert turned(one, "closed", "closed") == turned(one, "open", "reopened") == []


def test_what_was_closed_at_night_is_told_in_the_morning_unless_it_was_opened_again() -> None:
    one, other = clockwork(), clockwork()
    for each in (one, other):
        each.now = at(1, 22)
        assert turned(each, "closed", "closed") == []
    turned(one, "archived", "begin")
    turned(other, "open", "reopened")
    assert all("đã đóng" in text(letter) for letter in one.sleep_to(at(2, 6)))
    assert {text(letter)[:23] for letter in other.sleep_to(at(2, 6))} == {"Đợt báo cáo đã mở lại: "}
    assert len(one.letters) == len(other.letters) == 4


def test_a_unit_that_was_taken_out_and_in_again_is_told_though_it_had_heard_before() -> None:
    one = clockwork()
    one.campaign = one.campaign.model_copy(update={"units": (), "n": 2})
    one.begin()
    one.campaign = one.campaign.model_copy(update={"units": (UNIT.id,)})
    told = turned(one, "open", "added")
    assert len(told) == 2
    assert all("thêm lại vào đợt" in letter and "17:00 15/12/2026" in letter for letter in told)
    fresh = Clockwork(people={"hoa": officer("hoa")})
    assert "Đợt báo cáo mới" in turned(fresh, "open", "added")[0]


def test_what_is_told_of_a_campaign_has_its_name_in_the_ledger_of_reminders() -> None:
    names = ("báo đóng đợt", "báo mở lại đợt", "báo thêm lại vào đợt")
    assert tuple(map(step_name, ("closed:2.0", "reopened:3.0", "added:2.0"))) == names


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as room:
        room.officer()
        room.campaign(deadline=DUE, n=1)
        yield room


@pytest.fixture
def office(room: Room) -> Somebody:
    return room.coordinator()


def test_a_campaign_is_closed_and_the_officer_reads_it_at_once(room: Room, office: Somebody) -> None:
    hoa = Somebody(room, "hoa")
    office.says("/dot")
    for label in ("1. ", "Đóng đợt", "Đóng đợt"):
        office.presses(next(one for one in office.last.labels if one.startswith(label)))
    assert "Đợt báo cáo đã đóng" in hoa.last.text
    assert hoa.presses("Mở báo cáo")[-1].labels == ["Mục lục", "Xem dự thảo"]
    assert "không ghi thêm" in hoa.says("Sở có 5 phòng.")[-1].text


def test_the_history_of_a_campaign_names_the_units_that_were_added_removed_and_given_longer(
    room: Room, office: Somebody
) -> None:
    office.says("/dot")
    office.presses(next(label for label in office.last.labels if label.startswith("1. ")))
    for label in ("Gia hạn một đơn vị", "Sở Thông tin và Truyền thông"):
        office.presses(label)
    office.says("10 ngày nữa")
    for label in ("Đổi hạn", "Bớt đơn vị", "Sở Thông tin và Truyền thông", "Bớt đơn vị", "Thêm đơn vị"):
        office.presses(label)
    office.says("Sở Thông tin và Truyền thông")
    office.presses("Thêm đơn vị")
    told = office.says("/lichsu")[-1].text
    name = " (Sở Thông tin và Truyền thông)"
    for what in ("thêm đơn vị vào đợt", "bớt đơn vị khỏi đợt", "đổi hạn gửi của đơn vị"):
        assert f"{what}{name}" in told
    hoa = Somebody(room, "hoa")
    assert "thêm lại vào đợt" in hoa.last.text
    assert "bớt đơn vị khỏi đợt" in hoa.says("/lichsu")[-1].text


def test_the_progress_of_a_campaign_without_units_says_what_to_do(room: Room, office: Somebody) -> None:
    room.campaign(state="planned", units=(), n=0)
    shown = office.says("Tiến độ")[-1]
    assert "để chọn đơn vị" in shown.text
    assert "0%" not in shown.text
    assert "Trạng thái: đang lập" in office.presses("Về đợt báo cáo")[-1].text


def test_a_typed_cancel_leads_where_its_button_does(office: Somebody) -> None:
    for way in (("Gia hạn cả đợt",), ("Bớt đơn vị",), ("Thêm đơn vị",), ("Đóng đợt",)):
        office.says("/dot")
        office.presses(next(label for label in office.last.labels if label.startswith("1. ")))
        for label in way:
            office.presses(label)
        shown = office.says("Hủy")[-1]
        assert "Trạng thái: đang mở" in shown.text
        assert "Gia hạn cả đợt" in shown.labels
    office.says("tiến độ")
    office.presses("Tìm đơn vị")
    assert "Tiến độ ·" in office.says("hủy")[-1].text
