"""`decuong outline check FILE` names every fault of an outline file by its line."""

from __future__ import annotations

import argparse

from bot.console import FAILED, FINE, tell
from exports import outline_file


def run(asked: argparse.Namespace) -> int:
    """Says each fault as file:line: reason; fails where there is one."""
    faults = outline_file.check(asked.file)
    for fault in faults:
        tell("cli.outline_fault", file=asked.file, row=fault.line, text=fault.message)
    if not faults:
        tell("cli.outline_good", file=asked.file)
    return FAILED if faults else FINE
