"""A list of units is read from any sheet that says what its columns are, and is refused whole for any fault."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import count
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from exports.guard import read_in_child
from exports.outline_file import load
from exports.roster_read import read_roster
from exports.roster_write import HEADING, write_roster
from exports.sheet_write import write_sheet
from flows.campaign import Unit
from flows.grid_names import words_of
from flows.job import Outcome
from flows.questions import Choice, Column, Rows, RowSpec
from flows.roster import difference, tags, unit_id
from flows.rostering_words import COLUMNS, terms, vocabulary
from flows.wording import plain

WORDS = vocabulary((), (), tags(load("chi-thi-34")))
HEADS = ("TT", "Tên đơn vị", "Loại", "Nhãn", "Thể thức", "Thẩm quyền ký", "Nơi nhận")


def saved(book: Workbook) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def book_of(*lines, above: int = 0) -> Workbook:
    """A workbook with those lines, below so many blank ones."""
    book = Workbook()
    for line, texts in enumerate(lines, start=above + 1):
        for place, text in enumerate(texts, start=1):
            book.worksheets[0].cell(line, place).value = text
    return book


def read(*lines, above: int = 0) -> Outcome:
    return read_roster(saved(book_of(*lines, above=above)), WORDS)


def said(outcome: Outcome) -> list[str]:
    return [plain(fault.line, **fault.blanks) for fault in outcome.faults]


def test_every_column_is_read() -> None:
    heads = [column.heading for column in COLUMNS]
    line = (
        "Sở  Tư pháp ",
        "sở",
        "Khối 1",
        "Công an; quan-su",
        "UBND tỉnh",
        "Đảng",
        "STP",
        "Lạng Sơn",
        "KT.",
        "Phó Giám đốc",
        "Nguyễn Văn An",
        "- UBND tỉnh;\n- Sở Nội vụ;\n- Lưu: VT.",
        "Trần Thị Bình",
    )
    (unit,) = read(heads, line).roster
    assert unit == Unit(
        id="so-tu-phap",
        name="Sở Tư pháp",
        kind="so",
        group="Khối 1",
        tags=("cong-an", "quan-su"),
        superior="UBND tỉnh",
        party=True,
        code="STP",
        place="Lạng Sơn",
        authority="kt",
        post="Phó Giám đốc",
        signer="Nguyễn Văn An",
        recipients=("UBND tỉnh", "Sở Nội vụ", "Lưu: VT"),
        officer="Trần Thị Bình",
    )


@pytest.mark.parametrize(
    "heads",
    [
        ("LOẠI", "TÊN CƠ QUAN, ĐƠN VỊ"),
        ("loai don vi", "ten don vi:"),
        ("Loại (chọn)", "  Đơn   vị\n"),
        ("Loại hình", "Tên cơ quan"),
    ],
)
def test_headings_stand_in_any_order_and_spelling(heads: tuple[str, str]) -> None:
    (unit,) = read(heads, ("Phường", "Phường Tam Thanh"), above=13).roster
    assert (unit.name, unit.kind) == ("Phường Tam Thanh", "phuong")


def test_headings_below_the_twentieth_line_are_not_looked_for() -> None:
    assert read(("Tên đơn vị", "Loại"), ("A", ""), above=19).roster
    assert read(("Tên đơn vị", "Loại"), ("A", ""), above=20).failure == "not-a-roster"


def test_the_list_is_found_on_another_page_and_lists_of_several_pages_are_joined() -> None:
    book = book_of(("Ghi chú",))
    for title, name in (("Sở", "Sở Tư pháp"), ("Xã", "Xã Hữu Liên")):
        page = book.create_sheet(title)
        page.append(("Tên đơn vị", "Loại"))
        page.append((name, title))
    assert [unit.name for unit in read_roster(saved(book), WORDS).roster] == ["Sở Tư pháp", "Xã Hữu Liên"]
    book["Xã"]["B2"] = "gì đó"
    assert said(read_roster(saved(book), WORDS))[0].startswith("Xã!B2: ")


def test_blank_lines_numbers_of_columns_repeated_headings_and_merged_groups_are_no_units() -> None:
    book = book_of(HEADS, ("(1)", "(2)", "(3)"), ("I", "Các sở"), (1, "Sở A", "Sở"), (), HEADS, (2, "Sở B", "Sở"))
    book.worksheets[0].merge_cells("B3:D3")
    assert [unit.name for unit in read_roster(saved(book), WORDS).roster] == ["Sở A", "Sở B"]


def test_headings_on_two_lines_and_cells_merged_downwards_are_read() -> None:
    book = book_of(
        ("Tên đơn vị", "Khối", "Người ký", None),
        (None, None, "Chức vụ", "Họ và tên người ký"),
        ("Sở A", "Khối 1", "Giám đốc", "Nguyễn Văn An"),
        ("Sở B", None, "Giám đốc", "Lê Văn Bình"),
    )
    for area in ("A1:A2", "B1:B2", "C1:D1", "B3:B4"):
        book.worksheets[0].merge_cells(area)
    units = read_roster(saved(book), WORDS).roster
    assert [(one.group, one.post, one.signer) for one in units] == [
        ("Khối 1", "Giám đốc", "Nguyễn Văn An"),
        ("Khối 1", "Giám đốc", "Lê Văn Bình"),
    ]


@pytest.mark.parametrize(
    ("line", "cell", "says"),
    [
        ((1, None, "Sở"), "B2", "thiếu tên đơn vị"),
        ((1, "!!!", "Sở"), "B2", "không phải là tên"),
        ((1, "x" * 201), "B2", "dài 201 ký tự, nhiều nhất là 200"),
        ((1, "Sở A", "Viện"), "C2", "không có “Viện”. Đề nghị ghi một trong: Sở; Ban;"),
        ((1, "Sở A", "Sở", "Công an; Toà án"), "D2", "không có “Toà án”"),
        ((1, "Sở A", "Sở", "", "Cờ"), "E2", "không có “Cờ”"),
        ((1, "Sở A", "Sở", "", "", "Ký hộ"), "F2", "không có “Ký hộ”"),
        ((1, "Sở A", "Sở", "", "", "", "x" * 201), "G2", "dài 201"),
        ((1, "Sở A", "#N/A"), "C2", "báo lỗi #N/A"),
        ((1, "Sở A", "=1+1"), "C2", "công thức chưa tính"),
        ((1, "Sở A" + "\u0301" * 40), "B2", "ký tự lạ"),
    ],
)
def test_a_fault_is_named_by_its_cell_and_refuses_the_list(line, cell: str, says: str) -> None:
    outcome = read(HEADS, line, (2, "Sở Tốt", "Sở"))
    assert outcome.roster == ()
    (fault,) = said(outcome)
    assert fault.startswith(f"{cell}: ")
    assert says in fault


def test_all_faults_are_named_together() -> None:
    outcome = read(HEADS, (1, "Sở A", "Viện"), (2, "", "Sở"), (3, "sở a"), (4, "Sở  Á"))
    assert [fault.split(":")[0] for fault in said(outcome)] == ["C2", "B3", "B5"]
    assert "trùng tên với ô B4" in said(outcome)[2]


def test_faults_stand_in_the_order_of_the_lines() -> None:
    outcome = read(HEADS, (1, "Sở A", "Sở"), (2, "Sở A", "Sở"), (3, "Sở B", "Viện"), (4, "", "Tổ"))
    assert [fault.split(":")[0] for fault in said(outcome)] == ["B3", "C4", "B5", "C5"]


def test_two_columns_of_one_meaning_are_refused_and_a_strange_one_is_told_of() -> None:
    assert "có hai lần" in said(read(("Tên đơn vị", "Loại", "Loại đơn vị"), ("Sở A", "Sở", "Ban")))[0]
    outcome = read(("STT", "Tên đơn vị", "Loại", "Số điện thoại", "Ghi chú"), (1, "Sở A", "Sở", "0205", "x"))
    assert len(outcome.roster) == 1
    assert said(outcome) == ["D1: không dùng cột “Số điện thoại”."]


def test_what_a_formula_gave_is_used() -> None:
    content = saved(book_of(HEADS, (1, "=CONCAT(1)", "Sở")))
    assert "B2: công thức" in said(read_roster(content, WORDS))[0]
    computed = with_cached(content, "Sở A")
    assert [unit.name for unit in read_roster(computed, WORDS).roster] == ["Sở A"]


def test_a_name_that_is_a_formula_of_which_nothing_is_known_is_no_unit_left_out() -> None:
    outcome = read(HEADS, (1, "Sở A", "Sở"), (None, "=1+1"), ("=ROW()-1",))
    assert not outcome.roster
    assert [line.partition(":")[0] for line in said(outcome)] == ["B3"]
    assert "công thức" in said(outcome)[0]


def with_cached(content: bytes, value: str) -> bytes:
    """The workbook with the value that a spreadsheet program would have kept of the formula in B2."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(written, "w") as other:
        for part in package.infolist():
            text = package.read(part).decode()
            kept = re.sub('<c r="B2"><f>(.*?)</f><v.*?</c>', rf'<c r="B2" t="str"><f>\1</f><v>{value}</v></c>', text)
            other.writestr(part, kept)
    return written.getvalue()


