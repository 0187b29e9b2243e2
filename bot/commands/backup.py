"""`decuong backup FILE` writes a whole copy of the SQLite database, also while the assistant runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot import opening
from bot.console import FAILED, FINE, CannotGoOn, tell
from flows.wording import plain
from storage.backup import backup


def run(asked: argparse.Namespace) -> int:
    """Copies the database and says where to. Raises CannotGoOn."""
    url = opening.settings().database_url
    file = Path(asked.file)
    _check(opening.sqlite_file(url), file)
    with opening.unmigrated(url) as store:
        try:
            backup(store, file)
        except OSError as fault:
            why = fault.strerror or str(fault)
            raise CannotGoOn(FAILED, plain("cli.backup_failed", file=str(file), why=why)) from None
    tell("cli.backed_up", file=str(file.resolve()))
    return FINE


def _check(database: Path | None, file: Path) -> None:
    """Raises CannotGoOn where there is nothing to copy, or no place to copy it to."""
    if database is None:
        raise CannotGoOn(FAILED, plain("cli.backup_impossible"))
    if not database.is_file():
        raise CannotGoOn(FAILED, plain("cli.nothing_to_back_up", file=str(database)))
    if file.resolve() == database.resolve():
        raise CannotGoOn(FAILED, plain("cli.backup_onto_itself"))
