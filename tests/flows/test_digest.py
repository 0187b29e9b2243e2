"""Coordinators hear at the moments of the plan who is where, and at once of whoever can be written to no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from clockwork import OFFICE, UNIT, Clockwork, at, button, text

from flows.alarm import Alarm
from flows.campaign import Campaign, Contact, Member, Person, Plan, Unit
from flows.draft import Draft
from flows.play import play
from flows.standing import Standing
from flows.turn import Say, Wake, Woke
from flows.view import View


def coordinator(name: str = "anh") -> Person:
    return Person(id=name, name=name.title(), unit=OFFICE, role="coordinator")


def unit(n: int) -> Unit:
    return Unit(id=f"xa-{n}", name=f"Xã {n}", kind="xa")


def standing(n: int, state: str = "", deadline: datetime | None = None) -> Standing:
    draft = Draft(id=f"dot/xa-{n}", unit=f"xa-{n}", outline="o", version=1, state=state or "drafting", touched=at(2))
    return Standing(unit(n), draft if state else None, deadline or at(15, 17))


def member(n: int, reach: str = "reachable") -> Member:
    return Member(person=Person(id=f"p{n}", name=f"Cán bộ {n}", unit=f"xa-{n}"), reach=reach)


def office(*standings: Standing, people: tuple[Member, ...] = (), **rest) -> View:
    units = tuple(one.unit.id for one in standings)
    campaign = Campaign(
        id="dot", title="Báo cáo năm", outline="o", version=1, units=units, deadline=at(15, 17), n=1, plan=Plan()
    )
    reachable = Member(person=coordinator(), reach="reachable")
    view = View(
        contact=Contact(channel="test", address="clock", at=at(1)),
        campaign=campaign,
        standings=standings,
        people=people,
        coordinators=(reachable,),
    )
    return replace(view, **rest)


def digest(view: View) -> Say:
    turn = play(view, Woke(Alarm(subject="dot", name="before-7:1.0", due_at=at(8))), at(8))
    return next(effect for effect in turn.effects if isinstance(effect, Say))


def test_a_digest_counts_the_units_by_state() -> None:
    states = ["", "", "drafting", "signing", "returned", "submitted", "accepted"]
    shown = text(digest(office(*(standing(n, state) for n, state in enumerate(states)))))
    assert "Chưa bắt đầu: 2\nĐang làm: 1\nChờ thủ trưởng duyệt: 1\nYêu cầu bổ sung: 1\n" in shown
    assert "Đã gửi: 1\nĐã tiếp nhận: 1\nTổng số: 7 đơn vị" in shown
    assert "Quá hạn" not in shown


def test_how_many_are_overdue_is_told_from_the_deadline_on_or_where_some_are() -> None:
    view = office(standing(0, "drafting", at(7, 17)), standing(1, "submitted"))
    assert "Quá hạn: 1 trên tổng số 2 đơn vị" in text(digest(view))
    view = office(standing(0, "drafting", at(20, 17)), standing(1, "submitted"))
    turn = play(view, Woke(Alarm(subject="dot", name="overdue-1:1.0", due_at=at(16))), at(16))
    assert "Quá hạn: 0 trên tổng số 2 đơn vị" in text(next(one for one in turn.effects if isinstance(one, Say)))


def test_who_has_not_begun_and_who_is_overdue_is_named_ten_of_them_at_most() -> None:
    late = [standing(n, "drafting", at(7, 17)) for n in range(2)]
    shown = text(digest(office(*late, *(standing(n) for n in range(2, 15)))))
    fresh = "; ".join(f"Xã {n}" for n in range(2, 12))
    assert f"Chưa bắt đầu: {fresh} và 3 đơn vị khác." in shown
    assert "Quá hạn: Xã 0; Xã 1." in shown


def test_whoever_cannot_be_written_to_is_named_where_the_report_is_still_owed() -> None:
    people = (member(0, "gone"), member(1, "never"), member(2), member(2, "never"), member(3, "gone"))
    standings = (standing(0), standing(1), standing(2), standing(3, "submitted"), standing(4))
    shown = text(digest(office(*standings, people=people)))
    assert "Không nhận được tin (đã chặn bot): Cán bộ 0 (Xã 0)." in shown
    assert "Chưa mở đường liên kết: Xã 1; Xã 4." in shown


def test_a_digest_has_buttons_to_chase_and_to_the_progress() -> None:
    letter = digest(office(standing(1)))
    assert (button(letter, "Đôn đốc tất cả").do, button(letter, "Đôn đốc tất cả").campaign) == ("chase", "dot")
    assert button(letter, "Tiến độ").do == "progress"
    assert (letter.to, letter.card) == ("anh", "digest:dot")


@pytest.mark.parametrize(("state", "ends"), [("submitted", True), ("drafting", False)])
def test_digests_end_when_all_is_in_after_the_deadline(state: str, ends: bool) -> None:
    view = office(standing(1, state))
    turn = play(view, Woke(Alarm(subject="dot", name="overdue-1:1.0", due_at=at(16))), at(16))
    assert (turn.effects == ()) == ends


def test_digests_go_at_the_moments_of_the_plan_and_once_after_a_long_sleep() -> None:
    clockwork = Clockwork(people={"anh": coordinator(), "binh": coordinator("binh")}, reach={"binh": "gone"})
    clockwork.begin()
    clockwork.go_to(at(8, 9))
    assert [(when, one.to) for when, one in clockwork.letters] == [(at(8), "anh")]
    assert clockwork.reminders[("dot", "binh", "before-7@20261208")].why == "unreachable"
    clockwork.sleep_to(at(17, 9))
    assert len(clockwork.letters) == 2
    clockwork.go_to(at(31))
    assert [when for when, _ in clockwork.letters] == [at(8), at(17, 9), at(18), at(21), at(22)]


def test_a_digest_that_was_sent_is_not_sent_again() -> None:
    clockwork = Clockwork(people={"anh": coordinator()})
    clockwork.begin()
    clockwork.go_to(at(8, 9))
    clockwork.keep(play(clockwork.view(), Woke(Alarm(subject="dot", name="before-7:1.0", due_at=at(8))), at(8, 9)))
    assert len(clockwork.letters) == 1


def blocked(now: datetime) -> tuple[list[Say], list[Alarm]]:
    people = tuple(Member(person=coordinator(name), reach=reach) for name, reach in GONE)
    view = View(
        contact=Contact(channel="test", address="clock", at=at(1)),
        unit=UNIT,
        names={"hoa": "Trần Thị Hoa"},
        coordinators=people,
    )
    turn = play(view, Woke(Alarm(subject="", name="gone:hoa", person="hoa", due_at=now)), now)
    said = [effect for effect in turn.effects if isinstance(effect, Say)]
    return said, [effect.alarm for effect in turn.effects if isinstance(effect, Wake)]


GONE = (("anh", "reachable"), ("binh", "gone"))


def test_coordinators_hear_at_once_of_whoever_has_blocked_the_bot_and_at_night_in_the_morning() -> None:
    said, _ = blocked(at(8, 20))
    assert [one.to for one in said] == ["anh"]
    assert "Đồng chí Trần Thị Hoa (Sở Tư pháp) đã chặn bot" in text(said[0])
    said, alarms = blocked(at(8, 23))
    assert (said, alarms[0].due_at, alarms[0].person) == ([], at(9, 6), "hoa")
