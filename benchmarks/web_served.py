"""A web server as a process of its own: ours on a database, or the bare one; and what it takes of the machine."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.error import URLError

FILES = 8_192
"""How many files each process may have open: a page is one, on both sides."""

PATIENCE, GLANCE = 30.0, 0.05
_ROOT = Path(__file__).resolve().parents[1]
_TICKS = os.sysconf("SC_CLK_TCK")
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Served:
    """A Python module that serves at `port` of this machine, as a process, from when it is made until it is closed."""

    def __init__(self, command: Sequence[str], folder: Path, world: Mapping[str, str]) -> None:
        self.port = free_port()
        where = f"127.0.0.1:{self.port}"
        asked = [word.replace("WHERE", where).replace("PORT", str(self.port)) for word in command]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DECUONG_")}
        told = {name: value.replace("WHERE", where) for name, value in world.items()}
        self._log = folder / f"{self.port}.log"
        with self._log.open("wb") as log:
            # In a folder without the `.env` of a checkout, which may hold a token.
            self._process = subprocess.Popen(
                [sys.executable, "-m", *asked],
                cwd=folder,
                env={**kept, **told, "PYTHONPATH": str(_ROOT)},
                stdout=log,
                stderr=log,
            )
        self._wait()

    @property
    def memory(self) -> float:
        """How many MB of it are in memory (RSS)."""
        lines = self._told("status").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024

    @property
    def spent(self) -> float:
        """How many seconds of a core it has had."""
        user, system = self._told("stat").rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / _TICKS

    def close(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.wait()

    def _wait(self) -> None:
        """Waits until the process answers."""
        began = time.perf_counter()
        while not self._answers():
            lives = self._process.poll() is None and time.perf_counter() - began < PATIENCE
            assert lives, f"no answer: {self._log.read_text(encoding='utf-8')[-2000:]}"
            time.sleep(GLANCE)

    def _told(self, what: str) -> str:
        return Path(f"/proc/{self._process.pid}/{what}").read_text(encoding="utf-8")

    def _answers(self) -> bool:
        try:
            with _direct.open(f"http://127.0.0.1:{self.port}/healthz", timeout=PATIENCE) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError):
            return False


def program(database: Path) -> Served:
    """`decuong run` on that database, with the web alone."""
    world = {
        "DECUONG_DATABASE_URL": f"sqlite:///{database.absolute()}",
        "DECUONG_WEB_URL": "http://WHERE",
        "DECUONG_WEB_LISTEN": "WHERE",
        "DECUONG_LOG_LEVEL": "warning",
    }
    return Served(("bot", "run"), database.parent, world)


def bare(folder: Path) -> Served:
    """The bare server."""
    return Served(("benchmarks.bare_web", "PORT"), folder, {})


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as lent:
        lent.bind(("127.0.0.1", 0))
        return int(lent.getsockname()[1])


def allow_files() -> None:
    """Lets this process, and those that it starts, have that many files open, as far as the system permits it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
