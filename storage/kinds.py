"""What is a record in storage: for each type of flows its table, its key and the columns that are searched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa

from flows.alarm import Reminder
from flows.campaign import Campaign, Chair, Contact, Invitation, Person, Unit
from flows.draft import Answer, Draft, Inquiry, Proposal, Review, Seat, Submission
from flows.record import Record
from flows.turn import Change
from storage import moments, tables
from storage.sql import Statement, Transaction, insertion

_Kept = TypeVar("_Kept", bound=Record)


@dataclass(frozen=True)
class Kind:
    """How one type of record is kept; `more` gives what is written beside key, revision and body."""

    keys: tuple[str, ...]
    find: Statement
    insert: Statement
    update: Statement
    more: Callable[[Any], Mapping[str, object]]

    def key(self, record: Change) -> dict[str, object]:
        """The key of a record, by column."""
        return {name: getattr(record, name) for name in self.keys}


def _searched(contact: Contact) -> dict[str, object]:
    # Whoever writes again is reachable again.
    return {"person": contact.person, "at": moments.stored(contact.at), "gone_at": None}


def _also(*columns: str) -> Callable[[Any], dict[str, object]]:
    """What is written of fields that are columns besides."""
    return lambda record: {name: getattr(record, name) for name in columns}


def _of_campaign(subject: str) -> dict[str, object]:
    return {"campaign": subject.partition("/")[0]}


def _nothing(_: Change) -> dict[str, object]:
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
    Chair: _kind(tables.chairs),
    Contact: _kind(tables.contacts, _searched),
    Draft: _kind(tables.drafts, _also("campaign", "unit")),
    Inquiry: _kind(tables.inquiries, _also("draft")),
    Invitation: _kind(tables.invitations, _also("unit", "person")),
    Person: _kind(tables.persons, _also("unit", "role")),
    Proposal: _kind(tables.proposals),
    Reminder: _kind(tables.reminders, lambda reminder: _of_campaign(reminder.subject)),
    Review: _kind(tables.reviews, lambda review: _of_campaign(review.draft)),
    Seat: _kind(tables.seats),
    Submission: _kind(tables.submissions),
    Unit: _kind(tables.units),
}


def find(transaction: Transaction, kind: type[_Kept], **key: str) -> _Kept | None:
    """The record of that kind and key."""
    found = transaction.one(KINDS[kind].find, **key)
    return kind.model_validate_json(found[0]) if found else None


def reader(kind: type[_Kept], most: int) -> Callable[[str], _Kept]:
    """Reads a record from its body; of so many that were read last, the same body is not read again."""

    @lru_cache(maxsize=most)
    def read(body: str) -> _Kept:
        return kind.model_validate_json(body)

    return read


# Of some fifty answers of a draft a turn changes one; reading the others anew was most of what a turn cost. Of the
# hundreds of drafts of a campaign a few change between one look at it and the next.
read_answer = reader(Answer, 8192)
read_draft = reader(Draft, 4096)
read_person = reader(Person, 4096)
read_unit = reader(Unit, 4096)
read_campaign = reader(Campaign, 256)
