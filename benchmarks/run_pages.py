"""Measures 1,000 open pages on one process, beside the same program with few and beside a bare server with as many.

`python -m benchmarks.run_pages` measures this alone.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks import web_people as people
from benchmarks.timing import Measured, in_rounds, machine, medians, ratio
from benchmarks.web_office import Bare, Office
from benchmarks.web_served import Served, allow_files, bare, program

ROUNDS, SAMPLES = 5, 6
WINDOWS, WINDOW = 2, 20.0
"""How often it is looked what rest takes, and for how many seconds: each page has its pulse once in that time."""

SETTLING = 0.3
"""How many seconds a server has to see that connections are gone, before they come back."""

PAGES = people.UNITS * people.OFFICERS_OF_A_UNIT
OTHERS = PAGES - people.WRITERS
MANY, FEW, BARE = f"{PAGES} pages open", "only theirs open", "bare"
CHASE, ANSWER, TURNS = "press to screens", "answer to reply", "turns at once"
TOLD, BACK = "press to all screens", "pages that come back at once"
PAGE = "kB for each page more"
COUNTS = {
    "pages": PAGES,
    "rounds": ROUNDS,
    "warm_up_rounds": 1,
    "presses and answers of a round": SAMPLES,
    "officers at once": people.WRITERS,
    "pages that come back at once": OTHERS,
    "windows of rest": WINDOWS,
    "seconds of a window": WINDOW,
}

DATABASES = ("pages-many.sqlite3", "pages-few.sqlite3")
RESULTS = Path(__file__).with_name("results")

Work = Callable[[], Coroutine[Any, Any, float]]


@dataclass
class Scene:
    """The three servers with their pages; `samples` and `costs` are kept by work, round by round."""

    runner: asyncio.Runner
    served: dict[str, Served]
    many: Office
    few: Office
    bare: Bare
    samples: dict[str, list[list[float]]] = field(default_factory=dict)
    costs: dict[str, list[float]] = field(default_factory=dict)

    def sampled(self, name: str, work: Work) -> float:
        """The median of so many samples, each of which is kept."""
        taken: list[float] = [self.runner.run(work()) for _ in range(SAMPLES)]
        self.samples.setdefault(name, []).append(taken)
        return statistics.median(taken)

    def costed(self, name: str, parts: int, work: Work) -> float:
        """What the work gives; how many seconds of a core each part of it has cost the server is kept."""
        server = self.served[BARE if name.endswith(BARE) else MANY]
        before = server.spent
        result = self.runner.run(work())
        self.costs.setdefault(name, []).append((server.spent - before) / parts)
        return result

    def each(self, what: str) -> dict[str, float]:
        """The memory or the time spent of each server."""
        return {name: getattr(server, what) for name, server in self.served.items()}


def measure(folder: Path) -> dict[str, Any]:
    """Memory and rest of open pages, and how long things take to reach the screens."""
    with _scene(folder) as scene:
        memory = _open(scene)
        rest = _rest(scene)
        measured = in_rounds(_works(scene), ROUNDS)
        _check(scene, folder)
    late = {f"{name}, 95th percentile": _late(rounds[1:]) for name, rounds in scene.samples.items()}
    costs = {name: figures[1:] for name, figures in scene.costs.items()}
    taken = medians(measured)
    turns = {name: taken.pop(name) for name in list(taken) if name.startswith(TURNS)}
    return {
        "counts": COUNTS,
        "ratios": _ratios(memory[PAGE], rest, measured, costs),
        "memory": memory,
        "rest, per cent of a core": {name: 100 * figure for name, figure in medians(rest).items()},
        "milliseconds": {name: 1000 * figure for name, figure in sorted((taken | late).items())},
        "milliseconds of a core for each": {name: 1000 * figure for name, figure in medians(costs).items()},
        "turns a second": turns,
        "rounds": measured | {f"rest, {name}": figures for name, figures in rest.items()},
    }


@contextmanager
def _scene(folder: Path) -> Iterator[Scene]:
    """The servers, of which ours work on the same people, and the coordinator's page on each of ours."""
    allow_files()
    paths = [folder / name for name in DATABASES]
    people.fill(paths[0])
    shutil.copy(*paths)
    with ExitStack() as stack:
        many, few, other = (stack.enter_context(closing(one)) for one in (*map(program, paths), bare(folder)))
        runner = stack.enter_context(asyncio.Runner())
        scene = Scene(
            runner, {MANY: many, FEW: few, BARE: other}, Office(many.port), Office(few.port), Bare(other.port)
        )
        for office in (scene.many, scene.few):
            runner.run(office.open([people.COORDINATOR]))
        yield scene


def _open(scene: Scene) -> dict[str, dict[str, float]]:
    """Opens the pages of those who write, has them begin, and opens the others': what each of these takes."""
    writers = people.writers()
    for pages in (scene.many, scene.bare):
        scene.runner.run(pages.open(writers))
    for office in (scene.many, scene.few):
        scene.runner.run(office.begin(writers))
    before = scene.each("memory")
    for pages in (scene.many, scene.bare):
        scene.runner.run(pages.open(people.others()))
    after = scene.each("memory")
    return {
        f"MB with {people.WRITERS} pages": before,
        f"MB with {PAGES} pages": after,
        PAGE: {name: 1024 * (after[name] - before[name]) / OTHERS for name in (MANY, BARE)},
    }


