"""Somebody sits at a keyboard: what they type is taken whole, and Ctrl+C ends the program at once."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

Keyboard = tuple[int, subprocess.Popen[bytes]]


@pytest.fixture
def keyboard(tmp_path: Path) -> Iterator[Keyboard]:
    """The demonstration in the terminal, on a terminal of its own, and the other end of that terminal."""
    ours, theirs = pty.openpty()
    world = os.environ | {"TERM": "dumb"}
    command = [sys.executable, "-m", "bot", "demo-terminal"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path, env=world) as program:
        os.close(theirs)
        try:
            yield ours, program
        finally:
            program.kill()
            os.close(ours)


def read_until(keyboard: int, sign: str) -> str:
    """What is shown, up to that sign."""
    shown = b""
    while sign.encode() not in shown:
        shown += os.read(keyboard, 65_536)
    return shown.decode(errors="replace")


def interrupted(program: subprocess.Popen[bytes]) -> int:
    """How the program ended; readline does not see a signal of the moment between its prompt and its wait."""
    for _ in range(10):
        program.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return program.wait(5)
    raise AssertionError("still there")


def test_a_line_longer_than_the_system_takes_is_taken_whole(keyboard: Keyboard) -> None:
    ours, _ = keyboard
    assert "Bắt đầu" in read_until(ours, "\n> ")
    os.write(ours, b":1\n")
    read_until(ours, "\n> ")
    os.write(ours, ("từ " * 1500 + "\n").encode())
    assert "1.500 từ (" in read_until(ours, " từ (")


def test_ctrl_c_ends_the_program_without_a_traceback(keyboard: Keyboard) -> None:
    ours, program = keyboard
    read_until(ours, "\n> ")
    assert interrupted(program) == 130
    # A terminal whose program has ended fails to be read, once all that was shown has been.
    with pytest.raises(OSError, match="Input/output"):
        assert "Traceback" not in read_until(ours, "never shown")
