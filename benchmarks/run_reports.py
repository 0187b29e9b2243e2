"""Measures the Word report beside python-docx and beside the zipped text, all three writing the same text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.bare_word import Written, texts
from benchmarks.reports import COLUMNS, long_table, ten_pages
from benchmarks.timing import Measured, in_rounds, medians, ratio, seconds
from exports import word_template
from exports.word_report import render
from flows.report import Report

ROUNDS, ROUNDS_OF_LONG = 9, 2
ROWS = (100, 1_000, 3_000)
WAYS = ("ours", "python-docx", "zipped text")


def measure() -> dict[str, Any]:
    """Milliseconds for each way, ratios, and what a row costs as tables grow."""
    works = _works("ten pages", ten_pages())
    works["ten pages, first of its look"] = partial(_first, ten_pages())
    measured = in_rounds(works, ROUNDS)
    for rows in ROWS:
        measured |= in_rounds(_works(f"{rows} rows", long_table(rows)), ROUNDS_OF_LONG)
    taken = medians(measured)
    row = {way: {str(n): round(taken[f"{n} rows, {way}"] / n * 1e6, 1) for n in ROWS} for way in WAYS}
    milliseconds = {name: 1000 * figure for name, figure in taken.items()}
    counts = {"rounds": ROUNDS, "rounds of long tables": ROUNDS_OF_LONG, "warm_up_rounds": 1, "columns": COLUMNS}
    return {"counts": counts, "ratios": _ratios(measured), "microseconds_a_row": row, "milliseconds": milliseconds}


def _ratios(measured: Measured) -> dict[str, float]:
    named = ("ten pages", *(f"{rows} rows" for rows in ROWS))
    return {
        f"{other} to ours, {name}": ratio(measured[f"{name}, {other}"], measured[f"{name}, ours"])
        for name in named
        for other in WAYS[1:]
    }


def _works(name: str, report: Report) -> dict[str, Callable[[], float]]:
    """The three ways to write a report, once it is certain that they write the same."""
    file = render(report)
    written = Written.of(file)
    assert texts(file) == texts(written.by_python_docx()) == texts(written.by_text())
    ways = (lambda: render(report), written.by_python_docx, written.by_text)
    return {f"{name}, {way}": partial(seconds, work) for way, work in zip(WAYS, ways, strict=True)}


def _first(report: Report) -> float:
    """As the first report after the start is written, which prepares the template."""
    word_template.template.cache_clear()
    return seconds(lambda: render(report))
