"""Telegram over real HTTP: polling and its confirmations, two pollers, files both ways, answers that never come."""

import asyncio
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import botapi
import pytest
from botapi import TOKEN, serving
from botapi_world import MALFORMED, Telegram
from telegram_memory import CHAT, NOW, letter, next_batch, over_http, parcel, rows, texts

from bot.channel import Parcel, Raw, Refused, Tapped, TryLater
from bot.clock import MovableClock, StoppedClock
from bot.telegram_chat import BotApi, TelegramChat, TwoPollers, Wire
from bot.telegram_poll import KINDS
from flows.turn import Attached, Typed


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[Telegram]:
    """The double over HTTP, with no proxy of this machine's in between."""
    monkeypatch.setenv("NO_PROXY", "*")
    with serving() as running:
        yield running


def heard(chat: TelegramChat, batch: Any) -> list[str]:
    """The texts that a batch carries."""
    incoming = [chat.read(raw.body) for raw in batch]
    return [move.text for move in incoming if isinstance(move, Typed)]


async def test_a_batch_is_confirmed_only_by_asking_for_the_next(telegram: Telegram) -> None:
    chat = over_http(telegram)
    telegram.say(CHAT, "một")
    telegram.say(CHAT, "hai")
    async with aclosing(chat.listen()) as batches:
        first = await next_batch(batches)
        assert heard(chat, first) == ["một", "hai"]
        assert {raw.address for raw in first} == {str(CHAT)}
        assert telegram.pending() == [raw.update_id for raw in first]
        telegram.say(CHAT, "ba")
        assert heard(chat, await next_batch(batches)) == ["ba"]
        assert len(telegram.pending()) == 1
    await chat.close()


async def test_what_was_not_confirmed_comes_again_after_a_restart(telegram: Telegram) -> None:
    telegram.say(CHAT, "một")
    bodies = []
    for chat in (over_http(telegram), over_http(telegram)):
        async with aclosing(chat.listen()) as batches:
            bodies.append([raw.body for raw in await next_batch(batches)])
        await chat.close()
    assert bodies[0] == bodies[1]


async def test_a_start_sends_no_offset_and_asks_for_the_kinds_it_reads(telegram: Telegram) -> None:
    telegram.say(CHAT, "một")
    chat = over_http(telegram)
    async with aclosing(chat.listen()) as batches:
        await next_batch(batches)
    await chat.close()
    assert telegram.calls("deleteWebhook")[0]["drop_pending_updates"] is False
    (poll,) = telegram.calls("getUpdates")
    assert "offset" not in poll
    assert poll["allowed_updates"] == list(KINDS)


async def test_update_ids_that_begin_anew_lose_nothing(telegram: Telegram) -> None:
    chat = over_http(telegram, poll=0)
    telegram.say(CHAT, "trước")
    async with aclosing(chat.listen()) as batches:
        await next_batch(batches)
        waiting = asyncio.create_task(next_batch(batches))
        while len(telegram.calls("getUpdates")) < 4:  # noqa: ASYNC110 - the double's threads set no event of ours
            await asyncio.sleep(0)
        telegram.quiet_week(next_id=5)
        telegram.say(CHAT, "sau")
        assert heard(chat, await waiting) == ["sau"]
    await chat.close()


async def test_a_malformed_update_takes_no_other_along(telegram: Telegram) -> None:
    telegram.spoil(every=2)
    for number in range(8):
        telegram.say(CHAT, str(number))
    chat = over_http(telegram)
    async with aclosing(chat.listen()) as batches:
        batch = await next_batch(batches)
        telegram.say(CHAT, "sau cùng")
        assert heard(chat, await next_batch(batches)) == ["sau cùng"]
    await chat.close()
    assert len(batch) == 12
    readable = [raw for raw in batch if not is_malformed(raw)]
    assert heard(chat, readable) == [str(number) for number in range(8)]


def is_malformed(raw: Raw) -> bool:
    """True of one of the double's malformed updates."""
    return {name: part for name, part in json.loads(raw.body).items() if name != "update_id"} in MALFORMED


