"""A Party report looks as Hướng dẫn 36-HD/VPTW says, rule by rule, in the reopened document."""

from __future__ import annotations

import pytest
from docx.enum.text import WD_LINE_SPACING
from reports import PARTY
from word_opened import after, every_paragraph, looks, of_style, only, opened, rule_length, texts

from exports.word_widths import text_width


@pytest.fixture(scope="module")
def party():
    return opened(PARTY)


def test_the_margins_are_those_of_the_party(party):
    page = party.sections[0]
    sides = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(side.mm) for side in sides] == [20, 20, 30, 15]


def test_the_head_names_the_party_and_not_the_nation(party):
    everything = "\n".join(p.text for p in every_paragraph(party))
    assert "CỘNG HÒA" not in everything
    assert "Độc lập" not in everything
    name = only(party, "Nation")
    assert (name.text, looks(name)) == ("ĐẢNG CỘNG SẢN VIỆT NAM", (15, "b"))


def test_the_rule_below_the_party_is_as_long_as_its_name(party):
    right = party.tables[0].columns[1].width.mm
    width = text_width("ĐẢNG CỘNG SẢN VIỆT NAM", 15)
    assert width < right
    assert rule_length(after(party, "Nation"), right) == pytest.approx(width, 0.01)


def test_a_star_stands_below_the_issuing_body_instead_of_a_rule(party):
    left = party.tables[0].rows[0].cells[0].paragraphs
    assert [p.text for p in left] == ["ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH", "ĐẢNG ỦY SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "*"]
    assert [looks(p) for p in left[:2]] == [(14, ""), (14, "b")]


@pytest.mark.parametrize(("number", "printed"), [("", "Số       -BC/ĐU"), ("7", "Số 07-BC/ĐU"), ("12", "Số 12-BC/ĐU")])
def test_the_number_has_no_colon_a_hyphen_and_then_a_slash(number, printed):
    document = opened(PARTY.model_copy(update={"number": number}))
    assert texts(document, "Number") == [printed]
    assert looks(only(document, "Number")) == (14, "")


def test_the_date_is_italic_and_blank(party):
    assert only(party, "Date").text == "Lạng Sơn, ngày       tháng       năm 2019"
    assert looks(only(party, "Date")) == (14, "i")


def test_the_title_is_larger_the_subject_begins_in_lower_case_and_five_hyphens_follow(party):
    assert looks(only(party, "Title")) == (16, "b")
    subject = only(party, "Subtitle")
    assert subject.text.startswith("sơ kết 05 năm")
    assert looks(subject) == (14, "b")
    assert after(party, "Subtitle").text == "-----"


def test_a_subject_that_begins_with_an_abbreviation_keeps_it():
    assert only(opened(PARTY.model_copy(update={"subject": "CCHC năm 2018"})), "Subtitle").text == "CCHC năm 2018"


def test_the_body_is_set_on_an_exact_line_of_18_to_22_points(party):
    for style in ("BodyText", "Heading1", "Heading2"):
        layout = of_style(party, style)[0].style.paragraph_format
        assert layout.line_spacing_rule == WD_LINE_SPACING.EXACTLY
        assert 18 <= layout.line_spacing.pt <= 22


def test_the_text_ends_with_a_plain_full_stop(party):
    assert texts(party, "BodyText")[-1].endswith("tỉnh Lạng Sơn.")
    assert "./." not in texts(party, "BodyText")[-1]


def test_the_foot_is_the_partys(party):
    left, right = party.tables[-1].rows[0].cells
    assert [p.text for p in left.paragraphs] == [
        "Nơi nhận:",
        "- Ban Thường vụ Đảng ủy Khối;",
        "- Các chi bộ trực thuộc;",
        "- Lưu Văn phòng Đảng ủy.",
    ]
    assert [looks(p) for p in left.paragraphs[:2]] == [(14, "u"), (12, "")]
    written = [p for p in right.paragraphs if p.text]
    assert [p.text for p in written] == ["T/M BAN CHẤP HÀNH", "BÍ THƯ", "Hoàng Văn Thành"]
    assert [looks(p) for p in written] == [(14, "b"), (14, ""), (14, "b")]
