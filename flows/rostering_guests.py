"""Who of a unit is still to be invited, by what name, and what is written to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flows.campaign import Campaign, Member, Person, Role, Unit
from flows.clock import clock, day
from flows.inviting import VALID, Guest
from flows.text import clip
from flows.wording import plain

_LONGEST_NAME = 120


def missing(unit: Unit, people: Iterable[Member], campaign: Campaign, left: Iterable[Person] = ()) -> tuple[Guest, ...]:
    """Whom a campaign still needs of a unit: an officer, and the head where the head's approval is asked for."""
    members = tuple(people)
    joined = {member.person.role for member in members if member.person.unit == unit.id and member.reach != "never"}
    wanted: tuple[Role, ...] = ("officer", "head") if campaign.sign_off else ("officer",)
    ever = (*(member.person for member in members), *left)
    return tuple(guest(unit, role, ever) for role in wanted if role not in joined)


def guest(unit: Unit, role: Role, ever: Iterable[Person]) -> Guest:
    """One more person of a unit; `ever` are those who have joined it, whether they have left since or not.

    The name in the list of units is that of the first one of a role. Whoever comes later says his or her own name, and
    is called after the unit until then.
    """
    of_unit = tuple(one for one in ever if one.unit == unit.id)
    listed = unit.signer if role == "head" else unit.officer
    name = "" if any(one.role == role or one.name == listed for one in of_unit) else listed
    line = "invitations.head_of" if role == "head" else "invitations.officer_of"
    return Guest(unit, name or clip(plain(line, unit=unit.name), _LONGEST_NAME), role, nameless=not name)


def called(whom: Guest) -> str:
    """Whom an invitation is for: the name, else the work in the unit."""
    if not whom.nameless:
        return whom.name
    line = "invitations.unnamed_head" if whom.role == "head" else "invitations.unnamed_officer"
    return plain(line, unit=whom.unit.name)


def message(whom: Guest, campaign: Campaign, way: str, now: datetime) -> str:
    """A message ready to be passed on; `way` says how one comes in."""
    due = campaign.due(whom.unit.id)
    line = "invitations.message_head" if whom.role == "head" else "invitations.message_officer"
    by_when = plain("invitations.deadline", at=clock(due)) if due else ""
    text = plain(line, report=campaign.title, deadline=by_when)
    return f"{_greeting(whom)}\n{text}\n{way}\n{plain('invitations.valid', until=day(now + VALID))}"


def _greeting(whom: Guest) -> str:
    """Whom the message is to; the unit is named once, where only its name is known."""
    if not whom.nameless:
        return plain("invitations.to_named", name=whom.name, unit=whom.unit.name)
    name = called(whom)
    return plain("invitations.to_unnamed", name=name[:1].lower() + name[1:])