def test_what_is_no_list_of_units_is_refused_with_its_reason() -> None:
    table = Rows(
        key="b",
        text="?",
        short="B",
        title="B",
        rows=(RowSpec(key="a", label="A"),),
        columns=(Column(key="c", label="C"),),
    )
    assert read_roster(write_sheet(table, None), WORDS).failure == "not-a-roster"
    assert read_roster(b"PK\x03\x04", WORDS).failure == "unreadable"
    assert said(read(HEADS)) == [plain("units.fault_empty")]


def test_a_list_that_goes_beyond_what_is_read_is_refused() -> None:
    book = book_of(HEADS, (1, "Sở A"))
    book.worksheets[0].cell(1_000, 2).value = "Sở B"
    assert "chia danh sách" in said(read_roster(saved(book), WORDS))[0]


def test_a_style_that_is_not_said_stays_the_units_own() -> None:
    known = vocabulary([Unit(id="so-a", name="Sở A", party=True)], (), ())
    blank, state = (saved(book_of(("Tên đơn vị", "Thể thức"), ("Sở A", style))) for style in ("", "Nhà nước"))
    assert [read_roster(content, known).roster[0].party for content in (blank, state)] == [True, False]


def test_the_authorities_are_the_options_of_the_letterhead() -> None:
    question = load("the-thuc").question("tt-quyen-han")
    assert isinstance(question, Choice)
    assert {term.key for term in terms("terms.authorities")} == {option.key for option in question.options}


