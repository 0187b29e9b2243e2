"""A coordinator at the page: finds units, reads drafts, asks for more, chases, extends, accepts, and all of it live."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import province
import pytest
from playwright.sync_api import Locator, Route, expect
from shorthand import lines_of_docx
from test_axe import faults, looks, sizes
from web_browser import DESKTOP
from web_page import Chat, Window
from web_site import CAMPAIGN, Site

from bot.clock import SystemClock
from bot.view import Papers, blank_drafts, outline
from flows.campaign import Campaign, Plan, Unit
from flows.clock import VIET_NAM
from flows.draft import Answer, Draft
from flows.questions import Rows
from flows.report import Run
from flows.values import Passage, ProseValue
from flows.wording import plain

FIRST, SECOND = "dac-diem-tinh-hinh", "lanh-dao-chi-dao"


def now() -> datetime:
    return SystemClock().now()


def noon() -> str:
    """A time zone in which it is about noon, so that nothing is put off until the morning."""
    return f"Etc/GMT{now().hour - 12:+}"


@pytest.fixture(autouse=True)
def campaign(site: Site) -> Iterator[None]:
    """The campaign of the site, in which no unit takes part yet."""
    later = (now() + timedelta(days=5)).astimezone(VIET_NAM).replace(hour=17, minute=0, second=0, microsecond=0)
    site.campaign(units=(), extensions={}, deadline=later, plan=Plan(zone=noon()), state="open")
    yield
    site.campaign(units=())


def asked(site: Site) -> Campaign:
    with site.store.begin() as ledger:
        kept = ledger.records.campaign(CAMPAIGN)
    assert kept is not None
    return kept


def draft_of(site: Site, unit: Unit) -> Draft:
    blank = blank_drafts(unit, asked(site), outline)[0]
    with site.store.begin() as ledger:
        return ledger.records.draft(blank.id) or blank


def writes(site: Site, unit: Unit, answers: dict[str, Answer] | None = None, **changes: object) -> None:
    """Has the draft of a unit be somewhere, with all answers of a generated report, or with those."""
    paper = province.paper(0, 1, Random(1), 1)
    answers = paper.answers if answers is None else answers
    kept, fresh = draft_of(site, unit), {"done": len(answers), "total": len(paper.answers), "touched": now()}
    with site.store.begin() as ledger:
        ledger.records.save([kept.model_copy(update=fresh | changes)])
        before = ledger.records.answers(kept.id)
        for key, one in answers.items():
            rev = before[key].rev if key in before else 0
            ledger.records.save([one.model_copy(update={"draft": kept.id, "rev": rev})])


def signs(site: Site, unit: Unit) -> None:
    """Has the letterhead of a unit be filled in, and then what is asked because of what was filled in."""
    for _ in range(2):
        with site.store.begin() as ledger:
            paper = Papers(outline).of(ledger, unit, ledger.records.campaign(CAMPAIGN))[1]
            open_ = [question for key, (_, question) in paper.asked.items() if key not in paper.answers]
            held = [province.said(paper.draft, one, province.value(one, Random(1), 1)) for one in open_]
            ledger.records.save([paper.draft, *held])


def submitted(site: Site, unit: Unit) -> None:
    writes(site, unit, state="submitted", submitted_at=now())


def answer(key: str, *paragraphs: str) -> Answer:
    passages = tuple(Passage(runs=(Run(text=one),)) for one in paragraphs)
    held = {"value": ProseValue(passages=passages), "state": "closed"} if paragraphs else {"state": "none"}
    return Answer(draft="", key=key, by="an", at=now(), **held)


class Office:
    """The coordinators' page in a window, and what stands in it."""

    def __init__(self, chat: Chat) -> None:
        self.chat, self.page = chat, chat.page
        self.root = chat.page.locator("#office")
        self.units = self.root.locator(".of-open")
        self.found = self.root.locator(".of-found")
        self.note = self.root.locator(".of-note")
        self.items = self.root.locator(".of-item")

    def enters(self) -> "Office":
        self.chat.enters(self.chat.site.new_code("Hoàng Văn Bàn", role="coordinator"))
        return self.opens()

    def opens(self) -> "Office":
        """Brings the page to the front."""
        if self.page.locator("#tab-office").is_visible():
            self.page.locator("#tab-office").click()
        expect(self.units.first).to_be_visible()
        return self

    def row(self, unit: Unit) -> Locator:
        return self.root.locator("tr").filter(has=self.page.get_by_text(unit.name, exact=True))

    def reads(self, unit: Unit) -> None:
        """Opens the page of a unit."""
        self.row(unit).locator(".of-open").click()
        expect(self.root.get_by_role("heading", level=2, name=unit.name)).to_be_focused()

    def chip(self, label: str) -> Locator:
        return self.root.locator(".of-chips button").filter(has_text=re.compile(rf"^\d+{label}$"))

    def act(self, label: str) -> Locator:
        """The only button of that label that can be seen."""
        return self.root.locator("button:visible").filter(has_text=re.compile(rf"^{re.escape(label)}$"))

    def item(self, short: str) -> Locator:
        return self.items.filter(has=self.page.locator(".of-short", has_text=re.compile(rf"^{re.escape(short)}$")))

    def picks(self, short: str, reason: str) -> None:
        """Asks for more of an item."""
        self.item(short).get_by_label(plain("web.office_pick")).check()
        self.item(short).locator("textarea").fill(reason)


