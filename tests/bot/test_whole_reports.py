"""The complete report of a unit with the special parts and of one without, over a pipe and over HTTP: the same file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import cache
from pathlib import Path

import pytest
from botapi import TOKEN, serving
from botapi_world import Telegram
from room import START, a_room, bare
from shorthand import campaign, invitation, lines_of_docx
from telegram_memory import CHAT
from transcript import replay_in

from bot.assistant import Assistant
from bot.clock import MovableClock, StoppedClock
from bot.core import Core
from bot.telegram_chat import BotApi, TelegramChat, Wire
from bot.terminal import run_terminal
from bot.terminal_chat import Sitting
from flows.campaign import Unit
from storage.store import Store

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
SENT = "> [Gửi báo cáo ngay]\n"
ABOUT = {"kind": "so", "superior": "Ủy ban nhân dân tỉnh Lạng Sơn", "place": "Lạng Sơn"}
PRESS = Unit(id="stttt", name="Sở Thông tin và Truyền thông", code="STTTT", tags=("co-quan-bao-chi",), **ABOUT)
OTHER = Unit(id="stp", name="Sở Tư pháp", code="STP", **ABOUT)
BOTH = pytest.mark.parametrize(
    ("name", "unit"), [("bao-cao-so-tttt", PRESS), ("bao-cao-so-tu-phap", OTHER)], ids=["press", "other"]
)


def conversation(name: str) -> str:
    """The transcript, up to where the report is sent for the first time."""
    text = (TRANSCRIPTS / f"{name}.txt").read_text(encoding="utf-8")
    return text[: text.index(SENT) + len(SENT)]


def moves(name: str) -> list[str]:
    """What the officer does, one by one; a button stands in brackets, the code is left out."""
    said = re.findall(r"^> (.*(?:\n\| .*)*)", conversation(name), re.MULTILINE)
    return [move.replace("\n| ", "\n") for move in said if not move.startswith("/start")]


def officer(name: str) -> str:
    """The name of the officer."""
    line = next(line for line in conversation(name).splitlines() if line.startswith("Người:"))
    return line.split(" | ")[1]


@cache
def expected(name: str) -> tuple[str, ...]:
    """The lines of the file that the room, without any messenger, delivers."""
    with a_room() as room:
        for _ in replay_in(room, conversation(name)):
            pass
        (chat,) = room.channel.chats.values()
        return tuple(lines_of_docx([message.file for message in chat if message.file][-1] or b""))


@pytest.fixture
def store() -> Store:
    """A database with the campaign."""
    made = Store("sqlite://")
    made.migrate()
    with made.begin() as ledger:
        ledger.records.save([campaign(units=("stttt", "stp"))])
    return made


def invite(store: Store, name: str, unit: Unit) -> None:
    """Lets the unit and its officer take part; the code is CODE."""
    until = {"expires_at": START.replace(year=2100)}
    with store.begin() as ledger:
        ledger.records.save([unit, invitation("CODE", officer(name), unit.id).model_copy(update=until)])


async def as_lines(name: str) -> AsyncIterator[str]:
    """The moves as lines of a pipe; a button by its label."""
    for move in moves(name):
        for line in move.splitlines():
            yield line.strip("[]") if move.startswith("[") else line


@BOTH
def test_a_piped_terminal_conversation_gives_the_complete_report(
    name: str, unit: Unit, store: Store, tmp_path: Path
) -> None:
    invite(store, name, unit)
    shown: list[str] = []
    sitting = Sitting("CODE", tmp_path, StoppedClock(START), echo=True)
    asyncio.run(run_terminal(store, sitting, as_lines(name), shown.append))
    newest = max(tmp_path.glob("*.docx"), key=lambda path: (len(path.name), path.name))
    assert str(newest) in "".join(shown)
    assert "Báo cáo đã gửi" in "".join(shown)
    assert lines_of_docx(newest.read_bytes()) == list(expected(name))


def find(telegram: Telegram, label: str) -> tuple[int, int]:
    """The newest message with a button of that label, and the button's place."""
    for message in reversed(telegram.shows(CHAT)):
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        labels = [bare(button["text"]) for row in rows for button in row]
        if bare(label) in labels:
            return message["message_id"], labels.index(bare(label))
    raise LookupError(label)


def do(telegram: Telegram, move: str) -> None:
    """Types the move, or presses the button that it names."""
    if not (pressed := re.fullmatch(r"\[(.+)\]", move)):
        telegram.say(CHAT, move)
        return
    message, place = find(telegram, pressed[1])
    telegram.press(CHAT, place, message)


async def held(telegram: Telegram, store: Store, name: str) -> None:
    """Holds the whole conversation over HTTP, each move played to its end."""
    clock = MovableClock(StoppedClock(START))
    chat = TelegramChat(BotApi(Wire(token=TOKEN, base_url=telegram.url, poll=5, pause=0.0)), clock)
    chat.name = "telegram, as fast as it goes"
    assistant = Assistant(Core(store), [chat], clock)
    async with aclosing(chat.listen()) as batches:
        for move in ["/start CODE", *moves(name)]:
            do(telegram, move)
            await assistant.keep(chat, await anext(batches))
            await assistant.settle(clock)
    await assistant.close()


@BOTH
def test_a_conversation_over_http_gives_the_complete_report(name: str, unit: Unit, store: Store) -> None:
    invite(store, name, unit)
    with serving() as telegram:
        asyncio.run(held(telegram, store, name))
        delivered = [message for message in telegram.shows(CHAT) if "document" in message]
    assert delivered[-1]["document"]["file_name"] == f"BC-{unit.code}-chi-thi-34.docx"
    assert sent_file(store, unit) == list(expected(name))


def sent_file(store: Store, unit: Unit) -> list[str]:
    """The lines of the file that is kept of what was sent."""
    with store.begin() as ledger:
        sent = ledger.records.submission(f"chi-thi-34/{unit.id}")
        assert sent is not None
        return lines_of_docx(ledger.files.get(sent.file) or b"")


@BOTH
def test_the_special_part_stands_in_the_report_of_the_press_alone(name: str, unit: Unit) -> None:
    assert any("chuyên trang, chuyên mục" in line for line in expected(name)) == (unit is PRESS)