def test_every_heading_and_every_word_means_one_thing() -> None:
    fields = {(words_of(heading), column.field) for column in COLUMNS for heading in column.headings}
    assert len({heading for heading, _ in fields}) == len(fields)
    for line in ("terms.kinds", "terms.tags", "terms.authorities", "terms.styles"):
        for word in {words_of(name) for term in terms(line) for name in (term.key, term.label, *term.names)}:
            assert sum(word in map(words_of, (one.key, one.label, *one.names)) for one in terms(line)) == 1


def test_the_sheet_to_fill_in_holds_text_alone_and_offers_the_words() -> None:
    unit = Unit(id="so-a", name="=HYPERLINK(1)", kind="vien", code="+84", superior="@x", tags=("cong-an",))
    book = load_workbook(BytesIO(write_roster([unit], vocabulary([unit], (), ()))))
    sheet = book.worksheets[0]
    cells = [cell for line in sheet.iter_rows(min_row=HEADING + 1) for cell in line]
    assert {cell.number_format for cell in cells} == {"@"}
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert sheet.cell(HEADING + 1, 1).value == "=HYPERLINK(1)"
    offered = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert sorted(offered) == ["B", "F", "I"]
    area = offered["B"].rpartition("!")[2].replace("$", "")
    assert {"Sở", "vien"} <= {cell.value for (cell,) in book.worksheets[1][area]}


def test_the_sheet_is_printed_as_wide_as_its_page_with_its_help_whole() -> None:
    book = load_workbook(BytesIO(write_roster([], WORDS)))
    for sheet in book.worksheets[:2]:
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == f"${HEADING}:${HEADING}"
    assert "A2:M2" in {str(area) for area in book.worksheets[0].merged_cells.ranges}
    assert book.worksheets[0]["A2"].alignment.wrap_text


def test_the_page_of_words_does_not_say_how_to_fill_in_another() -> None:
    words = load_workbook(BytesIO(write_roster([], WORDS)))["Danh mục"]
    assert words["A1"].value == plain("units.words_title")
    assert words["A2"].value is None


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
NAMES = count()


@st.composite
def units(draw) -> Unit:
    name = f"Đơn vị {next(NAMES)} {draw(TEXT)}"
    said = {field: draw(TEXT) for field in ("group", "superior", "code", "place", "post", "signer", "officer")}
    kind = draw(st.sampled_from(["", "so", "xa", "vien"]))
    party = draw(st.booleans())
    authority = draw(st.sampled_from(["", "kt", "truc-tiep"]))
    worn = draw(st.sampled_from([(), ("cong-an",), ("cong-an", "nganh-doc")]))
    tags_of = (*worn, "dang") if party else worn
    return Unit(id=unit_id(name), name=name, kind=kind, party=party, authority=authority, tags=tags_of, **said)


@settings(max_examples=10, deadline=None)
@given(st.lists(units(), max_size=4, unique_by=lambda unit: unit.id))
def test_the_sheet_that_is_handed_out_changes_nothing_when_it_comes_back(known: list[Unit]) -> None:
    words = vocabulary(known, (), ())
    first = read_roster(write_roster(known, words), words)
    if any(fault.line != "units.fault_empty" for fault in first.faults):
        assert {fault.line for fault in first.faults} <= {"units.fault_error", "units.fault_overladen"}
        return
    once = [change.unit for change in difference(known, first.roster).changed]
    assert len(first.roster) == len(known)
    settled = {unit.id: unit for unit in known} | {unit.id: unit for unit in once}
    again = read_roster(write_roster(list(settled.values()), words), words)
    assert difference(list(settled.values()), again.roster).units == ()


def test_a_list_is_read_in_the_child() -> None:
    content = saved(book_of(HEADS, (1, "Sở A", "Sở")))
    outcome = read_in_child("roster", content, [WORDS.model_dump_json()])
    assert outcome == Outcome(roster=(Unit(id="so-a", name="Sở A", kind="so"),))