@pytest.fixture
def office(desktop: Chat) -> Office:
    return Office(desktop)


@pytest.fixture
def three(site: Site) -> tuple[Unit, Unit, Unit]:
    """A unit that has sent, one that is at work, one that has not begun."""
    trade, law = site.new_unit("Sở Công Thương"), site.new_unit("Sở Tư pháp")
    submitted(site, trade)
    writes(site, law, {FIRST: answer(FIRST, "Sở có 05 phòng.")})
    return trade, law, site.new_unit("Huyện Cao Lộc", kind="huyen", officer="Đàm Văn Ất")


@pytest.mark.usefixtures("three")
@sizes
def test_units_are_found_and_put_in_order(window: Window, about: dict[str, object]) -> None:
    office = Office(window(**about)).enters()
    expect(office.units).to_have_text(["Sở Công Thương", "Sở Tư pháp", "Huyện Cao Lộc"])
    office.chip("đã gửi").click()
    expect(office.units).to_have_text(["Sở Công Thương"])
    expect(office.found).to_contain_text("1/3 đơn vị: đã gửi")
    expect(office.found).to_be_in_viewport()
    office.act("Bỏ lọc").click()
    search = office.root.get_by_label("Tìm đơn vị")
    expect(search).to_be_focused()
    for typed, names in (("cong thuong", ["Sở Công Thương"]), ("DAM at", ["Huyện Cao Lộc"]), ("Hà Nội", [])):
        search.fill(typed)
        expect(office.units).to_have_text(names)
    expect(office.root).to_contain_text(plain("web.office_none_found"))
    search.fill("")
    office.root.get_by_label("Sắp xếp").select_option(label="Tên đơn vị")
    expect(office.units).to_have_text(["Huyện Cao Lộc", "Sở Công Thương", "Sở Tư pháp"])
    office.chip("chưa nhắn tin được").click()
    expect(office.units).to_have_count(3)


@looks
@sizes
def test_no_rule_of_access_is_broken(
    window: Window, three: tuple[Unit, ...], dark: bool, about: dict[str, Any]
) -> None:
    # What is scrolled out of sight is not looked at, so nothing is.
    whole = {"viewport": {"width": about["viewport"]["width"], "height": 12_000}}
    office = Office(window(dark=dark, **about | whole)).enters()
    assert faults(office.chat) == []
    office.chip("đã gửi").click()
    assert faults(office.chat) == []
    office.reads(three[0])
    office.picks("Đặc điểm tình hình", "Ghi rõ số phòng.")
    office.item("Lãnh đạo, chỉ đạo").get_by_label(plain("web.office_pick")).check()
    assert faults(office.chat) == []
    office.page.go_back()
    office.root.get_by_label("Tìm đơn vị").fill("Hà Nội")
    assert faults(office.chat) == []
    office.act("Bỏ lọc").click()
    office.reads(three[1])
    office.root.locator(".of-unit-page").get_by_text("Gia hạn đơn vị").click()
    assert faults(office.chat) == []


