"""What a person does to an answer besides giving it: ending, dropping, leaving out, putting off, and taking back."""

from __future__ import annotations

from collections.abc import Callable

from flows.card_buttons import is_empty
from flows.cards import where
from flows.draft import Reason
from flows.filling import entry_at, field_cleared, field_closed, field_left_blank, to_fill
from flows.paper import Place
from flows.prose import drop_last, ended, part_seams
from flows.questions import Prose, Question, Repeat
from flows.saving import blank_answer, keep, kept_line, propose, unseen
from flows.screens import show_place
from flows.showing import show, show_answer, show_field, show_item
from flows.step import Step, button
from flows.turn import Press, Say
from flows.values import ItemsValue, ProseValue, Value
from flows.wording import say


def put_off(step: Step, press: Press) -> Step:
    """Leaves a question for later: for this person alone."""
    place = step.here.find(press.key) if press.key else step.here.place
    if place is None:
        return show_place(step)
    if step.here.paper(place).done(place.question.key):
        return show_place(step, say("refusal.done_already"))
    key = place.question.key
    step = step.sit(later=(*(one for one in step.here.seat.later if one != key), key)).onward(place)
    return show_place(step, say("saved.later", short=place.question.short), edit=True)


def close(step: Step, place: Place) -> Step:
    """Ends a prose or a Repeat, if there is something in it."""
    held = step.here.answer(place)
    if held is None or held.value is None or is_empty(held.value):
        return show_place(step, say("refusal.nothing_yet"))
    if held.state == "closed":
        return show_place(step.onward(place), edit=True)
    if not isinstance(place.question, Prose | Repeat) or place.field:
        return show_place(step.go(place.question.key), say("refusal.not_whole_yet"))
    value = ended(held.value) if isinstance(held.value, ProseValue) else held.value
    step = step.put(held.model_copy(update={"state": "closed", "value": value})).onward(place)
    return show_place(step, kept_line(step, place), edit=True)


def close_field(step: Step, press: Press) -> Step:
    """Ends the prose of a field."""
    place = step.here.find(press.key)
    held = step.here.answer(place) if place else None
    if place is None or held is None or entry_at(held, place) is None:
        return show_place(step, say("trouble.old_button"))
    step = keep(step, place, field_closed(step.here.answer(place), place))
    return show_place(step, kept_line(step, place), edit=True)


def blank_field(step: Step, press: Press) -> Step:
    """Leaves a field blank that need not be filled."""
    place = step.here.find(press.key)
    held = step.here.answer(place) if place else None
    if place is None or to_fill(place).required or (held and entry_at(held, place)):
        return show_place(step, say("trouble.old_button"))
    step = keep(step, place, field_left_blank(step.here.answer(place), place))
    return show_place(step, kept_line(step, place), edit=True)


def skip(step: Step, press: Press) -> Step:
    """Leaves a question blank that need not be answered."""
    place = step.here.find(press.key)
    held = step.here.answer(place) if place else None
    several = held and isinstance(held.value, ProseValue | ItemsValue) and not is_empty(held.value)
    if place is None or place.question.required or several:
        return show_place(step, say("trouble.old_button"))
    return _give_up(step, place, None)


def none(step: Step, press: Press) -> Step:
    """Says that there is no content, and why."""
    place = step.here.find(press.key)
    if place is None:
        return show_place(step, say("trouble.old_button"))
    return _give_up(step, place, press.arg)  # type: ignore[arg-type]


def _give_up(step: Step, place: Place, reason: Reason | None) -> Step:
    """Puts a reason in place of the answer; what stood there can be had back at once."""
    if unseen(step, place):
        return look_first(step, place)
    held = blank_answer(step, place)
    changes = {"state": "none", "value": None, "reason": reason, "why": "", "due": "", "sources": ()}
    after = step.put(held.model_copy(update=changes))
    after = after.go(place.question.key) if reason == "chua-co-so-lieu" else after.onward(place)
    if held.value and not is_empty(held.value):
        after = _undoable(after, place, held.value, show_answer(place.question, held))
    return show_place(after, kept_line(after, place) if reason != "chua-co-so-lieu" else (), edit=True)


def look_first(step: Step, place: Place) -> Step:
    """A colleague has written meanwhile: that is shown before anything is done to it."""
    name = step.here.name(blank_answer(step, place).by)
    return show_place(step.go(place.question.key), say("conflict.look_first", name=name))


