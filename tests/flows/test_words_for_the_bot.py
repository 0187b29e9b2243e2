"""What people say to the assistant rather than for the report is understood, and never printed."""

from __future__ import annotations

import pytest
from chat import chat, goto, texts

from flows.here import here
from flows.turn import Press, Pressed


def test_an_ok_to_a_short_question_is_not_its_answer() -> None:
    one = chat()
    goto(one, "tt-co-quan")
    one.says("ok")
    assert one.answer("tt-co-quan") is None
    assert "chưa được ghi" in one.shown()


@pytest.mark.parametrize("said", ["không có", "Không", "ko", "không phát sinh"])
def test_a_no_leads_to_the_reasons_and_is_no_content(said: str) -> None:
    one = chat()
    goto(one, "nong-thon-moi")
    one.says(said)
    assert one.answer("nong-thon-moi") is None
    assert "Vì sao mục này không có nội dung" in one.shown()


def test_a_no_to_what_may_be_left_blank_leaves_it_blank() -> None:
    one = chat()
    goto(one, "phong-trao-khac")
    one.says("không")
    assert one.answer("phong-trao-khac").state == "none"
    goto(one, "tap-huan")
    one.says("3")
    one.says("120")
    one.says("không có")
    assert one.answer("tap-huan").state == "closed"


def test_a_no_is_an_answer_where_it_is_one_of_the_options() -> None:
    one = chat()
    goto(one, "co-nganh-doc")
    one.says("Không")
    assert one.answer("co-nganh-doc").value.option == "khong"


@pytest.mark.parametrize("said", ["hết rồi", "không còn", "xong rồi", "không"])
def test_saying_that_there_are_no_more_things_ends_a_repeat(said: str) -> None:
    one = chat()
    goto(one, "van-ban-cach-neu")
    one.presses("Nhập từng văn bản")
    for text in ("12/KH", "15/5/2014", "Sở", "Kế hoạch"):
        one.says(text)
    one.says(said)
    assert one.answer("van-ban").state == "closed"
    assert len(one.answer("van-ban").value.items) == 1


def test_the_name_of_a_button_on_the_card_presses_it() -> None:
    one = chat()
    one.says("Một.")
    one.says("Hai.")
    one.says("bo doan cuoi")
    assert texts(one, "dac-diem-tinh-hinh") == ["Một."]


def test_the_name_of_a_button_that_is_not_on_the_card_is_never_content() -> None:
    one = chat()
    one.says("Một.")
    one.says("Ghi phần đọc được")
    assert texts(one, "dac-diem-tinh-hinh") == ["Một."]
    assert "là tên một nút" in one.shown()


def test_the_prose_of_a_field_can_be_begun_anew_and_had_back() -> None:
    one = chat()
    goto(one, "tap-huan")
    one.says("3")
    one.says("120")
    one.says("nội dung nhầm")
    one.presses("Viết lại phần này")
    assert one.answer("tap-huan").value.items[0].entry("noi-dung") is None
    one.presses("Hoàn tác")
    assert one.answer("tap-huan").value.items[0].entry("noi-dung").value.passages[0].text == "nội dung nhầm"


def test_a_day_is_asked_for_where_a_period_will_not_do() -> None:
    one = chat()
    goto(one, "tt-ngay")
    one.says("quý II/2019")
    assert one.answer("tt-ngay") is None
    assert "đủ ngày, tháng, năm" in one.shown()


def test_a_report_that_is_whole_can_be_looked_through_question_by_question() -> None:
    one = chat()
    for place in here(one.view(), one.desk.now).find_all(here(one.view(), one.desk.now).keys):
        one.move(Pressed(Press(do="none", key=place.question.key, arg="khong-phat-sinh")))
    goto(one, "tt-co-quan")
    one.move(Pressed(Press(do="next", key="tt-co-quan")))
    assert "Chữ viết tắt" in one.shown()
