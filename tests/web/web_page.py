"""The page as somebody uses it: what is said, pressed, attached and received, and what stands in the chat."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from web_browser import Watch
from web_site import Site

PATIENCE = 20_000
"""After how many milliseconds it is given up that something appears; nothing ever waits that long in vain."""


class Chat:
    """One window on the chat, and whoever sits before it."""

    def __init__(self, page: Page, site: Site, watch: Watch) -> None:
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self.page = page
        self.site = site
        self.watch = watch

    # How one comes in

    def opens(self, address: str = "/") -> None:
        """Opens an address of the site, or a link."""
        self.page.goto(address)

    def enters(self, code: str = "", **somebody: object) -> None:
        """Opens the link with that code, or with a new one for somebody, and takes it up."""
        # A link opened where the page is open already would change nothing but the fragment.
        self.page.goto("about:blank")
        self.opens(self.site.link(code or self.site.new_code(**somebody)))
        self.door.get_by_role("button").click()
        self.is_in()

    def another_window(self) -> "Chat":
        """A second window of the same browser."""
        return Chat(self.page.context.new_page(), self.site, self.watch)

    def reloads(self) -> None:
        """Loads the page anew."""
        self.page.reload()
        self.is_in()

    def is_in(self) -> None:
        """The chat has appeared, and one can write in it."""
        expect(self.page.locator("#chat")).to_be_visible()
        expect(self.page.locator("#keyboard button").first).to_be_attached()

    @property
    def door(self) -> Locator:
        """What stands there instead of the chat."""
        return self.page.locator("#door")

    # What one does

    def says(self, text: str) -> None:
        """Types a message and sends it."""
        self.page.locator("#text").fill(text)
        self.page.locator("#send").click()

    def presses(self, label: str) -> None:
        """Presses the newest button of that label; signs before the label are passed over."""
        self.button(label).click()

    def button(self, label: str) -> Locator:
        """The newest button of that label."""
        named = re.compile(rf"^[^\w“]*{re.escape(label)}$")
        return self.page.locator("#log .press").filter(has_text=named).last

    def attaches(self, *paths: Path) -> None:
        """Chooses files as the clip has one choose them."""
        self.page.locator("#files").set_input_files(paths)

    def downloads(self, name: str) -> bytes:
        """The newest file of that name, as the browser keeps it."""
        with self.page.expect_download() as begun:
            self.page.locator("#log a.file").filter(has_text=name).last.click()
        assert begun.value.suggested_filename == name
        return Path(begun.value.path()).read_bytes()

    # What one sees

    @property
    def said(self) -> list[str]:
        """What stands in the chat of the assistant's, in order."""
        return self.page.locator("#log .message:not(.own) .text").all_text_contents()

    @property
    def own(self) -> list[str]:
        """What stands in the chat of one's own, in order, without what still waits to be sent."""
        return self.page.locator("#log .message.own .text").all_text_contents()

    @property
    def waiting(self) -> Locator:
        """What waits to be sent."""
        return self.page.locator("#pending .message, #uploads .message")

    @property
    def labels(self) -> list[str]:
        """The buttons of the last message that has any."""
        return self.page.locator("#log .buttons").last.locator("button").all_text_contents()

    def waits_for(self, text: str | re.Pattern[str]) -> None:
        """The last message of the assistant's comes to contain that."""
        expect(self.page.locator("#log .message:not(.own) .text").last).to_contain_text(text)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """That comes to stand anywhere in the page."""
        expect(self.page.get_by_text(text).last).to_be_visible()


Window = Callable[..., Chat]
"""Opens a window that is a device of its own: of a phone, unless it is told otherwise; see tests/web/conftest.py."""
