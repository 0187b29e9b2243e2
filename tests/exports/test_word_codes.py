"""A code stands on one line, whatever the width of the page, and is read back as it was typed."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from reports import BARE, documents_table, heading, text
from word_opened import every_paragraph, only, opened


def printed(sentence: str):
    return only(opened(BARE.model_copy(update={"blocks": (text(sentence),)})), "BodyText")


def firm_hyphens(paragraph) -> int:
    return len(paragraph._p.findall(".//" + qn("w:noBreakHyphen")))


CODES = (
    "34-CT/TW",
    "12/KH-STTTT",
    "146/QĐ-STTTT",
    "BC-STTTT",
    "91/2017/NĐ-CP",
    "05-NQ/ĐU",
    "1234/QĐ-TTg",
    "15/TTr-SNV",
    "21-CTr/TU",
    "318/STTTT-VP",
    "02/TB-T78",
)


@pytest.mark.parametrize("code", CODES)
def test_the_hyphen_of_a_code_holds_it_together(code):
    paragraph = printed(f"Thực hiện văn bản số {code} của cấp trên")
    assert firm_hyphens(paragraph) == 1
    assert paragraph.text == f"Thực hiện văn bản số {code} của cấp trên./."


@pytest.mark.parametrize(
    "sentence",
    ["giai đoạn 2014-2018", "Thi đua - Khen thưởng", "phát thanh-truyền hình", "Lạng Sơn-Hà Nội", "từ 5-7 ngày", "-TW"],
)
def test_any_other_hyphen_is_left_as_it_is(sentence):
    assert firm_hyphens(printed(sentence)) == 0


def test_a_code_with_several_hyphens_is_held_together_at_each():
    paragraph = printed("số 25/QĐ-UBND-VX")
    assert firm_hyphens(paragraph) == 2
    assert paragraph.text == "số 25/QĐ-UBND-VX./."


def test_codes_are_held_together_in_the_head_in_headings_and_in_tables():
    blocks = (heading(1, "I.", "Chỉ thị số 34-CT/TW"), documents_table(), text("Hết"))
    document = opened(BARE.model_copy(update={"blocks": blocks, "subject": "Thực hiện Chỉ thị số 30-CT/TU"}))
    found = {p.style.style_id: p.text for p in every_paragraph(document) if firm_hyphens(p)}
    assert found["Subtitle"] == "Thực hiện Chỉ thị số 30-CT/TU"
    assert found["Heading1"] == "I. Chỉ thị số 34-CT/TW"
    assert "TableText" in found
