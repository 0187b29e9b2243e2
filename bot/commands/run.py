"""`decuong run` serves every channel that is set, until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio

from bot import log, opening
from bot.clock import SystemClock
from bot.console import USAGE, CannotGoOn
from flows.wording import plain


def run(asked: argparse.Namespace) -> int:
    """Serves. Raises CannotGoOn where no channel is set."""
    settings = opening.settings()
    if not (settings.token or settings.web_url):
        raise CannotGoOn(USAGE, plain("cli.no_channel"))
    log.start(settings.log_level, settings.log_format, settings.secrets)
    # Nothing but the database is needed to know whether it can be used.
    with opening.store(settings.database_url) as store:
        from bot.main import serve

        return asyncio.run(serve(settings, store, SystemClock()))
