"""A stranger gets one polite sentence; a code that was given to one person lets one chat become that person."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from flows.campaign import Contact, Invitation, Person
from flows.clock import clock
from flows.here import OWN_NAME
from flows.progressing_words import left
from flows.report import Run
from flows.step import CARD
from flows.team import Team
from flows.team_asks import mark
from flows.turn import Button, Event, Finished, Move, Press, Say, Turn, Typed, Underway
from flows.view import View
from flows.wording import plain, say

_START = re.compile(r"/?start[ =]+([A-Za-z0-9_-]{1,128})\s*", re.IGNORECASE)
_TRIES = 5
_WAIT = timedelta(hours=1)


def code_in(text: str) -> str:
    """The code of a message that is "/start CODE", or nothing.

    >>> code_in("/start Abc_12-3"), code_in("/start")
    ('Abc_12-3', '')
    """
    found = _START.fullmatch(text.strip())
    return found[1] if found else ""


def code_hash(code: str) -> str:
    """What is kept of a code: its SHA-256 in hex."""
    return hashlib.sha256(code.encode()).hexdigest()


def throttled(contact: Contact, now: datetime) -> bool:
    """So many wrong codes came from this address within the hour that no more are looked at."""
    return contact.wrong >= _TRIES and contact.wrong_since is not None and now - contact.wrong_since < _WAIT


def stranger(view: View, move: Move, now: datetime) -> Turn:
    """What comes of a move of somebody who is not known."""
    if throttled(view.contact, now) or isinstance(move, Finished | Underway):
        return Turn()
    if not isinstance(move, Typed) or not code_in(move.text):
        return _hello(view.contact, now)
    if view.invitation is None:
        return _wrong(view.contact, now)
    line = refusal(view.invitation, view.inviter, now)
    return Turn(effects=(Say(say(line)),)) if line else welcome(view, view.invitation, now)


def refusal(invitation: Invitation | None, inviter: Person | None, now: datetime) -> str:
    """The line that says why a code lets nobody in; nothing, where it does. `inviter` is who made the invitation."""
    if invitation is None:
        return "stranger.wrong"
    if invitation.used_by:
        return "stranger.used"
    if not _backed(inviter, invitation):
        return "stranger.withdrawn"
    return "stranger.expired" if now >= invitation.expires_at else ""


def _backed(inviter: Person | None, invitation: Invitation) -> bool:
    """Who made the invitation may still do so; what was made at the command line always counts."""
    if not invitation.by:
        return True
    if inviter is None or inviter.left_at is not None:
        return False
    if inviter.role == "coordinator":
        return True
    if invitation.own:
        return inviter.id == invitation.person
    return invitation.role == "officer" and inviter.unit == invitation.unit


def _hello(contact: Contact, now: datetime) -> Turn:
    """One sentence an hour: whoever writes more often gets no more, and keeps nobody else waiting."""
    if contact.rev and not contact.wrong and now - contact.at < _WAIT:
        return Turn()
    return Turn((contact.model_copy(update={"at": now}),), effects=(Say(say("stranger.hello")),))


def _wrong(contact: Contact, now: datetime) -> Turn:
    fresh = contact.wrong_since is None or now - contact.wrong_since >= _WAIT
    changes = {"wrong": 1 if fresh else contact.wrong + 1, "wrong_since": now if fresh else contact.wrong_since}
    line = "stranger.wait" if changes["wrong"] == _TRIES else "stranger.wrong"
    return Turn((contact.model_copy(update=changes),), effects=(Say(say(line)),))


def welcome(view: View, invitation: Invitation, now: datetime) -> Turn:
    """Binds this chat to the person who was invited, and uses the code up."""
    person = view.person or Person(
        id=invitation.person,
        name=invitation.name,
        unit=invitation.unit,
        role=invitation.role,
        joined_at=now,
        nameless=invitation.nameless,
    )
    opened = {"campaign": view.campaign.id} if view.campaign else {}
    bound = view.contact.model_copy(update={"person": person.id, "at": now, "wrong": 0, "wrong_since": None, **opened})
    used = invitation.model_copy(update={"used_by": person.id, "used_at": now})
    new = (person,) if view.person is None else ()
    fact = Event(name="joined", person=person.id, draft=view.papers[0].draft.id if view.papers else "")
    told = told_of_joining(view, person, now) if new and not person.nameless else ()
    return Turn((*new, bound, used), (fact,), (*greeting(view, person, now), *told))


def greeting(view: View, person: Person, now: datetime) -> tuple[Say, ...]:
    """What somebody new reads, and the button to begin where there is something to do."""
    blanks = {"name": person.name, "unit": view.unit.name if view.unit else ""}
    if person.role == "coordinator":
        text, does = say("welcome.coordinator", **blanks), "campaigns"
    else:
        asked = _asked(view, now)
        hello = say("welcome.hello_unnamed" if person.nameless else "welcome.hello", **blanks)
        text, does = (*hello, *asked, *say(_how(view, person))), "resume" if view.papers else ""
    return (Say(text, keyboard=person.role), *_first(person, does))


def _first(person: Person, does: str) -> tuple[Say, ...]:
    """The first screen: the question for the own name where nobody knows it, else the button to begin."""
    if person.nameless:
        return (Say(say(f"asks.{OWN_NAME}"), card=CARD, about=mark(OWN_NAME)),)
    begin = Button(label=plain("button.begin"), press=Press(do=does))
    return (Say(say("welcome.begin"), ((begin,),), card=CARD),) if does else ()


def _asked(view: View, now: datetime) -> tuple[Run, ...]:
    """Which report the unit is asked for, and by when; that none is."""
    if not view.papers:
        return say("welcome.no_report")
    report, campaign = say("welcome.report", report=view.papers[0].outline.name), view.campaign
    if campaign is None or campaign.state != "open":
        return (*report, *(say("welcome.closed") if campaign else ()))
    due = campaign.due(view.papers[0].draft.unit)
    return (*report, *(say("welcome.deadline", at=clock(due), left=left(due, now)) if due else ()))


def _how(view: View, person: Person) -> str:
    """The line on what somebody of a unit is to do."""
    if person.role == "officer":
        return "welcome.how"
    return "welcome.how_head_signs" if view.campaign and view.campaign.sign_off else "welcome.how_head"


def told_of_joining(view: View, person: Person, now: datetime) -> tuple[Say, ...]:
    """Who is responsible for the unit's report hears of a colleague who has come."""
    others = tuple(one for one in view.people if one.person.id != person.id)
    if not view.papers or person.role == "coordinator" or not others:
        return ()
    draft = view.papers[0].draft
    to = Team(draft, others, now).responsible
    line = "team.joined_head" if person.role == "head" else "team.joined"
    row = (Button(label=plain("button.team"), press=Press(do="team", draft=draft.id)),)
    return (Say(say(line, name=person.name), (row,), to=to),) if to else ()
