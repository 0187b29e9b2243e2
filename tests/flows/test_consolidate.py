"""The reports of many units become one report that follows the outline and says whose words it prints."""

from __future__ import annotations

from dataclasses import replace

import pytest
from province import AT, OFFICE, OUTLINE, form, number, paper_of, prose, province, said

from flows.campaign import Unit
from flows.consolidate import Gathered, consolidate, taken
from flows.consolidate_stars import mark, pieces
from flows.dates import Period
from flows.outline import Section
from flows.questions import Choice, Condition, Option, Prose
from flows.report import Heading, Paragraph, Table
from flows.standing import Standing
from flows.values import ChoiceValue, DateValue, Entry, Item, ItemsValue, LineValue

DATE = DateValue(period=Period(kind="day", first=AT.date()), typed="")
SO_A = Unit(id="a", name="Sở A", kind="so")
SO_B = Unit(id="b", name="Sở B", kind="so")
HUYEN = Unit(id="h", name="Huyện C", kind="huyen")


def gathered(*papers, scope="submitted", late=(), stars=None) -> Gathered:
    standings = [Standing(one.unit, one.draft, AT) for one in papers]
    standings += [Standing(unit, None, AT) for unit in late]
    return Gathered(OUTLINE, papers, tuple(standings), form(), scope, stars or {})


def text(block) -> str:
    if isinstance(block, Paragraph):
        return f"{block.mark} {''.join(run.text for run in block.runs)}".strip()
    return f"{block.number} {block.text}".strip() if isinstance(block, Heading) else "[table]"


def under(report, heading: str) -> list[str]:
    """What stands below a heading, up to the next one of its level or a higher one."""
    lines, level = [], 0
    for block in report.blocks:
        if level and isinstance(block, Heading) and block.level <= level:
            break
        if level:
            lines.append(text(block))
        elif isinstance(block, Heading) and heading in text(block):
            level = block.level
    return lines


def test_what_units_say_stands_behind_their_names_by_kind_in_the_order_of_the_roster():
    papers = [
        paper_of(SO_A, {"han-che": prose("Còn chậm.", "Thiếu người.")}),
        paper_of(HUYEN, {"han-che": prose("Xa trung tâm.")}),
        paper_of(SO_B, {"han-che": prose("- Chưa đều", "- Chưa kịp thời")}),
    ]
    assert under(consolidate(gathered(*papers), AT), "2. Hạn chế") == [
        "Các sở, ban, ngành",
        "Sở A: Còn chậm.",
        "Thiếu người.",
        "Sở B:",
        "- Chưa đều",
        "- Chưa kịp thời",
        "Các huyện, thành phố",
        "Huyện C: Xa trung tâm.",
    ]


def test_the_name_of_a_unit_is_bold_and_its_words_keep_their_own_styles():
    report = consolidate(gathered(paper_of(SO_A, {"han-che": prose("Còn chậm.")})), AT)
    said = next(block for block in report.blocks if isinstance(block, Paragraph) and "Còn chậm" in text(block))
    assert [(run.text.strip(), run.bold) for run in said.runs if run.text.strip()] == [
        ("Sở A:", True),
        ("Còn chậm.", False),
    ]


def test_what_several_units_of_a_kind_say_alike_stands_once():
    same = [paper_of(unit, {"han-che": prose(said)}) for unit, said in ((SO_A, "Còn chậm."), (SO_B, "CÒN  chậm"))]
    assert under(consolidate(gathered(*same), AT), "2. Hạn chế") == [
        "Các sở, ban, ngành",
        "Sở A; Sở B (cùng nội dung): Còn chậm.",
    ]


def test_words_that_differ_by_a_diacritic_alone_are_not_the_same():
    papers = [paper_of(SO_A, {"han-che": prose("Chưa có bàn.")}), paper_of(SO_B, {"han-che": prose("Chưa có bán.")})]
    assert len(under(consolidate(gathered(*papers), AT), "2. Hạn chế")) == 3


