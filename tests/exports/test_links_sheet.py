"""The sheet of links can be printed: nothing on it is cut."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from exports.links_sheet import Link, write_links
from exports.roster_write import HEADING

SHORT = Link("Sở Tư pháp", "Khối A", "Trần Thị Hoa", "cán bộ", ("https://x.vn/1",), "15/12/2026", "Kính gửi đồng chí.")
LONG = Link(
    *("x",) * 4, ("x",), "x", "\n".join(["Kính gửi đồng chí. Đề nghị đồng chí bấm vào đường liên kết dưới đây."] * 4)
)


@pytest.fixture(scope="module")
def sheet():
    return load_workbook(BytesIO(write_links([SHORT, LONG], ("Đường liên kết",)))).worksheets[0]


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


def test_each_channel_has_a_column_of_its_own_links() -> None:
    both = replace(SHORT, by=("https://b.vn/#1", "https://t.me/x?start=1"))
    made = write_links([both], ("Đường liên kết (trình duyệt)", "Đường liên kết (Telegram)"))
    rows = load_workbook(BytesIO(made)).worksheets[0].iter_rows(min_row=HEADING, values_only=True)
    head, first = rows
    assert head[5:8] == ("Đường liên kết (trình duyệt)", "Đường liên kết (Telegram)", "Dùng đến hết")
    assert first[5:8] == ("https://b.vn/#1", "https://t.me/x?start=1", "15/12/2026")
