"""The head signs a report off before it goes out, by a button or by a signed copy."""

from __future__ import annotations

import pytest
from office import REVIEW, SIGNING, cast, demand, submit, write

from flows.job import Kept

SCAN = Kept(file="5" * 64, name="ban-ky.pdf")


def test_the_head_gets_the_file_first_and_the_coordinators_only_once_it_is_approved() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    assert all_.office.draft.state == "signing"
    assert "chờ thủ trưởng duyệt" in all_.hoa.told("question")
    assert [letter.file for letter in all_.van.letters if letter.file] == ["f" * 64]
    assert all_.van.labels(SIGNING)[:2] == ["Duyệt", "Trả lại"]
    assert not all_.ban.letters
    all_.van.presses_on(SIGNING, "Duyệt")
    assert all_.office.draft.state == "submitted"
    assert all_.office.draft.approved_by == all_.van.person.id
    assert [letter.file for letter in all_.ban.letters if letter.file] == ["f" * 64]
    assert "Thủ trưởng đã duyệt (đồng chí Lý Thị Vân)" in all_.ban.told(REVIEW)
    assert "đã duyệt" in all_.minh.told(REVIEW)
    assert not all_.van.labels(SIGNING)


def test_nothing_is_written_while_the_report_waits_for_the_head() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    before = dict(all_.office.answers)
    all_.hoa.says("Thêm một câu.")
    all_.minh.does("none", key="dac-diem-tinh-hinh", arg="khong-phat-sinh")
    assert all_.office.answers == before


def test_what_is_handed_back_is_said_on_top_and_its_next_sending_is_the_first_for_coordinators() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    all_.van.presses_on(SIGNING, "Trả lại")
    all_.van.says("Bổ sung số liệu lớp tập huấn.")
    draft = all_.office.draft
    assert (draft.state, draft.remark, draft.returned_by) == (
        "returned",
        "Bổ sung số liệu lớp tập huấn.",
        all_.van.person.id,
    )
    assert "Bổ sung số liệu lớp tập huấn." in all_.minh.told(REVIEW)
    all_.minh.presses("Làm tiếp")
    assert "Thủ trưởng trả lại" in all_.minh.told()
    write(all_.hoa, "dac-diem-tinh-hinh", "Sở có 46 công chức.")
    submit(all_.hoa)
    all_.van.presses_on(SIGNING, "Duyệt")
    assert all_.office.draft.state == "submitted"
    assert all_.office.draft.remark == ""
    assert "đã gửi báo cáo" in all_.ban.told(REVIEW)
    assert "Thay đổi" not in all_.ban.told(REVIEW)


def test_the_reason_for_handing_back_may_be_thought_better_of() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    all_.van.presses_on(SIGNING, "Trả lại")
    all_.van.says("mục lục")
    all_.van.says("Một câu.")
    assert all_.office.draft.state == "signing"
    assert "không được ghi" in all_.van.told()


def test_a_reason_is_not_taken_for_a_report_that_was_had_back_meanwhile() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    all_.van.presses_on(SIGNING, "Trả lại")
    all_.hoa.says("rút lại")
    all_.hoa.presses("Rút lại để sửa")
    all_.van.says("Chưa đủ.")
    assert all_.office.draft.state == "drafting"
    assert all_.office.draft.remark == ""
    assert "không còn chờ duyệt" in all_.van.all_told()


@pytest.mark.parametrize(("what", "name"), [("photo", ""), ("document", "ban ky.PDF"), ("document", "scan.jpeg")])
def test_a_signed_copy_stands_for_a_head_who_has_no_account(what: str, name: str) -> None:
    all_ = cast(sign_off=True)
    all_.office.unreachable.add(all_.van.person.id)
    submit(all_.hoa)
    assert "in tệp Word, trình ký" in all_.hoa.told("question")
    all_.hoa.sends_scan(what, name)
    assert "báo cáo được gửi ngay tới đầu mối" in all_.hoa.told()
    assert "thay cho việc duyệt" not in all_.hoa.told()
    assert (jobs(all_.hoa), all_.office.draft.state) == ([], "signing")
    all_.hoa.presses("Đúng, bản đã ký")
    all_.hoa.ends("keep", kept=SCAN)
    draft = all_.office.draft
    assert (draft.state, draft.signed, draft.approved_by) == ("submitted", SCAN.file, "")
    assert {letter.file for letter in all_.lan.letters if letter.file} == {"f" * 64, SCAN.file}
    assert "Có bản ký" in all_.lan.told(REVIEW)