def test_a_draft_is_read_item_by_item(office: Office, site: Site) -> None:
    unit = site.new_unit("Sở Tư pháp")
    writes(site, unit)
    writes(site, unit, {FIRST: answer(FIRST, "Sở có 05 phòng.", "Sở có 45 công chức."), SECOND: answer(SECOND)})
    office.enters().reads(unit)
    with site.store.begin() as ledger:
        papers = Papers(outline).of(ledger, unit, ledger.records.campaign(CAMPAIGN))
    shorts = [question.short for paper in papers for _, question in paper.asked.values()]
    expect(office.items.locator(".of-short")).to_have_text(shorts)
    expect(office.item("Đặc điểm tình hình").locator(".of-text")).to_have_text(
        ["Sở có 05 phòng.", "Sở có 45 công chức."]
    )
    tables = [one for _, one in papers[0].asked.values() if isinstance(one, Rows)]
    expect(office.item(tables[0].short).locator("tbody tr")).not_to_have_count(0)
    office.root.locator(".of-contents summary").click()
    office.root.locator(".of-contents").get_by_role("button", name=tables[0].short).click()
    expect(office.item(tables[0].short).locator(".of-item-head")).to_be_focused()
    expect(office.item(tables[0].short)).to_be_in_viewport()


def test_more_of_two_items_is_asked_for_and_the_officer_hears_it_at_once(
    office: Office, phone: Chat, site: Site
) -> None:
    unit = site.new_unit("Sở Tư pháp")
    phone.enters(site.new_code("Trần Thị Hoa", unit))
    submitted(site, unit)
    office.enters().reads(unit)
    office.picks("Đặc điểm tình hình", "Ghi rõ số phòng.")
    office.item("Lãnh đạo, chỉ đạo").get_by_label(plain("web.office_pick")).check()
    office.act("Gửi yêu cầu…").click()
    lacking = office.item("Lãnh đạo, chỉ đạo").locator("textarea")
    expect(lacking).to_be_focused()
    lacking.fill("Nêu số nghị quyết.")
    office.act("Gửi yêu cầu…").click()
    office.chat.waits_for(re.compile(r"Ghi rõ số phòng\.[\s\S]*Nêu số nghị quyết\."))
    assert draft_of(site, unit).state == "submitted"
    office.chat.presses("Gửi yêu cầu")
    phone.waits_for(re.compile(r"yêu cầu bổ sung 2 nội dung[\s\S]*Ghi rõ số phòng\.[\s\S]*Nêu số nghị quyết\."))
    expect(office.root.locator(".of-states")).to_have_text("yêu cầu bổ sung")
    expect(office.root.locator(".of-asked")).to_have_count(2)
    expect(office.root.get_by_role("checkbox")).to_have_count(0)


def test_reasons_outlive_the_page(office: Office, three: tuple[Unit, ...]) -> None:
    office.enters().reads(three[0])
    office.picks("Đặc điểm tình hình", "Ghi rõ số phòng.")
    office.chat.reloads()
    office.opens().reads(three[0])
    expect(office.item("Đặc điểm tình hình").locator("textarea")).to_have_value("Ghi rõ số phòng.")
    expect(office.root.locator(".of-send")).to_contain_text("Đã chọn 1 mục")


