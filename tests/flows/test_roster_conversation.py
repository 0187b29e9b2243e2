"""A coordinator sends in the list of units: it is shown what it changes, and then saved whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from room import Room, Somebody, a_room
from shorthand import OFFICE, STTTT

from flows.campaign import Unit
from flows.linking import RULES as LINKING
from flows.rights import RIGHTS
from flows.roles import RULES as ROLES
from flows.rostering import RULES

HEADS = ("Tên đơn vị", "Loại", "Địa danh", "Cán bộ phụ trách")


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as room:
        room.unit(STTTT)
        yield room


@pytest.fixture
def office(room: Room) -> Somebody:
    return room.coordinator()


def sheet(*lines) -> bytes:
    book = Workbook()
    for line in (HEADS, *lines):
        book.worksheets[0].append(line)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def units(room: Room) -> dict[str, Unit]:
    with room.store.begin() as ledger:
        return {unit.name: unit for unit in ledger.records.units()}


def events(room: Room) -> list[str]:
    with room.store.begin() as ledger:
        return [fact.event.name for fact in ledger.events.history("")]


def test_the_list_is_counted_by_kind(office: Somebody) -> None:
    (shown,) = office.says("/donvi")
    assert "2 đơn vị\n• Sở: 1\n• Ban: 1" in shown.text


def test_a_list_is_saved_only_when_that_was_said(room: Room, office: Somebody) -> None:
    office.sends_file("ds.xlsx", sheet(("Sở Tư pháp", "Sở", "Lạng Sơn"), (STTTT.name, "", "Lạng Sơn"), (OFFICE.name,)))
    assert "Đọc được 3 đơn vị: 1 mới, 1 thay đổi, 1 giữ nguyên." in office.last.text
    assert "- Sở Tư pháp" in office.last.text
    assert f"- {STTTT.name}: Địa danh: (trống) → Lạng Sơn" in office.last.text
    assert set(units(room)) == {STTTT.name, OFFICE.name}
    (done,) = office.presses("Ghi danh sách")
    assert "thêm 1 đơn vị, sửa 1 đơn vị" in done.text
    saved = units(room)
    assert (saved["Sở Tư pháp"].kind, saved["Sở Tư pháp"].id) == ("so", "so-tu-phap")
    assert (saved[STTTT.name].place, saved[STTTT.name].code, saved[STTTT.name].id) == ("Lạng Sơn", "STTTT", "stttt")
    assert events(room).count("roster.applied") == 1


def test_a_list_that_is_dropped_changes_nothing_and_cannot_be_taken_up_again(room: Room, office: Somebody) -> None:
    office.sends_file("ds.xlsx", sheet(("Sở Tư pháp", "Sở")))
    office.presses("Không ghi danh sách")
    office.presses_old("Ghi danh sách")
    assert "đã được xử lý" in office.last.text
    assert "Sở Tư pháp" not in units(room)


def test_a_list_pressed_twice_is_saved_once(room: Room, office: Somebody) -> None:
    office.sends_file("ds.xlsx", sheet(("Sở Tư pháp", "Sở")))
    office.presses("Ghi danh sách")
    office.presses_old("Ghi danh sách")
    assert "đã được xử lý" in office.last.text
    assert units(room)["Sở Tư pháp"].rev == 1


def test_faults_refuse_the_whole_list_and_only_the_first_are_listed(room: Room, office: Somebody) -> None:
    lines = [(f"Sở {n}", "Viện") for n in range(20)]
    office.sends_file("ds.xlsx", sheet(("Sở Tốt", "Sở"), *lines))
    text = office.last.text
    assert "20 chỗ" in text
    assert "B3: cột Loại không có “Viện”" in text
    assert text.count("Viện") == 15
    assert "… và 5 chỗ khác." in text
    assert "Sở Tốt" not in units(room)
    assert not office.last.labels


def test_a_list_read_before_a_unit_changed_is_shown_anew(room: Room, office: Somebody) -> None:
    office.sends_file("ds.xlsx", sheet((STTTT.name, "", "Cao Bằng")))
    with room.store.begin() as ledger:
        held = ledger.records.unit("stttt")
        ledger.records.save([held.model_copy(update={"place": "Hà Nội"})])
    office.presses("Ghi danh sách")
    assert units(room)[STTTT.name].place == "Hà Nội"
    assert "Địa danh: Hà Nội → Cao Bằng" in office.last.text
    office.presses("Ghi danh sách")
    assert units(room)[STTTT.name].place == "Cao Bằng"


def test_a_unit_made_in_the_meantime_is_not_made_twice(room: Room, office: Somebody) -> None:
    colleague = room.coordinator("HAI", "Lê Thị Hai")
    for somebody in (office, colleague):
        somebody.sends_file("ds.xlsx", sheet(("Sở Tư pháp", "Sở", "Lạng Sơn")))
    office.presses("Ghi danh sách")
    colleague.presses("Ghi danh sách")
    assert "không khác gì danh sách đã ghi" in colleague.last.text
    assert units(room)["Sở Tư pháp"].rev == 1


def test_the_sheet_that_is_handed_out_comes_back_as_nothing_new(room: Room, office: Somebody) -> None:
    office.says("/mau donvi")
    content = office.last.file
    assert content is not None
    assert load_workbook(BytesIO(content)).worksheets[0]["A5"].value == OFFICE.name
    office.sends_file("mau.xlsx", content)
    assert "không khác gì danh sách đã ghi" in office.last.text


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", b"PK", "chỉ nhận danh sách đơn vị dạng Excel"),
        ("a.xlsx", b"hello", "không phải bảng tính .xlsx"),
        ("a.xlsx", sheet()[:-30], "bị hỏng"),
    ],
)
def test_another_file_is_turned_away(office: Somebody, name: str, content: bytes, says: str) -> None:
    office.sends_file(name, content)
    assert says in office.last.text


def test_a_sheet_without_the_headings_is_told_what_is_wanted(office: Somebody) -> None:
    written = BytesIO()
    book = Workbook()
    book.worksheets[0].append(("Họ", "Tên"))
    book.save(written)
    office.sends_file("a.xlsx", written.getvalue())
    assert "cần một dòng tiêu đề" in office.last.text
    assert "chỉ nhận danh sách đơn vị" in office.sends("photo")[-1].text


def test_an_officer_has_no_part_in_the_list(room: Room) -> None:
    officer = room.officer()
    for typed in ("/donvi", "/mau donvi", "vai trò"):
        officer.says(typed)
        assert "đơn vị\n•" not in officer.last.text
        assert officer.last.file is None


def test_every_act_is_a_coordinators_alone() -> None:
    assert {RIGHTS[act] for rules in (RULES, LINKING, ROLES) for act in rules} == {("coordinator",)}
