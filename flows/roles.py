"""Roles are given and taken by a coordinator, never by oneself; each change is confirmed, kept as a fact, and told.

Of a unit an officer may become the head and the other way round; of the office somebody may become a coordinator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

from flows.act import Act, Rows, press
from flows.campaign import Member, Person, Role
from flows.clock import day
from flows.door import way_in
from flows.inviting import Guest, invitation
from flows.report import Run
from flows.roles_after import stands, told_to_heir, who_submits
from flows.text import clip, printable
from flows.turn import Button, Press, Say, Typed
from flows.wording import plain, say

_LONGEST_NAME = 80
_MOST_PEOPLE = 12
_LONGEST_LABEL = 30
_ASKED: Mapping[Role, str] = {
    "officer": "roles.ask_officer",
    "head": "roles.ask_head",
    "coordinator": "roles.ask_coordinator",
}
_TOLD: Mapping[Role, str] = {
    "officer": "roles.told_officer",
    "head": "roles.told_head",
    "coordinator": "roles.told_coordinator",
}


def show_people(act: Act, pressed: Press) -> Act:
    """The people of the unit whose draft was pressed, or of the office, with what each may become."""
    unit, draft = act.view.unit, pressed.draft or _open_draft(act)
    if unit is None:
        return act.tell("trouble.old_button")
    people = act.view.people[:_MOST_PEOPLE]
    lines = "\n".join(_line(act, member) for member in people) or plain("roles.nobody")
    left = len(act.view.people) - len(people)
    more = say("roles.more", left=left) if left > 0 else ()
    changes = [_change(member.person, role, draft) for member in people for role in _options(act, member)]
    rows = (*((one,) for one in changes), *_of_others(act, draft), *_invite(draft), _back(draft))
    return act.rest().screen((*say("roles.people", unit=unit.name, lines=lines), *more), rows)


def others(act: Act) -> tuple[Person, ...]:
    """The people who are looked at, without oneself."""
    return tuple(one.person for one in act.view.people if one.person.id != act.person)


def _of_others(act: Act, draft: str) -> Rows:
    """What is done about one of the others, who is asked for next."""
    if not others(act):
        return ()
    back_in = press("send_link", "device-invite", draft=draft)
    return ((back_in,), (press("end_access", "end-access", draft=draft),))


def _open_draft(act: Act) -> str:
    """The draft that is being spoken of, if one is; else it is the office that is looked at."""
    return act.view.papers[0].draft.id if act.view.papers else ""


def _line(act: Act, member: Member) -> str:
    """A person, the role, whether it is oneself, and whether he or she can be reached."""
    notes = [plain(f"role.{member.person.role}")]
    notes += [plain("roles.oneself")] if member.person.id == act.person else []
    notes += [plain(f"reach.{member.reach}")] if member.reach != "reachable" else []
    return plain("roles.person", name=member.person.name, notes=", ".join(notes))


def _options(act: Act, member: Member) -> tuple[Role, ...]:
    """What a person may become; only those of the office become coordinators, and nobody changes oneself."""
    person = member.person
    if person.id == act.person:
        return ()
    if person.role == "coordinator":
        return ("officer",)
    other: Role = "head" if person.role == "officer" else "officer"
    return (other, "coordinator") if _of_office(act, person) else (other,)


def _of_office(act: Act, person: Person) -> bool:
    return act.view.person is not None and person.unit == act.view.person.unit


def _change(person: Person, role: Role, draft: str) -> Button:
    name = clip(person.name, _LONGEST_LABEL)
    label = plain(f"button.role_{role}", name=name)
    return Button(label=label, press=Press(do="role", draft=draft, key=person.id, rev=person.rev, arg=role))


def _invite(draft: str) -> Rows:
    if not draft:
        return ((press("invite_coordinator", "invite-coordinator"),),)
    officer = press("invite_officer", "invite-message", draft=draft, arg="officer")
    return ((officer, press("invite_head", "invite-message", draft=draft, arg="head")),)


def _back(draft: str) -> tuple[Button, ...]:
    return (press("to_unit", "unit", draft=draft) if draft else press("to_roster", "roster"),)


def ask_to_change(act: Act, pressed: Press, lead: tuple[Run, ...] = ()) -> Act:
    """Says what the change would mean, and asks for the word."""
    found = _found(act, pressed)
    if found is None:
        return moved_on(act, pressed)
    person, role = found
    at: dict[str, Any] = {"draft": pressed.draft, "key": person.id, "rev": person.rev}
    at["arg"] = f"{role} {stands(act, person, role)}"
    text = say(_ASKED[role], name=person.name, unit=act.view.unit.name if act.view.unit else "")
    rows = ((press("role_now", "role-now", **at), press("role_not", "roles", draft=pressed.draft)),)
    return act.screen((*lead, *text, *warning(act, person), *who_submits(act, person, role)), rows)


def warning(act: Act, person: Person) -> tuple[Run, ...]:
    """What a unit is left without."""
    others = [one.person for one in act.view.people if one.person.id != person.id and one.person.role == person.role]
    if others or person.role == "coordinator":
        return ()
    return say("roles.last_officer") if person.role == "officer" else say("roles.last_head")


def change(act: Act, pressed: Press) -> Act:
    """Gives the role, if the unit is as it was when that was asked, and tells the one who has it now."""
    found = _found(act, pressed)
    if found is None:
        return moved_on(act, pressed)
    person, role = found
    if pressed.arg != f"{role} {stands(act, person, role)}":
        return ask_to_change(act, pressed, say("roles.changed_since"))
    heir = told_to_heir(act, person, role)
    act = act.put(f"role.{role}", person.model_copy(update={"role": role}), draft=pressed.draft)
    told = Say(say(_TOLD[role], name=person.name), keyboard=role, to=person.id)
    done = say("roles.done", name=person.name, role=plain(f"role.{role}"))
    return act.say(told, *heir).screen(done, ((press("to_people", "roles", draft=pressed.draft),),))


def _found(act: Act, pressed: Press) -> tuple[Person, Role] | None:
    """The person and the role of a press, where both are as they were when it was offered and may be changed."""
    member = next((one for one in act.view.people if one.person.id == pressed.key), None)
    named = pressed.arg.partition(" ")[0]
    if member is None or member.person.rev != pressed.rev or named not in get_args(Role):
        return None
    role = cast(Role, named)
    return (member.person, role) if role in _options(act, member) else None


def moved_on(act: Act, pressed: Press) -> Act:
    """Says that somebody else was first, and leads back to the people."""
    return act.screen(say("roles.moved_on"), ((press("to_people", "roles", draft=pressed.draft),),))


def ask_colleague(act: Act, pressed: Press) -> Act:
    """Asks for the name of a colleague who is to be a coordinator."""
    back = ((press("to_people", "roles"),),)
    return act.sit(asks="invite-coordinator", about="").screen(say("roles.ask_colleague"), back)


def colleague_named(act: Act, move: Typed) -> Act:
    """Asks whether the one of that name is to come in as a coordinator."""
    name = " ".join(printable(move.text).split())
    if len(name) > _LONGEST_NAME or not any(char.isalpha() for char in name):
        return act.tell("roles.not_a_name", limit=_LONGEST_NAME)
    rows = ((press("colleague_now", "invite-coordinator-now", arg=name), press("role_not", "roles")),)
    return act.rest().screen(say("roles.confirm_colleague", name=name), rows)


def invite_colleague(act: Act, pressed: Press) -> Act:
    """Makes the invitation of a coordinator, and the message to be passed on; it is shown once."""
    office = act.view.unit
    if office is None or act.view.person is None or office.id != act.view.person.unit or not pressed.arg:
        return act.tell("trouble.old_button")
    made = invitation(Guest(office, pressed.arg, "coordinator"), act.view.code, act.now, act.person)
    way = way_in(act.view.links, act.view.code)
    text = say("roles.message", name=made.name, unit=office.name, way=way, until=day(made.expires_at))
    act = act.put("invited", made).screen(say("roles.invited", name=made.name), ((press("to_people", "roles"),),))
    return act.say(Say(text, secret=True))


RULES: Mapping[str, Callable[[Act, Press], Act]] = {
    "roles": show_people,
    "role": ask_to_change,
    "role-now": change,
    "invite-coordinator": ask_colleague,
    "invite-coordinator-now": invite_colleague,
}
"""What is done about roles."""

ASKED: Mapping[str, Callable[[Act, Typed], Act]] = {"invite-coordinator": colleague_named}
"""What is asked about roles."""
