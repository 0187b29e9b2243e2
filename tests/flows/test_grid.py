from __future__ import annotations

from decimal import Decimal

import pytest

from exports.outline_file import load
from flows.grid import Grid, fill, put
from flows.grid_names import row_name
from flows.questions import Column, RowCheck, Rows, RowSpec, Summary
from flows.values import CellEntry, RowsValue

YEARS = ("2014", "2018")


def medals() -> Rows:
    """A small table whose two headings hold rows of the same names."""
    rows = (
        RowSpec(number="I", label="Tập thể"),
        RowSpec(key="gk-tt", number="1", label="Giấy khen", tags=("tap-the",)),
        RowSpec(key="bk-tt", number="2", label="Bằng khen", tags=("tap-the",)),
        RowSpec(number="II", label="Cá nhân"),
        RowSpec(key="gk-cn", number="1", label="Giấy khen", names=("Giấy khen cá nhân",), tags=("ca-nhan",)),
        RowSpec(key="bk-cn", number="2", label="Bằng khen", tags=("ca-nhan",)),
    )
    columns = (
        *(Column(key=year, label=year) for year in YEARS),
        Column(key="tong", label="Tổng cộng", kind="sum", of=YEARS),
        Column(key="tt-2018", label="2018", over="Lao động trực tiếp", only="ca-nhan", at_most="2018"),
        Column(key="ghi-chu", label="Ghi chú", kind="note"),
    )
    summaries = (
        Summary(key="luot", label="Lượt cá nhân", kind="sum", tag="ca-nhan"),
        Summary(key="tt", label="Tập thể", kind="sum", tag="tap-the", columns={"2014": "2014", "2018": "2018"}),
        Summary(key="ty-le", label="Tỷ lệ", unit="%", kind="ratio", top="tt", bottom="luot"),
        Summary(key="lech", label="Chênh lệch", kind="difference", of="ty-le", newer="2018", older="2014"),
    )
    checks = (RowCheck(row="bk-cn", at_most="gk-cn"),)
    asked = {"key": "bieu", "text": "Số liệu?", "short": "Biểu", "title": "BIỂU", "summary_label": "C. TỔNG HỢP"}
    return Rows(**asked, rows=rows, columns=columns, checks=checks, summaries=summaries)


def filled(**rows: str) -> RowsValue:
    """A table with figures for 2014, 2018 and the direct workers of 2018; "." is blank and "?" without figures."""
    columns = (*YEARS, "tt-2018")
    cells = []
    for row, figures in rows.items():
        pairs = zip(columns, figures.split(), strict=False)
        cells += [cell(row.replace("_", "-"), column, figure) for column, figure in pairs if figure != "."]
    return RowsValue(cells=tuple(cells))


def cell(row: str, column: str, figure: str) -> CellEntry:
    if figure == "?":
        return CellEntry(row=row, column=column, missing=True)
    return CellEntry(row=row, column=column, amount=Decimal(figure))


def grid(**rows: str) -> Grid:
    return Grid(medals(), filled(**rows))


def test_a_sum_column_adds_up_what_is_there_and_is_blank_where_nothing_is() -> None:
    table = grid(gk_tt="3 4", bk_tt="5 .", gk_cn="? .")
    assert [table.amount(row, "tong") for row in ("gk-tt", "bk-tt", "gk-cn", "bk-cn")] == [7, 5, None, None]


def test_blank_zero_and_no_figures_yet_are_three_things() -> None:
    table = grid(gk_tt="0 ?")
    assert (table.amount("gk-tt", "2014"), table.missing("gk-tt", "2014")) == (0, False)
    assert (table.amount("gk-tt", "2018"), table.missing("gk-tt", "2018")) == (None, True)
    assert (table.amount("bk-tt", "2014"), table.missing("bk-tt", "2014")) == (None, False)


def test_a_computed_row_sums_its_rows_in_each_column_and_sum_column() -> None:
    table = grid(gk_cn="10 20 5", bk_cn="1 2 1", gk_tt="7 7")
    shown = {column: table.figure(f"luot.{column}") for column in table.columns}
    assert shown == {"2014": 11, "2018": 22, "tong": 33, "tt-2018": 6, "ghi-chu": None}


@pytest.mark.parametrize(
    ("top", "bottom", "rate"),
    [("1 1", "3 8", "12.5"), ("1 2", "1 3", "66.67"), ("1 1", "1 1600", "0.06"), ("0 0", "1 7", "0.00")],
)
def test_a_ratio_is_rounded_half_up_to_two_decimals(top: str, bottom: str, rate: str) -> None:
    assert grid(gk_tt=top, gk_cn=bottom).figure("ty-le.2018") == Decimal(rate)


