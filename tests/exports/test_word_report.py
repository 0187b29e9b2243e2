"""A state report looks as Nghị định 30/2020/NĐ-CP says, rule by rule, in the reopened document."""

from __future__ import annotations

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from reports import BARE, BLOCKS, DRAFT, STATE, documents_table, heading, item, text
from word_opened import after, alignment, every_paragraph, looks, of_style, only, opened, rule_length, texts

from exports.word_widths import balanced, text_width
from flows.report import Paragraph, Report, Run

LINE = 1.15
"""The height of a line of Times New Roman to its size."""


@pytest.fixture(scope="module")
def state():
    return opened(STATE)


@pytest.fixture(scope="module")
def draft():
    return opened(DRAFT)


def changed(**fields) -> Report:
    return BARE.model_copy(update=fields)


def letterhead(**fields) -> Report:
    return changed(letterhead=BARE.letterhead.model_copy(update=fields))


def body(*blocks) -> list[str]:
    return texts(opened(changed(blocks=blocks)), "BodyText")


def test_the_page_is_a4_with_the_margins_of_the_decree(state):
    page = state.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert page.orientation == WD_ORIENT.PORTRAIT
    assert 20 <= page.top_margin.mm <= 25.1
    assert 20 <= page.bottom_margin.mm <= 25.1
    assert 29.9 <= page.left_margin.mm <= 35
    assert 15 <= page.right_margin.mm <= 20.1


def test_every_page_but_the_first_shows_its_arabic_number_in_the_middle_of_the_top_margin(state):
    page = state.sections[0]
    assert page.different_first_page_header_footer
    (number,) = page.header.paragraphs
    assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
    assert (alignment(number), looks(number)) == ("center", (14, ""))
    assert page.first_page_header.paragraphs[0].text == ""
    assert not page.first_page_header._element.findall(".//" + qn("w:fldSimple"))


def test_the_head_says_the_nation_and_its_motto_on_the_right(state):
    nation, motto = only(state, "Nation"), only(state, "Motto")
    assert nation.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert (looks(nation), alignment(nation)) == ((12, "b"), "center")
    assert motto.text == "Độc lập - Tự do - Hạnh phúc"
    assert (looks(motto), alignment(motto)) == ((13, "b"), "center")
    right = state.tables[0].rows[0].cells[1]
    assert [p.text for p in right.paragraphs] == [nation.text, motto.text, ""]


def test_the_nation_fits_on_one_line_of_its_cell(state):
    right = state.tables[0].columns[1].width.mm
    assert text_width(only(state, "Nation").text, 12) < right


def test_the_rule_below_the_motto_is_as_long_as_the_motto(state):
    right = state.tables[0].columns[1].width.mm
    assert rule_length(after(state, "Motto"), right) == pytest.approx(
        text_width("Độc lập - Tự do - Hạnh phúc", 13), 0.01
    )


def test_the_superior_body_is_upright_above_the_issuing_body_in_bold(state):
    superior, issuer = only(state, "Superior"), only(state, "Issuer")
    assert (superior.text, looks(superior)) == ("ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", (12, ""))
    assert (issuer.text, looks(issuer)) == ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", (12, "b"))
    assert alignment(superior) == alignment(issuer) == "center"


def test_a_unit_without_a_superior_body_has_no_empty_line_for_it():
    assert of_style(opened(BARE), "Superior") == []


@pytest.mark.parametrize(
    "name", ["Sở Y tế", "Ủy ban nhân dân xã Hữu Kiên", "Trường Trung học phổ thông Chuyên Chu Văn An"]
)
def test_the_rule_below_the_issuing_body_is_a_third_to_a_half_of_its_line(name):
    document = opened(letterhead(body=name))
    room = document.tables[0].columns[0].width.mm
    line = balanced(name.upper(), 12, room)
    assert line / 3 <= rule_length(after(document, "Issuer"), room) <= line / 2


def test_the_rule_below_the_subject_is_a_third_to_a_half_of_its_line(state):
    line = balanced(STATE.subject, 14, 160)
    assert line / 3 <= rule_length(after(state, "Subtitle"), 160) <= line / 2


@pytest.mark.parametrize("above", ["Motto", "Issuer", "Subtitle"])
def test_the_rules_of_the_head_leave_room_for_the_tails_of_the_letters_above(state, above):
    assert after(state, above).style.paragraph_format.space_before.pt >= 4


def test_the_number_and_the_date_stay_blank_on_one_line_unless_given(state):
    number, date = (cell.paragraphs[0] for cell in state.tables[0].rows[1].cells)
    assert number.text == "Số:       /BC-STTTT"
    assert date.text == "Lạng Sơn, ngày       tháng       năm 2019"
    assert (looks(number), looks(date)) == ((13, ""), (13, "i"))
    assert alignment(number) == alignment(date) == "center"


