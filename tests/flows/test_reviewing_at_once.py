"""A page asks for more of several items at once: the chat shows what will be sent, and only its button sends it."""

from __future__ import annotations

import json

import pytest
from office import DRAFT, cast, submit

FIRST, SECOND = "dac-diem-tinh-hinh", "khen-thuong"


def sent():
    """A report that was submitted."""
    all_ = cast()
    submit(all_.hoa)
    return all_


def asked(one, reasons: object, **rest) -> str:
    """What is shown where that is asked for."""
    one.does("return-items", arg=json.dumps(reasons), **rest)
    return one.told()


def test_it_is_shown_as_if_picked_and_typed_and_sent_by_its_button() -> None:
    all_ = sent()
    shown = asked(all_.ban, {SECOND: "Thiếu năm 2018.", FIRST: "  Nêu số phòng.  "})
    assert "yêu cầu bổ sung 2 nội dung" in shown
    assert shown.index("Nêu số phòng.") < shown.index("Thiếu năm 2018.")
    assert all_.office.draft.state == "submitted"
    all_.ban.presses("Gửi yêu cầu")
    assert [(one.key, one.reason) for one in all_.office.draft.demands] == [
        (FIRST, "Nêu số phòng."),
        (SECOND, "Thiếu năm 2018."),
    ]
    assert "Nêu số phòng." in all_.hoa.all_told()


def test_a_second_asking_takes_the_place_of_the_first() -> None:
    all_ = sent()
    asked(all_.ban, {FIRST: "Một."})
    (old,) = [button for button in all_.ban.buttons() if button.label == "Gửi yêu cầu"]
    asked(all_.ban, {SECOND: "Hai."})
    all_.ban.press(old)
    assert "đã thay đổi sau khi nút này hiện ra" in all_.ban.told()
    assert all_.office.draft.state == "submitted"
    all_.ban.presses("Gửi yêu cầu")
    assert [one.key for one in all_.office.draft.demands] == [SECOND]


@pytest.mark.parametrize(
    ("reasons", "says"),
    [
        ({}, "chưa chọn mục nào"),
        ([FIRST], "chưa chọn mục nào"),
        ({FIRST: 3}, "chưa chọn mục nào"),
        ({FIRST: "Nêu rõ.", "khong-co": "x"}, "có mục không thuộc báo cáo này"),
        ({FIRST: "Nêu rõ.", SECOND: " \u200b "}, "không có chữ nào đọc được"),
        ({FIRST: "a" * 501}, "Đặc điểm tình hình: Lý do dài 501 ký tự"),
        ({FIRST: "a" + "\u0301" * 400}, "không có chữ nào đọc được"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_a_sentence_and_picks_nothing(reasons: object, says: str) -> None:
    all_ = sent()
    chair = all_.office.chairs.get(all_.ban.person.id)
    assert says in asked(all_.ban, reasons)
    assert all_.office.chairs.get(all_.ban.person.id) == chair


def test_a_report_that_is_no_longer_to_be_reviewed_is_not_asked_for_more() -> None:
    all_ = sent()
    all_.lan.does("accept", rev=all_.office.draft.rev)
    assert "đã tiếp nhận" in asked(all_.ban, {FIRST: "Nêu rõ."})
    assert all_.office.draft.state == "accepted"


def test_a_report_that_was_sent_anew_since_the_page_showed_it_is_looked_at_first() -> None:
    all_ = sent()
    before = all_.office.draft.rev
    all_.hoa.does("withdraw-now", rev=before)
    submit(all_.hoa)
    assert all_.office.draft.rev != before
    asked(all_.ban, {FIRST: "Nêu rõ."}, rev=before)
    assert "Gửi yêu cầu" not in all_.ban.labels()
    asked(all_.ban, {FIRST: "Nêu rõ."}, rev=all_.office.draft.rev)
    assert "Gửi yêu cầu" in all_.ban.labels()


def test_only_a_coordinator_does_it() -> None:
    all_ = sent()
    for one in (all_.hoa, all_.van):
        asked(one, {FIRST: "Nêu rõ."}, draft=DRAFT)
        assert all_.office.draft.state == "submitted"
        assert "Gửi yêu cầu" not in one.labels()
