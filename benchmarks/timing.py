"""How times are taken: everything in rounds, so that what is compared was measured under the same load."""

from __future__ import annotations

import gc
import os
import platform
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence

Measured = dict[str, list[float]]
"""What each thing gave in each round, by name."""


def seconds(work: Callable[[], object]) -> float:
    """How long the work took."""
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_rounds(works: dict[str, Callable[[], float]], rounds: int) -> Measured:
    """Each work once a round, one after the other, after one round whose figures are thrown away."""
    for work in works.values():
        work()
    measured: Measured = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            measured[name].append(work())
    return measured


def medians(measured: Measured) -> dict[str, float]:
    """The median of each."""
    return {name: statistics.median(figures) for name, figures in measured.items()}


def ratio(upper: Sequence[float], lower: Sequence[float]) -> float:
    """The median over the rounds of one figure divided by another of the same round."""
    return statistics.median(one / other for one, other in zip(upper, lower, strict=True))


def count(told: Counter[str], words: str) -> None:
    """Counts what a database is told: statements, and those of them that are commits."""
    told["statements"] += 1
    told["commits"] += words == "COMMIT"


def machine() -> dict[str, object]:
    """What was measured on."""
    load = os.getloadavg()
    return {
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "load_before": [round(one, 2) for one in load],
    }
