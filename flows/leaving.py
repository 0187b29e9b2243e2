"""A coordinator ends somebody's access: never the own one, so that there is always a coordinator left.

What was written stays as it is, with its author's name; whoever is to come back is invited anew, since the unit's
invitations for the same role that nobody has taken up expire as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.act import Act, press
from flows.campaign import Person
from flows.roles import moved_on, others, warning
from flows.text import clip
from flows.turn import Button, Press, Say
from flows.wording import say

_LONGEST_LABEL = 40
_MOST_PEOPLE = 90
"""A messenger takes a hundred buttons."""


def ask_to_end(act: Act, pressed: Press) -> Act:
    """Asks whose access is to end, and of the one who was picked whether it really is."""
    if not pressed.key:
        return _choice(act, pressed)
    person = _found(act, pressed)
    if person is None:
        return moved_on(act, pressed)
    yes = press("end_access_now", "end-access-now", draft=pressed.draft, key=person.id, rev=person.rev)
    text = say("roles.end_ask", name=person.name, unit=_unit(act))
    return act.screen((*text, *warning(act, person)), ((yes, _back(pressed)),))


def _choice(act: Act, pressed: Press) -> Act:
    """The people whose access may be ended."""
    whom = others(act)[:_MOST_PEOPLE]
    if not whom:
        return moved_on(act, pressed)
    rows = tuple((_pick(one, pressed.draft),) for one in whom)
    return act.rest().screen(say("roles.end_whom", unit=_unit(act)), (*rows, (_back(pressed),)))


def _pick(person: Person, draft: str) -> Button:
    at = Press(do="end-access", draft=draft, key=person.id, rev=person.rev)
    return Button(label=clip(person.name, _LONGEST_LABEL), press=at)


def _back(pressed: Press) -> Button:
    return press("end_access_not", "roles", draft=pressed.draft)


def _unit(act: Act) -> str:
    return act.view.unit.name if act.view.unit else ""


def _found(act: Act, pressed: Press) -> Person | None:
    """The person of a press, where he or she is as when it was offered, and is not oneself."""
    known = (one for one in others(act) if one.id == pressed.key and one.rev == pressed.rev)
    return next(known, None)


def end(act: Act, pressed: Press) -> Act:
    """Ends the access, and tells the one whose it was for the last time."""
    person = _found(act, pressed)
    if person is None:
        return moved_on(act, pressed)
    gone = person.model_copy(update={"left_at": act.now, "deputy": "", "deputy_until": None})
    told = Say(say("roles.end_told", name=person.name, unit=_unit(act)), to=person.id)
    act = act.put("person.left", gone, draft=pressed.draft, key=person.id).say(told)
    rows = ((press("to_people", "roles", draft=pressed.draft),),)
    return _cancelled(act, person, pressed.draft).screen(say("roles.end_done", name=person.name), rows)


def _cancelled(act: Act, person: Person, draft: str) -> Act:
    """Has the unit's unused invitations for that role expire, so that an older link does not let the person back in."""
    for one in act.view.unused:
        theirs = one.person == person.id if one.own else one.role == person.role and one.unit == person.unit
        if theirs and one.expires_at > act.now:
            act = act.put("invitation.cancelled", one.model_copy(update={"expires_at": act.now}), draft=draft)
    return act


RULES: Mapping[str, Callable[[Act, Press], Act]] = {"end-access": ask_to_end, "end-access-now": end}
"""What ends somebody's access."""
