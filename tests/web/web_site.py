"""The real program, `decuong run`, as a process of its own that serves the web channel alone; and its database."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from itertools import count
from pathlib import Path
from urllib.error import URLError

from shorthand import OFFICE, campaign, invitation

from bot.clock import SystemClock
from flows.campaign import Role, Unit
from flows.values import ProseValue
from storage.store import Store

GLANCE = 0.02
"""How many seconds pass between two looks at whether the program has come as far as it is waited for."""

PATIENCE = 60.0
"""After how many seconds it is given up that the program gets there."""

CAMPAIGN = "chi-thi-34"
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Site:
    """A program that can be stopped and started again on its database; units and people are made as they are needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self.log = folder / "log"
        self.host = f"127.0.0.1:{free_port()}"
        self.url = f"http://{self.host}"
        self.store = Store(f"sqlite:///{folder}/decuong.sqlite3")
        self.store.migrate()
        with self.store.begin() as ledger:
            ledger.records.save([campaign(units=()), OFFICE])
        self.process: subprocess.Popen[bytes] | None = None

    # What is there

    def new_unit(self, name: str = "", **about: object) -> Unit:
        """A unit that takes part in the campaign."""
        number = next(self._numbers)
        unit = Unit(
            id=f"dv{number}", **{"name": name or f"Đơn vị {number}", "code": f"DV{number}", "kind": "so"} | about
        )
        with self.store.begin() as ledger:
            asked = ledger.records.campaign(CAMPAIGN)
            ledger.records.save([unit, asked.model_copy(update={"units": (*asked.units, unit.id)})])
        return unit

    def new_code(self, name: str = "Trần Thị Hoa", unit: Unit | None = None, role: Role = "officer") -> str:
        """The code of an invitation for somebody of a unit, of one of his or her own where none is named."""
        if unit is None:
            unit = OFFICE if role == "coordinator" else self.new_unit()
        code = f"mamoi{next(self._numbers):04}".ljust(32, "x")
        until = SystemClock().now().replace(year=2100)
        made = invitation(code, name, unit.id).model_copy(update={"role": role, "expires_at": until})
        with self.store.begin() as ledger:
            ledger.records.save([made])
        return code

    def link(self, code: str) -> str:
        """What somebody with that code is sent."""
        return f"{self.url}/#{code}"

    def campaign(self, **changes: object) -> None:
        """Changes the campaign that every site begins with."""
        with self.store.begin() as ledger:
            asked = ledger.records.campaign(CAMPAIGN)
            ledger.records.save([asked.model_copy(update=changes)])

    def kept(self, unit: Unit) -> dict[str, list[str]]:
        """The prose that a unit's draft holds, by question."""
        with self.store.begin() as ledger:
            answers = ledger.records.answers(f"{CAMPAIGN}/{unit.id}")
        values = {key: answer.value for key, answer in answers.items()}
        return {
            key: [passage.text for passage in value.passages]
            for key, value in values.items()
            if isinstance(value, ProseValue)
        }

    # Whether it runs

    def start(self) -> None:
        """Has the program run, and waits until it answers."""
        world = {name: value for name, value in os.environ.items() if not name.startswith("DECUONG_")}
        world |= {
            "DECUONG_DATABASE_URL": f"sqlite:///{self._folder}/decuong.sqlite3",
            "DECUONG_WEB_URL": self.url,
            "DECUONG_WEB_LISTEN": self.host,
            "DECUONG_LOG_LEVEL": "warning",
            "NO_PROXY": "*",
        }
        command = [sys.executable, "-m", "bot", "run"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=world, cwd=self._folder, stdout=log, stderr=log)
        self.until(self.answers)

    def stop(self) -> None:
        """Tells the program to end what it does, and waits for that."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Kills the program, whatever it is at."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.process:
            self.process.send_signal(how)
            self.process.wait(PATIENCE)
        self.process = None

    def close(self) -> None:
        self.kill()
        self.store.close()

    def answers(self) -> bool:
        """The program says that it is well."""
        try:
            with _direct.open(f"{self.url}/healthz", timeout=PATIENCE) as response:
                return bool(response.status == 200)
        except (URLError, ConnectionError):
            return False

    def until(self, reached: Callable[[], bool]) -> None:
        """Lets the program go on until that is so."""
        for _ in range(int(PATIENCE / GLANCE)):
            if reached():
                return
            assert self._lives(GLANCE), self.log.read_text()
        raise AssertionError(f"the program does not get there: {self.log.read_text()[-2000:]}")

    def _lives(self, seconds: float) -> bool:
        """The program is still there after so long."""
        assert self.process
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as lent:
        lent.bind(("127.0.0.1", 0))
        return int(lent.getsockname()[1])
