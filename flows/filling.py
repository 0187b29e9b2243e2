"""A Sentence and a Repeat are filled field by field, thing by thing; the place names the field that is next."""

from __future__ import annotations

from flows.draft import Answer
from flows.paper import Place
from flows.prose import extend
from flows.questions import Question, Repeat, Sentence
from flows.values import Entry, FieldValue, Item, ItemsValue, Passage, ProseValue


def items_of(answer: Answer | None) -> tuple[Item, ...]:
    """The things that an answer holds so far."""
    return answer.value.items if answer and isinstance(answer.value, ItemsValue) else ()


def field_key(place: Place) -> str:
    """The key of the field to fill."""
    return to_fill(place).key


def to_fill(place: Place) -> Question:
    """What a message answers here: a Repeat whose things are all whole begins its next one."""
    if isinstance(place.question, Repeat):
        return next((field for field in place.question.fields if field.key == place.field), place.question.fields[0])
    fields = place.question.fields if isinstance(place.question, Sentence) else ()
    return next((field for field in fields if field.key == place.field), place.question)


def filled(answer: Answer | None, place: Place, value: FieldValue, source: str) -> ItemsValue:
    """The things with that value in the field of the place; paragraphs go behind those that are there."""
    state = "open" if isinstance(value, ProseValue) else "closed"
    before = entry_at(answer, place)
    if before and isinstance(before.value, ProseValue) and isinstance(value, ProseValue):
        value = extend(before.value, value.passages)
    return _put(answer, place, Entry(key=field_key(place), state=state, value=value, source=source))


def field_closed(answer: Answer | None, place: Place) -> ItemsValue:
    """The things with the prose of the place's field ended."""
    entry = entry_at(answer, place) or Entry(key=field_key(place), state="open")
    return _put(answer, place, entry.model_copy(update={"state": "closed"}))


def field_left_blank(answer: Answer | None, place: Place) -> ItemsValue:
    """The things with the place's field left blank on purpose."""
    return _put(answer, place, Entry(key=field_key(place), state="none"))


def field_cleared(answer: Answer | None, place: Place) -> ItemsValue:
    """The things with nothing in the place's field."""
    items, key = items_of(answer), field_key(place)
    left = Item(entries=tuple(entry for entry in items[place.item].entries if entry.key != key))
    return ItemsValue(items=(*items[: place.item], left, *items[place.item + 1 :]))


def entry_at(answer: Answer | None, place: Place) -> Entry | None:
    """What the field of the place holds already."""
    items = items_of(answer)
    return items[place.item].entry(field_key(place)) if place.item < len(items) else None


def _put(answer: Answer | None, place: Place, entry: Entry) -> ItemsValue:
    items = items_of(answer)
    item = items[place.item] if place.item < len(items) else Item()
    return ItemsValue(items=(*items[: place.item], item.put(entry), *items[place.item + 1 :]))


def with_prose(answer: Answer | None, place: Place, new: tuple[Passage, ...]) -> ItemsValue | ProseValue:
    """The value with these paragraphs behind those that the place holds already."""
    if to_fill(place) is not place.question:
        return filled(answer, place, ProseValue(passages=new), new[0].source if new else "")
    before = answer.value if answer and isinstance(answer.value, ProseValue) else ProseValue()
    return extend(before, new)
