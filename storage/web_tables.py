"""The tables of the web channel, in one place: who was let in with what, what stands in each chat, what was sent up."""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import bytes_, metadata, number, perhaps, some, text

devices = sa.Table(
    "devices",
    metadata,
    text("id", key=True),
    text("address"),
    text("code"),
    text("claim"),
    number("at"),
    number("seen_at"),
    perhaps("ended_at"),
    sa.Index("devices_of_address", "address"),
)
some("devices_once", [devices.c.code], devices.c.code != sa.literal_column("''"), unique=True)

messages = sa.Table(
    "messages",
    metadata,
    text("address", key=True),
    number("position", key=True),
    number("change"),
    text("nonce"),
    text("letter"),
    text("body"),
    sa.Index("messages_by_change", "address", "change"),
)
some("messages_said_once", messages.c["address", "nonce"], messages.c.nonce != sa.literal_column("''"), unique=True)
some("messages_of_letters", messages.c["address", "letter"], messages.c.letter != sa.literal_column("''"), unique=True)

uploads = sa.Table(
    "uploads",
    metadata,
    text("ref", key=True),
    text("address"),
    number("at"),
    number("size"),
    bytes_("body"),
    sa.Index("uploads_by_age", "at"),
)
