"""An invitation lets one chat become one person of a unit: its code is shown once and kept only as a hash."""

from __future__ import annotations

import re
import secrets
from base64 import b32encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flows.campaign import Campaign, Invitation, Unit
from flows.outline import Outline
from flows.stranger import code_hash
from flows.text import fold, nfc
from storage.ledger import Ledger

OUTLINE = "chi-thi-34"
"""The outline of the campaign that people are invited to."""

PARTY = "dang"
"""The tag by which the letterhead's outline knows a body of the Party."""

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

    unit: str
    name: str
    about: dict[str, Any]
    days: int = 30


def new_code() -> str:
    """A code that nobody guesses: 160 bits, as 32 letters and digits that a deep link can carry."""
    return b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower()


def unit_id(name: str) -> str:
    """The id of the unit of that name. Raises BadInvitation where the name has neither letter nor digit.

    >>> unit_id("Sở Thông tin và Truyền thông")
    'so-thong-tin-va-truyen-thong'
    """
    words = re.findall(r"[^\W_]+", fold(name))
    if not words:
        raise BadInvitation("invite.unit_nameless")
    return "-".join(words)


def invite(ledger: Ledger, asked: Asked, outlines: Sequence[Outline], now: datetime) -> str:
    """The code of a new invitation to the campaign of the first outline; raises BadInvitation.

    The campaign and the unit are made where they are new, and the unit is brought up to date.
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
        expires_at=expiry(asked, now),
    )
    ledger.records.save((*_campaign(ledger, outlines[0]), unit, invitation))
    return code


def expiry(asked: Asked, now: datetime) -> datetime:
    """When the invitation stops being good."""
    return now + timedelta(days=asked.days)


def _unit(ledger: Ledger, asked: Asked, outlines: Sequence[Outline]) -> Unit:
    """The unit as it is to be: new, or the one that is known by that name, with what was asked to be set."""
    name = _worded(asked.unit)
    unit = ledger.records.unit(unit_id(name)) or Unit(id=unit_id(name), name=name)
    changed = unit.model_copy(update=asked.about)
    known = set().union(*map(tags, outlines))
    for tag in changed.tags:
        if tag not in known:
            raise BadInvitation("invite.tag_unknown", tag=tag, known=", ".join(sorted(known)))
    party = (PARTY,) if changed.party else ()
    return changed.model_copy(update={"tags": tuple(dict.fromkeys((*changed.tags, *party)))})


def _campaign(ledger: Ledger, outline: Outline) -> tuple[Campaign, ...]:
    """The campaign of an outline, where it is not there yet."""
    if ledger.records.campaign(outline.id):
        return ()
    return (Campaign(id=outline.id, title=outline.name, outline=outline.id, version=outline.version),)


def tags(outline: Outline) -> set[str]:
    """The tags of a unit on which anything in the outline depends."""
    return {tag for condition in _conditions(outline.model_dump()) for tag in condition["tags"]}


def _conditions(part: object) -> Iterator[dict[str, Any]]:
    """Every condition within a part of an outline, at any depth."""
    if isinstance(part, dict):
        if part.get("when"):
            yield part["when"]
        part = tuple(part.values())
    if isinstance(part, list | tuple):
        for piece in part:
            yield from _conditions(piece)


def _worded(text: str) -> str:
    return nfc(" ".join(text.split()))
