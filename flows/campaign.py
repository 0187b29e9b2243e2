"""Who reports: units, the people in them, the addresses they write from, and the campaigns they are asked in."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from flows.record import Record

Role = Literal["officer", "head", "coordinator"]


class Unit(Record):
    """A body that reports; `code` is its short name in numbers and file names ("STTTT")."""

    id: str
    rev: int = 0
    name: str
    kind: str = ""
    tags: tuple[str, ...] = ()
    group: str = ""
    code: str = ""
    party: bool = False
    superior: str = ""
    place: str = ""


class Person(Record):
    """Somebody of a unit, known by the invitation that he or she took up."""

    id: str
    rev: int = 0
    name: str
    unit: str
    role: Role = "officer"


class Contact(Record):
    """An address of a messenger: who writes from it (nobody yet, where `person` is empty) and since when.

    `wrong` and `wrong_since` count the codes that were tried in vain, so that guessing is slowed down.
    """

    channel: str
    address: str
    rev: int = 0
    person: str = ""
    at: datetime
    wrong: int = 0
    wrong_since: datetime | None = None


class Invitation(Record):
    """A code that lets one chat become one person; only the SHA-256 of the code is kept, as `id`."""

    id: str
    rev: int = 0
    person: str
    name: str
    unit: str
    role: Role = "officer"
    expires_at: datetime
    used_by: str = ""
    used_at: datetime | None = None


class Campaign(Record):
    """One outline, asked of many units by a deadline."""

    id: str
    rev: int = 0
    title: str
    outline: str
    version: int
    deadline: datetime | None = None
