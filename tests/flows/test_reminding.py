"""People are reminded of what they owe: at the moments of the plan, each once, and not who has no need of it."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from clockwork import UNIT, Clockwork, at, button, labels, nudges, officer, text

from flows.alarm import Alarm
from flows.campaign import Extension, Person, Plan
from flows.draft import Demand

DRAFT = f"dot/{UNIT.id}"


def office(*people: Person, **rest) -> Clockwork:
    """A campaign that is due on Tuesday, 15 December at 17:00, opened on Tuesday the 1st at eight."""
    known = people or (officer("hoa"),)
    clockwork = Clockwork(people={one.id: one for one in known}, **rest)
    clockwork.begin()
    return clockwork


def head(name: str = "thu truong") -> Person:
    return Person(id=name, name=name.title(), unit=UNIT.id, role="head", joined_at=at(1))


def when(clockwork: Clockwork, person: str = "hoa") -> list:
    return [moment for moment, _ in nudges(clockwork, person)]


def test_a_unit_is_told_that_a_campaign_began_what_is_asked_and_by_when() -> None:
    clockwork = office(officer("hoa"), head(), officer("lan"), reach={"lan": "never"})
    told = {letter.to: letter for _, letter in clockwork.letters}
    assert set(told) == {"hoa", "thu truong"}
    assert "Đợt báo cáo mới: Báo cáo năm" in text(told["hoa"])
    assert "17:00 15/12/2026** (còn 14 ngày)".replace("**", "") in text(told["hoa"])
    assert button(told["hoa"], "Bắt đầu").do == "resume"
    assert clockwork.reminders[(DRAFT, "lan", "begin@20261201T010000")].why == "unreachable"


def test_what_is_ordered_at_night_is_told_in_the_morning() -> None:
    clockwork = Clockwork(now=at(1, 22), people={"hoa": officer("hoa")})
    clockwork.begin()
    assert clockwork.letters == []
    clockwork.go_to(at(2, 7))
    assert [moment for moment, _ in clockwork.letters] == [at(2, 6)]


def test_the_plan_is_kept_seven_three_one_days_before_on_the_day_and_each_working_day_after() -> None:
    clockwork = office()
    clockwork.go_to(at(31))
    # Three days before is a Saturday: the Friday before it.
    before, overdue = [at(8), at(11), at(14), at(15)], [at(16), at(17), at(18), at(21), at(22)]
    assert when(clockwork) == before + overdue


def test_a_reminder_names_what_is_missing_and_leads_to_the_first() -> None:
    clockwork = office()
    letter = clockwork.go_to(at(8, 9))[0]
    assert "Nhắc việc: Báo cáo năm" in text(letter)
    assert "còn 7 ngày" in text(letter)
    assert "còn 39 nội dung chưa xong" in text(letter)
    assert text(letter).count("\n- ") == 8
    assert text(letter).endswith("… và 31 nội dung khác")
    assert button(letter, "Làm ngay").key == "dac-diem-tinh-hinh"
    assert labels(letter)[1:] == ["Nhắc tôi sau 2 giờ", "Sáng mai", "Cài đặt nhắc việc"]
    assert (letter.card, letter.to) == (f"reminder:{DRAFT}", "hoa")


def test_how_late_a_report_is_stands_in_the_reminder() -> None:
    clockwork = office()
    assert "còn 9 giờ" in text(clockwork.go_to(at(15, 9))[-1])
    assert "đã quá hạn 2 ngày" in text(clockwork.go_to(at(17, 9))[-1])


def test_whoever_is_assigned_items_is_reminded_of_those_alone_and_the_others_of_the_rest() -> None:
    clockwork = office(officer("hoa"), officer("lan"))
    clockwork.became(assigned={"lan": ("tuyen-truyen", "lanh-dao-chi-dao")}, responsible="hoa")
    letters = {one.to: one for one in clockwork.go_to(at(8, 9))}
    assert "còn 2 nội dung chưa xong" in text(letters["lan"])
    assert "còn 37 nội dung chưa xong" in text(letters["hoa"])
    clockwork.write("lan", "tuyen-truyen", "lanh-dao-chi-dao")
    clockwork.go_to(at(11, 9))
    assert clockwork.why("lan")[-1] == ("before-3", "done")


def test_the_responsible_one_hears_of_what_only_colleagues_have_left_and_then_that_it_is_to_be_submitted() -> None:
    clockwork = office(officer("hoa"), officer("lan"))
    clockwork.became(assigned={"lan": ("tuyen-truyen",)}, responsible="hoa")
    clockwork.write("hoa")
    del clockwork.answers["tuyen-truyen"]
    letters = {one.to: one for one in clockwork.go_to(at(8, 9))}
    assert "1 nội dung do đồng chí khác phụ trách" in text(letters["hoa"])
    assert "1 nội dung chưa xong" in text(letters["lan"])
    clockwork.write("lan", "tuyen-truyen")
    letters = {one.to: one for one in clockwork.go_to(at(11, 9))}
    assert set(letters) == {"hoa"}
    assert "báo cáo chưa gửi" in text(letters["hoa"])
    assert button(letters["hoa"], "Gửi báo cáo").do == "submit"


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_a_unit_that_has_sent_is_not_reminded(state: str) -> None:
    clockwork = office()
    clockwork.became(state=state)
    assert clockwork.go_to(at(31)) == []
    assert {why for _, why in clockwork.why("hoa")} == {"done"}


def test_while_the_head_has_to_sign_the_head_is_reminded_and_the_officers_are_not() -> None:
    clockwork = office(officer("hoa"), head())
    clockwork.became(state="signing")
    letters = clockwork.go_to(at(8, 9))
    assert [one.to for one in letters] == ["thu truong"]
    assert "chờ đồng chí duyệt" in text(letters[0])


def test_where_no_head_can_be_written_to_the_one_who_submits_is_reminded_of_the_signed_copy() -> None:
    clockwork = office(officer("hoa"), officer("lan"), head(), reach={"thu truong": "never"})
    clockwork.became(state="signing")
    letters = clockwork.go_to(at(8, 9))
    assert [one.to for one in letters] == ["hoa"]
    assert "gửi vào đây bản quét" in text(letters[0])


@pytest.mark.parametrize("told", [True, False])
def test_the_head_hears_of_an_overdue_report_only_where_the_plan_says_so(told: bool) -> None:
    clockwork = office(officer("hoa"), head(), plan=Plan(heads=told))
    clockwork.go_to(at(15, 16))
    assert when(clockwork, "thu truong") == []
    clockwork.go_to(at(16, 9))
    assert when(clockwork, "thu truong") == ([at(16)] if told else [])


def test_a_returned_report_is_reminded_of_by_what_is_wanted() -> None:
    clockwork = office()
    clockwork.write("hoa")
    clockwork.became(state="returned", demands=(Demand(key="tuyen-truyen", reason="Thiếu số liệu", rev=1, by="anh"),))
    letter = clockwork.go_to(at(8, 9))[0]
    assert "yêu cầu bổ sung" in text(letter)
    assert text(letter).count("\n- ") == 1
    assert button(letter, "Làm ngay").key == "tuyen-truyen"


def test_a_report_that_the_head_gave_back_and_that_is_whole_is_to_be_submitted_again() -> None:
    clockwork = office()
    clockwork.write("hoa")
    clockwork.became(state="returned", remark="Xem lại số liệu", returned_by="thu truong")
    letter = clockwork.go_to(at(8, 9))[0]
    assert "đã được trả lại và chưa gửi lại" in text(letter)
    assert button(letter, "Gửi báo cáo").do == "submit"


def test_whoever_wrote_within_the_hour_is_left_alone() -> None:
    clockwork = office(officer("hoa"), officer("lan"))
    clockwork.go_to(at(8, 7, 30))
    clockwork.write("hoa", "tuyen-truyen")
    assert [one.to for one in clockwork.go_to(at(8, 9))] == ["lan"]
    assert clockwork.why("hoa") == [("before-7", "wrote")]


def test_who_cannot_be_reached_is_written_down_as_such() -> None:
    clockwork = office(officer("hoa"), reach={"hoa": "gone"})
    assert clockwork.go_to(at(8, 9)) == []
    assert clockwork.why("hoa") == [("before-7", "unreachable")]


def test_who_wants_no_reminders_gets_the_last_one_before_the_deadline_alone() -> None:
    clockwork = office(officer("hoa", muted=True))
    clockwork.go_to(at(31))
    assert when(clockwork) == [at(15)]
    assert [why for _, why in clockwork.why("hoa")] == ["muted"] * 3 + [""] + ["muted"] * 5


def test_where_the_last_one_was_slept_through_the_next_reaches_who_wants_none() -> None:
    clockwork = office(officer("hoa", muted=True))
    clockwork.go_to(at(14, 9))
    clockwork.sleep_to(at(16, 9))
    clockwork.go_to(at(31))
    assert when(clockwork) == [at(16, 9)]


@pytest.mark.parametrize(("hour", "then"), [(time(14), at(8, 14)), (time(7, 30), at(8, 7, 30)), (time(8), at(8))])
def test_a_person_is_reminded_at_his_own_hour(hour: time, then) -> None:
    clockwork = office(officer("hoa", hour=hour), officer("lan"))
    clockwork.go_to(at(8, 17))
    assert (when(clockwork), when(clockwork, "lan")) == ([then], [at(8)])


def test_an_own_hour_behind_the_deadline_does_not_hold_back_the_last_reminder() -> None:
    clockwork = office(officer("hoa", hour=time(16)), deadline=at(15, 10))
    clockwork.go_to(at(15, 10))
    assert when(clockwork)[-1] == at(15)


def test_a_stand_in_is_reminded_of_the_absent_ones_items_with_his_own() -> None:
    absent = officer("hoa", deputy="lan", deputy_until=at(10))
    clockwork = office(absent, officer("lan"), officer("mai"))
    clockwork.became(assigned={"hoa": ("tuyen-truyen",), "lan": ("lanh-dao-chi-dao",)}, responsible="mai")
    letters = {one.to: one for one in clockwork.go_to(at(8, 9))}
    assert "còn 2 nội dung chưa xong" in text(letters["lan"])
    assert clockwork.why("hoa") == [("before-7", "deputy")]
    letters = {one.to: one for one in clockwork.go_to(at(11, 9))}
    assert "còn 1 nội dung chưa xong" in text(letters["hoa"])
    assert "còn 1 nội dung chưa xong" in text(letters["lan"])


def test_a_stand_in_who_cannot_be_reached_leaves_the_absent_one_to_be_reminded() -> None:
    clockwork = office(officer("hoa", deputy="lan", deputy_until=at(20)), officer("lan"), reach={"lan": "gone"})
    assert [one.to for one in clockwork.go_to(at(8, 9))] == ["hoa"]


def test_whoever_stands_in_for_a_stand_in_is_reminded_of_all_three_parts() -> None:
    away = {"deputy_until": at(20)}
    clockwork = office(officer("hoa", deputy="lan", **away), officer("lan", deputy="mai", **away), officer("mai"))
    clockwork.became(assigned={"hoa": ("tuyen-truyen",), "lan": ("lanh-dao-chi-dao",)}, responsible="mai")
    assert {one.to for one in clockwork.go_to(at(8, 9))} == {"mai"}
    assert "còn 39 nội dung chưa xong" in text(clockwork.letters[-1][1])


def test_two_who_stand_in_for_each_other_are_both_reminded() -> None:
    away = {"deputy_until": at(20)}
    clockwork = office(officer("hoa", deputy="lan", **away), officer("lan", deputy="hoa", **away))
    assert {one.to for one in clockwork.go_to(at(8, 9))} == {"hoa", "lan"}


def test_after_a_week_asleep_there_is_one_reminder() -> None:
    clockwork = office()
    letters = clockwork.sleep_to(at(14, 9))
    assert [one.to for one in letters] == ["hoa"]
    assert clockwork.why("hoa") == [("before-1", "")]
    clockwork.go_to(at(15, 9))
    assert when(clockwork) == [at(14, 9), at(15)]


def test_who_wakes_in_the_evening_waits_for_the_morning_and_sends_once() -> None:
    clockwork = office()
    assert clockwork.sleep_to(at(11, 20)) == []
    clockwork.go_to(at(14, 12))
    # Friday evening; the reminder of Friday gives way to that of Monday.
    assert when(clockwork) == [at(14)]


def test_an_extension_ends_the_old_moments_and_begins_new_ones() -> None:
    clockwork = office()
    clockwork.go_to(at(9))
    longer = {UNIT.id: Extension(deadline=at(22, 17))}
    clockwork.campaign = clockwork.campaign.model_copy(update={"extensions": longer})
    clockwork.begin("extended")
    assert "Hạn mới: 17:00 22/12/2026 (còn 13 ngày)" in text(clockwork.letters[-1][1])
    clockwork.go_to(at(22, 9))
    assert when(clockwork) == [at(8), at(15), at(18), at(21), at(22)]


def test_a_unit_with_a_longer_deadline_of_its_own_is_not_told_again_when_that_of_all_changes() -> None:
    clockwork = office()
    longer = {UNIT.id: Extension(deadline=at(22, 17))}
    clockwork.campaign = clockwork.campaign.model_copy(update={"extensions": longer})
    clockwork.begin("extended")
    clockwork.campaign = clockwork.campaign.model_copy(update={"n": 2, "deadline": at(17, 17)})
    clockwork.begin("extended")
    assert len(clockwork.letters) == 2
    clockwork.go_to(at(22, 9))
    assert when(clockwork) == [at(15), at(18), at(21), at(22)]


@pytest.mark.parametrize("changes", [{"state": "closed"}, {"units": ()}])
def test_no_reminder_of_a_campaign_that_rests_or_of_a_unit_that_left(changes: dict) -> None:
    clockwork = office()
    clockwork.campaign = clockwork.campaign.model_copy(update=changes)
    assert clockwork.go_to(at(31)) == []
    assert clockwork.alarms == {}


def test_a_unit_that_has_sent_is_not_told_of_a_longer_deadline() -> None:
    clockwork = office()
    clockwork.became(state="submitted")
    clockwork.campaign = clockwork.campaign.model_copy(update={"n": 2, "deadline": at(22, 17)})
    clockwork.begin("extended")
    assert len(clockwork.letters) == 1


def test_who_has_begun_already_is_not_told_that_a_campaign_began() -> None:
    clockwork = Clockwork(people={"hoa": officer("hoa")})
    clockwork.write("hoa", "tuyen-truyen")
    clockwork.begin()
    assert clockwork.letters == []


def test_a_change_of_plan_is_no_second_beginning() -> None:
    clockwork = office()
    clockwork.campaign = clockwork.campaign.model_copy(update={"n": 2, "plan": Plan(before=(5,), overdue=0)})
    clockwork.begin()
    assert len(clockwork.letters) == 1
    clockwork.go_to(at(31))
    assert when(clockwork) == [at(10), at(15)]


def test_an_alarm_that_the_plan_does_not_know_writes_nothing_and_the_known_ones_go_on() -> None:
    clockwork = office()
    clockwork.alarms = {}
    clockwork.set(Alarm(subject=DRAFT, name="before-99:1.0", due_at=at(2)))
    clockwork.set(Alarm(subject=DRAFT, name="nonsense", due_at=at(2)))
    clockwork.set(Alarm(subject="", name="nonsense", due_at=at(2)))
    assert clockwork.go_to(at(8)) != []
    assert when(clockwork) == [at(8)]


@pytest.mark.parametrize(
    ("asked", "now", "then"),
    [
        ("2h", at(8, 9), at(8, 11)),
        ("2h", at(8, 16), at(9, 7, 30)),
        ("2h", at(11, 16, 30), at(14, 7, 30)),
        ("morning", at(8, 9), at(9, 8)),
        ("morning", at(11, 9), at(14, 7, 30)),
    ],
)
def test_a_snoozed_reminder_comes_when_it_was_said_and_offices_are_open(asked: str, now, then) -> None:
    clockwork = office(plan=Plan(before=(7,), overdue=0, on_day=False))
    clockwork.go_to(now + timedelta(seconds=20))
    said = clockwork.press("hoa", "snooze", draft=DRAFT, arg=asked)
    assert f"{then.astimezone(at(1).tzinfo):%M}" in text(said[0])
    clockwork.now += timedelta(seconds=20)
    clockwork.press("hoa", "snooze", draft=DRAFT, arg=asked)
    clockwork.go_to(at(15, 9))
    assert when(clockwork) == [at(8), then]


@pytest.mark.parametrize(
    ("asked", "now", "why"),
    [
        ("2h", at(12, 9), "11:00 12/12/2026 là ngày nghỉ nên"),
        ("morning", at(11, 9), "08:00 12/12/2026 là ngày nghỉ nên"),
        ("2h", at(8, 16), "18:00 08/12/2026 là ngoài giờ làm việc nên"),
        ("2h", at(8, 9), ""),
    ],
)
def test_it_is_said_why_a_snooze_comes_later_than_was_asked(asked: str, now, why: str) -> None:
    clockwork = office()
    clockwork.go_to(now)
    said = text(clockwork.press("hoa", "snooze", draft=DRAFT, arg=asked)[0])
    assert said.startswith(why or "✔")
    assert "✔ Trợ lý sẽ nhắc lại lúc" in said


def test_a_snooze_past_the_deadline_says_so_and_keeps_no_reminder_of_the_plan_away() -> None:
    clockwork = office(officer("hoa", muted=True))
    clockwork.go_to(at(14, 9))
    clockwork.press("hoa", "snooze", draft=DRAFT, arg="morning")
    assert "qua hạn" not in text(clockwork.letters[-1][1])
    clockwork.go_to(at(15, 8))
    assert at(15) in when(clockwork)
    assert len(when(clockwork)) == 1
    clockwork.press("hoa", "snooze", draft=DRAFT, arg="morning")
    assert "lúc đó đã qua hạn gửi (17:00 15/12/2026)" in text(clockwork.letters[-1][1])


def test_a_report_that_was_sent_is_not_snoozed() -> None:
    clockwork = office()
    clockwork.became(state="submitted")
    assert "không cần nhắc lại" in text(clockwork.press("hoa", "snooze", draft=DRAFT, arg="2h")[0])


def test_a_person_chooses_an_hour_and_may_leave_only_the_last_reminder() -> None:
    clockwork = office()
    shown = clockwork.press("hoa", "settings")[0]
    assert "theo kế hoạch" in text(shown)
    assert "✔ Theo kế hoạch" in labels(shown)
    shown = clockwork.press("hoa", "hour", arg="14:00")[0]
    assert clockwork.people["hoa"].hour == time(14)
    assert "✔ 14:00" in labels(shown)
    shown = clockwork.press("hoa", "mute")[0]
    assert clockwork.people["hoa"].muted
    assert "vẫn nhận lần nhắc cuối cùng trước hạn" in text(shown)
    clockwork.press("hoa", "mute")
    assert clockwork.people["hoa"].rev == 2
    clockwork.press("hoa", "hour", arg="25:99")
    clockwork.press("hoa", "unmute")
    shown = clockwork.press("hoa", "hour", arg="")[0]
    assert (clockwork.people["hoa"].hour, clockwork.people["hoa"].muted) == (None, False)
    assert "Tắt nhắc việc" in labels(shown)


def test_no_letter_of_the_clock_takes_the_place_of_what_somebody_is_at() -> None:
    clockwork = office(officer("hoa"), head(), plan=Plan(heads=True))
    clockwork.go_to(at(31))
    assert {letter.card for _, letter in clockwork.letters} == {f"reminder:{DRAFT}"}
    assert all(letter.to for _, letter in clockwork.letters)


def test_what_was_asked_for_at_the_very_moment_of_the_plan_comes_once() -> None:
    clockwork = office(officer("hoa", hour=time(14)))
    clockwork.go_to(at(14, 15))
    clockwork.press("hoa", "snooze", draft=DRAFT, arg="morning")
    clockwork.go_to(at(15, 16))
    assert when(clockwork) == [at(8, 14), at(11, 14), at(14, 14), at(15, 14)]
    assert clockwork.why("hoa")[-1] == ("on-day", "reminded")
