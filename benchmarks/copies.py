"""The rows of the first officer are copied for all others, each in a unit of its own; units come in campaigns."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.updates import FIRST_CHAT
from bot.invite import OUTLINE
from storage.ledger import Ledger

UNIT = "don-vi-so-000000"
UNITS_OF_A_CAMPAIGN = 200

# The tables whose rows belong to one officer or one unit, with the columns that name either or their campaign.
_OWNED = {
    "units": ("id",),
    "persons": ("id", "unit"),
    "contacts": ("address", "person"),
    "drafts": ("id", "campaign", "unit"),
    "answers": ("draft",),
    "answer_versions": ("draft",),
    "seats": ("person", "draft"),
    "cards": ("address", "about"),
    "letters": ("id", "address", "about"),
}


def unit(n: int) -> str:
    """The unit of the officer of that number."""
    return f"don-vi-so-{n:06}"


def campaign(n: int) -> str:
    """The campaign of that unit; the first has the name that it was given by the first invitation."""
    return f"{OUTLINE}.{n // UNITS_OF_A_CAMPAIGN:03}" if n >= UNITS_OF_A_CAMPAIGN else OUTLINE


def copy(path: Path, drafts: int, letters: tuple[str, str]) -> None:
    """Copies the rows of the first officer for all others, under their own names; of the letters only those."""
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TEMP TABLE n (n, unit, campaign)")
        names = ((n, unit(n), campaign(n)) for n in range(1, drafts))
        database.executemany("INSERT INTO n VALUES (?, ?, ?)", names)
        database.execute("DELETE FROM letters WHERE id NOT IN (?, ?)", letters)
        for table, own in _OWNED.items():
            database.execute(_copying(database, table, own))
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def part(ledger: Ledger, drafts: int) -> None:
    """Makes the campaigns that the copies name."""
    first = ledger.records.campaign(OUTLINE)
    assert first is not None
    for start in range(0, drafts, UNITS_OF_A_CAMPAIGN):
        units = tuple(unit(n) for n in range(start, min(start + UNITS_OF_A_CAMPAIGN, drafts)))
        changes = {"id": campaign(start), "units": units, "rev": 0 if start else first.rev}
        ledger.records.save([first.model_copy(update=changes)])


def _copying(database: sqlite3.Connection, table: str, own: tuple[str, ...]) -> str:
    known = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    names = [name for name in known if name != "seq"]
    given = [_renamed(table, name) if name in (*own, "body") else f"t.{name}" for name in names]
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(given)} FROM (SELECT * FROM {table}) t, n"


def _renamed(table: str, column: str) -> str:
    """The column with the campaign, the unit, the chat and the letter's id of the copy."""
    if table == "letters" and column == "id":
        return "t.id || '.' || n.n"
    if column == "campaign":
        return "iif(t.campaign = '', '', n.campaign)"
    name = f"replace(t.{column}, '{OUTLINE}/{UNIT}', n.campaign || '/' || n.unit)"
    name = f"replace({name}, '{UNIT}', n.unit)"
    name = f"replace({name}, '{FIRST_CHAT}', {FIRST_CHAT} + n.n)"
    if column == "body":
        name = f'replace({name}, \'"campaign":"{OUTLINE}"\', \'"campaign":"\' || n.campaign || \'"\')'
    if table == "letters" and column == "body":
        return f"replace({name}, '\"id\":\"' || t.id || '\"', '\"id\":\"' || t.id || '.' || n.n || '\"')"
    return name
