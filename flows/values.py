"""What an answer may hold: one frozen value for each kind of question, raw as it was given."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from flows.dates import Period
from flows.record import Record
from flows.report import Run


class Passage(Record):
    """One paragraph as it was received; `source` is the message it came in.

    `cut` says that the messenger's limit cut the message off behind it, `seam` that it goes on where the one before it
    was cut off (what stood between them, if anything, is at its beginning).
    """

    runs: tuple[Run, ...]
    source: str = ""
    cut: bool = False
    seam: bool = False

    @property
    def text(self) -> str:
        """The paragraph without its styles."""
        return "".join(run.text for run in self.runs)


class ProseValue(Record):
    """Paragraphs, in the order in which they were said."""

    kind: Literal["prose"] = "prose"
    passages: tuple[Passage, ...] = ()


class LineValue(Record):
    """A short text."""

    kind: Literal["line"] = "line"
    text: str


class NumberValue(Record):
    """A number and what was typed for it."""

    kind: Literal["number"] = "number"
    number: Decimal
    typed: str


class ChoiceValue(Record):
    """The key of the option that was chosen."""

    kind: Literal["choice"] = "choice"
    option: str


class DateValue(Record):
    """A day or a period and what was typed for it."""

    kind: Literal["date"] = "date"
    period: Period
    typed: str


FieldValue = Annotated[ProseValue | LineValue | NumberValue | ChoiceValue | DateValue, Field(discriminator="kind")]


class Entry(Record):
    """What one field holds: open while a prose is being written, none when it was left blank on purpose."""

    key: str
    state: Literal["open", "closed", "none"]
    value: FieldValue | None = None
    source: str = ""


class Item(Record):
    """One thing of a Repeat, or the only one of a Sentence: its fields by key."""

    entries: tuple[Entry, ...] = ()

    def entry(self, key: str) -> Entry | None:
        """The entry of that key, if there is one."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def put(self, entry: Entry) -> Item:
        """This item with that entry in place of the earlier one of the same key."""
        others = tuple(kept for kept in self.entries if kept.key != entry.key)
        return Item(entries=(*others, entry))


class ItemsValue(Record):
    """The things of a Repeat, in order; a Sentence has exactly one."""

    kind: Literal["items"] = "items"
    items: tuple[Item, ...] = ()


class CellEntry(Record):
    """One cell that was filled: an amount, or a note, or said to be without figures (`missing`)."""

    row: str
    column: str
    amount: Decimal | None = None
    note: str = ""
    missing: bool = False


class RowsValue(Record):
    """The filled cells of a table; a cell that is not here is blank. `source` names the sheet's file, if any."""

    kind: Literal["rows"] = "rows"
    cells: tuple[CellEntry, ...] = ()
    source: str = ""


Value = Annotated[
    ProseValue | LineValue | NumberValue | ChoiceValue | DateValue | ItemsValue | RowsValue,
    Field(discriminator="kind"),
]
