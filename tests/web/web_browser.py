"""Chromium as the tests use it: found on this machine, and each page watched for what no page of ours may ever do."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, Response, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
"""What Chromium is called, on Debian and elsewhere."""

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
HERE: dict[str, Any] = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "accept_downloads": True}

NOBODY_YET = "^401 /api/me$"
"""What a page meets in a browser that nobody was let in with; it has no other way to know."""

LEFT = "net::ERR_ABORTED$"
"""What was on its way when somebody left the page."""

_ANSWERED_BADLY = "Failed to load resource"
"""How the console begins to say what the answers and failed requests say already."""


def browser_path() -> str:
    """Where a browser is; empty where there is none."""
    return next((path for path in map(shutil.which, BROWSERS) if path), "")


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Chromium without a window; without its sandbox for root alone, for whom it has none."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=arguments)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What pages did that they should not have done; `expects` says what a test provokes on purpose.

    Each fault is a line such as "403 /api/enter", "failed /api/stream net::ERR_…", "error …", "elsewhere …".
    """

    host: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=lambda: [NOBODY_YET, LEFT])

    def over(self, context: BrowserContext) -> None:
        """Watches all pages of a context."""
        context.on("console", self._said)
        context.on("weberror", lambda thrown: self.faults.append(f"error {thrown.error}"))
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("requestfailed", self._failed)

    def expects(self, *patterns: str) -> None:
        """What matches one of the patterns is no fault of the page's."""
        self._expected += patterns

    @property
    def unexpected(self) -> list[str]:
        """The faults that nothing expects."""
        return [one for one in self.faults if not any(re.search(pattern, one) for pattern in self._expected)]

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_ANSWERED_BADLY):
            self.faults.append(f"{message.type} {message.text}")

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        asked = urlsplit(request.url)
        if asked.scheme not in ("data", "blob") and asked.netloc != self.host:
            self.faults.append(f"elsewhere {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {urlsplit(response.url).path}")

    def _failed(self, request: Request) -> None:
        self.faults.append(f"failed {urlsplit(request.url).path} {request.failure}")
