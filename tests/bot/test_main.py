"""The running program over HTTP: it answers, stops when it is told to, and says in one line why it cannot go on."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import httpx
import pytest
import structlog
from botapi import TOKEN, serving
from botapi_world import Telegram

import bot.engine
from bot.cli import main
from bot.clock import SystemClock
from bot.main import serve
from bot.settings import Settings, names
from bot.web_chat.guard import WELL
from bot.web_chat.server import bound
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


@pytest.fixture
def pages(world: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The address at which the program serves pages as well, of this process and of those that it begins."""
    with closing(bound("127.0.0.1", 0)) as lent:
        where = f"127.0.0.1:{lent.getsockname()[1]}"
    for name, value in (("DECUONG_WEB_LISTEN", where), ("DECUONG_WEB_URL", f"http://{where}")):
        monkeypatch.setenv(name, value)
        world[name] = value
    return f"http://{where}"


@contextmanager
def browser(pages: str, program: subprocess.Popen[str]) -> Iterator[httpx.Client]:
    """A browser, once the program answers."""
    with httpx.Client(base_url=pages, headers={"X-Decuong": "1"}, timeout=60, trust_env=False) as http:
        for _ in range(PATIENCE):
            with suppress(httpx.ConnectError):
                if http.get("/healthz").text == WELL:
                    break
            with suppress(subprocess.TimeoutExpired):
                raise AssertionError(program.wait(0.05), program.communicate())
        yield http


def invited(capsys: pytest.CaptureFixture[str], beginning: str, name: str = "Nguyễn Văn An") -> str:
    """The code of a new invitation, from the link that begins so."""
    assert main(["invite", "--unit", "Sở Thông tin và Truyền thông", "--name", name]) == 0
    return capsys.readouterr().out.partition(beginning)[2].split()[0]


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
    code = invited(capsys, "https://t.me/decuong_bot?start=")
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
    assert SECRET not in out + err
    assert telegram.calls("setMyCommands")


def test_a_program_with_pages_alone_serves_them_and_stops_though_they_are_open(
    world: dict[str, str], pages: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = invited(capsys, f"{pages}/#")
    del world["DECUONG_TELEGRAM_TOKEN"]
    with running(world, tmp_path) as program, browser(pages, program) as http:
        assert http.post("/api/enter", json={"code": code, "key": "k" * 24}).status_code == 204
        with http.stream("GET", "/api/stream") as stream:
            lines = stream.iter_lines()
            assert "event: me" in lines
            program.send_signal(signal.SIGTERM)
            assert "event: reset" in lines
            assert [*lines][-1] == ""
        out, err = program.communicate(timeout=60)
    assert program.returncode == 0
    assert pages in out
    assert err == ""
    assert code not in out
    assert "Nguyễn" not in out


def test_one_program_serves_people_in_telegram_and_people_with_pages(
    telegram: Telegram, world: dict[str, str], pages: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    an, hoa = invited(capsys, "https://t.me/decuong_bot?start="), invited(capsys, f"{pages}/#", "Trần Thị Hoa")
    with running(world, tmp_path) as program, browser(pages, program) as http:
        assert http.post("/api/enter", json={"code": hoa, "key": "k" * 24}).status_code == 204
        telegram.say(CHAT, f"/start {an}")
        # Whoever is responsible for the report hears of a colleague, wherever he or she is.
        with http.stream("GET", "/api/stream") as stream:
            assert any("Nguyễn Văn An" in line for line in stream.iter_lines())
        program.send_signal(signal.SIGTERM)
        out, err = program.communicate(timeout=60)
    assert (program.returncode, err) == (0, "")
    assert "@decuong_bot" in out
    assert pages in out


def test_a_port_that_is_taken_ends_the_program_in_one_line(
    world: dict[str, str], pages: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(bound("127.0.0.1", int(pages.rpartition(":")[2]))):
        assert main(["run"]) == 1
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert pages.removeprefix("http://") in err
    assert "DECUONG_WEB_LISTEN" in err


def test_pages_are_served_though_telegram_is_blocked(
    telegram: Telegram, world: dict[str, str], pages: str, tmp_path: Path
) -> None:
    with closing(bound("127.0.0.1", 0)) as silent:
        world["DECUONG_TELEGRAM_BASE_URL"] = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with running(world, tmp_path) as program, browser(pages, program) as http:
            assert http.get("/api/me").status_code == 401
            program.send_signal(signal.SIGTERM)
            assert program.wait(60) == 0


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
