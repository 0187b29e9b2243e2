"""The list of those who still owe their report stands under the office's letterhead, complete and in groups."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from progress_samples import DUE, NOW, OFFICE, campaign, looking, pressed, standing, standings

from exports.word_columns import column_widths
from exports.word_look import STATE, twips
from exports.word_styles import CELL_MARGIN, TABLE_SIZES
from exports.word_widths import text_width
from flows.campaign import Member, Person
from flows.late_list import late_list
from flows.report import Paragraph, Report, Table
from flows.turn import Do


def listed(view, now=NOW) -> Report:
    return late_list(view, now)


def table(report: Report) -> Table:
    return next(block for block in report.blocks if isinstance(block, Table))


def cells(report: Report) -> list[list[str]]:
    return [[cell.text for cell in row if cell] for row in table(report).rows]


def lead(report: Report) -> str:
    return "".join(run.text for block in report.blocks if isinstance(block, Paragraph) for run in block.runs)


def test_all_who_owe_are_listed_under_their_groups_and_numbered_throughout() -> None:
    rows = cells(listed(looking(standings("nwsgra", "Khối A", "Khối B"))))
    assert rows[0] == [
        "TT",
        "Tên cơ quan, đơn vị",
        "Cán bộ phụ trách",
        "Tình trạng",
        "Đã làm",
        "Hạn gửi",
        "Quá hạn (ngày)",
    ]
    assert [row[:4] for row in rows[1:]] == [
        ["Khối A (2 đơn vị)"],
        ["1", "Sở thứ 0", "", "chưa bắt đầu"],
        ["2", "Sở thứ 4", "", "yêu cầu bổ sung"],
        ["Khối B (2 đơn vị)"],
        ["3", "Sở thứ 1", "", "đang làm"],
        ["4", "Sở thứ 3", "", "chờ thủ trưởng duyệt"],
    ]
    assert rows[5][4:] == ["5/45", "17:00 15/12/2026", "1"]


def test_a_row_of_a_group_goes_across_all_columns() -> None:
    grid = table(listed(looking(standings("nn", "Khối A", "Khối B"))))
    assert {len(row) for row in grid.rows} == {len(grid.widths)}
    assert grid.rows[1][0].span == len(grid.widths)


def test_one_group_alone_is_not_named() -> None:
    assert [row[0] for row in cells(listed(looking(standings("nsn"))))] == ["TT", "1", "2"]


def test_a_group_that_is_all_that_is_left_is_still_named() -> None:
    rows = cells(listed(looking(standings("ns", "Khối A", "Khối B"))))
    assert [row[0] for row in rows] == ["TT", "Khối A (1 đơn vị)", "1"]


def test_the_moment_and_the_numbers_are_said() -> None:
    text = lead(listed(looking(standings("nwsgra"))))
    assert "Tính đến 08 giờ 00 phút ngày 16/12/2026, còn 4/6 cơ quan, đơn vị chưa gửi báo cáo" in text
    assert "đã gửi 2 (33%)" in text
    assert "có 4 cơ quan, đơn vị đã quá hạn" in text


def test_where_all_have_sent_it_says_so_and_has_no_table() -> None:
    report = listed(looking(standings("sas")))
    assert lead(report) == "Tính đến 08 giờ 00 phút ngày 16/12/2026, tất cả 3 cơ quan, đơn vị đã gửi báo cáo."
    assert not any(isinstance(block, Table) for block in report.blocks)


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (timedelta(0), ""),
        (timedelta(minutes=1), "< 1"),
        (timedelta(hours=7), "1"),
        (timedelta(days=30), "30"),
        (-timedelta(days=1), ""),
    ],
)
def test_days_overdue_are_those_of_the_calendar_here(after: timedelta, days: str) -> None:
    assert cells(listed(looking(standings("n")), DUE + after))[1][-1] == days


def test_who_is_responsible_is_named_else_who_joined_first_else_the_officer_of_the_roster() -> None:
    units = tuple(standing(n, letter, officer="Lý Thị Hà") for n, letter in enumerate("wwnn"))
    named = replace(units[0], draft=units[0].draft.model_copy(update={"responsible": "hoa"}))
    gone = replace(units[1], draft=units[1].draft.model_copy(update={"responsible": "left"}))
    people = tuple(map(member, *zip(*JOINED, strict=True)))
    names = {"hoa": "Trần Thị Hoa", "left": "Đã Chuyển Đi"}
    rows = cells(listed(looking((named, gone, *units[2:]), people=people, names=names)))
    assert [row[2] for row in rows[1:]] == ["Trần Thị Hoa", "Lê Văn Minh", "Vi Thị Nga", "Lý Thị Hà"]


JOINED = (
    ("minh-0", "Lê Văn Minh", "u0", "officer"),
    ("hoa", "Trần Thị Hoa", "u0", "officer"),
    ("minh", "Lê Văn Minh", "u1", "officer"),
    ("van", "Lý Thị Vân", "u2", "head"),
    ("nga", "Vi Thị Nga", "u2", "officer"),
    ("mai", "Hứa Thị Mai", "u2", "officer"),
)


def member(name: str, called: str, unit: str, role: str) -> Member:
    return Member(person=Person(id=name, name=called, unit=unit, role=role), reach="reachable")


def test_it_has_the_offices_letterhead_in_the_states_style() -> None:
    head = listed(looking(standings("n"))).letterhead
    assert (head.style, head.superior, head.body) == ("state", "Sở Nội vụ", OFFICE.name)
    assert (head.code, head.place, head.authority) == ("DS-BTĐKT", "Lạng Sơn", "TM.")
    assert (head.post, head.signer, head.recipients) == ("Trưởng Ban", "Nông Thị Minh", ("Lưu: VT",))


def test_it_has_the_offices_letterhead_in_the_partys_style() -> None:
    party = OFFICE.model_copy(update={"party": True})
    head = listed(looking(standings("n"), roster=(party,), unit=party)).letterhead
    assert (head.style, head.code, head.authority) == ("party", "DS/BTĐKT", "T/M")


def test_the_letterhead_is_the_offices_even_while_a_units_papers_lie_open() -> None:
    units = standings("n")
    assert listed(looking(units, unit=units[0].unit)).letterhead.body == OFFICE.name


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Báo cáo sơ kết 05 năm", "Các cơ quan, đơn vị chưa gửi báo cáo sơ kết 05 năm"),
        ("Sơ kết\n05 năm", "Các cơ quan, đơn vị chưa gửi báo cáo Sơ kết 05 năm"),
    ],
)
def test_the_subject_says_report_once(title: str, subject: str) -> None:
    units = standings("n")
    assert listed(looking(units, campaign=campaign(units, title=title))).subject == subject


def test_the_file_has_a_name_that_is_no_path() -> None:
    units = standings("n")
    strange = listed(looking(units, campaign=campaign(units, id="../đợt 1")))
    assert strange.file_name == "DS-chua-gui-..-t-1.docx"
    assert "/" not in strange.file_name


def test_it_is_made_by_the_ordinary_job() -> None:
    turn = pressed(looking(standings("n")), "late-list")
    (job,) = (one.job for one in turn.effects if isinstance(one, Do))
    assert job.kind == "render"
    assert job.report.title == "DANH SÁCH"


def test_it_ends_with_a_sentence_and_not_with_a_table() -> None:
    assert [type(block) for block in listed(looking(standings("nws"))).blocks] == [Table, Paragraph]


def test_a_deadline_has_room_on_one_line() -> None:
    names = {"name": "Sở Văn hóa, Thể thao và Du lịch", "officer": "Nguyễn Thị Phương Thảo"}
    units = tuple(replace(one, unit=one.unit.model_copy(update=names)) for one in standings("nwgr"))
    width = column_widths(table(listed(looking(units))), twips(STATE.text_width), TABLE_SIZES["Table"])[5]
    assert width > twips(text_width("17:00 04/12/2026", TABLE_SIZES["Table"], bold=False)) + 2 * CELL_MARGIN
