"""`python -m benchmarks.consolidated DATABASE`: seconds and memory of one consolidated report, as JSON.

It is a process of its own, so that the memory is that of one report alone.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import provinces
from benchmarks.timing import seconds
from bot import consolidate_work as work
from exports.consolidated_figures import figures_book
from exports.word_report import render
from flows.consolidate import consolidate
from flows.job import Job
from storage.store import Store

PARTS = ("reading", "compiling", "rendering")


def parts(path: Path) -> dict[str, float]:
    """What the parts of the job take one by one, and the most memory that was held before and after, in MB."""
    store = Store(f"sqlite:///{path}")
    job = Job(kind="consolidate", campaign=provinces.CAMPAIGN, draft=provinces.office())
    tools, made = provinces.tools(store), dict[str, Any]()
    before = _peak()
    took = {
        "reading": seconds(lambda: made.update(gathered=_read(job, tools))),
        "compiling": seconds(lambda: made.update(report=consolidate(made["gathered"], tools.now))),
        "rendering": seconds(lambda: made.update(word=render(made["report"]))),
    }
    of_word = _peak()
    took["workbook"] = seconds(lambda: made.update(book=figures_book(made["gathered"])))
    store.close()
    sizes = {"Word, MB": len(made["word"]) / 1e6, "workbook, MB": len(made["book"]) / 1e6}
    return took | {"memory before, MB": before, "memory with Word, MB": of_word, "memory, MB": _peak()} | sizes


def in_child(path: Path) -> dict[str, float]:
    """The same, measured by another process."""
    # By way of a shell, as a process begins with the peak of the one that it was split off from.
    command = ("/bin/sh", "-c", '"$@" && true', "sh", sys.executable, "-m", "benchmarks.consolidated", str(path))
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: dict[str, float] = json.loads(told)
    return figures


def _read(job: Job, tools: Any) -> Any:
    asked = tools.read(lambda ledger: work._asked(ledger, job))
    return work._gathered(asked, job, tools)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(parts(Path(sys.argv[1]))))
