from __future__ import annotations

from collections import defaultdict

import pytest

from exports.outline_file import load
from flows.grid_names import lineage
from flows.grid_typed import read_typed
from flows.questions import Column, Rows, RowSpec

ANNEX = load("chi-thi-34").question("khen-thuong")
PAIRS = Rows(
    key="bieu",
    text="?",
    short="Biểu",
    title="BIỂU",
    rows=(
        RowSpec(number="B", label="Khen thưởng"),
        RowSpec(number="1", label="Giấy khen"),
        RowSpec(key="gk-tt", label="Tập thể", tags=("tap-the",)),
        RowSpec(key="gk-cn", label="Cá nhân", tags=("ca-nhan",)),
        RowSpec(number="2", label="Bằng khen"),
        RowSpec(key="bk-tt", label="Tập thể", tags=("tap-the",)),
        RowSpec(key="bk-cn", label="Cá nhân", tags=("ca-nhan",)),
    ),
    columns=(Column(key="2017", label="2017"), Column(key="2018", label="2018")),
)


def read(text: str, question: Rows = ANNEX) -> dict[str, str]:
    """The figures of each row that was understood, in order; "." is a blank, "?" without figures."""
    cells, faults = read_typed(question, text)
    assert faults == ()
    rows = defaultdict(list)
    for cell in cells:
        rows[cell.row].append("?" if cell.missing else "." if cell.amount is None else str(cell.amount))
    return {row: " ".join(figures) for row, figures in rows.items()}


def fault(text: str, question: Rows = ANNEX) -> tuple[str, dict[str, str]]:
    cells, faults = read_typed(question, text)
    assert cells == ()
    assert len(faults) == 1
    return faults[0].line, dict(faults[0].blanks)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("Giấy khen tập thể", "gk-tap-the"),
        ("giay khen tap the", "gk-tap-the"),
        ("Giấy khen cho cá nhân", "gk-ca-nhan"),
        ("GIẤY KHEN (cá nhân)", "gk-ca-nhan"),
        ("1. Giấy khen cá nhân", "gk-ca-nhan"),
        ("B.I.1", "gk-tap-the"),
        ("B II 1", "gk-ca-nhan"),
        ("Lao động tiên tiến", "ld-tien-tien"),
        ("Chiến sĩ tiên tiến", "ld-tien-tien"),
        ("Tập thể lao động tiên tiến", "tt-tien-tien"),
        ("LĐTT", "ld-tien-tien"),
        ("CSTĐ cơ sở", "cstd-co-so"),
        ("chien si thi dua toan", "cstd-toan-quoc"),
        ("cờ chính phủ", "co-chinh-phu"),
        ("Huân chương Lao động hạng Ba cá nhân", "hcld-ba-ca-nhan"),
        ("Giải thưởng nhà nước tập thể", "giai-thuong-tap-the"),
    ],
)
def test_a_row_is_known_by_number_label_other_name_beginning_or_its_words(name: str, row: str) -> None:
    assert read(f"{name}: 1 2 3 4 5") == {row: "1 2 3 4 5"}


@pytest.mark.parametrize("line", ["Giấy khen tập thể 1.234 - 14 x 20", "Giấy khen tập thể\t1.234\t\t14\t\t20"])
def test_without_a_colon_the_figures_are_what_the_line_ends_with(line: str) -> None:
    assert read(line) == {"gk-tap-the": "1234 . 14 . 20"}


@pytest.mark.parametrize(("name", "row"), [("Giấy khen cá nhân", "gk-cn"), ("bằng khen tập thể", "bk-tt")])
def test_headings_tell_rows_of_one_label_apart(name: str, row: str) -> None:
    assert read(f"{name}: 3 4", PAIRS) == {row: "3 4"}


def test_a_heading_ends_those_of_its_style_or_a_lower_one() -> None:
    above = {row.key: [heading.label for heading in headings] for row, headings in lineage(PAIRS) if row.key}
    assert above["gk-cn"] == ["Khen thưởng", "Giấy khen"]
    assert above["bk-tt"] == ["Khen thưởng", "Bằng khen"]


