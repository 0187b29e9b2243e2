"""Ways about the report: on, back, to the contents, to an item, to the letterhead, to a help."""

from __future__ import annotations

from flows.cards import asked_now, where
from flows.screens import contents, is_head, reading, screen, show_place
from flows.step import Step
from flows.turn import Button, Press, page_number
from flows.wording import say

SEVERAL = 2


def resume(step: Step, press: Press) -> Step:
    """Goes on with the first thing that waits; what was put off comes round again."""
    waiting = [key for key in step.here.own_pending if key not in step.here.seat.later]
    later = step.here.seat.later if waiting else ()
    return show_place(step.sit(focus="", later=later), edit=True)


def following(step: Step, press: Press) -> Step:
    """Goes on; where nothing waits any more, through the rest of the own part in order, to look it through."""
    place = step.here.find(press.key)
    if place is None or step.here.own_pending:
        return show_place(step.onward(place) if place else step.go(""), edit=True)
    keys = step.here.mine if press.key in step.here.mine else step.here.keys
    behind = keys[keys.index(press.key) + 1 :]
    return show_place(step.go(behind[0] if behind else ""), edit=True)


def jump(step: Step, press: Press) -> Step:
    """Goes to an item; in a report that was sent, only to read it."""
    place = step.here.find(press.key)
    if place and not step.here.writable:
        return reading(step, place)
    return show_place(step.go(press.key), edit=True)


def show_contents(step: Step, press: Press) -> Step:
    """The page of the contents that was asked for, else the first."""
    return contents(step, page_number(press), edit=bool(press.arg))


def show_help(step: Step, press: Press) -> Step:
    """The whole help of a question; that of the assistant where no question is meant."""
    place = step.here.find(press.key) if press.key else None
    if place is None:
        return show_place(step.tell("help.head" if is_head(step.here) else "help.text"))
    text = asked_now(place).help or place.question.help
    return show_place(step.tell("help.question", where=where(step.here, place), help=text))


def own_campaigns(step: Step, press: Press) -> Step:
    """The campaigns in which the unit takes part, each a button that opens its report here."""
    every = step.here.view.campaigns
    if len(every) < SEVERAL:
        return show_place(step, edit=True)
    unit = step.here.draft.unit
    rows = tuple((Button(label=one.title, press=Press(do="resume", draft=f"{one.id}/{unit}")),) for one in every)
    current = step.here.view.campaign
    return screen(step, say("officer.campaigns", title=current.title if current else ""), rows, edit=True)


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
