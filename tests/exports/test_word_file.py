"""The file itself: valid, always the same, in Vietnamese, in Times New Roman, and indifferent to what is typed."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import example, given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from reports import ANNEX, BARE, DRAFT, PARTY, STATE, text
from word_opened import opened, texts

from exports.word_markup import legal
from exports.word_report import render
from flows.report import Cell, Heading, Letterhead, Report, Table

SAMPLES = pytest.mark.parametrize("report", [STATE, DRAFT, PARTY, BARE], ids=["state", "draft", "party", "bare"])


@pytest.fixture(scope="module")
def validator():
    return OpenXmlValidator()


def faults(validator: OpenXmlValidator, path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    return [str(error) for error in validator.validate(path).errors]


def rewritten(content: bytes, part: str, old: str, new: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            read = source.read(name)
            changed.writestr(name, read.replace(old.encode(), new.encode()) if name == part else read)
    return target.getvalue()


@SAMPLES
def test_every_part_is_valid_against_the_schemas(report, validator, tmp_path):
    assert faults(validator, tmp_path / "report.docx", render(report)) == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", "<w:titlePg/>", '<w:titlePg/><w:pgSz w:w="1" w:h="1"/>'),
        ("word/document.xml", 'w:val="Heading1"', 'w:val="NoSuchStyle"'),
        ("word/styles.xml", '<w:jc w:val="both"/>', '<w:jc w:val="sideways"/>'),
        ("word/document.xml", "r:id=", "r:embed="),
    ],
)
def test_the_validator_reports_a_broken_file(part, old, new, validator, tmp_path):
    broken = rewritten(render(STATE), part, old, new)
    assert broken != render(STATE)
    assert faults(validator, tmp_path / "broken.docx", broken)


@SAMPLES
def test_the_same_report_gives_the_same_bytes(report):
    assert render(report) == render(report.model_copy(deep=True))


def test_the_file_carries_no_time_and_no_origin_of_its_own():
    with zipfile.ZipFile(BytesIO(render(STATE))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"python-docx" not in b"".join(archive.read(name) for name in archive.namelist())
    properties = opened(STATE).core_properties
    assert (properties.created, properties.modified) == (None, None)


def test_the_properties_say_title_author_and_language():
    properties = opened(STATE).core_properties
    assert properties.title == f"Báo cáo {STATE.subject}"[:255]
    assert properties.author == "Sở Thông tin và Truyền thông"
    assert properties.language == "vi-VN"


@SAMPLES
def test_the_text_is_vietnamese_in_black_times_new_roman_throughout(report):
    document = opened(report)
    defaults = document.styles.element.find(".//" + qn("w:rPrDefault"))
    fonts = defaults.find(".//" + qn("w:rFonts"))
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    assert len(fonts.attrib) == 4
    assert defaults.find(".//" + qn("w:lang")).get(qn("w:val")) == "vi-VN"
    assert defaults.find(".//" + qn("w:color")).get(qn("w:val")) == "000000"
    for root in (document.styles.element, document.element):
        outside = [n for n in root.iter(qn("w:rFonts"), qn("w:color")) if defaults not in n.iterancestors()]
        assert outside == []


@SAMPLES
def test_there_are_no_text_boxes_and_no_fixed_heights(report):
    with zipfile.ZipFile(BytesIO(render(report))) as archive:
        written = archive.read("word/document.xml").decode()
    for element in ("w:txbxContent", "w:drawing", "w:pict", "w:framePr", "w:trHeight", "mc:AlternateContent"):
        assert f"<{element}" not in written


@SAMPLES
def test_every_style_that_is_used_is_there(report):
    document = opened(report)
    known = {style.style_id for style in document.styles}
    used = {node.get(qn("w:val")) for node in document.element.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= known


@given(st.text(st.characters(), max_size=40))
@example("\x00\x07\x0b\x0c\x1f\ufffe\uffff\ud800]]>&<w:p/>{}%s%")
def test_any_text_in_any_place_gives_a_file_that_opens(typed):
    placed = Letterhead.model_construct(**{**BARE.letterhead.model_dump(), **dict.fromkeys(_NAMES, typed)})
    table = Table.model_construct(widths=(1,), head_rows=0, rows=((Cell.model_construct(text=typed),),), caption=typed)
    paragraph = text("").model_copy(update={"runs": (text("").runs[0].model_copy(update={"text": f"{typed}x"}),)})
    annex = ANNEX.model_copy(update={"label": typed, "title": typed, "reference": typed, "blocks": (table,)})
    changed: dict[str, object] = dict.fromkeys(("title", "subject", "number", "date_line"), typed)
    changed |= {"letterhead": placed, "addressees": (typed, typed), "bases": (typed,), "annexes": (annex,)}
    changed["blocks"] = (Heading.model_construct(level=1, number=typed, text=typed), table, paragraph)
    document = Document(BytesIO(render(BARE.model_copy(update=changed))))
    assert texts(document, "BodyText")[-1] == f"{legal(typed)}x./."


_NAMES = ("superior", "body", "code", "place", "authority", "post_over", "post", "signer")


def test_letters_that_xml_cannot_hold_are_left_out_and_all_others_kept():
    everything = "".join(chr(n) for n in range(0x20, 0x11000) if n != 0x7F)
    report: Report = BARE.model_copy(update={"blocks": (text(everything.replace("\x85", "") + "x"),)})
    (printed,) = texts(opened(report), "BodyText")
    assert printed == legal(everything).replace("\x85", "") + "x./."
    assert set(everything) - set(printed) <= {chr(n) for n in (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF, 0x85)}


def test_a_text_longer_than_a_parser_takes_in_one_piece_still_opens():
    report = BARE.model_copy(update={"blocks": (text("a" * 11_000_000),)})
    assert len(texts(opened(report), "BodyText")[0]) == 11_000_003
