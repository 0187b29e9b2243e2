"""The first tables: records, inbox, outbox, jobs, files, answer versions and the chained events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Builds every table of the first version."""
    _records()
    _of_units()
    _of_drafts()
    _reviewing()
    _contacts()
    _kept()
    _inbox()
    _letters()
    _on_screen()
    _jobs()
    _alarms()
    _events()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _perhaps(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=True)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _sequence() -> sa.Column[int]:
    return sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True)


def _of(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], deferrable=True, initially="DEFERRED")


def _key(*columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns)


def _records() -> None:
    for name in ("units", "campaigns", "proposals"):
        op.create_table(name, _text("id"), _number("rev"), _text("body"), _key("id"))
    op.create_table("chairs", _text("person"), _number("rev"), _text("body"), _key("person"))


def _of_units() -> None:
    op.create_table("persons", _text("id"), _text("unit"), _text("role"), _number("rev"), _text("body"), _key("id"))
    op.create_index("persons_of_unit", "persons", ["unit"])
    op.create_index("persons_of_role", "persons", ["role"])
    op.create_table(
        "invitations", _text("id"), _text("unit"), _text("person"), _number("rev"), _text("body"), _key("id")
    )
    op.create_index("invitations_of_unit", "invitations", ["unit"])
    op.create_index("invitations_of_person", "invitations", ["person"])
    op.create_table("drafts", _text("id"), _text("campaign"), _text("unit"), _number("rev"), _text("body"), _key("id"))
    op.create_index("drafts_of_campaign", "drafts", ["campaign", "unit"])
    op.create_table("memberships", _text("unit"), _text("campaign"), _key("unit", "campaign"))
    op.create_index("memberships_of_campaign", "memberships", ["campaign"])


def _of_drafts() -> None:
    op.create_table(
        "answers",
        *(_text("draft"), _text("key"), _number("rev"), _text("body")),
        *(_key("draft", "key"), _of("draft", "drafts.id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "submissions",
        *(_text("draft"), _number("n"), _number("rev"), _text("body")),
        *(_key("draft", "n"), _of("draft", "drafts.id")),
    )
    op.create_table(
        "seats",
        *(_text("person"), _text("draft"), _number("rev"), _text("body")),
        *(_key("person", "draft"), _of("draft", "drafts.id")),
    )


def _reviewing() -> None:
    op.create_table("inquiries", _text("id"), _text("draft"), _number("rev"), _text("body"), _key("id"))
    op.create_index("inquiries_of_draft", "inquiries", ["draft"])
    op.create_table(
        "reviews",
        *(_text("draft"), _text("campaign"), _number("rev"), _text("body")),
        *(_key("draft"), _of("draft", "drafts.id")),
    )
    op.create_index("reviews_of_campaign", "reviews", ["campaign"])
    op.create_table(
        "reminders",
        *(_text("subject"), _text("person"), _text("name"), _text("campaign"), _number("rev"), _text("body")),
        _key("subject", "person", "name"),
    )
    op.create_index("reminders_of_campaign", "reminders", ["campaign"])


def _contacts() -> None:
    op.create_table(
        "contacts",
        *(_text("channel"), _text("address"), _text("person"), _number("at"), _perhaps("gone_at")),
        *(_number("rev"), _text("body"), _key("channel", "address")),
    )
    op.create_index("contacts_of_person", "contacts", ["person", "at"])


def _kept() -> None:
    op.create_table(
        "answer_versions",
        *(_text("draft"), _text("key"), _number("rev"), _text("body")),
        *(_key("draft", "key", "rev"), _of("draft", "drafts.id")),
    )
    op.create_table(
        "files",
        *(_text("sha"), _text("name"), _text("mime"), _number("size"), _number("at"), _bytes("body"), _key("sha")),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        *(_sequence(), _text("channel"), _number("update_id"), _bytes("digest"), _text("address"), _text("job")),
        *(_number("rank"), _number("at"), _bytes("body"), _number("tries"), _number("again"), _text("error")),
        *(_number("dead"), _perhaps("closed_at")),
        sa.UniqueConstraint("channel", "update_id", "digest", name="inbox_once"),
    )
    _index("inbox_waiting", "inbox", ["channel", "rank", "seq"], "closed_at")
    set_aside = sa.column("dead") == sa.literal_column("1")
    op.create_index("inbox_set_aside", "inbox", ["seq"], sqlite_where=set_aside, postgresql_where=set_aside)


def _letters() -> None:
    op.create_table(
        "letters",
        *(_sequence(), _text("id"), _text("channel"), _text("address"), _text("card"), _text("about")),
        *(_number("priority"), _number("not_before"), _number("retry_at"), _number("claimed_until")),
        *(_number("attempts"), _number("unknown"), _text("outcome"), _text("why"), _text("ref")),
        *(_number("position"), _perhaps("closed_at"), _number("secret"), _text("body")),
        sa.UniqueConstraint("id", name="letters_once"),
    )
    _index("letters_by_address", "letters", ["channel", "address", "seq"], "closed_at")
    _index("letters_by_priority", "letters", ["channel", "priority", "seq"], "closed_at")
    reminding = sa.literal_column("substr(about, 1, 9)") == sa.literal_column("'reminder:'")
    op.create_index("letters_of_reminders", "letters", ["about"], sqlite_where=reminding, postgresql_where=reminding)
    secret = sa.column("secret") == sa.literal_column("1")
    op.create_index("letters_with_secrets", "letters", ["closed_at"], sqlite_where=secret, postgresql_where=secret)


def _on_screen() -> None:
    op.create_table(
        "cards",
        *(_text("channel"), _text("address"), _text("card"), _text("about"), _text("ref"), _number("position")),
        *(_number("at"), _key("channel", "address", "card")),
    )
    op.create_table("holds", _text("channel"), _text("address"), _number("until"), _key("channel", "address"))


def _jobs() -> None:
    op.create_table(
        "jobs",
        *(_sequence(), _text("id"), _text("channel"), _text("address"), _text("person"), _number("holds")),
        *(_number("at"), _number("claimed_until"), _number("attempts"), _perhaps("done_at"), _text("body")),
        sa.UniqueConstraint("id", name="jobs_once"),
    )
    _index("jobs_by_address", "jobs", ["channel", "address"], "done_at")


def _alarms() -> None:
    op.create_table(
        "alarms",
        *(_sequence(), _text("subject"), _text("name"), _text("person"), _number("due_at"), _perhaps("rung_at")),
        _text("body"),
        sa.UniqueConstraint("subject", "name", "person", "due_at", name="alarms_once"),
    )
    _index("alarms_to_ring", "alarms", ["due_at", "seq"], "rung_at")


def _events() -> None:
    op.create_table(
        "events",
        *(_number("seq"), _text("draft"), _number("cause"), _number("at"), _text("body"), _text("hash"), _key("seq")),
    )
    op.create_index("events_of_draft", "events", ["draft", "seq"])


def _index(name: str, table: str, columns: list[str], unset: str) -> None:
    """An index of the rows whose column `unset` is null."""
    open_rows = sa.column(unset).is_(None)
    op.create_index(name, table, columns, sqlite_where=open_rows, postgresql_where=open_rows)
