"""An open campaign is run: deadlines, units and plan change, it is closed and opened again, and alarms begin anew."""

from __future__ import annotations

import pytest
from campaigning_office import MONDAY, ROSTER, Coordinator, Office, at
from hypothesis import given
from hypothesis import strategies as st

from flows.campaign import Extension, Unit
from flows.campaigning import ASKED, RULES
from flows.draft import Draft
from flows.rights import RIGHTS
from flows.turn import Press

UNITS = ("so-noi-vu", "so-tu-phap", "xa-hoa-binh")


def running(**changes) -> Coordinator:
    """A coordinator on the page of an open campaign."""
    office = Office()
    office.opened(**changes)
    return office.coordinator().says("/dot").presses("1.")


def begun(n: int, name: str = "begin", units: tuple[str, ...] = UNITS) -> list[str]:
    return [*(f"chi-thi-34/{unit} {name}:{n}.0" for unit in units), f"chi-thi-34 begin:{n}.0"]


def test_every_act_of_campaigns_is_the_coordinators_alone() -> None:
    # The command that lists campaigns shows those of a unit its own.
    assert {RIGHTS.get(act) for act in RULES if act != "campaigns"} == {("coordinator",)}
    assert set(ASKED) >= {"campaign-deadline", "extend-unit", "campaign-list"}


def test_the_list_shows_state_units_and_deadline_and_opens_each() -> None:
    one = running()
    one.says("/dot")
    assert "đang mở · 3 đơn vị · hạn: 17:00 25/12/2026 (thứ sáu)" in one.shown
    assert "Báo cáo sơ kết" in one.presses("1.").shown


def test_the_page_counts_who_has_sent_and_who_is_overdue() -> None:
    one = running()
    one.office.drafts["so-tu-phap"] = Draft(
        id="chi-thi-34/so-tu-phap", unit="so-tu-phap", outline="chi-thi-34", version=1, state="submitted"
    )
    one.office.now = at(28, 12)
    assert "Đã gửi: 1/3 · quá hạn: 2" in one.says("/dot").presses("1.").shown


def test_a_later_deadline_for_all_is_confirmed_first_and_then_told_to_every_unit() -> None:
    one = running().presses("Gia hạn cả đợt").says("31/12")
    assert "17:00 25/12/2026 (thứ sáu) sang 17:00 31/12/2026 (thứ năm)" in one.shown
    assert one.office.campaign.deadline == at(25, 12)
    one.presses("Đổi hạn")
    assert one.office.campaign.deadline == at(31, 12)
    assert one.alarms == begun(2, "extended")
    assert one.events == ["campaign-extended chi-thi-34"]


def test_a_deadline_for_all_keeps_the_later_ones_of_single_units_and_drops_the_earlier() -> None:
    own = {"so-noi-vu": Extension(deadline=at(15, 1, 2027)), "so-tu-phap": Extension(deadline=at(28, 12))}
    one = running(extensions=own).presses("Gia hạn cả đợt").says("31/12")
    assert "1 đơn vị có hạn riêng muộn hơn" in one.shown
    assert set(one.presses("Đổi hạn").office.campaign.extensions) == {"so-noi-vu"}
    assert "chi-thi-34/so-noi-vu extended:2.1" in one.alarms


def test_an_earlier_deadline_and_one_on_a_day_off_are_pointed_out() -> None:
    one = running().presses("Gia hạn cả đợt").says("20/12")
    assert "sớm hơn" in one.shown
    assert "rơi vào ngày nghỉ" in one.shown
    assert "đang mở" in one.presses("Hủy").shown
    assert one.office.campaign.deadline == at(25, 12)


def test_the_same_deadline_changes_nothing() -> None:
    one = running().presses("Gia hạn cả đợt").says("25/12")
    assert "vẫn như cũ" in one.shown
    assert one.events == []