def test_a_given_number_below_ten_gets_a_leading_zero_and_a_given_date_is_printed():
    document = opened(STATE.model_copy(update={"number": "5", "date_line": "Lạng Sơn, ngày 05 tháng 01 năm 2019"}))
    assert texts(document, "Number") == ["Số: 05/BC-STTTT"]
    assert texts(document, "Date") == ["Lạng Sơn, ngày 05 tháng 01 năm 2019"]


def test_the_title_is_upper_case_and_the_subject_right_under_it(state):
    title, subject = only(state, "Title"), only(state, "Subtitle")
    assert (title.text, looks(title), alignment(title)) == ("BÁO CÁO", (14, "b"), "center")
    assert (subject.text, looks(subject), alignment(subject)) == (STATE.subject, (14, "b"), "center")
    assert after(state, "Title").text == subject.text


def test_several_addressees_stand_one_a_line_with_dashes(draft):
    assert texts(draft, "Addressee") == ["Kính gửi:", "- Ủy ban nhân dân tỉnh Lạng Sơn;", "- Sở Nội vụ tỉnh Lạng Sơn."]
    assert looks(of_style(draft, "Addressee")[0]) == (14, "")


def test_one_addressee_stands_on_the_line_of_the_greeting():
    document = opened(changed(addressees=("Sở Nội vụ",)))
    assert texts(document, "Addressee") == ["Kính gửi: Sở Nội vụ"]


def test_bases_are_italic_and_each_on_its_line(draft):
    first, second = of_style(draft, "Basis")
    assert looks(first) == (14, "i")
    assert (first.text[-1], second.text[-1]) == (";", ".")


def test_the_body_is_justified_with_an_indented_first_line(state):
    paragraph = of_style(state, "BodyText")[0]
    layout = paragraph.style.paragraph_format
    assert (looks(paragraph), alignment(paragraph)) == ((14, ""), "both")
    assert round(layout.first_line_indent.cm, 2) in (1, 1.27)
    assert layout.space_before.pt >= 6
    assert 1 <= layout.line_spacing <= 1.5


@pytest.mark.parametrize(("level", "flags"), [(1, "b"), (2, "b"), (3, "b"), (4, "bi")])
def test_headings_are_words_own_heading_styles_in_black_times_new_roman(level, flags):
    document = opened(changed(blocks=(heading(level, "1.", "Tiêu đề"), text("Nội dung"))))
    style = only(document, f"Heading{level}").style
    assert (style.name, style.builtin) == (f"Heading {level}", True)
    assert looks(only(document, f"Heading{level}")) == (14, flags)
    assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)
    assert style.paragraph_format.keep_with_next
    assert not [a for node in style.element.iter() for a in node.attrib if "theme" in a.lower()]


def test_headings_are_printed_with_the_numbers_of_the_outline(state):
    printed = [p.text for p in every_paragraph(state) if p.style.style_id.startswith("Heading")]
    given = [f"{b.number} {b.text}".strip() for b in BLOCKS if b.kind == "heading"]
    assert printed == given


def test_marks_of_lists_are_printed_as_text_and_deeper_levels_begin_further_in_as_far_as_the_decree_allows():
    document = opened(changed(blocks=(item("một;"), text("hai;", mark="+", level=2), text("ba", mark="đ)"))))
    paragraphs = of_style(document, "BodyText")
    assert [p.text for p in paragraphs] == ["- một;", "+ hai;", "đ) ba./."]
    assert [p.paragraph_format.left_indent for p in paragraphs] == [None] * 3
    assert paragraphs[0].paragraph_format.first_line_indent is None
    assert round(paragraphs[0].style.paragraph_format.first_line_indent.cm, 2) == 1
    assert round(paragraphs[1].paragraph_format.first_line_indent.cm, 2) == 1.27


def test_bold_italic_and_underline_of_an_answer_survive():
    runs = (Run(text="a", bold=True), Run(text="b", italic=True), Run(text="c", underline=True), Run(text="d"))
    paragraph = only(opened(changed(blocks=(Paragraph(runs=runs),))), "BodyText")
    styles = [(r.text, bool(r.bold), bool(r.italic), bool(r.underline)) for r in paragraph.runs[:4]]
    assert styles == [
        ("a", True, False, False),
        ("b", False, True, False),
        ("c", False, False, True),
        ("d",) + (False,) * 3,
    ]


def test_line_ends_and_tabs_within_a_text_stay_in_its_paragraph():
    assert body(text("một\r\nhai\tba")) == ["một\nhai\tba./."]


