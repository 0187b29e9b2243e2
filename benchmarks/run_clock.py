"""Measures what the clock's tick costs with few and with many open drafts, a hundred of which are due."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from benchmarks.clock_tick import DUE, Watch
from benchmarks.copies import UNITS_OF_A_CAMPAIGN
from benchmarks.timing import in_rounds, medians, ratio

ROUNDS = 4
FEW, MANY = 1_000, 100_000
KINDS = ("reminders", "alarms alone", "nothing due", "digest of a campaign")


def measure(folder: Path) -> dict[str, Any]:
    """Milliseconds for each, the ratio of many drafts to few, and how many statements a reminder takes."""
    with ExitStack() as stack:
        watches = {drafts: stack.enter_context(closing(Watch.of(folder, drafts))) for drafts in (FEW, MANY)}
        works = {
            f"{kind}, {drafts} drafts": work
            for drafts, one in watches.items()
            for kind, work in zip(KINDS, (one.remind, one.ring, one.idle, one.digest), strict=True)
        }
        measured = in_rounds(works, ROUNDS)
        said = {str(drafts): one.said() for drafts, one in watches.items()}
    many_to_few = {kind: ratio(measured[f"{kind}, {MANY} drafts"], measured[f"{kind}, {FEW} drafts"]) for kind in KINDS}
    counts = {"rounds": ROUNDS, "warm_up_rounds": 1, "due": DUE, "units of a campaign": UNITS_OF_A_CAMPAIGN}
    return {
        "counts": counts,
        "statements_a_reminder": said,
        f"ratios of {MANY} to {FEW} drafts": many_to_few,
        "milliseconds": {name: 1000 * figure for name, figure in medians(measured).items()},
        "rounds": measured,
    }
