"""A lost connection, a page that is loaded anew and a program that is restarted lose nothing and double nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect
from web_page import Chat
from web_site import Site

from flows.campaign import Unit
from flows.wording import plain

LOST = (r"^failed .* net::ERR_", "^error Failed to fetch")
"""What a page meets that has no connection."""


def begun(chat: Chat) -> Unit:
    """Somebody has come in and is asked the first question; the unit."""
    unit = chat.site.new_unit(kind="so")
    chat.enters(unit=unit)
    chat.waits_for("Khi đã sẵn sàng")
    chat.presses("Bắt đầu")
    chat.waits_for("câu 1/")
    return unit


def kept(site: Site, unit: Unit) -> list[str]:
    """What the unit's draft holds of the first question."""
    return [text for passages in site.kept(unit).values() for text in passages]


def offline(chat: Chat, yes: bool) -> None:
    """Cuts the connection of a window, or mends it."""
    chat.page.context.set_offline(yes)


def own(chat: Chat) -> Locator:
    return chat.page.locator("#log .message.own .text")


def test_a_text_that_is_typed_without_a_connection_waits_and_lands_once(phone: Chat, site: Site) -> None:
    phone.watch.expects(*LOST)
    unit = begun(phone)
    offline(phone, True)
    phone.says("Sở có 45 công chức.")
    expect(phone.waiting).to_contain_text("Sở có 45 công chức.")
    expect(phone.waiting).to_contain_text(plain("web.waits"))
    assert own(phone).count() == 0
    assert kept(site, unit) == []
    offline(phone, False)
    phone.waits_for("Đã lưu 1 đoạn")
    expect(phone.waiting).to_have_count(0)
    assert phone.own == ["Sở có 45 công chức."]
    assert kept(site, unit) == ["Sở có 45 công chức."]


def test_what_waits_survives_that_the_page_is_closed(phone: Chat, site: Site) -> None:
    phone.watch.expects(*LOST)
    unit = begun(phone)
    offline(phone, True)
    for text in ("Đoạn một.", "Đoạn hai."):
        phone.says(text)
    expect(phone.waiting).to_have_count(2)
    phone.page.close()
    offline(phone, False)
    later = phone.another_window()
    later.opens()
    later.waits_for("Đã lưu 2 đoạn")
    expect(later.waiting).to_have_count(0)
    assert later.own == ["Đoạn một.", "Đoạn hai."]
    assert kept(site, unit) == ["Đoạn một.", "Đoạn hai."]


def test_an_answer_that_never_came_back_has_the_text_sent_again_and_kept_once(phone: Chat, site: Site) -> None:
    """The program has kept the text, and the page hears of it neither from the answer nor from the stream."""
    phone.watch.expects(*LOST)
    unit = begun(phone)
    phone.page.route("**/api/stream*", lambda route: route.abort("connectionreset"))
    phone.reloads()
    phone.page.route("**/api/say", lambda route: (route.fetch(), route.abort("connectionreset")), times=1)
    with phone.page.expect_response("**/api/say"):
        phone.says("Sở có 45 công chức.")
    expect(phone.waiting).to_have_count(0)
    assert [url for url in phone.watch.requests if url.endswith("/api/say")] == [f"{site.url}/api/say"] * 2
    phone.page.unroute("**/api/stream*")
    phone.reloads()
    phone.waits_for("Đã lưu 1 đoạn")
    assert phone.own == ["Sở có 45 công chức."]
    assert kept(site, unit) == ["Sở có 45 công chức."]


def test_a_page_closed_before_it_heard_sends_the_text_again_and_it_is_kept_once(phone: Chat, site: Site) -> None:
    phone.watch.expects(*LOST)
    unit = begun(phone)
    phone.page.route("**/api/say", lambda route: (route.fetch(), route.abort("connectionreset")))
    with phone.page.expect_event("requestfailed"):
        phone.says("Sở có 45 công chức.")
    phone.page.close()
    later = phone.another_window()
    later.opens()
    later.waits_for("Đã lưu 1 đoạn")
    expect(later.waiting).to_have_count(0)
    assert later.own == ["Sở có 45 công chức."]
    assert kept(site, unit) == ["Sở có 45 công chức."]


def test_a_text_that_is_half_typed_is_still_there_after_a_reload(phone: Chat) -> None:
    begun(phone)
    phone.page.locator("#text").fill("Sở có 45 công")
    phone.reloads()
    expect(phone.page.locator("#text")).to_have_value("Sở có 45 công")


