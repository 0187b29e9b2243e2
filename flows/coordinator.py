"""The coordinator's conversation: which rule answers which move; the tables of its parts are the whole of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from flows import (
    campaigning,
    chasing,
    consolidating,
    device_link,
    inquiring,
    leaving,
    linking,
    progressing,
    reminding_ledger,
    reviewing_rules,
    roles,
    roles_link,
    rostering,
    rostering_import,
    starring,
)
from flows.act import Act
from flows.rights import may
from flows.turn import Attached, Edited, Finished, Joined, Move, Press, Pressed, Say, Typed, Underway, Woke
from flows.wording import command, say

Rule = Callable[[Act, Press], Act]
"""Answers a press, or a command that was typed."""

Asking = Callable[[Act, Typed], Act]
"""Answers what was typed, where the chair asks for it."""


def _guide(act: Act, press: Press) -> Act:
    """What a coordinator can do, and how."""
    return act.tell("coordinator.guide")


RULES: Mapping[str, Rule] = {
    "start": _guide,
    "help": _guide,
    **campaigning.RULES,
    **progressing.RULES,
    **chasing.RULES,
    **reminding_ledger.RULES,
    **inquiring.RULES,
    **reviewing_rules.RULES,
    **rostering.RULES,
    **linking.RULES,
    **roles.RULES,
    **leaving.RULES,
    **roles_link.RULES,
    **device_link.RULES,
    **consolidating.RULES,
    **starring.RULES,
}
"""What may be pressed or typed as a command."""

ASKED: Mapping[str, Asking] = {
    **campaigning.ASKED,
    **progressing.ASKED,
    **inquiring.ASKED,
    **reviewing_rules.ASKED,
    **roles.ASKED,
}
"""What is made of a message, by what the chair asks."""

ENDED: Mapping[str, Callable[[Act, Finished], Act]] = {
    **progressing.ENDED,
    **rostering.ENDED,
    **linking.ENDED,
    **consolidating.ENDED,
}
"""What is made of a job that has ended, by its purpose, else by its kind."""


def coordinator(act: Act, move: Move) -> Act:
    """What comes of a move of a coordinator."""
    match move:
        case Typed():
            return _typed(replace(act, source=move.source), move)
        case Pressed(press=press, card=card):
            return _trouble(act) if press is None else _pressed(replace(act, tapped=card), press)
        case Attached():
            return attached(act, move)
        case Finished():
            ended = ENDED.get(move.job.purpose) or ENDED.get(move.job.kind)
            return _in_place(act, ended(act, move), move) if ended else act.tell("trouble.job_gone")
        case Underway():
            return underway(act, move)
        case Edited() | Joined() | Woke():
            return act


def _typed(act: Act, move: Typed) -> Act:
    said = command(move.text)
    if said in RULES:
        return _pressed(act.rest(), Press(do=_leaving(act) if said == "cancel" else said))
    asked = ASKED.get(act.chair.asks.partition(":")[0])
    if asked:
        return asked(act, move)
    person = act.view.person
    foreign = said and person is not None and not may(person, said)
    return act.tell("coordinator.officers_command" if foreign else "coordinator.help")


def _leaving(act: Act) -> str:
    """What is done where somebody types that nothing is to be done after all: as the button of that name."""
    asks = act.chair.asks.partition(":")[0]
    of_campaign = asks in campaigning.ASKED or not asks
    return "campaign" if of_campaign and act.view.campaign else "progress" if asks in progressing.ASKED else "cancel"


def _pressed(act: Act, press: Press) -> Act:
    assert act.view.person is not None
    rule = RULES.get(press.do)
    if rule is None or not may(act.view.person, press.do):
        return _trouble(act)
    return rule(act, press)


def _trouble(act: Act) -> Act:
    return act.tell("trouble.old_button")


def attached(act: Act, move: Attached) -> Act:
    """A file may be a list of units."""
    return rostering_import.attached(act, move)


def underway(act: Act, move: Underway) -> Act:
    """How far a long job is, in one message that is changed in place."""
    blanks = {"done": move.done, "total": move.total}
    text = say(f"underway.{move.job.kind.replace('-', '_')}", **blanks)
    return act.say(Say(text, card=_card(move), edit=True))


def _card(move: Underway | Finished) -> str:
    return f"job:{move.errand}"


def _in_place(before: Act, after: Act, move: Finished) -> Act:
    """What comes of a job takes the place of how far it was."""
    said = len(before.effects)
    first = after.effects[said] if len(after.effects) > said else None
    if not isinstance(first, Say) or first.card or first.to:
        return after
    placed = replace(first, card=_card(move))
    return replace(after, effects=(*before.effects, placed, *after.effects[said + 1 :]))
