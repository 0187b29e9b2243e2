"""Files that were sent up from pages wait here until they are fetched; after two days nobody fetches them any more."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from storage import moments
from storage.sql import Statement, Transaction, insertion
from storage.web_tables import uploads

LIFE = timedelta(days=2)
"""How long an upload is kept: longer than any job is tried again."""

_PUT = insertion(uploads, "ON CONFLICT DO NOTHING")
_GET = Statement(sa.select(uploads.c.body).where(uploads.c.ref == sa.bindparam("ref")))
_SIZES = Statement(
    sa.select(sa.func.sum(uploads.c.size)).where(
        uploads.c.address == sa.bindparam("where"), uploads.c.at >= sa.bindparam("old")
    )
)
_FORGET = Statement(sa.delete(uploads).where(uploads.c.at < sa.bindparam("old")))


class Uploads:
    """The uploads within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, address: str, ref: str, body: bytes, now: datetime) -> None:
        """Keeps what was sent up, and forgets what is older than anybody needs it."""
        self._transaction.run(_FORGET, old=moments.stored(now - LIFE))
        self._transaction.run(_PUT, ref=ref, address=address, at=moments.stored(now), size=len(body), body=body)

    def get(self, ref: str) -> bytes | None:
        """What was sent up under that name."""
        found = self._transaction.one(_GET, ref=ref)
        return bytes(found[0]) if found else None

    def held(self, address: str, now: datetime) -> int:
        """How many bytes are kept of an address, without those that nobody needs any more."""
        found = self._transaction.one(_SIZES, where=address, old=moments.stored(now - LIFE))
        return int(found[0] or 0) if found else 0
