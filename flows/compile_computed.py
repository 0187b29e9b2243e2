"""A computed sentence says the change of two numbers; where a number is not there it says why, each by its name."""

from __future__ import annotations

from decimal import Decimal

from flows.compile_reason import is_blank, note, reason_text
from flows.compile_text import Line, fill, names_in, one_line, paragraph, text_lines
from flows.compile_values import amount, field_lines
from flows.numbers import show_number
from flows.paper import Paper
from flows.questions import Computed, Number, Question
from flows.report import Block, Run
from flows.values import ItemsValue, NumberValue, RowsValue
from flows.wording import plain


def computed(paper: Paper, question: Computed, shows_missing: bool) -> list[Block]:
    """The sentence, with what is to be said of numbers that are not there; nothing where nothing is known."""
    named = [found for key in names_in(question.template) if (found := _number(paper, key, question))]
    notes = [text for one in named if (text := _note(paper, one, shows_missing))]
    if not any(_said(paper, one) for one in named):
        waiting = all(is_blank(paper.answers.get(one.key)) for one in named)
        return [note("", " ".join(notes), "-", missing=waiting)] if notes else []
    said = fill(question.template, {key: _blank(paper, question, key) for key in names_in(question.template)})
    last: Line = (*said[-1], *(Run(text=f" {text}") for text in notes))
    return [paragraph(line) for line in (*said[:-1], last)]


def change(newer: Decimal, older: Decimal, question: Question) -> str:
    """The change from the older to the newer number, per cents in percentage points."""
    if newer == older:
        return plain("print.unchanged")
    points = isinstance(question, Number) and question.unit == "%"
    by = abs(newer - older)
    shown = f"{show_number(by)} {plain('print.points')}" if points else amount(question, by)
    return plain("print.increased" if newer > older else "print.decreased", by=shown)


def _number(paper: Paper, key: str, question: Computed) -> Question | None:
    """The question of a key that the template names, its own being that of the older number."""
    found = paper.find(question.older if key == question.key else key)
    return found.question if found else None


def _note(paper: Paper, question: Question, shows_missing: bool) -> str:
    answer = paper.answers.get(question.key)
    if answer is None or is_blank(answer):
        text = plain("print.missing") if shows_missing else ""
    else:
        text = reason_text(answer)
    return plain("print.of", what=one_line(question.short), text=f"{text.removesuffix('.')}.") if text else ""


def _blank(paper: Paper, question: Computed, key: str) -> list[Line]:
    """What stands for a key in the sentence: dots where it is not known."""
    dots = text_lines(plain("print.blank"))
    if key != question.key:
        found = paper.find(key)
        return (_said(paper, found.question) if found else []) or dots
    newer, older = _value(paper, question.newer), _value(paper, question.older)
    counted = paper.outline.question(question.newer)
    if newer is None or older is None or counted is None:
        return dots
    return text_lines(change(newer, older, counted))


def _value(paper: Paper, key: str) -> Decimal | None:
    answer = paper.answers.get(key)
    held = answer.value if answer and paper.find(key) else None
    return held.number if isinstance(held, NumberValue) else None


def _said(paper: Paper, question: Question) -> list[Line]:
    answer = paper.answers.get(question.key)
    value = answer.value if answer else None
    if value is None or isinstance(value, ItemsValue | RowsValue):
        return []
    return field_lines(question, value)
