"""`decuong demo` as it is typed: it says where the page is, serves it, and leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.cli import main
from bot.web_chat.server import bound


@contextmanager
def demonstrating(folder: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """The command at work; what it keeps goes below that folder."""
    command = [sys.executable, "-m", "bot", "demo", *more]
    world = os.environ | {"TMPDIR": str(folder), "DECUONG_DATABASE_URL": "wrong"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=folder, env=world, **pipes) as program:
        try:
            yield program
        finally:
            program.kill()


def address(program: subprocess.Popen[str]) -> str:
    """The address that is said, as soon as it is."""
    assert program.stdout is not None
    found = (re.search(r"http://127\.0\.0\.1:\d+/", line) for line in program.stdout)
    return next((match[0] for match in found if match), "")


def test_it_serves_a_page_until_it_is_stopped_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with demonstrating(tmp_path, "--port", "0") as program:
        with urllib.request.urlopen(address(program), timeout=20) as page:
            assert 'data-demo="1"' in page.read().decode()
        assert list(tmp_path.glob("decuong-demo-*/demo.sqlite3"))
        program.send_signal(signal.SIGINT)
        _, err = program.communicate(timeout=30)
    assert (program.returncode, err) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_it_may_be_stopped_before_it_is_ready(tmp_path: Path) -> None:
    with demonstrating(tmp_path, "--port", "0") as program:
        while not list(tmp_path.glob("decuong-demo-*/demo.sqlite3-wal")):
            assert program.poll() is None
        program.send_signal(signal.SIGTERM)
        _, err = program.communicate(timeout=30)
    assert program.returncode in (0, 130)
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    taken = bound("127.0.0.1", 0)
    taken.listen()
    port = taken.getsockname()[1]
    assert main(["demo", "--port", str(port)]) == 1
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert str(port) in err
    taken.close()
