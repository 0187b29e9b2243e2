"""A message that was changed in the chat changes what came of it; the version before is kept."""

from __future__ import annotations

from flows.draft import Answer
from flows.hearing import Refusal, hear, shows_something
from flows.paper import Place
from flows.prose import passages, replace_source, too_much
from flows.questions import Choice, Date, Line, Number, Question, Repeat, Sentence
from flows.saving import unseen
from flows.screens import show_place
from flows.step import Step
from flows.text import overladen
from flows.turn import Edited
from flows.values import Entry, FieldValue, Item, ItemsValue, ProseValue, Value
from flows.wording import say


def edited(step: Step, move: Edited) -> Step:
    """What comes of a change to an earlier message."""
    found = _place_of(step, move.source)
    if found is None:
        return step.tell("edited.unknown")
    place, answer = found
    if not step.here.writable:
        return show_place(step, say("sent.read_only"))
    if unseen(step, place):
        return show_place(step.go(place.question.key), say("edited.changed_by_other", name=step.here.name(answer.by)))
    if not shows_something(move.text) or overladen(move.text):
        kept = say("edited.kept_old", short=place.question.short)
        return show_place(step, (*kept, *say("refusal.empty")))
    value = _changed(place.question, answer, move)
    if value is None:
        return step.tell("edited.not_there", short=place.question.short)
    if isinstance(value, Refusal):
        return show_place(step, (*say("edited.kept_old", short=place.question.short), *say(value.line, **value.blanks)))
    return _put(step, place, answer, value)


def _put(step: Step, place: Place, answer: Answer, value: Value) -> Step:
    step = step.put(answer.model_copy(update={"value": value}))
    return show_place(step, say("edited.done", short=place.question.short))


def _place_of(step: Step, source: str) -> tuple[Place, Answer] | None:
    for place in step.here.find_all(step.here.keys):
        answer = step.here.answer(place)
        if answer and source in answer.sources:
            return place, answer
    return None


def _changed(question: Question, answer: Answer, move: Edited) -> Value | Refusal | None:
    """The value with that message as it is now; None where nothing of it is there any more."""
    value = answer.value
    match value:
        case None:
            return None
        case ProseValue():
            return _prose(value, move)
        case ItemsValue():
            return _items(question, value, move)
        case _:
            return _short(question, move) if answer.sources[-1] == move.source else None


def _prose(value: ProseValue, move: Edited) -> ProseValue | Refusal | None:
    if not any(passage.source == move.source for passage in value.passages):
        return None
    changed = replace_source(value, move.source, passages(move.runs, move.source))
    return Refusal("refusal.too_much", {}) if too_much(None, changed.passages) else changed


def _short(question: Question, move: Edited) -> FieldValue | Refusal | None:
    if not isinstance(question, Line | Number | Choice | Date):
        return None
    heard = hear(question, move.text)
    if isinstance(heard, Refusal):
        return heard
    return heard[0] if len(heard) == 1 else Refusal("edited.two_readings", {})


def _items(question: Question, value: ItemsValue, move: Edited) -> ItemsValue | Refusal | None:
    for place, item in enumerate(value.items):
        entry = next((one for one in item.entries if _came_from(one, move.source)), None)
        if entry and entry.value:
            new = _entry(question, entry, move)
            return new if isinstance(new, Refusal | None) else _with(value, place, item.put(new))
    return None


def _came_from(entry: Entry, source: str) -> bool:
    prose = entry.value.passages if isinstance(entry.value, ProseValue) else ()
    return entry.source == source or any(passage.source == source for passage in prose)


def _entry(question: Question, entry: Entry, move: Edited) -> Entry | Refusal | None:
    fields = question.fields if isinstance(question, Sentence | Repeat) else ()
    field = next((one for one in fields if one.key == entry.key), None)
    if field is None or entry.value is None:
        return None
    value = _prose(entry.value, move) if isinstance(entry.value, ProseValue) else _short(field, move)
    return value if isinstance(value, Refusal | None) else entry.model_copy(update={"value": value})


def _with(value: ItemsValue, place: int, item: Item) -> ItemsValue:
    return ItemsValue(items=(*value.items[:place], item, *value.items[place + 1 :]))
