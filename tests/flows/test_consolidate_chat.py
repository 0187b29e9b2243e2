"""A coordinator chooses whose reports are taken, and gets files with a summary; nothing is made of nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from province import AT, OFFICE, OUTLINE, province

from flows.act import act
from flows.campaign import Campaign, Chair, Contact, Person
from flows.coordinator import coordinator
from flows.job import Fault, Job, Kept, Outcome
from flows.report import Run
from flows.turn import Do, Finished, Press, Pressed, Say, Typed, Underway
from flows.view import View

COORDINATOR = Person(id="p", name="Lan", unit=OFFICE.id, role="coordinator")
CAMPAIGN = Campaign(id="c", title="Sơ kết Chỉ thị 34", outline=OUTLINE.id, version=1)


def view(count: int = 10, late: int = 3, chair: Chair | None = None) -> View:
    standings = province(count, late=late).standings
    contact = Contact(channel="test", address="1", at=AT, person="p")
    return View(contact, COORDINATOR, unit=OFFICE, campaign=CAMPAIGN, standings=standings, chair=chair)


def types(seen: View, text: str):
    return coordinator(act(seen, AT), Typed(runs=(Run(text=text),), source="m", said_at=AT, position=1))


def presses(seen: View, do: str, arg: str = ""):
    return coordinator(act(seen, AT), Pressed(Press(do=do, campaign="c", arg=arg)))


def told(done) -> str:
    return "\n".join("".join(run.text for run in say.runs) for say in done.effects if isinstance(say, Say))


def labels(done) -> list[str]:
    last = [effect for effect in done.effects if isinstance(effect, Say)][-1]
    return [button.label for row in last.buttons for button in row]


def jobs(done) -> list[Job]:
    return [effect.job for effect in done.effects if isinstance(effect, Do)]


@pytest.mark.parametrize("command", ["/tonghop", "tổng hợp", "Tong hop"])
def test_the_command_shows_how_many_reports_there_are_and_what_can_be_made(command):
    done = types(view(), command)
    assert "Đã gửi và đã tiếp nhận: 7/10 · đã tiếp nhận: 0/10 · đã bắt đầu: 7/10" in told(done)
    assert labels(done) == [
        "● Đã gửi và đã tiếp nhận (7)",
        "○ Chỉ đã tiếp nhận (0)",
        "○ Tất cả, kể cả dự thảo (7)",
        "📄 Bản đầy đủ",
        "★ Bản rút gọn",
        "🗂 Tải tất cả báo cáo (.zip)",
    ]


def test_a_scope_without_reports_offers_nothing_to_make():
    done = presses(view(), "consolidate", "accepted")
    assert len(labels(done)) == 3
    assert "Chưa có báo cáo nào trong phạm vi" in told(done)
    assert jobs(presses(view(), "consolidate-now", "accepted:full")) == []
    assert jobs(presses(view(), "zip-reports", "accepted")) == []


@pytest.mark.parametrize(("length", "short"), [("full", False), ("short", True)])
def test_a_choice_begins_the_job_with_the_letterhead_of_the_coordinators_office(length, short):
    done = presses(view(), "consolidate-now", f"all:{length}")
    assert jobs(done) == [Job(kind="consolidate", campaign="c", scope="all", short=short, draft="c/btdkt")]
    assert labels(done) == []


def test_reports_are_packed_on_request():
    assert jobs(presses(view(), "zip-reports", "submitted")) == [
        Job(kind="zip", campaign="c", scope="submitted", draft="c/btdkt")
    ]


def test_one_that_is_under_way_is_not_begun_again_by_the_same_button_and_the_command_says_so():
    begun = presses(view(), "consolidate-now", "submitted:full")
    busy = view(chair=begun.chair)
    assert jobs(presses(busy, "consolidate-now", "submitted:full")) == []
    assert "đang được soạn" in told(types(busy, "/tonghop"))
    assert types(busy, "/tonghop").chair == begun.chair
    assert len(jobs(presses(busy, "consolidate-now", "submitted:short"))) == 1


def finished(seen: View, outcome: Outcome, kind: str = "consolidate"):
    move = Finished(Job(kind=kind, campaign="c"), not outcome.failure, outcome)
    return coordinator(act(seen, AT), move)


def test_the_files_come_with_a_summary_and_the_chair_is_free_again():
    chair = presses(view(), "consolidate-now", "submitted:full").chair
    files = (Kept(file="1" * 64, name="BC.docx"), Kept(file="2" * 64, name="so-lieu.xlsx"))
    faults = (Fault(line="consolidating.covered", blanks={"count": "7", "total": "10"}),)
    done = finished(view(chair=chair), Outcome(files=files, faults=faults))
    says = [effect for effect in done.effects if isinstance(effect, Say)]
    assert [(say.file, say.name) for say in says] == [(kept.file, kept.name) for kept in files]
    assert "của 7/10 cơ quan, đơn vị" in told(done)
    assert done.chair.asks == ""


def test_a_short_report_without_stars_says_how_to_star():
    faults = (
        Fault(line="consolidating.covered", blanks={"count": "7", "total": "10"}),
        Fault(line="consolidating.no_stars"),
    )
    done = finished(view(), Outcome(files=(Kept(file="1" * 64, name="a"),), faults=faults))
    assert "Đánh dấu đoạn" in told(done)


def test_a_failure_is_said_and_another_question_is_not_forgotten_for_it():
    asked = Chair(person="p", asks="unit-find")
    done = finished(view(chair=asked), Outcome(failure="broken"))
    assert "Đồng chí thử lại" in told(done)
    assert done.chair == asked
    assert "Chưa có báo cáo nào" in told(finished(view(), Outcome(failure="empty"), "zip"))


def test_archives_come_in_parts():
    files = tuple(Kept(file=str(n) * 64, name=f"{n}.zip") for n in range(1, 4))
    faults = (Fault(line="consolidating.packed", blanks={"count": "7", "total": "10"}),)
    done = finished(view(), Outcome(files=files, faults=faults), "zip")
    assert len(done.effects) == 3
    assert told(done).count("Phần tiếp theo.") == 2


def test_progress_is_told_in_one_message():
    for kind, line in (("consolidate", "Đang tổng hợp: 20/172."), ("zip", "Đang đóng gói: 20/172.")):
        done = coordinator(act(view(), AT), Underway(Job(kind=kind, campaign="c"), 20, 172))
        assert told(done) == line
        assert done.effects[0].edit


def test_without_units_there_is_nothing_to_consolidate():
    assert "/dot" in told(types(replace(view(), standings=()), "/tonghop"))
    assert "/dot" in told(types(replace(view(), campaign=None), "/tonghop"))
