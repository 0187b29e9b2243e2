"""What is typed while a seat asks for something answers that, and is never kept in the report."""

from __future__ import annotations

from flows.rights import may
from flows.screens import show_place
from flows.step import Step
from flows.stranger import code_in
from flows.team_asks import LIMIT, asked, attached_meanwhile, not_in_view, once_more, unfit_text
from flows.team_rules import BEHIND, SEATED
from flows.turn import Attached, Typed
from flows.wording import command, label, say

OF_A_QUESTION = ("later", "back", "nothing", "done", "sheet", "ask-office")
"""The commands that are about the question on the card, which is not on the screen while something else is asked."""


def leaves(move: Typed) -> str:
    """The command that a message is although something is asked for; a button's name, or a code, only ends that."""
    said = command(move.text)
    if said or label(move.text) or code_in(move.text):
        return "cancel" if said in ("", *OF_A_QUESTION) else said
    return ""


def listened(step: Step, move: Typed) -> Step:
    """What comes of a message that answers what the seat asks; one that cannot is asked for again."""
    refusal = not_in_view(step.here.view, step.here.asks, move) or unfit_text(move, LIMIT)
    if refusal:
        return show_place(step.sit(asks=once_more(step.here.asks)), refusal)
    name, about = asked(step.here.asks)
    person = step.here.view.person
    if person is None or not may(person, BEHIND.get(name, name)):
        return show_place(step.sit(asks=""), say("asks.not_theirs"))
    return SEATED[name](step.sit(asks=""), about, move.text.strip())


def attached(step: Step, move: Attached) -> Step:
    """A file or a picture answers nothing that a seat asks."""
    return show_place(step, attached_meanwhile(move.what))