async def test_of_two_pollers_the_one_that_has_just_started_gives_in(telegram: Telegram) -> None:
    clock = MovableClock(StoppedClock(NOW))
    old = TelegramChat(BotApi(Wire(token=TOKEN, base_url=telegram.url, pause=0)), clock)
    new = over_http(telegram)
    async with aclosing(old.listen()) as old_batches, aclosing(new.listen()) as new_batches:
        telegram.say(CHAT, "một")
        await next_batch(old_batches)
        clock.advance(NOW - NOW.replace(hour=0))
        waiting = asyncio.create_task(next_batch(old_batches))
        with pytest.raises(TwoPollers, match="same token"):
            await next_batch(new_batches)
        telegram.say(CHAT, "hai")
        assert heard(old, await waiting) == ["hai"]
    await old.close()
    await new.close()


async def test_one_conflict_at_a_restart_is_tolerated(telegram: Telegram) -> None:
    telegram.script("getUpdates", code=409, description="Conflict", times=2)
    telegram.say(CHAT, "một")
    chat = over_http(telegram)
    async with aclosing(chat.listen()) as batches:
        assert heard(chat, await next_batch(batches)) == ["một"]
    await chat.close()


async def test_a_network_that_fails_is_tried_until_it_answers(telegram: Telegram) -> None:
    telegram.script("deleteWebhook", fate="drop")
    telegram.script("getUpdates", fate="drop", times=2)
    telegram.script("getUpdates", code=502, description="Bad Gateway")
    telegram.script("getUpdates", fate="garble", accept=True)
    telegram.say(CHAT, "một")
    chat = over_http(telegram)
    async with aclosing(chat.listen()) as batches:
        assert heard(chat, await next_batch(batches)) == ["một"]
    await chat.close()


async def test_a_silent_network_is_noticed_by_the_clock(telegram: Telegram) -> None:
    clock = MovableClock(StoppedClock(NOW))
    chat = TelegramChat(BotApi(Wire(token=TOKEN, base_url=telegram.url, poll=0, pause=0)), clock)
    clock.advance(NOW - NOW.replace(minute=1, second=4))
    assert not chat.is_heard
    telegram.say(CHAT, "một")
    async with aclosing(chat.listen()) as batches:
        await next_batch(batches)
    assert chat.is_heard
    assert chat.last_good_poll == clock.monotonic()
    await chat.close()


async def test_a_press_comes_from_the_letter_that_was_sent(telegram: Telegram) -> None:
    chat = over_http(telegram)
    await chat.send(parcel("Hỏi?", buttons=rows(["Có"], ["Không"])))
    telegram.press(CHAT, 1)
    async with aclosing(chat.listen()) as batches:
        (raw,) = await next_batch(batches)
    assert chat.read(raw.body) == Tapped("12.1", 1)
    await chat.acknowledge(raw.body)
    await chat.acknowledge(b'{"message": {}}')
    query = json.loads(raw.body)["callback_query"]["id"]
    assert [call["callback_query_id"] for call in telegram.calls("answerCallbackQuery")] == [query]
    telegram.script("answerCallbackQuery", code=400, description="Bad Request: query is too old")
    await chat.acknowledge(raw.body)
    await chat.close()


async def test_a_file_that_was_sent_is_fetched_up_to_a_size(telegram: Telegram) -> None:
    chat = over_http(telegram)
    content = bytes(range(256)) * 2000
    telegram.attach(CHAT, "Biểu.xlsx", content, caption="Biểu kèm theo")
    async with aclosing(chat.listen()) as batches:
        (raw,) = await next_batch(batches)
    attached = chat.read(raw.body)
    assert isinstance(attached, Attached)
    assert (attached.name, attached.size, attached.caption) == ("Biểu.xlsx", len(content), "Biểu kèm theo")
    assert await chat.fetch(attached.ref, len(content)) == content
    with pytest.raises(Refused, match="larger than"):
        await chat.fetch(attached.ref, len(content) - 1)
    with pytest.raises(Refused, match=r"(?i)wrong file_id"):
        await chat.fetch("unknown", 10)
    await chat.close()


async def test_a_download_is_bounded_whatever_size_was_declared(telegram: Telegram) -> None:
    telegram.files["big"] = ("big", b"x" * 500_000)
    api = BotApi(Wire(token=TOKEN, base_url=telegram.url))
    with pytest.raises(Refused, match="larger than 1000 bytes"):
        await api.download("documents/big", 1000)
    with pytest.raises(Refused, match="404"):
        await api.download("documents/none", 1000)
    await api.close()


