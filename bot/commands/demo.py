"""`decuong demo` serves a page on this machine on a seeded campaign; no setting is read, and nothing is left behind."""

from __future__ import annotations

import argparse
import asyncio
import signal
from tempfile import TemporaryDirectory

from bot import log, opening


def run(asked: argparse.Namespace) -> int:
    """Serves until Ctrl+C or SIGTERM, and removes the folder of its database then."""
    log.start("warning", "plain")
    from bot.demo.serving import serve

    # Whoever ends the program before it is ready is heard as well, so that the folder is removed.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with (
            TemporaryDirectory(prefix="decuong-demo-") as folder,
            opening.store(f"sqlite:///{folder}/demo.sqlite3") as store,
        ):
            return asyncio.run(serve(store, asked.port))
    finally:
        signal.signal(signal.SIGTERM, before)
