"""How each short kind of question hears what was typed: the values that it may be, or why it is none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flows.dates import read_date
from flows.numbers import read_number, show_number
from flows.questions import Choice, Date, Line, Number
from flows.text import fold, printable
from flows.values import ChoiceValue, DateValue, FieldValue, LineValue, NumberValue

Short = Line | Number | Choice | Date


@dataclass(frozen=True)
class Refusal:
    """What was typed cannot be taken: the line of the wording that says why, with its blanks."""

    line: str
    blanks: dict[str, str]


Heard = tuple[FieldValue, ...] | Refusal
"""One value, or two where it could be either, or a refusal."""


def hear(question: Short, text: str) -> Heard:
    """What that question makes of the text."""
    match question:
        case Line():
            return _line(question, text)
        case Number():
            return _number(question, text)
        case Choice():
            return _choice(question, text)
        case Date():
            return _date(question, text)


def _line(question: Line, text: str) -> Heard:
    length = len(text.strip())
    if length > question.limit:
        return Refusal("refusal.too_long", {"length": show_number(Decimal(length)), "limit": str(question.limit)})
    return (LineValue(text=text),)


def _number(question: Number, text: str) -> Heard:
    values = tuple(value for value in read_number(text, question.decimals, question.unit).values)
    if not values:
        line = "refusal.not_a_number" if question.decimals else "refusal.not_a_whole_number"
        return Refusal(line, {"unit": question.unit})
    fit = tuple(value for value in values if _fits(question, value))
    if fit:
        return tuple(NumberValue(number=value, typed=text) for value in fit)
    return _out_of_bounds(question)


def _fits(question: Number, value: Decimal) -> bool:
    above = question.least is None or value >= question.least
    return above and (question.most is None or value <= question.most)


def _out_of_bounds(question: Number) -> Refusal:
    least = show_number(question.least) if question.least is not None else ""
    if question.most is None:
        return Refusal("refusal.too_small", {"least": least})
    return Refusal("refusal.out_of_bounds", {"least": least or "0", "most": show_number(question.most)})


def _choice(question: Choice, text: str) -> Heard:
    said = fold(text)
    for place, option in enumerate(question.options, start=1):
        if said in (fold(option.label), option.key, str(place)):
            return (ChoiceValue(option=option.key),)
    return Refusal("refusal.not_an_option", {"options": "; ".join(option.label for option in question.options)})


def _date(question: Date, text: str) -> Heard:
    periods = tuple(period for period in read_date(text) if period.kind == "day" or not question.day)
    if not periods:
        return Refusal("refusal.not_a_day" if question.day else "refusal.not_a_date", {})
    return tuple(DateValue(period=period, typed=text) for period in periods)


def shows_something(text: str) -> bool:
    """There is something in the text that can be seen and printed."""
    return any(char.isprintable() and not char.isspace() for char in printable(text))
