"""However often the program is killed, every message that Telegram took is kept once and in order."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from botapi import TOKEN, serving
from botapi_world import Telegram
from shorthand import campaign, invitation

from bot.clock import SystemClock
from flows.campaign import Unit
from flows.values import ProseValue
from storage.store import Store

KILLS = 75
CHATS = (11, 12, 13, 14)
GLANCE = 0.01
"""How many seconds pass between two looks at whether the program has come as far as it is waited for."""


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with serving() as telegram:
        telegram.spoil(97)
        yield telegram


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path}/decuong.sqlite3")
    store.migrate()
    until = {"expires_at": SystemClock().now().replace(year=2100)}
    with store.begin() as ledger:
        ledger.records.save([campaign()])
        for chat in CHATS:
            unit = Unit(id=f"u{chat}", name=f"Đơn vị {chat}", code=f"U{chat}")
            ledger.records.save([unit, invitation(f"CODE{chat}", f"Người {chat}", unit.id).model_copy(update=until)])
    yield store
    store.close()


class Program:
    """The real program, started anew after each kill."""

    def __init__(self, telegram: Telegram, folder: Path) -> None:
        self._folder = folder
        self._telegram = telegram
        self._world = os.environ | {
            "DECUONG_TELEGRAM_TOKEN": TOKEN,
            "DECUONG_TELEGRAM_BASE_URL": telegram.url,
            "DECUONG_DATABASE_URL": f"sqlite:///{folder}/decuong.sqlite3",
            "DECUONG_LOG_LEVEL": "error",
        }
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "bot", "run"], env=self._world, cwd=self._folder, stdout=log, stderr=log
            )

    def polls(self) -> bool:
        return bool(self._telegram.calls("getUpdates"))

    def lives(self, seconds: float) -> bool:
        """It is still alive after so long."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def until(self, reached: Callable[[], bool]) -> None:
        """Lets it go on until that is so."""
        for _ in range(int(60 / GLANCE)):
            if reached():
                return
            assert self.lives(GLANCE), (self._folder / "log").read_text()
        raise AssertionError("the program does not get there")

    def kill_and_start(self) -> None:
        self.process.kill()
        self.process.wait()
        self._telegram.made.clear()
        self.process = self._started()

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()


def kept(store: Store, chat: int) -> list[str]:
    """What the unit's answer to the first question holds."""
    with store.begin() as ledger:
        answers = ledger.records.answers(f"chi-thi-34/u{chat}").values()
    values = [answer.value for answer in answers]
    return [passage.text for value in values if isinstance(value, ProseValue) for passage in value.passages]


def played(store: Store) -> bool:
    with store.begin() as ledger:
        return not ledger.inbox.waiting(1, SystemClock().now())


@pytest.mark.slow
def test_nothing_is_lost_doubled_or_out_of_order_over_many_kills(
    telegram: Telegram, store: Store, tmp_path: Path
) -> None:
    chance = random.Random(34)
    pushed: dict[int, list[str]] = {chat: [] for chat in CHATS}

    def write() -> None:
        for _ in range(chance.randint(1, 6)):
            chat = chance.choice(CHATS)
            pushed[chat].append(f"Đoạn thứ {len(pushed[chat]) + 1} của đơn vị {chat}.")
            telegram.say(chat, pushed[chat][-1])

    for chat in CHATS:
        telegram.say(chat, f"/start CODE{chat}")
    program = Program(telegram, tmp_path)
    try:
        for kill in range(KILLS):
            # One kill in five meets the program while it starts.
            if kill % 5:
                program.until(program.polls)
            for _ in range(chance.randint(0, 4)):
                write()
                assert program.lives(chance.uniform(0, 0.08))
            program.kill_and_start()
        program.until(lambda: not telegram.pending() and played(store))
    finally:
        program.end()
    assert {chat: kept(store, chat) for chat in CHATS} == pushed
    assert sum(len(texts) for texts in pushed.values()) > 400
