"""`decuong demo-terminal` is the assistant in this terminal on the seed outline: no settings, a database of its own."""

from __future__ import annotations

import argparse
import asyncio
from itertools import count
from pathlib import Path

from bot import log, opening
from bot.clock import SystemClock
from bot.console import FINE, tell
from bot.invite import OUTLINE, Asked, invite
from bot.sitting import folder, sit
from bot.terminal_chat import Sitting
from bot.view import LETTERHEAD, outline
from flows.wording import plain
from storage.store import Store

DATABASES = "demo"


def run(asked: argparse.Namespace) -> int:
    """Holds a conversation as an officer of a department that is asked all questions."""
    log.start("warning", "plain")
    out = folder(asked.out)
    with opening.store(f"sqlite:///{_new_folder(out)}/decuong.sqlite3") as store:
        code = _invited(store)
        tell("cli.demo_begins", unit=plain("cli.unit_demo"), out=str(out.resolve()))
        asyncio.run(sit(store, Sitting(code, out, SystemClock(), waits=True)))
    return FINE


def _new_folder(out: Path) -> Path:
    """The first numbered folder that is not there yet."""
    tried = (out / DATABASES / str(number) for number in count(1))
    return folder(str(next(path for path in tried if not path.exists())))


def _invited(store: Store) -> str:
    about = {
        "kind": "so",
        "tags": ("co-quan-bao-chi",),
        "code": "STTTT",
        "superior": plain("cli.superior_demo"),
        "place": plain("cli.place_demo"),
    }
    asked = Asked(plain("cli.unit_demo"), plain("cli.name_demo"), about)
    with store.begin() as ledger:
        return invite(ledger, asked, (outline(OUTLINE), outline(LETTERHEAD)), SystemClock().now())
