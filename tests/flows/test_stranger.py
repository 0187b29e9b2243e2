"""Who is not known gets one polite sentence; a code makes one chat one person, once and in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from chat import START, STTTT, Desk

from flows.campaign import Campaign, Contact, Extension, Invitation, Member, Person
from flows.job import Job, Outcome
from flows.paper import Paper
from flows.play import play
from flows.report import Run
from flows.stranger import code_hash
from flows.turn import Attached, Finished, Joined, Pressed, Say, Turn, Typed
from flows.view import View

CODE = "mot-ma-moi-mau"
CONTACT = Contact(channel="test", address="1", at=START)
INVITATION = Invitation(
    id=code_hash(CODE), person="stttt.1", name="Trần Thị Mẫu", unit=STTTT.id, expires_at=START + timedelta(days=1)
)


def said(text: str, contact: Contact = CONTACT, invitation: Invitation | None = None, now=START) -> Turn:
    view = View(contact=contact, invitation=invitation, unit=STTTT if invitation else None)
    return play(view, Typed((Run(text=text),), source="1", said_at=now, position=1), now)


def heard(turn: Turn) -> str:
    assert all(isinstance(effect, Say) for effect in turn.effects)
    return " ".join(run.text for effect in turn.effects for run in effect.runs)


@pytest.mark.parametrize(
    "move",
    [
        Typed((Run(text="Xin chào, cho tôi xem báo cáo"),), "1", START, 1),
        Typed((Run(text="mục lục"),), "1", START, 1),
        Attached("photo", "1", START, 1),
        Pressed(None),
    ],
)
def test_a_stranger_gets_one_sentence_and_nothing_else(move) -> None:
    turn = play(View(contact=CONTACT), move, START)
    assert len(turn.effects) == 1
    assert "trợ lý thu thập báo cáo" in heard(turn)
    assert {type(change) for change in turn.changes} == {Contact}
    assert turn.changes[0].person == ""


def test_a_stranger_who_goes_on_is_answered_once_an_hour() -> None:
    (contact,) = (change.model_copy(update={"rev": 1}) for change in said("Xin chào").changes)
    assert said("Xin chào", contact=contact).effects == ()
    assert said("Xin chào", contact=contact, now=START + timedelta(hours=1)).effects


def test_a_code_binds_the_chat_and_is_used_up() -> None:
    turn = said(f"/start {CODE}", invitation=INVITATION)
    kinds = {type(change) for change in turn.changes}
    assert kinds == {Person, Contact, Invitation}
    used = next(change for change in turn.changes if isinstance(change, Invitation))
    assert used.used_by == "stttt.1"
    assert "Trần Thị Mẫu" in heard(turn)


def test_a_used_code_and_an_expired_one_bind_nobody() -> None:
    used = said(f"/start {CODE}", invitation=INVITATION.model_copy(update={"used_by": "stttt.1"}))
    late = said(f"/start {CODE}", invitation=INVITATION, now=START + timedelta(days=1))
    assert used.changes == late.changes == ()
    assert "đã được sử dụng" in heard(used)
    assert "đã hết hạn" in heard(late)


def test_guessing_is_slowed_down_even_for_the_right_code() -> None:
    contact = CONTACT
    for _ in range(5):
        turn = said("/start sai", contact=contact)
        contact = next(change for change in turn.changes if isinstance(change, Contact))
        last = heard(turn)
    assert "một giờ" in last
    held = said(f"/start {CODE}", contact=contact, invitation=INVITATION)
    assert held == Turn()
    after = said(f"/start {CODE}", contact=contact, invitation=INVITATION, now=START + timedelta(hours=1))
    assert after.changes


def test_in_a_group_nothing_is_said_but_that_it_is_the_wrong_place() -> None:
    view = View(contact=CONTACT, person=Person(id="p", name="n", unit=STTTT.id))
    turn = play(view, Joined(), START)
    assert turn.changes == ()
    assert "riêng" in heard(turn)


def joining(role: str, people: tuple[Member, ...] = (), papers: tuple[Paper, ...] = (), **rest) -> Turn:
    """What comes of an invitation for that role that is taken up."""
    invitation = INVITATION.model_copy(update={"role": role})
    view = View(contact=CONTACT, invitation=invitation, unit=STTTT, people=people, papers=papers, **rest)
    return play(view, Typed((Run(text=f"/start {CODE}"),), source="1", said_at=START, position=1), START)


def papers() -> tuple[Paper, Paper]:
    desk = Desk(STTTT)
    return desk.paper("chi-thi-34", f"chi-thi-34/{STTTT.id}"), desk.paper("the-thuc", f"the-thuc/{STTTT.id}")


def pressed(turn: Turn) -> list[str]:
    """What the buttons of the one who joined do."""
    return [one.press.do for say in turn.effects if not say.to for row in say.buttons for one in row]


@pytest.mark.parametrize(
    ("role", "words", "does"),
    [
        ("officer", "hỏi lần lượt từng nội dung", ["resume"]),
        ("head", "mục lục, dự thảo và báo cáo đã gửi", ["resume"]),
        ("coordinator", "/tiendo", ["campaigns"]),
    ],
)
def test_each_role_is_told_what_it_gets_and_given_a_button_to_begin(role, words, does) -> None:
    turn = joining(role, papers=() if role == "coordinator" else papers())
    assert words in heard(turn)
    assert pressed(turn) == does
    person = next(change for change in turn.changes if isinstance(change, Person))
    assert (person.role, person.joined_at) == (role, START)


def test_a_head_who_signs_off_is_told_how() -> None:
    campaign = Campaign(id="chi-thi-34", title="", outline="chi-thi-34", version=1, sign_off=True)
    assert "trả lại cán bộ kèm lý do" in heard(joining("head", papers=papers(), campaign=campaign))


@pytest.mark.parametrize("role", ["officer", "head"])
def test_who_joins_later_is_told_the_deadline_of_the_unit_and_how_long_is_left(role: str) -> None:
    asked = {"title": "", "outline": "chi-thi-34", "version": 1, "deadline": START + timedelta(days=5)}
    campaign = Campaign(id="chi-thi-34", **asked)
    told = " ".join(heard(joining(role, papers=papers(), campaign=campaign)).split())
    assert "Hạn gửi: 08:00 10/01/2026 (còn 5 ngày)." in told
    own = campaign.model_copy(update={"extensions": {STTTT.id: Extension(deadline=START + timedelta(days=9))}})
    told = " ".join(heard(joining(role, papers=papers(), campaign=own)).split())
    assert "Hạn gửi: 08:00 14/01/2026 (còn 9 ngày)." in told
    closed = heard(joining(role, papers=papers(), campaign=campaign.model_copy(update={"state": "closed"})))
    assert "đã đóng" in closed
    assert "Hạn gửi" not in closed


def test_an_officer_whom_nothing_is_asked_yet_is_told_so_and_gets_no_button() -> None:
    turn = joining("officer")
    assert "Hiện chưa có đợt báo cáo nào" in heard(turn)
    assert pressed(turn) == []


def test_the_responsible_person_alone_hears_of_who_joins() -> None:
    first, second = (Person(id=f"p{n}", name=f"p{n}", unit=STTTT.id, joined_at=START) for n in (1, 2))
    head = Person(id="h", name="h", unit=STTTT.id, role="head", joined_at=START)
    people = tuple(Member(person=one, reach="reachable") for one in (head, first, second))
    for role, words in (("officer", "vừa tham gia làm báo cáo"), ("head", "Thủ trưởng đơn vị")):
        letters = [say for say in joining(role, people, papers()).effects if say.to]
        assert [say.to for say in letters] == ["p1"]
        assert words in "".join(run.text for run in letters[0].runs)
    assert not [say for say in joining("officer", (), papers()).effects if say.to]
    assert not [say for say in joining("coordinator", people).effects if say.to]


def test_the_end_of_a_job_is_nothing_to_a_stranger() -> None:
    ended = Finished(Job(kind="render"), True, Outcome())
    assert play(View(contact=CONTACT), ended, START) == Turn()
