"""What has changed in a report since it was sent before: by paragraph, by cell, the old beside the new."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from flows.cards import where
from flows.draft import Answer
from flows.grid_names import column_name, row_name
from flows.here import Here
from flows.numbers import show_number
from flows.paper import Place
from flows.questions import Question, Rows
from flows.report import Run
from flows.showing import show_field, show_item, show_reason
from flows.text import clip
from flows.values import CellEntry, ItemsValue, RowsValue
from flows.wording import plain, say


@dataclass(frozen=True)
class Difference:
    """What an answer said before and no longer says (`gone`), and what it says now and did not (`come`)."""

    place: Place
    gone: tuple[str, ...]
    come: tuple[str, ...]


def differences(here: Here) -> tuple[Difference, ...]:
    """What differs from what was sent before, in order; an answer that was only put again does not differ."""
    found = (_difference(here, place) for place in _touched(here))
    return tuple(one for one in found if one.gone or one.come)


def unchanged(here: Here) -> tuple[Place, ...]:
    """What was demanded and put again as it was."""
    demanded = {demand.key for demand in here.draft.demands}
    found = (_difference(here, place) for place in _touched(here) if place.question.key in demanded)
    return tuple(one.place for one in found if not one.gone and not one.come)


def _touched(here: Here) -> tuple[Place, ...]:
    return here.find_all(key for key in here.papers[0].asked if key in here.view.before)


def _difference(here: Here, place: Place) -> Difference:
    question = place.question
    old, new = parts(question, here.view.before[question.key]), parts(question, here.answer(place))
    gone: list[str] = []
    come: list[str] = []
    for change, begins, ends, from_, to in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if change != "equal":
            gone += old[begins:ends]
            come += new[from_:to]
    return Difference(place, tuple(gone), tuple(come))


def parts(question: Question, answer: Answer | None) -> tuple[str, ...]:
    """What an answer says, in the parts that are compared: paragraphs, things, cells, or the whole."""
    if answer is None or (answer.value is None and answer.reason is None):
        return ()
    if answer.reason:
        return (show_reason(answer),)
    match answer.value:
        case None:
            return ()
        case ItemsValue(items=items):
            return tuple(show_item(question, item) for item in items)
        case RowsValue(cells=cells):
            return tuple(sorted(_cell(question, cell) for cell in cells))
        case value:
            return tuple(show_field(question, value).split("\n"))


def _cell(question: Question, cell: CellEntry) -> str:
    assert isinstance(question, Rows)
    column = next((one for one in question.columns if one.key == cell.column), None)
    text = cell.note if cell.amount is None else show_number(cell.amount)
    return plain(
        "differing.cell",
        row=row_name(question, cell.row),
        column=column_name(column) if column else cell.column,
        text=plain("reason.chua_co_so_lieu") if cell.missing else text,
    )


def difference_text(here: Here, difference: Difference, limit: int) -> tuple[Run, ...]:
    """One item with what has gone and what has come, each cut at a length."""
    head = say("differing.item", where=where(here, difference.place), short=difference.place.question.short)
    old, new = (clip("\n".join(lines), limit) for lines in (difference.gone, difference.come))
    if old and new:
        return (*head, *say("differing.changed", old=old, new=new))
    return (*head, *(say("differing.added", new=new) if new else say("differing.dropped", old=old)))