def test_units_without_content_are_gathered_by_their_reason():
    papers = [
        paper_of(SO_A, {}, {"han-che": {"reason": "khong-phat-sinh"}}),
        paper_of(SO_B, {}, {"han-che": {"reason": "chua-co-so-lieu", "why": "đang rà soát", "due": "quý III"}}),
        paper_of(HUYEN, {}, {"han-che": {"reason": "khong-thuoc-chuc-nang"}}),
        paper_of(replace_name(HUYEN, "Huyện D"), {}),
    ]
    assert under(consolidate(gathered(*papers), AT), "2. Hạn chế") == [
        "Các đơn vị không phát sinh (1): Sở A.",
        "Các đơn vị không thuộc chức năng, nhiệm vụ (1): Huyện C.",
        "Các đơn vị chưa có số liệu (1): Sở B (lý do: đang rà soát; dự kiến: quý III).",
        "Các đơn vị chưa có nội dung (1): Huyện D.",
    ]


def replace_name(unit: Unit, name: str) -> Unit:
    return unit.model_copy(update={"id": name, "name": name})


def test_what_the_outline_leaves_out_for_a_reason_is_left_out_here_too_but_never_what_is_still_to_come():
    papers = [
        paper_of(SO_A, {}, {"vi-nguoi-ngheo": {"reason": "khong-phat-sinh"}}),
        paper_of(SO_B, {}, {"vi-nguoi-ngheo": {"reason": "chua-co-so-lieu", "why": "chờ", "due": "mai"}}),
    ]
    assert under(consolidate(gathered(*papers), AT), "vì người nghèo") == [
        "Các đơn vị chưa có số liệu (1): Sở B (lý do: chờ; dự kiến: mai)."
    ]


@pytest.mark.parametrize("key", ["phong-trao-khac", "vi-nguoi-ngheo"])
def test_where_nobody_says_anything_the_reasons_stand_although_the_outline_leaves_them_out(key: str):
    section = next(one for one in outline_paths(OUTLINE.sections) if key in [asked.key for asked in one.questions])
    alone = {**section.model_dump(), "questions": [OUTLINE.question(key).model_dump()], "sections": []}
    outline = type(OUTLINE).model_validate({**OUTLINE.model_dump(), "sections": [alone]})
    papers = [paper_of(unit, {}, {key: {"reason": "khong-phat-sinh"}}) for unit in (SO_A, SO_B)]
    whole = gathered(*(replace(one, outline=outline) for one in papers))
    told = under(consolidate(replace(whole, outline=outline), AT), section.title)
    assert told[-1] == "Các đơn vị không phát sinh (2): Sở A; Sở B."
    assert "Chưa có đơn vị nào nêu nội dung này." not in told


def test_a_unit_that_has_yet_to_choose_is_without_content_under_all_that_hangs_on_its_choice():
    chose = paper_of(SO_B, {"van-ban-cach-neu": ChoiceValue(option="doan-van"), "van-ban-doan-van": prose("Đã có.")})
    before = paper_of(HUYEN, {"van-ban-doan-van": prose("Viết trước khi bỏ chọn.")})
    report = consolidate(gathered(paper_of(SO_A, {}), chose, before), AT)
    assert under(report, "2. Việc xây dựng") == [
        "Các văn bản đã ban hành",
        "Các đơn vị chưa có nội dung (2): Sở A; Huyện C.",
        "Việc ban hành các văn bản",
        "Các sở, ban, ngành",
        "Sở B: Đã có.",
        "Các đơn vị chưa có nội dung (2): Sở A; Huyện C.",
    ]
    assert under(report, "Vì an ninh tổ quốc") == ["Các đơn vị chưa có nội dung (3): Sở A; Sở B; Huyện C."]
    assert under(report, "Số liệu tuyên truyền các gương") == []


