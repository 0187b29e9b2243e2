"""Whoever uses a keyboard, a screen reader or large letters is served as well: no page breaks a rule that axe knows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from web_browser import DESKTOP, PHONE
from web_page import Chat, Window
from web_site import Site

from flows.wording import plain

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
"""WCAG 2.2 AA, and what axe holds for good besides."""

_axe = Axe()

looks = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
sizes = pytest.mark.parametrize("about", [PHONE, DESKTOP], ids=["phone", "desktop"])


def faults(chat: Chat) -> list[str]:
    """What breaks a rule, each with where."""
    # Colours are read as they are, not on their way from one to the other.
    chat.page.emulate_media(reduced_motion="reduce")
    found = _axe.run(chat.page, options=RULES).response
    assert found["passes"]
    return [f"{one['id']}: {one['help']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]


@pytest.fixture
def chat(window: Window, dark: bool, about: dict[str, object]) -> Chat:
    """A window of that size, by day or by night."""
    return window(dark=dark, **about)


@looks
@sizes
def test_the_doors(chat: Chat, site: Site) -> None:
    chat.opens()
    expect(chat.door).to_contain_text(plain("web.closed_title"))
    assert faults(chat) == []
    chat.page.goto("about:blank")
    chat.opens(site.link(site.new_code()))
    expect(chat.door.get_by_role("button")).to_be_visible()
    assert faults(chat) == []
    chat.watch.expects("403 /api/enter")
    chat.page.goto("about:blank")
    chat.opens(site.link("sai" * 10))
    chat.door.get_by_role("button").first.click()
    chat.sees(plain("stranger.wrong"))
    assert faults(chat) == []


@looks
@sizes
def test_a_conversation(chat: Chat, site: Site) -> None:
    chat.enters(unit=site.new_unit(tags=("co-quan-bao-chi",)))
    chat.waits_for("Khi đã sẵn sàng")
    assert faults(chat) == []
    chat.presses("Bắt đầu")
    chat.says("Sở có 45 công chức, xem https://example.vn/bao-cao.")
    chat.waits_for("Đã lưu 1 đoạn")
    assert faults(chat) == []
    chat.says("Xem dự thảo")
    chat.sees("Dự thảo lúc")
    chat.says("Mục lục")
    chat.waits_for("trang 1/")
    assert faults(chat) == []
    chat.page.locator("#open-menu").click()
    expect(chat.page.locator("#menu")).to_be_visible()
    assert faults(chat) == []


@looks
@sizes
def test_what_is_edited_and_what_waits(chat: Chat) -> None:
    chat.watch.expects(r"^failed .* net::ERR_")
    chat.enters()
    chat.waits_for("Khi đã sẵn sàng")
    chat.presses("Bắt đầu")
    chat.says("Sở có 45 công chức.")
    chat.waits_for("Đã lưu 1 đoạn")
    chat.page.locator("#log .own .edit").first.click()
    expect(chat.page.locator("#editing")).to_be_visible()
    assert faults(chat) == []
    chat.page.locator("#stop-editing").click()
    chat.page.context.set_offline(True)
    chat.says("Có 05 phòng.")
    expect(chat.waiting).to_contain_text(plain("web.waits"))
    expect(chat.page.locator("#connection")).to_have_text(plain("web.reconnecting"))
    assert faults(chat) == []


@looks
@sizes
def test_the_coordinators_page(chat: Chat, site: Site) -> None:
    site.new_unit("Sở Y tế", officer="Lê Văn Cường")
    site.new_unit("Huyện Cao Lộc", kind="huyen")
    chat.enters(role="coordinator")
    chat.waits_for("Khi đã sẵn sàng")
    assert faults(chat) == []
    if chat.page.locator("#tab-office").is_visible():
        chat.page.locator("#tab-office").click()
    office = chat.page.locator("#office")
    expect(office).to_contain_text("Sở Y tế")
    assert faults(chat) == []
    office.get_by_text("Sở Y tế").first.click()
    expect(office.or_(chat.page.locator("dialog[open]")).last).to_contain_text("Đặc điểm tình hình")
    assert faults(chat) == []