def test_one_unit_is_given_longer_and_only_its_alarms_begin_anew() -> None:
    one = running().presses("Gia hạn một đơn vị").says("tư pháp")
    assert "Gia hạn cho Sở Tư pháp" in one.shown
    one.presses("Chọn trên lịch", "31").presses("Đổi hạn")
    assert one.office.campaign.extensions == {"so-tu-phap": Extension(deadline=at(31, 12))}
    assert one.office.campaign.n == 1
    assert one.alarms == ["chi-thi-34/so-tu-phap extended:1.1"]
    assert one.concerning == {"unit-extended": ["so-tu-phap"]}
    one.press(Press(do="extend-unit", draft="chi-thi-34/so-tu-phap")).says("5/1").presses("Đổi hạn")
    assert one.office.campaign.extensions == {"so-tu-phap": Extension(deadline=at(5, 1, 2027), n=2)}
    assert one.alarms == ["chi-thi-34/so-tu-phap extended:1.2"]


def test_nonsense_for_one_unit_is_asked_again_for_that_unit() -> None:
    one = running().presses("Gia hạn một đơn vị", "Sở Nội vụ").says("sớm nhé")
    assert "chưa đọc được" in one.shown
    assert "Gia hạn cho Sở Nội vụ" in one.shown
    assert one.says("28/12").presses("Đổi hạn").office.campaign.due("so-noi-vu") == at(28, 12)


def test_a_unit_that_no_longer_takes_part_is_not_given_longer() -> None:
    one = running().press(Press(do="extend-unit", draft="chi-thi-34/xa-hoa-lac"))
    assert "không còn trong đợt" in one.shown


def test_units_are_added_by_kind_after_a_confirm_that_names_them() -> None:
    one = running().presses("Thêm đơn vị")
    assert not any("Khối 1" in label for label in one.labels)
    one.presses("Xã (1/2)")
    assert "Thêm 1 đơn vị" in one.shown
    assert "Xã Hòa Lạc" in one.shown
    one.presses("Thêm đơn vị")
    assert one.office.campaign.units == (*UNITS, "xa-hoa-lac")
    assert one.alarms == begun(1, "added", units=("xa-hoa-lac",))
    assert one.concerning == {"campaign-units-added": ["xa-hoa-lac"]}


def test_units_are_added_by_a_typed_list_in_the_order_of_the_roster() -> None:
    one = running().presses("Thêm đơn vị").says("Xã Hòa Lạc\nsở thông tin và truyền thông\nSở Xây dựng")
    assert "Chưa thấy trong danh sách: Sở Xây dựng" in one.shown
    one.presses("Thêm đơn vị")
    assert one.office.campaign.units == ("so-noi-vu", "so-tu-phap", "so-tttt", "xa-hoa-binh", "xa-hoa-lac")


def test_a_list_of_units_that_are_in_already_asks_nothing() -> None:
    one = running().presses("Thêm đơn vị").says("Sở Tư pháp")
    assert "đã có trong đợt" in one.shown
    assert one.events == []


def test_where_every_unit_is_in_there_is_none_to_add() -> None:
    one = running(units=tuple(unit.id for unit in ROSTER[1:])).presses("Thêm đơn vị")
    assert "Mọi đơn vị trong danh sách đã có" in one.shown


def test_a_unit_is_left_out_after_a_confirm_that_says_what_it_wrote_is_kept() -> None:
    one = running(extensions={"so-tu-phap": Extension(deadline=at(28, 12))}).presses("Bớt đơn vị", "Sở Tư pháp")
    assert "Nội dung đã viết vẫn được giữ" in one.shown
    assert one.office.campaign.units == UNITS
    one.presses("Bớt đơn vị")
    assert one.office.campaign.units == ("so-noi-vu", "xa-hoa-binh")
    assert one.office.campaign.extensions == {}
    assert one.concerning == {"unit-removed": ["so-tu-phap"]}
    assert one.alarms == begun(1, "removed", units=("so-tu-phap",))


