from __future__ import annotations

import io
import sys
import unicodedata

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from flows.text import (
    MOST_MARKS,
    clip,
    fold,
    narrow,
    nfc,
    nfd,
    overladen,
    paragraphs,
    printable,
    utf16_length,
    word_count,
)

ANY_TEXT = st.text(alphabet=st.characters(), max_size=60)
VIETNAMESE = st.text(alphabet="aăâeêioôơuưyđĐ áàảãạ ấầẩẫậ ắằẳẵặ éèẻẽẹ ớờởỡợ ứừửữự /.,!?-–“”\u00a0\u200b", max_size=40)


NORMALIZE = unicodedata.normalize
MARKS = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(NORMALIZE("NFD", char)[0])]
TROUBLESOME = "\u0300\u0301\u0302\u0306\u0323\u0327\u0344\u0345\u0f71\u0f73\u302a\u302d"
HEAPS = st.lists(
    st.tuples(
        st.sampled_from(["", "a", "e", "ế", "ậ", "ḝ", "đ", "한", "\u200b"]),
        st.one_of(st.text(TROUBLESOME, max_size=80), st.text(st.sampled_from(MARKS), max_size=80)),
    ).map("".join),
    max_size=4,
).map("".join)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Bỏ  Qua!", "bo qua"),
        ("bo qua", "bo qua"),
        ("BỎ QUA", "bo qua"),
        ("Bỏ\u00a0qua\u200b.", "bo qua"),
        ("\u202fBỏ\u3000\t qua\n", "bo qua"),
        ("“Đề cương”", "de cuong"),
        ("Ðề cương", "de cuong"),
        ("(Để sau)…", "de sau"),
        ("– Gửi báo cáo;", "gui bao cao"),
        ("6—9", "6-9"),
        ("cán bộ’s", "can bo's"),
        ("/Bieu", "/bieu"),
        ("“/bieu”", "/bieu"),
        ("12 %", "12 %"),
        ("✅\ufe0f Gửi", "✅ gui"),
        ("\ufeffmục\u00adlục", "mucluc"),
        ("?!…", ""),
        ("", ""),
    ],
)
def test_what_is_typed_in_many_ways_is_compared_as_one(typed: str, folded: str) -> None:
    assert fold(typed) == folded
    assert fold(unicodedata.normalize("NFD", typed)) == folded


@given(st.one_of(ANY_TEXT, VIETNAMESE))
def test_folding_does_not_depend_on_the_form_and_is_done_in_one_go(text: str) -> None:
    folded = fold(text)
    assert folded == fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))
    assert fold(folded) == folded


@given(st.one_of(HEAPS, ANY_TEXT, VIETNAMESE))
def test_the_normal_forms_are_those_of_unicode_however_many_marks_stand_on_a_letter(text: str) -> None:
    assert nfc(text) == unicodedata.normalize("NFC", text)
    assert nfd(text) == unicodedata.normalize("NFD", text)


def moved(text: str) -> int:
    """Past how many others a mark of the text is moved at most; they are put in order by insertion."""
    farthest, standing = 0, list[int]()
    for char in "".join(NORMALIZE("NFD", char) for char in text):
        rank = unicodedata.combining(char)
        farthest = max(farthest, sum(other > rank > 0 for other in standing))
        standing = [*standing, rank] if rank else []
    return farthest