@pytest.mark.parametrize("rows", [{"gk_tt": "1 1", "gk_cn": "1 0"}, {"gk_tt": "1 1"}, {"gk_cn": "1 1"}])
def test_a_ratio_to_nothing_or_of_nothing_is_not_there(rows: dict[str, str]) -> None:
    assert grid(**rows).figure("ty-le.2018") is None


def test_a_difference_is_that_of_the_rounded_ratios_and_needs_both() -> None:
    table = grid(gk_tt="2 1", gk_cn="3 3")
    assert table.figure("lech.2018") == Decimal("33.33") - Decimal("66.67")
    assert table.figure("lech.2014") is None
    assert grid(gk_tt=". 1", gk_cn="3 3").figure("lech.2018") is None


@pytest.mark.parametrize("name", ["luot", "khong-co.2018", "luot.khong-co", "", ".", "lech.tong"])
def test_a_figure_that_is_not_in_the_table_is_not_there(name: str) -> None:
    assert grid(gk_cn="1 1").figure(name) is None


def test_a_cell_that_the_question_does_not_have_is_left_out_of_account() -> None:
    table = grid(gk_tt="1 2 9", da_bo="4 4")
    assert table.amount("gk-tt", "tt-2018") is None
    assert (table.amount("da-bo", "2014"), table.figure("luot.2014")) == (None, None)
    assert table.faults() == ()


def test_each_fault_names_the_row_and_the_column() -> None:
    table = grid(gk_cn="1 2 3", bk_cn="2 1 .", gk_tt="-1 1.5")
    found = [
        (fault.line, fault.blanks["row"], fault.blanks["column"], fault.blanks["amount"]) for fault in table.faults()
    ]
    assert found == [
        ("grid.negative", "Giấy khen, Tập thể", "2014", "-1"),
        ("grid.not_whole", "Giấy khen, Tập thể", "2018", "1,5"),
        ("grid.over_column", "Giấy khen cá nhân", "Lao động trực tiếp, 2018", "3"),
        ("grid.over_row", "Bằng khen, Cá nhân", "2014", "2"),
    ]


def test_as_many_as_allowed_is_no_fault_and_a_blank_limits_nothing() -> None:
    assert grid(gk_cn="2 2 2", bk_cn="2 2 2").faults() == ()
    assert grid(bk_cn="2 2 2", gk_cn="? .").faults() == ()


def test_rows_of_one_label_are_told_apart_by_a_name_or_their_heading() -> None:
    names = [row_name(medals(), key) for key in ("gk-tt", "gk-cn", "bk-cn")]
    assert names == ["Giấy khen, Tập thể", "Giấy khen cá nhân", "Bằng khen, Cá nhân"]


def test_a_row_with_any_cell_filled_is_touched() -> None:
    noted = put(filled(gk_tt="? .", bk_tt="0 ."), [CellEntry(row="gk-cn", column="ghi-chu", note="x")])
    assert [row.key for row in Grid(medals(), noted).untouched()] == ["bk-cn"]


def test_what_is_put_takes_the_place_of_the_earlier_cell_and_a_blank_clears_it() -> None:
    value = put(filled(gk_tt="1 2"), [cell("gk-tt", "2014", "9"), CellEntry(row="gk-tt", column="2018")])
    assert value.cells == (cell("gk-tt", "2014", "9"),)


@pytest.mark.parametrize(("how", "amount", "missing"), [("zero", Decimal(0), False), ("missing", None, True)])
def test_untouched_rows_are_filled_in_every_amount_cell_that_they_have(how, amount, missing) -> None:
    begun = Grid(medals(), filled(gk_tt="5 ."))
    value = fill(begun.value, begun.blank(begun.untouched()), how)
    table = Grid(medals(), value)
    assert table.untouched() == ()
    assert {(c.amount, c.missing) for c in value.cells if c.row != "gk-tt"} == {(amount, missing)}
    assert sorted(c.column for c in value.cells if c.row == "bk-cn") == ["2014", "2018", "tt-2018"]
    assert [c.column for c in value.cells if c.row == "gk-tt"] == ["2014"]


def test_the_annex_of_the_outline_gives_the_rates_that_the_text_asks_for() -> None:
    annex = load("chi-thi-34").question("khen-thuong")
    assert isinstance(annex, Rows)
    cells = [("2014", "40"), ("truc-tiep-2014", "10"), ("2018", "30"), ("truc-tiep-2018", "15")]
    value = RowsValue(cells=tuple(cell("gk-ca-nhan", column, figure) for column, figure in cells))
    table = Grid(annex, value)
    assert (table.figure("ty-le.2014"), table.figure("ty-le.2018")) == (25, 50)
    assert table.figure("chenh-lech.2018") == 25
    assert len(table.rows) == 30
