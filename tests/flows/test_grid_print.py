from __future__ import annotations

import pytest
from test_grid import filled, medals

from flows.grid_print import annex_blocks, summary_lines, table
from flows.report import Cell, Paragraph, Table
from flows.values import CellEntry, RowsValue


def texts(printed: Table) -> list[list[str | None]]:
    return [[None if cell is None else cell.text for cell in row] for row in printed.rows]


def test_the_head_has_two_rows_where_columns_share_a_heading() -> None:
    printed = table(medals(), RowsValue())
    assert printed.head_rows == 2
    upper, lower = printed.rows[:2]
    assert [cell.text if cell else None for cell in upper] == [
        *("TT", "Danh hiệu, hình thức", "Đơn vị tính", "2014", "2018", "Tổng cộng", "Lao động trực tiếp", "Ghi chú")
    ]
    assert [cell.down if cell else None for cell in upper] == [2, 2, 2, 2, 2, 2, 1, 2]
    assert [cell.text if cell else None for cell in lower] == [None] * 6 + ["2018", None]


def test_every_row_fills_the_width_once_merged_cells_are_counted() -> None:
    question = medals()
    twins = (*question.columns[:4], question.columns[3].model_copy(update={"key": "tt-2", "label": "2014"}))
    printed = table(question.model_copy(update={"columns": twins}), RowsValue())
    assert {len(row) for row in printed.rows} == {len(printed.widths)}
    assert [cell.span for cell in printed.rows[0] if cell] == [1, 1, 1, 1, 1, 1, 2]


def test_without_shared_headings_the_head_is_one_row() -> None:
    question = medals()
    plain = question.model_copy(update={"columns": question.columns[:3]})
    assert table(plain, RowsValue()).head_rows == 1


def test_blank_zero_and_no_figures_yet_are_printed_apart() -> None:
    value = filled(gk_tt="0 ?", gk_cn="1234 . 5")
    rows = texts(table(medals(), value))
    assert rows[3] == ["1", "Giấy khen", "", "0", "...", "0", "", ""]
    assert rows[6] == ["1", "Giấy khen", "", "1.234", "", "1.234", "5", ""]


def test_headings_are_bold_and_the_computed_rows_come_last_under_theirs() -> None:
    printed = table(medals(), filled(gk_tt="1 2", gk_cn="3 3"))
    bold = [row[1].text for row in printed.rows[2:] if row[1] and row[1].bold]
    assert bold == ["Tập thể", "Cá nhân", "TỔNG HỢP"]
    assert texts(printed)[-5][:2] == ["C", "TỔNG HỢP"]
    assert [row[3:6] for row in texts(printed)[-4:]] == [
        ["3", "3", "6"],
        ["1", "2", ""],
        ["33,33", "66,67", ""],
        ["", "33,34", ""],
    ]


def test_a_note_is_printed_composed_and_fit_for_xml() -> None:
    value = RowsValue(cells=(CellEntry(row="gk-tt", column="ghi-chu", note="Ghi chu\u0301\x00"),))
    assert table(medals(), value).rows[3][-1] == Cell(text="Ghi chú")


@pytest.mark.parametrize(("figures", "notes"), [("1 ?", 1), ("1 2", 0)])
def test_the_mark_for_figures_to_come_is_explained_where_it_stands(figures: str, notes: int) -> None:
    blocks = annex_blocks(medals(), filled(gk_tt=figures))
    assert sum(isinstance(block, Paragraph) for block in blocks) == notes


def test_a_short_account_counts_what_is_filled_in_each_group_and_shows_what_is_computed() -> None:
    assert summary_lines(medals(), filled(gk_tt="1 2", gk_cn="3 3 1")) == (
        "I. Tập thể: đã nhập 1/2 dòng, cộng 3",
        "II. Cá nhân: đã nhập 1/2 dòng, cộng 6",
        "Lượt cá nhân: 2014: 3; 2018: 3; Tổng cộng: 6",
        "Tập thể: 2014: 1; 2018: 2",
        "Tỷ lệ: 2014: 33,33%; 2018: 66,67%",
        "Chênh lệch: 2018: 33,34",
    )
