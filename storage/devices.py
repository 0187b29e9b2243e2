"""The browsers that people were let in with; of the secret in a cookie only the SHA-256 is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage import moments
from storage.sql import Row, Statement, Transaction, insertion
from storage.web_tables import devices

LIFE = timedelta(days=180)
"""After how long without a visit a device has to be let in anew."""

TOUCH = timedelta(hours=1)
"""How old a note of the last visit may be, so that not every visit writes one."""


@dataclass(frozen=True, slots=True)
class Device:
    """A browser: `id` is the SHA-256 of its secret, `code` the invitation that it took up, `claim` by which word.

    `at` is when it was added; None where it is yet to be.
    """

    id: str
    address: str
    code: str
    claim: str
    seen_at: datetime
    ended: bool
    at: datetime | None = None


_SHOWN = devices.c["id", "address", "code", "claim", "seen_at", "ended_at", "at"]
_THIS = devices.c.id == sa.bindparam("which")
_GET = Statement(sa.select(*_SHOWN).where(_THIS))
_OF_CODE = Statement(
    sa.select(*_SHOWN).where(devices.c.code == sa.bindparam("taken"), devices.c.code != sa.literal_column("''"))
)
_ADD = insertion(devices)
_SEEN = Statement(sa.update(devices).where(_THIS).values(seen_at=sa.bindparam("moment")))
_RENEW = Statement(sa.update(devices).where(_THIS).values(id=sa.bindparam("new_id"), seen_at=sa.bindparam("moment")))
_FREE = Statement(sa.update(devices).where(_THIS).values(code="", ended_at=sa.bindparam("moment")))
_END = Statement(sa.update(devices).where(_THIS).values(ended_at=sa.bindparam("moment")))


class Devices:
    """The devices within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, device: str) -> Device | None:
        """The device with that SHA-256."""
        return _read(self._transaction.one(_GET, which=device))

    def of_code(self, code: str) -> Device | None:
        """The device that took up the invitation of that SHA-256."""
        return _read(self._transaction.one(_OF_CODE, taken=code))

    def add(self, device: Device, now: datetime) -> None:
        """Lets a device in; the database refuses a second one of the same invitation."""
        at = moments.stored(now)
        kept = {"id": device.id, "address": device.address, "code": device.code, "claim": device.claim}
        self._transaction.run(_ADD, **kept, at=at, seen_at=at, ended_at=None)

    def visited(self, device: str, now: datetime) -> Device | None:
        """The device, which is noted to have been here; None where it is unknown, ended, or was away for too long."""
        known = self.get(device)
        if known is None or known.ended or now - known.seen_at > LIFE:
            return None
        if now - known.seen_at > TOUCH:
            self._transaction.run(_SEEN, which=device, moment=moments.stored(now))
        return known

    def renew(self, device: str, new: str, now: datetime) -> None:
        """The device has another secret from now on."""
        self._transaction.run(_RENEW, which=device, new_id=new, moment=moments.stored(now))

    def free(self, device: str, now: datetime) -> None:
        """The device is not let in, and its invitation may be taken up by another."""
        self._transaction.run(_FREE, which=device, moment=moments.stored(now))

    def end(self, device: str, now: datetime) -> None:
        """The device is not let in any more."""
        self._transaction.run(_END, which=device, moment=moments.stored(now))


def _read(row: Row | None) -> Device | None:
    if row is None:
        return None
    device, address, code, claim, seen_at, ended_at, at = row
    return Device(device, address, code, claim, moments.read(seen_at), ended_at is not None, moments.read(at))
