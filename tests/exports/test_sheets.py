from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.outline_file import load
from exports.sheets import read_sheet, write_sheet
from flows.grid import Grid, fill
from flows.job import Outcome
from flows.values import CellEntry, RowsValue

ANNEX = load("chi-thi-34").question("khen-thuong")
AWARDS = [row.key for row in ANNEX.rows[-11:]]
OUTLINE = "chi-thi-34/1"
AWARD, FIRST_YEAR, TOTAL, DIRECT, NOTE = "Giấy khen cho cá nhân", "D", "I", "J", "L"


def cell(column: str, figure: str, row: str = "gk-ca-nhan") -> CellEntry:
    return CellEntry(row=row, column=column, amount=Decimal(figure))


SOME = RowsValue(
    cells=(
        *(cell(column, figure) for column, figure in (("2014", "40"), ("2015", "0"), ("truc-tiep-2014", "1234"))),
        CellEntry(row="gk-ca-nhan", column="2018", missing=True),
        CellEntry(row="gk-ca-nhan", column="ghi-chu", note="Có cả giấy khen đột xuất"),
    )
)


@cache
def sheet(value: RowsValue | None = None) -> bytes:
    return write_sheet(ANNEX, value, ("Sở Thông tin và Truyền thông",), OUTLINE)


def edited(change: Callable[[Worksheet], object], content: bytes = b"") -> bytes:
    """The sheet after somebody changed something in it; "line" finds a row by its label."""
    book = load_workbook(BytesIO(content or sheet()))
    change(book.worksheets[0])
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def line(page: Worksheet, label: str = AWARD) -> int:
    return next(found[0].row for found in page.iter_rows() if found[1].value == label)


def typed(value: object, column: str = FIRST_YEAR, label: str = AWARD) -> Outcome:
    """What is read where this was typed into one cell."""

    def change(page: Worksheet) -> None:
        page[f"{column}{line(page, label)}"].value = value

    return read_sheet(edited(change), ANNEX, OUTLINE)


def typed_each(values: Sequence[object]) -> Outcome:
    """What is read where these were typed for 2014, one into each row from the award on."""

    def change(page: Worksheet) -> None:
        for at, value in enumerate(values, start=line(page)):
            page[f"{FIRST_YEAR}{at}"].value = value

    return read_sheet(edited(change), ANNEX, OUTLINE)


def said(outcome: Outcome) -> list[tuple[str, str, str]]:
    assert outcome.failure == ""
    return [(fault.line, fault.blanks.get("row", ""), fault.blanks.get("column", "")) for fault in outcome.faults]


def test_what_was_written_is_read_back_the_same() -> None:
    outcome = read_sheet(sheet(SOME), ANNEX, OUTLINE)
    assert set(outcome.value.cells) == set(SOME.cells)
    assert said(outcome) == [("grid.over_column", AWARD, "Trong đó người lao động trực tiếp, 2014")]


def test_a_full_sheet_comes_back_without_a_fault() -> None:
    value = fill(RowsValue(), Grid(ANNEX).blank(Grid(ANNEX).untouched()), "zero")
    outcome = read_sheet(sheet(value), ANNEX, OUTLINE)
    assert (set(outcome.value.cells), outcome.faults) == (set(value.cells), ())


def test_an_empty_sheet_has_no_cells_and_no_faults() -> None:
    assert read_sheet(sheet(), ANNEX, OUTLINE) == Outcome(value=RowsValue())


def test_only_what_is_to_be_filled_is_unlocked_and_there_is_no_password() -> None:
    page = load_workbook(BytesIO(sheet())).worksheets[0]
    award, other = line(page), line(page, "Giấy khen cho tập thể")
    open_ = {at for at in "ABCDEFGHIJKL" if not page[f"{at}{award}"].protection.locked}
    assert open_ == set("DEFGHJKL")
    assert page[f"{DIRECT}{other}"].protection.locked
    assert page.protection.sheet
    assert page.protection.password is None


def test_totals_and_computed_rows_are_formulas() -> None:
    page = load_workbook(BytesIO(sheet())).worksheets[0]
    award = line(page)
    cells = ",".join(f"{column}{award}" for column in "DEFGH")
    assert page[f"{TOTAL}{award}"].value == f'=IF(COUNT({cells})=0,"",SUM({cells}))'
    people, direct = line(page, "Lượt cá nhân được khen thưởng"), line(page, "Trong đó người lao động trực tiếp")
    rate = line(page, "Tỷ lệ khen thưởng đối với người lao động")
    ratio = f'=IF(OR(H{direct}="",N(H{people})=0),"",ROUND(100*H{direct}/H{people},2))'
    assert page[f"H{rate}"].value == ratio
    assert page[f"H{rate + 1}"].value == f'=IF(OR(H{rate}="",D{rate}=""),"",ROUND(H{rate}-D{rate},2))'
    stretches = f"K{line(page, 'Lao động tiên tiến (Chiến sĩ tiên tiến)')}:"
    assert page[f"H{direct}"].value.startswith(f"=IF(COUNT({stretches}")


