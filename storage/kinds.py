"""What is a record in storage: for each type of flows its table, its key and the columns that are searched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from flows.campaign import Campaign, Contact, Invitation, Person, Unit
from flows.draft import Answer, Draft, Proposal, Seat, Submission
from flows.record import Record
from flows.turn import Change
from storage import moments, tables
from storage.sql import Statement, insertion

Kept = Change | Campaign
"""A value that has a key and a revision."""


@dataclass(frozen=True)
class Kind:
    """How one type of record is kept; `more` gives what is written beside key, revision and body."""

    keys: tuple[str, ...]
    find: Statement
    insert: Statement
    update: Statement
    more: Callable[[Any], Mapping[str, object]]

    def key(self, record: Kept) -> dict[str, object]:
        """The key of a record, by column."""
        return {name: getattr(record, name) for name in self.keys}


def _searched(contact: Contact) -> dict[str, object]:
    # Whoever writes again is reachable again.
    return {"person": contact.person, "at": moments.stored(contact.at), "gone_at": None}


def _nothing(_: Kept) -> dict[str, object]:
    return {}


def _kind(table: sa.Table, more: Callable[[Any], Mapping[str, object]] = _nothing) -> Kind:
    keys = tuple(column.name for column in table.primary_key)
    others = [column.name for column in table.columns if column.name not in keys]
    row = [table.c[name] == sa.bindparam(f"old_{name}") for name in (*keys, "rev")]
    update = sa.update(table).where(*row).values({name: sa.bindparam(f"new_{name}") for name in others})
    find = sa.select(table.c.body).where(*(table.c[name] == sa.bindparam(name) for name in keys))
    return Kind(keys, Statement(find), insertion(table, "ON CONFLICT DO NOTHING"), Statement(update), more)


KINDS: Mapping[type[Record], Kind] = {
    Answer: _kind(tables.answers),
    Campaign: _kind(tables.campaigns),
    Contact: _kind(tables.contacts, _searched),
    Draft: _kind(tables.drafts),
    Invitation: _kind(tables.invitations),
    Person: _kind(tables.persons),
    Proposal: _kind(tables.proposals),
    Seat: _kind(tables.seats),
    Submission: _kind(tables.submissions),
    Unit: _kind(tables.units),
}
