"""Ways about the report: on, back, to the contents, to an item, to the letterhead, to a help."""

from __future__ import annotations

from flows.cards import asked_now, where
from flows.screens import contents, reading, show_place
from flows.step import Step
from flows.turn import Press
from flows.wording import say


def resume(step: Step, press: Press) -> Step:
    """Goes on with the first thing that waits; what was put off comes round again."""
    waiting = [key for key in step.here.pending if key not in step.here.seat.later]
    later = step.here.seat.later if waiting else ()
    return show_place(step.sit(focus="", later=later), edit=True)


def following(step: Step, press: Press) -> Step:
    """Goes on; where nothing waits any more, through the rest in order, to look it through."""
    place = step.here.find(press.key)
    if place is None or step.here.pending:
        return show_place(step.onward(place) if place else step.go(""), edit=True)
    behind = step.here.keys[step.here.keys.index(press.key) + 1 :]
    return show_place(step.go(behind[0] if behind else ""), edit=True)


def jump(step: Step, press: Press) -> Step:
    """Goes to an item; in a report that was sent, only to read it."""
    place = step.here.find(press.key)
    if place and not step.here.writable:
        return reading(step, place)
    return show_place(step.go(press.key), edit=True)


def show_contents(step: Step, press: Press) -> Step:
    """The page of the contents that was asked for, else the first."""
    return contents(step, int(press.arg or 0), edit=bool(press.arg))


def show_help(step: Step, press: Press) -> Step:
    """The whole help of a question; that of the assistant where no question is meant."""
    place = step.here.find(press.key) if press.key else None
    if place is None:
        return show_place(step.tell("help.text"))
    text = asked_now(place).help or place.question.help
    return show_place(step.tell("help.question", where=where(step.here, place), help=text))


def letterhead(step: Step, press: Press) -> Step:
    """Leads to the first question of the letterhead, to look it through or change it."""
    return show_place(step.go(next(iter(step.here.papers[1].asked))), edit=True)


def back(step: Step, press: Press) -> Step:
    """Goes to the question before this one."""
    keys = step.here.keys
    here = press.key or (step.here.place.question.key if step.here.place else "")
    at = keys.index(here) if here in keys else len(keys)
    if at == 0:
        return show_place(step, say("back.at_first"))
    return show_place(step.go(keys[at - 1]), edit=True)
