"""An invitation lets one chat become one person of a unit: its code is shown once and kept only as a hash."""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flows.campaign import Campaign, Invitation, Role, Unit
from flows.outline import Outline
from flows.roster import tags, unit_id
from flows.rostering_words import PARTY
from flows.stranger import code_hash
from flows.text import nfc
from storage.ledger import Ledger

OUTLINE = "chi-thi-34"
"""The outline of the campaign that people are invited to."""

CODE_BYTES = 20


class BadInvitation(ValueError):
    """The invitation cannot be made as asked; `line` of the wording says why."""

    def __init__(self, line: str, **blanks: str) -> None:
        super().__init__(line)
        self.line = line
        self.blanks = blanks


@dataclass(frozen=True)
class Asked:
    """Who is to be invited: a person of a unit, for so many days; `about` is what is to be set of the unit."""

    role: Role = field(default="officer", kw_only=True)

    unit: str
    name: str
    about: dict[str, Any]
    days: int = 30


def new_code() -> str:
    """A code that nobody guesses: 160 bits, as 32 letters and digits that a deep link can carry."""
    return b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower()


def invite(ledger: Ledger, asked: Asked, outlines: Sequence[Outline], now: datetime) -> str:
    """The code of a new invitation to the campaign of the first outline; raises BadInvitation.

    The campaign and the unit are made where they are new, and the unit is brought up to date; it takes part in the
    campaign, unless a coordinator is invited: that unit is the office.
    """
    name = _worded(asked.name)
    if not name:
        raise BadInvitation("invite.person_nameless")
    unit = _unit(ledger, asked, outlines)
    code = new_code()
    invitation = Invitation(
        id=code_hash(code),
        # Each invitation saves the unit, so that its revision counts them.
        person=f"{unit.id}.{unit.rev + 1}",
        name=name,
        unit=unit.id,
        role=asked.role,
        expires_at=expiry(asked, now),
    )
    campaigns = () if asked.role == "coordinator" else _campaign(ledger, outlines[0], unit)
    ledger.records.save((*campaigns, unit, invitation))
    return code


def expiry(asked: Asked, now: datetime) -> datetime:
    """When the invitation stops being good."""
    return now + timedelta(days=asked.days)


def _unit(ledger: Ledger, asked: Asked, outlines: Sequence[Outline]) -> Unit:
    """The unit as it is to be: new, or the one that is known by that name, with what was asked to be set."""
    name = _worded(asked.unit)
    known = unit_id(name)
    if not known:
        raise BadInvitation("invite.unit_nameless")
    unit = ledger.records.unit(known) or Unit(id=known, name=name)
    changed = unit.model_copy(update=asked.about)
    worn = set().union(*map(tags, outlines))
    for tag in changed.tags:
        if tag not in worn:
            raise BadInvitation("invite.tag_unknown", tag=tag, known=", ".join(sorted(worn)))
    party = (PARTY,) if changed.party else ()
    return changed.model_copy(update={"tags": tuple(dict.fromkeys((*changed.tags, *party)))})


def _campaign(ledger: Ledger, outline: Outline, unit: Unit) -> tuple[Campaign, ...]:
    """The campaign of an outline with the unit in it; nothing where it is so already, or is over."""
    blank = Campaign(id=outline.id, title=outline.name, outline=outline.id, version=outline.version)
    campaign = ledger.records.campaign(outline.id) or blank
    if unit.id in campaign.units or campaign.state not in ("planned", "open"):
        return ()
    return (campaign.model_copy(update={"units": (*campaign.units, unit.id)}),)


def _worded(text: str) -> str:
    return nfc(" ".join(text.split()))
