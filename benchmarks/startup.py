"""How long a command takes to its help or to its first prompt, each time in a process of its own."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

PROMPT = b"\n> "
PATIENCE = 30.0
PROGRAM = Path(sys.executable).with_name("decuong")
LIBRARIES = "import pydantic, sqlalchemy, docx, telegram"


def whole(*command: str) -> float:
    """Seconds that a command takes to its end."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def to_prompt(*words: str) -> float:
    """Seconds that a command of the program takes, at a keyboard, to its first prompt."""
    ours, theirs = pty.openpty()
    began = time.perf_counter()
    with subprocess.Popen(
        (PROGRAM, *words), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        shown = _read_to_prompt(ours, began)
        took = time.perf_counter() - began
        process.kill()
    os.close(ours)
    assert PROMPT in shown, f"no prompt, but {shown[-300:]!r}"
    return took


def _read_to_prompt(source: int, began: float) -> bytes:
    shown = b""
    with suppress(OSError):
        while PROMPT not in shown and time.perf_counter() - began < PATIENCE:
            if select.select([source], [], [], 1.0)[0]:
                shown += os.read(source, 65_536).replace(b"\r\n", b"\n")
    return shown


def imports(*command: str) -> dict[str, object]:
    """What a command imports: how many modules, the milliseconds over all, and the packages that take most of them."""
    asked = (sys.executable, "-X", "importtime", *command)
    told = subprocess.run(asked, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True).stderr
    lines = [line.removeprefix("import time:").split("|") for line in told.splitlines() if line.startswith("import t")]
    modules = {name.strip(): int(own) for own, _, name in lines[1:]}
    packages: Counter[str] = Counter()
    for name, own in modules.items():
        packages[name.partition(".")[0]] += own
    most = {name: round(own / 1000, 1) for name, own in packages.most_common(10)}
    return {"modules": len(modules), "milliseconds": round(sum(modules.values()) / 1000), "most": most}
