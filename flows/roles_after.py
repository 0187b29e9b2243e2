"""What becomes of a unit's report once somebody's role is changed: who is then responsible for it."""

from __future__ import annotations

from flows.act import Act, press
from flows.campaign import Person, Role
from flows.report import Run
from flows.team import Team
from flows.team_page import replace_person
from flows.turn import Say
from flows.wording import say


def stands(act: Act, person: Person, role: Role) -> str:
    """All that the confirmation says of the others, in one word: whoever confirms has seen this and nothing else."""
    same = sum(one.person.id != person.id and one.person.role == person.role for one in act.view.people)
    return "/".join((str(same), *_responsible(act, person, role)))


def _responsible(act: Act, person: Person, role: Role) -> tuple[str, str]:
    """Who is responsible for the report, and who is once that person has that role."""
    if not act.view.papers:
        return "", ""
    draft, people = act.view.papers[0].draft, act.view.people
    ahead = person.model_copy(update={"role": role})
    changed = tuple(replace_person(one, ahead) for one in people)
    return Team(draft, people, act.now).responsible, Team(draft, changed, act.now).responsible


def who_submits(act: Act, person: Person, role: Role) -> tuple[Run, ...]:
    """What becomes of the responsibility for the report, if it does not stay where it is."""
    now, then = _responsible(act, person, role)
    if now == then:
        return ()
    if not then:
        return say("roles.nobody_responsible")
    if then == person.id:
        return say("roles.is_responsible", name=person.name)
    return say("roles.passes_on", name=person.name, heir=_name(act, then))


def told_to_heir(act: Act, person: Person, role: Role) -> tuple[Say, ...]:
    """To whom the responsibility falls with that change: that it does."""
    now, then = _responsible(act, person, role)
    if then in ("", now, person.id):
        return ()
    row = (press("open_report", "resume", draft=act.view.papers[0].draft.id),)
    return (Say(say("roles.told_responsible", name=person.name), (row,), to=then),)


def _name(act: Act, person: str) -> str:
    """What one of the unit's people is called."""
    return next((one.person.name for one in act.view.people if one.person.id == person), person)
