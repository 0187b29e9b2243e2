"""A conversation is a pure function: a move played on a view gives a turn."""

from __future__ import annotations

from datetime import datetime

from flows.here import here
from flows.officer import officer
from flows.step import Step
from flows.stranger import stranger
from flows.turn import Joined, Move, Say, Turn, View
from flows.wording import say


def play(view: View, move: Move, now: datetime) -> Turn:
    """What comes of that move."""
    if isinstance(move, Joined):
        return Turn(effects=(Say(say("stranger.group")),))
    if view.person is None:
        return stranger(view, move, now)
    return officer(Step(here(view, now)), move).turn()