@pytest.mark.parametrize("path", ["/var/lib/telegram-bot-api/file_0", "../secret", "documents/../../x", ""])
async def test_a_path_on_the_servers_own_machine_is_refused(telegram: Telegram, path: str) -> None:
    telegram.file_path = path
    telegram.files["f"] = ("f", b"x")
    chat = over_http(telegram)
    with pytest.raises(Refused, match="--local"):
        await chat.fetch("f", 10)
    await chat.close()


async def test_a_document_keeps_its_vietnamese_name_over_http(telegram: Telegram) -> None:
    chat = over_http(telegram)
    content = bytes(range(256)) * 500
    sent = await chat.send(parcel("Đồng chí xem.", file=content, name="Báo cáo Sở.docx", buttons=rows(["Rút lại"])))
    (message,) = telegram.shows(CHAT)
    assert telegram.files[message["document"]["file_id"]] == ("Báo cáo Sở.docx", content)
    assert (message["caption"], telegram.buttons(CHAT)) == ("Đồng chí xem.", ["Rút lại"])
    assert sent.position == message["message_id"]
    await chat.close()


async def test_a_429_for_one_chat_leaves_the_others_alone(telegram: Telegram) -> None:
    telegram.script("sendMessage", code=429, description="Too Many Requests", after=30, chat=CHAT, times=9)
    chat = over_http(telegram)
    with pytest.raises(TryLater) as held:
        await chat.send(parcel())
    assert (held.value.after, held.value.whole_channel) == (30, False)
    await chat.send(Parcel(letter("Chào", address="7002")))
    assert [message["text"] for message in telegram.shows(7002)] == ["Chào"]
    await chat.close()


@pytest.mark.parametrize("fate", ["hang", "drop", "garble"])
async def test_an_answer_that_never_comes_is_unknown(telegram: Telegram, fate: str) -> None:
    telegram.script("sendMessage", fate=fate, accept=True)
    chat = over_http(telegram, patience=0.2)
    with pytest.raises(TryLater) as held:
        await chat.send(parcel("Chào"))
    assert held.value.unknown
    assert texts(telegram) == ["Chào"]
    await chat.close()


async def test_nobody_listening_is_known_not_to_have_been_delivered() -> None:
    with serving() as gone:
        pass
    chat = over_http(gone)
    with pytest.raises(TryLater) as held:
        await chat.send(parcel())
    assert (held.value.unknown, held.value.whole_channel) == (False, True)
    with pytest.raises(TryLater):
        await chat.fetch("f", 10)
    await chat.close()


async def test_a_proxy_that_is_not_there_holds_up_the_whole_channel(telegram: Telegram) -> None:
    with serving() as closed:
        proxy = closed.url
    chat = over_http(telegram, proxy=proxy)
    for call in (chat.send(parcel()), chat.fetch("f", 10), chat.me()):
        with pytest.raises(TryLater) as held:
            await call
        assert held.value.whole_channel
    assert telegram.calls() == []
    await chat.close()


async def test_the_bot_knows_its_name_and_sets_its_menu(telegram: Telegram) -> None:
    chat = over_http(telegram)
    assert await chat.me() == "decuong_bot"
    await chat.set_menu([("muc_luc", "Mục lục"), ("tro_giup", "Trợ giúp")])
    menus = telegram.calls("setMyCommands")
    assert [menu.get("language_code") for menu in menus] == [None, "vi"]
    assert {menu["scope"]["type"] for menu in menus} == {"all_private_chats"}
    assert menus[0]["commands"][0] == {"command": "muc_luc", "description": "Mục lục"}
    await chat.close()


def test_the_double_runs_as_a_process_of_its_own() -> None:
    command = [sys.executable, str(Path(botapi.__file__))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().strip()
        assert ask(url, "say", chat=CHAT, text="12") == 1
        assert ask(url, "pending") == [1000]
        process.terminate()


def ask(url: str, act: str, **fields: Any) -> Any:
    """What a control call gives."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{url}/control/{act}", json.dumps(fields).encode()) as response:
        return json.load(response)["result"]
