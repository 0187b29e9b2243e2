"""A draft's answers become the report that the outline promises, each in its place and in its words."""

from __future__ import annotations

import pytest
from compile_samples import (
    FULL,
    HEAD,
    STTTT,
    answer,
    choice,
    day,
    filled_table,
    form,
    item,
    items,
    line,
    nothing,
    number,
    paper,
    prose,
    shown,
)

from flows.campaign import Unit
from flows.compile import compile_report, failed_checks
from flows.draft import Answer
from flows.outline import Outline
from flows.paper import Paper
from flows.report import Heading, Paragraph, Report, Run, Table
from flows.values import CellEntry, Entry, Passage, ProseValue, RowsValue, Value
from flows.wording import plain

TITLE_1 = "III. KẾT QUẢ THỰC HIỆN CHỈ THỊ SỐ 34-CT/TW, CHỈ THỊ SỐ 30-CT/TU"
MOVEMENT = "Phong trào “Doanh nghiệp Lạng Sơn hội nhập và phát triển”"
INSPECTION = "3.5. Công tác kiểm tra, giám sát về thi đua, khen thưởng"


def compiled(changes: dict[str, Value | Answer | None] | None = None, draft: bool = False) -> Report:
    """The full report with some answers changed, or left out where they are None."""
    answers = {key: value for key, value in {**FULL, **(changes or {})}.items() if value is not None}
    return compile_report(paper(answers), form(HEAD), draft=draft)


def after(report: Report, text: str) -> str:
    """What stands right below a line."""
    lines = shown(report)
    return lines[lines.index(text) + 1]


def starting(report: Report, text: str) -> list[str]:
    return [one for one in shown(report) if one.startswith(text)]


def paragraphs(report: Report) -> list[Paragraph]:
    return [block for block in report.blocks if isinstance(block, Paragraph)]


def test_the_outlines_own_numbers_and_titles_are_printed_at_their_levels() -> None:
    headings = [block for block in compiled().blocks if isinstance(block, Heading)]
    numbered = [(one.level, one.number) for one in headings if one.number]
    assert numbered[:4] == [(1, "I."), (1, "II."), (2, "1."), (2, "2.")]
    assert [number for level, number in numbered if level == 3] == ["3.1.", "3.2.", "3.3.", "3.4.", "3.5."]
    assert TITLE_1 in shown(compiled())


def test_a_movement_that_the_unit_has_no_part_in_leaves_no_heading() -> None:
    assert MOVEMENT not in shown(compiled())
    kept = compiled({"doanh-nghiep-hoi-nhap": prose("Đã đối thoại với 40 doanh nghiệp.")})
    assert after(kept, MOVEMENT) == "Đã đối thoại với 40 doanh nghiệp."
    assert Heading(level=4, text=MOVEMENT) in kept.blocks


def test_where_all_movements_are_left_out_the_heading_says_so() -> None:
    movements = ("nong-thon-moi", "doanh-nghiep-hoi-nhap", "vi-nguoi-ngheo", "phat-dong-hang-nam", "phong-trao-khac")
    none = compiled({key: nothing(key, "khong-thuoc-chuc-nang") for key in movements})
    heading = "3.1. Kết quả hưởng ứng, triển khai các phong trào thi đua của trung ương, bộ, ngành, tỉnh phát động;"
    assert after(none, heading) == "Không thuộc chức năng, nhiệm vụ của đơn vị."


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (nothing("kiem-tra-giam-sat"), "Không phát sinh."),
        (nothing("kiem-tra-giam-sat", "khong-thuoc-chuc-nang"), "Không thuộc chức năng, nhiệm vụ của đơn vị."),
        (nothing("kiem-tra-giam-sat", "chua-co-so-lieu"), "Chưa có số liệu."),
        (nothing("kiem-tra-giam-sat", "chua-co-so-lieu", "chờ\nsở"), "Chưa có số liệu (lý do: chờ sở)."),
        (
            nothing("kiem-tra-giam-sat", "chua-co-so-lieu", "đang tổng hợp.", "15/5/2019"),
            "Chưa có số liệu (lý do: đang tổng hợp; dự kiến: 15/5/2019).",
        ),
    ],
)
def test_each_reason_is_printed_in_its_own_words(reason: Answer, text: str) -> None:
    assert after(compiled({"kiem-tra-giam-sat": reason}), INSPECTION) == text


