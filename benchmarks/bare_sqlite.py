"""The floor under every durable turn: the same bytes put into a table by bare sqlite3, each commit with its fsync."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from benchmarks.timing import seconds


class BareTable:
    """One table that takes the rows of a turn; `together` turns share a commit."""

    def __init__(self, path: Path, rows: Sequence[bytes]) -> None:
        self._rows = [(row,) for row in rows]
        self._database = sqlite3.connect(path, isolation_level=None)
        for words in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE t (body BLOB)"):
            self._database.execute(words)

    def rate(self, commits: int, together: int) -> float:
        """Turns a second."""
        return commits * together / seconds(lambda: self._put(commits, together))

    def _put(self, commits: int, together: int) -> None:
        for _ in range(commits):
            self._database.execute("BEGIN IMMEDIATE")
            for _ in range(together):
                self._database.executemany("INSERT INTO t VALUES (?)", self._rows)
            self._database.execute("COMMIT")

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()
