"""What the command line says: results to standard output, faults to standard error, each a line of the wording."""

from __future__ import annotations

import sys

from flows.wording import plain

FINE, FAILED, USAGE = 0, 1, 2
"""What a command ends with: it was done; what was asked failed; it was not understood, or the settings were not."""


def tell(line: str, **blanks: str | int) -> None:
    """Says a line as a result, at once."""
    sys.stdout.write(plain(line, **blanks) + "\n")
    sys.stdout.flush()


def complain(line: str, **blanks: str | int) -> None:
    """Says a line as a fault."""
    sys.stderr.write(plain(line, **blanks) + "\n")


class CannotGoOn(Exception):
    """A command ends here, with that code; its text says in words what stands in the way."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code
