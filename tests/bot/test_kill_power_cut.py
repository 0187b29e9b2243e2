"""What the system calls show: Telegram hears that a message was received only after it is on the disk itself."""

import os
import re
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from botapi import serving
from botapi_world import Telegram
from program import Program, a_store, kept, played

from storage.store import Store

CHAT = 11
SAID = [f"passage number {n} of this test" for n in range(5)]
WATCHED = "trace=pwrite64,fsync,fdatasync,sendto,sendmsg,write,writev"
CALL = re.compile(r"(?P<process>\d+) +(?P<resumed><\.\.\. )?(?P<name>\w+)(?P<rest>.*)")


@dataclass(frozen=True)
class Call:
    """A system call, at its end where that is shown by a line of its own; `said` is what it was begun with."""

    name: str
    said: str
    ended: bool


def calls(trace: str) -> Iterator[Call]:
    """The system calls in the order in which the lines stand; one that was cut in two comes twice."""
    begun: dict[str, str] = {}
    for line in trace.splitlines():
        found = CALL.match(line)
        if found is None:
            continue
        if not found["resumed"]:
            begun[found["process"]] = found["rest"]
        yield Call(found["name"], begun.get(found["process"], ""), not line.endswith("<unfinished ...>"))


def is_synced(call: Call) -> bool:
    return call.name in ("fsync", "fdatasync") and "-wal>" in call.said and call.ended


def is_kept(call: Call, text: str) -> bool:
    return call.name == "pwrite64" and "-wal>" in call.said and text in call.said


def confirmed(call: Call) -> int:
    """The offset that a poll confirms, or 0."""
    offset = re.search(r"[?&\"]offset=(\d+)", call.said) if call.name in ("sendto", "sendmsg", "write") else None
    return int(offset[1]) if offset else 0


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with serving() as telegram:
        yield telegram


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path, [CHAT]) as store:
        yield store


def traced(telegram: Telegram, store: Store, folder: Path) -> tuple[list[Call], dict[int, str]]:
    """What the program did while it was told a few things one after the other, and which update was which."""
    under = ["strace", "-f", "-y", "-s", "5000", "-e", WATCHED, "-o", str(folder / "trace")]
    telegram.say(CHAT, f"/start CODE{CHAT}")
    program = Program(telegram, folder, under)
    updates = {}
    try:
        for text in SAID:
            telegram.say(CHAT, text)
            updates[telegram.pending()[-1]] = text
            program.until(lambda: not telegram.pending())
        program.until(lambda: played(store))
        traced_one = Path(f"/proc/{program.process.pid}/task/{program.process.pid}/children").read_text()
        os.kill(int(traced_one), signal.SIGTERM)
        program.process.wait()
    finally:
        program.end()
    return list(calls((folder / "trace").read_text())), updates


@pytest.mark.slow
def test_what_a_poll_confirms_was_written_to_the_log_and_synced_before(
    telegram: Telegram, store: Store, tmp_path: Path
) -> None:
    if not shutil.which("strace"):
        pytest.skip("strace is not installed, and only it sees the system calls")
    made, updates = traced(telegram, store, tmp_path)
    assert kept(store, CHAT) == SAID
    for update, text in updates.items():
        confirms = next(n for n, call in enumerate(made) if confirmed(call) > update)
        written = next(n for n, call in enumerate(made) if is_kept(call, text))
        assert any(is_synced(call) for call in made[written:confirms]), (update, written, confirms)
