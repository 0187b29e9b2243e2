"""The workbook of a campaign's progress has a row for each unit, a column for each item, and no text that acts."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.outline_file import load
from exports.progress_sheet import UnitRow, write_progress
from flows.campaign import Campaign, Member, Person, Unit
from flows.draft import Answer, Demand, Draft
from flows.paper import Paper
from flows.standing import Standing
from flows.values import LineValue

NOW = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
OUTLINE, FORM = load("chi-thi-34"), load("the-thuc")
HEAD, FIRST = 4, 5
ITEMS = [question for _, question in OUTLINE.every if question.kind != "computed"]


def row(unit: Unit, *answers: Answer, people: tuple[Member, ...] = (), **draft) -> UnitRow:
    pinned = {"unit": unit.id, "version": 1, "rev": 1, "touched": NOW}
    report = Draft(id=f"dot/{unit.id}", campaign="dot", outline="chi-thi-34", **pinned | draft)
    form = Draft(id=f"the-thuc/{unit.id}", outline="the-thuc", **pinned)
    kept = {answer.key: answer for answer in answers}
    paper = Paper(OUTLINE, report, unit, kept)
    return UnitRow(Standing(unit, report, NOW), paper, Paper(FORM, form, unit, {}), people)


def answer(key: str, state: str = "closed", **rest) -> Answer:
    return Answer(draft="dot/a", key=key, rev=1, state=state, by="hoa", at=NOW, **rest)


def written(*rows: UnitRow, title: str = "Sơ kết") -> Worksheet:
    campaign = Campaign(id="dot", title=title, outline="chi-thi-34", version=1)
    return load_workbook(BytesIO(write_progress(campaign, OUTLINE, rows, NOW))).worksheets[0]


def line(sheet: Worksheet, number: int = FIRST) -> dict[str, object]:
    """What stands in a row, by the heads of its columns."""
    return {head.value: cell.value for head, cell in zip(sheet[HEAD], sheet[number], strict=True)}


def item(sheet: Worksheet, key: str, number: int = FIRST) -> str:
    place = [question.key for question in ITEMS].index(key)
    return sheet.cell(number, 11 + place).value


UNIT = Unit(id="a", name="Sở Tư pháp", kind="so", group="Khối A")
HOA = Member(person=Person(id="hoa", name="Trần Thị Hoa", unit="a"), reach="reachable")
VAN = Member(person=Person(id="van", name="Lý Thị Vân", unit="a", role="head"), reach="gone")


def test_there_is_a_row_for_each_unit_and_a_column_for_each_item() -> None:
    sheet = written(row(UNIT), row(UNIT.model_copy(update={"id": "b", "name": "Sở Nội vụ"})))
    assert sheet.max_row == FIRST + 2
    assert sheet.max_column == 10 + len(ITEMS) + 1
    assert [sheet.cell(number, 2).value for number in (FIRST, FIRST + 1)] == ["Sở Tư pháp", "Sở Nội vụ"]
    assert sheet.cell(HEAD, 12).value == "II.1 Lãnh đạo, chỉ đạo"


def test_a_row_says_where_the_unit_is() -> None:
    sheet = written(row(UNIT, answer("dac-diem-tinh-hinh"), people=(HOA, VAN), state="signing", signed="sha"))
    seen = line(sheet)
    assert (seen["Trạng thái"], seen["Ghi chú"], seen["Nhóm"]) == ("chờ thủ trưởng duyệt", "có bản ký", "Khối A")
    assert (seen["Đã xong"], seen["Tổng số"], seen["Thể thức"]) == (1, 43, "0/11")
    assert seen["Hạn gửi"] == datetime(2026, 12, 16, 8, 0)  # noqa: DTZ001 - a workbook knows no zones
    assert seen["Cán bộ"] == "Trần Thị Hoa (cán bộ)\nLý Thị Vân (thủ trưởng, đã chặn bot)"


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ((), "chưa làm"),
        ((answer("dac-diem-tinh-hinh"),), "xong"),
        ((answer("dac-diem-tinh-hinh", "open", value=LineValue(text="x")),), "đang làm"),
        ((answer("dac-diem-tinh-hinh", "none", reason="khong-phat-sinh"),), "không có nội dung (không phát sinh)"),
        ((answer("dac-diem-tinh-hinh", "none"),), "không có nội dung"),
        ((answer("dac-diem-tinh-hinh", "none", reason="chua-co-so-lieu"),), "đang làm"),
    ],
)
def test_a_cell_says_how_far_the_item_is(given: tuple[Answer, ...], word: str) -> None:
    assert item(written(row(UNIT, *given)), "dac-diem-tinh-hinh") == word


def test_missing_figures_say_why_and_when() -> None:
    waiting = answer("dac-diem-tinh-hinh", "none", reason="chua-co-so-lieu", why="chờ thống kê", due="quý I")
    shown = item(written(row(UNIT, waiting)), "dac-diem-tinh-hinh")
    assert shown == "không có nội dung (chưa có số liệu (lý do: chờ thống kê; dự kiến có: quý I))"


def test_what_is_to_be_done_again_says_so_until_it_is() -> None:
    demand = Demand(key="dac-diem-tinh-hinh", reason="x", rev=1, by="c")
    old = row(UNIT, answer("dac-diem-tinh-hinh"), state="returned", demands=(demand,))
    assert item(written(old), "dac-diem-tinh-hinh") == "yêu cầu bổ sung"
    again = answer("dac-diem-tinh-hinh").model_copy(update={"rev": 2})
    assert item(written(row(UNIT, again, state="returned", demands=(demand,))), "dac-diem-tinh-hinh") == "xong"


def test_what_a_unit_is_not_asked_is_told_from_what_it_has_not_done() -> None:
    press = UNIT.model_copy(update={"id": "b", "tags": ("co-quan-bao-chi",)})
    sheet = written(row(UNIT), row(press))
    asked_of_press = next(question.key for question in ITEMS if question.when and question.when.tags)
    assert item(sheet, asked_of_press) == "không hỏi"
    assert item(sheet, asked_of_press, FIRST + 1) == "chưa làm"
    assert item(sheet, asked_of_press, FIRST + 2) == "0/1"


def test_the_totals_count_those_that_are_done_among_those_asked_and_are_not_filtered() -> None:
    sheet = written(row(UNIT, answer("dac-diem-tinh-hinh")), row(UNIT.model_copy(update={"id": "b"})))
    assert item(sheet, "dac-diem-tinh-hinh", FIRST + 2) == "1/2"
    assert sheet.auto_filter.ref.endswith(str(FIRST + 1))
    assert sheet.freeze_panes == "C5"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", '=HYPERLINK("x")'])
def test_no_text_becomes_a_formula(text: str) -> None:
    unit = UNIT.model_copy(update={"name": text, "group": text})
    somebody = Member(person=Person(id="x", name=text, unit="a"), reach="never")
    waiting = answer("dac-diem-tinh-hinh", "none", reason="chua-co-so-lieu", why=text, due=text)
    sheet = written(row(unit, waiting, people=(somebody,)), title=text)
    cells = [cell for cells in sheet.iter_rows() for cell in cells]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert (sheet.cell(FIRST, 2).value, sheet.cell(FIRST, 2).quotePrefix) == (text, True)


def test_long_and_broken_texts_are_cut_and_cleaned() -> None:
    unit = UNIT.model_copy(update={"name": "x" * 40_000, "group": "a\x00\x07b\ud800"})
    sheet = written(row(unit))
    assert len(sheet.cell(FIRST, 2).value) == 32_767
    assert sheet.cell(FIRST, 3).value == "ab"


@pytest.mark.parametrize("units", [0, 1, 30])
def test_every_unit_and_the_totals_have_a_row_however_many_there_are(units: int) -> None:
    sheet = written(*(row(UNIT.model_copy(update={"id": f"u{n}"}), people=(HOA,)) for n in range(units)))
    assert [sheet.cell(FIRST + n, 1).value for n in range(units)] == list(range(1, units + 1))
    assert sheet.max_row == HEAD + units + 1


def test_a_row_is_as_high_as_its_wrapped_text() -> None:
    none = answer("dac-diem-tinh-hinh", "none", reason="khong-phat-sinh")
    sheet = written(row(UNIT), row(UNIT.model_copy(update={"id": "b"}), none))
    one, three = (sheet.row_dimensions[FIRST + number].height for number in range(2))
    assert three > 1.7 * one
    assert sheet.cell(FIRST + 1, 11).alignment.wrap_text


def test_it_is_printed_with_its_heads_and_its_whole_title_on_every_page() -> None:
    sheet = written(row(UNIT), title="Báo cáo sơ kết 05 năm thực hiện Chỉ thị số 34-CT/TW của Bộ Chính trị")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$4:$4", "$A:$B")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth > 1, sheet.page_setup.fitToHeight) == (True, 0)
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:B1", "A2:B2"}
    assert sheet.row_dimensions[1].height > 2 * 14
    assert {cell.alignment.horizontal for cell in sheet[HEAD]} == {"center"}
