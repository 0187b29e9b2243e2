"""An officer's question about an item goes to the office and the answer back; nothing of it falls into the report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from room import Room, Somebody, a_room, button

from bot.channel import Gone
from flows.campaign import Person
from flows.draft import Inquiry
from flows.rights import may

DRAFT = "chi-thi-34/stttt"
QUESTION = "Số liệu mục này tính từ năm nào?"
ANSWER = "Tính từ năm 2014 đến hết năm 2018."


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as one:
        yield one


def said(messages) -> str:
    return "\n".join(message.text for message in messages)


def inquiries(room: Room) -> tuple[Inquiry, ...]:
    with room.store.begin() as ledger:
        return ledger.rosters.inquiries(DRAFT)


def written(room: Room) -> list[str]:
    """The paragraphs of the first question."""
    with room.store.begin() as ledger:
        answer = ledger.records.answers(DRAFT).get("dac-diem-tinh-hinh")
    return [passage.text for passage in answer.value.passages] if answer else []


def asking(room: Room) -> tuple[Somebody, Somebody]:
    """A coordinator, and an officer who is asked what the office is to be asked."""
    ban = room.coordinator()
    hoa = room.officer()
    hoa.presses("Bắt đầu")
    hoa.presses("Hỏi đầu mối")
    ban.new()
    return ban, hoa


def test_a_question_goes_to_each_coordinator_and_the_answer_to_the_unit(room) -> None:
    ban, hoa = asking(room)
    binh = room.coordinator("BINH", "Đỗ Văn Bình")
    nam = room.officer("NAM", "Lê Văn Nam")
    sent = said(hoa.says(QUESTION))
    assert "Câu hỏi đã gửi" in sent
    assert "I · câu 1/" in sent
    for one in (ban, binh):
        assert "Sở Thông tin và Truyền thông hỏi về mục I – Đặc điểm" in (letter := said(one.new()))
        assert QUESTION in letter
    nam.new(), hoa.new()
    ban.presses("Trả lời")
    assert "Đã gửi câu trả lời" in said(ban.says(ANSWER))
    for one in (hoa, nam):
        assert ANSWER in said(one.new())
    (kept,) = inquiries(room)
    assert (kept.id, kept.key, kept.answer) == (f"{DRAFT}#1", "dac-diem-tinh-hinh", ANSWER)
    assert (kept.by, kept.answered_by) == ("stttt.hoa", "ban-tdkt.ban")
    card = said(nam.presses("Mở mục này"))
    assert QUESTION in card
    assert ANSWER in card
    assert "đã trả lời" in said(binh.screen[-1:])


def test_the_item_stays_as_it_is_and_the_card_shows_that_an_answer_is_waited_for(room) -> None:
    _, hoa = asking(room)
    card = said(hoa.says(QUESTION))
    assert "Đang chờ trả lời" in card
    assert written(room) == []
    hoa.says("Đặc điểm của đơn vị.")
    assert written(room) == ["Đặc điểm của đơn vị."]


def test_the_first_answer_counts_and_the_second_coordinator_is_told(room) -> None:
    ban, hoa = asking(room)
    binh = room.coordinator("BINH", "Đỗ Văn Bình")
    hoa.says(QUESTION)
    ban.presses("Trả lời")
    binh.presses("Trả lời")
    ban.says(ANSWER)
    hoa.new()
    assert "Hoàng Văn Bàn đã trả lời" in said(binh.says("Tính từ năm 2010."))
    assert inquiries(room)[0].answer == ANSWER
    assert hoa.new() == []
    assert "Hoàng Văn Bàn đã trả lời" in said(binh.presses_old("Trả lời"))
    binh.says("Thêm nữa.")
    assert inquiries(room)[0].answer == ANSWER


def test_two_questions_are_answered_each_on_its_own(room) -> None:
    ban, hoa = asking(room)
    hoa.says(QUESTION)
    hoa.presses("Hỏi đầu mối")
    hoa.says("Có cần phụ lục không?")
    first = next(one for one in ban.chat if QUESTION in one.text)
    ban.does(ban.tap(first.letter.id, 0))
    ban.says(ANSWER)
    assert [one.answer for one in inquiries(room)] == [ANSWER, ""]
    assert "Có cần phụ lục không?" in said(hoa.says("tiếp tục"))


@pytest.mark.parametrize("cut", [4096 + 300, 1001])
def test_a_long_message_is_sent_nowhere_and_neither_is_its_rest(room, cut) -> None:
    _, hoa = asking(room)
    text = said(hoa.says("a" * cut))
    assert "chưa được gửi đi" in text
    assert "gọn trong một tin nhắn" in text
    assert inquiries(room) == ()
    assert written(room) == []
    hoa.says(QUESTION)
    assert inquiries(room)[0].text == QUESTION


def test_a_message_that_goes_on_in_another_is_sent_nowhere_however_short(room) -> None:
    _, hoa = asking(room)
    hoa.does(hoa.raw(what="typed", text="Phần đầu", whole=False))
    assert inquiries(room) == ()


@pytest.mark.parametrize("nothing", ["\u2060", " \n ", "a" + "\u0301" * 40])
def test_a_message_that_shows_nothing_or_too_much_is_asked_for_again(room, nothing) -> None:
    _, hoa = asking(room)
    hoa.says(nothing)
    assert inquiries(room) == ()
    hoa.says(QUESTION)
    assert len(inquiries(room)) == 1


@pytest.mark.parametrize("what", ["photo", "voice", "sticker"])
def test_what_is_no_text_is_turned_away_and_the_question_still_awaited(room, what) -> None:
    _, hoa = asking(room)
    assert "chỉ nhận chữ" in said(hoa.sends(what))
    hoa.sends_file("bieu.xlsx", b"PK")
    hoa.says(QUESTION)
    assert inquiries(room)[0].text == QUESTION
    assert written(room) == []


@pytest.mark.parametrize("press", ["Thôi", "Mục lục"])
def test_pressing_anything_else_ends_it_and_the_next_message_is_the_reports(room, press) -> None:
    _, hoa = asking(room)
    if press == "Mục lục":
        hoa.says("mục lục")
        hoa.presses("Làm tiếp")
    else:
        hoa.presses(press)
    hoa.says("Đặc điểm của đơn vị.")
    assert inquiries(room) == ()
    assert written(room) == ["Đặc điểm của đơn vị."]


def test_an_old_button_of_the_report_ends_it_too(room) -> None:
    _, hoa = asking(room)
    hoa.presses_old("Để sau")
    hoa.says("Nội dung.")
    assert inquiries(room) == ()


def test_a_draft_that_comes_meanwhile_leaves_the_asking_on_the_screen(room) -> None:
    ban = room.coordinator()
    hoa = room.officer()
    hoa.presses("Bắt đầu")
    asks = hoa.tap(*button(hoa.screen, "Hỏi đầu mối"))
    new = hoa.does(hoa.raw(what="typed", text="xem dự thảo"), asks)
    assert any(one.file for one in new)
    assert "gõ câu hỏi" in new[-1].text
    hoa.says(QUESTION)
    assert inquiries(room)[0].text == QUESTION
    assert written(room) == []
    assert QUESTION in said(ban.new())


def test_an_earlier_answer_that_is_edited_meanwhile_leaves_the_asking_on_the_screen(room) -> None:
    _, hoa = asking(room)
    hoa.presses("Thôi")
    hoa.says("Một đoạn.")
    hoa.presses("Hỏi đầu mối")
    assert "gõ câu hỏi" in said(hoa.edits("Một đoạn đã sửa."))
    hoa.says(QUESTION)
    assert written(room) == ["Một đoạn đã sửa."]
    assert len(inquiries(room)) == 1


def test_two_messages_typed_at_once_are_one_question_and_one_to_be_confirmed(room) -> None:
    _, hoa = asking(room)
    first = hoa.raw(what="typed", text=QUESTION)
    second = hoa.raw(what="typed", text="Và có cần biểu không?")
    hoa.does(first, second)
    assert [one.text for one in inquiries(room)] == [QUESTION]
    assert written(room) == []


def test_by_command_it_is_about_the_item_on_the_screen_and_by_a_name_of_a_button_too(room) -> None:
    room.coordinator()
    hoa = room.officer()
    hoa.presses("Bắt đầu")
    assert "Đặc điểm" in said(hoa.says("/hoidaumoi"))
    hoa.says(QUESTION)
    assert inquiries(room)[0].key == "dac-diem-tinh-hinh"


def test_where_no_coordinator_can_be_reached_nothing_is_asked(room) -> None:
    hoa = room.officer()
    hoa.presses("Bắt đầu")
    assert "Hỏi đầu mối" not in hoa.last.labels
    ban = room.coordinator()
    room.channel.faults[ban.address] = [Gone()]
    ban.says("/start")
    assert "liên hệ trực tiếp" in said(hoa.says("/hoidaumoi"))
    hoa.says("Đặc điểm của đơn vị.")
    assert inquiries(room) == ()


def test_two_officers_who_ask_at_once_are_both_heard(room) -> None:
    _, hoa = asking(room)
    nam = room.officer("NAM", "Lê Văn Nam")
    nam.presses("Bắt đầu")
    nam.presses("Hỏi đầu mối")
    room.take(hoa.raw(what="typed", text="Câu một?"), nam.raw(what="typed", text="Câu hai?"))
    assert sorted(one.text for one in inquiries(room)) == ["Câu hai?", "Câu một?"]
    assert [one.id for one in inquiries(room)] == [f"{DRAFT}#1", f"{DRAFT}#2"]


def test_a_coordinator_who_has_gone_elsewhere_answers_nobody_by_accident(room) -> None:
    ban, hoa = asking(room)
    hoa.says(QUESTION)
    ban.presses("Trả lời")
    ban.presses("Thôi")
    ban.says("Việc khác.")
    assert inquiries(room)[0].answer == ""
    ban.presses("Trả lời")
    ban.says("x" * 2001)
    assert inquiries(room)[0].answer == ""
    ban.says(ANSWER)
    assert inquiries(room)[0].answer == ANSWER


def test_what_a_coordinator_types_under_another_screen_is_asked_for_again(room) -> None:
    ban, hoa = asking(room)
    hoa.says(QUESTION)
    ban.presses("Trả lời")
    ban.does(ban.raw(what="typed", text="x" * 2001), ban.raw(what="typed", text="phần còn lại"))
    assert inquiries(room)[0].answer == ""


def test_an_officer_may_not_reply_and_a_coordinators_question_is_no_officers(room) -> None:
    officer = Person(id="o", name="o", unit="u")
    assert not may(officer, "reply")
    assert may(officer, "ask-office")
    assert not may(officer.model_copy(update={"role": "head"}), "ask-office")
    assert not may(officer.model_copy(update={"role": "head"}), "assign-give")


def test_the_question_of_a_report_is_no_part_of_it_even_over_a_choice(room) -> None:
    room.coordinator()
    hoa = room.officer()
    hoa.says("mục lục")
    hoa.presses(next(label for label in hoa.last.labels if "Cách nêu các văn bản" in label))
    hoa.presses("Hỏi đầu mối")
    hoa.says("Viết thành đoạn văn")
    assert inquiries(room)[0].text == "Viết thành đoạn văn"
    with room.store.begin() as ledger:
        assert ledger.records.answers(DRAFT) == {}
