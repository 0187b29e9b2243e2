"""What one is told to do and which buttons one gets fit one's role, and what there is still to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from office import REVIEW, SIGNING, cast, demand, submit, write
from room import Room, a_room

from flows.here import here
from flows.wording import menu

OFFICES = ("/tiendo", "/donvi", "/tonghop", "/dondoc", "/sonhacviec", "/vai trò")


def whole():
    """Everybody, with a report of which nothing is left, be it asked for or not."""
    all_ = cast()
    at = here(all_.hoa.view(), all_.office.now)
    for key in at.pending:
        all_.hoa.does("jump", key=key)
        all_.hoa.does("nothing", key=key)
    return all_


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as room:
        yield room


def test_a_head_gets_a_help_of_its_own(room: Room) -> None:
    officer, head = room.officer(), room.head()
    assert "gõ hoặc dán câu trả lời" in officer.says("trợ giúp")[0].text
    told = head.says("trợ giúp")[0].text
    assert "Duyệt" in told
    assert "câu trả lời" not in told


def test_only_who_is_responsible_is_told_to_send_a_whole_report() -> None:
    all_ = whole()
    all_.hoa.does("resume")
    assert "bấm Gửi báo cáo" in all_.hoa.told()
    assert "Gửi báo cáo" in all_.hoa.labels()
    all_.minh.does("resume")
    assert all_.minh.told() == "Mọi nội dung đã xong. Đồng chí Trần Thị Hoa (chịu trách nhiệm) gửi báo cáo."
    assert all_.minh.labels() == ["Mục lục", "Xem dự thảo"]


def test_that_holds_for_a_report_whose_demands_are_met_too() -> None:
    all_ = cast()
    submit(all_.hoa)
    demand(all_.ban, dac_diem_tinh_hinh="Nêu rõ số lao động.")
    write(all_.hoa, "dac-diem-tinh-hinh", "Sở có 46 công chức.")
    all_.minh.does("resume")
    assert "Đồng chí Trần Thị Hoa (chịu trách nhiệm) gửi báo cáo" in all_.minh.told()
    assert "Gửi báo cáo" not in all_.minh.labels()


@pytest.mark.parametrize("command", OFFICES)
def test_a_coordinators_command_is_said_to_be_one(room: Room, command: str) -> None:
    officer, head = room.officer(), room.head()
    officer.presses("Bắt đầu")
    for somebody, place in ((officer, "câu 1/"), (head, "đang làm")):
        told = "\n".join(message.text for message in somebody.says(command))
        assert "Lệnh này dành cho đầu mối tổng hợp." in told
        assert place in told
        assert "không còn dùng được" not in told


@pytest.mark.parametrize("command", ["mục lục", "gửi báo cáo", "xong", "/bieu", "giao mục"])
def test_an_officers_command_is_said_to_be_one_to_a_coordinator(room: Room, command: str) -> None:
    told = room.coordinator().says(command)[-1].text
    assert "Lệnh này dành cho cán bộ đơn vị" in told
    assert "/trogiup" in told


def test_the_help_of_coordinators_names_every_command_of_their_menu(room: Room) -> None:
    told = room.coordinator().says("/trogiup")[-1].text
    assert [name for name, _ in menu("coordinator") if f"/{name}" not in told] == ["trogiup"]


def test_a_late_button_is_not_said_to_be_a_command() -> None:
    all_ = cast()
    all_.minh.does("progress")
    assert "không còn dùng được" in all_.minh.told()


def test_nothing_says_work_on_where_nothing_is_left_to_do() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    all_.van.presses_on(SIGNING, "Duyệt")
    assert all_.minh.labels(REVIEW) == ["Xem báo cáo"]
    all_.minh.presses_on(REVIEW, "Xem báo cáo")
    assert "Báo cáo đã gửi" in all_.minh.told()
    for do in ("history", "contents", "team", "settings"):
        all_.hoa.does(do)
        assert "Xem báo cáo" in all_.hoa.labels()
        assert "Làm tiếp" not in all_.hoa.labels()


def test_a_report_that_is_being_written_is_worked_on_from_there() -> None:
    all_ = cast(filled=False)
    for do in ("history", "contents", "team", "settings"):
        all_.hoa.does(do)
        assert "Làm tiếp" in all_.hoa.labels()


def test_what_holds_a_returned_report_back_may_be_left_as_it_is() -> None:
    all_ = cast(filled=False)
    all_.hoa.says("gửi báo cáo")
    assert "Chưa gửi được" in all_.hoa.told()
    assert "Giữ nguyên" not in all_.hoa.told()
    all_ = cast()
    submit(all_.hoa)
    demand(all_.ban, dac_diem_tinh_hinh="Nêu rõ số lao động.")
    all_.hoa.says("gửi báo cáo")
    assert "Chưa gửi được" in all_.hoa.told()
    assert "bấm Giữ nguyên nếu nội dung đã đúng" in all_.hoa.told()
    all_.hoa.presses("Đặc điểm tình hình")
    all_.hoa.presses("Giữ nguyên")
    all_.hoa.says("gửi báo cáo")
    assert "Báo cáo đã đủ" in all_.hoa.told()


@pytest.mark.parametrize("words", ["Tổng hợp", "Vai trò", "Đợt", "Mới"])
def test_a_word_that_only_others_may_command_is_what_is_said(words: str) -> None:
    with a_room() as room:
        hoa = room.officer()
        hoa.presses("Bắt đầu")
        hoa.says(words)
        with room.store.begin() as ledger:
            held = ledger.records.answers("chi-thi-34/stttt")["dac-diem-tinh-hinh"]
        assert [passage.text for passage in held.value.passages] == [words]
