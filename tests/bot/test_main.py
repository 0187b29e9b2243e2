"""The running program over HTTP: it answers, stops when it is told to, and says in one line why it cannot go on."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog
from botapi import TOKEN, serving
from botapi_world import Telegram

import bot.engine
from bot.cli import main
from bot.clock import SystemClock
from bot.main import serve
from bot.settings import Settings, names
from storage.store import Store

CHAT = 7
SECRET = TOKEN.split(":")[1]
PATIENCE = 600


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """Logging is put back after each test."""
    root = logging.getLogger()
    before, level, hook = root.handlers[:], root.level, sys.excepthook
    yield
    root.handlers[:], sys.excepthook = before, hook
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    """A Bot API server."""
    with serving() as running:
        yield running


@pytest.fixture
def world(telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """This environment, in which a program reaches that server and has its database in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DECUONG_DATABASE_URL", f"sqlite:///{tmp_path}/decuong.sqlite3")
    monkeypatch.setenv("DECUONG_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("DECUONG_TELEGRAM_BASE_URL", telegram.url)
    return dict(os.environ)


@contextmanager
def running(world: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The program, which is killed where a test leaves it running."""
    command = [sys.executable, "-m", "bot", "run"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=world, stdout=pipe, stderr=pipe, text=True) as program:
        try:
            yield program
        finally:
            program.kill()


def until(telegram: Telegram, holds: Callable[[], bool]) -> None:
    """Waits until that holds; what happens at Telegram's wakes it, and so does a short while."""
    with telegram.change:
        for _ in range(PATIENCE):
            if telegram.change.wait_for(holds, 0.05):
                return
    raise AssertionError(telegram.shows(CHAT), telegram.made[-3:])


def shown(telegram: Telegram) -> str:
    """All that stands in the chat."""
    return "\n".join(message.get("text", "") for message in telegram.shows(CHAT))


def test_someone_who_is_invited_gets_the_first_question_and_the_program_stops_when_told(
    telegram: Telegram, world: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invite", "--unit", "Sở Thông tin và Truyền thông", "--name", "Nguyễn Văn An"]) == 0
    told = capsys.readouterr().out
    code = told.partition("https://t.me/decuong_bot?start=")[2].split()[0]
    with running(world, tmp_path) as program:
        telegram.say(CHAT, f"/start {code}")
        until(telegram, lambda: telegram.buttons(CHAT) == ["Bắt đầu"])
        telegram.press(CHAT, 0)
        until(telegram, lambda: "câu 1/" in shown(telegram))
        program.send_signal(signal.SIGTERM)
        out, err = program.communicate(timeout=60)
    assert program.returncode == 0
    assert "@decuong_bot" in out
    assert "Nguyễn" not in out + err
    assert SECRET not in told + out + err
    assert telegram.calls("setMyCommands")


def test_a_program_whose_bot_is_polled_elsewhere_says_so_and_ends(
    telegram: Telegram, world: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    telegram.script("getUpdates", code=409, description="Conflict: terminated by other getUpdates request", times=9)
    assert main(["run"]) == 1
    out, err = capsys.readouterr()
    assert "cùng mã bot" in err.splitlines()[-1]
    assert "Traceback" not in err
    assert SECRET not in out + err


def test_a_token_that_telegram_does_not_know_ends_the_program_in_one_line(
    world: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DECUONG_TELEGRAM_TOKEN", "1:nobody-knows-this")
    assert main(["run"]) == 1
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert "@BotFather" in err
    assert "nobody-knows-this" not in err


async def test_a_messenger_that_stays_silent_ends_the_program_so_that_it_is_started_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bot.engine, "GLANCE", 0.01)
    store = Store(f"sqlite:///{tmp_path}/decuong.sqlite3")
    store.migrate()
    settings = Settings.model_validate({"telegram_token": TOKEN, "telegram_base_url": "http://127.0.0.1:1"})
    ended = await serve(settings, store, _Hasty())
    store.close()
    assert ended == 1
    assert "decuong doctor" in capsys.readouterr().err


class _Hasty(SystemClock):
    """A clock on which minutes go by between two looks."""

    def __init__(self) -> None:
        self._at = 0.0

    def monotonic(self) -> float:
        self._at += 130
        return self._at
