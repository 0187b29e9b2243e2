"""The tables of the core; those of the web channel are in storage/web_tables.py.

What the migrations build must equal them: a change here needs a new migration.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from storage.columns import bytes_ as _bytes
from storage.columns import metadata
from storage.columns import number as _number
from storage.columns import of as _of
from storage.columns import perhaps as _perhaps
from storage.columns import sequence as _sequence
from storage.columns import some as _index
from storage.columns import text as _text

REVISION = "0002"
"""The newest migration: what `alembic_version` says of a database that has these tables."""


def _records(name: str, *columns: sa.Column[str] | sa.Column[int] | sa.Index, **options: Any) -> sa.Table:
    """A table of records: key columns, the revision, and the record as JSON."""
    return sa.Table(name, metadata, *columns, _number("rev"), _text("body"), **options)


units = _records("units", _text("id", key=True))
campaigns = _records("campaigns", _text("id", key=True))
chairs = _records("chairs", _text("person", key=True))
proposals = _records("proposals", _text("id", key=True))
persons = _records(
    "persons",
    *(_text("id", key=True), _text("unit"), _text("role")),
    *(sa.Index("persons_of_unit", "unit"), sa.Index("persons_of_role", "role")),
)
invitations = _records(
    "invitations",
    *(_text("id", key=True), _text("unit"), _text("person")),
    *(sa.Index("invitations_of_unit", "unit"), sa.Index("invitations_of_person", "person")),
)
drafts = _records(
    "drafts",
    *(_text("id", key=True), _text("campaign"), _text("unit")),
    sa.Index("drafts_of_campaign", "campaign", "unit"),
)
# The answers of a draft lie together on disk, however far apart in time they were given.
answers = _records("answers", _of("draft", "drafts.id"), _text("key", key=True), sqlite_with_rowid=False)
submissions = _records("submissions", _of("draft", "drafts.id"), _number("n", key=True))
seats = _records("seats", _text("person", key=True), _of("draft", "drafts.id"))
# An officer may ask about an item before anything was written: there is no draft yet.
inquiries = _records("inquiries", _text("id", key=True), _text("draft"), sa.Index("inquiries_of_draft", "draft"))
reviews = _records("reviews", _of("draft", "drafts.id"), _text("campaign"), sa.Index("reviews_of_campaign", "campaign"))
reminders = _records(
    "reminders",
    *(_text("subject", key=True), _text("person", key=True), _text("name", key=True), _text("campaign")),
    sa.Index("reminders_of_campaign", "campaign"),
)

# Which campaigns a unit takes part in, so that nobody has to look through all of them.
memberships = sa.Table(
    "memberships",
    metadata,
    _text("unit", key=True),
    _text("campaign", key=True),
    sa.Index("memberships_of_campaign", "campaign"),
)

contacts = _records(
    "contacts",
    _text("channel", key=True),
    _text("address", key=True),
    _text("person"),
    _number("at"),
    _perhaps("gone_at"),
    sa.Index("contacts_of_person", "person", "at"),
)

answer_versions = sa.Table(
    "answer_versions",
    metadata,
    _of("draft", "drafts.id"),
    _text("key", key=True),
    _number("rev", key=True),
    _text("body"),
)

inbox = sa.Table(
    "inbox",
    metadata,
    _sequence(),
    _text("channel"),
    _number("update_id"),
    _bytes("digest"),
    _text("address"),
    _text("job"),
    _number("rank"),
    _number("at"),
    _bytes("body"),
    _number("tries"),
    _number("again"),
    _text("error"),
    _number("dead"),
    _perhaps("closed_at"),
    sa.UniqueConstraint("channel", "update_id", "digest", name="inbox_once"),
)
_index("inbox_waiting", inbox.c["channel", "rank", "seq"], inbox.c.closed_at.is_(None))
_index("inbox_set_aside", [inbox.c.seq], inbox.c.dead == sa.literal_column("1"))

letters = sa.Table(
    "letters",
    metadata,
    _sequence(),
    _text("id"),
    _text("channel"),
    _text("address"),
    _text("card"),
    _text("about"),
    _number("priority"),
    _number("not_before"),
    _number("retry_at"),
    _number("claimed_until"),
    _number("attempts"),
    _number("unknown"),
    _text("outcome"),
    _text("why"),
    _text("ref"),
    _number("position"),
    _perhaps("closed_at"),
    _number("secret"),
    _text("body"),
    sa.UniqueConstraint("id", name="letters_once"),
)
_index("letters_by_address", letters.c["channel", "address", "seq"], letters.c.closed_at.is_(None))
_index("letters_by_priority", letters.c["channel", "priority", "seq"], letters.c.closed_at.is_(None))
# Spelled out, since what stands word for word in an index and in a query is seen to fit by both databases.
REMINDING = sa.func.substr(letters.c.about, sa.literal_column("1"), sa.literal_column("9")) == sa.literal_column(
    "'reminder:'"
)
"""The letter is a reminder."""

SECRET = letters.c.secret == sa.literal_column("1")
"""The letter still holds a secret."""

_index("letters_of_reminders", [letters.c.about], REMINDING)
_index("letters_with_secrets", [letters.c.closed_at], SECRET)

cards = sa.Table(
    "cards",
    metadata,
    _text("channel", key=True),
    _text("address", key=True),
    _text("card", key=True),
    _text("about"),
    _text("ref"),
    _number("position"),
    _number("at"),
)

holds = sa.Table("holds", metadata, _text("channel", key=True), _text("address", key=True), _number("until"))

jobs = sa.Table(
    "jobs",
    metadata,
    _sequence(),
    _text("id"),
    _text("channel"),
    _text("address"),
    _text("person"),
    _number("holds"),
    _number("at"),
    _number("claimed_until"),
    _number("attempts"),
    _perhaps("done_at"),
    _text("body"),
    sa.UniqueConstraint("id", name="jobs_once"),
)
_index("jobs_by_address", jobs.c["channel", "address"], jobs.c.done_at.is_(None))

alarms = sa.Table(
    "alarms",
    metadata,
    _sequence(),
    _text("subject"),
    _text("name"),
    _text("person"),
    _number("due_at"),
    _perhaps("rung_at"),
    _text("body"),
    sa.UniqueConstraint("subject", "name", "person", "due_at", name="alarms_once"),
)
_index("alarms_to_ring", alarms.c["due_at", "seq"], alarms.c.rung_at.is_(None))

files = sa.Table(
    "files",
    metadata,
    _text("sha", key=True),
    _text("name"),
    _text("mime"),
    _number("size"),
    _number("at"),
    _bytes("body"),
)

events = sa.Table(
    "events",
    metadata,
    _number("seq", key=True),
    _text("draft"),
    _number("cause"),
    _number("at"),
    _text("body"),
    _text("hash"),
    sa.Index("events_of_draft", "draft", "seq"),
)
