"""What officers do to a sheet: rows and columns inserted, moved, copied and deleted, other files sent in its place."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from test_sheets import ANNEX, AWARD, OUTLINE, cell, edited, line, said, sheet

from exports.sheets import read_sheet, write_sheet
from flows.job import Outcome
from flows.questions import Column, Rows, RowSpec
from flows.values import RowsValue

PAIRS = Rows(
    key="bieu",
    text="?",
    short="Biểu",
    title="BIỂU",
    rows=(
        RowSpec(number="1", label="Giấy khen"),
        RowSpec(key="gk-tt", label="Tập thể"),
        RowSpec(key="gk-cn", label="Cá nhân"),
        RowSpec(number="2", label="Bằng khen"),
        RowSpec(key="bk-tt", label="Tập thể"),
        RowSpec(key="bk-cn", label="Cá nhân"),
    ),
    columns=(Column(key="nam", label="Năm 2018"),),
)


def put(page: Worksheet, *figures: int) -> None:
    for column, figure in zip("DEFGHJK", figures, strict=False):
        page[f"{column}{line(page)}"] = figure


def read(change) -> Outcome:
    return read_sheet(edited(change), ANNEX, OUTLINE)


def rearranged(page: Worksheet, order: list[int]) -> None:
    """The lines of the table in another order, without formulas."""
    kept = {at: [found.value for found in page[at]] for at in order}
    for at, source in zip(sorted(order), order, strict=True):
        for place, value in enumerate(kept[source], start=1):
            page.cell(at, place).value = None if str(value).startswith("=") else value


def test_rows_are_known_by_their_labels_when_lines_are_inserted() -> None:
    def change(page: Worksheet) -> None:
        put(page, 1, 2)
        page.insert_rows(2, 3)
        page.insert_rows(20, 2)

    assert read(change).value.cells == (cell("2014", "1"), cell("2015", "2"))


def test_rows_may_stand_in_any_order() -> None:
    def change(page: Worksheet) -> None:
        put(page, 1, 2)
        rearranged(page, list(range(line(page) + 5, line(page) - 9, -1)))

    assert read(change).value.cells == (cell("2014", "1"), cell("2015", "2"))


def test_rows_of_one_label_are_told_apart_by_the_heading_that_they_stand_under() -> None:
    value = RowsValue(cells=(cell("nam", "5", "gk-cn"), cell("nam", "8", "bk-tt")))

    def change(page: Worksheet) -> None:
        first = line(page, "Giấy khen")
        rearranged(page, [*range(first + 3, first + 6), *range(first, first + 3)])
        page.delete_rows(line(page, "Giấy khen") + 1)

    outcome = read_sheet(edited(change, write_sheet(PAIRS, value)), PAIRS)
    assert set(outcome.value.cells) == set(value.cells)
    assert [fault.line for fault in outcome.faults] == ["grid.sheet_rows_gone"]
    assert outcome.faults[0].blanks["rows"] == "Tập thể, Giấy khen"


def test_deleted_rows_and_columns_are_named() -> None:
    def change(page: Worksheet) -> None:
        page.delete_rows(line(page))
        for area in list(page.merged_cells.ranges):
            page.unmerge_cells(str(area))
        page.delete_cols(5)

    outcome = read(change)
    assert [fault.line for fault in outcome.faults] == ["grid.sheet_column_gone", "grid.sheet_rows_gone"]
    assert outcome.faults[0].blanks["column"] == "2015"
    assert (outcome.faults[1].blanks["count"], outcome.faults[1].blanks["rows"]) == ("1", AWARD)


def test_columns_are_known_by_their_heads_even_when_those_are_not_merged_any_more() -> None:
    def change(page: Worksheet) -> None:
        put(page, 1, 2, 3, 4, 5, 6, 7)
        for area in list(page.merged_cells.ranges):
            page.unmerge_cells(str(area))
        page.insert_cols(4, 2)

    columns = ("2014", "2015", "2016", "2017", "2018", "truc-tiep-2014", "truc-tiep-2018")
    expected = tuple(cell(column, str(figure)) for figure, column in enumerate(columns, start=1))
    assert read(change).value.cells == expected


def test_columns_may_stand_in_any_order() -> None:
    backwards = ANNEX.model_copy(update={"columns": ANNEX.columns[::-1]})
    value = RowsValue(cells=tuple(cell(column, "4") for column in ("2014", "2018", "truc-tiep-2014")))
    assert set(read_sheet(write_sheet(backwards, value), ANNEX).value.cells) == set(value.cells)


def test_a_row_copied_below_itself_is_named_and_the_first_is_taken() -> None:
    def change(page: Worksheet) -> None:
        put(page, 1, 2)
        page.cell(page.max_row + 1, 2).value = AWARD
        page.cell(page.max_row, 4).value = 9

    outcome = read(change)
    assert outcome.value.cells[0] == cell("2014", "1")
    assert said(outcome) == [("grid.sheet_row_twice", AWARD, "")]


def test_a_row_of_somebody_elses_making_is_named_if_it_has_figures() -> None:
    def change(page: Worksheet) -> None:
        for label, figure in (("Giấy chứng nhận", 5), ("Người lập biểu", None)):
            page.cell(page.max_row + 1, 2).value = label
            page.cell(page.max_row, 4).value = figure

    assert [(f.line, f.blanks["name"]) for f in read(change).faults] == [("grid.sheet_unknown_row", "Giấy chứng nhận")]


def test_a_figure_in_an_area_of_merged_cells_is_named_and_not_taken() -> None:
    def change(page: Worksheet) -> None:
        put(page, 5)
        page.merge_cells(f"D{line(page)}:E{line(page)}")

    outcome = read(change)
    assert said(outcome) == [("grid.merged", AWARD, "2014")]
    assert outcome.value.cells == ()


def test_a_cell_formatted_far_away_costs_nothing() -> None:
    outcome = read(lambda page: page.cell(1_000_000, 16_000).__setattr__("number_format", "0"))
    assert outcome == Outcome(value=RowsValue())


def test_more_faults_than_anybody_reads_are_counted() -> None:
    def change(page: Worksheet) -> None:
        first = line(page, "Tập thể lao động tiên tiến (Đơn vị tiên tiến)")
        for found in page.iter_rows(min_row=first, min_col=4, max_col=8):
            for at in (at for at in found if not at.protection.locked):
                at.value = "?"

    faults = read(change).faults
    assert (faults[-1].line, faults[-1].blanks) == ("grid.sheet_more_faults", {"count": "90"})
    assert len(faults) == 61


def test_the_sheet_of_another_table_or_outline_is_known() -> None:
    assert read_sheet(write_sheet(PAIRS, None), ANNEX).failure == "wrong-sheet"
    assert read_sheet(sheet(), ANNEX, "chi-thi-35/1").failure == "wrong-sheet"
    assert read_sheet(sheet(), ANNEX, "chi-thi-34/2").failure == ""


def test_a_table_copied_into_a_workbook_of_ones_own_is_read() -> None:
    def change(page: Worksheet) -> None:
        put(page, 1)
        del page.parent["decuong"]
        page.parent.create_sheet("Khác", 0)["A1"] = "ghi chép"

    assert read(change).value.cells == (cell("2014", "1"),)


def saved(book) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def strange_workbook() -> Workbook:
    book = Workbook()
    book.active["B3"] = "Doanh thu"
    return book


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old-format"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("TT;Danh hiệu;2014\n1;Giấy khen;5\n".encode(), "not-a-package"),
        (b"", "not-a-package"),
        (saved(Document()), "not-a-sheet"),
        (saved(strange_workbook()), "not-this-table"),
        (b"PK\x03\x04" + b"garbage" * 20, "unreadable"),
        (sheet()[:3000], "unreadable"),
    ],
)
def test_what_is_not_the_sheet_fails_for_one_clear_reason(content: bytes, failure: str) -> None:
    assert read_sheet(content, ANNEX, OUTLINE) == Outcome(failure=failure)


def test_a_sheet_saved_by_another_program_with_computed_values_is_read() -> None:
    values = load_workbook(BytesIO(edited(lambda page: put(page, 1, 2))))
    page = values.worksheets[0]
    page[f"I{line(page)}"] = 3
    assert read_sheet(saved(values), ANNEX, OUTLINE).faults == ()
