"""A unit's draft item by item: what was asked, what is held, what has changed, and what was asked for in addition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.web_chat.office_tables import Sheet, sheet
from flows.cards import where
from flows.clock import clock
from flows.differing import Difference, differences
from flows.draft import Answer, Inquiry
from flows.here import Here
from flows.outline import Section
from flows.paper import Place
from flows.questions import Question, Repeat, Rows, Sentence
from flows.record import Record
from flows.showing import show_field, show_reason
from flows.text import printable
from flows.values import Item as Thing
from flows.values import ItemsValue, RowsValue, Value
from flows.wording import plain


class Blank(Record):
    """A blank of a sentence or of a thing that was listed, with what was filled in."""

    label: str
    text: str


class Change(Record):
    """What was there when the report was sent before and no longer is, and what is there now and was not."""

    gone: str
    come: str


class Asked(Record):
    """What a reviewer asked for, and whether anything has been done about it since."""

    reason: str
    by: str
    met: bool


class Inquired(Record):
    """What an officer asked the office about an item, and what was said to it."""

    text: str
    by: str
    at: str
    answer: str
    answered_by: str


class Item(Record):
    """One item: `state` says how far it is; of `paragraphs`, `things` and `sheet` one holds the answer."""

    key: str
    where: str
    short: str
    question: str
    state: str
    pickable: bool
    by: str = ""
    at: str = ""
    reason: str = ""
    paragraphs: tuple[str, ...] = ()
    things: tuple[tuple[Blank, ...], ...] = ()
    sheet: Sheet | None = None
    change: Change | None = None
    asked: Asked | None = None
    inquiries: tuple[Inquired, ...] = ()


class Heading(Record):
    """A heading with the items that stand right below it; `level` is 1 for the outermost."""

    number: str
    title: str
    level: int
    items: tuple[Item, ...] = ()


def headings(at: Here) -> Iterator[Heading]:
    """The draft from its first heading to the last item, the letterhead at its end."""
    changed = {one.place.question.key: one for one in differences(at)}
    above: tuple[Section, ...] = ()
    for path, places in _by_section(at):
        kept = _shared(above, path)
        steps = list(enumerate(path))[kept:] or [(len(path) - 1, path[-1])]
        for level, section in steps[:-1]:
            yield Heading(number=section.number, title=section.title, level=level + 1)
        level, section = steps[-1]
        items = tuple(_item(at, place, changed) for place in places)
        title = section.title or plain("card.letterhead")
        yield Heading(number=section.number, title=title, level=level + 1, items=items)
        above = path


def _by_section(at: Here) -> Iterator[tuple[tuple[Section, ...], list[Place]]]:
    """The items in order, those of one section behind one another together."""
    path: tuple[Section, ...] = ()
    places: list[Place] = []
    for place in at.find_all(at.keys):
        if places and place.sections != path:
            yield path, places
            places = []
        path = place.sections
        places.append(place)
    if places:
        yield path, places


def _shared(above: tuple[Section, ...], path: tuple[Section, ...]) -> int:
    """How many headings two paths begin with alike."""
    pairs = zip(above, path, strict=False)
    return next((n for n, (old, new) in enumerate(pairs) if old is not new), min(len(above), len(path)))


def _item(at: Here, place: Place, changed: Mapping[str, Difference]) -> Item:
    answer, question = at.answer(place), place.question
    held = answer is not None and (answer.value is not None or answer.reason is not None)
    item = Item(
        key=question.key,
        where=where(at, place),
        short=question.short,
        question=question.text,
        state=_state(at, place, answer),
        pickable=place.draft == at.draft.id,
        change=_change(changed.get(question.key)),
        asked=_asked(at, place),
        inquiries=tuple(_inquired(at, one) for one in at.view.inquiries if one.key == question.key),
    )
    return item.model_copy(update=_said(at, question, answer)) if answer and held else item


def _state(at: Here, place: Place, answer: Answer | None) -> str:
    """How far an item is, as the sign of flows.screens.mark says it in the chat."""
    if at.paper(place).wanted(place.question.key):
        return "wanted"
    if answer is None:
        return "untouched"
    return "open" if not answer.done else "none" if answer.state == "none" else "closed"


def _said(at: Here, question: Question, answer: Answer) -> dict[str, object]:
    """Who has answered, when, and what, as the chat tells it but nothing of it cut."""
    known: dict[str, object] = {"by": at.name(answer.by), "at": clock(answer.at)}
    if answer.reason:
        return {**known, "reason": printable(show_reason(answer))}
    return {**known, **_shown(question, answer.value)} if answer.value else known


def _shown(question: Question, value: Value) -> dict[str, object]:
    match value:
        case ItemsValue(items=things):
            return {"things": tuple(_blanks(question, thing) for thing in things)}
        case RowsValue() if isinstance(question, Rows):
            return {"sheet": sheet(question, value)}
        case RowsValue():
            return {}
        case _:
            return {"paragraphs": tuple(show_field(question, value).split("\n"))}


def _blanks(question: Question, thing: Thing) -> tuple[Blank, ...]:
    fields = question.fields if isinstance(question, Sentence | Repeat) else ()
    filled = ((field, thing.entry(field.key)) for field in fields)
    held = ((field, entry.value) for field, entry in filled if entry and entry.value)
    return tuple(Blank(label=field.short, text=show_field(field, value)) for field, value in held)


def _change(found: Difference | None) -> Change | None:
    return Change(gone=printable("\n".join(found.gone)), come=printable("\n".join(found.come))) if found else None


def _asked(at: Here, place: Place) -> Asked | None:
    demand = at.draft.demanded(place.question.key) if place.draft == at.draft.id else None
    if demand is None:
        return None
    met = not at.paper(place).wanted(place.question.key)
    return Asked(reason=printable(demand.reason), by=at.name(demand.by), met=met)


def _inquired(at: Here, one: Inquiry) -> Inquired:
    return Inquired(
        text=printable(one.text),
        by=at.name(one.by),
        at=clock(one.at),
        answer=printable(one.answer),
        answered_by=at.name(one.answered_by) if one.answered_by else "",
    )
