from __future__ import annotations

import struct
import unicodedata
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment

from exports.guard import Limits, check_package, read_in_child
from exports.guard_package import Bounds
from exports.guard_secret import is_stamp
from exports.sheets import write_sheet
from flows.job import Outcome
from flows.questions import Column, Rows, RowSpec
from flows.values import CellEntry, RowsValue

TABLE = Rows(
    key="bieu",
    text="?",
    short="Biểu",
    title="BIỂU",
    rows=(RowSpec(key="gk", label="Giấy khen"),),
    columns=(Column(key="2018", label="2018"),),
)
FILLED = RowsValue(cells=(CellEntry(row="gk", column="2018", amount=7),))
RELATION = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OUTSIDE = '<Relationship Id="r" Type="http://a/relationships/{}" Target="http://b/c" TargetMode="External"/>'
HEAD = '<?xml version="1.0" encoding="{}"?>'


def sheet() -> bytes:
    return write_sheet(TABLE, FILLED)


def with_part(name: str, content: str | bytes) -> bytes:
    """An honest sheet with one more part."""
    written = BytesIO(sheet())
    with ZipFile(written, "a", ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return written.getvalue()


def saved(book) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def word(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def many_cells(count: int) -> bytes:
    """A sheet of few bytes that costs its reader one cell after the other."""
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    cells = start + f"<row>{'<c/>' * 1000}</row>" * (count // 1000) + "</sheetData></worksheet>"
    written = BytesIO()
    with ZipFile(BytesIO(saved(Workbook()))) as honest, ZipFile(written, "w", ZIP_DEFLATED) as heavy:
        for part in honest.infolist():
            heavy.writestr(part, cells if part.filename.endswith("sheet1.xml") else honest.read(part))
    return written.getvalue()


def read(content: bytes, limits: Limits | None = None) -> Outcome:
    return read_in_child("sheet", content, [TABLE.model_dump_json(), ""], limits)


def test_an_honest_sheet_is_read_in_the_child() -> None:
    assert read(sheet()) == Outcome(value=FILLED)


def test_honest_files_pass_with_their_comments_hyperlinks_and_pictures_of_text() -> None:
    book = Workbook()
    book.active["A1"].hyperlink = "https://example.org/"
    book.active["A2"].comment = Comment("ghi chú <br>", "ai")
    assert check_package(saved(book)) == ""
    assert check_package(word("Báo cáo")) == ""


@pytest.mark.parametrize(
    ("name", "content", "failure"),
    [
        ("xl/evil.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>', "forbidden"),
        ("xl/evil.xml", '<!ENTITY b "c">', "forbidden"),
        ("xl/evil.bin", (HEAD.format("utf-16") + "<!DOCTYPE a><a/>").encode("utf-16"), "forbidden"),
        ("xl/evil.xml", (HEAD.format("utf-7") + "+ADwAIQ-DOCTYPE a+AD4-<a/>").encode(), "forbidden"),
        ("xl/evil.xml", HEAD.format("cp037").encode("cp037"), "forbidden"),
        ("xl/vbaProject.bin", b"\xd0\xcf", "macro"),
        ("xl/_rels/m.rels", '<R Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>', "macro"),
        ("word/_rels/s.xml.rels", RELATION.format(OUTSIDE.format("attachedTemplate")), "external"),
        ("xl/externalLinks/_rels/e.rels", RELATION.format(OUTSIDE.format("externalLinkPath")), "external"),
        ("xl/worksheets/_rels/h.rels", RELATION.format(OUTSIDE.format("hyperlink")), ""),
        ("word/embeddings/inner.xlsx", sheet(), "forbidden"),
        ("XL/workbook.xml", "<a/>", "forbidden"),
        ("xl/_rels/broken.rels", "<Relationships", "unreadable"),
    ],
)
def test_what_an_honest_report_never_has_is_refused(name: str, content: str | bytes, failure: str) -> None:
    assert check_package(with_part(name, content)) == failure


def test_a_workbook_with_macros_is_refused_by_its_type_alone() -> None:
    written = BytesIO()
    with ZipFile(BytesIO(sheet())) as honest, ZipFile(written, "w") as macros:
        for part in honest.infolist():
            content = honest.read(part).replace(
                b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
            )
            macros.writestr(part, content)
    assert check_package(written.getvalue()) == "macro"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part("xl/bomb.xml", b"<a>" + b" " * 70_000_000)
    assert len(bomb) < 100_000
    assert check_package(bomb) == "too-big"


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    content = with_part("xl/liar.xml", b"<a>" + b" " * 2_000_000 + b"</a>")
    lie = content.replace(struct.pack("<L", 2_000_007), struct.pack("<L", 100))
    assert lie != content
    assert check_package(lie, Bounds(unpacked=1_000_000)) == "unreadable"


@pytest.mark.parametrize("bounds", [Bounds(file=100), Bounds(unpacked=100), Bounds(parts=3)])
def test_each_bound_holds(bounds: Bounds) -> None:
    assert check_package(sheet(), bounds) == "too-big"
    assert check_package(sheet()) == ""


def test_a_package_with_a_password_is_refused() -> None:
    content = bytearray(sheet())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert check_package(bytes(content)) == "encrypted"


def test_a_file_that_was_cut_off_is_not_read() -> None:
    assert [check_package(sheet()[:size]) for size in (0, 1, 3)] == ["not-a-package"] * 3
    assert [check_package(sheet()[:size]) for size in (4, 30, 1000, 4000)] == ["unreadable"] * 4
    assert read(sheet()[:4000]) == Outcome(failure="unreadable")


def test_no_single_byte_that_was_changed_on_the_way_breaks_the_check() -> None:
    content = sheet()
    changed = (content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :] for at in range(0, len(content), 61))
    assert {check_package(each) for each in changed} <= {"", "unreadable", "not-a-package", "too-big", "encrypted"}


def test_a_file_that_costs_too_much_time_ends_its_child_only() -> None:
    assert read(many_cells(600_000), Limits(cpu=1)) == Outcome(failure="timeout")
    assert read(many_cells(600_000), Limits(seconds=1)) == Outcome(failure="timeout")
    assert read(sheet()).failure == ""


def test_a_sheet_far_heavier_than_any_table_is_not_even_parsed() -> None:
    assert read(many_cells(1_200_000)) == Outcome(failure="too-big")


def test_a_file_that_costs_too_much_memory_ends_its_child_only() -> None:
    assert read(many_cells(300_000), Limits(memory=120_000_000)) == Outcome(failure="too-big")


def test_only_the_readers_that_are_there_are_run() -> None:
    with pytest.raises(ValueError, match="no reader"):
        read_in_child("os.system", sheet())


def test_the_child_sees_nothing_of_the_parents_settings(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit(9)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert read(sheet()).failure == ""


@pytest.mark.parametrize("stamp", ["MẬT", "Mật", "TỐI MẬT", "Tuyệt mật", "* T Ố I  M Ậ T *", "Độ mật: Mật", "(MẬT)"])
def test_a_stamp_of_secrecy_is_known_however_it_is_written(stamp: str) -> None:
    assert is_stamp(stamp)
    assert is_stamp(unicodedata.normalize("NFD", stamp))


@pytest.mark.parametrize("stamp", ["TỐI MẬT", unicodedata.normalize("NFD", "Mật")])
def test_a_stamp_of_secrecy_is_known_wherever_it_stands(stamp: str) -> None:
    book, titled, edged = Workbook(), Workbook(), Workbook()
    book.active["C7"] = f"{stamp}\nSố: 12"
    titled.properties.subject = stamp
    edged.active.oddHeader.right.text = stamp
    edged.active.oddHeader.right.size = 14
    files = [saved(book), saved(titled), saved(edged), word("Báo cáo", stamp)]
    assert [check_package(content) for content in files] == ["secret"] * 4
    assert read(files[0]) == Outcome(failure="secret")


def test_a_stamp_in_pieces_or_in_the_header_of_a_document_is_known() -> None:
    document = Document()
    pieces = document.add_paragraph()
    for letter in "TỐI MẬT":
        pieces.add_run(letter).bold = True
    headed = Document()
    headed.sections[0].header.paragraphs[0].text = "MẬT"
    assert [check_package(saved(file)) for file in (document, headed)] == ["secret", "secret"]


@pytest.mark.parametrize(
    "text",
    ["bảo vệ bí mật nhà nước", "mật độ", "mật", "MẶT", "MẤT", "Mật ong", "Độ mật: Không", "Tài liệu không mật", ""],
)
def test_the_word_within_ordinary_text_is_no_stamp(text: str) -> None:
    assert not is_stamp(text)
    assert check_package(word(text)) == ""
