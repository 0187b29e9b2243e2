"""The officer's conversation: which rule answers which move; the table is the whole of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from flows.answering import settle, typed, with_field
from flows.cards import asked_now, where
from flows.changing import again, blank_field, close, close_field, drop, none, part, put_off, reopen, skip, undo
from flows.editing import edited
from flows.questions import Choice, Prose
from flows.saving import apply
from flows.screens import contents, reading, reasons, show_place
from flows.step import Step
from flows.stranger import code_in
from flows.submitting import (
    ask_to_submit,
    ask_to_withdraw,
    file_again,
    rendered,
    send_draft,
    submit,
    withdraw,
)
from flows.tabling import attached_sheet, close_table, fill_table, prefill, send_sheet, sheet_read
from flows.turn import Attached, Edited, Finished, Joined, Move, Press, Pressed, Typed
from flows.values import ChoiceValue
from flows.wording import command, say

_UNKNOWN = re.compile(r"/[a-zA-Z_]{1,32}")
"""What a messenger sends for a command, and no report says."""

Rule = Callable[[Step, Press], Step]


def _resume(step: Step, press: Press) -> Step:
    """Goes on with the first thing that waits; what was put off comes round again."""
    waiting = [key for key in step.here.pending if key not in step.here.seat.later]
    later = step.here.seat.later if waiting else ()
    return show_place(step.sit(focus="", later=later), edit=True)


def _next(step: Step, press: Press) -> Step:
    place = step.here.find(press.key)
    return show_place(step.onward(place) if place else step.go(""), edit=True)


def _jump(step: Step, press: Press) -> Step:
    place = step.here.find(press.key)
    if place and not step.here.writable:
        return reading(step, place)
    return show_place(step.go(press.key), edit=True)


def _contents(step: Step, press: Press) -> Step:
    return contents(step, int(press.arg or 0), edit=bool(press.arg))


def _help(step: Step, press: Press) -> Step:
    """The whole help of a question; that of the assistant where no question is meant."""
    place = step.here.find(press.key) if press.key else None
    if place is None:
        return show_place(step.tell("help.text"))
    text = asked_now(place).help or place.question.help
    return show_place(step.tell("help.question", where=where(step.here, place), help=text))


def _letterhead(step: Step, press: Press) -> Step:
    """Leads to the first question of the letterhead, to look it through or change it."""
    return show_place(step.go(next(iter(step.here.papers[1].asked))), edit=True)


def _back(step: Step, press: Press) -> Step:
    """Goes to the question before this one."""
    keys = step.here.keys
    here = press.key or (step.here.place.question.key if step.here.place else "")
    at = keys.index(here) if here in keys else len(keys)
    if at == 0:
        return show_place(step, say("back.at_first"))
    return show_place(step.go(keys[at - 1]), edit=True)


def _choose(step: Step, press: Press) -> Step:
    """Takes the option of a Choice that was pressed."""
    place = step.here.find(press.key)
    asked = asked_now(place) if place else None
    if place is None or not isinstance(asked, Choice):
        return show_place(step, say("trouble.old_button"))
    return settle(step, place, with_field(step, place, ChoiceValue(option=press.arg)))


def _nothing(step: Step, press: Press) -> Step:
    place = step.here.find(press.key) if press.key else step.here.place
    return reasons(step, place, edit=True) if place else show_place(step)


def _done(step: Step, press: Press) -> Step:
    place = step.here.find(press.key) if press.key else step.here.place
    if place is None:
        return show_place(step)
    if isinstance(asked_now(place), Prose) and place.field:
        return close_field(step, Press(do="field-done", key=place.question.key))
    return close_table(step, place) if place.question.kind == "rows" else close(step, place)


def _withdraw(step: Step, press: Press) -> Step:
    return ask_to_withdraw(step)


def _draft(step: Step, press: Press) -> Step:
    return send_draft(step)


def _submit(step: Step, press: Press) -> Step:
    return ask_to_submit(step)


def _file(step: Step, press: Press) -> Step:
    return file_again(step)


def _start(step: Step, press: Press) -> Step:
    return show_place(step, say("welcome.again"))


ANYTIME: Mapping[str, Rule] = {
    "resume": _resume,
    "next": _next,
    "jump": _jump,
    "contents": _contents,
    "help": _help,
    "draft": _draft,
    "submit": _submit,
    "submit-now": submit,
    "withdraw": _withdraw,
    "withdraw-now": withdraw,
    "file": _file,
    "start": _start,
}
"""What may be done whether or not the report was sent."""

WRITING: Mapping[str, Rule] = {
    "back": _back,
    "letterhead": _letterhead,
    "choose": _choose,
    "prefill": prefill,
    "apply": apply,
    "undo": undo,
    "later": put_off,
    "done": _done,
    "field-done": close_field,
    "blank": blank_field,
    "skip": skip,
    "drop": drop,
    "again": again,
    "part": part,
    "reopen": reopen,
    "nothing": _nothing,
    "none": none,
    "sheet": send_sheet,
    "fill": fill_table,
}
"""What changes the report, or only makes sense while it may be changed."""


def officer(step: Step, move: Move) -> Step:
    """What comes of a move of an officer."""
    match move:
        case Typed():
            return _typed(replace(step, source=move.source), move)
        case Edited():
            return edited(step, move)
        case Pressed(press=press):
            return show_place(step, say("trouble.old_button")) if press is None else _pressed(step, press)
        case Attached():
            return _attached(step, move)
        case Finished():
            return sheet_read(step, move) if move.job.kind != "render" else rendered(step, move)
        case Joined():
            return step


def _typed(step: Step, move: Typed) -> Step:
    if code_in(move.text):
        own = step.here.view.invitation
        again = own is not None and own.used_by == step.here.person
        return show_place(step, say("welcome.again" if again else "welcome.bound_already"))
    said = command(move.text)
    if said:
        return _pressed(step, Press(do=said))
    if _UNKNOWN.fullmatch(move.text.strip()):
        return show_place(step, say("refusal.no_such_command"))
    return typed(step, move)


def _pressed(step: Step, press: Press) -> Step:
    if press.draft and press.draft not in {paper.draft.id for paper in step.here.papers}:
        return show_place(step, say("trouble.old_button"))
    if press.do in ANYTIME:
        return ANYTIME[press.do](step, press)
    if not step.here.writable:
        return show_place(step, say("sent.closed"))
    return WRITING[press.do](step, press)


def _attached(step: Step, move: Attached) -> Step:
    """A file may be the sheet of a table; anything else is kindly turned away, and the question stays."""
    if not step.here.writable:
        return show_place(step, say("sent.read_only"))
    if move.what == "document" and move.name.lower().endswith(".xlsx"):
        return attached_sheet(step, move)
    return show_place(step, say(f"attached.{move.what}"))
