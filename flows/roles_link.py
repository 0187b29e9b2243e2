"""A coordinator gives somebody who can open the assistant nowhere any more a link back to the own place; never oneself.

It lets nobody new in: whoever opens it is that person at one more address; see flows.device_opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from flows.act import Act, press
from flows.campaign import Invitation, Person
from flows.clock import clock
from flows.device_link import invitation_of, voided
from flows.door import way_in
from flows.report import Run
from flows.roles import moved_on, others
from flows.text import clip
from flows.turn import Button, Press, Say
from flows.wording import say

VALID = timedelta(days=3)
"""How long such a link is good."""

_LONGEST_LABEL = 40
_MOST_PEOPLE = 90
"""A messenger takes a hundred buttons."""


def ask_to_link(act: Act, pressed: Press) -> Act:
    """Asks who is to get a link, where there are several, and whether that one really is to."""
    if not pressed.key:
        return _choice(act, pressed)
    person = _found(act, pressed)
    return _confirm(act, person, pressed) if person else moved_on(act, pressed)


def _choice(act: Act, pressed: Press) -> Act:
    """The people who may get a link; the only one is not asked for."""
    whom = others(act)[:_MOST_PEOPLE]
    if len(whom) < 2:
        return _confirm(act, whom[0], pressed) if whom else moved_on(act, pressed)
    rows = tuple((_pick(one, pressed.draft),) for one in whom)
    return act.rest().screen(say("roles.link_whom", unit=_unit(act)), (*rows, (_back(pressed),)))


def _pick(person: Person, draft: str) -> Button:
    at = Press(do="device-invite", draft=draft, key=person.id, rev=person.rev)
    return Button(label=clip(person.name, _LONGEST_LABEL), press=at)


def _confirm(act: Act, person: Person, pressed: Press) -> Act:
    """Says what the link means, and asks for the word."""
    yes = press("send_link_now", "device-invite-now", draft=pressed.draft, key=person.id, rev=person.rev)
    ends = say("roles.link_ends") if voided(act.view, person.id, act.now) else ()
    text = (*say("roles.link_ask", name=person.name, unit=_unit(act)), *ends, *say("roles.link_care"))
    return act.rest().screen(text, ((yes, _back(pressed)),))


def _back(pressed: Press) -> Button:
    return press("send_link_not", "roles", draft=pressed.draft)


def _unit(act: Act) -> str:
    return act.view.unit.name if act.view.unit else ""


def _found(act: Act, pressed: Press) -> Person | None:
    """The person of a press, where he or she is as when it was offered, and is not oneself."""
    return next((one for one in others(act) if (one.id, one.rev) == (pressed.key, pressed.rev)), None)


def give_link(act: Act, pressed: Press) -> Act:
    """Makes the invitation, and the message to be passed on; it is shown once."""
    person = _found(act, pressed)
    if person is None:
        return moved_on(act, pressed)
    made = invitation_of(person, act.view.code, act.person, act.now + VALID)
    act = act.save(*voided(act.view, person.id, act.now))
    act = act.put("device-invited", made, draft=pressed.draft, key=person.id)
    back = ((press("to_people", "roles", draft=pressed.draft),),)
    act = act.screen(say("roles.link_made", name=made.name), back)
    return act.say(Say(_message(act, made), secret=True))


def _message(act: Act, made: Invitation) -> tuple[Run, ...]:
    """What is passed on to the person."""
    to = "invitations.to_unnamed" if made.nameless else "invitations.to_named"
    way, until = way_in(act.view.links, act.view.code), clock(made.expires_at)
    return (*say(to, name=made.name, unit=_unit(act)), *say("roles.link_message", way=way, until=until))


RULES: Mapping[str, Callable[[Act, Press], Act]] = {"device-invite": ask_to_link, "device-invite-now": give_link}
"""What gives somebody a link back."""