@pytest.mark.parametrize("end", ["", ".", ";", "./.", " . ", "..."])
def test_the_text_ends_with_a_full_stop_between_slashes_whatever_it_ended_with(end):
    assert body(text("Đầu;"), text(f"Trên đây là báo cáo{end}")) == ["Đầu;", "Trên đây là báo cáo./."]


def test_the_end_is_found_through_runs_that_hold_nothing_else():
    assert body(Paragraph(runs=(Run(text="Hết", bold=True), Run(text=" "), Run(text="."))))[-1] == "Hết./."


@pytest.mark.parametrize("last", [documents_table(), heading(1, "V.", "PHƯƠNG HƯỚNG")], ids=["table", "heading"])
def test_after_a_table_or_a_heading_the_end_stands_alone(last):
    assert body(text("Đầu."), last) == ["Đầu.", "./."]


def test_the_last_paragraph_stays_with_the_signature():
    document = opened(changed(blocks=(text("một"), text("hai"))))
    assert [p.paragraph_format.keep_with_next for p in of_style(document, "BodyText")] == [None, True]


def test_the_recipients_are_listed_on_the_left_of_the_foot(state):
    left = state.tables[-2].rows[0].cells[0]
    assert [p.text for p in left.paragraphs] == [
        "Nơi nhận:",
        "- Ban Thường vụ Tỉnh ủy;",
        "- UBND tỉnh;",
        "- Sở Nội vụ (Ban Thi đua - Khen thưởng tỉnh);",
        "- Lãnh đạo Sở;",
        "- Các phòng, đơn vị thuộc Sở;",
        "- Lưu: VT, VP (Hg).",
    ]
    assert looks(left.paragraphs[0]) == (12, "bi")
    assert looks(left.paragraphs[1]) == (11, "")


def test_the_file_copy_is_always_among_the_recipients():
    assert texts(opened(letterhead(recipients=("Như trên",))), "Recipient") == ["- Như trên;", "- Lưu: VT."]


def test_the_signer_stands_on_the_right_of_the_foot_with_room_for_a_signature(state):
    right = state.tables[-2].rows[0].cells[1].paragraphs
    assert [p.text for p in right if p.text] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Hồng Vân"]
    blank = [p.style.font.size for p in right if not p.text]
    assert 30 <= sum(size.mm for size in blank) * LINE <= 40
    assert {looks(p) for p in right} == {(14, "b")}
    assert {alignment(p) for p in right} == {"center"}


@pytest.mark.parametrize(
    ("authority", "over", "post", "lines"),
    [
        ("", "", "Giám đốc", ["GIÁM ĐỐC"]),
        ("Q.", "", "Giám đốc", ["Q. GIÁM ĐỐC"]),
        ("TM.", "Ủy ban nhân dân", "Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("", "", "", ["THỦ TRƯỞNG ĐƠN VỊ"]),
    ],
)
def test_authority_and_post_are_printed_in_upper_case(authority, over, post, lines):
    document = opened(letterhead(authority=authority, post_over=over, post=post))
    assert texts(document, "Authority") + texts(document, "Post") == lines


def test_an_annex_has_its_own_lying_page_numbered_from_one(draft):
    main, first, second = draft.sections
    assert main.orientation == WD_ORIENT.PORTRAIT
    for page in (first, second):
        assert page.orientation == WD_ORIENT.LANDSCAPE
        assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
        assert page._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_an_annex_is_headed_by_its_label_its_name_and_its_reference(state):
    label, name, reference = (only(state, style) for style in ("AnnexLabel", "AnnexTitle", "AnnexReference"))
    assert (label.text, looks(label)) == ("Phụ lục I", (14, "b"))
    assert name.text == "BIỂU TỔNG HỢP DANH HIỆU THI ĐUA VÀ HÌNH THỨC KHEN THƯỞNG GIAI ĐOẠN 2014 - 2018"
    assert looks(name) == (14, "b")
    assert reference.text == STATE.annexes[0].reference
    assert looks(reference) == (14, "i")
    assert {alignment(p) for p in (label, name, reference)} == {"center"}
    assert after(state, "AnnexLabel").text == name.text


def test_the_foot_stands_before_the_annexes(state):
    order = [p.style.style_id for p in every_paragraph(state)]
    assert order.index("Signer") < order.index("AnnexLabel")


def test_a_draft_says_so_above_its_first_pages_and_a_final_report_does_not(state, draft):
    assert [s.first_page_header.paragraphs[0].text for s in draft.sections] == ["DỰ THẢO"] * 3
    assert [s.first_page_header.paragraphs[0].text for s in state.sections] == ["", ""]


def test_what_is_missing_is_marked_in_yellow_italics(draft):
    (marked,) = [p for p in of_style(draft, "BodyText") if p.text.startswith("[Chưa có")]
    (run,) = marked.runs
    assert run.italic
    assert run.font.highlight_color.name == "YELLOW"
