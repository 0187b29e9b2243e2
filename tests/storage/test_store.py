"""The store reaches both databases, names a URL that is wrong, and never half-commits."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from storage_samples import draft, keep, letter, waiting

from storage.databases import BadUrl
from storage.sql import Undone
from storage.store import Store


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("decuong.db", "cannot be read"),
        ("mysql://an:bi-mat@host/db", r"mysql://an:\*\*\*@host/db.*'mysql'"),
        ("postgresql+asyncpg://an:bi-mat@host/db", "asyncpg"),
        ("sqlite://folder/decuong.db", "three slashes"),
        ("sqlite:////dev/null/decuong.db", "folder that cannot be made"),
        ("sqlite:////dev", "names a folder"),
    ],
)
def test_a_url_that_is_wrong_is_named_without_its_password(url: str, named: str) -> None:
    with pytest.raises(BadUrl, match=named) as raised:
        Store(url)
    assert "bi-mat" not in str(raised.value)


def test_a_url_that_cannot_be_read_shows_nothing_that_could_be_a_password() -> None:
    with pytest.raises(BadUrl) as raised:
        Store("postgresql+psycopg://an:bi-mat@host:port/db")
    assert "bi-mat" not in str(raised.value)


def test_an_sqlite_file_is_made_with_its_folders_and_syncs_every_commit(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    store.migrate()
    with store.engine.connect() as connection:
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        told.append(connection.exec_driver_sql("PRAGMA foreign_keys").scalar())
    assert told == ["wal", 2, 1]
    store.close()


def test_a_store_in_memory_keeps_what_it_is_given_while_it_is_open() -> None:
    store = Store("sqlite://")
    store.migrate()
    keep(store, "a")
    assert waiting(store) == ["a"]
    store.close()


def test_what_was_kept_is_there_after_a_restart(url: str) -> None:
    for _ in range(2):
        store = Store(url)
        store.migrate()
        keep(store, "a")
        store.close()
    store = Store(url)
    assert waiting(store) == ["a"]
    store.close()


def test_a_database_that_answers_is_healthy_and_one_that_does_not_is_not(store: Store) -> None:
    assert store.healthy()
    gone = Store("postgresql+psycopg://127.0.0.1:1/nothing?connect_timeout=2")
    assert not gone.healthy()
    gone.close()


def test_an_sqlite_transaction_is_the_only_writer_from_its_first_moment(sqlite_store: Store) -> None:
    impatient = sqlite3.connect(sqlite_store.engine.url.database, timeout=0, isolation_level=None)
    with sqlite_store.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        impatient.execute("BEGIN IMMEDIATE")
    impatient.execute("BEGIN IMMEDIATE")
    impatient.close()


def test_sqlite_writers_wait_for_each_other(sqlite_store: Store) -> None:
    with ThreadPoolExecutor(4) as writers:
        kept = writers.map(lambda n: keep(sqlite_store, "a", "b", first=n), range(10, 90, 2))
    assert list(kept) == [2] * 40


def passing_over_a_failure(store: Store) -> None:
    """A transaction that goes on as if nothing had happened after PostgreSQL refused a statement."""
    with store.begin() as ledger:
        ledger.records.save([draft()])
        with suppress(psycopg.IntegrityError):
            ledger.outbox.queue([letter("1.1"), letter("1.1")])


def test_a_transaction_whose_failed_statement_was_passed_over_is_not_said_to_be_kept(postgres_store: Store) -> None:
    with pytest.raises(Undone):
        passing_over_a_failure(postgres_store)
    with postgres_store.begin() as ledger:
        assert ledger.records.draft("stttt") is None


def test_a_connection_that_was_cut_is_not_used_again(postgres_store: Store) -> None:
    keep(postgres_store, "a")
    other = sa.create_engine(postgres_store.engine.url)
    with other.connect() as connection:
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        assert connection.scalars(sa.text(f"SELECT pg_terminate_backend(pid) {others}")).all() == [True]
    other.dispose()
    assert waiting(postgres_store) == ["a"]


def test_a_path_with_spaces_and_vietnamese_letters_is_a_path(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/Dữ liệu 100%/đề cương.db")
    store.migrate()
    keep(store, "a")
    store.close()
    with sqlite3.connect(tmp_path / "Dữ liệu 100%" / "đề cương.db") as connection:
        assert connection.execute("SELECT count(*) FROM inbox").fetchone() == (1,)
    connection.close()
