"""The tables of the web channel: devices, the messages of each chat, uploads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Builds the tables of the web channel."""
    _devices()
    _messages()
    op.create_table(
        "uploads",
        *(_text("ref"), _text("address"), _number("at"), _number("size")),
        *(sa.Column("body", sa.LargeBinary, nullable=False), sa.PrimaryKeyConstraint("ref")),
    )
    op.create_index("uploads_by_age", "uploads", ["at"])


def _devices() -> None:
    op.create_table(
        "devices",
        *(_text("id"), _text("address"), _text("code"), _text("claim"), _number("at"), _number("seen_at")),
        *(sa.Column("ended_at", sa.BigInteger, nullable=True), sa.PrimaryKeyConstraint("id")),
    )
    op.create_index("devices_of_address", "devices", ["address"])
    _once("devices_once", "devices", ["code"])


def _messages() -> None:
    op.create_table(
        "messages",
        *(_text("address"), _number("position"), _number("change"), _text("nonce"), _text("letter"), _text("body")),
        sa.PrimaryKeyConstraint("address", "position"),
    )
    op.create_index("messages_by_change", "messages", ["address", "change"])
    _once("messages_said_once", "messages", ["address", "nonce"])
    _once("messages_of_letters", "messages", ["address", "letter"])


def _once(name: str, table: str, columns: list[str]) -> None:
    """A unique index of the rows whose last column says something."""
    said = sa.column(columns[-1]) != sa.literal_column("''")
    op.create_index(name, table, columns, unique=True, sqlite_where=said, postgresql_where=said)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)
