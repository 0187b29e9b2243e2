"""Parts of a report are given to colleagues, who alone are asked them; the others go on with the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from chat import START, Chat, Desk
from hypothesis import given, settings
from hypothesis import strategies as st
from room import Room, Somebody, a_room

from flows import assigning
from flows.campaign import Member, Person
from flows.draft import Answer, Draft
from flows.here import Here, here
from flows.moving import following
from flows.step import Step
from flows.team_parts import named, parts
from flows.turn import Press

DRAFT = "chi-thi-34/stttt"
HOA, NAM, LAN = "stttt.hoa", "stttt.nam", "stttt.lan"


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as one:
        yield one


def three(room: Room) -> tuple[Somebody, Somebody, Somebody]:
    """Three officers of one unit; the first one is responsible."""
    people = (("HOA", "Trần Thị Hoa"), ("NAM", "Lê Văn Nam"), ("LAN", "Vi Thị Lan"))
    hoa, nam, lan = (room.officer(code, name) for code, name in people)
    for one in (hoa, nam, lan):
        one.new()
    return hoa, nam, lan


def said(messages) -> str:
    return "\n".join(message.text for message in messages)


def assigned(room: Room) -> dict[str, tuple[str, ...]]:
    with room.store.begin() as ledger:
        draft = ledger.records.draft(DRAFT)
    return dict(draft.assigned) if draft else {}


def give(by: Somebody, to: str, *labels: str) -> None:
    by.says("giao mục")
    by.presses(to)
    for label in labels:
        by.presses(next(one for one in by.last.labels if one.startswith(label)))


def test_a_part_is_given_and_the_colleague_is_told_and_asked_only_that(room) -> None:
    hoa, nam, _ = three(room)
    give(hoa, "Lê Văn Nam", "II.1 ", "V ")
    assert assigned(room) == {NAM: ("lanh-dao-chi-dao", "phuong-huong")}
    room.wait(timedelta(minutes=1))
    letters = [one for one in nam.new() if "giao cho đồng chí" in one.text]
    assert len([one for one in letters if not one.removed]) == 1
    assert "các mục: II.1, V." in letters[-1].text
    assert "II.1" in said(nam.presses("Bắt đầu"))
    nam.says("Đã lãnh đạo, chỉ đạo.")
    assert "V · " in said(nam.presses("Xong mục này"))


def test_who_gave_is_asked_the_rest_and_sees_whose_the_other_items_are(room) -> None:
    hoa, _, _ = three(room)
    give(hoa, "Lê Văn Nam", "I ", "II ")
    assert "III.1" in said(hoa.presses("Làm tiếp"))
    hoa.says("mục lục")
    assert any(label.endswith("Đặc điểm tình hình (Lê Văn Nam)") for label in hoa.last.labels)


def test_the_item_of_another_may_still_be_answered_after_going_there(room) -> None:
    hoa, nam, lan = three(room)
    give(hoa, "Lê Văn Nam", "I ")
    give(hoa, "Vi Thị Lan", "V ")
    lan.says("mục lục")
    lan.presses(next(one for one in lan.last.labels if "Đặc điểm" in one))
    lan.says("Viết hộ đồng chí Nam.")
    assert "V · " in said(lan.presses("Xong mục này"))
    assert "Báo cáo còn" in said(nam.says("tiếp tục"))


def test_the_overview_of_a_part_that_is_done_names_those_who_have_not_done_theirs(room) -> None:
    hoa, nam, _ = three(room)
    give(hoa, "Lê Văn Nam", "I ")
    give(hoa, "Vi Thị Lan", "V ")
    nam.says("tiếp tục")
    nam.says("Đặc điểm của đơn vị.")
    text = said(nam.presses("Xong mục này"))
    assert "Phần của đồng chí đã xong (1 nội dung)" in text
    assert "đồng chí Trần Thị Hoa (" in text
    assert "đồng chí Vi Thị Lan (1)" in text
    assert "Làm tiếp" not in nam.last.labels


def test_what_is_given_to_another_is_taken_from_the_first_and_both_are_told(room) -> None:
    hoa, nam, lan = three(room)
    give(hoa, "Lê Văn Nam", "IV ")
    room.wait(timedelta(minutes=1))
    nam.new()
    give(hoa, "Vi Thị Lan", "IV.2")
    room.wait(timedelta(minutes=1))
    assert assigned(room)[LAN] == ("han-che",)
    assert "han-che" not in assigned(room)[NAM]
    assert "các mục: IV.1, IV.3, IV.4." in said(nam.new())
    assert "các mục: IV.2." in said(lan.new())
    assert any(label.endswith("Lê Văn Nam") and label.startswith("IV.1") for label in hoa.last.labels)


def test_a_second_press_takes_a_part_back_and_an_old_one_does_nothing_more(room) -> None:
    hoa, nam, _ = three(room)
    give(hoa, "Lê Văn Nam", "I ")
    hoa.presses(next(one for one in hoa.last.labels if one.startswith("✅ I ")))
    assert assigned(room) == {}
    room.wait(timedelta(minutes=1))
    assert "đã thu lại" in said(nam.new())
    held = next(one for one in hoa.chat if any(label.startswith("✅ I ") for label in one.labels))
    hoa.does(hoa.tap(held.letter.id, 0))
    room.wait(timedelta(minutes=1))
    assert assigned(room) == {}
    assert nam.new() == []


def test_all_is_taken_back_at_once(room) -> None:
    hoa, nam, _ = three(room)
    give(hoa, "Lê Văn Nam", "I ", "IV ")
    hoa.presses("Thu lại tất cả")
    assert assigned(room) == {}
    assert "I · " in said(nam.says("tiếp tục"))


def test_only_the_responsible_person_gives_and_a_kept_button_is_refused_after_handing_over(room) -> None:
    hoa, nam, _ = three(room)
    assert "do đồng chí Trần Thị Hoa thực hiện" in said(nam.says("giao mục"))
    give(hoa, "Lê Văn Nam")
    hoa.says("/moi")
    hoa.presses("Chuyển người chịu trách nhiệm")
    hoa.presses("Vi Thị Lan")
    hoa.presses("Chuyển")
    kept = next(label for message in hoa.chat for label in message.labels if label.startswith("II.1 "))
    assert "do đồng chí Vi Thị Lan thực hiện" in said(hoa.presses_old(kept))
    assert assigned(room) == {}


def test_who_stands_in_is_asked_the_part_of_the_absent_one(room) -> None:
    hoa, nam, lan = three(room)
    give(hoa, "Lê Văn Nam", "I ")
    give(hoa, "Vi Thị Lan", "V ")
    lan.says("/lamthay")
    lan.presses("Lê Văn Nam")
    lan.presses("3 ngày")
    nam.says("tiếp tục")
    nam.says("Đặc điểm.")
    assert "V · " in said(nam.presses("Xong mục này"))
    room.wait(timedelta(days=5))
    assert "Phần của đồng chí đã xong" in said(nam.says("tiếp tục"))


def test_the_pages_of_parts_are_turned(room, monkeypatch) -> None:
    monkeypatch.setattr(assigning, "PAGE", 10)
    hoa, _, _ = three(room)
    give(hoa, "Lê Văn Nam")
    assert len([one for one in hoa.last.labels if one[0] in "IV"]) == 10
    hoa.presses("Trang sau")
    assert any(label.startswith("Thể thức") for label in hoa.last.labels)
    hoa.presses(next(label for label in hoa.last.labels if label.startswith("Thể thức")))
    assert "Trang trước" in " ".join(hoa.last.labels)
    assert len(assigned(room)[NAM]) == 12


def test_a_report_that_was_sent_is_not_shared_out(room) -> None:
    hoa, _, _ = three(room)
    give(hoa, "Lê Văn Nam")
    with room.store.begin() as ledger:
        draft = ledger.records.draft(DRAFT) or Draft(id=DRAFT, unit="stttt", outline="chi-thi-34", version=1)
        ledger.records.save([draft.model_copy(update={"state": "accepted", "campaign": "chi-thi-34"})])
    hoa.presses(next(one for one in hoa.last.labels if one.startswith("II ")))
    assert assigned(room) == {}


NAMES = ("Nguyễn Thị Mẫu", "Trần Văn Thử")


def desk() -> tuple[Chat, Chat, Desk]:
    kept = Desk()
    return Chat(kept, NAMES[0]), Chat(kept, NAMES[1]), kept


def looked_at(chat: Chat, **changes) -> Here:
    """Where a person of two stands, with what is changed in the draft."""
    view = chat.view()
    unit = view.unit.id
    people = tuple(
        Member(person=Person(id=f"{unit}.{name}", name=name, unit=unit), reach="reachable") for name in NAMES
    )
    report = view.papers[0]
    paper = replace(report, draft=report.draft.model_copy(update=changes))
    return here(replace(view, people=people, papers=(paper, view.papers[1])), chat.desk.now)


def test_parts_are_named_as_whole_as_they_are() -> None:
    at = looked_at(desk()[0])
    of = {part.number: part.keys for part in parts(at)}
    assert named(at, of["III"]) == "III"
    assert named(at, of["III.1"] + of["IV"]) == "III.1, IV"
    assert named(at, ("han-che", "tuyen-truyen")) == "IV.2, 1 nội dung khác"
    assert "ty-le-chenh-lech" not in of["III.3"]


KEYS = tuple(key for part in parts(looked_at(desk()[0])) for key in part.keys)


@settings(max_examples=60, deadline=None)
@given(
    shares=st.lists(st.sets(st.sampled_from(KEYS)), min_size=2, max_size=2),
    responsible=st.sampled_from(("", *NAMES, "somebody else")),
)
def test_whatever_is_given_to_whom_every_question_is_asked_of_somebody(shares, responsible) -> None:
    one, two, kept = desk()
    unit = kept.unit.id
    given_to = {f"{unit}.{name}": tuple(share) for name, share in zip(NAMES, shares, strict=True)}
    changes = {"assigned": given_to, "responsible": f"{unit}.{responsible}"}
    mine = [set(looked_at(chat, **changes).mine) for chat in (one, two)]
    assert mine[0] | mine[1] == set(looked_at(one).keys)


def test_people_who_are_not_known_are_asked_everything_and_may_submit() -> None:
    one, _, kept = desk()
    at = here(one.view(), kept.now)
    assert at.mine == at.keys
    assert at.may_submit


def test_going_on_with_all_done_goes_round_the_own_part_and_not_the_others() -> None:
    one, _, kept = desk()
    unit = kept.unit.id
    given_to = {f"{unit}.{NAMES[0]}": ("han-che", "phuong-huong")}
    at = looked_at(one, assigned=given_to, responsible=f"{unit}.{NAMES[1]}")
    answers = {key: closed(at.draft.id, key) for key in at.mine}
    report = replace(at.papers[0], answers=answers)
    step = Step(here(replace(at.view, papers=(report, at.papers[1])), kept.now))
    assert following(step, Press(do="next", key="han-che")).here.place.question.key == "phuong-huong"
    assert following(step, Press(do="next", key="phuong-huong")).here.place is None


def closed(draft: str, key: str) -> Answer:
    return Answer(draft=draft, key=key, rev=1, state="none", reason="khong-phat-sinh", by="x", at=START)
