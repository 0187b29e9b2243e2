"""The head's conversation: reads the unit's report, approves it or hands it back, and writes nothing in it."""

from __future__ import annotations

from dataclasses import replace

from flows.officer import officer
from flows.screens import reading, show_place
from flows.signing_letter import signing_rows
from flows.step import Step
from flows.stranger import code_in
from flows.turn import Attached, Edited, Move, Press, Pressed, Typed
from flows.wording import bare, command, say


def head(step: Step, move: Move) -> Step:
    """What comes of a move of a head of unit; what both may do is answered as an officer is."""
    match move:
        case Typed():
            return _typed(step, move)
        case Pressed(press=Press(do="jump", key=key)) if place := step.here.find(key):
            return reading(step.sit(asks=""), place)
        case Pressed():
            return officer(step.sit(asks=""), move)
        case Attached():
            return show_place(step, say("head.no_files"))
        case Edited():
            return step
        case _:
            return officer(step, move)


def _typed(step: Step, move: Typed) -> Step:
    """A reason that was asked for, the name of a button, or a command; anything else is not kept."""
    if step.here.asks:
        return officer(step, move)
    if named := _button(step, move.text):
        return officer(step, Pressed(named))
    if command(move.text) or code_in(move.text):
        return officer(step, move)
    return show_place(replace(step, source=move.source), say("head.officers_write"))


def _button(step: Step, text: str) -> Press | None:
    """What the button does, of those that sign the report off, whose name was typed."""
    rows = signing_rows(step.here) if step.here.draft.state == "signing" else ()
    buttons = (button for row in rows for button in row)
    return next((button.press for button in buttons if bare(button.label) == bare(text)), None)
