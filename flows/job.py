"""A job is something slow or dangerous, described whole, so that the porter can do it at any time and once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from flows.campaign import Invitation, Unit
from flows.record import Record
from flows.report import Report
from flows.values import Value

JobKind = Literal[
    "render",
    "sheet",
    "read-sheet",
    "keep",
    "roster-form",
    "read-roster",
    "links",
    "progress-picture",
    "progress-sheet",
    "consolidate",
    "zip",
]

Scope = Literal["accepted", "submitted", "all"]
"""Whose reports are taken: the accepted ones; also those that were submitted; every one that was begun."""


class Job(Record):
    """Something slow or dangerous for the porter to do, for somebody.

    render: make the Word file of `report`; sheet: make the Excel sheet of the table `key` of `draft`; read-sheet: fetch
    the file `ref` and read it as that sheet; keep: fetch the file `ref` (a signed scan) and keep it as it is.

    Of the units: roster-form makes the Excel sheet in which they are listed, read-roster fetches `ref` and reads it as
    that sheet, links makes an invitation for each unit of `campaign` and an Excel sheet of all links.

    Of the `campaign`: progress-picture and progress-sheet show who is where; consolidate makes the one report of all
    (and a sheet of all figures) of the reports in `scope`, `short` of starred paragraphs alone; zip packs the reports.
    """

    kind: JobKind
    draft: str = ""
    key: str = ""
    purpose: str = ""
    report: Report | None = None
    ref: str = ""
    name: str = ""
    campaign: str = ""
    scope: Scope = "submitted"
    short: bool = False


class Fault(Record):
    """Something wrong in a file that was read: which sentence says it, with its blanks."""

    line: str
    blanks: Mapping[str, str] = {}


class Kept(Record):
    """A file that is kept, by its SHA-256, and the name under which it is handed out."""

    file: str
    name: str


class Outcome(Record):
    """What a job gave: files that are kept, or what was read with its faults, or why not.

    `roster` are the units of a list that was read; `invitations` are those that the links of a sheet take up.
    """

    files: tuple[Kept, ...] = ()
    value: Value | None = None
    roster: tuple[Unit, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    faults: tuple[Fault, ...] = ()
    failure: str = ""

    @property
    def file(self) -> str:
        """The SHA-256 of the first file."""
        return self.files[0].file if self.files else ""

    @property
    def name(self) -> str:
        """The name of the first file."""
        return self.files[0].name if self.files else ""
