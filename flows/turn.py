"""One turn of a conversation: what somebody did, what was known, and what comes of it; all of it only flies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from flows.campaign import Campaign, Contact, Invitation, Person, Unit
from flows.draft import Answer, Draft, Paper, Proposal, Seat, Submission
from flows.record import Record
from flows.report import Report, Run
from flows.values import Value


class Press(Record):
    """What a button does, as stored in its letter: `do` names the rule, the rest says to what."""

    do: str
    draft: str = ""
    key: str = ""
    rev: int = 0
    arg: str = ""
    proposal: str = ""


class Button(Record):
    """A button of a letter."""

    label: str
    press: Press


@dataclass(frozen=True, slots=True)
class Typed:
    """A message of text; `source` is its id, `said_at` and `position` when and where in the chat it stands.

    `whole` is false where the messenger's limit has cut it and a further part follows.
    """

    runs: tuple[Run, ...]
    source: str
    said_at: datetime
    position: int
    whole: bool = True

    @property
    def text(self) -> str:
        """The message without its styles."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Edited:
    """An earlier message was changed to this."""

    runs: tuple[Run, ...]
    source: str

    @property
    def text(self) -> str:
        """The message without its styles."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of a letter to this person was pressed; None where the letter is unknown or was to somebody else."""

    press: Press | None


@dataclass(frozen=True, slots=True)
class Attached:
    """A message that is not text: a file (document), or something that is not taken (photo, sticker, voice…)."""

    what: Literal["document", "photo", "voice", "video", "sticker", "location", "contact", "other"]
    source: str
    said_at: datetime
    position: int
    ref: str = ""
    name: str = ""
    size: int = 0
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """A job came to its end; `outcome` is its result, or names what went wrong where `ok` is false."""

    job: Job
    ok: bool
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody was seen in a group chat, where no draft is ever spoken of."""


Move = Typed | Edited | Pressed | Attached | Finished | Joined


class Job(Record):
    """Something slow or dangerous for the porter to do, for somebody, about a question.

    render: make the Word file of `report`; sheet: make the Excel sheet of a table; read-sheet: fetch the file `ref`
    and read it as the sheet of the question `key`.
    """

    kind: Literal["render", "sheet", "read-sheet"]
    draft: str
    key: str = ""
    purpose: str = ""
    report: Report | None = None
    ref: str = ""
    name: str = ""


class Fault(Record):
    """Something wrong in a file that was read: which sentence says it, with its blanks."""

    line: str
    blanks: Mapping[str, str] = {}


class Outcome(Record):
    """What a job gave: a file that is kept (by its SHA-256) or a value that was read with its faults, or why not."""

    file: str = ""
    name: str = ""
    value: Value | None = None
    faults: tuple[Fault, ...] = ()
    failure: str = ""


class Event(Record):
    """A fact kept for ever; ids and hashes of values only."""

    name: str
    person: str = ""
    draft: str = ""
    key: str = ""
    rev: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Say:
    """Something to say to the one who moved (or to the person `to`).

    `card` names what it takes the place of: an unsent letter of the same card is superseded, a sent one removed or
    (`edit`) changed in place. `about` is the place that a question card asks about. `delay` is in seconds.
    `keyboard` sets the small persistent keyboard; `file` is the SHA-256 of a kept file that goes with it.
    """

    runs: tuple[Run, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    card: str = ""
    about: str = ""
    edit: bool = False
    delay: float = 0.0
    keyboard: bool = False
    file: str = ""
    name: str = ""
    to: str = ""


@dataclass(frozen=True)
class Do:
    """A job to be done; its end comes back as a move of this address."""

    job: Job


Effect = Say | Do

Change = Answer | Draft | Seat | Person | Contact | Proposal | Invitation | Unit | Submission


@dataclass(frozen=True)
class Card:
    """The question card that this person last received: what it is about, where and when it was delivered."""

    about: str
    position: int
    at: datetime


@dataclass(frozen=True)
class View:
    """What a move is played on: everything of this address and its person, as it stood.

    `papers` are the report's draft and the unit's letterhead; `names` are the people who answered, by id;
    `submission` is the last one of the report's draft.
    """

    contact: Contact
    person: Person | None = None
    invitation: Invitation | None = None
    unit: Unit | None = None
    campaign: Campaign | None = None
    papers: tuple[Paper, ...] = ()
    seat: Seat | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    proposal: Proposal | None = None
    submission: Submission | None = None
    card: Card | None = None


@dataclass(frozen=True)
class Turn:
    """What comes of a move: records to save together, facts to keep, and what to send or have done."""

    changes: tuple[Change, ...] = ()
    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()

    def __add__(self, other: Turn) -> Turn:
        """Both, in order."""
        return Turn(self.changes + other.changes, self.events + other.events, self.effects + other.effects)