def test_a_reason_says_what_it_is_about_where_others_stand_under_the_same_heading() -> None:
    assert "Công tác tuyên truyền: Không phát sinh." in shown(compiled({"tuyen-truyen": nothing("tuyen-truyen")}))
    assert "- Việc lựa chọn tập thể, cá nhân để khen thưởng: Không phát sinh." in shown(
        compiled({"lua-chon-khen-thuong": nothing("lua-chon-khen-thuong")})
    )
    assert "- Số điển hình phát hiện, nhân rộng: Không phát sinh." in shown(
        compiled({"so-dien-hinh": nothing("so-dien-hinh")})
    )


def test_a_draft_marks_what_is_missing_and_a_skipped_item_is_not_missing() -> None:
    draft = compiled({"kiem-tra-giam-sat": None, "phong-trao-khac": answer("phong-trao-khac")}, draft=True)
    assert [p.runs[0].text for p in paragraphs(draft) if p.missing] == ["[Chưa có nội dung]"]
    assert after(draft, INSPECTION) == "[Chưa có nội dung]"
    assert not starting(draft, "Các phong trào thi đua khác")


def test_a_sentence_filled_in_part_is_marked_in_a_draft() -> None:
    half = {"tap-huan": items(item(so_lop=number("7")))}
    draft, final = compiled(half, draft=True), compiled(half)
    for report, marked in ((draft, True), (final, False)):
        [line] = [
            one for one in paragraphs(report) if "7 lớp cho … lượt người" in "".join(run.text for run in one.runs)
        ]
        assert line.missing == marked
    assert not any(p.missing for p in paragraphs(compiled(draft=True)))


def test_a_text_left_out_of_a_sentence_on_purpose_is_no_gap() -> None:
    whole = item(so_lop=number("7"), so_nguoi=number("90"))
    skipped = whole.model_copy(update={"entries": (*whole.entries, Entry(key="noi-dung", state="none"))})
    assert not any(p.missing for p in paragraphs(compiled({"tap-huan": items(skipped)}, draft=True)))


def test_an_empty_draft_has_every_heading_and_nothing_but_marks_below() -> None:
    empty = compile_report(paper({}), form(), draft=True)
    assert len([block for block in empty.blocks if isinstance(block, Heading) and block.number]) == 19
    assert all(p.missing for p in paragraphs(empty))
    assert (empty.draft, empty.annexes) == (True, ())


def test_an_optional_item_without_answer_is_not_missed_in_the_final_report() -> None:
    assert not starting(compiled({"phong-trao-khac": None}), "Các phong trào thi đua khác")
    assert starting(compiled({"phong-trao-khac": None}, draft=True), "Các phong trào thi đua khác")


def test_prose_keeps_its_styles_and_the_marks_of_its_lists() -> None:
    parts = paragraphs(compiled())
    bold = next(p for p in parts if any(run.bold for run in p.runs))
    assert bold.runs == (Run(text="Sở đã tổ chức "), Run(text="09 hội nghị", bold=True), Run(text=" quán triệt."))
    dash = next(p for p in parts if p.runs[0].text.startswith("Điểm mới: phát thanh"))
    plus = next(p for p in parts if p.runs[0].text.startswith("mỗi tuần"))
    letter = next(p for p in parts if p.runs[0].text.startswith("Ưu tiên phòng"))
    assert [(p.mark, p.level) for p in (dash, plus, letter)] == [("-", 0), ("+", 1), ("a)", 0)]


@pytest.mark.parametrize(
    ("typed", "mark", "text"),
    [
        ("-Đã họp", "-", "Đã họp"),
        ("- 5 lớp", "-", "5 lớp"),
        ("\t–  Đã họp", "–", "Đã họp"),
        ("đ) Mục", "đ)", "Mục"),
        ("1.2. Mục", "1.2.", "Mục"),
        ("-5 độ", "", "-5 độ"),
        ("2014. Năm", "", "2014. Năm"),
        ("a - b", "", "a - b"),
        ("-", "", "-"),
    ],
)
def test_only_what_begins_like_an_item_is_one(typed: str, mark: str, text: str) -> None:
    last = paragraphs(compiled({"phuong-huong": prose(typed)}))[-1]
    assert (last.mark, last.runs) == (mark, (Run(text=text),))


def test_parts_of_one_paste_are_joined_again() -> None:
    cut = ProseValue(
        passages=(Passage(runs=(Run(text="Một hai"),), cut=True), Passage(runs=(Run(text=" ba"),), seam=True))
    )
    assert after(compiled({"han-che": cut}), "2. Hạn chế") == "Một hai ba"


