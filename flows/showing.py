"""How a value is shown in the chat: short enough for a card, and as it will be understood in print."""

from __future__ import annotations

from decimal import Decimal

from flows.dates import show_date_short
from flows.draft import Answer
from flows.grid_print import summary_lines
from flows.numbers import show_number
from flows.questions import Choice, Number, Question, Repeat, Rows, Sentence
from flows.text import clip, printable, word_count
from flows.values import (
    ChoiceValue,
    DateValue,
    FieldValue,
    Item,
    ItemsValue,
    LineValue,
    NumberValue,
    Passage,
    ProseValue,
    RowsValue,
    Value,
)
from flows.wording import plain

_CARD = 700
_ITEM = 160


def show_answer(question: Question, answer: Answer) -> str:
    """What is held for a question, in the words of a card."""
    if answer.reason:
        return show_reason(answer)
    return show(question, answer.value) if answer.value else ""


def show_reason(answer: Answer) -> str:
    """Why there is no content, with why and when where there are no figures yet."""
    text = plain(f"reason.{(answer.reason or '').replace('-', '_')}")
    if answer.why and answer.due:
        return plain("reason.why_and_due", reason=text, why=printable(answer.why), due=printable(answer.due))
    return plain("reason.why", reason=text, why=printable(answer.why)) if answer.why else text


def show(question: Question, value: Value) -> str:
    """A value of that question; long ones are cut."""
    match value:
        case ItemsValue():
            return _show_items(question, value)
        case RowsValue():
            return "\n".join(summary_lines(question, value)) if isinstance(question, Rows) else ""
        case _:
            return ending(show_field(question, value).split("\n"), _CARD)


def ending(lines: list[str], limit: int) -> str:
    """The last of the lines, as many as fit: what was said last is what one wants to see."""
    shown: list[str] = []
    while lines and sum(map(len, shown)) + len(lines[-1]) <= limit:
        shown.insert(0, lines.pop())
    if not lines:
        return "\n".join(shown)
    return "\n".join(["…", *(shown or ["…" + lines[-1][-limit:]])])


def beginning(names: list[str], limit: int = 300) -> str:
    """The first of the names, as many as fit, and how many more there are."""
    shown = [name for place, name in enumerate(names) if len("; ".join(names[: place + 1])) <= limit]
    more = len(names) - len(shown)
    return plain("show.and_more", names="; ".join(shown), more=more) if more else "; ".join(shown)


def show_field(question: Question, value: FieldValue) -> str:
    """A value of a short kind or a prose, whole."""
    match value:
        case ProseValue():
            return printable("".join(_joined(passage) for passage in value.passages)).removeprefix("\n")
        case LineValue():
            return printable(value.text).strip()
        case NumberValue():
            return show_amount(question, value.number)
        case ChoiceValue():
            return show_option(question, value.option)
        case DateValue():
            return show_date_short(value.period)


def _joined(passage: Passage) -> str:
    return passage.text if passage.seam else f"\n{passage.text}"


def show_amount(question: Question, number: Decimal) -> str:
    """A number with the unit that it is counted in."""
    unit = question.unit if isinstance(question, Number) else ""
    return f"{show_number(number)}{'' if unit == '%' else ' '}{unit}".rstrip()


def show_option(question: Question, key: str) -> str:
    """The label of an option."""
    options = question.options if isinstance(question, Choice) else ()
    return next((option.label for option in options if option.key == key), key)


def _show_items(question: Question, value: ItemsValue) -> str:
    shown = [show_item(question, item) for item in value.items]
    if isinstance(question, Repeat):
        shown = [f"{place}. {clip(text, _ITEM)}" for place, text in enumerate(shown, start=1)]
    return ending(shown, _CARD)


def show_item(question: Question, item: Item) -> str:
    """The filled fields of one thing, named."""
    fields = question.fields if isinstance(question, Sentence | Repeat) else ()
    filled = ((field, item.entry(field.key)) for field in fields)
    return "; ".join(
        f"{field.short}: {show_field(field, entry.value)}" for field, entry in filled if entry and entry.value
    )


def size(value: ProseValue) -> tuple[int, str]:
    """How many paragraphs a prose has, and how many words, as they are told."""
    paragraphs = [passage for passage in value.passages if not passage.seam]
    whole = "".join(_joined(passage) for passage in value.passages)
    return len(paragraphs), show_number(Decimal(word_count(whole)))
