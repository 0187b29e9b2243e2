"""A coordinator makes a campaign step by step, looks at it as a whole, and opens it."""

from __future__ import annotations

from datetime import time

import pytest
from campaigning_office import MONDAY, ROSTER, Coordinator, Office, at, outline

from flows.campaign import Plan, Unit
from flows.turn import Press


def planning(office: Office | None = None) -> Coordinator:
    """A coordinator who has just begun a new campaign."""
    one = (office or Office()).coordinator().says("/dot")
    return one.presses("Đợt mới", outline().name[:30])


def test_without_a_campaign_the_list_says_so_and_offers_a_new_one() -> None:
    one = Office().coordinator().says("đợt báo cáo")
    assert "Chưa có đợt nào" in one.shown
    assert one.labels == ["Đợt mới"]


def test_where_no_unit_is_known_the_list_of_units_comes_first() -> None:
    one = Office(roster=(ROSTER[0],)).coordinator().says("/dot")
    assert "Trước hết cần có danh sách đơn vị" in one.shown
    assert one.button("Danh sách đơn vị").press.do == "roster"
    one = Office(roster=ROSTER[:2]).coordinator().says("/dot")
    assert "Trước hết" not in one.shown


def test_a_new_campaign_is_planned_on_an_outline_that_ships_and_asked_of_nobody() -> None:
    one = planning()
    made = one.office.campaign
    assert (made.id, made.state, made.units, made.deadline) == ("chi-thi-34", "planned", (), None)
    assert (made.title, made.version, made.by) == (outline().name, outline().version, one.person.id)
    assert one.events == ["campaign-planned chi-thi-34"]
    assert one.alarms == []
    assert "đang lập" in one.shown
    assert "Còn thiếu" in one.shown
    assert "Xem trước và mở" not in one.labels


def test_the_next_campaign_of_an_outline_has_an_id_and_a_title_of_its_own() -> None:
    office = Office()
    planning(office)
    planning(office)
    planning(office)
    assert list(office.campaigns) == ["chi-thi-34", "chi-thi-34-2", "chi-thi-34-3"]
    assert len({one.title for one in office.campaigns.values()}) == 3


def test_where_no_outline_ships_that_is_said() -> None:
    office = Office()
    office.outlines = ()
    assert "Chưa có đề cương" in office.coordinator().says("/dot").presses("Đợt mới").shown


def test_all_units_are_chosen_at_once_without_the_office_itself() -> None:
    one = planning().presses("Đơn vị", "Tất cả")
    assert one.office.campaign.units == ("so-noi-vu", "so-tu-phap", "so-tttt", "xa-hoa-binh", "xa-hoa-lac")
    assert one.presses("Bỏ chọn hết").office.campaign.units == ()


def test_where_no_unit_is_known_but_the_office_the_list_of_units_is_asked_for() -> None:
    one = planning(Office(roster=ROSTER[:1])).presses("Đơn vị")
    assert "Chưa có danh sách đơn vị" in one.shown
    assert one.button("Về danh sách đơn vị").press.do == "roster"


def test_units_are_chosen_by_kind_and_by_group_and_taken_out_by_a_second_press() -> None:
    one = planning().presses("Đơn vị", "Sở (0/3)")
    assert one.office.campaign.units == ("so-noi-vu", "so-tu-phap", "so-tttt")
    assert "✅ Khối 1 (2/2)" in one.labels
    one.presses("Khối 1")
    assert one.office.campaign.units == ("so-tttt",)
    assert any(label.startswith("◐ Sở (1/3)") for label in one.labels)
    one.presses("Sở")
    assert len(one.office.campaign.units) == 3


def test_units_are_taken_from_a_typed_list_and_lines_that_name_none_are_named() -> None:
    one = planning().presses("Đơn vị")
    one.says("1. SO TU PHAP\n- snv\nSở Xây dựng\n\nHòa")
    assert one.office.campaign.units == ("so-noi-vu", "so-tu-phap")
    assert "Đã thêm 2 đơn vị" in one.shown
    assert "Chưa thấy trong danh sách: Sở Xây dựng" in one.shown
    assert "Có nhiều đơn vị giống tên: Hòa" in one.shown
    one.says("Xã Hòa Lạc")
    assert one.office.campaign.units == ("so-noi-vu", "so-tu-phap", "xa-hoa-lac")
    assert "Các đơn vị này đã có" in one.says("snv").shown
    assert "đang lập" in one.says("bỏ").shown


