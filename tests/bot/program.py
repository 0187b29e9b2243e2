"""The real program as a process of its own, that is started, watched and killed; and the database that it works on."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from botapi import TOKEN
from botapi_world import Telegram
from shorthand import campaign, invitation

from bot.clock import SystemClock
from flows.campaign import Unit
from flows.values import ProseValue
from storage.store import Store

GLANCE = 0.01
"""How many seconds pass between two looks at whether the program has come as far as it is waited for."""

PATIENCE = 90.0
"""After how many seconds it is given up that the program gets there."""


class Program:
    """The real program, run `under` another command where one is given."""

    def __init__(self, telegram: Telegram, folder: Path, under: Sequence[str] = (), log: str = "log") -> None:
        self.log = folder / log
        self._folder = folder
        self._telegram = telegram
        self._command = [*under, sys.executable, "-m", "bot", "run"]
        self._world = os.environ | {
            "DECUONG_TELEGRAM_TOKEN": TOKEN,
            "DECUONG_TELEGRAM_BASE_URL": telegram.url,
            "DECUONG_DATABASE_URL": f"sqlite:///{folder}/decuong.sqlite3",
            "DECUONG_LOG_LEVEL": "warning",
            "NO_PROXY": "*",
        }
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(self._command, env=self._world, cwd=self._folder, stdout=log, stderr=log)

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
        for _ in range(int(PATIENCE / GLANCE)):
            if reached():
                return
            assert self.lives(GLANCE), self.log.read_text()
        raise AssertionError(f"the program does not get there: {self.log.read_text()[-2000:]}")

    def kill_and_start(self) -> None:
        self.process.kill()
        self.process.wait()
        self._telegram.made.clear()
        self.process = self._started()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def a_store(folder: Path, chats: Sequence[int]) -> Iterator[Store]:
    """The program's database, with a unit and the invitation CODE<chat> for each chat."""
    store = Store(f"sqlite:///{folder}/decuong.sqlite3")
    store.migrate()
    until = {"expires_at": SystemClock().now().replace(year=2100)}
    with store.begin() as ledger:
        ledger.records.save([campaign(units=tuple(f"u{chat}" for chat in chats))])
        for chat in chats:
            unit = Unit(id=f"u{chat}", name=f"Đơn vị {chat}", code=f"U{chat}")
            ledger.records.save([unit, invitation(f"CODE{chat}", f"Người {chat}", unit.id).model_copy(update=until)])
    yield store
    store.close()


def kept(store: Store, chat: int) -> list[str]:
    """What the unit's answer to the first question holds."""
    with store.begin() as ledger:
        answers = ledger.records.answers(f"chi-thi-34/u{chat}").values()
    values = [answer.value for answer in answers]
    return [passage.text for value in values if isinstance(value, ProseValue) for passage in value.passages]


def played(store: Store) -> bool:
    """Nothing waits to be played."""
    with store.begin() as ledger:
        return not ledger.inbox.waiting(1, SystemClock().now(), ("telegram",))
