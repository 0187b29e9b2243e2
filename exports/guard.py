"""Files from outside are read in a child process of bounded memory and time; it alone is hurt by them."""

from __future__ import annotations

import json
import logging
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from exports.guard_package import check_package
from flows.job import Outcome
from flows.questions import Rows

__all__ = ["READERS", "Limits", "check_package", "read_in_child"]

_OUT_OF_MEMORY = 3

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """What a child may take: address space in bytes, processor time and time by the clock in seconds."""

    memory: int = 1_000_000_000
    cpu: int = 20
    seconds: int = 40


def read_in_child(reader: str, content: bytes, args: Sequence[str] = (), limits: Limits | None = None) -> Outcome:
    """What the reader of that name makes of a file after `check_package`, or why nothing could be made of it.

    A failure is one that `check_package` or the reader names, or "too-big", "timeout", "unreadable".
    """
    if reader not in READERS:
        raise ValueError(f"there is no reader {reader!r}")
    limits = limits or Limits()
    order = json.dumps({"reader": reader, "args": list(args), "limits": asdict(limits)}).encode() + b"\n"
    try:
        ended = subprocess.run(
            [sys.executable, "-B", "-m", "exports.guard"],
            input=order + content,
            capture_output=True,
            check=False,
            timeout=limits.seconds,
            env=_environment(),
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        return Outcome(failure="timeout")
    if ended.returncode == 0:
        return Outcome.model_validate_json(ended.stdout)
    _log.warning("the reader %s ended with %s %s", reader, ended.returncode, _last_place(ended.stderr))
    return _death(ended.returncode)


def _environment() -> dict[str, str]:
    """The child finds this same code, and nothing of the parent's settings, the messenger's token among them."""
    return {"PYTHONPATH": str(Path(__file__).resolve().parents[1]), "PYTHONUTF8": "1"}


def _last_place(trace: bytes) -> str:
    """Where the child's traceback ends; what it says beyond that may quote the file."""
    places = [line.strip() for line in trace.decode(errors="replace").splitlines() if line.startswith('  File "')]
    return places[-1] if places else ""


def _death(code: int) -> Outcome:
    """What is said of a child that did not come to its end."""
    if code == -signal.SIGXCPU:
        return Outcome(failure="timeout")
    return Outcome(failure="too-big" if code in (-signal.SIGKILL, _OUT_OF_MEMORY) else "unreadable")


def _read_sheet(content: bytes, question: str, outline: str = "") -> Outcome:
    """The reader of a table's sheet; the question comes as JSON."""
    from exports.sheet_read import read_sheet  # the parent never needs the parser

    return read_sheet(content, Rows.model_validate_json(question), outline)


def _read_roster(content: bytes, words: str) -> Outcome:
    """The reader of a list of units; the words that may stand in it come as JSON."""
    from exports.roster_read import read_roster  # the parent never needs the parser
    from flows.rostering_words import Vocabulary

    return read_roster(content, Vocabulary.model_validate_json(words))


READERS: dict[str, Callable[..., Outcome]] = {"sheet": _read_sheet, "roster": _read_roster}
"""The only readers that a child runs, by name.

"sheet" takes the question as JSON and the outline's id/version, "roster" the Vocabulary of a list of units as JSON.
"""


def _confine(limits: Limits) -> None:
    """Binds this process to the limits, without core files and without writing any file."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _child() -> None:
    """Reads the order and the file from standard input and writes the outcome to standard output."""
    order = json.loads(sys.stdin.buffer.readline())
    # openpyxl would import numpy where it is there, which takes more memory than a reader may have.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    _confine(Limits(**order["limits"]))
    content = sys.stdin.buffer.read()
    failure = check_package(content)
    outcome = Outcome(failure=failure) if failure else READERS[order["reader"]](content, *order["args"])
    sys.stdout.buffer.write(outcome.model_dump_json().encode())


if __name__ == "__main__":
    try:
        _child()
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)
    except Exception as fault:
        # Where memory is short, what cleans up after the first fault fails with another one.
        if isinstance(fault.__context__, MemoryError) or "memory" in str(fault).lower():
            sys.exit(_OUT_OF_MEMORY)
        raise
