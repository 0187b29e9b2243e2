"""A conversation is a pure function: a move played on a view gives a turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from flows.act import act
from flows.coordinator import coordinator
from flows.device_link import LINKED, without_report
from flows.device_opened import opened, opens
from flows.ending import file_made
from flows.head import head
from flows.here import here
from flows.officer import officer
from flows.screens import show_place
from flows.step import Step
from flows.stranger import stranger
from flows.team_naming import named_without_report
from flows.turn import Finished, Joined, Move, Pressed, Say, Turn, Typed, Underway, Woke
from flows.view import View
from flows.waking import woke
from flows.wording import command, say


def play(view: View, move: Move, now: datetime) -> Turn:
    """What comes of that move."""
    if isinstance(move, Joined):
        return Turn(effects=(Say(say("stranger.group")),))
    if isinstance(move, Woke):
        return woke(act(view, now), move.alarm).turn()
    unseen = file_made(view, move, now) if isinstance(move, Finished) else None
    if unseen is not None:
        return unseen
    if opens(view, move, now):
        return opened(view, move, now)
    if view.person is None:
        return stranger(view, move, now)
    turn = coordinator(act(view, now), move).turn() if view.person.role == "coordinator" else _of_unit(view, move, now)
    return turn if view.person.left_at is None else _unheard(turn)


def _unheard(turn: Turn) -> Turn:
    """What comes of a job whose person has left in the meantime: others hear of it, that person does not."""
    return replace(turn, effects=tuple(one for one in turn.effects if not isinstance(one, Say) or one.to))


def _of_unit(view: View, move: Move, now: datetime) -> Turn:
    if not view.papers or view.campaign is None:
        return _without_report(view, move, now)
    step = Step(here(view, now))
    if isinstance(move, Finished | Underway):
        return _talk(view)(step, move).turn()
    was, is_ = view.contact.campaign, view.campaign.id
    if was != is_:
        # What is typed next is meant for the campaign that is open here now.
        step = step.save(view.contact.model_copy(update={"campaign": is_}))
    if was not in ("", is_) and not isinstance(move, Pressed):
        return show_place(step, say("officer.moved", title=view.campaign.title)).turn()
    return _talk(view)(step, move).turn()


def _without_report(view: View, move: Move, now: datetime) -> Turn:
    """What comes of a move of somebody of whose unit nothing is asked."""
    if isinstance(move, Typed) and command(move.text) == LINKED:
        return without_report(view, now)
    if view.person is not None and view.person.nameless:
        return named_without_report(view, move)
    return Turn(effects=(Say(say("officer.no_campaign")),))


def _talk(view: View) -> Callable[[Step, Move], Step]:
    """The conversation of somebody of a unit."""
    return head if view.person is not None and view.person.role == "head" else officer
