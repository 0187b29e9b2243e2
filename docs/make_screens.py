"""The pictures of the web page show the demonstration as somebody sees it, without the demonstration's own bar.

Run `.venv/bin/python docs/make_screens.py` from anywhere; it needs Chromium, and a font with emoji
(fonts-noto-color-emoji), as every phone has one.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from make_pictures import ROOT, keep

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "web")]

from playwright.sync_api import Browser, Page, expect  # noqa: E402
from web_browser import DESKTOP, HERE, PHONE, a_browser  # noqa: E402
from web_site import Site  # noqa: E402

COMMON: dict[str, Any] = PHONE | {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5}
"""A phone as most people have it."""

NO_BAR = ".demo { display: none !important }"
CHAT = "#log .message:not(.own) .text"


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration that runs."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            found = (re.search(r"http://\S+", line) for line in process.stdout or ())
            yield next(one[0] for one in found if one)
        finally:
            process.terminate()


@contextmanager
def window(browser: Browser, address: str, role: str = "", **about: Any) -> Iterator[Page]:
    """A window in which somebody of that role is in, or nobody."""
    context = browser.new_context(**HERE | (about or COMMON), bypass_csp=True)
    page = context.new_page()
    if role:
        given = {"data": {"role": role}, "headers": {"X-Decuong": "1"}}
        assert context.request.post(f"{address}api/demo/as", **given).ok
        page.goto(address)
        expect(page.locator("#keyboard button").first).to_be_attached()
        page.add_style_tag(content=NO_BAR)
    yield page
    context.close()


def shot(page: Page, name: str) -> None:
    """Keeps what the window shows, without what moves."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    keep(page.screenshot(animations="disabled"), f"man-hinh-{name}.png")


def says(page: Page, text: str, awaited: str) -> None:
    """Types something, and waits for what comes of it."""
    page.locator("#text").fill(text)
    page.locator("#send").click()
    expect(page.locator(CHAT).last).to_contain_text(awaited)


def presses(page: Page, label: str, awaited: str) -> None:
    """Presses the newest button of that label, and waits for what comes of it."""
    page.locator("#log .press", has_text=label).last.click()
    expect(page.locator(CHAT, has_text=awaited).last).to_be_visible()


def door(browser: Browser, _: str) -> None:
    """The door, as a link opens it; there is none in the demonstration."""
    with TemporaryDirectory() as folder, closing(Site(Path(folder))) as site:
        site.start()
        with window(browser, site.url) as page:
            page.goto(site.link(site.new_code()))
            expect(page.locator("#door button").first).to_be_visible()
            shot(page, "vao")


def officer(browser: Browser, address: str) -> None:
    """A question, the list of all that is asked, and the table as a grid; the question by night too."""
    with window(browser, address, "officer") as page:
        presses(page, "Xong mục này", "câu 12/")
        shot(page, "cau-hoi")
        page.emulate_media(color_scheme="dark")
        shot(page, "ban-dem")
        page.emulate_media(color_scheme="light")
        says(page, "Mục lục", "trang 1/")
        shot(page, "muc-luc")
        presses(page, "Trang sau", "trang 2/")
        presses(page, "Trang sau", "trang 3/")
        presses(page, "Biểu khen thưởng", "Nhập trên bảng")
        page.locator("#log .press", has_text="Nhập trên bảng").last.click()
        expect(page.locator("table input").first).to_be_visible()
        shot(page, "bang")


def head(browser: Browser, address: str) -> None:
    """A report that is finished, with its Word file."""
    with window(browser, address, "head") as page:
        presses(page, "Duyệt", "Báo cáo đã gửi")
        presses(page, "Nhận lại tệp Word", "Báo cáo hoàn chỉnh")
        shot(page, "xong")


def coordinator(browser: Browser, address: str) -> None:
    """The campaign at a glance, and one unit's report item by item."""
    with window(browser, address, "coordinator", **DESKTOP) as page:
        office = page.locator("#office")
        expect(office).to_contain_text("Danh sách đơn vị")
        shot(page, "dau-moi")
        office.get_by_role("button", name="Sở Công Thương", exact=True).click()
        expect(office.locator(".of-draft")).to_contain_text("Đặc điểm tình hình")
        shot(page, "dau-moi-don-vi")


def visitor(browser: Browser, address: str) -> None:
    """What `make demo` opens."""
    with window(browser, address) as page:
        page.goto(address)
        expect(page.locator(".demo-choice").last).to_be_visible()
        shot(page, "dung-thu")


SHOTS: tuple[Callable[[Browser, str], None], ...] = (door, officer, head, coordinator, visitor)


def main() -> None:
    """Makes every picture anew."""
    with demonstration() as address, a_browser() as browser:
        for one in SHOTS:
            one(browser, address)


if __name__ == "__main__":
    main()
