"""How each database is reached, and what it must be told so that a commit is on disk and transactions are whole."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import StaticPool

_WAIT_SECONDS = 30
_TRIES, _PAUSE = 50, 0.02
_SQLITE = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # What was deleted is overwritten with zeros, so that a secret that is forgotten is not in the file either.
    "PRAGMA secure_delete = ON",
)


class BadUrl(ValueError):
    """The database URL is not one of sqlite:///PATH and postgresql+psycopg://USER:PASSWORD@HOST/NAME."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"the database URL {_shown(url)!r} {why}; use sqlite:///PATH or postgresql+psycopg://…")


def engine_for(url: str) -> sa.Engine:
    """The engine for a URL; the folder of an SQLite file is made. Raises BadUrl."""
    try:
        parsed = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise BadUrl(url, "cannot be read") from error
    if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
        return _sqlite(url, parsed)
    if parsed.drivername in ("postgresql", "postgresql+psycopg"):
        return sa.create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    raise BadUrl(url, f"names {parsed.drivername!r}, which is not supported")


def _sqlite(url: str, parsed: sa.URL) -> sa.Engine:
    if parsed.host:
        raise BadUrl(url, "has a host; a path begins after three slashes")
    memory = parsed.database in (None, "", ":memory:")
    if not memory:
        _make_folder(url, Path(str(parsed.database)))
    options: dict[str, Any] = {"poolclass": StaticPool} if memory else {}
    arguments = {"timeout": _WAIT_SECONDS, "check_same_thread": False}
    engine = sa.create_engine(parsed, paramstyle="named", connect_args=arguments, **options)
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    return engine


def _make_folder(url: str, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadUrl(url, f"needs a folder that cannot be made ({error.strerror})") from error
    if path.is_dir():
        raise BadUrl(url, "names a folder")


def _connected(driver: Any, _: object) -> None:
    # sqlite3 would begin transactions by itself, too late and not for every statement.
    driver.isolation_level = None
    for pragma in _SQLITE:
        _told(driver, pragma)


def _told(driver: Any, pragma: str) -> None:
    """Says a pragma again where another program turns the same new file to WAL: SQLite then fails without waiting."""
    for _ in range(_TRIES):
        with suppress(sqlite3.OperationalError):
            driver.execute(pragma)
            return
        threading.Event().wait(_PAUSE)
    driver.execute(pragma)


def _begun(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _shown(url: str) -> str:
    """The URL without its password."""
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except (sa.exc.ArgumentError, ValueError):
        return url.partition("://")[0]
