"""Connections over which nothing is asked are closed, and the program may have as many open as the system permits."""

import asyncio
import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from web_world import PATIENCE, Browser, Line, Site, a_site

from bot.clock import SystemClock
from bot.core import Core
from bot.main import _channels
from bot.settings import Settings
from bot.web_chat import server
from storage.store import Store

HASTE = 0.2
PLAIN = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture
async def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setattr(server, "HEAD_PATIENCE", HASTE)
    async with a_site(tmp_path) as site:
        yield site


@asynccontextmanager
async def line(site: Site) -> AsyncIterator[Line]:
    """A bare connection."""
    host, _, port = site.base.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        yield Line(reader, writer)
    finally:
        writer.close()


async def answered(one: Line) -> str:
    """The body of the next answer over a connection that stays open."""
    async with asyncio.timeout(PATIENCE):
        head = await one.reader.readuntil(b"\r\n\r\n")
        size = next(int(row[16:]) for row in head.decode().splitlines() if row.startswith("content-length: "))
        return (await one.reader.readexactly(size)).decode()


async def ended(one: Line) -> bytes:
    """What still comes before the connection is closed."""
    async with asyncio.timeout(PATIENCE):
        return await one.reader.read()


async def test_a_connection_that_asks_nothing_is_closed(site: Site) -> None:
    async with line(site) as silent, line(site) as half:
        await half.sends(PLAIN[:-2])
        assert [await ended(one) for one in (silent, half)] == [b"", b""]


async def test_who_sends_a_head_bit_by_bit_gains_no_time_by_it(site: Site) -> None:
    async with line(site) as slow:
        await slow.sends(PLAIN)
        assert (await answered(slow)).endswith("ok")

        async def drips() -> None:
            await slow.sends(b"GET /healthz HTTP/1.1\r\n")
            while True:
                await slow.sends(b"X: x\r\n")
                await asyncio.sleep(HASTE / 10)

        dripping = asyncio.create_task(drips())
        assert await ended(slow) == b""
        dripping.cancel()


async def test_who_is_answered_before_all_was_sent_has_an_end_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "REST_PATIENCE", HASTE)
    async with line(site) as early:
        await early.sends(b"POST /api/say HTTP/1.1\r\nHost: elsewhere.example\r\nContent-Length: 100\r\n\r\n{")
        assert "elsewhere" in await answered(early)
        await early.sends(b"{")
        assert await ended(early) == b""


async def test_who_is_being_answered_or_sends_a_body_is_not_hurried(site: Site) -> None:
    officer: Browser = await site.officer()
    async with (
        officer.listens(0) as ear,
        officer.begins("/api/say", **{"Content-Length": "2"}) as slow,
        line(site) as one,
    ):
        await ear.next("me")
        await slow.sends(b"{")
        # By the time a silent connection is closed these are as old.
        await ended(one)
        await slow.sends(b"}")
        assert await slow.status() == 422
        await officer.says("Vẫn nghe.")
        await ear.next()


@pytest.fixture
def files() -> Iterator[int]:
    """The system's limit of open files, which the process may put up itself; the own one is lower."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    yield hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_the_program_may_have_as_many_files_open_as_the_system_permits(files: int) -> None:
    server.allow_files()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert hard == files
    assert soft == (server.MOST_FILES if files == resource.RLIM_INFINITY else min(server.MOST_FILES, files))
    server.allow_files()
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (soft, hard)


async def test_that_is_seen_to_before_pages_are_served(files: int) -> None:
    with closing(server.bound("127.0.0.1", 0)) as lent:
        where = f"127.0.0.1:{lent.getsockname()[1]}"
    settings = Settings(_env_file=None, web_url=f"http://{where}", web_listen=where, telegram_token=None)
    core = Core(Store("sqlite://"))
    (chat,) = _channels(settings, core, SystemClock())
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 256
    await chat.close()
    core.close()
    core.store.close()
