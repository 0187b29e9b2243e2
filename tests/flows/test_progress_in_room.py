"""A coordinator asks the whole assistant how far everybody is, and gets pictures, sheets and lists that are true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image
from room import Room, Somebody, a_room
from shorthand import OFFICE, START, STTTT, lines_of_docx

from bot.progress_work import PORTION
from flows.campaign import Unit
from flows.job import Job

JUSTICE = Unit(id="stp", name="Sở Tư pháp", kind="so", code="STP", officer="Nông Văn Dũng")
DISTRICT = Unit(id="bs", name="Ủy ban nhân dân huyện Bắc Sơn", group="Khối huyện")


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as room:
        room.officer()
        room.unit(JUSTICE)
        room.unit(DISTRICT)
        room.campaign(deadline=START + timedelta(days=3, hours=9))
        yield room


@pytest.fixture
def office(room: Room) -> Somebody:
    return room.coordinator()


def text(messages: list) -> str:
    return "\n".join(message.text for message in messages)


def begin(room: Room, unit: str, **draft) -> None:
    """Has a unit's draft be somewhere."""
    from bot.view import blank_drafts, outline

    with room.store.begin() as ledger:
        campaign, known = ledger.records.campaign("chi-thi-34"), ledger.records.unit(unit)
        blank, _ = blank_drafts(known, campaign, outline)
        kept = ledger.records.draft(blank.id) or blank
        ledger.records.save([kept.model_copy(update={"touched": room.clock.now(), "done": 5, "total": 45} | draft)])


def test_the_progress_counts_who_is_where(room: Room, office: Somebody) -> None:
    begin(room, JUSTICE.id, state="submitted", submitted_at=START)
    begin(room, DISTRICT.id)
    shown = office.says("Tiến độ")[-1]
    assert "Đã gửi 1/3 đơn vị (33%)" in shown.text
    assert "▫️ chưa bắt đầu: 1" in shown.labels
    assert "Khối huyện: 0/1" in shown.text


def test_a_unit_is_found_opened_and_its_draft_read(room: Room, office: Somebody) -> None:
    begin(room, STTTT.id)
    office.says("/tiendo")
    office.presses("Tìm đơn vị")
    assert "Sở Thông tin và Truyền thông" in office.says("thong tin")[-1].text
    page = office.presses("Mở trang đơn vị")[-1]
    assert "Trần Thị Hoa (cán bộ, chịu trách nhiệm)" in page.text
    assert "I Đặc điểm tình hình" in page.text
    made = office.presses("Xem dự thảo Word")[-1]
    assert "Dự thảo của Sở Thông tin và Truyền thông" in made.text
    assert any("SỞ THÔNG TIN VÀ TRUYỀN THÔNG" in line for line in lines_of_docx(made.file))


def test_a_unit_is_opened_by_its_number(office: Somebody) -> None:
    office.says("tiến độ")
    office.presses("Danh sách đơn vị")
    assert office.presses("2")[-1].text.startswith("Sở Tư pháp")
    assert "Chưa có ai của đơn vị mở đường liên kết mời" in office.last.text
    assert "Danh sách đơn vị" in office.presses("Danh sách đơn vị")[-1].text


def test_the_picture_is_a_picture(office: Somebody) -> None:
    office.says("tiến độ")
    made = office.presses("Biểu đồ")[-1]
    assert made.letter.name == "tien-do-chi-thi-34.png"
    assert Image.open(BytesIO(made.file)).format == "PNG"
    assert "đã gửi 0/3 đơn vị (0%)" in made.text


def test_the_sheet_has_every_unit_of_many_portions(room: Room, office: Somebody) -> None:
    for number in range(PORTION + 5):
        room.unit(Unit(id=f"u{number}", name=f"Sở thứ {number}", kind="so"))
    begin(room, JUSTICE.id, state="signing")
    office.says("tiến độ")
    made = office.presses("Bảng Excel")[-1]
    sheet = load_workbook(BytesIO(made.file)).worksheets[0]
    names = [sheet.cell(5 + n, 2).value for n in range(PORTION + 8)]
    assert names[:4] == [STTTT.name, JUSTICE.name, DISTRICT.name, "Sở thứ 0"]
    assert len(set(names)) == PORTION + 8
    assert [sheet.cell(5, 10).value, sheet.cell(6, 10).value] == ["Trần Thị Hoa (cán bộ)", "Nông Văn Dũng"]
    assert sheet.cell(6, 4).value == "chờ thủ trưởng duyệt"


def test_the_sheet_shows_what_was_answered_and_by_whom_alone(room: Room, office: Somebody) -> None:
    officer = Somebody(room, "hoa")
    officer.presses("Bắt đầu")
    officer.says("Sở có 05 phòng chuyên môn.")
    officer.presses("Xong mục này")
    office.says("tiến độ")
    sheet = load_workbook(BytesIO(office.presses("Bảng Excel")[-1].file)).worksheets[0]
    assert [sheet.cell(line, 11).value for line in (5, 6, 7)] == ["xong", "chưa làm", "chưa làm"]
    assert [sheet.cell(line, 6).value for line in (5, 6, 7)] == [1, 0, 0]


def test_the_list_of_those_who_are_late_is_a_word_file_of_the_office(room: Room, office: Somebody) -> None:
    begin(room, JUSTICE.id, state="accepted")
    room.wait(timedelta(days=5))
    office.says("tiến độ")
    made = office.presses("DS chưa gửi (Word)")[-1]
    lines = "\n".join(lines_of_docx(made.file))
    assert OFFICE.name.upper() in lines
    assert "2 | Ủy ban nhân dân huyện Bắc Sơn" in lines
    assert "1 | Sở Thông tin và Truyền thông | Trần Thị Hoa" in lines
    assert "Sở Tư pháp" not in lines
    assert "17:00 08/01/2026 | 2" in lines


@pytest.mark.parametrize("kind", ["progress-picture", "progress-sheet"])
def test_a_campaign_that_is_gone_has_neither_picture_nor_sheet(room: Room, kind: str) -> None:
    from bot import progress_work
    from bot.tools import Tools

    def read(act):
        with room.store.begin() as ledger:
            return act(ledger)

    work = getattr(progress_work, kind.replace("-", "_"))
    made = work(Job(kind=kind, campaign="khong-co"), Tools(read, lambda done, total: None, START))
    assert (made.outcome.failure, made.files) == ("no-campaign", ())


@pytest.mark.parametrize("command", ["/tiendo", "tiến độ"])
def test_an_officer_learns_nothing_of_other_units_by_the_same_words(room: Room, command: str) -> None:
    room.coordinator()
    said = text(Somebody(room, "hoa").says(command))
    assert "Sở Tư pháp" not in said
    assert "Đã gửi" not in said