def _rest(scene: Scene) -> Measured:
    """How many seconds of a core a second takes in which nobody does anything."""
    measured: Measured = {name: [] for name in scene.served}
    # Pages that were opened together have their pulses together, and those of a bunch belong into one window.
    scene.runner.run(asyncio.sleep(WINDOW / 2))
    for _ in range(WINDOWS):
        before, began = scene.each("spent"), time.perf_counter()
        scene.runner.run(asyncio.sleep(WINDOW))
        after, took = scene.each("spent"), time.perf_counter() - began
        for name, figures in measured.items():
            figures.append((after[name] - before[name]) / took)
    assert all(page.pulses for pages in (scene.many, scene.bare) for page in pages.pages.values())
    return measured


def _check(scene: Scene, folder: Path) -> None:
    """Every page is still open, and every answer that was given is kept."""
    assert not any(page.lost for pages in (scene.many, scene.few, scene.bare) for page in pages.pages.values())
    given = (1 + ROUNDS) * (SAMPLES + people.WRITERS)
    for name in DATABASES:
        kept = people.answered(folder / name)
        assert kept == given, f"{kept} answers, not {given}"


def _works(scene: Scene) -> dict[str, Callable[[], float]]:
    many, few, bare_, writers = scene.many, scene.few, scene.bare, people.writers()
    letter = partial(_letter, many, writers[0])
    sampled: dict[str, Work] = {
        f"{CHASE}, {MANY}": many.chase,
        f"{CHASE}, {FEW}": few.chase,
        f"{CHASE}, {BARE}": lambda: bare_.tell(writers[0], letter()),
        f"{ANSWER}, {MANY}": partial(_answer, many, cycle(writers)),
        f"{ANSWER}, {FEW}": partial(_answer, few, cycle(writers)),
    }
    costed: dict[str, tuple[int, Work]] = {
        f"{TURNS}, {MANY}": (2 * len(writers), lambda: many.answer_all(writers)),
        f"{TOLD}, {MANY}": (PAGES, many.tell_all),
        f"{TOLD}, {BARE}": (PAGES, lambda: bare_.tell("", letter())),
        f"{BACK}, {MANY}": (OTHERS, partial(_come_back, many)),
        f"{BACK}, {BARE}": (OTHERS, partial(_come_back, bare_)),
    }
    # What this costs is not kept, as the pages are opened for it.
    works: dict[str, Callable[[], float]] = {f"{TURNS}, {FEW}": lambda: scene.runner.run(few.answer_all(writers))}
    works |= {name: partial(scene.costed, name, *one) for name, one in costed.items()}
    return works | {name: partial(scene.sampled, name, one) for name, one in sampled.items()}


def _letter(office: Office, name: str) -> dict[str, Any]:
    """What the assistant has said last to that officer."""
    return office.pages[name].message


async def _answer(office: Office, turn: Iterator[str]) -> float:
    return await office.answer(next(turn))


async def _come_back(pages: Office | Bare) -> float:
    """Seconds in which those who do not write are all there again, after the connections of all broke at once."""
    pages.close(people.others())
    await asyncio.sleep(SETTLING)
    began = time.perf_counter()
    await pages.open(people.others())
    return time.perf_counter() - began


def _ratios(more: dict[str, float], rest: Measured, measured: Measured, costs: Measured) -> dict[str, float]:
    to_few = {f"{kind}, {MANY} to {FEW}": (f"{kind}, {MANY}", f"{kind}, {FEW}") for kind in (CHASE, ANSWER, TURNS)}
    to_bare = {f"{kind}, ours to bare": (f"{kind}, {MANY}", f"{kind}, {BARE}") for kind in (CHASE, TOLD, BACK)}
    of_core = {f"{name}, of a core": pair for name, pair in to_bare.items() if pair[0] in costs}
    return {
        "memory of a page, ours to bare": more[MANY] / more[BARE],
        "rest, ours to bare": ratio(rest[MANY], rest[BARE]),
        **{name: ratio(measured[one], measured[other]) for name, (one, other) in (to_few | to_bare).items()},
        **{name: ratio(costs[one], costs[other]) for name, (one, other) in of_core.items()},
    }


def _late(rounds: list[list[float]]) -> float:
    """The 95th percentile of the samples of those rounds."""
    return statistics.quantiles([one for taken in rounds for one in taken], n=20)[-1]


def main() -> None:
    """Measures and prints."""
    RESULTS.mkdir(exist_ok=True)
    known = {"machine": machine()}
    with tempfile.TemporaryDirectory(dir=RESULTS) as folder:
        print(json.dumps(known | measure(Path(folder)), indent=2))


if __name__ == "__main__":
    main()