@pytest.mark.parametrize(
    ("choices", "told"),
    [({}, ["Sở A"]), ({"g": "khong"}, []), ({"g": "co"}, ["Sở A"]), ({"g": "co", "h": "khong"}, [])],
)
def test_a_choice_that_hangs_on_another_is_waited_for_as_long_as_the_other_is(choices, told):
    options = tuple(Option(key=key, label=key) for key in ("co", "khong"))
    first = Choice(key="g", text="?", short="g", options=options, print="none")
    second = Choice(
        key="h", text="?", short="h", options=options, print="none", when=Condition(answer="g", option="co")
    )
    asked = Prose(key="p", text="?", short="p", when=Condition(answer="h", option="co"))
    inner = Section(number="1.", title="Trong", when=Condition(answer="h", option="co"), questions=(asked,))
    outer = Section(number="I.", title="Ngoài", questions=(first, second), sections=(inner,))
    outline = OUTLINE.model_copy(update={"sections": (outer,)})
    outline = type(OUTLINE).model_validate(outline.model_dump())
    bare = paper_of(SO_A, {})
    answers = {
        key: said(bare.draft, outline.question(key), ChoiceValue(option=option)) for key, option in choices.items()
    }
    whole = replace(gathered(replace(bare, outline=outline, answers=answers)), outline=outline)
    assert under(consolidate(whole, AT), "1. Trong") == [f"Các đơn vị chưa có nội dung (1): {name}." for name in told]


def half(field: str) -> ItemsValue:
    return ItemsValue(items=(Item(entries=(Entry(key=field, state="closed", value=number(7)),)),))


def test_a_sentence_filled_in_part_is_marked_where_it_stands():
    report = consolidate(gathered(paper_of(SO_A, {"tap-huan": half("so-lop")}), scope="all"), AT)
    [line] = [one for one in under(report, "Tập huấn, bồi dưỡng nghiệp vụ") if "đã tổ chức" in one]
    assert line.endswith("đã tổ chức 7 lớp cho … lượt người. (chưa đủ)")
    whole = consolidate(province(4), AT)
    assert not [line for line in map(text, whole.blocks) if "(chưa đủ)" in line]


def test_a_unit_that_gave_some_of_the_figures_is_marked_in_their_table():
    paper = paper_of(SO_A, {"so-dien-hinh": half("phat-hien-ca-nhan")})
    report = consolidate(gathered(paper, scope="all"), AT)
    names = [row[1].text for block in report.blocks if isinstance(block, Table) for row in block.rows]
    assert "Sở A (chưa đủ)" in names


def test_what_was_said_before_the_question_fell_away_hides_no_reason():
    none = {"reason": "khong-phat-sinh"}
    paper = paper_of(SO_A, {}, {"van-ban-cach-neu": none, "van-ban": none})
    assert under(consolidate(gathered(paper), AT), "2. Việc xây dựng") == ["Các đơn vị không phát sinh (1): Sở A."]


def test_a_reason_given_to_what_is_not_printed_itself_stands_where_nothing_else_does():
    silent = paper_of(SO_A, {}, {"van-ban-cach-neu": {"reason": "khong-phat-sinh"}})
    speaks = paper_of(SO_B, {"van-ban-cach-neu": ChoiceValue(option="doan-van"), "van-ban-doan-van": prose("Đã có.")})
    said = under(consolidate(gathered(silent, speaks), AT), "2. Việc xây dựng")
    assert said[-1] == "Các đơn vị không phát sinh (1): Sở A."
    assert "Sở B: Đã có." in said


def test_every_numbered_heading_of_the_outline_stands_and_none_is_empty():
    report = consolidate(gathered(paper_of(SO_A, {"han-che": prose("Chậm.")})), AT)
    numbers = [block.number for block in report.blocks if isinstance(block, Heading) and block.level < 4]
    assert numbers == [section.number for section in outline_paths(OUTLINE.sections)]
    pairs = zip(report.blocks, report.blocks[1:], strict=False)
    assert not [a for a, b in pairs if isinstance(a, Heading) and isinstance(b, Heading) and b.level <= a.level]
    assert not isinstance(report.blocks[-1], Heading)


def outline_paths(sections):
    for section in sections:
        yield section
        yield from outline_paths(section.sections)


