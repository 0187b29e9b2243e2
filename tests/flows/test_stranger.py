"""Who is not known gets one polite sentence; a code makes one chat one person, once and in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from chat import START, STTTT

from flows.campaign import Contact, Invitation, Person
from flows.play import play
from flows.report import Run
from flows.stranger import code_hash
from flows.turn import Attached, Joined, Pressed, Say, Turn, Typed, View

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
