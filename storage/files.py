"""Files are kept in the database, under the SHA-256 of their bytes, so that a backup is whole."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from storage import moments
from storage.sql import Statement, Transaction, insertion
from storage.tables import files

_PUT = insertion(files, "ON CONFLICT DO NOTHING")
_GET = Statement(sa.select(files.c.body).where(files.c.sha == sa.bindparam("sha")))


class Files:
    """The files within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, body: bytes, name: str, mime: str, now: datetime) -> str:
        """Keeps a file and says its SHA-256; one with the same bytes is kept once, under its first name."""
        sha = sha256(body).hexdigest()
        shown = name.encode("utf-8", "replace").decode().replace("\0", "")
        at = moments.stored(now)
        self._transaction.run(_PUT, sha=sha, name=shown, mime=mime, size=len(body), at=at, body=body)
        return sha

    def get(self, sha: str) -> bytes | None:
        """The bytes of the file with that SHA-256."""
        found = self._transaction.one(_GET, sha=sha)
        return bytes(found[0]) if found else None
