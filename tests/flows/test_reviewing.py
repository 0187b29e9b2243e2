"""Coordinators look at a report that was submitted: they accept it, or ask for more, and see what has changed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from office import DRAFT, REVIEW, cast, demand, submit, write

import flows
from flows.telling_history import line_of
from flows.wording import lines


def sent(**how):
    """A report that was submitted, with its file made."""
    all_ = cast(**how)
    submit(all_.hoa)
    return all_


def test_each_coordinator_gets_the_file_and_what_to_do_with_the_report() -> None:
    all_ = sent()
    for one in (all_.ban, all_.lan):
        assert [letter.file for letter in one.letters if letter.file] == ["f" * 64]
        assert "Sở Thông tin và Truyền thông" in one.told(REVIEW)
        assert one.labels(REVIEW) == ["Tiếp nhận", "Yêu cầu bổ sung", "Đọc từng mục", "Tệp Word", "Mở đơn vị"]
    assert not all_.van.letters


def test_what_has_no_figures_and_what_does_not_agree_stands_in_the_letter() -> None:
    all_ = cast()
    all_.hoa.does("none", key="khen-thuong", arg="chua-co-so-lieu")
    all_.hoa.says("chờ phòng Tổ chức tổng hợp")
    all_.hoa.says("trước ngày 20/01")
    submit(all_.hoa)
    assert "chưa có số liệu" in all_.ban.told(REVIEW)
    assert "chờ phòng Tổ chức tổng hợp" in all_.ban.told(REVIEW)


def test_without_a_file_the_coordinators_are_told_all_the_same() -> None:
    all_ = cast()
    all_.hoa.says("gửi báo cáo")
    all_.hoa.presses("Gửi báo cáo ngay")
    all_.hoa.ends("render", ok=False)
    all_.ban.presses_on(REVIEW, "Tiếp nhận")
    assert all_.office.draft.state == "accepted"


def test_the_first_coordinator_counts_and_the_second_is_told_who_it_was() -> None:
    all_ = sent()
    old = next(button for row in all_.lan.letter(REVIEW).buttons for button in row if button.label == "Tiếp nhận")
    more = next(button for row in all_.lan.letter(REVIEW).buttons for button in row if "bổ sung" in button.label)
    all_.ban.presses_on(REVIEW, "Tiếp nhận")
    assert all_.office.draft.state == "accepted"
    assert all_.office.draft.reviewed_by == all_.ban.person.id
    assert "đã được tiếp nhận" in all_.lan.told(REVIEW)
    assert "Tiếp nhận" not in all_.lan.labels(REVIEW)
    facts = len(all_.office.facts)
    for button in (old, more):
        all_.lan.press(button)
        assert "đồng chí Hoàng Văn Bàn đã tiếp nhận báo cáo này lúc 08:" in all_.lan.told()
    assert len(all_.office.facts) == facts
    for one in (all_.hoa, all_.minh, all_.van):
        assert "đã được tiếp nhận" in one.told(REVIEW)
    all_.hoa.says("rút lại")
    assert all_.office.draft.state == "accepted"


def test_a_button_of_an_earlier_sending_does_nothing() -> None:
    all_ = sent()
    old = next(button for row in all_.ban.letter(REVIEW).buttons for button in row if button.label == "Tiếp nhận")
    all_.hoa.says("rút lại")
    all_.hoa.presses("Rút lại để sửa")
    assert "đã rút lại" in all_.ban.told(REVIEW)
    write(all_.hoa, "dac-diem-tinh-hinh", "Sở có 46 công chức.")
    submit(all_.hoa)
    all_.ban.press(old)
    assert all_.office.draft.state == "submitted"
    assert "vừa có thay đổi" in all_.ban.told()


def test_what_was_accepted_can_be_opened_again_once_it_is_confirmed() -> None:
    all_ = sent()
    all_.ban.presses_on(REVIEW, "Tiếp nhận")
    all_.lan.presses_on(REVIEW, "Mở lại")
    assert all_.office.draft.state == "accepted"
    all_.lan.presses("Mở lại báo cáo")
    assert all_.office.draft.state == "submitted"
    assert "mở lại" in all_.hoa.told(REVIEW)
    all_.lan.does("reopen-report-now", rev=all_.office.draft.rev)
    assert all_.office.draft.state == "submitted"


def test_items_are_picked_over_pages_and_each_gets_its_reason_before_anything_is_sent() -> None:
    all_ = sent()
    all_.ban.presses_on(REVIEW, "Yêu cầu bổ sung")
    assert all_.ban.labels()[0].startswith("☐ I ")
    all_.ban.presses("Đặc điểm tình hình")
    assert all_.ban.labels()[0].startswith("☑ I ")
    all_.ban.presses("Trang sau")
    all_.ban.does("pick", key="khen-thuong", arg="0")
    assert "đã chọn 2 mục" in all_.ban.told()
    all_.ban.presses("Lý do từng mục")
    assert "(1/2)" in all_.ban.told()
    all_.ban.says("Nêu rõ số lao động.")
    all_.ban.says("   ")
    assert "gõ lại lý do" in all_.ban.told()
    all_.ban.says("x" * 501)
    assert "501 ký tự" in all_.ban.told()
    all_.ban.says("Vì sao không phát sinh?")
    assert all_.office.draft.state == "submitted"
    assert "Nêu rõ số lao động." in all_.ban.told()
    all_.ban.presses("Gửi yêu cầu")
    draft = all_.office.draft
    assert (draft.state, draft.returned_by) == ("returned", all_.ban.person.id)
    assert {one.key: one.reason for one in draft.demands} == {
        "dac-diem-tinh-hinh": "Nêu rõ số lao động.",
        "khen-thuong": "Vì sao không phát sinh?",
    }
    assert not all_.office.chairs[all_.ban.person.id].picked
    assert "yêu cầu bổ sung 2 nội dung" in all_.lan.told(REVIEW) or "đã yêu cầu bổ sung" in all_.lan.told(REVIEW)
    assert "Vì sao không phát sinh?" in all_.minh.told(REVIEW)


def test_one_reason_may_stand_for_all() -> None:
    all_ = sent()
    all_.ban.does("return")
    all_.ban.does("pick", key="dac-diem-tinh-hinh", arg="0")
    all_.ban.does("pick", key="khen-thuong", arg="0")
    all_.ban.does("pick", key="khen-thuong", arg="0")
    all_.ban.does("pick", key="phuong-huong", arg="0")
    all_.ban.does("pick", key="no-such-question", arg="0")
    all_.ban.does("reason-all")
    all_.ban.says("Viết gọn lại.")
    all_.ban.presses("Gửi yêu cầu")
    reasons = {one.key: one.reason for one in all_.office.draft.demands}
    assert set(reasons) <= {"dac-diem-tinh-hinh", "phuong-huong"}
    assert set(reasons.values()) == {"Viết gọn lại."}


def test_the_officer_is_walked_through_just_what_was_demanded() -> None:
    all_ = sent()
    demand(all_.ban, dac_diem_tinh_hinh="Nêu rõ số lao động.", khen_thuong="Vì sao?")
    all_.minh.presses_on(REVIEW, "Mở mục đầu tiên")
    assert "Đầu mối yêu cầu (đồng chí Hoàng Văn Bàn): Nêu rõ số lao động." in all_.minh.told()
    all_.hoa.does("resume")
    assert "Nêu rõ số lao động." in all_.hoa.told()
    all_.hoa.says("gửi báo cáo")
    assert "Chưa gửi được: còn 2 nội dung" in all_.hoa.told()
    assert all_.hoa.labels()[0].startswith("❗")
    write(all_.hoa, "dac-diem-tinh-hinh", "Sở có 46 công chức.\nSở có 5 phòng.")
    assert "Vì sao?" in all_.hoa.told("question")
    all_.hoa.presses("Giữ nguyên")
    assert "Đã xử lý đủ các yêu cầu bổ sung" in all_.hoa.told("question")
    submit(all_.hoa)
    assert all_.office.draft.state == "submitted"


def test_on_sending_again_the_old_stands_beside_the_new_for_coordinators_alone() -> None:
    all_ = sent()
    demand(all_.ban, dac_diem_tinh_hinh="Nêu rõ số lao động.", khen_thuong="Vì sao?")
    write(all_.hoa, "dac-diem-tinh-hinh", "Sở có 46 công chức.\nSở có 5 phòng.")
    all_.hoa.does("jump", key="khen-thuong")
    all_.hoa.presses("Giữ nguyên")
    submit(all_.hoa)
    told = all_.lan.told(REVIEW)
    assert "đã gửi lại báo cáo" in told
    assert "Trước: Sở có 45 công chức." in told
    assert "Nay: Sở có 46 công chức." in told
    assert "5 phòng" not in told
    assert "Đơn vị giữ nguyên:" in told
    assert "Khen thưởng" in told.split("giữ nguyên:")[1] or "khen" in told.split("giữ nguyên:")[1].lower()
    all_.lan.presses_on(REVIEW, "Xem thay đổi")
    assert "1 nội dung thay đổi" in all_.lan.told()
    assert "Trước:" not in all_.hoa.all_told()
    all_.lan.presses("Về báo cáo")
    all_.lan.presses("Tiếp nhận")
    assert all_.office.draft.state == "accepted"


def test_keeping_an_answer_counts_once_and_only_where_it_was_demanded() -> None:
    all_ = sent()
    demand(all_.ban, dac_diem_tinh_hinh="Nêu rõ.")
    before = dict(all_.office.answers)
    all_.hoa.does("keep", key="khen-thuong", rev=all_.hoa.answer("khen-thuong").rev)
    all_.hoa.does("keep", key="dac-diem-tinh-hinh", rev=99)
    assert all_.office.answers == before
    all_.hoa.does("keep", key="dac-diem-tinh-hinh", rev=all_.hoa.answer("dac-diem-tinh-hinh").rev)
    kept = dict(all_.office.answers)
    assert kept != before
    all_.hoa.does("keep", key="dac-diem-tinh-hinh", rev=all_.hoa.answer("dac-diem-tinh-hinh").rev)
    assert all_.office.answers == kept


def test_items_are_read_one_by_one_and_picked_on_the_way() -> None:
    all_ = sent()
    all_.ban.presses_on(REVIEW, "Đọc từng mục")
    assert "trang 1/" in all_.ban.told()
    all_.ban.presses("Đặc điểm tình hình")
    assert "Sở có 45 công chức.\nSở có 5 phòng." in all_.ban.told()
    assert "đồng chí Trần Thị Hoa" in all_.ban.told().replace("Đồng", "đồng")
    assert "★ Đánh dấu đoạn" in all_.ban.labels()
    all_.ban.presses("Yêu cầu bổ sung mục này")
    assert "Đã chọn 1 mục" in all_.ban.told()
    all_.ban.presses("Mục sau")
    all_.ban.presses("Tất cả các mục")
    all_.ban.presses("Về báo cáo")
    all_.ban.presses("Yêu cầu bổ sung")
    assert all_.ban.labels()[0].startswith("☑ I ")


def test_what_is_typed_after_another_command_is_no_reason() -> None:
    all_ = sent()
    all_.ban.does("return")
    all_.ban.does("pick", key="dac-diem-tinh-hinh", arg="0")
    all_.ban.does("reason-all")
    all_.hoa.says("rút lại")
    all_.hoa.presses("Rút lại để sửa")
    all_.ban.says("Nêu rõ.")
    assert all_.office.draft.state == "drafting"
    assert not all_.office.chairs[all_.ban.person.id].reasons


@pytest.mark.parametrize("elsewhere", ["review", "read-items", "return"])
def test_a_reason_is_no_longer_asked_for_once_something_else_is_on_the_screen(elsewhere: str) -> None:
    all_ = sent()
    all_.ban.does("pick", key="dac-diem-tinh-hinh", arg="0")
    all_.ban.does("reason-all")
    all_.ban.does(elsewhere)
    all_.ban.says("Nêu rõ.")
    assert not all_.office.chairs[all_.ban.person.id].reasons
    assert all_.office.chairs[all_.ban.person.id].picked == ("dac-diem-tinh-hinh",)


@pytest.mark.parametrize("who", ["hoa", "van"])
def test_people_of_the_unit_may_not_do_what_coordinators_do(who: str) -> None:
    all_ = sent()
    one = getattr(all_, who)
    for do in ("accept", "return", "return-now", "read-items", "changes", "reopen-report-now", "pick", "review"):
        one.does(do, rev=all_.office.draft.rev)
    assert all_.office.draft.state == "submitted"
    assert not all_.office.chairs


def test_the_file_can_be_had_again_with_the_signed_copy() -> None:
    all_ = sent()
    all_.hoa.sends_scan("document", "ban-ky.pdf")
    all_.hoa.presses("Đúng, bản đã ký")
    all_.hoa.ends("keep")
    had = len([letter for letter in all_.ban.letters if letter.file])
    all_.ban.does("file")
    assert len([letter for letter in all_.ban.letters if letter.file]) == had + 2


def test_who_did_what_can_be_looked_up() -> None:
    all_ = sent(sign_off=True)
    all_.van.says("duyệt")
    all_.ban.presses_on(REVIEW, "Tiếp nhận")
    all_.ban.does("history")
    told = all_.ban.told().splitlines()
    assert told[2].endswith("– Hoàng Văn Bàn: tiếp nhận báo cáo")
    assert told[3].endswith("– Lý Thị Vân: duyệt báo cáo")
    assert told[4].endswith("– Trần Thị Hoa: trình thủ trưởng duyệt")
    assert told[2].startswith("08:")
    for one in (all_.hoa, all_.van):
        one.says("/lichsu")
        assert "Lý Thị Vân: duyệt báo cáo" in one.told()
    all_.ban.presses("Trang sau")
    assert "trang 2/" in all_.ban.told()
    all_.lan.says("lịch sử")
    assert "Báo cáo Chỉ thị 34" in all_.lan.told()


TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(flows.__file__).parent.rglob("*.py")]
NAMING = {"change_draft": 0, "put": 0, "fact": 0, "change": 1, "changed": 1, "_received": 1, "_kept": 1, "Passage": 1}
"""The calls that name an event, and which of their arguments does."""


def test_every_event_that_the_program_emits_has_its_line() -> None:
    events = {name for tree in TREES for name in emitted(tree)}
    assert {"submitted", "accepted", "returned", "approved", "handed-back", "answer.closed", "role.head"} <= events
    assert {"star.set", "star.removed", "assigned", "campaign-closed", "invited"} <= events
    assert {event for event in events if line_of(event) == "history.something"} == set()
    assert line_of("of-another-version") == "history.something"


def test_every_line_of_the_history_is_of_an_event() -> None:
    words = {node.value for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    known = {line_of(word) for word in (*words, *BUILT) if isinstance(word, str)}
    assert {line for line in lines() if line.startswith("happened.")} - known == set()


NAMED = {("Event", "name"), ("Passage", "event")}
"""The arguments that name an event where they are given by name."""

BUILT = {"answer.open", "answer.closed", "answer.none", "role.officer", "role.head", "role.coordinator"}
"""Names that are put together where they are emitted."""


def emitted(tree: ast.Module) -> set[str]:
    """The names of the events that a module emits."""
    names = {*BUILT, "signing", "submitted"}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = [call.args[NAMING[function]]] if function in NAMING and len(call.args) > NAMING[function] else []
        given += [word.value for word in call.keywords if (function, word.arg) in NAMED]
        given += [branch for one in given if isinstance(one, ast.IfExp) for branch in (one.body, one.orelse)]
        names |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return names


def test_a_foreign_draft_is_not_reviewed_by_an_old_button() -> None:
    all_ = sent()
    all_.ban.does("accept", draft="", rev=all_.office.draft.rev)
    assert all_.office.draft.state == "submitted"
    assert all_.office.draft.id == DRAFT
