"""What the network does to the program: it hangs for one chat, it swallows everything, or it has two programs poll."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from botapi import TOKEN, serving
from botapi_world import Telegram
from program import Program, a_store, kept, played

import bot.engine
from bot.clock import MovableClock, SystemClock
from bot.main import serve
from bot.settings import Settings
from storage.store import Store

LAN, NAM = 11, 12


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with serving() as telegram:
        yield telegram


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path, [LAN, NAM]) as store:
        yield store


def shown(telegram: Telegram, chat: int) -> list[str]:
    """What the program has said in a chat."""
    return [one["text"] for one in telegram.shows(chat) if one["from"]["is_bot"]]


@pytest.mark.slow
def test_a_send_that_hangs_holds_no_other_chat_and_is_done_again_once(
    telegram: Telegram, store: Store, tmp_path: Path
) -> None:
    telegram.script("sendMessage", fate="hang", accept=True, chat=LAN)
    telegram.say(LAN, f"/start CODE{LAN}")
    program = Program(telegram, tmp_path)
    try:
        program.until(lambda: len(shown(telegram, LAN)) == 1)
        (greeting,) = shown(telegram, LAN)
        telegram.say(NAM, f"/start CODE{NAM}")
        program.until(lambda: telegram.buttons(NAM) == ["Bắt đầu"])
        telegram.press(NAM, 0)
        telegram.say(NAM, "Đoạn thứ nhất.")
        program.until(lambda: kept(store, NAM) == ["Đoạn thứ nhất."])
        program.until(lambda: any("Đã lưu 1 đoạn" in text for text in shown(telegram, NAM)))
        # All this while the first letter to the other chat is still waited for.
        assert "unknown=True" not in program.log.read_text()
        assert shown(telegram, LAN) == [greeting]
        program.until(lambda: telegram.buttons(LAN) == ["Bắt đầu"])
    finally:
        program.end()
    assert shown(telegram, LAN).count(greeting) == 2
    assert "unknown=True" in program.log.read_text()


@asynccontextmanager
async def black_hole() -> AsyncIterator[tuple[str, asyncio.Queue[bytes]]]:
    """A proxy that takes everything and answers nothing, and what it was asked."""
    asked: asyncio.Queue[bytes] = asyncio.Queue()

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            asked.put_nowait(await reader.readline())
            await reader.read()
        writer.close()

    async with await asyncio.start_server(swallow, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked


@pytest.mark.slow
async def test_a_network_that_swallows_everything_ends_the_program_after_two_minutes(
    telegram: Telegram, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bot.engine, "GLANCE", 0.01)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    clock = MovableClock(SystemClock())
    async with black_hole() as (proxy, asked):
        chosen = {"telegram_token": TOKEN, "telegram_base_url": telegram.url, "telegram_proxy": proxy}
        work = asyncio.create_task(serve(Settings.model_validate(chosen), store, clock))
        async with asyncio.timeout(60):
            while b"deleteWebhook" not in await asked.get():
                assert not work.done()
            clock.advance(timedelta(seconds=90))
            assert not (await asyncio.wait([work], timeout=0.2))[0]
            clock.advance(timedelta(seconds=31))
            assert await work == 1
    assert "decuong doctor" in capsys.readouterr().err
    assert telegram.calls() == []


@pytest.mark.slow
def test_of_two_programs_with_one_token_the_second_says_why_it_ends_and_the_first_goes_on(
    telegram: Telegram, store: Store, tmp_path: Path
) -> None:
    first = Program(telegram, tmp_path, log="first")
    try:
        first.until(first.polls)
        assert first.lives(11), first.log.read_text()
        second = Program(telegram, tmp_path, log="second")
        try:
            assert second.process.wait(60) == 1
        finally:
            second.end()
        assert "cùng mã bot" in second.log.read_text()
        telegram.say(LAN, f"/start CODE{LAN}")
        telegram.say(LAN, "Vẫn còn đây.")
        first.until(lambda: kept(store, LAN) == ["Vẫn còn đây."] and played(store))
    finally:
        first.end()
