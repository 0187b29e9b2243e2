"""A stranger gets one polite sentence; a code that was given to one person lets one chat become that person."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from flows.campaign import Contact, Invitation, Person
from flows.turn import Button, Event, Move, Press, Say, Turn, Typed, View
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
    if throttled(view.contact, now):
        return Turn()
    if not isinstance(move, Typed) or not code_in(move.text):
        return _hello(view.contact, now)
    invitation = view.invitation
    if invitation is None:
        return _wrong(view.contact, now)
    if invitation.used_by or now >= invitation.expires_at:
        return Turn(effects=(Say(say("stranger.used" if invitation.used_by else "stranger.expired")),))
    return welcome(view, invitation, now)


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
    unit = view.unit
    person = view.person or Person(
        id=invitation.person, name=invitation.name, unit=invitation.unit, role=invitation.role
    )
    bound = view.contact.model_copy(update={"person": person.id, "at": now, "wrong": 0, "wrong_since": None})
    used = invitation.model_copy(update={"used_by": person.id, "used_at": now})
    new = (person,) if view.person is None else ()
    text = say("welcome.text", name=person.name, unit=unit.name if unit else "", report=_report(view))
    begin = Button(label=plain("button.begin"), press=Press(do="resume"))
    return Turn(
        (*new, bound, used),
        (Event(name="joined", person=person.id),),
        (Say(text, keyboard=True), Say(say("welcome.begin"), ((begin,),), card="question")),
    )


def _report(view: View) -> str:
    return view.papers[0].outline.name if view.papers else ""