def test_a_lost_connection_is_said_and_so_is_that_it_is_back(phone: Chat) -> None:
    phone.watch.expects(*LOST)
    begun(phone)
    state = phone.page.locator("#connection")
    offline(phone, True)
    expect(state).to_have_text(plain("web.reconnecting"))
    offline(phone, False)
    expect(state).to_be_empty()


def test_a_button_that_is_pressed_without_a_connection_does_nothing_and_says_so(phone: Chat, site: Site) -> None:
    phone.watch.expects(*LOST)
    begun(phone)
    offline(phone, True)
    phone.presses("Để sau")
    phone.sees(plain("web.not_pressed"))
    offline(phone, False)
    phone.says("Sở có 45 công chức.")
    phone.waits_for("Đã lưu 1 đoạn")
    assert "câu 1/" in phone.said[-1]


STEPS: tuple[tuple[str, Callable[[Chat], None]], ...] = (
    ("Khi đã sẵn sàng", lambda chat: chat.presses("Bắt đầu")),
    ("câu 1/", lambda chat: chat.says("Sở có 45 công chức.")),
    ("Đã lưu 1 đoạn", lambda chat: chat.says("Có 05 phòng.")),
    ("Đã lưu 2 đoạn", lambda chat: chat.presses("Bỏ đoạn cuối")),
    ("Đã bỏ ở mục I", lambda chat: chat.presses("Xong mục này")),
    ("câu 2/", lambda chat: chat.presses("Không có nội dung")),
    ("Vì sao mục này không có nội dung?", lambda chat: chat.presses("Không phát sinh")),
    ("câu 3/", lambda chat: chat.presses("Nhập từng văn bản (gợi ý)")),
    ("Số và ký hiệu của văn bản?", lambda chat: chat.says("12/KH-STTTT")),
    ("Ngày ban hành văn bản?", lambda chat: chat.says("15/5/2014")),
    ("Cơ quan nào ban hành", lambda chat: chat.says("Mục lục")),
    ("trang 1/", lambda chat: chat.says("Làm tiếp")),
    ("Cơ quan nào ban hành", lambda chat: None),
)
"""What is awaited, and what is done then."""


def test_a_reload_at_any_step_shows_the_same_place(phone: Chat) -> None:
    phone.enters()
    for awaited, does in STEPS:
        phone.sees(awaited)
        before = phone.said, phone.own, phone.labels
        phone.reloads()
        phone.sees(awaited)
        assert (phone.said, phone.own, phone.labels) == before
        does(phone)


@pytest.mark.parametrize("how", [Site.stop, Site.kill], ids=["stopped", "killed"])
def test_the_program_is_restarted_in_the_middle(phone: Chat, site: Site, how: Callable[[Site], None]) -> None:
    phone.watch.expects(*LOST, "^50. /api/")
    unit = begun(phone)
    phone.says("Đoạn một.")
    phone.waits_for("Đã lưu 1 đoạn")
    how(site)
    phone.says("Đoạn hai.")
    expect(phone.waiting).to_contain_text("Đoạn hai.")
    site.start()
    phone.waits_for("Đã lưu 2 đoạn")
    expect(phone.waiting).to_have_count(0)
    assert phone.own == ["Đoạn một.", "Đoạn hai."]
    assert kept(site, unit) == ["Đoạn một.", "Đoạn hai."]
    phone.presses("Xong mục này")
    phone.waits_for("câu 2/")


def test_the_stream_goes_on_where_it_broke_off(phone: Chat, site: Site) -> None:
    """While one window is cut off, another goes on; what it missed comes in order and once."""
    phone.watch.expects(*LOST)
    unit = begun(phone)
    other = phone.another_window()
    other.opens()
    other.waits_for("câu 1/")
    with phone.page.context.expect_event("requestfailed"):
        phone.page.route("**/api/stream*", lambda route: route.abort("connectionreset"))
        phone.page.evaluate("dispatchEvent(new Event('online'))")
    for number in range(1, 6):
        other.says(f"Đoạn {number}.")
        expect(own(other)).to_have_count(number)
    other.waits_for("Đã lưu 5 đoạn")
    assert phone.own == []
    phone.page.unroute("**/api/stream*")
    phone.waits_for("Đã lưu 5 đoạn")
    assert (phone.said, phone.own) == (other.said, other.own)
    assert phone.own == [f"Đoạn {number}." for number in range(1, 6)]
    assert kept(site, unit) == phone.own
