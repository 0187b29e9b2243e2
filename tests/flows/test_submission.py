"""Sending a report, having it back, and what holds it: in memory."""

from __future__ import annotations

import pytest
from chat import PLAIN, Chat, chat, goto

from flows.here import here
from flows.job import Kept, Outcome
from flows.turn import Do, Finished, Press, Pressed, Say


def press(one: Chat, do: str, key: str = "", arg: str = "") -> None:
    """Presses a button that does this, wherever it may stand."""
    one.move(Pressed(Press(do=do, key=key, arg=arg)))


def fill(one: Chat, leave: tuple[str, ...] = ()) -> None:
    """Gives every required question an answer or a reason, except those to leave."""
    for _ in range(80):
        at = here(one.view(), one.desk.now)
        waiting = [place for place in at.find_all(at.pending) if place.question.key not in leave]
        waiting = [place for place in waiting if place.question.required]
        if not waiting:
            return
        place = waiting[0]
        press(one, "jump", place.question.key)
        if place.question.kind == "line":
            one.says("Sở Mẫu")
        elif place.question.key == "tt-noi-nhan":
            one.says("Như trên\nLưu: VT")
            press(one, "done", place.question.key)
        elif place.question.kind == "choice":
            press(one, "choose", place.question.key, place.question.options[0].key)
        else:
            press(one, "none", place.question.key, "khong-phat-sinh")
    raise AssertionError("the report is never full")


def submit(one: Chat) -> None:
    one.says("gửi báo cáo")
    one.presses("Gửi báo cáo ngay")


def final_job(one: Chat) -> Do:
    return next(job for job in one.jobs if job.job.purpose.startswith("final"))


def test_a_required_item_without_answer_or_reason_holds_the_report_back_and_is_a_button() -> None:
    one = chat()
    fill(one, leave=("kiem-tra-giam-sat", "dac-diem-tinh-hinh"))
    one.says("gửi báo cáo")
    assert "Chưa gửi được" in one.shown()
    assert any("Đặc điểm tình hình" in button.label for button in one.buttons())
    one.presses("Đặc điểm tình hình")
    assert "I · câu 1/" in one.shown()


def test_a_report_that_was_sent_is_frozen_and_its_file_is_given_and_kept() -> None:
    one = chat()
    fill(one)
    submit(one)
    view = one.view()
    assert view.papers[0].draft.state == "submitted"
    job = final_job(one).job
    assert job.report == view.submission.report
    one.move(Finished(job, True, Outcome(files=(Kept(file="f" * 64, name="BC.docx"),))))
    assert one.view().submission.file == "f" * 64
    assert any(letter.file == "f" * 64 for letter in one.letters)
    before = dict(one.desk.answers)
    one.says("Thêm một câu.")
    press(one, "none", "dac-diem-tinh-hinh", "khong-phat-sinh")
    assert one.desk.answers == before
    assert "đã gửi" in one.shown()


def test_a_report_can_be_had_back_until_it_is_taken_up_and_sent_again() -> None:
    one = chat()
    fill(one)
    submit(one)
    one.says("rút lại")
    one.presses("Rút lại để sửa")
    assert one.view().papers[0].draft.state == "drafting"
    submit(one)
    assert one.view().submission.n == 2
    assert len(one.desk.submissions) == 2
    draft = one.desk.drafts[one.view().papers[0].draft.id]
    one.desk.drafts[draft.id] = draft.model_copy(update={"state": "accepted"})
    one.says("rút lại")
    assert "không còn ở trạng thái rút lại được" in one.shown()


def test_a_change_by_a_colleague_after_the_confirmation_was_shown_is_confirmed_anew() -> None:
    one = chat()
    two = Chat(one.desk, name="Trần Văn Thử")
    fill(one)
    one.says("gửi báo cáo")
    press(two, "jump", "tt-co-quan")
    two.says("Sở Khác")
    one.presses("Gửi báo cáo ngay")
    assert one.view().papers[0].draft.state == "drafting"
    assert "vừa có thay đổi" in one.shown()
    one.presses("Gửi báo cáo ngay")
    assert one.view().papers[0].draft.state == "submitted"


def test_what_has_no_figures_yet_is_listed_with_its_why_and_when() -> None:
    one = chat()
    press(one, "none", "khen-thuong", "chua-co-so-lieu")
    press(one, "jump", "khen-thuong")
    one.says("chờ phòng Tổ chức tổng hợp")
    one.says("trước ngày 20/01")
    fill(one)
    one.says("gửi báo cáo")
    assert "chờ phòng Tổ chức tổng hợp" in one.shown()
    assert "trước ngày 20/01" in one.shown()


def test_a_draft_shows_what_is_missing_at_any_moment() -> None:
    one = chat()
    one.says("Sở có 45 công chức.")
    one.says("xem dự thảo")
    report = one.jobs[-1].job.report
    assert report.draft
    assert any(getattr(block, "missing", False) for block in report.blocks)
    one.move(Finished(one.jobs[-1].job, True, Outcome(files=(Kept(file="a" * 64, name="BC.docx"),))))
    given = next(letter for letter in one.letters if letter.file)
    assert isinstance(given, Say)


def test_an_edit_after_sending_is_refused() -> None:
    one = chat()
    one.says("Một.")
    at = one.position - 1
    press(one, "done", "dac-diem-tinh-hinh")
    fill(one)
    submit(one)
    before = dict(one.desk.answers)
    one.edits(at, "Hai.")
    assert one.desk.answers == before
    assert "đã gửi" in one.shown()


def test_an_old_button_does_not_take_back_a_later_submission() -> None:
    one = chat()
    fill(one)
    submit(one)
    one.says("rút lại")
    old = next(button for button in one.buttons() if button.label == "Rút lại để sửa")
    one.press(old)
    submit(one)
    one.press(old)
    assert one.view().papers[0].draft.state == "submitted"


def test_a_question_that_has_come_up_since_the_confirmation_holds_the_report_back() -> None:
    one = chat(PLAIN)
    fill(one)
    one.says("gửi báo cáo")
    one.desk.unit = PLAIN.model_copy(update={"tags": ("co-quan-bao-chi",)})
    one.presses("Gửi báo cáo ngay")
    assert "Chưa gửi được" in one.shown()


@pytest.mark.parametrize(
    ("option", "over", "shown"),
    [
        ("kt", "Giám đốc", "KT. GIÁM ĐỐC – PHÓ GIÁM ĐỐC Lý Kim Soi"),
        ("tuq", "KT.", "TUQ. (chưa ghi ký thay ai) – PHÓ GIÁM ĐỐC Lý Kim Soi"),
        ("q", "", "Q. PHÓ GIÁM ĐỐC Lý Kim Soi"),
        ("truc-tiep", "", "Phó Giám đốc Lý Kim Soi"),
    ],
)
def test_the_review_says_with_what_authority_the_report_is_signed(option: str, over: str, shown: str) -> None:
    one = chat()
    fill(one)
    press(one, "choose", "tt-quyen-han", option)
    for key, text in (("tt-chuc-vu-tren", over), ("tt-chuc-vu", "Phó Giám đốc"), ("tt-nguoi-ky", "Lý Kim Soi")):
        if text:
            goto(one, key)
            one.says(text)
    one.says("gửi báo cáo")
    assert f"Người ký: {shown}\n" in one.shown()
