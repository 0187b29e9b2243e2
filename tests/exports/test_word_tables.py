"""A table keeps its shape, its merges and its heading rows, whatever grid it is given."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from reports import BARE, STATE, documents_table, heading, sheet, text
from word_opened import looks, only, opened

from exports.word_widths import text_width
from flows.report import Annex, Cell, Table


def printed(table: Table):
    return opened(BARE.model_copy(update={"blocks": (table,)})).tables[1]


def grid(*rows: tuple[Cell | None, ...], head_rows: int = 0) -> Table:
    return Table(widths=(1, 2, 1), head_rows=head_rows, rows=rows)


def test_a_table_of_the_body_is_bordered_and_12_or_13_points():
    table = printed(documents_table())
    assert table.style.name == "Table Grid"
    assert table.style.element.find(".//" + qn("w:tblBorders")) is not None
    assert 12 <= looks(table.rows[1].cells[0].paragraphs[0])[0] <= 13


def test_the_wide_sheet_of_an_annex_is_10_or_11_points():
    cell = opened(STATE).tables[-1].rows[3].cells[1].paragraphs[0]
    assert 10 <= looks(cell)[0] <= 11


def test_the_heading_rows_repeat_on_every_page_and_no_row_breaks_over_pages():
    rows = opened(STATE).tables[-1]._tbl.tr_lst
    assert [n for n, row in enumerate(rows) if row.find(".//" + qn("w:tblHeader")) is not None] == [0, 1]
    assert all(row.find(".//" + qn("w:cantSplit")) is not None for row in rows)
    assert not any(row.find(".//" + qn("w:trHeight")) is not None for row in rows)


def test_columns_share_the_width_of_the_text():
    widths = [column.width.mm for column in printed(grid((Cell(), Cell(), Cell()))).columns]
    assert [round(width) for width in widths] == [40, 80, 40]


def test_a_column_is_wider_than_its_share_where_a_code_would_be_broken():
    row = (Cell(text="146/QĐ-STTTT"), Cell(text="Quy chế thi đua"))
    code = printed(Table(widths=(1, 20), head_rows=0, rows=(row,))).columns[0].width.mm
    assert code > text_width("146/QĐ-STTTT", 12, bold=False) > 160 / 21


def test_cells_keep_their_text_style_and_alignment():
    bold, centred, right = (
        cell.paragraphs[0]
        for cell in printed(
            grid(
                (Cell(text="a", bold=True), Cell(text="b", align="center", italic=True), Cell(text="c", align="right"))
            )
        )
        .rows[0]
        .cells
    )
    assert bold.runs[0].bold
    assert centred.runs[0].italic
    assert [p.alignment.name for p in (bold, centred, right)] == ["LEFT", "CENTER", "RIGHT"]


def test_a_merged_heading_spans_the_columns_and_rows_that_it_covers():
    table = opened(STATE).tables[-1]
    first, second = ([cell.text for cell in row.cells] for row in table.rows[:2])
    direct = "Trong đó người lao động trực tiếp"
    assert first[8:] == ["Tổng cộng", direct, direct, "Ghi chú"]
    assert second == [*first[:9], "2014", "2018", "Ghi chú"]


def test_a_merge_across_and_down_covers_its_whole_block():
    wide = Cell(text="khối", span=2, down=2)
    table = printed(grid((wide, None, Cell(text="1")), (None, None, Cell(text="2")), (Cell(text="3"), Cell(), Cell())))
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["khối", "khối", "1"], ["khối", "khối", "2"], ["3", "", ""]]


def test_a_cell_given_where_a_merge_should_be_is_not_lost():
    table = printed(grid((Cell(text="a", span=3, down=3), None, Cell(text="b")), (Cell(text="c"), None, None)))
    assert {cell.text for row in table.rows for cell in row.cells} == {"a", "b", "c", ""}


def test_a_caption_stands_above_its_table_and_stays_with_it():
    document = opened(BARE.model_copy(update={"blocks": (documents_table(), text("Hết"))}))
    (caption,) = [p for p in document.paragraphs if p.style.name == "Caption"]
    assert caption.text == "Bảng 1. Các văn bản đã ban hành"
    assert caption.style.paragraph_format.keep_with_next


PLAIN = documents_table().model_copy(update={"caption": ""})


@pytest.mark.parametrize(
    ("above", "style"), [(heading(2, "2.", "Văn bản"), "Heading2"), (text("Như sau:"), "BodyText")]
)
def test_what_leads_to_a_table_stays_with_it_and_does_not_touch_it(above, style):
    document = opened(BARE.model_copy(update={"blocks": (above, PLAIN, heading(1, "V.", "Hết"))}))
    leading = next(p for p in document.paragraphs if p.style.style_id == style).paragraph_format
    assert leading.keep_with_next
    assert leading.space_after.pt >= 6
    assert leading.space_before is None


def test_a_table_with_a_caption_leaves_the_room_to_its_caption():
    document = opened(BARE.model_copy(update={"blocks": (heading(2, "2.", "Văn bản"), documents_table())}))
    assert only(document, "Heading2").paragraph_format.space_after is None
    assert only(document, "Caption").style.paragraph_format.space_before.pt >= 6


def test_the_heading_row_stays_with_the_first_row_below_it():
    head, row = printed(grid((Cell(text="TT"),), (Cell(text="1"),), head_rows=1)).rows
    assert head.cells[0].paragraphs[0].style.paragraph_format.keep_with_next
    assert not row.cells[0].paragraphs[0].style.paragraph_format.keep_with_next


CELLS = st.none() | st.builds(Cell, text=st.text(max_size=3), span=st.integers(-1, 5), down=st.integers(-1, 5))
ROWS = st.lists(st.lists(CELLS, max_size=5).map(tuple), max_size=5).map(tuple)


@given(
    st.builds(
        Table, widths=st.lists(st.integers(-1, 9), max_size=4).map(tuple), head_rows=st.integers(-1, 3), rows=ROWS
    )
)
def test_any_grid_at_all_becomes_rows_of_equal_width(value):
    tables = opened(BARE.model_copy(update={"blocks": (value,)})).tables[1:-1]
    for row in tables[0]._tbl.tr_lst if tables else ():
        assert sum(cell.grid_span for cell in row.tc_lst) == len(value.widths)


def test_a_long_sheet_is_written_row_by_row():
    rows = tuple(tuple(Cell(text=f"{n}.{c}") for c in range(3)) for n in range(3000))
    long = Annex(label="Phụ lục", title="Dài", reference="", blocks=(Table(widths=(1, 1, 1), head_rows=1, rows=rows),))
    table = opened(BARE.model_copy(update={"annexes": (long,)})).tables[-1]._tbl
    assert len(table.tr_lst) == 3000
    assert "".join(t.text for t in table.tr_lst[-1].iter(qn("w:t"))) == "2999.02999.12999.2"


def test_the_sample_sheet_has_every_row_of_the_layout():
    assert len(opened(STATE).tables[-1].rows) == len(sheet().rows) == 2 + 7 + 4 + 4 + 11 + 11 + 5
