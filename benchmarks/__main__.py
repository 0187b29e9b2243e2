"""`python -m benchmarks`: measures all in one run, writes the results as JSON, and prints them as a table."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks import run_campaigns, run_clock, run_pages, run_reports, run_starts, run_turns
from benchmarks.timing import machine
from bot.clock import SystemClock

RESULTS = Path(__file__).with_name("results")


def main() -> None:
    """Measures, writes and prints."""
    RESULTS.mkdir(exist_ok=True)
    began = time.perf_counter()
    results: dict[str, Any] = {"at": SystemClock().now().isoformat(timespec="seconds"), "machine": machine()}
    # The databases lie beside the results, so that a commit reaches the disk that the checkout is on.
    with tempfile.TemporaryDirectory(dir=RESULTS) as folder:
        results["turns"] = run_turns.measure(Path(folder))
        results["clock"] = run_clock.measure(Path(folder))
        results["campaigns"] = run_campaigns.measure(Path(folder))
        results["report"] = run_reports.measure()
        results["start"] = run_starts.measure(Path(folder))
        results["pages"] = run_pages.measure(Path(folder))
    results["took_seconds"] = round(time.perf_counter() - began)
    file = RESULTS / "bench.json"
    file.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print("\n".join(lines(results)))
    print(f"\nall of it in {file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file}")


def lines(results: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """The results one below the other, without the single rounds."""
    for name, value in results.items():
        if name == "rounds" and isinstance(value, dict):
            continue
        if isinstance(value, dict):
            yield f"{'  ' * depth}{name}"
            yield from lines(value, depth + 1)
        else:
            yield f"{'  ' * depth}{name:<{62 - 2 * depth}} {_figure(value):>12}"


def _figure(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return str(value)


if __name__ == "__main__":
    main()
