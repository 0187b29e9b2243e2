"""The kinds of question that an outline may ask: what each needs to be told, and nothing of how it is answered."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from flows.record import Record

Print = Literal["heading", "run-in", "sentence", "annex", "none"]
"""How an answer stands in the report.

heading: the label as a heading of its own (nothing where the label is empty), the answer below it;
run-in: "- label: answer"; sentence: the template with its blanks filled; annex: on a page of its own;
none: not printed by itself (another question's template may name it).
"""


class Condition(Record):
    """When a question or section applies: every part that is given must hold.

    `tags` and `kinds` hold where the unit has one of them; `answer` names a Choice and `option` what it must say,
    or `options` several of which it must say one.
    """

    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    answer: str = ""
    option: str = ""
    options: tuple[str, ...] = ()


class Asked(Record):
    """What all kinds share.

    `text` is the question as the officer reads it, `short` its name in lists and buttons, `label` what is printed.
    A required question wants an answer or a reason; `omit_when_none` prints nothing at all where a reason stands.
    `was` names the keys that it had in earlier versions.
    """

    key: str
    text: str
    short: str
    label: str = ""
    help: str = ""
    required: bool = True
    when: Condition | None = None
    print: Print = "heading"
    omit_when_none: bool = False
    was: tuple[str, ...] = ()


class Prose(Asked):
    """Several paragraphs, kept as they come, closed by the officer."""

    kind: Literal["prose"] = "prose"


class Line(Asked):
    """One short text of at most `limit` characters; `prefill` names what is known of the unit, offered as answer."""

    kind: Literal["line"] = "line"
    limit: int = 500
    prefill: Literal["", "name", "superior", "code", "place", "post", "signer"] = ""


Consolidation = Literal["none", "sum", "mean", "min", "max", "latest", "rate"]
"""How the figures of many units become one.

none: they are not joined; latest: the one that was said last; rate: worked out anew from what it is made of.
"""


class Number(Asked):
    """A number; `prefill` names a figure of an annex, "<rows>.<summary>.<column>", offered as answer.

    A number that is a rate is consolidated from the sum of the annexes where `prefill` names a ratio in one, else each
    unit's counts as often as its `weight` says, which is the key of a number beside it.
    """

    kind: Literal["number"] = "number"
    decimals: bool = False
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    prefill: str = ""
    consolidate: Consolidation = "none"
    weight: str = ""


class Option(Record):
    """One of the options of a Choice; `printed` is what the report says of it."""

    key: str
    label: str
    printed: str = ""


class Proposed(Record):
    """The option to propose to units for which the condition holds."""

    option: str
    when: Condition


class Choice(Asked):
    """One of a few options, of which one is marked as proposed.

    That is what `prefill` names of the unit, where it is known; else the first proposal whose condition holds; else
    `fallback`.
    """

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...]
    prefill: Literal["", "authority"] = ""
    proposed: tuple[Proposed, ...] = ()
    fallback: str = ""


class Date(Asked):
    """A day or a period; only a day where `day` says so."""

    kind: Literal["date"] = "date"
    day: bool = False


Field_ = Annotated[Prose | Line | Number | Choice | Date, Field(discriminator="kind")]
"""A question small enough to be a field of a Sentence or of a Repeat."""


class Sentence(Asked):
    """A sentence with blanks; `template` names the keys of its fields in braces."""

    kind: Literal["sentence"] = "sentence"
    template: str
    fields: tuple[Field_, ...]


class Repeat(Asked):
    """The same few fields for each of many things; `noun` is what one is called ("văn bản").

    Printed as a table with the fields as columns, or as items "- first field: the others".
    """

    kind: Literal["repeat"] = "repeat"
    noun: str
    fields: tuple[Field_, ...]
    printed_as: Literal["table", "items"] = "items"


class RowSpec(Record):
    """A row of a table: to be filled where it has a key, a heading of rows where it has none.

    `names` are further names under which it may be typed; `tags` group rows for sums and columns.
    """

    key: str = ""
    number: str = ""
    label: str
    unit: str = ""
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class Column(Record):
    """A column of a table: amounts to fill in, the sum of others (`of`), or a note.

    `over` is the heading above it, shared by neighbours; `only` limits it to rows with that tag; `at_most` names the
    column of the same row that it may not exceed.
    """

    key: str
    label: str
    kind: Literal["amount", "sum", "note"] = "amount"
    of: tuple[str, ...] = ()
    over: str = ""
    only: str = ""
    at_most: str = ""


class RowCheck(Record):
    """In each amount column, `row` may not exceed `at_most`."""

    row: str
    at_most: str


class Summary(Record):
    """A row below the table that is computed, never typed.

    sum: over the rows with `tag`, column by column; `columns` maps a column shown to the one it is taken from.
    ratio: 100 x `top` / `bottom` (keys of summaries) in each of `columns`. difference: `of` at `newer` less at `older`.
    """

    key: str
    label: str
    unit: str = ""
    kind: Literal["sum", "ratio", "difference"]
    tag: str = ""
    columns: dict[str, str] = Field(default_factory=dict)
    top: str = ""
    bottom: str = ""
    of: str = ""
    newer: str = ""
    older: str = ""


class Rows(Asked):
    """A table of fixed rows and columns, printed as an annex under `title`; its label is what the text says of it.

    `summary_label` heads the computed rows.
    """

    kind: Literal["rows"] = "rows"
    title: str
    rows: tuple[RowSpec, ...]
    columns: tuple[Column, ...]
    checks: tuple[RowCheck, ...] = ()
    summary_label: str = ""
    summaries: tuple[Summary, ...] = ()


class Computed(Asked):
    """The difference of two numbers, printed in a template that may name any key in braces; never asked.

    `{<own key>}` becomes "tăng 5,2", "giảm 5,2" or "không thay đổi" with the unit.
    """

    kind: Literal["computed"] = "computed"
    template: str
    newer: str
    older: str


Question = Annotated[
    Prose | Line | Number | Choice | Date | Sentence | Repeat | Rows | Computed, Field(discriminator="kind")
]