def test_a_copy_that_cannot_be_had_leaves_the_report_waiting() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    all_.hoa.sends_scan()
    all_.hoa.presses("Đúng, bản đã ký")
    all_.hoa.ends("keep", ok=False)
    assert all_.office.draft.state == "signing"
    assert "gửi lại tệp" in all_.hoa.told()


def test_a_copy_of_a_report_that_was_had_back_does_not_sign_the_next_one() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    all_.hoa.sends_scan()
    all_.hoa.presses("Đúng, bản đã ký")
    all_.hoa.says("rút lại")
    all_.hoa.presses("Rút lại để sửa")
    submit(all_.hoa)
    all_.hoa.ends("keep", kept=SCAN)
    assert (all_.office.draft.state, all_.office.draft.signed) == ("signing", "")


def test_a_signed_copy_may_come_after_the_report_was_accepted_and_goes_with_having_it_back() -> None:
    all_ = cast()
    submit(all_.hoa)
    all_.hoa.sends_scan("document", "ban-ky.pdf")
    all_.hoa.presses("Đúng, bản đã ký")
    all_.hoa.ends("keep", kept=SCAN)
    assert "Có bản ký" in all_.ban.told(REVIEW)
    all_.ban.presses_on(REVIEW, "Tiếp nhận")
    all_.hoa.sends_scan("document", "ban-ky-2.pdf")
    all_.hoa.presses("Đúng, bản đã ký")
    all_.hoa.ends("keep", kept=SCAN.model_copy(update={"file": "6" * 64}))
    assert (all_.office.draft.state, all_.office.draft.signed) == ("accepted", "6" * 64)
    assert "Đã có bản ký" in all_.hoa.told("question")


def jobs(one) -> list:
    return [effect.job for effect in one.jobs if effect.job.kind == "keep"]


@pytest.mark.parametrize(("what", "name"), [("photo", ""), ("document", "phu-luc.pdf")])
def test_a_picture_that_comes_unasked_is_kept_only_where_it_is_said_to_be_the_signed_copy(what: str, name: str) -> None:
    all_ = cast()
    submit(all_.hoa)
    all_.hoa.sends_scan(what, name)
    assert "Đây có phải là bản báo cáo đã ký, đóng dấu không?" in all_.hoa.told()
    assert jobs(all_.hoa) == []
    asked = all_.hoa.letters[-1]
    yes, no = asked.buttons[0]
    all_.minh.press(yes)
    assert jobs(all_.minh) == []
    all_.hoa.press(no)
    all_.hoa.press(yes)
    assert jobs(all_.hoa) == []
    assert all_.office.draft.signed == ""


def test_a_picture_said_to_be_the_signed_copy_is_fetched_once() -> None:
    all_ = cast()
    submit(all_.hoa)
    all_.hoa.sends_scan("document", "ban-ky.pdf")
    yes = all_.hoa.letters[-1].buttons[0][0]
    all_.hoa.press(yes)
    all_.hoa.press(yes)
    assert [(job.ref, job.name, job.purpose) for job in jobs(all_.hoa)] == [("ref", "ban-ky.pdf", "signed:1")]


