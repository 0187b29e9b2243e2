"""Every statement is written in SQLAlchemy Core and run on the driver's own connection.

SQLAlchemy turns a statement into the words of a database once; running those words costs a fifteenth of running the
statement through SQLAlchemy, and a turn runs some twenty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

Row = tuple[Any, ...]

PORTION = 64
"""How many rows are asked for by name in one statement."""


class Cursor(Protocol):
    """What a driver gives for a statement that was run."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement wrote."""
        ...

    def fetchone(self) -> Row | None:
        """The next row."""
        ...

    def fetchall(self) -> list[Row]:
        """The rows that are left."""
        ...


class Statement:
    """A statement, and the words that each database knows for it; `tail` is what both databases say alike.

    `columns` are those that an INSERT fills. `said` holds, by database, its words and constant values.
    """

    def __init__(self, core: sa.ClauseElement, tail: str = "", columns: Iterable[str] | None = None) -> None:
        self._core = core
        self._tail = tail
        self._columns = None if columns is None else list(columns)
        self.said: dict[str, tuple[str, dict[str, object]]] = {}

    def compile(self, dialect: sa.Dialect) -> tuple[str, dict[str, object]]:
        """The words for one database, which are kept from then on."""
        compiled = self._core.compile(dialect=dialect, column_keys=self._columns)
        assert isinstance(compiled, SQLCompiler)
        constants = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        self.said[dialect.name] = (f"{compiled} {self._tail}", constants)
        return self.said[dialect.name]


def insertion(table: sa.Table, tail: str = "", *, without: Sequence[str] = ()) -> Statement:
    """A statement that writes one row; the columns named in `without` are filled by the database."""
    columns = [column.name for column in table.columns if column.name not in without]
    return Statement(sa.insert(table).inline(), tail, columns)


def served(column: sa.Column[str], channels: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """The column names one of those channels."""
    return sa.or_(sa.false(), *(column == name for name in channels))


def named(column: sa.Column[str]) -> sa.ColumnElement[bool]:
    """The column is one of the names of a portion (see Transaction.among)."""
    return column.in_([sa.bindparam(f"name_{n}") for n in range(PORTION)])


class Undone(Exception):
    """A statement failed and the failure was passed over: the database has undone the whole transaction."""


class Transaction:
    """A transaction that may write, on a driver's connection."""

    def __init__(self, driver: Any, dialect: sa.Dialect) -> None:
        self._driver = driver
        self._dialect = dialect
        self._name = dialect.name
        if self._name == "sqlite":
            driver.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Ends the transaction and keeps what it wrote. Raises Undone."""
        # PostgreSQL answers COMMIT with a silent rollback once a statement has failed.
        if self._name == "postgresql" and self._driver.info.transaction_status.name == "INERROR":
            raise Undone
        self._driver.commit()

    def run(self, statement: Statement, **values: object) -> Cursor:
        """Runs a statement."""
        words, constants = statement.said.get(self._name) or statement.compile(self._dialect)
        cursor: Cursor = self._driver.execute(words, {**constants, **values} if constants else values)
        return cursor

    def one(self, statement: Statement, **values: object) -> Row | None:
        """The first row of a statement, if there is one."""
        return self.run(statement, **values).fetchone()

    def all(self, statement: Statement, **values: object) -> list[Row]:
        """All rows of a statement."""
        return self.run(statement, **values).fetchall()

    def among(self, statement: Statement, names: Iterable[str]) -> Iterator[Row]:
        """All rows of a statement that asks for `named` ones: one statement for each portion of the names."""
        distinct = list(dict.fromkeys(names))
        for first in range(0, len(distinct), PORTION):
            portion = distinct[first : first + PORTION]
            # The words are the same for every portion; the last one is filled with a name that is in it already.
            filled = portion + portion[:1] * (PORTION - len(portion))
            yield from self.all(statement, **{f"name_{n}": name for n, name in enumerate(filled)})

    def say(self, words: str) -> None:
        """Runs words that both databases know."""
        self._driver.execute(words)

    def alone(self, lock: int) -> None:
        """Waits until no other transaction holds that lock, and holds it to the end; SQLite has one writer anyway."""
        if self._name == "postgresql":
            self._driver.execute("SELECT pg_advisory_xact_lock(%(lock)s)", {"lock": lock})


class Latest(FunctionElement[int]):
    """The greatest of several numbers."""

    inherit_cache = True
    type = sa.BigInteger()


@compiles(Latest)
def _greatest(latest: Latest, compiler: SQLCompiler, **options: Any) -> str:
    return f"greatest({compiler.process(latest.clauses, **options)})"


@compiles(Latest, "sqlite")
def _max(latest: Latest, compiler: SQLCompiler, **options: Any) -> str:
    return f"max({compiler.process(latest.clauses, **options)})"
