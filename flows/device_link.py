"""Anybody may open the assistant on one more device, by a link of one's own: good once, for a day, and only the newest.

Whoever opens it is the same person at one more address; see flows.device_opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from flows.act import Act
from flows.campaign import Invitation, Person
from flows.clock import clock
from flows.door import way_in
from flows.screens import show_place
from flows.step import Step, digest
from flows.stranger import code_hash
from flows.turn import Event, Press, Say, Turn
from flows.view import View
from flows.wording import say

VALID = timedelta(days=1)
"""How long such a link is good."""

LINKED = "device-link"
"""The act, and the fact that it was done."""


def of_unit(step: Step, press: Press) -> Step:
    """Gives somebody of a unit such a link."""
    view, now = step.here.view, step.here.now
    made = _made(view, now)
    return show_place(step.save(*voided(view, made.person, now)).fact(LINKED, made).say(_letter(view, made)))


def of_office(act: Act, pressed: Press) -> Act:
    """Gives a coordinator such a link."""
    made = _made(act.view, act.now)
    return act.save(*voided(act.view, made.person, act.now)).put(LINKED, made).say(_letter(act.view, made))


def without_report(view: View, now: datetime) -> Turn:
    """Gives such a link to somebody of whose unit nothing is asked."""
    made = _made(view, now)
    fact = Event(name=LINKED, person=made.person, rev=made.rev + 1, digest=digest(made))
    return Turn((*voided(view, made.person, now), made), (fact,), (_letter(view, made),))


def invitation_of(person: Person, code: str, by: str, until: datetime) -> Invitation:
    """The invitation of somebody who is known, to one more address; `by` is who made it."""
    return Invitation(
        id=code_hash(code),
        person=person.id,
        name=person.name,
        unit=person.unit,
        role=person.role,
        expires_at=until,
        nameless=person.nameless,
        by=by,
        own=True,
    )


def voided(view: View, person: str, now: datetime) -> tuple[Invitation, ...]:
    """The person's earlier ones that are still good, which end with a new one."""
    theirs = (one for one in view.unused if one.own and one.person == person)
    return tuple(one.model_copy(update={"expires_at": now}) for one in theirs if one.expires_at > now)


def _made(view: View, now: datetime) -> Invitation:
    """The invitation of oneself."""
    assert view.person is not None
    return invitation_of(view.person, view.code, view.person.id, now + VALID)


def _letter(view: View, made: Invitation) -> Say:
    way, until = way_in(view.links, view.code), clock(made.expires_at)
    return Say(say("device.link", name=made.name, way=way, until=until), secret=True)


RULES: Mapping[str, Callable[[Act, Press], Act]] = {LINKED: of_office}
"""What a coordinator types."""
