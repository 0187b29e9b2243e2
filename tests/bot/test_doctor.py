"""The doctor: each thing that an installation needs, found good or with what to do about it."""

import asyncio
import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from botapi import TOKEN, serving
from botapi_world import Telegram
from web_world import a_site

from bot.clock import StoppedClock
from bot.doctor import Finding, Reached, database, disk, look, network, reach, time_of_day, token, web
from bot.settings import Settings
from bot.web_chat.server import bound
from storage.store import Store
from storage.tables import REVISION

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NOBODY = "http://127.0.0.1:1"


@pytest.fixture(autouse=True)
def empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The working folder, with no settings file in it."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    """A Bot API server that can be reached."""
    with serving() as running:
        yield running


def chosen(**values: Any) -> Settings:
    """Settings with those values and otherwise as they are without any."""
    return Settings.model_validate(values)


def migrated(path: Path) -> str:
    """The URL of a database that is ready."""
    url = f"sqlite:///{path}"
    store = Store(url)
    store.migrate()
    store.close()
    return url


def test_a_database_that_is_ready_is_good(tmp_path: Path) -> None:
    found = database(migrated(tmp_path / "a.sqlite3"))
    assert (found.state, found.advice) == ("good", "")
    assert REVISION in found.found


def test_looking_at_a_database_leaves_nothing_behind(tmp_path: Path) -> None:
    url = migrated(tmp_path / "a.sqlite3")
    database(url)
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE '%doctor%'").fetchone() == (0,)


def test_a_database_that_is_not_there_yet_is_good_and_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    found = database(f"sqlite:///{path}")
    assert found.state == "good"
    assert str(path) in found.found
    assert not path.exists()


def test_a_database_of_a_newer_program_is_bad(tmp_path: Path) -> None:
    url = migrated(tmp_path / "a.sqlite3")
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    found = database(url)
    assert found.state == "bad"
    assert "9999" in found.found
    assert found.advice


def test_a_file_that_is_no_database_is_bad(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite3").write_text("not a database, but long enough to be looked at as one" * 100)
    found = database(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    assert (found.state, "DECUONG_DATABASE_URL" in found.advice) == ("bad", True)


def test_a_database_server_that_does_not_answer_is_bad_without_its_password() -> None:
    found = database("postgresql://me:a-password@127.0.0.1:1/decuong?connect_timeout=2")
    assert found.state == "bad"
    assert "PostgreSQL" in found.advice
    assert "a-password" not in found.found + found.advice


def test_postgresql_that_is_ready_is_good(postgres_url: str) -> None:
    store = Store(postgres_url)
    store.migrate()
    store.close()
    assert database(postgres_url).state == "good"


def test_the_disk_is_that_of_the_database(tmp_path: Path) -> None:
    found = disk(f"sqlite:///{tmp_path}/not/there/yet.sqlite3")
    assert str(tmp_path) in found.found
    assert (found.state == "good") is (os.statvfs(tmp_path).f_bavail * os.statvfs(tmp_path).f_frsize >= 10**9)


def test_a_server_that_answers_tells_its_time(telegram: Telegram) -> None:
    settings = chosen(telegram_base_url=telegram.url)
    reached = reach(settings)
    assert reached.at is not None
    assert network(settings, reached).state == "good"
    assert time_of_day(reached, reached.at + timedelta(seconds=20)).state == "good"


@pytest.mark.parametrize("unreachable", [{"telegram_base_url": NOBODY}, {"telegram_proxy": NOBODY}])
def test_a_network_that_is_blocked_is_bad_and_says_how_to_go_round(
    telegram: Telegram, unreachable: dict[str, str]
) -> None:
    settings = chosen(**{"telegram_base_url": telegram.url} | unreachable)
    reached = reach(settings)
    found = network(settings, reached)
    assert found.state == "bad"
    assert "DECUONG_TELEGRAM_PROXY" in found.advice
    assert time_of_day(reached, NOW).state == "note"


def test_a_network_that_blocks_telegram_is_no_fault_where_pages_alone_are_served() -> None:
    settings = chosen(telegram_base_url=NOBODY, web_url="https://baocao.example.vn")
    found = network(settings, reach(settings))
    assert (found.state, "Trang web" in found.advice) == ("note", True)


def free_port() -> int:
    """A port at which nobody listens."""
    with closing(bound("127.0.0.1", 0)) as lent:
        return lent.getsockname()[1]


@pytest.mark.parametrize(
    ("url", "state", "hint"),
    [
        ("", "note", "DECUONG_WEB_URL"),
        ("http://127.0.0.1:8080", "note", "https"),
        ("https://baocao.example.vn", "good", ""),
    ],
)
def test_pages_can_be_opened_from_elsewhere_by_https_alone(url: str, state: str, hint: str) -> None:
    where = f"127.0.0.1:{free_port()}"
    found = web(chosen(web_url=url, web_listen=where))
    assert (found.state, hint in found.advice, bool(found.advice)) == (state, True, bool(hint))
    assert (where in found.found) is bool(url)


@pytest.mark.parametrize("where", ["192.0.2.1:8080", "nobody.invalid:8080"])
def test_an_address_that_is_not_of_this_machine_is_bad(where: str) -> None:
    found = web(chosen(web_url="https://baocao.example.vn", web_listen=where))
    assert (found.state, "DECUONG_WEB_LISTEN" in found.advice) == ("bad", True)


def test_a_port_that_another_program_has_is_bad() -> None:
    with closing(bound("127.0.0.1", 0)) as taken:
        threading.Thread(target=_answer_otherwise, args=[taken]).start()
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        found = web(chosen(web_url="https://baocao.example.vn", web_listen=where))
    assert (found.state, where in found.found) == ("bad", True)


def _answer_otherwise(listening: socket.socket) -> None:
    with closing(listening.accept()[0]) as line:
        line.recv(10_000)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")


async def test_a_program_that_serves_its_pages_already_is_found_at_work(tmp_path: Path) -> None:
    async with a_site(tmp_path) as site:
        settings = chosen(web_url="https://baocao.example.vn", web_listen=site.base.removeprefix("http://"))
        found = await asyncio.to_thread(web, settings)
    assert (found.state, "đang chạy" in found.found) == ("good", True)


@pytest.mark.parametrize("off", [timedelta(minutes=5), timedelta(minutes=-5)])
def test_a_clock_that_is_minutes_off_is_bad(off: timedelta) -> None:
    found = time_of_day(Reached(at=NOW), NOW + off)
    assert (found.state, "300" in found.found, "NTP" in found.advice) == ("bad", True, True)


def test_a_token_that_telegram_knows_is_named_by_its_bot(telegram: Telegram) -> None:
    found = asyncio.run(token(chosen(telegram_base_url=telegram.url, telegram_token=TOKEN)))
    assert (found.state, "@decuong_bot" in found.found) == ("good", True)


@pytest.mark.parametrize(
    ("given", "state", "hint"),
    [("", "note", "@BotFather"), ("1:wrong", "bad", "@BotFather")],
)
def test_a_token_that_is_wrong_or_missing_says_where_to_get_one(
    telegram: Telegram, given: str, state: str, hint: str
) -> None:
    found = asyncio.run(token(chosen(telegram_base_url=telegram.url, telegram_token=given or None)))
    assert (found.state, hint in found.advice) == (state, True)


def test_a_token_that_cannot_be_asked_about_is_bad_and_not_shown() -> None:
    found = asyncio.run(token(chosen(telegram_base_url=NOBODY, telegram_token=TOKEN)))
    assert found.state == "bad"
    assert TOKEN not in f"{found}"


def test_everything_is_looked_at_and_whatever_is_not_good_has_advice(telegram: Telegram, tmp_path: Path) -> None:
    url = migrated(tmp_path / "a.sqlite3")
    settings = chosen(telegram_base_url=telegram.url, telegram_token=TOKEN, database_url=url)
    found: list[Finding] = look(settings, StoppedClock(NOW))
    assert len({one.what for one in found}) == 8
    assert all(bool(one.advice) is (one.state != "good") for one in found)