def test_individuals_take_five_figures_or_seven() -> None:
    assert read("Giấy khen cá nhân: 1 2 3 4 5 6 7") == {"gk-ca-nhan": "1 2 3 4 5 6 7"}
    assert fault("Giấy khen tập thể: 1 2 3 4 5 6 7")[0] == "grid.wrong_count"


@pytest.mark.parametrize(
    "name", ["Giấy khen cá nhân trực tiếp", "giay khen lao dong truc tiep", "Giấy khen người lao động trực tiếp"]
)
def test_the_heading_of_columns_at_the_end_of_a_name_says_which_are_meant(name: str) -> None:
    cells, faults = read_typed(ANNEX, f"{name}: 3 5")
    assert faults == ()
    assert [(c.row, c.column, c.amount) for c in cells] == [
        ("gk-ca-nhan", "truc-tiep-2014", 3),
        ("gk-ca-nhan", "truc-tiep-2018", 5),
    ]


def test_collectives_have_no_columns_of_direct_workers() -> None:
    assert fault("Giấy khen tập thể trực tiếp: 3 5")[0] == "grid.unknown_row"


def test_a_row_may_be_said_to_have_no_figures_yet() -> None:
    assert read("Giấy khen tập thể: chưa có số liệu") == {"gk-tap-the": "? ? ? ? ?"}


def test_a_name_that_fits_several_rows_lists_them() -> None:
    line, blanks = fault("Giấy khen: 1 2 3 4 5")
    assert line == "grid.several_rows"
    assert blanks["rows"] == "Giấy khen cho tập thể; Giấy khen cho cá nhân"
    assert fault("Huân chương: 1 2 3 4 5")[1]["rows"].endswith("; …")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Huy hiệu đoàn: 1 2 3 4 5", "grid.unknown_row"),
        ("1 2 3 4 5", "grid.no_row_name"),
        (": 1 2", "grid.no_row_name"),
        ("Giấy khen tập thể", "grid.no_figures"),
        ("Giấy khen tập thể: 1 2 ba 4 5", "grid.not_a_figure"),
        ("Giấy khen tập thể: 1 2 12.5 4 5", "grid.not_a_figure"),
        ("Giấy khen tập thể: 1 2 12,5 4 5", "grid.not_whole"),
        ("Giấy khen tập thể: 1 2 -3 4 5", "grid.negative"),
        ("Giấy khen tập thể: 1 2 3 4", "grid.wrong_count"),
        ("Giấy khen tập thể: 1 2 3 4 5 6", "grid.wrong_count"),
        ("Giấy khen cá nhân: 1 2 3 4 5 6", "grid.wrong_count_either"),
        ("Giấy khen cá nhân trực tiếp: 1 2 3", "grid.wrong_count"),
    ],
)
def test_what_is_not_clear_is_one_fault_and_nothing_of_it_is_taken(line: str, said: str) -> None:
    assert fault(line)[0] == said


def test_a_wrong_count_says_how_many_are_wanted_and_for_what() -> None:
    _, blanks = fault("Giấy khen cá nhân: 1 2 3")
    assert (blanks["count"], blanks["wanted"], blanks["all"]) == ("3", "5", "7")
    assert (blanks["columns"], blanks["over"]) == ("2014; 2015; 2016; 2017; 2018", "Trong đó người lao động trực tiếp")


def test_good_lines_are_taken_beside_faulty_ones() -> None:
    cells, faults = read_typed(ANNEX, "Giấy khen tập thể: 1 2 3 4 5\n\nabc: 1\nCờ tỉnh: 0 0 0 0 0\n")
    assert list(dict.fromkeys(cell.row for cell in cells)) == ["gk-tap-the", "co-bo-tinh"]
    assert [fault.line for fault in faults] == ["grid.unknown_row"]


def test_a_row_typed_twice_keeps_the_first_and_says_so() -> None:
    cells, faults = read_typed(
        ANNEX, "Giấy khen tập thể: 1 1 1 1 1\nGKTT: 2 2 2 2 2\nGKCN: 1 2 3 4 5\nGKCN trực tiếp: 1 2"
    )
    assert {cell.amount for cell in cells if cell.row == "gk-tap-the"} == {1}
    assert [(fault.line, fault.blanks["row"]) for fault in faults] == [("grid.row_twice", "Giấy khen cho tập thể")]