@pytest.mark.parametrize(
    "heap",
    [
        "a" + "\u0301\u0316" * 200,
        "ế" + "\u302d\u302a" * 200,
        "한" + "\u0f73" * 200,
        "e" + "\u0344\u0323" * 200,
        "o" + "\u0301\u0345\u0316" * 200,
        "u" + ("\u0301" * 20 + "\u200b" + "\u0316" * 20 + "\u200b") * 10,
        "y" + ("\u0301" * 20 + "\x00" + "\u0316" * 20 + "\x00") * 10,
    ],
    ids=ascii,
)
def test_the_library_never_has_a_heap_to_put_in_order(heap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given_to_it: list[str] = []
    monkeypatch.setattr(
        unicodedata, "normalize", lambda form, text: (given_to_it.append(text), NORMALIZE(form, text))[1]
    )
    for act in (nfc, nfd, fold, printable):
        act(heap)
    assert len(given_to_it) > 4
    assert max(map(moved, given_to_it)) <= 2 * MOST_MARKS + 3


def test_more_marks_of_whatever_kind_than_any_writing_has_are_too_many() -> None:
    assert len(MARKS) > 900
    assert [mark for mark in MARKS if not overladen("a" + mark * (MOST_MARKS + 1))] == []
    assert [mark for mark in MARKS if overladen(("a" + mark * MOST_MARKS) * 2)] == []
    assert overladen("a" + "".join(MARKS[:MOST_MARKS]) + "\u0f73")


@given(VIETNAMESE)
def test_nothing_ordinary_is_overladen(text: str) -> None:
    assert not overladen(text)
    assert not overladen(unicodedata.normalize("NFD", text))


@given(VIETNAMESE)
def test_nothing_vietnamese_is_left_after_folding_but_plain_letters(text: str) -> None:
    assert fold(text).isascii()


def test_full_width_signs_become_ordinary_ones() -> None:
    assert narrow("０１２－９／．，％ Ａ đ") == "012-9/.,% A đ"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\x0cc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\x00\x07\x1f\ufffe\uffff\ud800\udfffb", "ab"),
        ("ba\u0309\u200dn\tte\u0302\u0301", "bả\u200dn\ttế"),
        ("e\x00\u0301", "é"),
        ("😀", "😀"),
    ],
)
def test_printed_text_is_composed_and_fit_for_xml(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_every_code_point_goes_through_a_word_document_and_back() -> None:
    blocks = ["".join(map(chr, range(start, start + 0x1000))) for start in range(0, 0x30000, 0x1000)]
    lines = [line for block in blocks for line in printable(block).split("\n")]
    document, saved = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(saved)
    assert [paragraph.text for paragraph in Document(saved).paragraphs] == lines


@given(ANY_TEXT)
def test_printing_twice_changes_nothing_more(text: str) -> None:
    printed = printable(text)
    assert printable(printed) == printed == nfc(printed)


def test_each_line_that_shows_something_is_a_paragraph_and_stays_as_typed() -> None:
    typed = " I. Ti\u0300nh hi\u0300nh \r\n\r\n \u00a0\u200b\n-\x00\x0bhai\u2028ba"
    assert paragraphs(typed) == (" I. Ti\u0300nh hi\u0300nh ", "-\x00", "hai", "ba")
    assert paragraphs("\n \t\u200b\x07") == ()


@given(ANY_TEXT)
def test_a_paragraph_prints_as_one_line(text: str) -> None:
    assert all("\n" not in printable(paragraph) for paragraph in paragraphs(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), (" - – … ", 0), ("Đã mở 12 lớp, 1.240 người", 6), ("a\u00a0b\nc\td", 4), ("hai-ba", 1)],
)
def test_words_are_counted_as_a_reader_does(text: str, words: int) -> None:
    assert word_count(text) == words


@given(ANY_TEXT)
def test_the_length_is_that_of_the_utf16_form(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("text", "limit", "clipped"),
    [
        ("Kết quả", 7, "Kết quả"),
        ("Kết quả", 6, "Kết q…"),
        ("Kết quả", 5, "Kết…"),
        ("Ke\u0302\u0301t qua\u0309", 4, "K…"),
        ("a👩\u200d👩\u200d👧bc", 4, "a…"),
        ("a👍\U0001f3fdbc", 3, "a…"),
        ("e\u0301\u0301\u0301\u0301", 3, "…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("abc", -1, ""),
    ],
)
def test_a_clipped_text_keeps_letters_whole(text: str, limit: int, clipped: str) -> None:
    assert clip(text, limit) == clipped


@given(ANY_TEXT, st.integers(0, 70))
def test_a_clipped_text_is_never_longer_than_asked(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert len(clipped) <= limit
    assert clipped == text or text.startswith(clipped.removesuffix("…"))
