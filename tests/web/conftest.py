"""A running program, a browser and its windows, for every test of the web channel.

The browser lives as long as a module of tests: while it does, Playwright's own event loop counts as running, and no
asynchronous test could run beside it.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser
from web_browser import BROWSERS, DESKTOP, HERE, PHONE, Watch, a_browser, browser_path
from web_page import Chat, Window
from web_site import Site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    if not browser_path():
        pytest.skip(f"no browser is installed here: none of {', '.join(BROWSERS)} (.ci/run installs one)")
    with a_browser() as running:
        yield running


@pytest.fixture(scope="module")
def site_of_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The program that the tests of a module share, each with people and units of its own."""
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.close()


@pytest.fixture
def site(browser: Browser, site_of_module: Site) -> Site:
    """The program, which runs at the beginning of each test, whatever the one before did to it."""
    if site_of_module.process is None:
        site_of_module.start()
    return site_of_module


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[Window]:
    """Opens windows, each a device of its own; at the end none may have done what no page may do."""
    with ExitStack() as leave:
        opened: list[Watch] = []

        def open_window(dark: bool = False, **about: object) -> Chat:
            scheme = "dark" if dark else "light"
            context = browser.new_context(**HERE | (about or PHONE) | {"color_scheme": scheme, "base_url": site.url})
            leave.callback(context.close)
            watch = Watch(site.host)
            watch.over(context)
            opened.append(watch)
            return Chat(context.new_page(), site, watch)

        yield open_window
        faults = [fault for watch in opened for fault in watch.unexpected]
    assert faults == []


@pytest.fixture
def phone(window: Window) -> Chat:
    """A window of the size of a small phone."""
    return window()


@pytest.fixture
def dark(window: Window) -> Chat:
    """The same at night."""
    return window(dark=True)


@pytest.fixture
def desktop(window: Window) -> Chat:
    """A window of the size of a desk's screen."""
    return window(**DESKTOP)
