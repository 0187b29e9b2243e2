"""What a command needs before its own work: the settings read, the database open and at its newest migration."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.console import FAILED, USAGE, CannotGoOn
from flows.wording import plain
from storage.databases import BadUrl
from storage.store import Store
from storage.upgrade import NewerDatabase

if TYPE_CHECKING:
    from bot.settings import Settings


def settings() -> Settings:
    """The settings. Raises CannotGoOn, with a line for each that is wrong."""
    # The demonstration reads none, and is spared the import.
    from bot.settings import WrongSettings, load

    try:
        return load()
    except WrongSettings as wrong:
        raise CannotGoOn(USAGE, "\n".join(wrong.faults)) from None


@contextmanager
def store(url: str) -> Iterator[Store]:
    """The database at that URL, brought to the newest migration, closed at the end. Raises CannotGoOn."""
    with unmigrated(url) as opened:
        try:
            opened.migrate()
        except NewerDatabase:
            raise CannotGoOn(FAILED, plain("cli.database_newer")) from None
        yield opened


@contextmanager
def unmigrated(url: str) -> Iterator[Store]:
    """The database at that URL as it is, closed at the end. Raises CannotGoOn."""
    opened = _connected(url)
    try:
        yield opened
    except (sa.exc.OperationalError, sqlite3.OperationalError) as fault:
        raise _unusable(fault) from None
    finally:
        opened.close()


def _connected(url: str) -> Store:
    try:
        opened = Store(url)
        opened.engine.connect().close()
    except (BadUrl, sa.exc.DBAPIError) as fault:
        raise _unusable(fault) from None
    return opened


def sqlite_file(url: str) -> Path | None:
    """The file that an SQLite URL names; None where the database is on a server."""
    parsed = sa.make_url(url)
    return Path(parsed.database) if parsed.drivername.startswith("sqlite") and parsed.database else None


def _unusable(fault: Exception) -> CannotGoOn:
    why = " ".join(str(getattr(fault, "orig", None) or fault).split())
    return CannotGoOn(FAILED, plain("cli.database_unusable", why=why))
