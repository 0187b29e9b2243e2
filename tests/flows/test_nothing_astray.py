"""What was typed for one question never lands in another, and nobody's answer gives way unseen."""

from __future__ import annotations

from decimal import Decimal

from chat import Chat, chat, goto, texts

from flows.turn import Press, Pressed
from flows.values import NumberValue


def test_a_paragraph_whose_question_was_ended_by_a_colleague_is_asked_about() -> None:
    one = chat()
    two = Chat(one.desk, name="Trần Văn Thử")
    goto(two, "dac-diem-tinh-hinh")
    two.says("Nội dung của người kia.")
    two.presses("Xong mục này")
    one.says("Nội dung cho mục một.")
    assert one.answer("lanh-dao-chi-dao") is None
    assert "Nội dung cho mục một." in one.shown()
    one.presses("Không ghi")
    assert one.answer("lanh-dao-chi-dao") is None


def test_a_short_answer_sent_again_does_not_fall_into_the_prose_behind_it() -> None:
    one = chat()
    goto(one, "tt-nguoi-ky")
    before = one.card
    one.says("Nguyễn Văn An")
    one.card = before
    one.says("Nguyễn Văn An")
    assert one.answer("tt-noi-nhan") is None


def test_both_parts_of_a_paste_over_a_colleagues_prose_are_asked_about() -> None:
    one = chat()
    two = Chat(one.desk, name="Trần Văn Thử")
    goto(two, "dac-diem-tinh-hinh")
    two.says("Của người kia.")
    one.says("a" * 4000, whole=False)
    one.says("b" * 100)
    assert texts(one, "dac-diem-tinh-hinh") == ["Của người kia."]
    assert sum(letter.card.startswith(one.person.id) for letter in one.letters) == 2


def test_a_number_is_not_taken_for_the_reason_that_a_colleague_has_begun() -> None:
    one = chat()
    two = Chat(one.desk, name="Trần Văn Thử")
    goto(one, "ty-le-2018")
    two.move(Pressed(Press(do="none", key="ty-le-2018", arg="chua-co-so-lieu")))
    one.says("12,5")
    assert one.answer("ty-le-2018").why == ""
    assert "Câu hỏi vừa thay đổi" in one.shown()


def test_an_edit_of_a_message_that_was_superseded_changes_nothing() -> None:
    one = chat()
    goto(one, "ty-le-2018")
    one.says("12")
    at = one.position - 1
    goto(one, "ty-le-2018")
    one.says("15")
    one.edits(at, "14")
    value = one.answer("ty-le-2018").value
    assert isinstance(value, NumberValue)
    assert value.number == Decimal(15)


def test_an_edit_to_nothing_that_shows_keeps_what_was_there() -> None:
    one = chat()
    one.says("Một.")
    one.edits(one.position - 1, "\u2060")
    assert texts(one, "dac-diem-tinh-hinh") == ["Một."]


def test_a_reason_is_not_put_over_what_a_colleague_has_written_unseen() -> None:
    one = chat()
    two = Chat(one.desk, name="Trần Văn Thử")
    goto(two, "dac-diem-tinh-hinh")
    two.says("Của người kia.")
    one.move(Pressed(Press(do="none", key="dac-diem-tinh-hinh", arg="khong-phat-sinh")))
    assert texts(one, "dac-diem-tinh-hinh") == ["Của người kia."]


def test_marks_heaped_on_a_letter_and_answers_without_end_are_turned_away() -> None:
    one = chat()
    one.says("a" + "\u0301" * 40)
    assert one.answer("dac-diem-tinh-hinh") is None
    one.says("x" * 200_001)
    assert one.answer("dac-diem-tinh-hinh") is None
    assert "quá dài" in one.shown()


def test_a_paragraph_that_comes_after_the_end_of_an_item_is_joined_to_nothing_before() -> None:
    one = chat()
    goto(one, "dac-diem-tinh-hinh")
    one.says("Phần đầu của một tin dài", whole=False)
    one.presses("Xong mục này")
    goto(one, "dac-diem-tinh-hinh")
    one.says("Một đoạn khác.")
    assert texts(one, "dac-diem-tinh-hinh") == ["Phần đầu của một tin dài", "Một đoạn khác."]
    assert not any(passage.seam for passage in one.answer("dac-diem-tinh-hinh").value.passages)
