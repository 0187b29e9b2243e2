"""The responsible person gives parts of the report to colleagues, who alone are asked them, and takes them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flows.here import Here
from flows.screens import screen, show_place
from flows.step import Step, button
from flows.team_page import back_to_work, not_yours, person_button
from flows.team_parts import Part, named, parts
from flows.text import clip
from flows.turn import Button, Press, Say
from flows.wording import plain, say

PAGE = 16
"""How many parts stand on one page."""

SETTLING = 10.0
"""For how many seconds the letter to a colleague waits for a further part to be given."""

_LABEL = 48


def assign(step: Step, press: Press) -> Step:
    """Asks to whom a part is to be given; with somebody named, shows what may be given."""
    if not step.here.may_submit:
        return not_yours(step)
    person, _, page = press.arg.partition(" ")
    if person:
        return _parts_page(step, person, int(page) if page.isdecimal() else 0)
    officers = tuple(one.person for one in step.here.team.officers.values())
    rows = tuple((person_button(one, "assign"),) for one in officers)
    return screen(step, say("assign.whom"), (*rows, *back_to_work(step.here)), edit=True)


def give(step: Step, press: Press) -> Step:
    """Gives a part to somebody, and takes it from whoever had it."""
    return _changed(step, press, given=True)


def take(step: Step, press: Press) -> Step:
    """Takes a part back."""
    return _changed(step, press, given=False)


def take_all(step: Step, press: Press) -> Step:
    """Takes back all that somebody was given."""
    held = step.here.draft.assigned.get(press.arg, ())
    if not step.here.may_submit:
        return not_yours(step)
    return _parts_page(_kept(step, "unassigned", _without(step.here, held)) if held else step, press.arg, 0)


def _changed(step: Step, press: Press, given: bool) -> Step:
    here = step.here
    if not here.may_submit:
        return not_yours(step)
    person, _, wanted = press.arg.partition(" ")
    every = parts(here)
    at = next((at for at, part in enumerate(every) if part.id == wanted), None)
    if at is None or press.rev != here.papers[0].outline.version or person not in here.team.officers:
        return show_place(step, say("trouble.old_button"))
    held = here.draft.assigned.get(person, ())
    keys = every[at].keys
    if given == (set(keys) <= set(held)):
        return _parts_page(step, person, at // PAGE)
    left = _without(here, keys)
    after = {**left, person: (*left.get(person, ()), *keys)} if given else left
    return _parts_page(_kept(step, "assigned" if given else "unassigned", after), person, at // PAGE)


def _without(here: Here, keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What everybody holds once those keys are taken away."""
    gone = set(keys)
    kept = {one: tuple(key for key in held if key not in gone) for one, held in here.draft.assigned.items()}
    return {one: held for one, held in kept.items() if held}


def _kept(step: Step, event: str, assigned: Mapping[str, tuple[str, ...]]) -> Step:
    """Keeps who is given what, and tells everybody for whom that is news."""
    before = step.here.draft.assigned
    step = step.change_draft(event, assigned=assigned)
    changed = (one for one in step.here.team.officers if before.get(one, ()) != assigned.get(one, ()))
    return step.say(*(_news(step.here, one) for one in changed if one != step.here.person))


def _news(here: Here, person: str) -> Say:
    """What somebody is told of his or her part, in one letter that the next takes the place of."""
    held = here.draft.assigned.get(person, ())
    by = here.name(here.person)
    text = say("assign.given", by=by, parts=named(here, held)) if held else say("assign.taken", by=by)
    row = (button("begin", "resume", draft=here.draft.id),)
    return Say(text, (row,), to=person, card=f"assigned:{here.draft.id}", delay=SETTLING)


def _parts_page(step: Step, person: str, page: int) -> Step:
    """The parts of the report, each a button that gives it to somebody or takes it back."""
    here = step.here
    if person not in here.team.officers:
        return show_place(step, say("trouble.old_button"))
    every = parts(here)
    pages = -(-len(every) // PAGE)
    page = min(max(page, 0), pages - 1)
    held = here.draft.assigned.get(person, ())
    rows = tuple((_part(here, person, part),) for part in every[page * PAGE : (page + 1) * PAGE])
    around = (("page_before", page - 1), ("page_after", page + 1))
    turning = tuple(button(label, "assign", arg=f"{person} {to}") for label, to in around if 0 <= to < pages)
    clear = ((button("take_all", "assign-clear", arg=person),),) if held else ()
    name = here.name(person)
    now = say("assign.holds", name=name, parts=named(here, held)) if held else say("assign.holds_none", name=name)
    below = (*((turning,) if turning else ()), *clear, *back_to_work(here))
    return screen(step, (*now, *say("assign.how")), (*rows, *below), edit=True)


def _part(here: Here, person: str, part: Part) -> Button:
    held = set(here.draft.assigned.get(person, ())) >= set(part.keys)
    others = {here.name(one) for key in part.keys if (one := here.team.holders.get(key, "")) not in ("", person)}
    label = plain("assign.part_held" if held else "assign.part", number=part.number, title=part.title).strip()
    whose = plain("assign.of", names=", ".join(sorted(others))) if others else ""
    press = Press(
        do="assign-take" if held else "assign-give",
        draft=here.draft.id,
        arg=f"{person} {part.id}",
        rev=here.papers[0].outline.version,
    )
    return Button(label=clip(label, _LABEL) + whose, press=press)
