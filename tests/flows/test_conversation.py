"""The officer's conversation, move by move, in memory."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from chat import PLAIN, Chat, chat, goto, texts

from flows.turn import Attached, Press, Pressed, Say
from flows.values import ItemsValue, NumberValue


def test_every_message_of_a_prose_is_kept_at_once_and_nothing_moves_on_until_it_is_ended() -> None:
    one = chat()
    one.says("Sở có 45 công chức.\n\nGồm 6 phòng.")
    one.says("Có 2 đơn vị sự nghiệp.")
    assert texts(one, "dac-diem-tinh-hinh") == ["Sở có 45 công chức.", "Gồm 6 phòng.", "Có 2 đơn vị sự nghiệp."]
    assert "I · câu 1" in one.shown()
    one.presses("Xong mục này")
    assert one.answer("dac-diem-tinh-hinh").state == "closed"
    assert "II.1 · câu 2" in one.shown()


def test_the_parts_of_a_paste_are_joined_and_the_seam_is_shown_and_can_be_parted() -> None:
    one = chat()
    one.says("a" * 4000, whole=False)
    one.says("phần sau của đoạn.\nĐoạn hai.")
    assert "Đã lưu 2 đoạn" in one.shown()
    assert "Chỗ nối" in one.shown()
    one.presses("Tách đoạn")
    assert "Đã lưu 3 đoạn" in one.shown()
    one.presses("Hoàn tác")
    assert "Đã lưu 2 đoạn" in one.shown()


def test_the_limit_of_the_messenger_cuts_a_word_without_a_blank_between() -> None:
    one = chat()
    one.says("x" * 4094 + "th", whole=False)
    one.says("i đua")
    assert "".join(texts(one, "dac-diem-tinh-hinh")).endswith("xthi đua")


@pytest.mark.parametrize("text", ["ok", "Alo?", "xin chào", "Cái này ghi thế nào?"])
def test_small_talk_is_not_kept_without_asking(text: str) -> None:
    one = chat()
    goto(one, "dac-diem-tinh-hinh")
    one.says(text)
    assert one.answer("dac-diem-tinh-hinh") is None
    one.presses("Ghi vào mục này")
    assert texts(one, "dac-diem-tinh-hinh") == [text]


def test_small_talk_that_is_turned_away_leaves_nothing_behind() -> None:
    one = chat()
    goto(one, "dac-diem-tinh-hinh")
    one.says("ok")
    one.presses("Không ghi")
    assert one.answer("dac-diem-tinh-hinh") is None
    assert "câu 1/" in one.shown()


def test_a_short_answer_given_again_by_hand_does_not_fall_into_the_next_question() -> None:
    one = chat()
    goto(one, "tap-huan")
    held = one.card
    one.says("12")
    later = one.card
    one.card = held  # The card of the next question has not been delivered yet when the person sends "12" again.
    one.says("12")
    assert "Ghi “12” vào" in one.shown()
    item = one.answer("tap-huan").value.items[0]
    assert [entry.key for entry in item.entries] == ["so-lop"]
    one.card = later
    one.presses("Ghi 12")
    assert one.answer("tap-huan").value.items[0].entry("so-nguoi").value.number == 12


def test_a_message_said_before_its_card_was_delivered_is_asked_about() -> None:
    one = chat()
    goto(one, "tap-huan")
    one.desk.now -= timedelta(minutes=5)
    one.says("12")
    assert "Ghi “12” vào" in one.shown()


def test_a_reading_that_could_be_two_things_is_asked_back_with_both() -> None:
    one = chat()
    goto(one, "van-ban-cach-neu")
    one.presses("Nhập từng văn bản")
    one.says("12/KH")
    one.says("5/4/75")
    assert [button.label for button in one.buttons()][:3] == ["Ghi 05/4/1975", "Ghi 05/4/2075", "Không ghi"]
    one.presses("Ghi 05/4/1975")
    assert one.answer("van-ban").value.items[0].entry("ngay").value.period.first.year == 1975


def test_a_number_out_of_bounds_is_not_a_reading() -> None:
    one = chat()
    goto(one, "ty-le-2018")
    one.says("1,234")
    assert one.answer("ty-le-2018").value.number == Decimal("1.234")
    goto(one, "ty-le-2018")
    one.says("101")
    assert "từ 0 đến 100" in one.shown()


def test_a_text_where_a_number_is_asked_leaves_the_question_standing() -> None:
    one = chat()
    goto(one, "tap-huan")
    one.says("mười hai")
    assert "số nguyên" in one.shown()
    assert "bao nhiêu lớp" in one.shown()
    assert one.answer("tap-huan") is None


def test_a_repeat_goes_on_with_the_next_thing_until_it_is_ended() -> None:
    one = chat()
    goto(one, "van-ban-cach-neu")
    one.presses("Nhập từng văn bản")
    for said in ("12/KH", "15/5/2014", "Sở", "Kế hoạch", "13/KH", "05/4/2018", "UBND tỉnh", "Kế hoạch 2"):
        one.says(said)
    one.presses("Xong mục này")
    value = one.answer("van-ban").value
    assert isinstance(value, ItemsValue)
    assert len(value.items) == 2
    assert one.answer("van-ban").state == "closed"


def test_figures_that_are_not_there_yet_want_a_why_and_a_when() -> None:
    one = chat()
    goto(one, "tuyen-truyen")
    one.presses("Không có nội dung")
    one.presses("Chưa có số liệu")
    assert not one.answer("tuyen-truyen").done
    one.says("chờ tổng hợp")
    one.says("trước 15/01")
    answer = one.answer("tuyen-truyen")
    assert (answer.why, answer.due, answer.done) == ("chờ tổng hợp", "trước 15/01", True)


def test_what_a_reason_replaced_can_be_had_back() -> None:
    one = chat()
    one.says("Nội dung dài.")
    one.presses("Không có nội dung")
    one.presses("Không phát sinh")
    assert one.answer("dac-diem-tinh-hinh").value is None
    one.presses("Hoàn tác")
    assert texts(one, "dac-diem-tinh-hinh") == ["Nội dung dài."]


def test_what_was_put_off_comes_round_again() -> None:
    one = chat()
    one.says("để sau")
    assert "II.1" in one.shown()
    while "để sau. Đồng chí bấm" not in one.shown():
        one.says("để sau")
    one.presses("Làm tiếp")
    assert "I · câu 1/" in one.shown()


@pytest.mark.parametrize("word", ["mục lục", "Muc luc", "/mucluc", "MỤC LỤC", "mu\u0323c lu\u0323c"])
def test_a_command_is_understood_however_it_is_typed(word: str) -> None:
    one = chat()
    one.says(word)
    assert "Mục lục" in one.shown()


def test_a_command_word_inside_a_sentence_is_content() -> None:
    one = chat()
    one.says("Xem mục lục và bỏ qua phần phụ.")
    assert texts(one, "dac-diem-tinh-hinh") == ["Xem mục lục và bỏ qua phần phụ."]


def test_two_officers_share_a_draft_and_a_newer_answer_is_not_overwritten_unseen() -> None:
    one = chat()
    two = Chat(one.desk, name="Trần Văn Thử")
    for each in (one, two):
        goto(each, "tt-co-quan")
    one.says("SỞ A")
    two.says("SỞ B")
    assert "Dùng nội dung nào?" in two.shown()
    assert one.answer("tt-co-quan").value.text == "SỞ A"
    two.presses("Dùng nội dung của tôi")
    assert one.answer("tt-co-quan").value.text == "SỞ B"
    assert one.answer("tt-co-quan").by.endswith("Trần Văn Thử")


def test_a_prose_that_somebody_else_has_written_to_is_shown_before_more_is_added() -> None:
    one = chat()
    two = Chat(one.desk, name="Trần Văn Thử")
    goto(two, "dac-diem-tinh-hinh")
    one.says("Đoạn của người thứ nhất.")
    two.says("Đoạn của người thứ hai.")
    assert "Đoạn của người thứ nhất." in two.shown()
    assert texts(one, "dac-diem-tinh-hinh") == ["Đoạn của người thứ nhất."]
    two.presses("Ghi vào mục này")
    assert texts(one, "dac-diem-tinh-hinh") == ["Đoạn của người thứ nhất.", "Đoạn của người thứ hai."]


def test_an_edited_message_changes_the_paragraphs_that_came_from_it() -> None:
    one = chat()
    one.says("Một.\nHai.")
    at = one.position - 1
    one.says("Ba.")
    one.edits(at, "Một sửa.")
    assert texts(one, "dac-diem-tinh-hinh") == ["Một sửa.", "Ba."]


def test_an_edited_number_is_read_again_and_an_unreadable_one_keeps_the_old() -> None:
    one = chat()
    goto(one, "ty-le-2014")
    one.says("12,5")
    at = one.position - 1
    one.edits(at, "13,5")
    assert one.answer("ty-le-2014").value.number == Decimal("13.5")
    one.edits(at, "nhiều")
    assert isinstance(one.answer("ty-le-2014").value, NumberValue)
    assert "được giữ nguyên" in one.shown()


@pytest.mark.parametrize("what", ["photo", "voice", "video", "sticker", "location", "contact", "other", "document"])
def test_what_cannot_be_taken_gets_one_sentence_and_the_question_stays(what: str) -> None:
    one = chat()
    one.move(Attached(what, source="s", said_at=one.desk.now, position=99, name="a.docx"))
    assert "câu 1/" in one.shown()
    assert not one.desk.answers


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x07", "\u200b"])
def test_an_empty_message_gets_one_sentence(text: str) -> None:
    one = chat()
    one.says(text)
    assert "không có chữ nào" in one.shown()
    assert not one.desk.answers


def test_a_button_of_nowhere_is_explained() -> None:
    one = chat()
    one.move(Pressed(None))
    assert "không còn dùng được" in one.shown()


def test_an_old_button_whose_answer_has_changed_does_nothing() -> None:
    one = chat()
    one.says("Một.")
    old = next(button for button in one.buttons() if button.label == "Bỏ đoạn cuối")
    one.says("Hai.")
    one.press(old)
    assert texts(one, "dac-diem-tinh-hinh") == ["Một.", "Hai."]
    assert "đã thay đổi" in one.shown()


def test_the_part_of_the_three_press_units_is_not_so_much_as_mentioned_to_others() -> None:
    others, own = _all_text(chat(PLAIN)), _all_text(chat())
    assert any("chuyên trang" in text for text in own)
    assert not any("chuyên trang" in text for text in others)


def _all_text(one: Chat) -> list[str]:
    papers = one.view().papers
    return [str(question) for paper in papers for _, question in paper.asked.values()]


def test_a_help_that_is_long_is_folded_and_can_be_opened() -> None:
    one = chat()
    turn = one.says("trợ giúp")
    assert any(
        isinstance(effect, Say) and "Cách làm việc" in "".join(r.text for r in effect.runs) for effect in turn.effects
    )


def test_a_button_of_another_draft_does_nothing_here() -> None:
    one = chat()
    one.says("Một.")
    one.move(Pressed(Press(do="none", draft="chi-thi-34/so-khac", key="dac-diem-tinh-hinh", arg="khong-phat-sinh")))
    assert texts(one, "dac-diem-tinh-hinh") == ["Một."]
    assert "không còn dùng được" in one.shown()


def test_a_message_that_stands_above_its_card_is_asked_about_even_in_the_same_second() -> None:
    one = chat()
    goto(one, "tap-huan")
    one.position -= 2
    one.desk.now -= timedelta(seconds=2)
    one.says("12")
    assert "Ghi “12” vào" in one.shown()


def test_a_confirmation_counts_once() -> None:
    one = chat()
    goto(one, "dac-diem-tinh-hinh")
    one.says("ok")
    twice = next(button for button in one.buttons() if button.label == "Ghi vào mục này")
    one.press(twice)
    one.press(twice)
    assert texts(one, "dac-diem-tinh-hinh") == ["ok"]
    assert "đã được xử lý" in one.shown()


def test_a_confirmation_counts_for_the_person_who_was_asked_alone() -> None:
    one = chat()
    goto(one, "dac-diem-tinh-hinh")
    two = Chat(one.desk, name="Trần Văn Thử")
    one.says("ok")
    button = next(button for button in one.buttons() if button.label == "Ghi vào mục này")
    two.press(button)
    assert one.answer("dac-diem-tinh-hinh") is None


def test_nothing_is_brought_back_over_what_was_written_since() -> None:
    one = chat()
    one.says("Một.")
    one.says("Hai.")
    one.presses("Bỏ đoạn cuối")
    undo = next(button for button in one.buttons() if button.label == "Hoàn tác")
    one.says("Ba.")
    one.press(undo)
    assert texts(one, "dac-diem-tinh-hinh") == ["Một.", "Ba."]


def test_an_edit_does_not_go_over_what_a_colleague_has_written_since() -> None:
    one = chat()
    two = Chat(one.desk, name="Trần Văn Thử")
    goto(one, "tt-co-quan")
    one.says("SỞ A")
    at = one.position - 1
    goto(two, "tt-co-quan")
    two.says("SỞ B")
    one.edits(at, "SỞ C")
    assert one.answer("tt-co-quan").value.text == "SỞ B"
    assert "Trần Văn Thử" in one.shown()
