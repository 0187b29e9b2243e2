"""Each kind of value has one way to stand in a text: as lines, as items of a list, or as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from flows.compile_text import Line, fill, join, one_line, paragraph, plain_text, prose_lines, text_lines
from flows.dates import show_date, show_date_short
from flows.numbers import show_number
from flows.questions import Choice, Number, Prose, Question, Repeat, Sentence
from flows.questions import Line as ShortText
from flows.report import Block, Cell, Paragraph, Run, Table
from flows.text import printable
from flows.values import (
    ChoiceValue,
    DateValue,
    FieldValue,
    Item,
    ItemsValue,
    LineValue,
    NumberValue,
    ProseValue,
    Value,
)
from flows.wording import plain

_NUMBER_WIDTH = 6
_WIDTHS = {"number": 12, "date": 15, "choice": 15, "prose": 40}
_LINE_WIDTHS = ((100, 18), (250, 24))


def blocks(question: Question, value: Value) -> list[Block]:
    """The value as it stands in the text of the report."""
    if isinstance(question, Sentence) and isinstance(value, ItemsValue):
        return [paragraph(line) for item in value.items for line in _sentence(question, item)]
    if isinstance(question, Repeat) and isinstance(value, ItemsValue):
        return _repeat(question, value)
    if isinstance(value, NumberValue):
        return [Paragraph(runs=(Run(text=f"{amount(question, value.number)}."),))]
    if isinstance(value, LineValue | ProseValue | DateValue | ChoiceValue):
        return [paragraph(line) for line in field_lines(question, value)]
    return []


def unfinished(question: Question, value: Value | None) -> bool:
    """A sentence stands with a blank that was neither filled nor left so on purpose."""
    if not isinstance(question, Sentence) or not isinstance(value, ItemsValue):
        return False
    entries = [item.entry(field.key) for item in value.items for field in question.fields]
    return any(entry is None or (entry.value is None and entry.state == "open") for entry in entries)


def amount(question: Question, number: Decimal) -> str:
    """A number with the unit that it is counted in."""
    unit = printable(question.unit) if isinstance(question, Number) else ""
    shown = show_number(number)
    return f"{shown}%" if unit == "%" else plain("print.with_unit", number=shown, unit=unit).rstrip()


def field_lines(question: Question, value: FieldValue) -> list[Line]:
    """The lines of a value within a sentence: a number bare, since the sentence names its unit."""
    match value:
        case ProseValue():
            return prose_lines(value)
        case LineValue(text=text):
            return text_lines(text)
        case NumberValue(number=number):
            return text_lines(show_number(number))
        case ChoiceValue(option=key):
            return text_lines(_option(question, key))
        case DateValue(period=period):
            return text_lines(show_date(period))


def _option(question: Question, key: str) -> str:
    options = question.options if isinstance(question, Choice) else ()
    return next((option.printed or option.label for option in options if option.key == key), key)


def _entry_lines(question: Question, item: Item) -> list[Line]:
    """What one field holds; nothing where it was left blank."""
    entry = item.entry(question.key)
    return field_lines(question, entry.value) if entry and entry.value else []


def _sentence(question: Sentence, item: Item) -> list[Line]:
    """The sentence with its blanks filled; dots stand where a figure is not there, nothing for a longer text."""
    blank = text_lines(plain("print.blank"))
    filled: Mapping[str, list[Line]] = {
        field.key: _entry_lines(field, item) or ([] if isinstance(field, Prose) else blank) for field in question.fields
    }
    return fill(question.template, filled) if any(entry.value for entry in item.entries) else []


def _repeat(question: Repeat, value: ItemsValue) -> list[Block]:
    filled = [item for item in value.items if any(_entry_lines(field, item) for field in question.fields)]
    if not filled:
        return []
    if question.printed_as == "table":
        return [_table(question, filled)]
    return [part for item in filled for part in _item(question, item)]


def _item(question: Repeat, item: Item) -> Iterator[Paragraph]:
    """One thing as an item of a list: its first field, a colon, the others."""
    depth = 1 if question.print == "run-in" else 0
    said: list[Line] = []
    for place, field in enumerate(question.fields):
        found = _field_in_item(field, item)
        said = join(said, found, ":" if place == 1 else ";")
    for place, line in enumerate(said):
        made = paragraph(line, depth)
        mark = made.mark or ("" if place else "-+"[depth])
        yield made.model_copy(update={"mark": mark})


def _field_in_item(field: Question, item: Item) -> list[Line]:
    entry = item.entry(field.key)
    if entry and isinstance(entry.value, NumberValue):
        return text_lines(amount(field, entry.value.number))
    return _entry_lines(field, item)


def _table(question: Repeat, items: list[Item]) -> Table:
    fields = question.fields
    names = (plain("print.row_number"), *(one_line(field.label or field.short) for field in fields))
    head = tuple(Cell(text=name, bold=True, align="center") for name in names)
    rows = [(_number_cell(n), *(_cell(field, item) for field in fields)) for n, item in enumerate(items, start=1)]
    return Table(widths=(_NUMBER_WIDTH, *map(_width, fields)), head_rows=1, rows=(head, *rows))


def _width(field: Question) -> int:
    """A column's share of the width: by kind, for short texts by how long they may be."""
    if isinstance(field, ShortText):
        return next((width for limit, width in _LINE_WIDTHS if field.limit <= limit), _WIDTHS["prose"])
    return _WIDTHS.get(field.kind, _WIDTHS["prose"])


def _number_cell(number: int) -> Cell:
    return Cell(text=str(number), align="center")


def _cell(field: Question, item: Item) -> Cell:
    entry = item.entry(field.key)
    match entry.value if entry else None:
        case DateValue(period=period):
            return Cell(text=show_date_short(period), align="center")
        case NumberValue(number=number):
            return Cell(text=amount(field, number), align="right")
        case _:
            return Cell(text="\n".join(plain_text(line) for line in _entry_lines(field, item)))
