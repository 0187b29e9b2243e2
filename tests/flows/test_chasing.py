"""A coordinator has those chased who still owe a report, sees first how many, and cannot do it twice in two hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from clockwork import OFFICE, UNIT, Clockwork, at, button, labels, officer, text

from flows.alarm import Reminder
from flows.campaign import Person, Unit
from flows.play import play
from flows.rights import may
from flows.standing import Standing
from flows.turn import Press, Pressed, Say
from flows.view import Delivery

DRAFT = f"dot/{UNIT.id}"


def coordinator(name: str = "anh") -> Person:
    return Person(id=name, name=name.title(), unit=OFFICE, role="coordinator", joined_at=at(1))


def office(*people: Person, **rest) -> Clockwork:
    """A campaign that is due on Tuesday, 15 December at 17:00; it is nine on Wednesday the 2nd."""
    known = (*(people or (officer("hoa"), officer("lan"))), coordinator(), coordinator("binh"))
    clockwork = Clockwork(people={one.id: one for one in known}, **rest)
    clockwork.begin()
    clockwork.go_to(at(2, 9))
    return clockwork


def chased(clockwork: Clockwork) -> list:
    """When and to whom chasing letters went."""
    letters = ((when, one) for when, one in clockwork.letters if ":chase@" in one.about)
    return [(when, one.to) for when, one in letters]


def order(clockwork: Clockwork, who: str = "anh", draft: str = "") -> list:
    """Asks for a chase, confirms it, and has it go; says what was said to the coordinator last."""
    asked = clockwork.press(who, "chase-unit" if draft else "chase", campaign="dot", draft=draft)[-1]
    if "Đôn đốc ngay" in labels(asked):
        sure = button(asked, "Đôn đốc ngay")
        asked = clockwork.press(who, sure.do, campaign=sure.campaign, draft=sure.draft, arg=sure.arg)[-1]
    clockwork.wake_up()
    return text(asked)


def test_how_many_are_written_to_is_shown_before_it_goes() -> None:
    clockwork = office()
    asked = clockwork.press("anh", "chase", campaign="dot")[-1]
    assert "2 đồng chí của 1 đơn vị" in text(asked)
    assert labels(asked) == ["Đôn đốc ngay", "Không đôn đốc"]
    clockwork.wake_up()
    assert chased(clockwork) == []


def test_all_who_owe_are_written_to_at_once_with_what_each_has_to_do() -> None:
    clockwork = office()
    assert "Đang gửi tin đôn đốc đến 1 đơn vị" in order(clockwork)
    assert chased(clockwork) == [(at(2, 9), "hoa"), (at(2, 9), "lan")]
    letter = clockwork.letters[-1][1]
    assert text(letter).startswith("Đầu mối tổng hợp đôn đốc: Báo cáo năm")
    assert "31 nội dung chưa xong" in text(letter)


def test_one_unit_is_chased_by_itself() -> None:
    clockwork = office()
    asked = clockwork.press("anh", "chase-unit", draft=DRAFT)[-1]
    assert "Đôn đốc Sở Tư pháp" in text(asked)
    assert "2 đồng chí của đơn vị" in text(asked)
    order(clockwork, draft=DRAFT)
    assert len(chased(clockwork)) == 2


@pytest.mark.parametrize("draft", ["", DRAFT])
def test_it_is_not_done_twice_in_two_hours_by_whomever(draft: str) -> None:
    clockwork = office()
    order(clockwork, draft=draft)
    clockwork.go_to(at(2, 10, 59))
    assert "có thể đôn đốc tiếp từ 11:00 02/12/2026" in order(clockwork, "binh", draft)
    clockwork.go_to(at(2, 11))
    order(clockwork, "binh", draft)
    assert [when for when, _ in chased(clockwork)] == [at(2, 9)] * 2 + [at(2, 11)] * 2


@pytest.mark.parametrize(("first", "second"), [("", DRAFT), (DRAFT, "")])
def test_a_unit_that_was_chased_alone_is_passed_over_when_all_are_and_the_other_way_round(first, second) -> None:
    clockwork = office()
    order(clockwork, draft=first)
    clockwork.go_to(at(2, 10))
    order(clockwork, "binh", second)
    assert [when for when, _ in chased(clockwork)] == [at(2, 9)] * 2


def test_a_button_that_shows_another_number_asks_again() -> None:
    clockwork = office()
    asked = clockwork.press("anh", "chase", campaign="dot")[-1]
    clockwork.reach["lan"] = "gone"
    sure = button(asked, "Đôn đốc ngay")
    again = clockwork.press("anh", sure.do, campaign="dot", arg=sure.arg)[-1]
    assert "Tình hình vừa thay đổi" in text(again)
    assert "1 đồng chí" in text(again)
    assert clockwork.wake_up() == []


def test_of_two_coordinators_who_press_at_once_the_second_is_told() -> None:
    clockwork = office()
    sure = button(clockwork.press("anh", "chase", campaign="dot")[-1], "Đôn đốc ngay")
    clockwork.press("anh", sure.do, campaign="dot", arg=sure.arg)
    assert "Đã đôn đốc (tin gửi lúc 09:00" in text(clockwork.press("binh", sure.do, campaign="dot", arg=sure.arg)[-1])
    clockwork.wake_up()
    assert len(chased(clockwork)) == 2


def test_at_night_it_waits_for_the_morning_and_says_so() -> None:
    clockwork = office()
    clockwork.go_to(at(5, 22))
    assert "gửi lúc 06:00 06/12/2026" in text(clockwork.press("anh", "chase", campaign="dot")[-1])
    assert "lúc 06:00 06/12/2026" in order(clockwork)
    clockwork.go_to(at(5, 23))
    assert "Đã đôn đốc (tin gửi lúc 06:00" in order(clockwork, "binh")
    order(clockwork, "binh", DRAFT)
    clockwork.go_to(at(6, 7))
    late = clockwork.press("binh", "chase", campaign="dot")[-1]
    clockwork.go_to(at(7, 7))
    # On a Sunday, and all the same: somebody has ordered it.
    assert chased(clockwork) == [(at(6, 6), "hoa"), (at(6, 6), "lan")]
    assert "có thể đôn đốc tiếp từ 08:00 06/12/2026" in text(late)


def test_an_order_that_was_slept_through_is_carried_out_by_day() -> None:
    clockwork = office()
    sure = button(clockwork.press("anh", "chase", campaign="dot")[-1], "Đôn đốc ngay")
    clockwork.press("anh", sure.do, campaign="dot", arg=sure.arg)
    clockwork.sleep_to(at(3, 23))
    clockwork.go_to(at(4, 7))
    assert [when for when, _ in chased(clockwork)] == [at(4, 6)] * 2


def test_who_has_sent_is_not_chased_and_who_wrote_within_the_hour_is_not() -> None:
    clockwork = office()
    clockwork.write("hoa", "tuyen-truyen")
    order(clockwork)
    assert [to for _, to in chased(clockwork)] == ["lan"]
    clockwork.go_to(at(3, 9))
    clockwork.became(state="submitted")
    assert "Không có đơn vị nào còn nợ báo cáo" in order(clockwork)


def test_who_wants_no_reminders_or_those_of_another_hour_is_chased_all_the_same() -> None:
    clockwork = office(officer("hoa", muted=True, hour=time(14)))
    order(clockwork)
    assert [to for _, to in chased(clockwork)] == ["hoa"]


def head(name: str) -> Person:
    return Person(id=name, name=name.title(), unit=UNIT.id, role="head", joined_at=at(1))


def test_where_the_head_has_to_sign_the_heads_are_chased() -> None:
    clockwork = office(officer("hoa"), officer("lan"), head("van"), head("tu"))
    clockwork.became(state="signing", touched=at(2), responsible="lan")
    assert "2 đồng chí của 1 đơn vị" in text(clockwork.press("anh", "chase", campaign="dot")[-1])
    order(clockwork)
    assert [to for _, to in chased(clockwork)] == ["van", "tu"]


def test_where_no_head_can_be_written_to_the_one_who_submits_is_chased() -> None:
    clockwork = office(officer("hoa"), officer("lan"), head("van"), reach={"van": "gone"})
    clockwork.became(state="signing", touched=at(2), responsible="lan")
    assert "1 đồng chí của 1 đơn vị" in text(clockwork.press("anh", "chase", campaign="dot")[-1])
    order(clockwork)
    assert [to for _, to in chased(clockwork)] == ["lan"]


def test_a_unit_that_nobody_can_write_to_is_named_as_such_and_the_button_is_not_there() -> None:
    clockwork = office(officer("hoa"), reach={"hoa": "gone"})
    asked = clockwork.press("anh", "chase-unit", draft=DRAFT)[-1]
    assert "không có ai nhận được tin" in text(asked)
    assert labels(asked) == ["Không đôn đốc"]


def test_only_units_with_somebody_who_gets_it_are_counted_before_and_after() -> None:
    clockwork = office()
    silent = Standing(Unit(id="so-y-te", name="Sở Y tế"), None, at(15, 17))
    view = clockwork.view("dot", "anh")
    view = replace(view, standings=(*view.standings, silent))
    asked = play(view, Pressed(Press(do="chase", campaign="dot")), at(2, 9)).effects[0]
    assert "2 đồng chí của 1 đơn vị" in text(asked)
    assert "1 đơn vị không có ai nhận được tin" in text(asked)
    sent = play(view, Pressed(button(asked, "Đôn đốc ngay")), at(2, 9)).effects
    assert "đến 1 đơn vị" in text(next(one for one in sent if isinstance(one, Say)))


def test_whoever_is_stood_in_for_is_counted_only_where_the_stand_in_cannot_be_reached() -> None:
    clockwork = office(officer("hoa", deputy="lan", deputy_until=at(20)), officer("lan"))
    assert "1 đồng chí của 1 đơn vị" in text(clockwork.press("anh", "chase", campaign="dot")[-1])
    clockwork.reach["lan"] = "gone"
    assert "1 đồng chí của 1 đơn vị" in text(clockwork.press("anh", "chase", campaign="dot")[-1])
    clockwork.reach.clear()
    order(clockwork)
    assert [to for _, to in chased(clockwork)] == ["lan"]


def test_a_campaign_that_is_closed_is_not_chased_not_even_by_an_order_given_before() -> None:
    clockwork = office()
    clockwork.press("anh", "chase-now", campaign="dot", arg="1.2")
    clockwork.campaign = clockwork.campaign.model_copy(update={"state": "closed"})
    assert clockwork.wake_up() == []
    assert "không đôn đốc được" in order(clockwork)


@pytest.mark.parametrize("act", ["chase", "chase-unit", "chase-now", "reminders"])
def test_only_a_coordinator_chases_and_looks_into_the_ledger(act: str) -> None:
    assert may(coordinator(), act)
    assert not may(officer("hoa"), act)


def test_the_ledger_shows_what_became_of_each_reminder_the_newest_first() -> None:
    clockwork = office(officer("hoa"), officer("lan", muted=True))
    clockwork.go_to(at(8, 9))
    order(clockwork, draft=DRAFT)
    shown = clockwork.press("anh", "reminders", draft=DRAFT)[-1]
    lines = text(shown).splitlines()
    assert lines[0] == "Sổ nhắc việc: Sở Tư pháp · trang 1/1"
    assert "09:00 08/12/2026 · đôn đốc · Anh: đã yêu cầu đôn đốc" in lines[2:]
    assert "08:00 08/12/2026 · trước hạn 7 ngày · Lan: không gửi, đã tắt nhắc việc" in lines
    assert lines[-1] == "08:00 01/12/2026 · báo mở đợt · Lan: đang chờ gửi"


def test_the_ledger_tells_a_chase_of_the_morning_as_one_to_come() -> None:
    clockwork = office()
    clockwork.go_to(at(5, 22))
    order(clockwork)
    line = text(clockwork.press("anh", "reminders", campaign="dot")[-1]).splitlines()[2]
    assert line == "06:00 06/12/2026 · đôn đốc · Anh: hẹn đôn đốc"
    clockwork.go_to(at(6, 7))
    assert "đã yêu cầu đôn đốc" in text(clockwork.press("anh", "reminders", campaign="dot")[-1])


@pytest.mark.parametrize(
    ("delivery", "shown"),
    [
        ({"outcome": "sent", "at": at(8, 8, 1)}, "đã gửi 08:01 08/12/2026"),
        ({"outcome": "refused", "at": at(8), "why": "gone"}, "không gửi được, đã chặn bot"),
        ({"outcome": "refused", "at": at(8), "why": "too long"}, "không gửi được (too long)"),
        ({"outcome": "superseded", "at": at(8)}, "thay bằng tin mới hơn"),
        ({}, "đang chờ gửi"),
    ],
)
def test_the_ledger_says_what_became_of_the_letter(delivery: dict, shown: str) -> None:
    clockwork = Clockwork(people={"anh": coordinator()})
    one = Reminder(subject="dot", person="anh", name="on-day:1.0", due_at=at(8), at=at(8))
    view = replace(clockwork.view("dot", "anh"), reminders=(Delivery(one, **delivery),))
    told = play(view, Pressed(Press(do="reminders", campaign="dot")), at(9)).effects[0]
    assert text(told).splitlines()[-1] == f"08:00 08/12/2026 · ngày hết hạn · Anh: {shown}"


def test_the_ledger_is_turned_page_by_page() -> None:
    clockwork = office()
    for n in range(15):
        moment = at(3, 8, n)
        one = Reminder(subject="dot", person="anh", name=f"overdue-{n}:1.0", due_at=moment, at=moment)
        clockwork.reminders[("dot", "anh", one.name)] = one
    first = clockwork.press("anh", "reminders", campaign="dot")[-1]
    older = button(first, "Cũ hơn ›")
    second = clockwork.press("anh", "reminders", campaign="dot", arg=older.arg)[-1]
    assert labels(second) == ["‹ Mới hơn"]
    assert len(text(first).splitlines()) + len(text(second).splitlines()) == 15 + 4
    assert "quá hạn lần 14" in text(first)
    assert "quá hạn lần 0" in text(second)


def test_an_empty_ledger_says_so() -> None:
    clockwork = Clockwork(people={"anh": coordinator()})
    assert "Chưa có lần nhắc việc nào" in text(clockwork.press("anh", "reminders", campaign="dot")[-1])