def _undoable(step: Step, place: Place, before: Value, gone: str) -> Step:
    """Offers to bring back what stood there before, showing what has gone."""
    proposal = propose(step, place, "undo", (before,))
    text = say("undo.offer", where=where(step.here, place), short=place.question.short, value=gone)
    take_back = button("undo", "undo", place, proposal=proposal.id)
    return step.save(proposal).say(Say(text, ((take_back,),)))


def undo(step: Step, press: Press) -> Step:
    """Brings back what an answer was before the last change to it."""
    proposal, place = step.here.view.proposal, step.here.find(press.key)
    if proposal is None or place is None or proposal.state != "open":
        return show_place(step, say("trouble.settled"))
    held = blank_answer(step, place)
    if held.rev != proposal.base_rev:
        return show_place(step, say("trouble.changed_since"))
    step = step.save(proposal.model_copy(update={"state": "applied"}))
    step = keep(step, place, proposal.body[0])
    return show_place(step, say("undo.done", short=place.question.short), edit=False)


def reopen(step: Step, press: Press) -> Step:
    """Takes back a reason, to answer after all."""
    place = step.here.find(press.key)
    held = step.here.answer(place) if place else None
    if place is None or held is None or held.state != "none":
        return show_place(step, say("trouble.old_button"))
    if held.rev != press.rev:
        return show_place(step, say("trouble.changed_since"))
    changes = {"state": "open", "reason": None, "why": "", "due": "", "value": None}
    return show_place(step.put(held.model_copy(update=changes)).go(place.question.key), edit=True)


def again(step: Step, press: Press) -> Step:
    """Begins an answer of several parts anew; what stood there can be had back."""
    return _shorten(step, press, _emptied)


def _emptied(value: Value) -> Value | None:
    if isinstance(value, ProseValue):
        return ProseValue()
    return ItemsValue() if isinstance(value, ItemsValue) else None


def field_again(step: Step, press: Press) -> Step:
    """Begins the prose of a field anew; what stood there can be had back."""
    place = step.here.find(press.key)
    held = step.here.answer(place) if place else None
    gone = entry_at(held, place) if place else None
    if place is None or held is None or held.value is None or gone is None:
        return show_place(step, say("trouble.old_button"))
    if held.rev != press.rev:
        return show_place(step, say("trouble.changed_since"))
    step = keep(step, place, field_cleared(held, place))
    text = show_field(to_fill(place), gone.value) if gone.value else ""
    return show_place(_undoable(step, place, held.value, text), edit=True)


def drop(step: Step, press: Press) -> Step:
    """Drops the last paragraph, or the last thing of a Repeat."""
    return _shorten(step, press, _without_last)


def _without_last(value: Value) -> Value | None:
    if isinstance(value, ProseValue):
        return drop_last(value)
    return ItemsValue(items=value.items[:-1]) if isinstance(value, ItemsValue) else None


def part(step: Step, press: Press) -> Step:
    """Makes paragraphs of their own where the parts of a paste had been joined."""
    return _shorten(step, press, lambda value: part_seams(value) if isinstance(value, ProseValue) else None)


def _shorten(step: Step, press: Press, change: Callable[[Value], Value | None]) -> Step:
    """Puts a changed value in place of one that is still as it was when the button was shown; it can be had back."""
    place = step.here.find(press.key)
    held = step.here.answer(place) if place else None
    value = change(held.value) if held and held.value else None
    if place is None or held is None or value is None:
        return show_place(step, say("trouble.old_button"))
    if held.rev != press.rev:
        return show_place(step, say("trouble.changed_since"))
    step = step.put(held.model_copy(update={"state": "open", "value": value})).go(place.question.key)
    gone = _difference(place.question, held.value, value) if held.value else ""
    return show_place(_undoable(step, place, held.value, gone) if held.value else step, edit=True)


def _difference(question: Question, before: Value, after: Value) -> str:
    """What stood behind what is left; all of it where nothing is."""
    if isinstance(before, ProseValue) and isinstance(after, ProseValue):
        gone = before.passages[len(after.passages) :]
        return show(question, ProseValue(passages=gone or before.passages))
    if isinstance(before, ItemsValue) and isinstance(after, ItemsValue):
        return "\n".join(show_item(question, item) for item in before.items[len(after.items) :])
    return show(question, before)
