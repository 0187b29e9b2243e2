"""The log: to standard error, one line for each event, never a secret."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
import structlog

from bot import log

TOKEN = "123456789:AAF-a_secret_that_nobody_may_see"


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Logging is put back after each test."""
    root = logging.getLogger()
    before, level, hook = root.handlers[:], root.level, sys.excepthook
    yield
    root.handlers[:], sys.excepthook = before, hook
    root.setLevel(level)
    structlog.reset_defaults()


def fail_with(text: str) -> None:
    """Fails as code of ours may, with a secret in the message."""
    raise RuntimeError(text)


@pytest.mark.parametrize("form", ["plain", "json"])
def test_a_token_is_masked_in_message_value_and_traceback(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", form)
    events = structlog.get_logger()
    events.warning(f"asked https://api.telegram.org/bot{TOKEN}/getMe", value=TOKEN, nested={"url": f"/bot{TOKEN}/x"})
    try:
        fail_with(f"no answer from /bot{TOKEN}/getUpdates")
    except RuntimeError:
        events.exception("failed")
        logging.getLogger("httpx").exception("failed too: %s", TOKEN)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("RuntimeError: no answer from") == 2
    assert TOKEN not in err
    assert TOKEN.split(":")[1] not in err


def test_a_secret_of_any_shape_is_masked_where_it_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", "plain", ["1:x", "pass word"])
    structlog.get_logger().info("said", one="1:x", two="http://me:pass word@proxy")
    err = capsys.readouterr().err
    assert "1:x" not in err
    assert "pass word" not in err


def test_an_event_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", "json")
    structlog.get_logger().info("letter sent", letter="7.0", unit="Sở")
    logging.getLogger("alembic").warning("upgraded")
    ours, theirs = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (ours["event"], ours["letter"], ours["unit"], ours["level"]) == ("letter sent", "7.0", "Sở", "info")
    assert (theirs["event"], theirs["level"]) == ("upgraded", "warning")
    assert ours["timestamp"].endswith("Z")


def test_what_is_below_the_level_and_what_httpx_asks_for_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", "plain")
    structlog.get_logger().debug("unimportant")
    logging.getLogger("httpx").info("HTTP Request: GET https://example.org")
    assert capsys.readouterr().err == ""


def test_a_crash_shows_its_traceback_without_the_token() -> None:
    code = f"from bot import log; log.start('info', 'plain'); raise RuntimeError('/bot' + {TOKEN!r})"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "RuntimeError" in ended.stderr
    assert TOKEN not in ended.stderr
