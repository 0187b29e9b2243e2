"""The officer's conversation: which rule answers which move; the table is the whole of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from flows import device_link, moving, snoozing, team_asked, team_rules
from flows.answering import settle, typed, with_field
from flows.card_buttons import named_button
from flows.cards import asked_now
from flows.changing import (
    again,
    blank_field,
    close,
    close_field,
    drop,
    field_again,
    none,
    part,
    put_off,
    reopen,
    skip,
    undo,
)
from flows.editing import edited
from flows.ending import ended
from flows.filling import items_of, to_fill
from flows.hearing import Refusal, hear
from flows.offering import offered
from flows.paper import Place
from flows.questions import Choice, Prose, Repeat
from flows.reviewing_met import keep_as_it_is
from flows.rights import may
from flows.screens import not_allowed, reasons, show_place
from flows.signing import approve, hand_back, scan, scan_told, scanned
from flows.step import Step
from flows.stranger import code_in
from flows.submitting import (
    ask_to_submit,
    ask_to_withdraw,
    file_again,
    send_draft,
    submit,
    withdraw,
)
from flows.tabling import close_table, fill_table, send_sheet
from flows.tabling_read import apply, attached_sheet, open_grid
from flows.telling_history import tell_unit_history
from flows.turn import Attached, Edited, Finished, Joined, Move, Press, Pressed, Typed, Underway, Woke
from flows.values import ChoiceValue
from flows.wording import command, label, say

_UNKNOWN = re.compile(r"/[a-zA-Z_]{1,32}")
"""What a messenger sends for a command, and no report says."""

Rule = Callable[[Step, Press], Step]


def _choose(step: Step, press: Press) -> Step:
    """Takes the option of a Choice that was pressed."""
    place = step.here.find(press.key)
    asked = asked_now(place) if place else None
    if place is None or not isinstance(asked, Choice):
        return show_place(step, say("trouble.old_button"))
    return settle(step, place, with_field(step, place, ChoiceValue(option=press.arg)))


def _prefill(step: Step, press: Press) -> Step:
    """Takes over the answer that is offered."""
    place = step.here.find(press.key)
    value = offered(step.here, asked_now(place)) if place else None
    if place is None or value is None:
        return show_place(step, say("trouble.old_button"))
    return settle(step, place, with_field(step, place, value))


def _nothing(step: Step, press: Press) -> Step:
    """There is no content: for a reason, or left blank where it may be; behind whole things it ends a Repeat."""
    place = step.here.find(press.key) if press.key else step.here.place
    if place is None:
        return show_place(step)
    begun = items_of(step.here.answer(place))
    if begun and isinstance(place.question, Repeat) and not place.field:
        return _done(step, press)
    if begun and not to_fill(place).required:
        return blank_field(step, Press(do="blank", key=place.question.key))
    if not place.question.required:
        return skip(step, Press(do="skip", key=place.question.key))
    if begun or place.draft != step.here.draft.id:
        return show_place(step, say("refusal.required"))
    return reasons(step, place, edit=True)


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
    "resume": moving.resume,
    "next": moving.following,
    "jump": moving.jump,
    "contents": moving.show_contents,
    "campaigns": moving.own_campaigns,
    "help": moving.show_help,
    "draft": _draft,
    "submit": _submit,
    "submit-now": submit,
    "withdraw": _withdraw,
    "withdraw-now": withdraw,
    "file": _file,
    "approve": approve,
    "hand-back": hand_back,
    "scan": scan_told,
    "history": tell_unit_history,
    "start": _start,
    device_link.LINKED: device_link.of_unit,
    **snoozing.ANYTIME,
    **team_rules.ANYTIME,
}
"""What may be done whether or not the report was sent."""

WRITING: Mapping[str, Rule] = {
    "back": moving.back,
    "letterhead": moving.letterhead,
    "choose": _choose,
    "prefill": _prefill,
    "apply": apply,
    "undo": undo,
    "later": put_off,
    "done": _done,
    "field-done": close_field,
    "blank": blank_field,
    "skip": skip,
    "drop": drop,
    "again": again,
    "field-again": field_again,
    "part": part,
    "reopen": reopen,
    "nothing": _nothing,
    "none": none,
    "keep": keep_as_it_is,
    "grid": open_grid,
    "sheet": send_sheet,
    "fill": fill_table,
    **team_rules.WRITING,
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
            return ended(step, move)
        case Joined() | Underway() | Woke():
            return step


def _typed(step: Step, move: Typed) -> Step:
    if step.here.asks:
        left = team_asked.leaves(move)
        return _pressed(step, Press(do=left)) if left else team_asked.listened(step, move)
    if code_in(move.text):
        own = step.here.view.invitation
        again = own is not None and own.person == step.here.person
        return show_place(step, say("welcome.again" if again else "welcome.bound_already"))
    place = step.here.place
    shown = named_button(step.here, place, move.text) if place and step.here.writable else None
    if shown:
        return _pressed(step, shown)
    if place and _is_option(place, move.text):
        return typed(step, move)
    said, person = command(move.text), step.here.view.person
    # What only others may command is what this person says, unless it was meant as a command.
    if said and (move.text.startswith("/") or (person and (person.role == "head" or may(person, said)))):
        return _pressed(step, Press(do=said))
    if _UNKNOWN.fullmatch(move.text.strip()):
        return show_place(step, say("refusal.no_such_command"))
    return show_place(step, say("refusal.label", typed=move.text.strip())) if label(move.text) else typed(step, move)


def _is_option(place: Place, text: str) -> bool:
    """One of the options of the Choice that is asked, some of which are commands elsewhere ("không")."""
    asked = to_fill(place)
    return isinstance(asked, Choice) and not isinstance(hear(asked, text), Refusal)


def _pressed(step: Step, press: Press) -> Step:
    step = step.sit(asks="")
    if press.draft and press.draft not in {paper.draft.id for paper in step.here.papers}:
        return show_place(step, say("trouble.old_button"))
    person = step.here.view.person
    if person is None or not may(person, press.do):
        return not_allowed(step, press)
    if press.do in ANYTIME:
        return ANYTIME[press.do](step, press)
    if not step.here.writable:
        return show_place(step, say("sent.closed"))
    return WRITING[press.do](step, press)


def _attached(step: Step, move: Attached) -> Step:
    """A file may be the sheet of a table; anything else is kindly turned away, and the question stays."""
    if step.here.asks:
        return team_asked.attached(step, move)
    if scanned(step, move):
        return scan(step, move)
    if not step.here.writable:
        return show_place(step, say("sent.read_only"))
    if move.what == "document" and move.name.lower().endswith(".xlsx"):
        return attached_sheet(step, move)
    return show_place(step, say(f"attached.{move.what}"))
