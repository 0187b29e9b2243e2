"""What stands in a cell, however it came: read, not taken with its fault, or left blank."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exports.outline_file import load
from flows.grid_cells import TypedCell, outcome_of, outcome_of_grid, read_cells
from flows.job import Fault
from flows.questions import Rows
from flows.values import CellEntry, RowsValue

ANNEX = load("chi-thi-34").question("khen-thuong")
assert isinstance(ANNEX, Rows)


def typed(text: str, column: str = "2014", row: str = "gk-ca-nhan") -> TypedCell:
    return TypedCell(row=row, column=column, text=text)


def amount(figure: str, column: str = "2014", row: str = "gk-ca-nhan") -> CellEntry:
    return CellEntry(row=row, column=column, amount=Decimal(figure))


@pytest.mark.parametrize(
    ("text", "figure"),
    [("12", "12"), (" 12 ", "12"), ("1.234.567", "1234567"), ("1,234", "1234"), ("0", "0"), ("12 giấy khen", "12")],
)
def test_a_count_is_taken_however_it_is_written(text: str, figure: str) -> None:
    assert read_cells(ANNEX, [typed(text)]) == (RowsValue(cells=(amount(figure),)), ())


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "x", "…"])
def test_a_blank_gives_nothing(text: str) -> None:
    assert read_cells(ANNEX, [typed(text)]) == (RowsValue(), ())


@pytest.mark.parametrize("text", ["chưa có", "Chưa có số liệu", "chua co"])
def test_no_figures_yet_is_neither_blank_nor_0(text: str) -> None:
    value, untaken = read_cells(ANNEX, [typed(text)])
    assert (value.cells, untaken) == ((CellEntry(row="gk-ca-nhan", column="2014", missing=True),), ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("mười", "grid.not_a_number"),
        ("12 hoặc 13", "grid.not_a_number"),
        ("-3", "grid.negative"),
        ("2,5", "grid.not_whole"),
    ],
)
def test_what_is_no_count_is_named_at_its_cell_and_not_taken(text: str, line: str) -> None:
    value, (untaken,) = read_cells(ANNEX, [typed(text), typed("7", "2015")])
    assert value.cells == (amount("7", "2015"),)
    assert (untaken.row, untaken.column, untaken.fault.line) == ("gk-ca-nhan", "2014", line)
    assert untaken.fault.blanks["row"] == "Giấy khen cho cá nhân"


def test_a_figure_where_the_row_has_no_cell_is_named() -> None:
    (untaken,) = read_cells(ANNEX, [typed("5", "truc-tiep-2014", "gk-tap-the")])[1]
    assert untaken.fault.line == "grid.no_such_cell"
    assert read_cells(ANNEX, [typed("", "truc-tiep-2014", "gk-tap-the")]) == (RowsValue(), ())


def test_totals_headings_and_what_the_table_does_not_have_are_left_out_of_account() -> None:
    unknown = [typed("9", "tong"), typed("9", "2013"), typed("9", "2014", "khong-co"), typed("9", "2014", "")]
    assert read_cells(ANNEX, unknown) == (RowsValue(), ())


def test_cells_come_in_the_order_of_the_question_and_the_later_text_counts() -> None:
    cells = [typed("3", "2015"), typed("1"), typed("2", row="tt-tien-tien"), typed("4", "2015")]
    assert read_cells(ANNEX, cells)[0].cells == (amount("2", row="tt-tien-tien"), amount("1"), amount("4", "2015"))


def test_a_note_is_kept_as_it_is_said_without_idle_spaces_and_not_endlessly() -> None:
    value, untaken = read_cells(
        ANNEX, [typed("  Có 12 giấy khen đột xuất ", "ghi-chu"), typed("a" * 3_000, "ghi-chu", "tt-tien-tien")]
    )
    assert untaken == ()
    assert [len(cell.note) for cell in value.cells] == [2_000, 24]
    assert value.cells[1].note == "Có 12 giấy khen đột xuất"


def test_what_can_be_read_but_cannot_be_right_is_taken_and_named() -> None:
    value = RowsValue(cells=(amount("10"), amount("12", "truc-tiep-2014")))
    outcome = outcome_of_grid(ANNEX, value)
    assert outcome.value == value
    assert [fault.line for fault in outcome.faults] == ["grid.over_column"]


def test_past_sixty_faults_are_counted() -> None:
    faults = [Fault(line="grid.not_a_number", blanks={"row": str(n)}) for n in range(63)]
    assert outcome_of(RowsValue(), faults[:60]).faults == tuple(faults[:60])
    last = Fault(line="grid.sheet_more_faults", blanks={"count": "3"})
    assert outcome_of(RowsValue(), faults).faults == (*faults[:60], last)
