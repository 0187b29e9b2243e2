"""A report, frozen at a moment: what a document shows, knowing nothing of questions.

Every text in here is already NFC and fit for XML; a renderer only places it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from flows.record import Record


class Run(Record):
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


class Heading(Record):
    """A numbered heading: `level` 1 is "I.", 2 is "1.", 3 is "1.1."; 4 is a named item without a number, 5 a group."""

    kind: Literal["heading"] = "heading"
    level: int
    number: str = ""
    text: str = ""


class Paragraph(Record):
    """A paragraph of the body.

    `mark` is the dash, letter or number that it begins with, `level` its depth in a list; `missing` says that
    it only stands for something that the draft lacks.
    """

    kind: Literal["paragraph"] = "paragraph"
    runs: tuple[Run, ...]
    mark: str = ""
    level: int = 0
    missing: bool = False


class Cell(Record):
    """One cell of a table as it is printed."""

    text: str = ""
    span: int = 1
    down: int = 1
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "right"] = "left"


class Table(Record):
    """A grid whose first `head_rows` rows repeat on every page; a cell merged away stands as None.

    `widths` are the columns' shares of the text width, in any unit.
    """

    kind: Literal["table"] = "table"
    widths: tuple[int, ...]
    head_rows: int
    rows: tuple[tuple[Cell | None, ...], ...]
    caption: str = ""


Block = Annotated[Heading | Paragraph | Table, Field(discriminator="kind")]


class Annex(Record):
    """An annex on its own landscape page; `label` is "Phụ lục I", `title` its name in upper case."""

    label: str
    title: str
    reference: str
    blocks: tuple[Block, ...]


class Letterhead(Record):
    """The unit's letterhead as given by the unit; what it did not give is empty.

    `authority` is TM., KT., Q., TL., TUQ. (T/M, K/T, T/L in Party bodies) or empty; `post_over` is the post
    for which an authority signs (KT. GIÁM ĐỐC), `post` that of the signer.
    """

    style: Literal["state", "party"] = "state"
    superior: str = ""
    body: str
    code: str = ""
    place: str = ""
    authority: str = ""
    post_over: str = ""
    post: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()


class Report(Record):
    """A whole report; `number` and `date_line` are empty unless the unit gave them.

    `year` is shown in a date that is otherwise left blank. `draft` marks a document that is not finished.
    """

    title: str
    subject: str
    letterhead: Letterhead
    number: str = ""
    date_line: str = ""
    year: int
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
    draft: bool = False
    file_name: str
