"""Columns are as wide as what stands in them asks for, and together never wider than the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import documents_table, sheet

from exports.word_columns import column_widths
from exports.word_look import STATE, twips
from exports.word_styles import CELL_MARGIN
from exports.word_widths import text_width
from flows.report import Cell, Table

TOTAL = twips(STATE.text_width)


def widths(*rows: tuple[str, ...], shares: tuple[int, ...]) -> list[int]:
    cells = tuple(tuple(Cell(text=text) for text in row) for row in rows)
    return column_widths(Table(widths=shares, head_rows=1, rows=cells), TOTAL, 12)


def room(text: str, bold: bool = False) -> float:
    """The width in twentieths of a point of a cell that holds this text on one line."""
    return text_width(text, 12, bold) / 25.4 * 1440 + 2 * CELL_MARGIN


LONG = "Quyết định ban hành Quy chế thi đua, khen thưởng của Sở Thông tin và Truyền thông tỉnh Lạng Sơn"


@pytest.mark.parametrize("code", ["146/QĐ-STTTT", "12/02/2016", "1234/QĐ-BTTTT"])
def test_a_code_or_a_date_is_not_broken_in_a_column_of_a_small_share(code):
    narrow, _ = widths(("Số", "Trích yếu"), (code, LONG), shares=(1, 20))
    assert narrow >= room(code)


def test_a_column_gives_what_its_text_does_not_need_to_one_that_needs_it():
    short, long = widths(("TT", "Trích yếu"), ("1", LONG), shares=(50, 51))
    assert room("TT", bold=True) <= short < TOTAL / 5
    assert long > TOTAL * 4 / 5


def test_a_column_left_empty_for_what_is_written_by_hand_keeps_its_share():
    _, blank = widths(("Nội dung", "Ghi chú"), (LONG, ""), shares=(3, 1))
    assert blank == pytest.approx(TOTAL / 4, abs=1)


def test_columns_of_the_same_share_are_equally_wide():
    first, second, _ = widths(("2014", "2015", "Nội dung"), ("39,51", "1", LONG), shares=(7, 7, 30))
    assert first == second


def test_a_word_too_long_for_any_column_changes_nothing_for_the_others():
    shares = (1, 2, 1)
    plain = widths(("a", "b", "c"), ("x", "", "x"), shares=shares)
    assert widths(("a", "b", "c"), ("x", "h" * 500, "x"), shares=shares)[0] <= plain[0]


def test_where_all_words_together_are_too_long_the_shares_are_kept():
    words = ("W" * 11,) * 4
    assert widths(words, words, shares=(1, 2, 2, 3)) == [TOTAL * share // 8 for share in (1, 2, 2, 3)]


@pytest.mark.parametrize(("table", "total", "size"), [(documents_table(), 160, 12), (sheet(), 247, 11)])
def test_every_word_of_the_sample_tables_has_its_room(table, total, size):
    found = column_widths(table, twips(total), size)
    for number, row in enumerate(table.rows):
        for width, cell in zip(found, row, strict=True):
            words = cell.text.split() if cell and cell.span == 1 else []
            bold = bool(cell and cell.bold) or number < table.head_rows
            assert all(text_width(word, size, bold) <= (width - 2 * CELL_MARGIN) / 1440 * 25.4 for word in words)


CELLS = st.none() | st.builds(Cell, text=st.text(max_size=30), span=st.integers(-1, 4), bold=st.booleans())
SHARES = st.lists(st.integers(-1, 90), min_size=1, max_size=6).map(tuple)


@given(st.builds(Table, widths=SHARES, head_rows=st.integers(-1, 2), rows=st.tuples(st.tuples(CELLS, CELLS, CELLS))))
def test_the_columns_of_any_table_fill_the_width_and_no_more(table):
    found = column_widths(table, TOTAL, 12)
    assert all(width >= 0 for width in found)
    assert TOTAL - len(found) - 1 <= sum(found) <= TOTAL
