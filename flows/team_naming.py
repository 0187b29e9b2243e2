"""People say themselves what they are called: whoever was invited without a name at once, others at will."""

from __future__ import annotations

from dataclasses import replace

from flows.campaign import Person
from flows.here import OWN_NAME
from flows.report import Run
from flows.screens import show_place
from flows.step import CARD, Step, digest
from flows.stranger import code_in, told_of_joining
from flows.team_asks import LIMIT, mark, not_in_view, once_more, unfit_text
from flows.team_inviting import LONGEST_NAME, name_in
from flows.team_page import told_of
from flows.turn import Event, Move, Press, Say, Turn, Typed
from flows.view import View
from flows.wording import command, label, say


def own_name(step: Step, press: Press) -> Step:
    """Asks what the person is called."""
    return show_place(step.sit(asks=OWN_NAME), edit=True)


def named(step: Step, about: str, text: str) -> Step:
    """Keeps the name that was typed, by which the person is called from now on."""
    name, person, was = name_in(text), step.here.view.person, step.here.nameless
    assert person is not None
    if not name:
        return show_place(step.sit(asks=once_more(OWN_NAME)), say("team.not_a_name", limit=LONGEST_NAME))
    called = _called(person, name)
    step = _known_as(told_of(step.fact("named", called), called))
    told = told_of_joining(step.here.view, called, step.here.now) if was else ()
    return show_place(step.say(*told), say("team.named", name=name))


def _called(person: Person, name: str) -> Person:
    return person.model_copy(update={"name": name, "nameless": False})


def _known_as(step: Step) -> Step:
    """The step in which the person is called as he or she is now."""
    view = step.here.view
    assert view.person is not None
    names = {**view.names, view.person.id: view.person.name}
    return replace(step, here=replace(step.here, view=replace(view, names=names)))


def named_without_report(view: View, move: Move) -> Turn:
    """Asks for the name of a person of whose unit nothing is asked yet, and keeps it."""
    person = view.person
    assert person is not None
    if not isinstance(move, Typed) or command(move.text) or label(move.text) or code_in(move.text):
        return Turn(effects=(_asking(say("officer.no_campaign")),))
    if refusal := not_in_view(view, OWN_NAME, move) or unfit_text(move, LIMIT):
        return Turn(effects=(_asking(refusal),))
    if not (name := name_in(move.text)):
        return Turn(effects=(_asking(say("team.not_a_name", limit=LONGEST_NAME)),))
    called = _called(person, name)
    fact = Event(name="named", person=person.id, rev=called.rev + 1, digest=digest(called))
    text = (*say("team.named", name=name), Run(text="\n\n"), *say("officer.no_campaign"))
    return Turn((called,), (fact,), (Say(text, card=CARD),))


def _asking(lead: tuple[Run, ...]) -> Say:
    runs = (*lead, Run(text="\n\n"), *say(f"asks.{OWN_NAME}"))
    return Say(runs, card=CARD, about=mark(OWN_NAME))
