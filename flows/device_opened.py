"""A link of one's own was opened: that address is the same person's from now on, and the person's others hear of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows.campaign import Contact, Invitation, Person, Role
from flows.clock import clock
from flows.here import here
from flows.screens import show_place
from flows.step import CARD, Step
from flows.stranger import greeting, refusal, throttled
from flows.team_naming import named_without_report
from flows.turn import Event, Move, Say, Turn, Typed
from flows.view import View
from flows.wording import say

OPENED = "device-joined"
"""The fact that a link of one's own was taken up."""


def opens(view: View, move: Move, now: datetime) -> bool:
    """The code of a link of one's own was typed, at an address of that very person or of nobody."""
    made = view.invitation
    if not isinstance(move, Typed) or made is None or not made.own or refusal(made, view.inviter, now):
        return False
    return view.person.id == made.person if view.person else not throttled(view.contact, now)


def opened(view: View, move: Move, now: datetime) -> Turn:
    """Uses the link up, binds the address where it is new, and shows the person where he or she stands."""
    made = view.invitation
    assert made is not None
    person = _whose(view, made)
    if person is None:
        return Turn(effects=(Say(say("stranger.withdrawn")),))
    used = made.model_copy(update={"used_by": made.person, "used_at": now})
    bound = () if view.person else (_bound(view, made.person, now),)
    fact = Event(name=OPENED, person=made.person, draft=_report(view, made))
    turn = Turn((*bound, used), (fact,), _told(view, person.role, now))
    return turn + _place(replace(view, person=person), move, now)


def _whose(view: View, made: Invitation) -> Person | None:
    """The person whose view this is, though the address may be nobody's yet; None where he or she has left."""
    known = (view.person, *(one.person for one in view.people))
    return next((one for one in known if one and one.id == made.person), None)


def _bound(view: View, person: str, now: datetime) -> Contact:
    return view.contact.model_copy(update={"person": person, "at": now, "wrong": 0, "wrong_since": None})


def _report(view: View, made: Invitation) -> str:
    """The draft of the person's unit, in the campaign that is looked at."""
    campaign = view.campaign
    return f"{campaign.id}/{made.unit}" if campaign and made.unit in campaign.units else ""


def _told(view: View, role: Role, now: datetime) -> tuple[Say, ...]:
    """What is read here, at the person's other addresses, and by the coordinator who made the link, if one did."""
    made, by = view.invitation, view.inviter
    assert made is not None
    again = by is not None and by.id != made.person
    told = say("device.opened_again" if again else "device.opened", at=clock(now), by=by.name if by else "")
    # One chat may be open on several devices: there, what is true on each of them is said.
    hello = told if view.person else say("device.here")
    letters = (Say(hello, keyboard=role), Say(told, to=made.person, elsewhere=True))
    if not again:
        return letters
    unit = next((one.name for one in (view.unit, *view.roster) if one and one.id == made.unit), "")
    return (*letters, Say(say("device.taken_up", name=made.name, unit=unit, at=clock(now)), to=made.by))


def _place(view: View, move: Move, now: datetime) -> Turn:
    """Where the person stands: in the report; at the beginning, where that is no report."""
    assert view.person is not None
    if view.person.role == "coordinator":
        return Turn(effects=greeting(view, view.person, now))
    if view.papers and view.campaign is not None:
        source = move.source if isinstance(move, Typed) else ""
        return show_place(Step(here(view, now), source)).turn()
    if view.person.nameless:
        return named_without_report(view, move)
    return Turn(effects=(Say(say("officer.no_campaign"), card=CARD),))
