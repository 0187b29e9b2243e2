"""The page of `make demo`: one chooses whom to play, plays another, and pushes the clock; it reads no settings."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from test_axe import RULES
from web_browser import DESKTOP, HERE, PHONE, Watch

from flows.wording import plain

OFFICER, HEAD, OFFICE = (plain(f"web.demo_{role}") for role in ("officer", "head", "coordinator"))

_axe = Axe()


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demonstration at work."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    world = os.environ | {"TMPDIR": str(folder)}
    with subprocess.Popen(command, cwd=folder, env=world, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        found = (re.search(r"http://127\.0\.0\.1:\d+/", line) for line in program.stdout)
        yield next(match[0] for match in found if match)
        program.send_signal(signal.SIGINT)


@pytest.fixture(params=[(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "night", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page that nobody plays in yet; at the end it may have done nothing that no page may do."""
    about, scheme = request.param
    context = browser.new_context(**HERE | about | {"color_scheme": scheme, "reduced_motion": "reduce"})
    watch = Watch(address.split("/")[2])
    watch.over(context)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()
    assert watch.unexpected == []


def chooses(page: Page, role: str) -> None:
    """Chooses whom to play, on the first screen; the page begins anew."""
    page.locator(".demo-choices").get_by_role("button").filter(has=page.get_by_text(role, exact=True)).click()
    expect(page.locator('.demo [aria-pressed="true"]')).to_have_text(role)
    expect(page.locator("#log .message").last).to_be_visible()


def bar_button(page: Page, label: str) -> None:
    """Presses a button of the bar, which a small screen has folded."""
    folded = page.locator(".demo-toggle")
    button = page.locator(".demo-body").get_by_role("button", name=label, exact=True)
    if folded.is_visible() and not button.is_visible():
        folded.click()
    button.click()


def faults(page: Page) -> list[str]:
    found = _axe.run(page, options=RULES).response
    assert found["passes"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]


def test_whom_to_play_is_asked_first_and_all_three_can_be_seen(page: Page) -> None:
    expect(page.get_by_role("heading", name=plain("web.demo_choose"))).to_be_visible()
    for role in (OFFICER, HEAD, OFFICE):
        expect(page.locator(".demo-choices").get_by_text(role, exact=True)).to_be_in_viewport()
    assert faults(page) == []


def test_a_role_is_played_until_another_is_chosen(page: Page) -> None:
    chooses(page, OFFICER)
    expect(page.locator("#unit")).to_have_text("Sở Thông tin và Truyền thông")
    expect(page.locator("#log")).to_contain_text("tiêu chí số 8")
    bar_button(page, HEAD)
    expect(page.locator("#unit")).to_have_text("Sở Giáo dục và Đào tạo")
    expect(page.locator("#log")).not_to_contain_text("tiêu chí số 8")
    pressed = page.locator('.demo-body [aria-pressed="true"]')
    expect(pressed).to_have_count(1)
    expect(pressed).to_have_text(HEAD)


def test_the_bar_breaks_no_rule_folded_or_not(page: Page) -> None:
    chooses(page, OFFICE)
    expect(page.locator("#unit")).to_have_text("Ban Thi đua - Khen thưởng")
    assert faults(page) == []
    if page.locator(".demo-toggle").is_visible():
        page.locator(".demo-toggle").click()
        expect(page.locator(".demo-toggle")).to_have_attribute("aria-expanded", "true")
        assert faults(page) == []
        page.keyboard.press("Escape")
        expect(page.locator(".demo-toggle")).to_be_focused()


def test_time_that_is_pushed_to_the_deadline_brings_a_reminder(page: Page) -> None:
    chooses(page, OFFICER)
    before = page.locator(".demo-time").text_content()
    bar_button(page, plain("web.demo_three_days"))
    expect(page.locator("#toast")).to_contain_text(plain("web.demo_pushed", at="").strip(" ."))
    assert page.locator(".demo-time").text_content() != before
    # On which of three days there is a reminder depends on what day it is; up to the deadline there always is one.
    if page.locator(".demo-body").get_by_text(plain("web.demo_deadline")).count():
        bar_button(page, plain("web.demo_deadline"))
    expect(page.locator(".demo-body").get_by_text(plain("web.demo_deadline"))).to_have_count(0)
    expect(page.locator("#log .message").last).to_contain_text("Nhắc việc")