def test_the_office_takes_part_where_it_is_named() -> None:
    one = planning().presses("Đơn vị").says("Ban Thi đua - Khen thưởng")
    assert one.office.campaign.units == ("ban-tdkt",)


def test_one_unit_is_left_out_of_a_planned_campaign_without_a_question() -> None:
    one = planning().presses("Đơn vị", "Sở", "Xong")
    one.press(Press(do="campaign-remove", campaign="chi-thi-34", arg="so-tttt"))
    assert one.office.campaign.units == ("so-noi-vu", "so-tu-phap")


def test_without_a_list_of_units_the_way_to_one_is_told() -> None:
    one = planning(Office(roster=())).presses("Đơn vị")
    assert "Chưa có danh sách đơn vị" in one.shown


def test_a_deadline_is_typed_in_words_and_the_page_shows_it_with_its_weekday() -> None:
    one = planning().presses("Hạn gửi").says("thứ sáu tuần sau")
    assert one.office.campaign.deadline == at(25, 12)
    assert "17:00 25/12/2026 (thứ sáu)" in one.shown
    assert one.events == ["campaign-deadline chi-thi-34"]


def test_nonsense_is_refused_kindly_with_examples_and_the_question_stays() -> None:
    one = planning().presses("Hạn gửi").says("càng sớm càng tốt")
    assert "chưa đọc được “càng sớm càng tốt”" in one.shown
    assert "15/12" in one.shown
    assert one.says("15/12/2025").shown.startswith("17:00 15/12/2025 đã qua")
    assert "còn quá xa" in one.says("15/12/2062").shown
    assert one.says("20/12").office.campaign.deadline == at(20, 12)
    assert "Hạn rơi vào ngày nghỉ" in one.shown


@pytest.mark.parametrize("word", ["Hủy", "huy", "BỎ", "thôi"])
def test_a_word_leaves_the_question_for_a_deadline(word: str) -> None:
    one = planning().presses("Hạn gửi").says(word)
    assert "chưa đọc được" not in one.shown
    assert one.chair.asks == ""
    assert one.office.campaign.deadline is None


def test_of_several_readings_one_is_chosen() -> None:
    one = planning().presses("Hạn gửi").says("5h mai")
    assert "nhiều cách" in one.shown
    assert one.presses("05:00 15/12/2026").office.campaign.deadline == at(15, 12, hour=5)


def test_a_deadline_is_pressed_on_a_calendar() -> None:
    one = planning().presses("Hạn gửi", "Chọn trên lịch", "Tháng sau", "Tháng trước")
    assert "Tháng 12/2026" in one.shown
    assert one.presses("18").office.campaign.deadline == at(18, 12)


def test_today_on_the_calendar_is_refused_where_its_closing_hour_is_past() -> None:
    one = planning(Office(now=at(14, 12, hour=18))).presses("Hạn gửi", "Chọn trên lịch", "14")
    assert "đã qua" in one.shown
    assert one.office.campaign.deadline is None


def test_the_plan_is_turned_over_part_by_part_and_kept_only_when_it_is_saved() -> None:
    one = planning().presses("Hạn gửi").says("25/12").presses("Lịch nhắc")
    assert "trước hạn 7 ngày" in one.shown
    one.presses("14 ngày", "3 ngày", "Sáng ngày hết hạn", "Quá hạn: 0 lần", "14:00", "Báo thủ trưởng")
    assert one.office.campaign.plan == Plan()
    one.presses("Lưu lịch nhắc")
    saved = Plan(before=(14, 7, 1), on_day=False, overdue=0, hour=time(14, 0), heads=True)
    assert one.office.campaign.plan == saved
    assert "trước 14, 7, 1 ngày" in one.shown


def test_a_plan_that_was_not_saved_is_forgotten() -> None:
    one = planning().presses("Lịch nhắc", "5 ngày", "Hủy")
    assert one.office.campaign.plan == Plan()


def test_sign_off_is_turned_on_and_off_and_a_late_press_does_not_turn_it_back() -> None:
    one = planning()
    on = one.button("Thủ trưởng duyệt").press
    assert one.press(on).press(on).office.campaign.sign_off
    assert not one.presses("có → không").office.campaign.sign_off