def test_amounts_are_validated_with_a_vietnamese_message() -> None:
    page = load_workbook(BytesIO(sheet())).worksheets[0]
    (rule,) = page.data_validations.dataValidation
    award = line(page)
    assert all(f"{at}{award}" in rule.sqref for at in "DEFGHJK")
    assert not any(f"{at}{award}" in rule.sqref for at in "BIL")
    assert (rule.errorStyle, rule.showErrorMessage) == ("stop", True)
    assert "số nguyên" in rule.error


def test_the_sheet_is_set_up_for_the_screen_and_for_landscape_a4() -> None:
    page = load_workbook(BytesIO(sheet())).worksheets[0]
    head = next(found[0].row for found in page.iter_rows() if found[0].value == "TT")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == f"${head}:${head + 1}"
    assert page.freeze_panes == f"C{head + 2}"
    assert page["A1"].value == ANNEX.title
    assert page["A2"].value == "Sở Thông tin và Truyền thông"


def test_what_people_wrote_never_becomes_a_formula() -> None:
    notes = dict(
        zip(AWARDS, ["=1+1", "+84 25", "- ghi chú", "@bạn", "#N/A", "'x", "=cmd|' /C calc'!A0", "x"], strict=False)
    )
    value = RowsValue(cells=tuple(CellEntry(row=row, column="ghi-chu", note=note) for row, note in notes.items()))
    page = load_workbook(BytesIO(sheet(value))).worksheets[0]
    written = [page[f"{NOTE}{line(page) + at}"] for at in range(len(notes))]
    assert [(found.value, found.data_type) for found in written] == [(note, "s") for note in notes.values()]
    assert [bool(found.quotePrefix) for found in written] == [True, True, True, True, False, True, True, False]
    assert read_sheet(sheet(value), ANNEX).value == value


def test_a_note_that_excel_cannot_hold_is_written_as_far_as_it_can() -> None:
    value = RowsValue(cells=(CellEntry(row="gk-ca-nhan", column="ghi-chu", note="\x00\x0b" + "ạ" * 40_000),))
    page = load_workbook(BytesIO(sheet(value))).worksheets[0]
    assert len(page[f"{NOTE}{line(page)}"].value) == 32_767


def test_a_number_is_read_however_it_stands_in_its_cell() -> None:
    outcome = typed_each([12, 12.0, "12", "12 ", "1.234", "12 giấy khen", 0, 2.9999999999, "\u00a07"])
    assert [found.amount for found in outcome.value.cells] == [12, 12, 12, 12, 1234, 12, 0, 3, 7]
    assert outcome.faults == ()


def test_a_dash_or_a_cross_is_a_blank() -> None:
    assert typed_each(["", "  ", "-", "x", "X", "–"]) == Outcome(value=RowsValue())


def test_no_figures_yet_is_kept_as_such() -> None:
    outcome = typed_each(["chưa có", "Chưa có số liệu", "chua co", unicodedata.normalize("NFD", "chưa có")])
    assert [(found.row, found.missing) for found in outcome.value.cells] == [(row, True) for row in AWARDS[:4]]
    assert outcome.faults == ()


WRONG = {
    "mười hai": "grid.not_a_number",
    "12 hoặc 13": "grid.not_a_number",
    True: "grid.not_a_number",
    date(2014, 5, 4): "grid.not_a_number",
    "#REF!": "grid.not_a_number",
    1e300: "grid.not_a_number",
    -3: "grid.negative",
    2.5: "grid.not_whole",
    "2,5": "grid.not_whole",
    "=SUM(A1:A2)": "grid.no_value",
}


def test_what_is_no_count_is_named_by_row_and_year_and_not_taken() -> None:
    outcome = typed_each(list(WRONG))
    labels = [row.label for row in ANNEX.rows if row.key in AWARDS]
    assert said(outcome) == [(fault, label, "2014") for fault, label in zip(WRONG.values(), labels, strict=False)]
    assert outcome.value.cells == ()


def test_a_figure_where_none_belongs_is_named() -> None:
    outcome = typed(5, DIRECT, "Giấy khen cho tập thể")
    assert [fault.line for fault in outcome.faults] == ["grid.no_such_cell"]
    assert typed("x", DIRECT, "Giấy khen cho tập thể").faults == ()


def test_a_total_typed_over_its_formula_must_add_up() -> None:
    def change(page: Worksheet, total: int) -> None:
        page[f"D{line(page)}"], page[f"E{line(page)}"], page[f"{TOTAL}{line(page)}"] = 3, 4, total

    assert read_sheet(edited(lambda page: change(page, 7)), ANNEX).faults == ()
    (fault,) = read_sheet(edited(lambda page: change(page, 8)), ANNEX).faults
    assert (fault.line, fault.blanks["amount"], fault.blanks["expected"]) == ("grid.total_wrong", "8", "7")


def test_a_summary_typed_over_its_formula_must_add_up() -> None:
    outcome = typed(99, "D", "Lượt cá nhân được khen thưởng")
    assert said(outcome) == [("grid.total_wrong", "Lượt cá nhân được khen thưởng", "2014")]