def test_lines_and_letters_are_made_fit_for_print() -> None:
    report = compiled({"han-che": prose("Ho\u0323p\x07 xong\r\n\r\n  hai  ")})
    assert after(report, "2. Hạn chế") == "Họp xong"
    assert after(report, "Họp xong") == "hai"


def test_a_mark_that_leads_a_run_goes_to_its_letter() -> None:
    value = ProseValue(passages=(Passage(runs=(Run(text="Ho"), Run(text="\u0323p", bold=True))),))
    report = compiled({"han-che": value})
    assert after(report, "2. Hạn chế") == "Họp"


def test_a_single_flowing_paragraph_stands_behind_its_label_and_several_below_it() -> None:
    label = "- Việc bố trí, phân công cán bộ làm công tác thi đua, khen thưởng:"
    assert starting(compiled(), label) == [f"{label} Bố trí 01 công chức chuyên trách và 06 người kiêm nhiệm."]
    several = compiled({"bo-tri-can-bo": prose("Một.", "Hai.")})
    assert [after(several, label), after(several, "Một.")] == ["Một.", "Hai."]
    listed = compiled({"bo-tri-can-bo": prose("- Một.")})
    assert after(listed, label) == "- Một."


def test_documents_are_a_table_with_short_dates() -> None:
    table = next(block for block in compiled().blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[0] if cell] == [
        "TT",
        "Số, ký hiệu",
        "Ngày ban hành",
        "Cơ quan ban hành",
        "Trích yếu nội dung",
    ]
    assert [cell.text for cell in table.rows[2] if cell][:3] == ["2", "87/QĐ-STTTT", "09/3/2015"]
    assert (table.head_rows, len(table.widths), len(table.rows)) == (1, 5, 3)


def test_documents_may_be_told_in_prose_instead() -> None:
    report = compiled({"van-ban-cach-neu": choice("doan-van"), "van-ban-doan-van": prose("Đã ban hành 06 văn bản.")})
    assert "Đã ban hành 06 văn bản." in shown(report)
    assert not [block for block in report.blocks if isinstance(block, Table)]


def test_models_are_items_below_their_label() -> None:
    report = compiled()
    first = after(report, "- Tên, hiệu quả các mô hình, điển hình tiên tiến:")
    assert first == "+ Mô hình “Một cửa điện tử liên thông”: Rút ngắn 40% thời gian giải quyết."
    assert after(report, "+ Tổ công nghệ thông tin lưu động: Hỗ trợ 120 xã.") == "Được UBND tỉnh khen."


def test_a_sentence_prints_its_numbers_in_the_vietnamese_way() -> None:
    assert starting(compiled(), "Về tập huấn") == [
        "Về tập huấn, bồi dưỡng nghiệp vụ thi đua, khen thưởng: đã tổ chức 4 lớp cho 1.112 lượt người. "
        "Điểm mới là học trực tuyến."
    ]


def test_a_half_filled_sentence_shows_dots_and_a_longer_text_goes_on_below() -> None:
    half = compiled({"tap-huan": items(item(so_lop=number("0")))}, draft=True)
    assert starting(half, "Về tập huấn")[0].endswith("đã tổ chức 0 lớp cho … lượt người.")
    both = item(so_lop=number("1"), so_nguoi=number("2"), noi_dung=prose("Một.", "- Hai."))
    longer = compiled({"tap-huan": items(both)})
    assert after(longer, starting(longer, "Về tập huấn")[0]) == "- Hai."
    assert not starting(compiled({"tap-huan": items(item())}), "Về tập huấn")


RATE = "- Tỷ lệ khen thưởng đối với người lao động năm 2018 đạt {}%; so sánh với năm 2014 {}."


@pytest.mark.parametrize(
    ("newer", "older", "said", "change"),
    [
        ("37.5", "30", "37,5", "tăng 7,5 điểm phần trăm"),
        ("30", "37.25", "30", "giảm 7,25 điểm phần trăm"),
        ("30.0", "30", "30", "không thay đổi"),
        ("0", "0", "0", "không thay đổi"),
    ],
)
def test_the_change_of_the_rates_is_said(newer: str, older: str, said: str, change: str) -> None:
    report = compiled({"ty-le-2018": number(newer), "ty-le-2014": number(older)})
    assert starting(report, "- Tỷ lệ khen thưởng") == [RATE.format(said, change)]