def test_a_picture_of_a_report_that_was_had_back_meanwhile_is_not_fetched() -> None:
    all_ = cast()
    submit(all_.hoa)
    all_.hoa.sends_scan()
    yes = all_.hoa.letters[-1].buttons[0][0]
    all_.hoa.says("rút lại")
    all_.hoa.presses("Rút lại để sửa")
    all_.hoa.press(yes)
    assert jobs(all_.hoa) == []
    assert "không được lưu" in all_.hoa.all_told()
    submit(all_.hoa)
    all_.hoa.press(yes)
    assert jobs(all_.hoa) == []


def test_having_it_back_takes_the_signature_with_it() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    all_.van.presses_on(SIGNING, "Duyệt")
    all_.hoa.says("rút lại")
    all_.hoa.presses("Rút lại để sửa")
    assert (all_.office.draft.state, all_.office.draft.approved_by) == ("drafting", "")
    assert "đã rút lại" in all_.ban.told(REVIEW)
    submit(all_.hoa)
    assert all_.office.draft.state == "signing"


def test_a_photo_while_the_report_is_being_written_is_no_signed_copy() -> None:
    all_ = cast(sign_off=True)
    all_.hoa.sends_scan()
    assert not [one for one in all_.hoa.jobs if one.job.kind == "keep"]


def test_the_head_reads_and_writes_nothing() -> None:
    all_ = cast(sign_off=True)
    before = dict(all_.office.answers)
    all_.van.says("xem dự thảo")
    assert all_.van.jobs[-1].job.purpose == "draft"
    for text in ("Sở có 50 công chức.", "gửi báo cáo", "xong", "/start ABC"):
        all_.van.says(text)
    all_.van.does("none", key="dac-diem-tinh-hinh", arg="khong-phat-sinh")
    all_.van.does("submit-now")
    all_.van.sends_scan()
    assert all_.office.answers == before
    assert all_.office.draft.state == "drafting"
    all_.van.does("jump", key="dac-diem-tinh-hinh")
    assert "Sở có 45 công chức." in all_.van.told()
    assert "Xong mục này" not in " ".join(all_.van.labels())


def test_an_approval_counts_once_and_only_for_what_was_shown() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    old = next(button for row in all_.van.letter(SIGNING).buttons for button in row if button.label == "Duyệt")
    all_.van.press(old)
    all_.van.press(old)
    assert [fact.event.name for fact in all_.office.facts].count("approved") == 1
    all_.hoa.says("rút lại")
    all_.hoa.presses("Rút lại để sửa")
    submit(all_.hoa)
    all_.van.press(old)
    assert all_.office.draft.state == "signing"


def test_the_name_of_the_button_may_be_typed() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    all_.van.says("duyệt")
    assert all_.office.draft.state == "submitted"


def test_without_a_file_the_head_is_asked_all_the_same() -> None:
    all_ = cast(sign_off=True)
    all_.hoa.says("gửi báo cáo")
    all_.hoa.presses("Gửi báo cáo ngay")
    all_.hoa.ends("render", ok=False)
    all_.van.presses_on(SIGNING, "Duyệt")
    assert all_.office.draft.state == "submitted"


def test_what_the_head_handed_back_in_between_does_not_hide_what_changed_for_coordinators() -> None:
    all_ = cast(sign_off=True)
    submit(all_.hoa)
    all_.van.presses_on(SIGNING, "Duyệt")
    demand(all_.ban, dac_diem_tinh_hinh="Nêu rõ số lao động.")
    write(all_.hoa, "dac-diem-tinh-hinh", "Sở có 46 công chức.\nSở có 5 phòng.")
    submit(all_.hoa)
    all_.van.presses_on(SIGNING, "Trả lại")
    all_.van.says("Kiểm tra lại con số.")
    assert "Đầu mối yêu cầu" not in all_.hoa.told("question")
    write(all_.hoa, "dac-diem-tinh-hinh", "Sở có 47 công chức.\nSở có 5 phòng.")
    submit(all_.hoa)
    all_.van.presses_on(SIGNING, "Duyệt")
    assert "Trước: Sở có 45 công chức." in all_.ban.told(REVIEW)
    assert "Nay: Sở có 47 công chức." in all_.ban.told(REVIEW)
