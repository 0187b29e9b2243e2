"""What tables are made of; every table of the program belongs to the one `metadata`."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()

# SQLite numbers rows by itself only where the key is spelled INTEGER.
_Sequence = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def text(name: str, *, key: bool = False) -> sa.Column[str]:
    """A column of text that is never null."""
    return sa.Column(name, sa.Text, primary_key=key, nullable=False)


def number(name: str, *, key: bool = False) -> sa.Column[int]:
    """A column of whole numbers that is never null."""
    return sa.Column(name, sa.BigInteger, primary_key=key, nullable=False, autoincrement=False)


def perhaps(name: str) -> sa.Column[int]:
    """A column of whole numbers that may be null."""
    return sa.Column(name, sa.BigInteger, nullable=True)


def bytes_(name: str) -> sa.Column[bytes]:
    """A column of bytes that is never null."""
    return sa.Column(name, sa.LargeBinary, nullable=False)


def sequence() -> sa.Column[int]:
    """The key that the database numbers by itself."""
    return sa.Column("seq", _Sequence, primary_key=True, autoincrement=True)


def of(name: str, target: str) -> sa.Column[str]:
    """A key column that names a row of another table."""
    # Checked when the transaction ends, so that the records of a turn may be saved in any order.
    there = sa.ForeignKey(target, deferrable=True, initially="DEFERRED")
    return sa.Column(name, sa.Text, there, primary_key=True, nullable=False)


def some(name: str, columns: Any, rows: sa.ColumnElement[bool], *, unique: bool = False) -> None:
    """An index of some of the rows of a table."""
    sa.Index(name, *columns, unique=unique, sqlite_where=rows, postgresql_where=rows)
