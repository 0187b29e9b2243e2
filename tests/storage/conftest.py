"""Every storage test runs on both databases, unless it says which; the tables are built once and handed out empty."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.columns import metadata
from storage.store import Store


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite file that is not there yet, in a folder that is not there yet."""
    return f"sqlite:///{tmp_path}/kept/here/decuong.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database."""
    return request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param])


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with its tables."""
    path = tmp_path_factory.mktemp("migrated") / "decuong.db"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.close()
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: sa.Engine) -> Iterator[str]:
    """The URL of a PostgreSQL database with its tables, for all tests of this run."""
    name = f"decuong_storage_{os.getpid()}"
    with postgres_server.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
    # What a crash of the server would lose is of no matter here, and waiting for its disk is slow.
    hasty = postgres_server.url.set(database=name).update_query_dict({"options": "-c synchronous_commit=off"})
    url = hasty.render_as_string(hide_password=False)
    store = Store(url)
    store.migrate()
    store.close()
    yield url
    with postgres_server.connect() as connection:
        connection.execute(sa.text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
def sqlite_store(migrated_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A store in an SQLite file."""
    path = shutil.copy(migrated_file, tmp_path / "store.db")
    store = Store(f"sqlite:///{path}")
    yield store
    store.close()


@pytest.fixture
def postgres_store(migrated_postgres: str) -> Iterator[Store]:
    """A store in PostgreSQL."""
    store = Store(migrated_postgres)
    with store.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """A store with its tables."""
    return request.getfixturevalue({"sqlite": "sqlite_store", "postgresql": "postgres_store"}[request.param])
