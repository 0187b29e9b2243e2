"""The migrations build exactly the tables that the program expects, once, whoever comes first."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage import databases
from storage.columns import metadata
from storage.store import Store
from storage.tables import REVISION
from storage.upgrade import NewerDatabase, run_migrations

Shape = dict[str, dict[str, object]]


def shape(engine: sa.Engine) -> Shape:
    """Everything that the database says about its tables."""
    seen = sa.inspect(engine)
    tables = sorted(seen.get_table_names())
    return {table: {**_columns(seen, table), **_constraints(seen, table), **_words(engine, table)} for table in tables}


def _columns(seen: sa.Inspector, table: str) -> dict[str, object]:
    return {column["name"]: {**column, "type": str(column["type"])} for column in seen.get_columns(table)}


def _constraints(seen: sa.Inspector, table: str) -> dict[str, object]:
    by_name = {"key": lambda found: str(found["name"])}
    return {
        "<key>": seen.get_pk_constraint(table),
        "<foreign>": seen.get_foreign_keys(table),
        "<unique>": sorted(seen.get_unique_constraints(table), **by_name),
        "<indexes>": [_index(index) for index in sorted(seen.get_indexes(table), **by_name)],
    }


def _index(index: dict[str, object]) -> dict[str, object]:
    return index | {"dialect_options": {name: str(value) for name, value in index["dialect_options"].items()}}


def _words(engine: sa.Engine, table: str) -> dict[str, object]:
    """SQLite keeps the CREATE statements; the order of constraints in them is of no account."""
    if engine.dialect.name != "sqlite":
        return {}
    with engine.connect() as connection:
        asked = sa.text("SELECT sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL ORDER BY name")
        found = connection.scalars(asked, {"table": table}).all()
    return {"<words>": [sorted(re.split(r"[\s,()]+", words)) for words in found]}


@pytest.fixture
def migrated(url: str) -> Iterator[sa.Engine]:
    """An engine on tables that were built by one migration after the other."""
    engine = databases.engine_for(url)
    with engine.begin() as connection:
        run_migrations(connection)
    yield engine
    engine.dispose()


def test_the_migrations_build_the_same_tables_as_a_new_database_has(
    migrated: sa.Engine, request: pytest.FixtureRequest
) -> None:
    new = request.getfixturevalue({"sqlite": "sqlite_store", "postgresql": "postgres_store"}[migrated.dialect.name])
    assert shape(new.engine) == shape(migrated)
    assert set(shape(migrated)) == {*metadata.tables, "alembic_version"}


def test_a_new_database_says_the_same_of_itself_as_a_migrated_one(migrated: sa.Engine, sqlite_store: Store) -> None:
    asked = sa.text("SELECT version_num FROM alembic_version")
    said = []
    for engine in (migrated, sqlite_store.engine):
        with engine.connect() as connection:
            said.append(connection.scalars(asked).all())
    assert said == [[REVISION], [REVISION]]


def test_alembic_sees_nothing_left_to_do(store: Store) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_revision_that_start_up_compares_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_alembic_is_imported_neither_for_a_new_database_nor_for_one_that_is_up_to_date(sqlite_url: str) -> None:
    look = f"""
import sys
from storage.store import Store
store = Store({sqlite_url!r})
store.migrate()
print("alembic" in sys.modules, store.healthy())
"""
    for _ in range(2):
        told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
        assert told.stdout.split() == ["False", "True"]


def test_a_database_that_no_migration_has_finished_is_migrated(url: str) -> None:
    store = Store(url)
    with store.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    store.migrate()
    assert set(metadata.tables) < set(sa.inspect(store.engine).get_table_names())
    store.close()


def test_a_database_of_a_newer_program_is_refused(url: str) -> None:
    store = Store(url)
    store.migrate()
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="9999"):
        store.migrate()
    store.close()


def test_processes_that_start_at_once_migrate_once(url: str) -> None:
    start = f"from storage.store import Store; s = Store({url!r}); s.migrate(); print(s.healthy())"
    begun = [
        subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [process.communicate() for process in begun] == [("True\n", "")] * 2


def test_a_migration_that_fails_leaves_nothing(url: str) -> None:
    store = Store(url)
    with store.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE events (seq INTEGER)"))
    with pytest.raises(sa.exc.DBAPIError, match="events"):
        store.migrate()
    assert sa.inspect(store.engine).get_table_names() == ["events"]
    store.close()
