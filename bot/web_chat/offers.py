"""An offer is a press that one coordinator may make from a page: sealed, so that no browser names a draft by itself."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha256
from hmac import compare_digest, digest

from flows.campaign import Person
from flows.record import Record
from flows.rights import may
from flows.turn import Press

_SEAL = 16
"""How many bytes of the hash seal an offer: nobody guesses 128 bits."""


class _Sealed(Record):
    """What an offer says: the press, and whether its `arg` is what the person writes."""

    press: Press
    written: bool = False


class Offers:
    """Seals presses with a secret of this process: after another start every offer is stale."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def seal(self, person: Person, press: Press, *, written: bool = False) -> str:
        """The offer of a press to a person, `written` where its arg is yet to be; "" where it is not allowed."""
        if not _allowed(person, press):
            return ""
        body = _Sealed(press=press, written=written).model_dump_json(exclude_defaults=True).encode()
        return urlsafe_b64encode(self._mark(person, body) + body).decode().rstrip("=")

    def open(self, person: Person, offer: str, text: str = "") -> Press | None:
        """The press that was offered to that person, with what was written; None where it was not, or no longer is."""
        try:
            raw = urlsafe_b64decode(offer.encode() + b"=" * (-len(offer) % 4))
        except (Error, UnicodeEncodeError):
            return None
        mark, body = raw[:_SEAL], raw[_SEAL:]
        if not compare_digest(mark, self._mark(person, body)):
            return None
        sealed = _Sealed.model_validate_json(body)
        if not _allowed(person, sealed.press) or bool(text) != sealed.written:
            return None
        return sealed.press.model_copy(update={"arg": text}) if sealed.written else sealed.press

    def _mark(self, person: Person, body: bytes) -> bytes:
        return digest(self._secret, person.id.encode() + b"\0" + body, sha256)[:_SEAL]


def _allowed(person: Person, press: Press) -> bool:
    """Only coordinators press from a page, and only what their role may do."""
    return person.role == "coordinator" and person.left_at is None and may(person, press.do)