def test_things_of_all_units_stand_in_one_table_with_a_column_for_the_unit():
    whole = province(12, late=2)
    report = consolidate(whole, AT)
    tables = [block for block in report.blocks if isinstance(block, Table)]
    heads = [[cell.text for cell in table.rows[0][:3]] for table in tables]
    table = tables[heads.index(["TT", "Cơ quan, đơn vị", "Số, ký hiệu"])]
    held = [(p, p.answers["van-ban"].value) for p in whole.papers if "van-ban" in p.answers]
    expected = [p.unit.name for p, value in held if isinstance(value, ItemsValue) for _ in value.items]
    assert [row[1].text for row in table.rows[1:]] == expected
    assert [row[0].text for row in table.rows[1:]] == [str(n) for n in range(1, len(expected) + 1)]


def test_the_report_says_first_whose_reports_it_is_made_of_and_who_is_missing():
    late = Unit(id="x", name="Sở Vắng", kind="so")
    report = consolidate(gathered(paper_of(SO_A, {}), paper_of(HUYEN, {}), late=(late,)), AT.replace(day=11))
    said, table = report.blocks[:2]
    assert text(said) == (
        "Báo cáo này tổng hợp nội dung báo cáo đã gửi của 2/3 cơ quan, đơn vị, "
        "tính đến 09 giờ 00 phút ngày 11/05/2019. "
        "Trong đó: Các sở, ban, ngành 1/2; Các huyện, thành phố 1/1. Chưa có 1 cơ quan, đơn vị sau đây:"
    )
    assert [[cell.text for cell in row] for row in table.rows[1:]] == [["1", "Sở Vắng", "Chưa bắt đầu, quá hạn"]]


def test_a_whole_campaign_needs_no_list_of_who_is_missing():
    report = consolidate(gathered(paper_of(SO_A, {})), AT)
    assert text(report.blocks[0]).endswith("Không thiếu báo cáo của cơ quan, đơn vị nào.")
    assert isinstance(report.blocks[1], Heading)


def test_reports_that_are_not_sent_are_marked_as_drafts():
    drafting = paper_of(SO_A, {"han-che": prose("Chậm.")}, state="drafting")
    report = consolidate(gathered(drafting, scope="all"), AT)
    assert "Sở A (dự thảo): Chậm." in under(report, "2. Hạn chế")
    assert "gồm cả dự thảo chưa gửi" in text(report.blocks[0])


def test_the_office_signs_it_and_number_and_date_stay_open():
    report = consolidate(province(4), AT)
    assert (report.letterhead.body, report.letterhead.code) == (OFFICE.name, "BC-BTĐKT")
    assert (report.number, report.date_line, report.draft) == ("", "", False)
    assert report.title == "BÁO CÁO"
    assert report.subject.startswith("Tổng hợp kết quả sơ kết 05 năm thực hiện Chỉ thị số 34-CT/TW")
    assert report.file_name == "BC-tong-hop-chi-thi-34.docx"
    assert report.annexes[0].label == "Phụ lục"


def test_the_number_and_the_date_of_a_report_of_the_offices_own_are_not_taken_over():
    own = form()
    answers = {
        "tt-so": said(own.draft, own.outline.question("tt-so"), LineValue(text="05")),
        "tt-ngay": said(own.draft, own.outline.question("tt-ngay"), DATE),
    }
    report = consolidate(replace(province(4), form=replace(own, answers=answers)), AT)
    assert (report.number, report.date_line) == ("", "")
    assert report.annexes[0].reference == consolidate(province(4), AT).annexes[0].reference