def test_a_planned_campaign_is_dropped_and_brought_back() -> None:
    one = planning().presses("Bỏ đợt này")
    assert "Chưa có đợt nào" in one.shown
    assert one.office.campaign.state == "archived"
    assert one.presses("Hoàn tác").office.campaign.state == "planned"


def ready(office: Office | None = None) -> Coordinator:
    """A coordinator with a planned campaign that lacks nothing."""
    one = planning(office).presses("Đơn vị", "Tất cả", "Xong")
    return one.presses("Hạn gửi").says("25/12")


def test_the_preview_shows_units_questions_of_each_kind_and_every_reminder() -> None:
    one = ready().presses("Xem trước")
    assert "5 đơn vị" in one.shown
    assert "• Sở: 3 đơn vị, từ " in one.shown
    assert "• Xã: 2 đơn vị, " in one.shown
    assert "chưa kể phần thể thức" in one.shown
    assert "ban đêm (21 giờ đến 6 giờ) thì báo vào buổi sáng" in one.shown
    assert "• 08:00 18/12/2026 (thứ sáu): trước hạn 7 ngày" in one.shown
    assert "• 08:00 25/12/2026 (thứ sáu): ngày hết hạn" in one.shown
    assert "• 08:00 28/12/2026 (thứ hai): quá hạn, lần 1" in one.shown
    assert one.office.campaign.state == "planned"


def test_opening_wakes_the_alarms_of_every_unit_and_of_the_campaign() -> None:
    one = ready().presses("Xem trước", "Mở đợt")
    opened = one.office.campaign
    assert (opened.state, opened.n) == ("open", 1)
    assert opened.opened_at is not None
    assert opened.opened_at > MONDAY
    assert one.events == ["campaign-opened chi-thi-34"]
    assert one.alarms == [*(f"chi-thi-34/{unit} begin:1.0" for unit in opened.units), "chi-thi-34 begin:1.0"]


def test_a_second_press_to_open_opens_nothing_twice() -> None:
    one = ready().presses("Xem trước")
    again = one.button("Mở đợt").press
    one.press(again).press(again)
    assert one.alarms == []
    assert "đang mở" in one.shown
    assert one.office.campaign.n == 1


def test_what_was_changed_since_the_preview_is_looked_at_again_before_it_opens() -> None:
    one = ready().presses("Xem trước")
    other = one.office.coordinator("Lê Thị Hai").says("/dot").presses("1.")
    other.presses("Thủ trưởng duyệt")
    one.presses("Mở đợt")
    assert "vừa có thay đổi" in one.shown
    assert one.office.campaign.state == "planned"


def test_a_campaign_whose_deadline_has_passed_meanwhile_is_not_opened() -> None:
    one = ready().presses("Xem trước")
    one.office.now = at(26, 12)
    assert "Hạn gửi đã qua" in one.presses("Mở đợt").shown
    assert one.office.campaign.state == "planned"


def test_buttons_of_a_planned_campaign_do_nothing_once_it_is_open() -> None:
    one = ready()
    kept = [one.button(label).press for label in ("Thủ trưởng duyệt", "Bỏ đợt", "Xem trước")]
    one.presses("Xem trước", "Mở đợt")
    held = one.office.campaign
    for press in kept:
        assert "không làm được việc vừa bấm" in one.press(press).shown
    assert one.office.campaign == held


def test_reminders_whose_moment_is_past_are_not_promised() -> None:
    one = planning().presses("Đơn vị", "Tất cả", "Xong", "Hạn gửi").says("16/12").presses("Xem trước")
    assert "trước hạn 7 ngày" not in one.shown
    assert "• 08:00 15/12/2026 (thứ ba): trước hạn 1 ngày" in one.shown


def test_of_units_that_differ_by_diacritics_alone_the_one_that_is_written_so_is_meant() -> None:
    alike = (Unit(id="xa-lang", name="Xã Láng", kind="xa"), Unit(id="xa-lang-2", name="Xã Lạng", kind="xa"))
    one = planning(Office(roster=alike)).presses("Đơn vị").says("xã lạng")
    assert one.office.campaign.units == ("xa-lang-2",)
    assert "Có nhiều đơn vị giống tên" in one.says("xa lang").shown
