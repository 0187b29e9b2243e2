"""The grid as a Mini App: opened with what Telegram hands over, sent to the chat it came from, and closed again."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from grid_table import AWARD
from mini_app_world import HOA, TOKEN, furnish, sealed
from playwright.sync_api import Browser, Page, expect
from web_browser import HERE, PHONE, Watch

from bot.clock import SystemClock
from bot.core import Core
from bot.web_chat.app import app, routes
from bot.web_chat.hall import Hall
from bot.web_chat.hub import Hub
from bot.web_chat.limits import Limits
from bot.web_chat.secrets import Secrets
from bot.web_chat.server import WebServer, bound
from storage.store import Store

CLIENT = "window.told = []; window.TelegramWebviewProxy = {postEvent: (type, said) => window.told.push([type, said])};"


@contextmanager
def served(store: Store) -> Iterator[str]:
    """The pages of a program with a bot, at work in a thread of its own; what they send stays in the inbox."""
    listening = bound("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    loop, started = asyncio.new_event_loop(), threading.Event()
    servers: list[WebServer] = []

    async def serve() -> None:
        clock, core = SystemClock(), Core(store)
        hall = Hall(core, clock, Hub(), Limits(), url)
        servers.append(WebServer(app(hall, routes(hall, Secrets(clock), TOKEN, demo=False)), listening))
        started.set()
        await servers[0].serve()
        core.close()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    started.wait()
    yield url
    loop.call_soon_threadsafe(servers[0].end)
    thread.join()
    loop.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path}/decuong.sqlite3")
    store.migrate()
    furnish(store)
    yield store
    store.close()


@pytest.fixture
def page(browser: Browser, store: Store) -> Iterator[Page]:
    """A telephone on which Telegram shows pages."""
    with served(store) as url:
        context = browser.new_context(**HERE | PHONE | {"base_url": url})
        context.add_init_script(CLIENT)
        watch = Watch(url.removeprefix("http://"))
        watch.expects("^401 /api/tma/")
        watch.over(context)
        yield context.new_page()
        assert watch.unexpected == []
        assert context.cookies() == []
        context.close()


def opens(page: Page, said: str) -> None:
    """Opens the button's page as Telegram does."""
    page.goto(f"/bang?n=12.1.1#tgWebAppData={quote(said)}&tgWebAppVersion=8.0&tgWebAppPlatform=android")


def told(page: Page) -> list[str]:
    return [event for event, _ in page.evaluate("window.told")]


def test_a_table_is_typed_sent_to_the_chat_and_the_mini_app_closed(page: Page, store: Store) -> None:
    opens(page, sealed(at=datetime.now(UTC)))
    page.get_by_label(f"{AWARD}, cột 2014", exact=True).fill("1234")
    assert Axe().run(page).violations_count == 0
    assert told(page) == ["web_app_ready", "web_app_expand", "web_app_setup_swipe_behavior"]
    page.get_by_role("button", name="Gửi bảng").click()
    expect(page.locator("dialog.grid")).to_have_count(0)
    assert told(page)[-1] == "web_app_close"
    with store.begin() as ledger:
        (row,) = ledger.inbox.waiting(5, datetime.now(UTC), ("telegram",))
    assert (row.address, b'"1234"' in row.body) == (str(HOA), True)


@pytest.mark.parametrize("said", ["", sealed(at=datetime(2020, 1, 1, tzinfo=UTC)), sealed(token="1:other")])
def test_what_telegram_does_not_vouch_for_is_told_so(page: Page, said: str) -> None:
    opens(page, said)
    expect(page.locator(".grid-told")).to_contain_text("bấm nút trong cuộc trò chuyện")
    expect(page.locator("table")).to_have_count(0)
    page.get_by_role("button", name="Đóng").click()
    assert told(page)[-1] == "web_app_close"
