"""What the outbox says to the database; what only looks at some channels is built once for each set of them."""

from __future__ import annotations

from functools import cache
from typing import Final

import sqlalchemy as sa

from storage.sql import Latest, Statement, insertion, served
from storage.tables import SECRET, cards, contacts, files, holds, letters

FRESH: Final = {
    "retry_at": 0,
    "claimed_until": 0,
    "attempts": 0,
    "unknown": 0,
    "outcome": "",
    "why": "",
    "ref": "",
    "position": 0,
    "closed_at": None,
}
"""What a letter begins with."""

_NOW = sa.bindparam("now", type_=sa.BigInteger)
_MOMENT = sa.bindparam("moment", type_=sa.BigInteger)
_THIS = letters.c.id == sa.bindparam("letter")
_UNSENT = letters.c.closed_at.is_(None)
_AT_ADDRESS = (letters.c.channel == sa.bindparam("channel"), letters.c.address == sa.bindparam("address"))

_earlier = letters.alias("earlier")
_FIRST = ~sa.exists().where(
    _earlier.c.closed_at.is_(None),
    _earlier.c.channel == letters.c.channel,
    _earlier.c.address == letters.c.address,
    _earlier.c.seq < letters.c.seq,
    sa.or_(_earlier.c.card == "", _earlier.c.not_before <= _NOW),
)

_address_hold = holds.alias("address_hold")
_channel_hold = holds.alias("channel_hold")
_HELD = sa.exists().where(
    holds.c.channel == letters.c.channel,
    sa.or_(holds.c.address == letters.c.address, holds.c.address == ""),
    holds.c.until > _NOW,
)
_ON_SCREEN = sa.and_(
    cards.c.channel == letters.c.channel, cards.c.address == letters.c.address, cards.c.card == letters.c.card
)

QUEUE = insertion(letters, without=["seq"])
SUPERSEDE = Statement(
    sa.update(letters)
    .where(*_AT_ADDRESS, letters.c.card == sa.bindparam("card"), _UNSENT, letters.c.claimed_until <= _MOMENT)
    .values(closed_at=_MOMENT, outcome="superseded")
)
_DUE = (
    sa.select(letters.c.body, letters.c.attempts, letters.c.unknown, sa.func.coalesce(cards.c.ref, ""))
    .select_from(letters.outerjoin(cards, _ON_SCREEN))
    .where(
        _UNSENT,
        letters.c.not_before <= _NOW,
        letters.c.retry_at <= _NOW,
        letters.c.claimed_until <= _NOW,
        _FIRST,
        ~_HELD,
    )
    .order_by(letters.c.priority, letters.c.seq)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True, of=letters)
)
CLAIM = Statement(
    sa.update(letters).where(_THIS).values(claimed_until=sa.bindparam("until"), attempts=letters.c.attempts + 1)
)
_NEXT = (
    sa.select(
        sa.func.min(
            Latest(
                letters.c.not_before,
                letters.c.retry_at,
                letters.c.claimed_until,
                sa.func.coalesce(_address_hold.c.until, 0),
                sa.func.coalesce(_channel_hold.c.until, 0),
            )
        )
    )
    .select_from(
        letters.outerjoin(
            _address_hold,
            sa.and_(_address_hold.c.channel == letters.c.channel, _address_hold.c.address == letters.c.address),
        ).outerjoin(_channel_hold, sa.and_(_channel_hold.c.channel == letters.c.channel, _channel_hold.c.address == ""))
    )
    .where(_UNSENT, _FIRST)
)
SENT = Statement(
    sa.update(letters)
    .where(_THIS)
    .values(closed_at=_MOMENT, outcome="sent", ref=sa.bindparam("new_ref"), position=sa.bindparam("new_position"))
)
SHOWN = Statement(
    sa.insert(cards).from_select(
        ["channel", "address", "card", "about", "ref", "position", "at"],
        sa.select(*letters.c["channel", "address", "card", "about", "ref", "position"], _MOMENT).where(
            _THIS, letters.c.card != ""
        ),
    ),
    "ON CONFLICT (channel, address, card) DO UPDATE SET"
    " about = excluded.about, ref = excluded.ref, position = excluded.position, at = excluded.at",
)
LATER = Statement(
    sa.update(letters)
    .where(_THIS, _UNSENT)
    .values(
        claimed_until=0,
        retry_at=sa.bindparam("until"),
        why=sa.bindparam("reason"),
        unknown=letters.c.unknown + sa.bindparam("doubt", type_=sa.BigInteger),
    )
)
_REFUSAL = {"closed_at": _MOMENT, "outcome": "refused"}
REFUSED = Statement(sa.update(letters).where(_THIS, _UNSENT).values(**_REFUSAL, why=sa.bindparam("reason")))
ALL_REFUSED = Statement(sa.update(letters).where(*_AT_ADDRESS, _UNSENT).values(**_REFUSAL, why="gone"))
_CONTACT = (contacts.c.channel == sa.bindparam("channel_"), contacts.c.address == sa.bindparam("address_"))
GONE = Statement(sa.update(contacts).where(*_CONTACT).values(gone_at=_MOMENT))
BACK = Statement(sa.update(contacts).where(*_CONTACT, contacts.c.gone_at.is_not(None)).values(gone_at=None))
HOLD = insertion(holds, "ON CONFLICT (channel, address) DO UPDATE SET until = excluded.until")
LETTER = Statement(sa.select(letters.c.body).where(_THIS))
SPENT = Statement(sa.select(letters.c.body).where(SECRET, letters.c.closed_at.is_not(None)))
UNSPENT = Statement(sa.select(letters.c.body).where(SECRET, _UNSENT))
FORGET = Statement(sa.update(letters).where(_THIS).values(body=sa.bindparam("new_body"), secret=0))
BURN = Statement(sa.delete(files).where(files.c.sha == sa.bindparam("sha")))
QUESTION = Statement(
    sa.select(cards.c.about, cards.c.position, cards.c.at).where(
        cards.c.channel == sa.bindparam("channel"),
        cards.c.address == sa.bindparam("address"),
        cards.c.card == "question",
    )
)


@cache
def due(channels: tuple[str, ...]) -> Statement:
    """Asks for the letters of those channels that may go now."""
    return Statement(_DUE.where(served(letters.c.channel, channels)))


@cache
def unclaim(channels: tuple[str, ...]) -> Statement:
    """Gives up the claims on letters of those channels."""
    claimed = (served(letters.c.channel, channels), _UNSENT, letters.c.claimed_until > 0)
    return Statement(sa.update(letters).where(*claimed).values(claimed_until=0))


@cache
def next_due(channels: tuple[str, ...]) -> Statement:
    """Asks when the next letter of those channels may go."""
    return Statement(_NEXT.where(served(letters.c.channel, channels)))
