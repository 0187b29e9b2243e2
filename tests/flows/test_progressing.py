"""What coordinators see of a campaign: numbers, lists that a phone shows, one unit, and buttons that make sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from progress_samples import (
    COORDINATOR,
    DUE,
    NOW,
    OFFICE,
    campaign,
    looking,
    pressed,
    presses,
    said,
    standings,
    text,
    typed,
)

from exports.outline_file import load
from flows.campaign import Extension, Member, Person, Unit
from flows.draft import Answer, Demand, Draft, Submission
from flows.job import Job, Kept, Outcome
from flows.paper import Paper
from flows.play import play
from flows.progressing import ASKED, RULES
from flows.report import Letterhead, Report
from flows.rights import RIGHTS, may
from flows.text import utf16_length
from flows.turn import Do, Finished
from flows.values import LineValue

LONGEST = 4096
FORM, OUTLINE = load("the-thuc"), load("chi-thi-34")


def jobs(turn) -> list[Job]:
    return [one.job for one in turn.effects if isinstance(one, Do)]


def test_the_numbers_come_with_share_deadline_and_last_activity() -> None:
    shown = text(pressed(looking(standings("nwgsra")), "progress"))
    assert "Đã gửi 2/6 đơn vị (33%)" in shown
    assert "Hạn: 17:00 15/12/2026 (đã qua 1 ngày)" in shown
    assert "Hoạt động gần nhất: 07:00 16/12/2026, Sở thứ 1" in shown
    assert "▫️ chưa bắt đầu: 1" in shown
    assert "❗ quá hạn: 4" in shown
    assert "có bản ký" not in shown


def test_only_states_that_some_unit_is_in_can_be_asked_for() -> None:
    labels = presses(pressed(looking(standings("nnw")), "progress"))
    assert [label for label in labels if ": " in label] == ["▫️ chưa bắt đầu: 2", "✏️ đang làm: 1", "❗ quá hạn: 3"]


def test_without_a_campaign_the_way_to_one_is_told() -> None:
    assert "/dot" in text(pressed(looking((), campaign=None), "progress"))


def test_other_open_campaigns_can_be_gone_to() -> None:
    units = standings("n")
    first, other = campaign(units), campaign(units, id="khac", title="Báo cáo năm")
    shut = campaign(units, id="cu", title="Báo cáo cũ", state="closed")
    turn = pressed(looking(units, campaigns=(first, other, shut)), "progress")
    assert presses(turn)["Đợt khác: Báo cáo năm"].campaign == "khac"
    assert not any("cũ" in label for label in presses(turn))
    seen = pressed(looking(units, campaign=other, campaigns=(first, other)), "progress", campaign="khac")
    assert seen.changes[-1].campaign == "khac"


def test_those_who_are_late_are_chased_only_while_the_campaign_is_open() -> None:
    units = standings("nw")
    assert presses(pressed(looking(units), "progress"))["Đôn đốc đơn vị chưa gửi"].do == "chase"
    shut = looking(units, campaign=campaign(units, state="closed"))
    assert "Đôn đốc đơn vị chưa gửi" not in presses(pressed(shut, "progress"))
    assert "Đợt báo cáo đã đóng" in text(pressed(shut, "progress"))
    assert "Đôn đốc đơn vị chưa gửi" not in presses(pressed(looking(standings("sa")), "progress"))


def test_the_list_goes_by_group_with_signs_and_shares() -> None:
    shown = text(pressed(looking(standings("nwsa", "Khối A", "Khối B")), "units"))
    assert shown.splitlines()[3:] == [
        "Khối A (đã gửi 1/2)",
        "1. ▫️❗ Sở thứ 0",
        "2. 📨 Sở thứ 2 · 5/45",
        "",
        "Khối B (đã gửi 1/2)",
        "3. ✏️❗ Sở thứ 1 · 5/45",
        "4. ✅ Sở thứ 3 · 5/45",
    ]


def test_a_unit_keeps_its_number_in_a_list_of_one_state() -> None:
    turn = pressed(looking(standings("nwsw")), "units", arg="working")
    assert {label: one.draft for label, one in presses(turn).items() if label.isdigit()} == {
        "2": "dot/u1",
        "4": "dot/u3",
    }


def test_every_unit_is_on_some_page_and_every_page_is_one_message() -> None:
    name = "Sở 𝐀" + " rất dài" * 30
    units = tuple(
        replace(one, unit=one.unit.model_copy(update={"name": name, "group": f"{one.unit.id} {name}"}))
        for one in standings("nwgsra" * 30)
    )
    view, arg, seen = looking(units), "", []
    while True:
        turn = pressed(view, "units", arg=arg)
        assert utf16_length(text(turn)) < LONGEST
        seen += [one.draft for label, one in presses(turn).items() if label.isdigit()]
        if "Trang sau ›" not in presses(turn):
            break
        arg = presses(turn)["Trang sau ›"].arg
    assert seen == [f"dot/{one.unit.id}" for one in units]
    assert utf16_length(text(pressed(view, "progress"))) < LONGEST


@pytest.mark.parametrize("arg", ["working:99", "working:x", "nonsense", "overdue:-1"])
def test_an_old_page_is_still_some_page(arg: str) -> None:
    assert "trang 1/1" in text(pressed(looking(standings("nw")), "units", arg=arg))


def test_a_search_that_finds_one_unit_shows_it() -> None:
    turn = typed(looking(standings("nwss")), "so thu 1")
    assert text(turn).startswith("Sở thứ 1\n✏️ đang làm · ❗ quá hạn")
    assert presses(turn)["Mở trang đơn vị"].draft == "dot/u1"
    assert turn.changes[-1].asks == ""


def test_a_search_that_finds_several_or_none_goes_on_asking() -> None:
    view = looking(standings("n" * 20))
    several = typed(view, "so")
    assert len([label for label in presses(several) if label.isdigit()]) == 15
    assert "và 5 đơn vị khác" in text(several)
    none = typed(view, "huyện")
    assert "Không có đơn vị nào" in text(none)
    assert several.changes == none.changes == ()


def paper_of(unit: Unit, state: str, **answers: Answer) -> tuple[Paper, Paper]:
    pinned = {"unit": unit.id, "version": 1}
    rev, touched = (0, None) if state == "none" else (3, NOW)
    kept = {"rev": rev, "touched": touched, "state": "drafting" if state == "none" else state}
    report = Draft(id=f"dot/{unit.id}", campaign="dot", outline="chi-thi-34", **pinned, **kept)
    form = Draft(id=f"the-thuc/{unit.id}", outline="the-thuc", **pinned)
    return Paper(OUTLINE, report, unit, answers), Paper(FORM, form, unit, {})


def opened(state: str, **rest):
    """The view of a unit whose page is opened."""
    units = standings("wn")
    unit = units[0].unit
    hoa = Person(id="hoa", name="Trần Thị Hoa", unit="u0", joined_at=NOW)
    people = (
        Member(person=hoa, reach="gone"),
        Member(person=Person(id="van", name="Lý Thị Vân", unit="u0", role="head"), reach="never"),
    )
    at = NOW - timedelta(hours=1)
    answer = Answer(
        draft="dot/u0", key="dac-diem-tinh-hinh", rev=1, state="closed", value=LineValue(text="x"), by="hoa", at=at
    )
    older = answer.model_copy(update={"key": "van-ban-cach-neu", "by": "van", "at": NOW - timedelta(hours=5)})
    papers = paper_of(unit, state, **{one.key: one for one in (answer, older)})
    seen = {"unit": unit, "papers": papers, "people": people}
    return looking(units, **seen | {"names": {"hoa": hoa.name}} | rest)


def test_the_page_of_a_unit_says_who_is_where_and_what_is_missing() -> None:
    shown = text(pressed(opened("drafting"), "unit", draft="dot/u0"))
    assert shown.startswith("Sở thứ 0\n✏️ đang làm · ❗ quá hạn\nHạn gửi: 17:00 15/12/2026 (đã qua 1 ngày)")
    assert "Hoạt động gần nhất: 07:00 16/12/2026 (đồng chí Trần Thị Hoa)" in shown
    assert "• Trần Thị Hoa (cán bộ, chịu trách nhiệm, đã chặn bot)" in shown
    assert "• Lý Thị Vân (thủ trưởng, chưa mở liên kết)" in shown
    assert shown.count("\n• ") == 2 + 8
    assert "nội dung khác" in shown


@pytest.mark.parametrize(
    ("state", "there", "absent"),
    [
        ("none", {"chase-unit", "extend-unit", "invite-message"}, {"unit-draft", "read-items", "review"}),
        ("drafting", {"unit-draft", "read-items", "chase-unit", "extend-unit"}, {"review"}),
        ("signing", {"unit-draft", "read-items", "chase-unit"}, {"review"}),
        ("submitted", {"unit-draft", "read-items", "review"}, {"chase-unit", "extend-unit"}),
        ("returned", {"unit-draft", "review", "chase-unit", "extend-unit"}, set()),
        ("accepted", {"unit-draft", "read-items", "review", "history"}, {"chase-unit", "extend-unit"}),
    ],
)
def test_only_what_makes_sense_can_be_pressed(state: str, there: set[str], absent: set[str]) -> None:
    turn = pressed(opened(state), "unit", draft="dot/u0")
    does = {one.do for one in presses(turn).values()}
    assert there | {"roles", "history", "reminders", "units"} <= does
    assert not absent & does
    assert all(one.draft == "dot/u0" for one in presses(turn).values() if one.do != "units")


def test_a_report_that_was_returned_says_how_much_is_left() -> None:
    view = opened("returned")
    demands = (
        Demand(key="dac-diem-tinh-hinh", reason="x", rev=0, by="c"),
        Demand(key="lanh-dao-chi-dao", reason="y", rev=0, by="c"),
    )
    draft = view.papers[0].draft.model_copy(update={"demands": demands})
    view = replace(view, papers=(replace(view.papers[0], draft=draft), view.papers[1]))
    assert "Còn 1/2 nội dung chưa bổ sung" in text(pressed(view, "unit", draft="dot/u0"))


def test_a_deadline_of_its_own_is_said() -> None:
    view = opened("drafting")
    later = {"u0": Extension(deadline=DUE + timedelta(days=9))}
    view = replace(view, campaign=view.campaign.model_copy(update={"extensions": later}))
    shown = text(pressed(view, "unit", draft="dot/u0"))
    assert "17:00 24/12/2026" in shown
    assert "gia hạn riêng" in shown
    assert "quá hạn" not in shown


@pytest.mark.parametrize("draft", ["dot/u1", "khac/u0", "dot/u9", "", "dot"])
@pytest.mark.parametrize("do", ["unit", "unit-draft"])
def test_a_press_on_another_draft_than_the_one_that_is_open_shows_nothing_of_it(do: str, draft: str) -> None:
    turn = pressed(opened("drafting"), do, draft=draft)
    assert "không có trong đợt báo cáo" in text(turn)
    assert jobs(turn) == []


def test_a_unit_that_was_taken_out_of_the_campaign_is_not_shown() -> None:
    view = opened("drafting")
    view = replace(view, campaign=view.campaign.model_copy(update={"units": ("u1",)}))
    assert "không có trong đợt báo cáo" in text(pressed(view, "unit", draft="dot/u0"))


def test_a_draft_is_made_as_word_with_its_gaps_marked() -> None:
    (job,) = jobs(pressed(opened("drafting"), "unit-draft", draft="dot/u0"))
    assert (job.kind, job.purpose, job.draft, job.report.draft) == ("render", "unit-draft", "dot/u0", True)


def test_a_draft_that_nobody_has_begun_is_not_made() -> None:
    turn = pressed(opened("none"), "unit-draft", draft="dot/u0")
    assert "chưa có dự thảo" in text(turn)
    assert jobs(turn) == []


def report(**rest) -> Report:
    return Report(
        title="BÁO CÁO", subject="", letterhead=Letterhead(body="x"), year=2026, blocks=(), file_name="b.docx", **rest
    )


@pytest.mark.parametrize("file", ["sha", ""])
def test_what_was_sent_is_handed_out_as_it_was_sent(file: str) -> None:
    sent = Submission(draft="dot/u0", n=1, by="hoa", at=NOW, report=report(), file=file)
    turn = pressed(opened("submitted", submission=sent), "unit-draft", draft="dot/u0")
    if file:
        assert (said(turn).file, said(turn).name, jobs(turn)) == ("sha", "b.docx", [])
    else:
        assert [job.report for job in jobs(turn)] == [sent.report]


@pytest.mark.parametrize(
    ("do", "kind", "purpose"),
    [
        ("progress-picture", "progress-picture", ""),
        ("progress-sheet", "progress-sheet", ""),
        ("late-list", "render", "late-list"),
    ],
)
def test_a_file_is_made_and_handed_over(do: str, kind: str, purpose: str) -> None:
    view = looking(standings("nws"))
    (job,) = jobs(pressed(view, do, campaign="dot"))
    assert (job.kind, job.purpose, job.campaign) == (kind, purpose, "dot")
    there = Outcome(files=(Kept(file="sha", name="tep"),))
    done = said(play(view, Finished(job, True, there), NOW))
    assert (done.file, done.name) == ("sha", "tep")
    failed = said(play(view, Finished(job, False, Outcome(failure="broken")), NOW))
    assert failed.file == ""
    assert "thử lại" in "".join(run.text for run in failed.runs)


def test_the_picture_comes_with_its_numbers_in_words() -> None:
    view = looking(standings("nnws"))
    there = Outcome(files=(Kept(file="sha", name="t.png"),))
    turn = play(view, Finished(Job(kind="progress-picture", campaign="dot"), True, there), NOW)
    assert "đã gửi 1/4 đơn vị (25%). Theo trạng thái: chưa bắt đầu 2; đang làm 1; đã gửi 1." in text(turn)
    other = play(view, Finished(Job(kind="progress-picture", campaign="khac"), True, there), NOW)
    assert text(other) == "Biểu đồ tiến độ."


@pytest.mark.parametrize("role", ["officer", "head"])
def test_nobody_of_a_unit_may_do_any_of_it(role: str) -> None:
    person = COORDINATOR.model_copy(update={"role": role})
    assert set(RULES) <= set(RIGHTS)
    assert not [do for do in RULES if may(person, do)]


def test_the_search_is_all_that_is_asked() -> None:
    assert set(ASKED) == {"unit-find"}
    turn = pressed(looking(standings("n")), "unit-find")
    assert turn.changes[-1].asks == "unit-find"
    assert OFFICE.name not in text(turn)
