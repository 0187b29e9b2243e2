"""Responsibility for a report is handed to a colleague: by who has it, or taken up where that one is out of reach."""

from __future__ import annotations

from flows.screens import screen, show_place
from flows.step import Step, button
from flows.team_page import back_to_work, may_hand_over, not_yours, person_button, show_team
from flows.turn import Press, Say
from flows.wording import say


def hand_over(step: Step, press: Press) -> Step:
    """Asks who is to be responsible; with somebody named, asks whether that is meant."""
    here = step.here
    if not may_hand_over(here):
        return not_yours(step)
    named = here.team.officers.get(press.arg)
    if named is None:
        others = (one.person for one in here.team.officers.values() if one.person.id != here.team.responsible)
        rows = tuple((person_button(one, "hand-over"),) for one in others)
        text = say("handing.whom", name=here.name(here.team.responsible))
        return screen(step, text, (*rows, *back_to_work(here)), edit=True)
    sure = button("hand_over_now", "hand-over-now", arg=f"{named.person.id} {here.team.responsible}")
    return screen(step, say("handing.sure", name=named.person.name), ((sure,), *back_to_work(here)), edit=True)


def hand_over_now(step: Step, press: Press) -> Step:
    """Makes a colleague responsible, if it is still the same person who was."""
    here = step.here
    to, _, of = press.arg.partition(" ")
    if not may_hand_over(here):
        return not_yours(step)
    if of != here.team.responsible or to not in here.team.officers:
        return show_place(step, say("trouble.old_button"))
    step = step.change_draft("handed-over", responsible=to)
    blanks = {"by": here.name(here.person), "name": here.name(to)}
    row = (button("begin", "resume", draft=here.draft.id),)
    lines = ((to, "handing.to_you"), (of, "handing.from_you"))
    step = step.say(*(Say(say(line, **blanks), (row,), to=one) for one, line in lines if one != here.person))
    return show_team(step, say("handing.done", name=here.name(to)))
