"""The page of a unit's people: who they are, who is responsible, what each alone is asked, who stands in for whom."""

from __future__ import annotations

from dataclasses import replace

from flows.campaign import Member, Person
from flows.clock import day
from flows.here import Here
from flows.report import Run
from flows.screens import screen, way_on
from flows.step import Step, button
from flows.team_parts import named
from flows.turn import Button, Press
from flows.wording import plain, say

_ROLES = {"officer": "team.officer", "head": "team.head", "coordinator": "team.coordinator"}
_REACH = {"gone": "team.gone", "never": "team.never"}


def team(step: Step, press: Press) -> Step:
    """Shows the page of the unit's people."""
    return show_team(step)


def show_team(step: Step, lead: tuple[Run, ...] = ()) -> Step:
    """The page of the unit's people, under a line on what was just done."""
    here = step.here
    unit = here.view.unit.name if here.view.unit else ""
    people = "\n".join(_line(here, member) for member in here.view.people)
    gap = (Run(text="\n\n"),) if lead else ()
    text = (*lead, *gap, *say("team.page", unit=unit, people=people or plain("team.nobody")))
    return screen(step, text, _buttons(here), edit=True)


def _line(here: Here, member: Member) -> str:
    """One of the unit's people."""
    person = member.person
    officer = person.id in here.team.officers
    held = here.draft.assigned.get(person.id, ()) if officer else ()
    notes = (
        plain("team.is_responsible") if person.id == here.team.responsible else "",
        plain("team.holds", parts=named(here, held)) if held else "",
        _stood_in(here, person),
        plain(_REACH[member.reach]) if member.reach in _REACH else "",
    )
    role = plain(_ROLES[person.role])
    return plain("team.person", name=person.name, notes="; ".join((role, *filter(None, notes))))


def _stood_in(here: Here, person: Person) -> str:
    deputy = here.team.deputy(person)
    if not deputy or person.deputy_until is None:
        return ""
    return plain("team.stood_in", name=here.name(deputy), until=day(person.deputy_until))


def _buttons(here: Here) -> tuple[tuple[Button, ...], ...]:
    """What this person may do about the others."""
    officer, others = here.person in here.team.officers, len(here.team.officers) > 1
    invite = (button("colleague", "colleague"), way_on(here))
    name = (button("own_name", "own-name"),)
    if not officer or not others:
        return (invite, name)
    lead = (button("assign", "assign"),) if here.may_submit and here.writable else ()
    handing = (button("hand_over", "hand-over"),) if may_hand_over(here) else ()
    own = here.view.person
    away = button("deputy_end", "deputy-end") if own and here.team.deputy(own) else button("deputy", "deputy")
    return tuple(row for row in ((*lead, *handing), (away,), invite, name) if row)


def may_hand_over(here: Here) -> bool:
    """The responsible person may, and who stands in; anybody where that one cannot be reached any more."""
    responsible = here.team.officers.get(here.team.responsible)
    return here.may_submit or (responsible is not None and responsible.reach != "reachable")


def colleagues(here: Here) -> tuple[Person, ...]:
    """The other officers."""
    return tuple(one.person for one in here.team.officers.values() if one.person.id != here.person)


def person_button(person: Person, do: str) -> Button:
    """A button that does something about a person."""
    return Button(label=person.name, press=Press(do=do, arg=person.id))


def not_yours(step: Step) -> Step:
    """Says who alone may do that."""
    name = step.here.name(step.here.team.responsible)
    return screen(step, say("team.not_yours", name=name), back_to_work(step.here), True)


def back_to_work(here: Here) -> tuple[tuple[Button, ...], ...]:
    """Ways on from a page about the unit's people."""
    return ((button("team", "team"), way_on(here)),)


def told_of(step: Step, person: Person) -> Step:
    """The step with that person as he or she will be."""
    ahead = person.model_copy(update={"rev": person.rev + 1})
    view = step.here.view
    people = tuple(replace_person(one, ahead) for one in view.people)
    return replace(step, here=replace(step.here, view=replace(view, person=ahead, people=people)))


def replace_person(member: Member, person: Person) -> Member:
    """The member, as that person where it is the same."""
    return member.model_copy(update={"person": person}) if member.person.id == person.id else member
