"""A backup is a whole copy as of one moment, however busy the database is."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from storage_samples import NOW, answer, draft, keep

from storage.backup import NoBackup, backup
from storage.store import Store


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    """What a table of an SQLite file holds."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


def write_until(stop: threading.Event, store: Store) -> None:
    """Each transaction keeps an update and a file that belong together."""
    n = 0
    while not stop.is_set():
        n += 1
        with store.begin() as ledger:
            ledger.inbox.keep("telegram", [(n, "7", b"x" * 300)], NOW)
            ledger.files.put(f"{n}".encode() * 500, f"{n}", "", NOW)


def test_a_backup_during_writes_equals_the_source_up_to_a_row(sqlite_store: Store, tmp_path: Path) -> None:
    keep(sqlite_store, *"abc", first=-9)
    stop = threading.Event()
    writer = threading.Thread(target=write_until, args=(stop, sqlite_store))
    writer.start()
    copies = [tmp_path / "backups" / f"{n}.db" for n in range(5)]
    for copy in copies:
        backup(sqlite_store, copy)
    stop.set()
    writer.join()
    written = rows(Path(sqlite_store.engine.url.database), "inbox")
    for copy in copies:
        copied = rows(copy, "inbox")
        assert copied == written[: len(copied)]
        assert len(rows(copy, "files")) == len(copied) - 3
    assert len(rows(copies[-1], "inbox")) > 3


def test_a_backup_is_one_file_and_a_store_opens_it(sqlite_store: Store, tmp_path: Path) -> None:
    with sqlite_store.begin() as ledger:
        ledger.records.save([draft(), answer("Đã làm")])
    target = tmp_path / "backups" / "decuong.db"
    backup(sqlite_store, target)
    assert [path.name for path in target.parent.iterdir()] == ["decuong.db"]
    restored = Store(f"sqlite:///{target}")
    restored.migrate()
    with restored.begin() as ledger:
        assert ledger.records.answers("stttt")["dac-diem"].value.text == "Đã làm"
    restored.close()


def test_a_newer_backup_takes_the_place_of_an_older_one_and_of_one_that_broke_off(
    sqlite_store: Store, tmp_path: Path
) -> None:
    target = tmp_path / "decuong.db"
    (tmp_path / "decuong.db.part").write_bytes(b"half")
    backup(sqlite_store, target)
    keep(sqlite_store, "a")
    backup(sqlite_store, target)
    assert len(rows(target, "inbox")) == 1


def test_postgresql_is_copied_by_its_own_tool(tmp_path: Path) -> None:
    store = Store("postgresql+psycopg://127.0.0.1:1/nothing")
    with pytest.raises(NoBackup, match="pg_dump"):
        backup(store, tmp_path / "decuong.db")
    store.close()