def test_a_unit_is_found_by_a_part_of_its_name_and_asked_for_again_where_none_fits() -> None:
    one = running().presses("Bớt đơn vị").says("kho bạc")
    assert "không có đơn vị nào tên như “kho bạc”" in one.shown
    assert one.says("sở").labels == ["Sở Nội vụ", "Sở Tư pháp", "Hủy"]
    assert "đang mở" in one.says("thôi").shown


def test_many_units_are_shown_page_by_page() -> None:
    office = Office(roster=tuple(Unit(id=f"xa-{n}", name=f"Xã số {n}") for n in range(25)))
    office.opened(units=tuple(unit.id for unit in office.roster))
    one = office.coordinator().says("/dot").presses("1.", "Bớt đơn vị", "Trang sau", "Trang sau")
    assert one.labels[:2] == ["Xã số 20", "Xã số 21"]
    assert one.presses("Trang trước").labels[0] == "Xã số 10"


def test_a_changed_plan_begins_all_alarms_anew_once() -> None:
    one = running().presses("Lịch nhắc", "10 ngày", "Quá hạn: 10 lần")
    assert one.alarms == []
    one.presses("Lưu lịch nhắc")
    assert one.office.campaign.plan.overdue == 10
    assert one.alarms == begun(2)
    assert one.events == ["campaign-plan chi-thi-34"]


def test_a_plan_that_is_saved_as_it_was_wakes_nobody() -> None:
    one = running().presses("Lịch nhắc", "10 ngày", "10 ngày", "Lưu lịch nhắc")
    assert one.alarms == []
    assert one.events == []


def test_a_campaign_is_closed_opened_again_and_archived_each_after_a_question() -> None:
    one = running().presses("Đóng đợt")
    assert one.office.campaign.state == "open"
    one.office.drafts["so-tu-phap"] = Draft(
        id="chi-thi-34/so-tu-phap", unit="so-tu-phap", outline="chi-thi-34", version=1, state="submitted"
    )
    one.presses("Đóng đợt")
    assert (one.office.campaign.state, one.office.campaign.n) == ("closed", 2)
    assert one.alarms == ["chi-thi-34/so-noi-vu closed:2.0", "chi-thi-34/xa-hoa-binh closed:2.0"]
    one.presses("Mở lại đợt", "Mở lại đợt")
    assert (one.office.campaign.state, one.alarms) == ("open", begun(3, "reopened"))
    one.presses("Đóng đợt", "Đóng đợt", "Lưu trữ đợt", "Lưu trữ đợt")
    assert (one.office.campaign.state, one.alarms) == ("archived", [])
    one.says("/dot")
    assert "Báo cáo sơ kết" not in one.shown
    one.presses("Đã lưu trữ (1)", "1.", "Mở lại đợt", "Mở lại đợt")
    assert one.office.campaign.state == "open"


def test_to_open_again_after_the_deadline_warns_that_it_should_be_put_off() -> None:
    one = running(state="closed")
    one.office.now = at(28, 12)
    assert "nên gia hạn" in one.presses("Mở lại đợt").shown


@pytest.mark.parametrize("label", ["Đóng đợt", "Gia hạn cả đợt", "Bớt đơn vị", "Lịch nhắc"])
def test_of_two_coordinators_who_press_at_once_the_second_is_told(label: str) -> None:
    one = running()
    other = one.office.coordinator("Lê Thị Hai").says("/dot").presses("1.")
    steps = {
        "Đóng đợt": lambda who: who.presses("Đóng đợt"),
        "Gia hạn cả đợt": lambda who: who.presses("Gia hạn cả đợt").says("31/12"),
        "Bớt đơn vị": lambda who: who.presses("Bớt đơn vị", "Sở Tư pháp"),
        "Lịch nhắc": lambda who: who.presses("Lịch nhắc", "10 ngày"),
    }
    last = {"Gia hạn cả đợt": "Đổi hạn", "Lịch nhắc": "Lưu lịch nhắc"}.get(label, label)
    steps[label](one)
    steps[label](other)
    one.presses(last)
    held = one.office.campaign
    other.presses(last)
    assert other.office.campaign == held
    assert other.alarms == []
    assert "vừa có thay đổi" in other.shown or "không làm được" in other.shown


