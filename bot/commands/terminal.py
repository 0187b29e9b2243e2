"""`decuong terminal` is the assistant in this terminal, over the database that is set."""

from __future__ import annotations

import argparse
import asyncio

from bot import log, opening
from bot.clock import SystemClock
from bot.console import FINE
from bot.sitting import folder, sit
from bot.terminal_chat import Sitting


def run(asked: argparse.Namespace) -> int:
    """Holds the conversation of the person with that code; whoever comes back with the same code goes on."""
    settings = opening.settings()
    log.start(settings.log_level, settings.log_format, settings.secrets)
    out = folder(asked.out)
    with opening.store(settings.database_url) as store:
        asyncio.run(sit(store, Sitting(asked.code, out, SystemClock())))
    return FINE
