"""An invitation is made here: who may come in by a code, as whom, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.campaign import Invitation, Role, Unit
from flows.stranger import code_hash

VALID = timedelta(days=30)
"""How long a code is good."""


@dataclass(frozen=True)
class Guest:
    """Who is invited: a name in a unit, and as what; `nameless` where only the unit's name is known."""

    unit: Unit
    name: str
    role: Role = "officer"
    nameless: bool = False


def invitation(guest: Guest, code: str, now: datetime, by: str) -> Invitation:
    """The invitation of a new person by that code, of which only the hash is kept; `by` is who invites."""
    known_as = code_hash(code)
    return Invitation(
        id=known_as,
        person=f"{guest.unit.id}.{known_as[:12]}",
        name=guest.name,
        unit=guest.unit.id,
        role=guest.role,
        expires_at=now + VALID,
        nameless=guest.nameless,
        by=by,
    )
