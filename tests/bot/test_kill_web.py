"""However often the program is killed, each text that a page was told is kept is in the draft once and in order."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from program import GLANCE, PATIENCE, a_store, kept
from test_kill_power_cut import WATCHED, Call, calls, is_kept, is_synced

from bot.clock import SystemClock
from bot.web_chat.server import bound
from storage.store import Store

KILLS = 36
OFFICERS = (11, 12, 13)
PASSING = (429, 500, 503)
"""The answers after which a page tries again by itself."""

Wait = Callable[[float], Any]


class Program:
    """The real program with pages alone, run `under` another command where one is given."""

    def __init__(self, folder: Path, under: Sequence[str] = ()) -> None:
        with closing(bound("127.0.0.1", 0)) as lent:
            where = f"127.0.0.1:{lent.getsockname()[1]}"
        self.url, self.log, self._folder = f"http://{where}", folder / "log", folder
        self._command = [*under, sys.executable, "-m", "bot", "run"]
        self._world = {name: value for name, value in os.environ.items() if not name.startswith("DECUONG_")} | {
            "DECUONG_DATABASE_URL": f"sqlite:///{folder}/decuong.sqlite3",
            "DECUONG_WEB_URL": self.url,
            "DECUONG_WEB_LISTEN": where,
            "DECUONG_LOG_LEVEL": "warning",
        }
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            out = {"stdout": log, "stderr": log, "start_new_session": True}
            return subprocess.Popen(self._command, env=self._world, cwd=self._folder, **out)

    def kill_and_start(self) -> None:
        self.end()
        self.process = self._started()

    def end(self) -> None:
        """Kills it, and what it is run under."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def until(self, reached: Callable[[], bool], wait: Wait) -> None:
        """Lets it go on until that is so."""
        for _ in range(int(PATIENCE / GLANCE)):
            if reached():
                return
            assert self.process.poll() is None, self.log.read_text()
            wait(GLANCE)
        raise AssertionError(f"the program does not get there: {self.log.read_text()[-2000:]}")


class Writer:
    """An officer's page: what was not answered is posted again under the same name, as often as it takes."""

    def __init__(self, url: str, officer: int) -> None:
        self.officer = officer
        self.said: list[str] = []
        self.lost = 0
        self.ended, self.given_up = threading.Event(), threading.Event()
        self.http = httpx.Client(base_url=url, headers={"X-Decuong": "1"}, timeout=20, trust_env=False)

    def write(self) -> None:
        """Comes in, and writes until it is told to end."""
        with self.http:
            self.enter()
            while not self.ended.wait(0.02):
                self.say(f"Đoạn thứ {len(self.said) + 1} của đơn vị {self.officer}.")

    def enter(self) -> None:
        """Comes in, says from then on whose page it is, and begins: the first question stands there."""
        self.posts("/api/enter", {"code": f"CODE{self.officer}", "key": f"word-of-{self.officer:020}"})
        me = self._shown("Bắt đầu")
        self.http.headers["X-Person"] = me["person"]["key"]
        position = me["messages"][-1]["position"]
        self.posts("/api/press", {"nonce": "begin-here", "position": position, "place": 0})
        self._shown("câu 1/")

    def _shown(self, words: str) -> dict[str, Any]:
        """What a page begins with, once the last message has those words."""
        while not ((me := self._answer("GET", "/api/me")) and words in str(me.json().get("messages", [])[-1:])):
            assert not self.given_up.wait(0.02)
        return dict(me.json())

    def say(self, text: str) -> None:
        """Says a text, which is kept when this returns."""
        self.posts("/api/say", {"nonce": f"nonce-{len(self.said):06}", "text": text, "seen": 2**53})
        self.said.append(text)

    def posts(self, path: str, body: dict[str, Any]) -> None:
        """Returns once it was taken."""
        while (answer := self._answer("POST", path, body)) is None or answer.status_code not in (200, 204):
            assert answer is None or answer.status_code in PASSING, answer.text
            self.lost += answer is None
            assert not self.given_up.wait(0.02)

    def _answer(self, method: str, path: str, body: Any = None) -> httpx.Response | None:
        """The answer; None where the line broke before it came."""
        try:
            return self.http.request(method, path, json=body)
        except httpx.TransportError:
            return None


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path, OFFICERS) as store:
        yield store


def played(store: Store) -> bool:
    """Nothing waits to be played."""
    with store.begin() as ledger:
        return not ledger.inbox.waiting(1, SystemClock().now(), ("web",))


@pytest.mark.slow
def test_nothing_that_a_page_was_told_is_lost_doubled_or_out_of_order_over_many_kills(
    store: Store, tmp_path: Path
) -> None:
    chance, wait = random.Random(34), threading.Event().wait
    program = Program(tmp_path)
    writers = [Writer(program.url, officer) for officer in OFFICERS]
    threads = [threading.Thread(target=writer.write) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        program.until(lambda: all(writer.said for writer in writers), wait)
        for kill in range(KILLS):
            # One kill in five meets the program while it starts.
            before = sum(len(writer.said) for writer in writers)
            if kill % 5:
                program.until(lambda before=before: sum(len(writer.said) for writer in writers) > before, wait)
            wait(chance.uniform(0, 0.3))
            program.kill_and_start()
        for writer in writers:
            writer.ended.set()
        program.until(lambda: not any(thread.is_alive() for thread in threads) and played(store), wait)
    finally:
        program.end()
        for writer in writers:
            writer.ended.set()
            writer.given_up.set()
        for thread in threads:
            thread.join()
    assert {writer.officer: kept(store, writer.officer) for writer in writers} == {
        writer.officer: writer.said for writer in writers
    }
    assert sum(len(writer.said) for writer in writers) > 3 * KILLS
    assert sum(writer.lost for writer in writers) > KILLS


def told(made: Sequence[Call], text: str) -> int:
    """The call with which the answer begins that has a text in it: its head goes before the rest."""
    sent = [n for n, call in enumerate(made) if call.name in ("sendto", "sendmsg", "write", "writev")]
    whole = next(n for n in sent if text in made[n].said)
    return max(n for n in sent if n <= whole and "HTTP/1.1 200" in made[n].said)


@pytest.mark.slow
def test_a_page_is_told_so_after_what_it_sent_was_written_to_the_log_and_synced(store: Store, tmp_path: Path) -> None:
    if not shutil.which("strace"):
        pytest.skip("strace is not installed, and only it sees the system calls")
    under = ["strace", "-f", "-y", "-s", "5000", "-e", WATCHED, "-o", str(tmp_path / "trace")]
    program, texts = Program(tmp_path, under), [f"passage number {n} of this test" for n in range(5)]
    writer = Writer(program.url, OFFICERS[0])
    try:
        writer.enter()
        for text in texts:
            writer.say(text)
        program.until(lambda: played(store), threading.Event().wait)
        traced_one = Path(f"/proc/{program.process.pid}/task/{program.process.pid}/children").read_text()
        os.kill(int(traced_one), signal.SIGTERM)
        program.process.wait()
    finally:
        program.end()
        writer.http.close()
    made = list(calls((tmp_path / "trace").read_text()))
    for text in texts:
        written = next(n for n, call in enumerate(made) if is_kept(call, text))
        answered = told(made, text)
        assert any(is_synced(call) for call in made[written:answered]), (text, written, answered)
