"""Once a secret letter is closed, whatever became of it, nothing of its text or file is left anywhere."""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
import sqlalchemy as sa
from storage_samples import NOW, SERVED, after, due, letter

from flows.letter import Letter
from flows.report import Run
from flows.turn import Button, Press
from storage.columns import metadata
from storage.ledger import Ledger
from storage.store import Store

CODE = "K7QX-93PM"
SHEET = f"sheet of https://t.me/bot?start={CODE}".encode()
ROWS = ((Button(label="Làm lại", press=Press(do="links", campaign="2019")),),)


def secret(store: Store, id_: str, address: str = "7", **more: object) -> Letter:
    """A secret letter with its file, queued."""
    with store.begin() as ledger:
        sha = ledger.files.put(SHEET, "links.xlsx", "", NOW)
        text = (Run(text=f"Mã: {CODE}"),)
        one = letter(id_, address, runs=text, buttons=ROWS, secret=True, file=sha, name="links.xlsx", **more)
        ledger.outbox.queue([one])
    return one


def sent(store: Store, id_: str) -> None:
    """A postman has delivered the letter."""
    with store.begin() as ledger:
        ledger.outbox.sent(id_, "r", 5, NOW)


def told(store: Store) -> set[str]:
    """The tables in which the code stands, in any column."""
    with store.engine.connect() as connection:
        rows = {table.name: connection.execute(sa.select(table)).all() for table in metadata.sorted_tables}
    every = {name: b"|".join(_bytes(value) for row in found for value in row) for name, found in rows.items()}
    return {name for name, kept in every.items() if CODE.encode() in kept}


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


ENDS = {
    "sent": lambda ledger: ledger.outbox.sent("1.1", "r", 5, NOW),
    "refused": lambda ledger: ledger.outbox.refused("1.1", "too large", NOW),
    "gone": lambda ledger: ledger.outbox.gone("telegram", "7", NOW),
    "superseded": lambda ledger: ledger.outbox.queue([letter("2.1", card="links", at=after(99))]),
}


@pytest.mark.parametrize("ends", ENDS.values(), ids=list(ENDS))
def test_nothing_of_it_is_left_once_it_is_closed(store: Store, ends: object) -> None:
    one = secret(store, "1.1", card="links")
    due(store)
    assert told(store) == {"letters", "files"}
    with store.begin() as ledger:
        ends(ledger)
    assert told(store) == set()
    with store.begin() as ledger:
        assert ledger.outbox.letter("1.1") == one.model_copy(update={"runs": (), "file": ""})
        assert ledger.files.get(one.file) is None


@pytest.mark.parametrize("delivered", [True, False])
def test_nothing_of_it_is_left_in_the_database_file(sqlite_store: Store, delivered: bool) -> None:
    secret(sqlite_store, "1.1")
    with sqlite_store.begin() as ledger:
        if delivered:
            ledger.outbox.sent("1.1", "r", 5, NOW)
    sqlite_store.engine.raw_connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = Path(str(sqlite_store.engine.url.database))
    assert (CODE.encode() in path.read_bytes()) is not delivered


def test_it_is_whole_until_then(store: Store) -> None:
    one = secret(store, "1.1")
    due(store)
    with store.begin() as ledger:
        ledger.outbox.later("1.1", after(20), "429", unknown=True)
    with store.begin() as ledger:
        (claim,) = ledger.outbox.due(5, after(20), SERVED)
        assert (claim.letter, ledger.files.get(one.file)) == (one, SHEET)


def test_a_delivery_that_is_undone_forgets_nothing(store: Store) -> None:
    one = secret(store, "1.1")

    def fails(ledger: Ledger) -> None:
        ledger.outbox.sent("1.1", "r", 5, NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.begin() as ledger:
        fails(ledger)
    with store.begin() as ledger:
        assert (ledger.outbox.letter("1.1"), ledger.files.get(one.file)) == (one, SHEET)


def test_a_file_that_another_secret_letter_brings_stays_until_that_is_closed(store: Store) -> None:
    one = secret(store, "1.1")
    secret(store, "2.1", "8")
    with store.begin() as ledger:
        ledger.outbox.sent("1.1", "r", 5, NOW)
        assert ledger.files.get(one.file) == SHEET
        ledger.outbox.sent("2.1", "r", 5, NOW)
    assert told(store) == set()


def test_a_newer_card_keeps_the_file_that_it_brings_again(store: Store) -> None:
    secret(store, "1.1", card="links")
    newer = secret(store, "2.1", card="links", at=after(1))
    with store.begin() as ledger:
        assert (ledger.outbox.letter("1.1").runs, ledger.files.get(newer.file)) == ((), SHEET)


def test_two_postmen_do_not_leave_a_file_to_each_other(postgres_store: Store) -> None:
    one = secret(postgres_store, "1.1")
    secret(postgres_store, "2.1", "8")
    with ThreadPoolExecutor(1) as other:
        with postgres_store.begin() as ledger:
            ledger.outbox.sent("1.1", "r", 5, NOW)
            second = other.submit(sent, postgres_store, "2.1")
            wait([second], timeout=0.3)
        second.result()
    with postgres_store.begin() as ledger:
        assert ledger.files.get(one.file) is None


def test_a_letter_that_is_no_secret_is_kept_as_it_was(store: Store) -> None:
    with store.begin() as ledger:
        sha = ledger.files.put(SHEET, "báo cáo.docx", "", NOW)
        ledger.outbox.queue([letter("1.1", runs=(Run(text="Đã gửi"),), file=sha)])
        ledger.outbox.sent("1.1", "r", 5, NOW)
        assert ledger.outbox.letter("1.1").runs == (Run(text="Đã gửi"),)
        assert ledger.files.get(sha) == SHEET
