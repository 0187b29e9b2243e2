"""What a job is done with: reading the store in short transactions, telling how far it is, and what was fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flows.door import Door
from storage.ledger import Ledger


class Reading(Protocol):
    """Runs a function on an open transaction of its own, from the thread of a job, and gives what it gave."""

    def __call__(self, act: Callable[[Ledger], Any]) -> Any:
        """What the function gives."""
        ...


@dataclass(frozen=True)
class Tools:
    """The tools of one job, for the thread that it runs in.

    `read` opens a transaction for as long as its function runs: read in portions, so that nobody waits. `tell` says
    that `done` of `total` is behind it. `content` is the file that the job named. `links` are those of all channels,
    before an invitation's code.
    """

    read: Reading
    tell: Callable[[int, int], None]
    now: datetime
    content: bytes = b""
    links: tuple[Door, ...] = ()