def test_one_unit_and_then_all_late_ones_are_chased(office: Office, window: Window, site: Site) -> None:
    hung, mai = window(), window()
    units = site.new_unit("Sở Tư pháp"), site.new_unit("Sở Y tế")
    for chat, unit in ((hung, units[0]), (mai, units[1])):
        chat.enters(unit=unit)
    office.enters()
    office.row(units[0]).locator("summary").click()
    office.act("Đôn đốc đơn vị").click()
    office.chat.waits_for("Đôn đốc Sở Tư pháp")
    office.chat.presses("Đôn đốc ngay")
    hung.waits_for("Đầu mối tổng hợp đôn đốc")
    assert not any("đôn đốc" in text for text in mai.said)
    office.act("Đôn đốc đơn vị chưa gửi").click()
    office.chat.waits_for("2 đơn vị chưa hoàn thành")
    office.chat.presses("Đôn đốc ngay")
    mai.waits_for("Đầu mối tổng hợp đôn đốc")


def extends(office: Office, moment: datetime) -> None:
    """Picks another deadline in the form that can be seen, and confirms it in the chat."""
    form = office.root.locator("form:visible").filter(has=office.page.locator("[type=date]"))
    form.get_by_label("Ngày").fill(f"{moment:%Y-%m-%d}")
    form.get_by_label("Giờ").fill(f"{moment:%H:%M}")
    expect(form).to_contain_text(f"Hạn gửi mới: {moment:%H:%M} ")
    expect(form).to_contain_text(f", {moment:%d/%m/%Y}")
    form.get_by_role("button").click()
    office.chat.presses("Đổi hạn")


def test_a_unit_and_then_all_are_given_longer(office: Office, phone: Chat, site: Site) -> None:
    unit = site.new_unit("Sở Tư pháp")
    phone.enters(unit=unit)
    first = (now() + timedelta(days=9)).astimezone(VIET_NAM).replace(hour=10, minute=30, second=0, microsecond=0)
    then, office_ = first + timedelta(days=7), office.enters()
    office_.reads(unit)
    office.root.locator(".of-unit-page").get_by_text("Gia hạn đơn vị").click()
    extends(office, first)
    phone.waits_for(f"10:30 {first:%d/%m/%Y}")
    expect(office.root.locator(".of-unit-head")).to_contain_text(f"10:30 {first:%d/%m/%Y}")
    office.act("‹ Danh sách đơn vị").click()
    expect(office.row(unit)).to_contain_text(plain("web.office_extended"))
    office.root.get_by_text("Gia hạn cả đợt").click()
    extends(office, then)
    phone.waits_for(f"10:30 {then:%d/%m/%Y}")
    expect(office.root.locator(".of-head")).to_contain_text(f"10:30 {then:%d/%m/%Y}")
    assert (asked(site).deadline, asked(site).extensions) == (then, {})


def test_a_moment_that_has_passed_is_said_to_be_none(office: Office, three: tuple[Unit, ...]) -> None:
    office.chat.watch.expects("^422 /api/office/do$")
    office.enters().reads(three[1])
    office.root.locator(".of-unit-page").get_by_text("Gia hạn đơn vị").click()
    form = office.root.locator(".of-unit-page form")
    form.get_by_label("Ngày").fill("")
    form.get_by_role("button").click()
    expect(form).to_contain_text(plain("web.office_extend_missing"))
    expect(form.get_by_label("Ngày")).to_be_focused()
    form.get_by_label("Ngày").fill("2020-01-01")
    form.get_by_role("button").click()
    expect(office.note).to_contain_text(plain("web.office_extend_past"))


def test_a_report_is_accepted_and_the_officer_hears_it(office: Office, phone: Chat, site: Site) -> None:
    unit = site.new_unit("Sở Tư pháp")
    phone.enters(site.new_code("Trần Thị Hoa", unit))
    submitted(site, unit)
    office.enters().reads(unit)
    office.act("Tiếp nhận").click()
    phone.waits_for("Báo cáo của đơn vị đã được tiếp nhận")
    expect(office.root.locator(".of-states")).to_have_text("đã tiếp nhận")
    assert draft_of(site, unit).state == "accepted"


