"""A backup is a whole copy as of one moment, made while the program runs, and has its name only once it is complete."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.store import Store


class NoBackup(Exception):
    """Only an SQLite database is copied by this program; PostgreSQL has pg_dump."""


def backup(store: Store, path: Path) -> None:
    """Writes a copy of the SQLite database to a file, on disk when this returns. Raises NoBackup."""
    if store.engine.dialect.name != "sqlite":
        raise NoBackup(NoBackup.__doc__)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    _copy(store, unfinished)
    unfinished.replace(path)
    _sync(path.parent)


def _copy(store: Store, path: Path) -> None:
    with closing(store.engine.raw_connection()) as source, closing(sqlite3.connect(path)) as target:
        assert isinstance(source.driver_connection, sqlite3.Connection)
        source.driver_connection.backup(target)
        # One file that needs no other beside it.
        target.execute("PRAGMA journal_mode = DELETE")
    _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
