"""Who sits at this terminal types lines, or has them piped in; what is shown goes to standard output."""

from __future__ import annotations

import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

from bot.console import FAILED, CannotGoOn
from bot.terminal import read_lines, run_terminal
from bot.terminal_chat import Sitting
from flows.wording import plain
from storage.store import Store


async def sit(store: Store, sitting: Sitting) -> None:
    """Holds a conversation with whoever has the code of the sitting, to the end of standard input."""
    # Where nobody reads what is shown any more (`decuong demo | head`), the talk is over.
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        await _talk(store, sitting)
    finally:
        signal.signal(signal.SIGPIPE, before)


async def _talk(store: Store, sitting: Sitting) -> None:
    if sys.stdin.isatty():
        keys = Keys()
        await run_terminal(store, sitting, keys.lines(), keys.write)
    else:
        # What was piped in stands nowhere on the screen.
        await run_terminal(store, replace(sitting, echo=True), read_lines(sys.stdin.fileno()), show)


def folder(name: str) -> Path:
    """The folder of that name, made where it is missing. Raises CannotGoOn."""
    path = Path(name)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise CannotGoOn(FAILED, plain("cli.folder_unusable", folder=name, why=why)) from None
    return path


def show(text: str) -> None:
    """Shows text at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


class Keys:
    """Lines that are typed at a keyboard; whatever is shown without a line end is the prompt of the next."""

    def __init__(self) -> None:
        self._prompt = ""

    def write(self, text: str) -> None:
        """Shows text."""
        if text.endswith("\n"):
            show(text)
        else:
            self._prompt = text

    async def lines(self) -> AsyncIterator[str]:
        """The lines as they are typed; nothing else goes on meanwhile."""
        # Without readline the operating system cuts a line at 4,096 bytes, which a paste from Word goes beyond.
        import readline  # noqa: F401

        # The event loop would keep the first Ctrl+C to itself for as long as a line is waited for.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        while True:
            try:
                line = input(self._prompt)  # noqa: ASYNC250
            except EOFError:
                show("\n")
                return
            yield line