def test_word_files_of_one_unit_and_of_all_come_through_the_chat(office: Office, three: tuple[Unit, ...]) -> None:
    office.enters().reads(three[0])
    office.act("Xem báo cáo Word").click()
    office.chat.waits_for("của Sở Công Thương lúc")
    assert "Sở Công Thương" in downloads(office.chat, 0)
    office.act("‹ Danh sách đơn vị").click()
    office.act("Tổng hợp").click()
    office.chat.presses("Bản đầy đủ")
    assert "Sở Công Thương" in downloads(office.chat, 1)


def downloads(chat: Chat, nth: int) -> str:
    """What the Word file says that comes into the chat after so many others."""
    files = chat.page.locator("#log a.file").filter(has_text=".docx")
    expect(files).to_have_count(nth + 1)
    with chat.page.expect_download() as begun:
        files.last.click()
    return " ".join(lines_of_docx(Path(begun.value.path()).read_bytes()))


def test_what_an_officer_sends_is_seen_at_once_and_nothing_else_moves(office: Office, phone: Chat, site: Site) -> None:
    units = [site.new_unit(f"Sở Số {n}", superior="Tỉnh", place="Lạng Sơn") for n in range(12)]
    for unit in units:
        writes(site, unit)
    signs(site, units[7])
    phone.enters(site.new_code("Trần Thị Hoa", units[7]))
    office.enters()
    office.root.get_by_label("Tìm đơn vị").fill("so so")
    before = office.root.evaluate("(it) => (it.scrollTop = 600, it.scrollTop)")
    office.row(units[7]).locator(".of-open").evaluate("(it) => it.focus({preventScroll: true})")
    phone.says("Gửi báo cáo")
    phone.presses("Gửi báo cáo ngay")
    expect(office.row(units[7])).to_contain_text("đã gửi")
    phone.presses("Rút lại")
    phone.presses("Rút lại để sửa")
    expect(office.row(units[7])).to_contain_text("đang làm")
    assert office.root.evaluate("(it) => it.scrollTop") == before > 0
    expect(office.row(units[7]).locator(".of-open")).to_be_focused()
    expect(office.found).to_contain_text("12/12 đơn vị: “so so”")


def test_a_program_that_begins_anew_leaves_no_page_behind(office: Office, three: tuple[Unit, ...], site: Site) -> None:
    office.chat.watch.expects("^409 /api/office", r"^failed .* net::ERR_", "^error Failed to fetch")
    office.enters().row(three[1]).locator("summary").click()
    held: list[Route] = []
    office.page.route("**/api/office", lambda route: held.append(route))  # noqa: PLW0108 - a built-in takes no mark
    site.stop()
    site.start()
    office.act("Đôn đốc đơn vị").click()
    expect(office.note).to_contain_text(plain("web.office_stale"))
    office.page.unroute("**/api/office")
    expect(office.root.locator(".of-more[open]")).to_have_count(0)
    office.row(three[1]).locator("summary").click()
    office.act("Đôn đốc đơn vị").click()
    office.chat.waits_for("Đôn đốc Sở Tư pháp")
    expect(office.note).to_be_empty()


@pytest.mark.parametrize("role", ["officer", "head"])
def test_nobody_else_has_the_page(window: Window, role: str, site: Site) -> None:
    chat = window(**DESKTOP)
    chat.watch.expects("^403 /api/office")
    chat.enters(site.new_code("Lý Thị Vân", site.new_unit(), role))
    for name in ("tabs", "tab-office", "office"):
        expect(chat.page.locator(f"#{name}")).to_be_hidden()
    ask = """async (path) => {
        const {person} = await (await fetch("/api/me")).json();
        const headers = {"X-Decuong": "1", "X-Person": person.key};
        return (await fetch(path, {method: "POST", body: "{}", headers})).status;
    }"""
    paths = ("/api/office", "/api/office/unit", "/api/office/do")
    assert [chat.page.evaluate(ask, path) for path in paths] == [403] * 3
