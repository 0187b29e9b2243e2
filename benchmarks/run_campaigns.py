"""Measures what coordinators ask of a whole campaign: how far it is, and the one report that is made of all."""

from __future__ import annotations

import statistics
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import provinces
from benchmarks.consolidated import PARTS, in_child
from benchmarks.coordinators import Desktop
from benchmarks.timing import Measured, in_rounds, medians, ratio

ROUNDS, ROUNDS_OF_REPORTS = 3, 3
UNITS = (200, 1_000)
FEW, MANY = UNITS


def measure(folder: Path) -> dict[str, Any]:
    """Both, of few and of many units, each of which has answered everything."""
    paths = {units: folder / f"province-{units}.sqlite3" for units in UNITS}
    answers = {str(units): provinces.fill(path, units) for units, path in paths.items()}
    counts = {"rounds": ROUNDS, "warm_up_rounds": 1, "rounds of reports": ROUNDS_OF_REPORTS, "answers": answers}
    return {"counts": counts, "progress": _progress(paths), "consolidated": _consolidated(paths)}


def _progress(paths: dict[int, Path]) -> dict[str, Any]:
    with ExitStack() as stack:
        desks = {units: stack.enter_context(closing(Desktop.of(path))) for units, path in paths.items()}
        kinds = ("/tiendo", "standings, read first", "standings, read again", "picture", "sheet")
        works = {
            f"{kind}, {units} units": work
            for units, one in desks.items()
            for kind, work in zip(kinds, _works(one), strict=True)
        }
        measured = in_rounds(works, ROUNDS)
    grown = {kind: ratio(measured[f"{kind}, {MANY} units"], measured[f"{kind}, {FEW} units"]) for kind in kinds}
    seconds = medians(measured)
    return {f"ratios of {MANY} to {FEW} units": grown, "seconds": seconds, "rounds": measured}


def _works(desk: Desktop) -> tuple[Any, ...]:
    read = (partial(desk.standings, known=False), partial(desk.standings, known=True))
    return (partial(desk.types, "/tiendo"), *read, desk.picture, desk.sheet)


def _consolidated(paths: dict[int, Path]) -> dict[str, Any]:
    """Seconds and memory of the parts; the whole is what reading, compiling and rendering of a round take together."""
    measured: Measured = {}
    for _ in range(ROUNDS_OF_REPORTS):
        for units, path in paths.items():
            figures = in_child(path)
            figures["the Word report"] = sum(figures[part] for part in PARTS)
            figures["memory it takes, MB"] = figures["memory with Word, MB"] - figures["memory before, MB"]
            for name, figure in figures.items():
                measured.setdefault(f"{name}, {units} units", []).append(figure)
    kinds = (*PARTS, "the Word report", "workbook", "memory it takes, MB", "Word, MB")
    grown = {kind: ratio(measured[f"{kind}, {MANY} units"], measured[f"{kind}, {FEW} units"]) for kind in kinds}
    each = {name: statistics.median(figures) for name, figures in measured.items()}
    return {f"ratios of {MANY} to {FEW} units": grown, "seconds and MB": each, "rounds": measured}
