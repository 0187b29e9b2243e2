"""At start the database is brought to the newest tables; alembic is imported only where there are older ones."""

from __future__ import annotations

from importlib.resources import files

import sqlalchemy as sa

# Its tables are known once it is imported.
from storage import web_tables  # noqa: F401
from storage.columns import metadata
from storage.tables import REVISION

_LOCK = 0x6465_6375_6F6E_6702

# As alembic itself makes it; a test compares.
_version = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


class NewerDatabase(Exception):
    """The database was written by a newer version of this program."""

    def __init__(self, stored: str) -> None:
        super().__init__(f"the database is at {stored} and this program knows up to {REVISION}: install the newer one")


def migrate(engine: sa.Engine) -> None:
    """Brings the tables to the newest migration, once where several processes start at the same moment."""
    stored = _stored(engine)
    if stored > REVISION:
        raise NewerDatabase(stored)
    if stored == REVISION:
        return
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        if sa.inspect(connection).get_table_names():
            run_migrations(connection)
        else:
            build(connection)


def _stored(engine: sa.Engine) -> str:
    """The revision that the database says it has; nothing where it is new."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(_version.name):
            return ""
        return connection.scalar(sa.select(_version.c.version_num)) or ""


def build(connection: sa.Connection) -> None:
    """Makes the tables in an empty database as they are after the newest migration."""
    metadata.create_all(connection, checkfirst=False)
    _version.create(connection, checkfirst=False)
    connection.execute(sa.insert(_version).values(version_num=REVISION))


def run_migrations(connection: sa.Connection) -> None:
    """Runs the migrations that the database has not seen, from the first one where it has seen none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = str(files("storage") / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