def test_a_rate_without_figures_leaves_dots_and_says_why() -> None:
    why = nothing("ty-le-2014", "chua-co-so-lieu", "thất lạc hồ sơ", "6/2019")
    (said,) = starting(compiled({"ty-le-2014": why}), "- Tỷ lệ khen thưởng")
    reason = "Tỷ lệ người lao động năm 2014: Chưa có số liệu (lý do: thất lạc hồ sơ; dự kiến: 6/2019)."
    assert said == f"{RATE.format('37,5', '…')} {reason}"


def test_two_rates_without_figures_leave_only_the_reasons() -> None:
    none = compiled({key: nothing(key) for key in ("ty-le-2014", "ty-le-2018")})
    assert not starting(none, "- Tỷ lệ khen thưởng")
    assert starting(none, "- Tỷ lệ người lao động năm 2018: Không phát sinh. Tỷ lệ người lao động năm 2014: Không")


def test_the_text_points_to_the_annex_and_the_annex_back_to_the_report() -> None:
    report = compiled()
    (annex,) = report.annexes
    assert starting(report, "- Các tập thể, cá nhân được tặng danh hiệu")[0].endswith(
        "(theo biểu đính kèm): chi tiết tại Phụ lục kèm theo Báo cáo này."
    )
    assert annex.label == "Phụ lục"
    assert annex.title.startswith("BIỂU TỔNG HỢP DANH HIỆU THI ĐUA")
    assert annex.reference == (
        "(Kèm theo Báo cáo số       /BC-STTTT ngày       tháng       năm 2019 của Sở Thông tin và Truyền thông)"
    )
    assert isinstance(annex.blocks[0], Table)


def test_a_table_with_a_reason_prints_the_reason_and_no_annex() -> None:
    report = compiled({"khen-thuong": nothing("khen-thuong")})
    assert report.annexes == ()
    assert starting(report, "- Các tập thể, cá nhân được tặng danh hiệu")[0].endswith(": Không phát sinh.")


def test_several_annexes_are_numbered_in_roman() -> None:
    base = paper(FULL)
    twin = base.outline.model_dump()
    rows = next(q for q in twin["sections"][2]["sections"][2]["sections"][2]["questions"] if q["kind"] == "rows")
    twin["sections"][4]["questions"] += ({**rows, "key": "khen-thuong-2"},)
    outline = Outline.model_validate(twin)
    two = Paper(outline, base.draft, STTTT, {**base.answers, "khen-thuong-2": answer("khen-thuong-2", filled_table())})
    report = compile_report(two, form(HEAD), draft=False)
    assert [annex.label for annex in report.annexes] == ["Phụ lục I", "Phụ lục II"]
    assert shown(report)[-1].endswith("chi tiết tại Phụ lục II kèm theo Báo cáo này.")


def test_the_press_part_is_printed_for_the_press_alone() -> None:
    assert "- Số liệu tuyên truyền các gương điển hình tiên tiến: 1.250 tin, bài." in shown(compiled())
    others = compile_report(paper(FULL, Unit(id="u", name="Sở Nội vụ")), form(HEAD), draft=True)
    assert not [text for text in shown(others) if "chuyên mục" in text or "Số liệu tuyên truyền" in text]


def test_figures_that_agree_raise_nothing() -> None:
    assert failed_checks(paper(FULL)) == ()
    assert failed_checks(paper({**FULL, "ty-le-2018": number("37.50")})) == ()


def test_a_rate_that_is_not_the_annexes_is_named() -> None:
    (fault,) = failed_checks(paper({**FULL, "ty-le-2018": number("38")}))
    assert plain(fault.line, **fault.blanks) == ("Tỷ lệ người lao động năm 2018: báo cáo ghi 38%, biểu tính ra 37,5%.")


def test_faults_of_the_annex_are_named() -> None:
    table = filled_table()
    bad = RowsValue(cells=(*table.cells, CellEntry(row="cstd-co-so", column="truc-tiep-2018", amount=25)))  # type: ignore[arg-type]
    faults = failed_checks(paper({**FULL, "khen-thuong": bad}))
    assert [fault.line for fault in faults if fault.line.startswith("grid.")] == ["grid.over_column"]


def test_a_given_date_stands_in_the_head() -> None:
    dated = compile_report(paper(FULL), form({**HEAD, "tt-so": line("5"), "tt-ngay": day(2019, 2, 3)}), draft=False)
    assert dated.date_line == "Lạng Sơn, ngày 03 tháng 02 năm 2019"
