"""The token stands in no log, no repr and no traceback, not even one that shows local variables."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import aclosing

import pytest
from botapi import TOKEN, serving
from botapi_world import Telegram
from telegram_memory import CHAT, NOW, in_memory, next_batch, over_http, parcel

from bot.clock import StoppedClock
from bot.telegram_chat import BotApi, TelegramChat, TokenRejected, TwoPollers, Wire

SECRET = TOKEN.partition(":")[2]


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[Telegram]:
    """The double over HTTP, with no proxy of this machine's in between."""
    monkeypatch.setenv("NO_PROXY", "*")
    with serving() as running:
        yield running


async def test_the_token_is_never_logged(
    telegram: Telegram, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    chat = over_http(telegram)
    telegram.script("getUpdates", fate="drop")
    telegram.script("getUpdates", fate="garble")
    telegram.say(CHAT, "một")
    telegram.attach(CHAT, "x", b"x")
    async with aclosing(chat.listen()) as batches:
        await next_batch(batches)
    await chat.send(parcel(file=b"PK", name="x.docx"))
    await chat.fetch("file0", 10)
    await chat.close()
    written = capfd.readouterr()
    assert "telegram_poll_failed" in written.out + written.err + caplog.text
    assert SECRET not in caplog.text + written.out + written.err


def test_the_token_is_in_no_repr() -> None:
    wire = Wire(token=TOKEN, proxy="http://user:word@proxy.example:3128")
    chat = in_memory(Telegram())
    assert SECRET not in repr(wire) + repr(chat) + repr(vars(chat)) + str(wire)
    assert "word" not in repr(wire)


FAULTS = [
    {"code": 401, "description": "Unauthorized"},
    {"code": 400, "description": "Bad Request: chat not found"},
    {"code": 429, "after": 3},
    {"fate": "drop"},
    {"fate": "garble"},
    {"fate": "hang"},
]


@pytest.mark.parametrize("method", ["sendMessage", "getFile"])
@pytest.mark.parametrize("fault", FAULTS, ids=str)
async def test_no_fault_shows_the_token(telegram: Telegram, method: str, fault: dict[str, object]) -> None:
    chat = over_http(telegram, patience=0.2)
    telegram.script(method, **fault)
    error = await raised(chat, method)
    shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert SECRET not in shown
    assert error.__cause__ is None
    assert error.__context__ is None
    await chat.close()


async def raised(chat: TelegramChat, method: str) -> Exception:
    """What a call raises."""
    try:
        await (chat.send(parcel()) if method == "sendMessage" else chat.fetch("f", 10))
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


async def test_a_failed_download_shows_no_token(telegram: Telegram) -> None:
    api = BotApi(Wire(token=TOKEN, base_url=telegram.url))
    for path in ("documents/none", "\x00"):
        with pytest.raises(Exception, match="404") as caught:
            await api.download(path, 10)
        shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
        assert SECRET not in shown
    await api.close()


@pytest.mark.parametrize("token", ["", "no-token", "1:", f"{TOKEN}\n", "https://api.telegram.org"])
def test_what_cannot_be_a_token_is_rejected_at_once(token: str) -> None:
    with pytest.raises(TokenRejected) as caught:
        BotApi(Wire(token=token))
    assert token == "" or token.strip() not in str(caught.value)


async def test_a_token_that_telegram_does_not_know_is_rejected(telegram: Telegram) -> None:
    chat = TelegramChat(BotApi(Wire(token="1:unknown-token", base_url=telegram.url, pause=0)), StoppedClock(NOW))
    with pytest.raises(TokenRejected, match="does not know this bot token"):
        await chat.me()
    with pytest.raises(TokenRejected):
        await next_batch(chat.listen())
    await chat.close()


async def test_two_pollers_say_why_without_the_token(telegram: Telegram) -> None:
    telegram.script("getUpdates", code=409, description="Conflict", times=9)
    chat = over_http(telegram)
    with pytest.raises(TwoPollers) as caught:
        await next_batch(chat.listen())
    assert SECRET not in "".join(
        traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    )
    await chat.close()
