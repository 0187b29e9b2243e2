"""`python -m benchmarks.profile_turn`: where the core's thread spends a turn, by function, and what it says in SQL."""

from __future__ import annotations

import asyncio
import cProfile
import pstats
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.null_chat import NullChat
from benchmarks.run_turns import MANY, TURNS_OF_MANY
from benchmarks.turns import Office
from benchmarks.updates import TURNS_OF_A_ROUND
from bot.assistant import Assistant
from bot.clock import SystemClock
from bot.core import Core
from bot.engine import Engine

DRAFTS, SHOWN = 1_000, 30
RESULTS = Path(__file__).with_name("results")


def main() -> None:
    """Profiles and prints."""
    RESULTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=RESULTS) as folder:
        office = Office.of(Path(folder), DRAFTS)
        office.rate(TURNS_OF_MANY, MANY)
        print(f"{TURNS_OF_MANY} turns; statements and commits a turn: {office.said(TURNS_OF_MANY, MANY)}")
        profile = cProfile.Profile()
        asyncio.run(_serve(office, profile))
        office.close()
    for order in ("tottime", "cumtime"):
        pstats.Stats(profile).sort_stats(order).print_stats(SHOWN)


async def _serve(office: Office, profile: cProfile.Profile) -> None:
    rounds = TURNS_OF_MANY // TURNS_OF_A_ROUND
    chat = NullChat(range(rounds), rounds, office.round).seat(MANY)
    assistant = Assistant(Core(office.store), [chat], SystemClock())
    # A profile sees only the thread that it was enabled in.
    assistant.core._executor = ThreadPoolExecutor(max_workers=1, initializer=profile.enable)
    engine = Engine(assistant)
    chat.done = engine.stop
    await engine.run()


if __name__ == "__main__":
    main()
