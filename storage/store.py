"""The store is the one door to the database: nothing is read or written outside a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from storage import databases, upgrade
from storage.ledger import Ledger
from storage.sql import Transaction


class Store:
    """A database, by its URL; nothing is connected before it is needed. Raises databases.BadUrl."""

    def __init__(self, url: str) -> None:
        self._engine = databases.engine_for(url)

    @property
    def engine(self) -> sa.Engine:
        """The engine underneath, for what goes around transactions: migrations and backups."""
        return self._engine

    def migrate(self) -> None:
        """Brings the tables to what this program needs; cheap where they already are. Raises upgrade.NewerDatabase."""
        upgrade.migrate(self._engine)

    @contextmanager
    def begin(self) -> Iterator[Ledger]:
        """A write transaction: on disk when the block ends, undone where it raises."""
        connection = self._engine.raw_connection()
        try:
            transaction = Transaction(connection.driver_connection, self._engine.dialect)
            yield Ledger(transaction)
            transaction.commit()
        finally:
            # Whatever was not committed is rolled back as the connection returns to its pool.
            connection.close()

    def healthy(self) -> bool:
        """The database answers."""
        try:
            with self._engine.connect() as connection:
                return connection.scalar(sa.select(1)) == 1
        except sa.exc.SQLAlchemyError:
            return False

    def close(self) -> None:
        """Lets go of all connections."""
        self._engine.dispose()
