"""What a unit says of its letterhead becomes the head and foot of its report."""

from __future__ import annotations

import pytest
from compile_samples import FULL, HEAD, STTTT, choice, day, form, line, paper, prose

from flows.campaign import Unit
from flows.compile import compile_report
from flows.report import Letterhead, Report
from flows.values import Value

PARTY = Unit(id="du", name="Đảng ủy Khối", code="ĐUK", party=True, place="Lạng Sơn")


def compiled(changes: dict[str, Value], unit: Unit = STTTT) -> Report:
    return compile_report(paper(FULL), form({**HEAD, **changes}, unit), draft=False)


def test_the_letterhead_is_the_units_own() -> None:
    assert compiled({}).letterhead == Letterhead(
        superior="Ủy ban nhân dân tỉnh Lạng Sơn",
        body="Sở Thông tin và Truyền thông",
        code="BC-STTTT",
        place="Lạng Sơn",
        authority="KT.",
        post_over="Giám đốc",
        post="Phó Giám đốc",
        signer="Nguyễn Thị Hồng Vân",
        recipients=("UBND tỉnh", "Sở Nội vụ", "Lưu: VT"),
    )


def test_before_anything_is_said_the_unit_is_known_as_far_as_it_is() -> None:
    report = compile_report(paper({}), form(), draft=True)
    head = report.letterhead
    assert (head.body, head.code, head.superior, head.place) == (
        "Sở Thông tin và Truyền thông",
        "BC-STTTT",
        "Ủy ban nhân dân tỉnh Lạng Sơn",
        "Lạng Sơn",
    )
    assert (report.number, report.date_line, head.authority, head.signer, head.recipients) == ("", "", "", "", ())


@pytest.mark.parametrize(
    ("option", "state", "party", "over"),
    [
        ("truc-tiep", "", "", ""),
        ("tm", "TM.", "T/M", "Giám đốc"),
        ("kt", "KT.", "K/T", "Giám đốc"),
        ("q", "Q.", "Q.", ""),
        ("tl", "TL.", "T/L", "Giám đốc"),
        ("tuq", "TUQ.", "TUQ.", "Giám đốc"),
    ],
)
def test_an_authority_is_written_as_its_kind_of_body_writes_it(option: str, state: str, party: str, over: str) -> None:
    ours = compiled({"tt-quyen-han": choice(option)}).letterhead
    theirs = compiled({"tt-quyen-han": choice(option), "tt-kieu": choice("dang")}).letterhead
    assert (ours.authority, theirs.authority, ours.post_over) == (state, party, over)


@pytest.mark.parametrize(
    ("draft", "option", "over"),
    [(True, "kt", "[chưa ghi ký thay ai]"), (False, "kt", ""), (True, "q", ""), (True, "truc-tiep", "")],
)
def test_a_draft_marks_that_nobody_said_whom_it_is_signed_for(draft: bool, option: str, over: str) -> None:
    said = {**HEAD, "tt-quyen-han": choice(option), "tt-chuc-vu-tren": line("KT. ")}
    report = compile_report(paper(FULL), form(said), draft=draft)
    assert report.letterhead.post_over == over


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("STTTT", "BC-STTTT"),
        ("BC-STTTT", "BC-STTTT"),
        ("Số: 05/BC-STTTT", "BC-STTTT"),
        (" sttt\n", "BC-sttt"),
        ("UBND", "BC-UBND"),
    ],
)
def test_the_code_is_found_however_it_was_typed(typed: str, code: str) -> None:
    assert compiled({"tt-viet-tat": line(typed)}).letterhead.code == code


def test_a_party_body_has_its_own_form() -> None:
    report = compile_report(paper(FULL), form({}, PARTY), draft=False)
    assert (report.letterhead.style, report.letterhead.code) == ("party", "BC/ĐUK")
    assert report.file_name == "BC-DUK-chi-thi-34.docx"
    assert "Báo cáo số       -BC/ĐUK ngày" in report.annexes[0].reference
    assert compiled({"tt-kieu": choice("nha-nuoc")}, PARTY).letterhead.style == "state"


@pytest.mark.parametrize(
    ("typed", "number"), [("5", "05"), ("05/BC-STTTT", "05"), ("Số 123", "123"), ("chưa có", ""), ("", "")]
)
def test_the_number_is_bare_and_has_two_figures(typed: str, number: str) -> None:
    assert compiled({"tt-so": line(typed)}).number == number


def test_a_number_and_date_that_were_given_stand_in_the_head_and_at_the_annex() -> None:
    report = compiled({"tt-so": line("7"), "tt-ngay": day(2019, 2, 3)})
    assert (report.number, report.date_line) == ("07", "Lạng Sơn, ngày 03 tháng 02 năm 2019")
    assert "số 07/BC-STTTT ngày 03 tháng 02 năm 2019 của Sở" in report.annexes[0].reference


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("STTTT", "BC-STTTT-chi-thi-34.docx"),
        ("../../ĐẢ\u0300o\x00", "BC-DAo-chi-thi-34.docx"),
        ("văn phòng", "BC-van-phong-chi-thi-34.docx"),
        ("🙂", "BC-chi-thi-34.docx"),
        ("x" * 300, f"BC-{'x' * 40}-chi-thi-34.docx"),
    ],
)
def test_the_file_name_is_plain_ascii_and_never_a_path(code: str, name: str) -> None:
    assert compiled({"tt-viet-tat": line(code)}).file_name == name


def test_recipients_are_listed_bare() -> None:
    named = compiled({"tt-noi-nhan": prose("- UBND tỉnh;\n+ Sở Nội vụ.", ";", "Lưu: VT, VP (Hg).")})
    assert named.letterhead.recipients == ("UBND tỉnh", "Sở Nội vụ", "Lưu: VT, VP (Hg)")
