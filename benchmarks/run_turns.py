"""Measures whole turns beside bare commits of the same bytes, beside a bare echo and beside pickled conversations."""

from __future__ import annotations

from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.bare_sqlite import BareTable
from benchmarks.bare_telegram import Conversations, Echo
from benchmarks.timing import Measured, in_rounds, medians, ratio
from benchmarks.turns import Office

ROUNDS = 5
DRAFTS = (10, 100, 1_000, 10_000)
FEW, MANY = 10, 64
"""How many officers write at the same time: as many as the smallest office has, and as many as share a transaction."""

TURNS_OF_ONE, TURNS_OF_FEW, TURNS_OF_MANY = 40, 160, 384
COMMITS, UPDATES, PICKLED = 60, 600, 40
COUNTS = {
    "rounds": ROUNDS,
    "warm_up_rounds": 1,
    "turns": {"1 officer": TURNS_OF_ONE, f"{FEW} officers": TURNS_OF_FEW, f"{MANY} officers": TURNS_OF_MANY},
    "commits": COMMITS,
    "echoed updates": UPDATES,
    "pickled updates": PICKLED,
}


def measure(folder: Path) -> dict[str, Any]:
    """All of it, as rates a second, ratios and counts."""
    with ExitStack() as stack:
        offices = {drafts: stack.enter_context(closing(Office.of(folder, drafts))) for drafts in DRAFTS}
        works = {f"turns, {FEW} of {n} drafts": partial(one.rate, TURNS_OF_FEW, FEW) for n, one in offices.items()}
        big = {n: one for n, one in offices.items() if n > MANY}
        works |= {f"turns, {MANY} of {n} drafts": partial(one.rate, TURNS_OF_MANY, MANY) for n, one in big.items()}
        works["turns, 1 of 1000 drafts"] = partial(offices[1_000].rate, TURNS_OF_ONE, 1)
        offices[DRAFTS[0]].rate(TURNS_OF_FEW, FEW)
        rows = offices[DRAFTS[0]].bytes_of_a_turn()
        table = stack.enter_context(closing(BareTable(folder / "bare.sqlite3", rows)))
        works |= {f"bare commits, {n} turns each": partial(table.rate, COMMITS, n) for n in (1, FEW, MANY)}
        works["bare echo"] = partial(stack.enter_context(closing(Echo())).rate, UPDATES, MANY)
        for n in (100, 1_000):
            chats = stack.enter_context(closing(Conversations(folder / f"{n}.pickle", n)))
            works[f"pickled conversations, {n}"] = partial(chats.rate, PICKLED, n)
        measured = in_rounds(works, ROUNDS)
        said = {str(n): offices[1_000].said(TURNS_OF_FEW, n) for n in (1, FEW, MANY)}
    return {"counts": COUNTS, "bytes_of_a_turn": sum(map(len, rows)), "a_turn_says": said, **_shown(measured)}


def _shown(measured: Measured) -> dict[str, Any]:
    of_few = [measured[f"turns, {FEW} of {n} drafts"] for n in DRAFTS]
    of_many = measured[f"turns, {MANY} of 1000 drafts"]
    echo = measured["bare echo"]
    ratios = {
        f"turns ({MANY} officers) to the bare echo": ratio(of_many, echo),
        f"turns ({FEW} officers) to the bare echo": ratio(of_few[2], echo),
        f"turns ({MANY} officers) to bare commits of {MANY} turns": ratio(
            of_many, measured[f"bare commits, {MANY} turns each"]
        ),
        f"turns ({MANY} officers) to pickled conversations of 1000": ratio(
            of_many, measured["pickled conversations, 1000"]
        ),
        f"turns at 10000 drafts to turns at 10 ({FEW} officers)": ratio(of_few[-1], of_few[0]),
        f"turns at 10000 drafts to turns at 100 ({MANY} officers)": ratio(
            measured[f"turns, {MANY} of 10000 drafts"], measured[f"turns, {MANY} of 100 drafts"]
        ),
    }
    return {"ratios": ratios, "per_second": medians(measured), "rounds": measured}