def test_a_new_deadline_that_has_passed_before_it_was_confirmed_is_asked_for_again() -> None:
    one = running().presses("Gia hạn cả đợt").says("17h hôm nay")
    one.office.now = at(15, 12)
    one.presses("Đổi hạn")
    assert "đã qua" in one.shown
    assert one.office.campaign.deadline == at(25, 12)


def test_a_press_for_a_campaign_that_is_not_known_shows_the_list() -> None:
    one = running().press(Press(do="campaign-close-now", campaign="khong-co"))
    assert "Không còn đợt báo cáo này" in one.shown
    assert one.office.campaign.state == "open"


def test_nothing_that_was_never_opened_is_opened_again_from_the_archive() -> None:
    office = Office()
    office.opened(state="archived", opened_at=None, n=0)
    one = office.coordinator().press(Press(do="campaign-reopen-now", campaign="chi-thi-34"))
    assert one.office.campaign.state == "archived"
    assert one.office.campaign.deadline > MONDAY


def test_many_campaigns_are_listed_page_by_page() -> None:
    office = Office()
    for n in range(12):
        office.opened(id=f"dot-{n}", title=f"Đợt số {n}")
    one = office.coordinator().says("/dot").presses("Trang sau")
    assert one.labels[:2] == ["11. Đợt số 10", "12. Đợt số 11"]
    assert "1. Đợt số 0" in one.presses("Trang trước").labels


WORDS = ("sở tư pháp", "Xã Hòa Lạc\nSở Xây dựng", "15/1", "5h mai", "cuối tháng", "vớ vẩn", "bỏ", "/dot", "hôm qua")
STEPS = st.one_of(st.integers(0, 40), st.sampled_from(WORDS))


@given(st.lists(STEPS, max_size=30), st.booleans())
def test_whatever_is_pressed_and_typed_a_campaign_stays_whole(steps: list, opened: bool) -> None:
    office = Office()
    if opened:
        office.opened()
    one = office.coordinator().says("/dot")
    for step in steps:
        before = dict(office.campaigns)
        own = [button.press for row in one.screen.buttons for button in row if button.press.do in RULES]
        if isinstance(step, int) and own:
            one.press(own[step % len(own)])
        elif isinstance(step, str) and ((one.chair and one.chair.asks) or step == "/dot"):
            one.says(step)
        else:
            continue
        assert_whole(office)
        woken = {alarm.partition(" ")[0].partition("/")[0] for alarm in one.alarms}
        changed = {name for name, kept in office.campaigns.items() if kept != before.get(name)}
        assert woken <= {name for name in changed if office.campaigns[name].state in ("open", "closed")}
        assert len(one.concerning) == len(changed) <= 1
        assert all(kept.n >= before[name].n for name, kept in office.campaigns.items() if name in before)


def assert_whole(office: Office) -> None:
    order = [unit.id for unit in ROSTER]
    for kept in office.campaigns.values():
        assert list(kept.units) == [unit for unit in order if unit in kept.units]
        assert set(kept.extensions) <= set(kept.units)
        assert kept.state != "planned" or kept.n == 0
        assert kept.state != "open" or kept.deadline is not None
        assert kept.deadline is None or kept.deadline > MONDAY


def test_a_campaign_that_was_opened_without_a_deadline_gets_one_and_lives_like_any_other() -> None:
    one = running(n=0, opened_at=None, deadline=None).presses("Gia hạn cả đợt").says("31/12")
    assert "từ chưa đặt sang 17:00 31/12/2026" in one.shown
    assert one.presses("Đổi hạn").office.campaign.deadline == at(31, 12)
    one.presses("Đóng đợt", "Đóng đợt", "Lưu trữ đợt", "Lưu trữ đợt").says("/dot").presses("Đã lưu trữ (1)", "1.")
    assert one.presses("Mở lại đợt", "Mở lại đợt").office.campaign.state == "open"
