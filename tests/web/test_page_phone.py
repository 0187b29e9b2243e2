"""The page in the hand of somebody who does not know it: what is read first, what is at hand, what keys do."""

import re

import pytest
from playwright.sync_api import Locator, expect
from web_browser import PHONE
from web_page import Chat, Window
from web_site import Site

from flows.wording import plain

LONG = "\n".join(f"Đoạn {number}. " + "Công tác thi đua, khen thưởng được quan tâm. " * 8 for number in range(1, 6))


def begun(chat: Chat, **unit: object) -> None:
    """Somebody has come in and is asked the first question."""
    chat.enters(unit=chat.site.new_unit(**unit))
    chat.waits_for("Khi đã sẵn sàng")
    chat.presses("Bắt đầu")
    chat.waits_for("câu 1/")


def newest(chat: Chat) -> Locator:
    return chat.page.locator("#log .message").last


def reads_from_its_beginning(chat: Chat) -> None:
    """The newest message begins where the view does, and what is to be pressed is within it."""
    expect(newest(chat).locator(".bubble")).to_be_in_viewport()
    chat.page.wait_for_function(
        """() => {
          const view = document.querySelector("#scroll").getBoundingClientRect();
          const card = document.querySelector("#log").lastElementChild;
          const {top, bottom} = card.getBoundingClientRect();
          const knobs = [...card.querySelectorAll(".press")].map((knob) => knob.getBoundingClientRect().bottom);
          return bottom > view.bottom && top >= view.top && top < view.top + 40
            && knobs.length && knobs.every((low) => low <= view.bottom);
        }"""
    )


def test_a_question_that_is_higher_than_the_view_is_read_from_its_beginning(phone: Chat) -> None:
    begun(phone)
    phone.says(LONG)
    phone.waits_for("Đã lưu 5 đoạn")
    reads_from_its_beginning(phone)
    expect(phone.page.locator("#newer")).to_be_hidden()
    phone.reloads()
    reads_from_its_beginning(phone)


def test_what_comes_after_a_press_in_a_high_message_is_shown_from_its_beginning(phone: Chat) -> None:
    begun(phone)
    phone.says(LONG)
    phone.waits_for("Đã lưu 5 đoạn")
    phone.page.locator("#scroll").evaluate("(it) => { it.scrollTop -= 200; }")
    phone.presses("Xong mục này")
    phone.waits_for("câu 2/")
    expect(newest(phone).get_by_text("câu 2/")).to_be_in_viewport()
    expect(phone.page.locator("#newer")).to_be_hidden()


def test_what_comes_while_one_reads_above_waits_behind_the_pill(phone: Chat) -> None:
    begun(phone)
    phone.says(LONG)
    phone.waits_for("Đã lưu 5 đoạn")
    phone.page.locator("#scroll").evaluate("(it) => { it.scrollTop = 0; }")
    other = phone.another_window()
    other.opens()
    other.waits_for("Đã lưu 5 đoạn")
    other.presses("Xong mục này")
    expect(phone.page.locator("#newer")).to_be_visible()
    assert phone.page.locator("#scroll").evaluate("(it) => it.scrollTop") == 0
    phone.page.locator("#newer").click()
    expect(newest(phone).get_by_text("câu 2/")).to_be_in_viewport()
    expect(phone.page.locator("#newer")).to_be_hidden()


def test_a_press_by_the_keyboard_leads_to_the_next_question_and_not_to_its_button(desktop: Chat) -> None:
    begun(desktop)
    desktop.button("Để sau").focus()
    desktop.page.keyboard.press("Enter")
    desktop.waits_for("câu 2/")
    expect(newest(desktop)).to_be_focused()
    desktop.page.keyboard.press("Tab")
    expect(newest(desktop).locator("button").first).to_be_focused()


def test_a_phone_asks_whether_a_file_or_a_photo_is_meant(phone: Chat) -> None:
    begun(phone)
    field = phone.page.locator("#text").bounding_box()
    assert field
    assert field["width"] > 0.6 * PHONE["viewport"]["width"]
    for choice, kept in (("web.choose_files", "files"), ("web.camera", "photo")):
        phone.page.locator("#attach").click()
        with phone.page.expect_file_chooser() as chooser:
            phone.page.get_by_role("button", name=plain(choice), exact=True).click()
        assert chooser.value.element.get_attribute("id") == kept
        expect(phone.page.locator("#attach-menu")).to_be_hidden()


def test_at_a_desk_a_file_is_chosen_at_once(desktop: Chat) -> None:
    begun(desktop)
    with desktop.page.expect_file_chooser() as chooser:
        desktop.page.locator("#attach").click()
    assert chooser.value.is_multiple()


def test_what_is_said_in_passing_covers_no_button(phone: Chat) -> None:
    phone.watch.expects("^failed .* net::ERR_")
    begun(phone)
    phone.page.context.set_offline(True)
    phone.presses("Để sau")
    said = phone.page.locator("#toast")
    expect(said).to_have_text(plain("web.not_pressed"))
    box = said.bounding_box()
    assert box
    for knob in newest(phone).locator(".press").all():
        place = knob.bounding_box()
        assert place
        assert place["y"] + place["height"] <= box["y"]


def test_without_scripts_the_page_says_only_that_it_needs_them(window: Window) -> None:
    chat = window(**PHONE, java_script_enabled=False)
    chat.watch.expects("^failed /s/.* csp$")
    chat.opens()
    assert chat.page.locator("body").inner_text().strip() == plain("web.noscript")


def test_the_head_of_a_small_phone_says_whose_report_it_is_and_how_far(phone: Chat) -> None:
    name = "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng và các khu công nghiệp trên địa bàn tỉnh Lạng Sơn"
    begun(phone, name=name)
    phone.says("Sở có 45 công chức.")
    phone.presses("Xong mục này")
    phone.waits_for("câu 2/")
    expect(phone.page.locator("#done-text")).to_have_text(re.compile(r"^Đã xong 1/\d+$"))
    expect(phone.page.locator("#campaign-title")).to_be_in_viewport()
    assert phone.page.locator("header.top").evaluate("(it) => it.offsetHeight / innerHeight") < 0.25
    lines = "(it) => it.offsetHeight / parseFloat(getComputedStyle(it).lineHeight)"
    assert phone.page.locator("#unit").evaluate(lines) <= 2.1


@pytest.mark.parametrize("kind", ["office.", "grid."])
def test_whoever_leaves_leaves_nothing_unsent_behind(phone: Chat, site: Site, kind: str) -> None:
    phone.watch.expects("401 /api/", "failed /api/stream")
    begun(phone)
    phone.page.evaluate(
        "(kind) => localStorage.setItem(`decuong.${kind}${JSON.parse(localStorage['decuong.owner'])}.abc`, '{}')", kind
    )
    phone.page.locator("#open-menu").click()
    phone.page.get_by_role("button", name=plain("web.leave"), exact=True).click()
    phone.page.locator("dialog[open] .main").click()
    expect(phone.door).to_be_visible()
    assert phone.page.evaluate("Object.keys(localStorage).sort().join(' ')") == "decuong.entered"
