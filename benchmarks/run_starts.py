"""Measures the start of the command line: help, first prompts, and what an empty Python and the libraries take."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.startup import LIBRARIES, PROGRAM, imports, to_prompt, whole
from benchmarks.timing import in_rounds, medians
from bot.clock import SystemClock
from bot.invite import OUTLINE, Asked, invite
from bot.view import LETTERHEAD, outline
from storage.store import Store

ROUNDS = 7


def measure(folder: Path) -> dict[str, Any]:
    """Seconds for each, and what the commands import."""
    demo = ("demo-terminal", "--out", str(folder))
    terminal = ("terminal", "--as", _invited(folder), "--out", str(folder))
    works = {
        "an empty Python": partial(whole, sys.executable, "-c", "pass"),
        "the four libraries": partial(whole, sys.executable, "-c", LIBRARIES),
        "decuong --help": partial(whole, str(PROGRAM), "--help"),
        "decuong demo, first prompt": partial(to_prompt, *demo),
        "decuong terminal, first prompt": partial(to_prompt, *terminal),
    }
    measured = in_rounds(works, ROUNDS)
    commands = {"decuong --help": ("--help",), "decuong demo": demo, "decuong terminal": terminal}
    told = {name: imports(str(PROGRAM), *command) for name, command in commands.items()}
    return {"counts": {"rounds": ROUNDS, "warm_up_rounds": 1}, "seconds": medians(measured), "imports": told}


def _invited(folder: Path) -> str:
    """The code of somebody who may sit at the terminal, over a database that the commands find by their environment."""
    url = f"sqlite:///{folder}/terminal.sqlite3"
    os.environ["DECUONG_DATABASE_URL"] = url
    store = Store(url)
    store.migrate()
    with store.begin() as ledger:
        asked = Asked("So Thong tin", "Hoa", {"kind": "so"})
        code = invite(ledger, asked, (outline(OUTLINE), outline(LETTERHEAD)), SystemClock().now())
    store.close()
    return code
