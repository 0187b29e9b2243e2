"""Anybody of a unit may have a colleague come in: by a name that is typed and a message to pass on."""

from __future__ import annotations

from flows.clock import day
from flows.door import way_in
from flows.inviting import Guest, invitation
from flows.report import Run
from flows.screens import show_place
from flows.step import Step
from flows.team_asks import once_more
from flows.team_page import show_team
from flows.text import printable
from flows.turn import Press, Say
from flows.wording import say

LONGEST_NAME = 80


def colleague(step: Step, press: Press) -> Step:
    """Asks for the name of a colleague."""
    return show_place(step.sit(asks="colleague"), edit=True)


def invited(step: Step, about: str, text: str) -> Step:
    """Makes the invitation of that name, and the message that goes with it."""
    name = name_in(text)
    if not name:
        return show_place(step.sit(asks=once_more("colleague")), say("team.not_a_name", limit=LONGEST_NAME))
    view = step.here.view
    assert view.unit is not None
    made = invitation(Guest(view.unit, name), view.code, step.here.now, step.here.person)
    step = step.fact("invited", made).say(Say(_message(step, name, day(made.expires_at)), secret=True))
    return show_team(step, say("team.invited", name=name))


def name_in(text: str) -> str:
    """The name that a message is; nothing where it cannot be one.

    >>> name_in("  Lê Văn   Nam "), name_in("12 34")
    ('Lê Văn Nam', '')
    """
    name = " ".join(printable(text).split())
    return name if len(name) <= LONGEST_NAME and any(char.isalpha() for char in name) else ""


def _message(step: Step, name: str, until: str) -> tuple[Run, ...]:
    """What is passed on to the colleague."""
    view = step.here.view
    unit = view.unit.name if view.unit else ""
    text = say("team.message", name=name, unit=unit, report=step.here.papers[0].outline.name)
    return (*text, Run(text=way_in(view.links, view.code)), *say("team.valid", until=until))
