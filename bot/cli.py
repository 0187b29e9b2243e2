"""`decuong` on the command line: reads what is asked, imports what that needs, and turns faults into one line each."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from bot.cli_parser import module, parser
from bot.console import FAILED, FINE, USAGE, CannotGoOn, tell

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Does what is asked and says how it ended: 0 fine, 1 it failed, 2 it was not understood."""
    _speak_any_tongue()
    try:
        ended = _ended(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        return _unread()
    return ended


def _ended(argv: Sequence[str] | None) -> int:
    reads = parser()
    try:
        asked = reads.parse_args(argv)
    except SystemExit as end:
        return int(end.code or FINE)
    if asked.version:
        return _version()
    if asked.command is None:
        reads.print_help(sys.stderr)
        return USAGE
    try:
        return int(_command(asked.command).run(asked))
    except CannotGoOn as end:
        sys.stderr.write(f"{end}\n")
        return end.code
    except KeyboardInterrupt:
        return INTERRUPTED


def _unread() -> int:
    """Nobody reads what is said any more (`decuong invite … | head -1`)."""
    # What is still held would be written, and fail again, when Python ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


def _command(name: str) -> ModuleType:
    """The module of a command, with all that it needs."""
    # To look for garbage meanwhile finds none, and costs a tenth of the start.
    gc.disable()
    try:
        return importlib.import_module(f"bot.commands.{module(name)}")
    finally:
        gc.enable()


def _version() -> int:
    from importlib.metadata import version

    tell("cli.version_text", version=version("decuong"))
    return FINE


def _speak_any_tongue() -> None:
    """A terminal that knows no Vietnamese letters shows question marks rather than ending the program."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
