"""What Telegram says of whoever opens a Mini App, sealed with the bot's token: true only where the seal fits.

The seal is over every field but `hash` itself, as https://core.telegram.org/bots/webapps has it under "Validating data
received via the Mini App"; `signature` is one of those fields.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, ValidationError

AGE = timedelta(hours=24)
"""How old a seal may be: two hundred figures are gathered over a working day, on a page that stays open."""

AHEAD = timedelta(minutes=5)
"""How far Telegram's clock may go before ours."""

LONGEST = 10_000


class _User(BaseModel):
    """Who opened the Mini App; Telegram says more of a person than is read here."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True, strict=True)

    id: int


def opened_by(sealed: str, token: str, now: datetime) -> str:
    """The id of the user who opened the Mini App; empty where the seal is not of this bot, or too old."""
    said = dict(parse_qsl(sealed[:LONGEST], keep_blank_values=True))
    if not hmac.compare_digest(_seal(said, token), said.get("hash", "").encode()):
        return ""
    if not _is_fresh(said.get("auth_date", ""), now):
        return ""
    try:
        return str(_User.model_validate_json(said.get("user", "")).id)
    except ValidationError:
        return ""


def _seal(said: dict[str, str], token: str) -> bytes:
    lines = "\n".join(f"{name}={value}" for name, value in sorted(said.items()) if name != "hash")
    key = hmac.digest(b"WebAppData", token.encode(), sha256)
    return hmac.digest(key, lines.encode("utf-8", "surrogateescape"), sha256).hex().encode()


def _is_fresh(at: str, now: datetime) -> bool:
    if not (at.isascii() and at.isdecimal()) or len(at) > 11:
        return False
    return -AHEAD <= now - datetime.fromtimestamp(int(at), UTC) <= AGE
