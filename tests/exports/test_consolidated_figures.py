"""The workbook of all figures holds each unit's share and sums that agree with it; text stays text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from province import province

from exports.consolidated_figures import figures_book
from flows.figures import figures


@pytest.fixture(scope="module")
def everything():
    return province(25, seed=4, paragraphs=1)


@pytest.fixture(scope="module")
def book(everything):
    return load_workbook(BytesIO(figures_book(everything)))


@pytest.fixture(scope="module")
def sheets(book):
    """What stands on each sheet below its title."""
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] for sheet in book}


def test_there_is_a_sheet_of_figures_and_three_of_each_table(sheets):
    assert list(sheets) == ["Số liệu", "Biểu 1", "Theo đơn vị 1", "Chi tiết 1"]


def test_each_figure_is_a_column_and_each_unit_a_row_above_what_they_come_to(sheets, everything):
    head, *rows, joined, rules, counted = sheets["Số liệu"]
    assert len(head) == 2 + len(figures(everything.outline))
    assert [row[0] for row in rows] == [paper.unit.name for paper in everything.papers]
    assert (joined[0], rules[0], counted[0]) == ("Tổng hợp", "Cách tổng hợp", "Số đơn vị có số liệu")
    for place, figure in enumerate(figures(everything.outline), start=2):
        amounts = [row[place] for row in rows if isinstance(row[place], int | float)]
        if figure.number.consolidate == "sum":
            assert joined[place] == sum(amounts)
            assert counted[place].partition("/")[0] == str(len(amounts))
            assert rules[place] == "cộng"
        else:
            assert rules[place] == "tính lại từ biểu tổng hợp"


def test_what_a_unit_has_no_figures_for_yet_is_said_and_not_0(sheets, everything):
    rows = sheets["Số liệu"][1:]
    place = 2 + [figure.number.key for figure in figures(everything.outline)].index("so-lop")
    waiting = [n for n, p in enumerate(everything.papers) if p.answers["tap-huan"].reason == "chua-co-so-lieu"]
    assert waiting
    assert {rows[n][place] for n in waiting} == {"chưa có số liệu"}


def test_the_matrix_the_long_form_and_the_table_agree(sheets, everything):
    head, *rows, total = sheets["Theo đơn vị 1"]
    shares = sheets["Chi tiết 1"][1:]
    for place in range(2, len(head)):
        amounts = [row[place] for row in rows if isinstance(row[place], int)]
        assert total[place] == sum(amounts)
    long = [value for _, _, _, value in shares if isinstance(value, int)]
    assert sum(long) == sum(total[2:])
    summed = everything.tables["khen-thuong"]
    table = {(row[1], row[2]): row[3:8] for row in sheets["Biểu 1"] if row[2] in ("tập thể", "cá nhân")}
    for row in summed.grid.rows.values():
        assert table[row.label, row.unit] == [summed.grid.amount(row.key, str(year)) for year in range(2014, 2019)]
    assert "chưa có số liệu" in {value for *_, value in shares}


def test_text_never_becomes_a_formula_or_an_error(everything):
    names = ("=1+1", "@SUM(A1)", "-2", "#N/A", "\x00=cmd|' /C calc'!A0", "x" * 40_000)
    papers = tuple(
        replace(paper, unit=paper.unit.model_copy(update={"name": name}))
        for paper, name in zip(everything.papers, names, strict=False)
    )
    book = load_workbook(BytesIO(figures_book(replace(everything, papers=papers))))
    for sheet in book:
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n"}
    written = [row[0].value for row in book["Số liệu"].iter_rows(min_row=3, max_row=2 + len(names))]
    assert written[:4] == list(names[:4])
    assert len(written[5]) == 32_767


def test_fractions_are_written_as_numbers(everything):
    assert everything.tables["khen-thuong"].grid.computed("ty-le", "2018") != Decimal(0)
    book = load_workbook(BytesIO(figures_book(everything)))
    rate = next(row for row in book["Biểu 1"].iter_rows(values_only=True) if row[2] == "%")
    assert isinstance(rate[3], float)


def test_every_sheet_is_set_up_to_be_printed(book):
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$2:$2", "$A:$B")
        assert sheet.freeze_panes == "C3"


def test_a_sheet_that_is_too_wide_to_be_read_goes_across_several_pages(book):
    assert [sheet.page_setup.fitToWidth > 1 for sheet in book] == [False, False, True, False]


def test_a_title_stands_above_every_table_and_whole_on_every_page(book):
    assert book["Số liệu"]["A1"].value == "TỔNG HỢP SỐ LIỆU CỦA CÁC CƠ QUAN, ĐƠN VỊ"
    assert all(sheet["A1"].value for sheet in book)
    assert str(next(iter(book["Theo đơn vị 1"].merged_cells.ranges))) == "A1:B1"
    assert str(next(iter(book["Chi tiết 1"].merged_cells.ranges))) == "A1:D1"


def test_every_cell_of_a_table_is_boxed_in_one_font_and_numbers_stand_on_the_right(book):
    cells = [cell for row in book["Số liệu"].iter_rows(min_row=2) for cell in row]
    assert {cell.font.name for cell in cells} == {"Times New Roman"}
    assert {cell.border.left.style for cell in cells} == {"thin"}
    numbers = [cell for cell in cells if isinstance(cell.value, int | float)]
    assert {cell.alignment.horizontal for cell in numbers} == {"right"}


def test_a_row_is_as_high_as_its_wrapped_text(book):
    sheet = book["Số liệu"]
    rules = next(row for row in sheet.iter_rows() if row[0].value == "Cách tổng hợp")
    assert any(cell.value == "tính lại từ biểu tổng hợp" and cell.alignment.wrap_text for cell in rules)
    one = sheet.row_dimensions[3].height
    assert sheet.row_dimensions[rules[0].row].height > 1.5 * one
    assert sheet.row_dimensions[2].height > 3 * one