def test_the_short_report_keeps_starred_paragraphs_and_every_figure():
    whole = province(12)
    first = whole.papers[0]
    question = OUTLINE.question("han-che")
    unit = replace(
        first,
        answers={
            **first.answers,
            "han-che": first.answers["han-che"].model_copy(
                update={"value": prose("Giữ lại.", "Bỏ đi."), "state": "closed", "reason": None}
            ),
        },
    )
    [kept, _] = pieces(question, unit.answers["han-che"].value)
    stars = {unit.draft.id: (mark("han-che", kept),)}
    short = consolidate(replace(whole, papers=(unit, *whole.papers[1:]), stars=stars), AT, short=True)
    assert under(short, "2. Hạn chế") == ["Các sở, ban, ngành", f"{unit.unit.name}: Giữ lại."]
    assert "1. Kết quả đạt được" not in map(text, short.blocks)
    assert "2. Hạn chế" in map(text, short.blocks)
    assert text(short.blocks[1]).startswith("Bản rút gọn này gồm số liệu và 1 đoạn được chọn")
    bare = consolidate(replace(whole, stars={}), AT, short=True)
    assert text(bare.blocks[1]).startswith("Bản rút gọn này chỉ gồm số liệu vì chưa có đoạn nào được chọn")
    assert not [line for line in map(text, bare.blocks) if "không có đoạn" in line.lower()][1:]
    full = consolidate(whole, AT)
    figures = [line for line in map(text, full.blocks) if "tổng cộng" in line or "so sánh với năm 2014" in line]
    assert len(figures) == 8
    assert [line for line in map(text, short.blocks) if line in figures] == figures
    assert short.annexes == full.annexes
    assert short.file_name.endswith("-rut-gon.docx")


def test_a_starred_thing_of_a_list_is_kept_whole():
    whole = province(12)
    holder = next(p for p in whole.papers if p.answers["mo-hinh"].value)
    question, value = OUTLINE.question("mo-hinh"), holder.answers["mo-hinh"].value
    stars = {holder.draft.id: (mark("mo-hinh", pieces(question, value)[0]),)}
    short = consolidate(replace(whole, stars=stars), AT, short=True)
    first = value.items[0].entry("ten").value.text
    assert any(first in line for line in under(short, "Tên, hiệu quả các mô hình"))


@pytest.mark.parametrize(
    ("state", "scopes"),
    [
        ("drafting", {"all"}),
        ("signing", {"all"}),
        ("returned", {"all"}),
        ("submitted", {"all", "submitted"}),
        ("accepted", {"all", "submitted", "accepted"}),
    ],
)
def test_a_scope_takes_the_reports_of_its_states(state, scopes):
    draft = paper_of(SO_A, {}, state=state).draft.model_copy(update={"touched": AT})
    standing = Standing(SO_A, draft, None)
    assert {scope for scope in ("accepted", "submitted", "all") if taken(standing, scope)} == scopes
    assert not any(taken(Standing(SO_A, None, None), scope) for scope in ("accepted", "submitted", "all"))


def test_that_nobody_has_the_rates_is_said_once():
    report = consolidate(gathered(paper_of(SO_A, {}), paper_of(SO_B, {})), AT)
    assert under(report, "Chênh lệch tỷ lệ") == [
        "Tỷ lệ người lao động năm 2018; Tỷ lệ người lao động năm 2014: Các đơn vị chưa có nội dung (2): Sở A; Sở B."
    ]
    short = consolidate(gathered(paper_of(SO_A, {}), stars={}), AT, short=True)
    assert len([line for line in under(short, "Chênh lệch tỷ lệ") if "chưa đủ số liệu" in line]) == 2


def test_a_reason_for_one_of_several_figures_says_which():
    papers = [paper_of(SO_A, {"ty-le-2018": number(5)}, {"ty-le-2014": {"reason": "khong-phat-sinh"}})]
    said = under(consolidate(gathered(*papers), AT), "Chênh lệch tỷ lệ")
    assert said[-1] == "Tỷ lệ người lao động năm 2014: Các đơn vị không phát sinh (1): Sở A."


def test_nobody_receives_it_as_above_for_it_is_addressed_to_nobody():
    office = OFFICE.model_copy(update={"recipients": ("Như trên", "Sở Nội vụ", "Lưu: VT")})
    every = replace(gathered(paper_of(SO_A, {})), form=form(office))
    assert consolidate(every, AT).letterhead.recipients == ("Sở Nội vụ", "Lưu: VT")
