"""The sheet of links can be printed: nothing on it is cut."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from exports.links_sheet import Link, write_links
from exports.roster_write import HEADING

SHORT = Link("Sở Tư pháp", "Khối A", "Trần Thị Hoa", "cán bộ", "https://x.vn/1", "15/12/2026", "Kính gửi đồng chí.")
LONG = Link(*("x",) * 6, "\n".join(["Kính gửi đồng chí. Đề nghị đồng chí bấm vào đường liên kết dưới đây."] * 4))


@pytest.fixture(scope="module")
def sheet():
    return load_workbook(BytesIO(write_links([SHORT, LONG]))).worksheets[0]


def test_what_is_to_be_said_of_the_links_goes_across_all_columns(sheet) -> None:
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:H1", "A2:H2"}
    assert sheet["A2"].alignment.wrap_text


def test_it_is_as_wide_as_its_page(sheet) -> None:
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${HEADING}:${HEADING}"


def test_a_row_is_as_high_as_its_message(sheet) -> None:
    short, long = (sheet.row_dimensions[HEADING + number].height for number in (1, 2))
    assert long > 3 * short
