"""What is known already is offered as the answer: a table's figure, the unit's name; the person has the last word."""

from __future__ import annotations

from flows.grid import Grid
from flows.here import Here
from flows.numbers import show_number
from flows.paper import Place
from flows.questions import Line, Number, Question, Rows
from flows.values import FieldValue, LineValue, NumberValue, RowsValue


def table_value(here: Here, place: Place) -> RowsValue:
    """The cells that are held for a table."""
    held = here.answer(place)
    return held.value if held and isinstance(held.value, RowsValue) else RowsValue()


def offered(here: Here, asked: Question) -> FieldValue | None:
    """The answer that may be taken over as it is, if there is one."""
    if isinstance(asked, Line) and asked.prefill:
        known = str(getattr(here.papers[0].unit, asked.prefill))
        return LineValue(text=known) if known else None
    if isinstance(asked, Number) and asked.prefill:
        return _figure(here, asked.prefill)
    return None


def awaited(here: Here, asked: Question) -> bool:
    """A table that was ended should give that figure, and cannot."""
    source = here.find(asked.prefill.partition(".")[0]) if isinstance(asked, Number) and asked.prefill else None
    held = here.answer(source) if source else None
    return held is not None and held.state == "closed"


def _figure(here: Here, path: str) -> NumberValue | None:
    """The figure that "<rows>.<summary>.<column>" names, once the table is there."""
    key, _, figure = path.partition(".")
    source = here.find(key)
    if source is None or not isinstance(source.question, Rows) or here.answer(source) is None:
        return None
    number = Grid(source.question, table_value(here, source)).figure(figure)
    return NumberValue(number=number, typed=show_number(number)) if number is not None else None
