"""One turn of a conversation: what somebody did, what was known, and what comes of it; all of it only flies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flows.alarm import Alarm, Reminder
from flows.campaign import Campaign, Chair, Contact, Invitation, Person, Role, Unit
from flows.draft import Answer, Draft, Inquiry, Proposal, Review, Seat, Submission
from flows.job import Job, Outcome
from flows.record import Record
from flows.report import Run


class Press(Record):
    """What a button does, as stored in its letter: `do` names the rule, the rest says to what."""

    do: str
    campaign: str = ""
    draft: str = ""
    key: str = ""
    rev: int = 0
    arg: str = ""
    proposal: str = ""


def page_number(press: Press) -> int:
    """The page that a press names, from 0; the first, where it names none.

    >>> page_number(Press(do="contents", arg="2")), page_number(Press(do="contents", arg="x"))
    (2, 0)
    """
    return int(press.arg) if press.arg.isdecimal() else 0


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
    """A button of a letter to this person was pressed; None where the letter is unknown or was to somebody else.

    `card` is that of the letter.
    """

    press: Press | None
    card: str = ""


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
    """A job came to its end; `outcome` is its result, or names what went wrong where `ok` is false.

    `errand` is the name of this very doing of the job.
    """

    job: Job
    ok: bool
    outcome: Outcome
    errand: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody was seen in a group chat, where no draft is ever spoken of."""


@dataclass(frozen=True, slots=True)
class Underway:
    """A job is so far: `done` of `total` of what it has to go through; see Finished for `errand`."""

    job: Job
    done: int
    total: int
    errand: str = ""


@dataclass(frozen=True, slots=True)
class Woke:
    """The clock rang."""

    alarm: Alarm


Move = Typed | Edited | Pressed | Attached | Finished | Joined | Underway | Woke


class Event(Record):
    """A fact kept for ever; ids and hashes of values only. `draft` is a draft, or the campaign that it is about."""

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
    `keyboard` sets the small persistent keyboard of a role; `file` is the SHA-256 of a kept file that goes with it. A
    `secret` (a link that lets somebody in) is forgotten here, text and file, once it was delivered. What is said `to` a
    person goes to one address in each channel; with `elsewhere` not to that which moved.
    """

    runs: tuple[Run, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    card: str = ""
    about: str = ""
    edit: bool = False
    delay: float = 0.0
    keyboard: Role | None = None
    file: str = ""
    name: str = ""
    to: str = ""
    elsewhere: bool = False
    secret: bool = False


@dataclass(frozen=True)
class Do:
    """A job to be done; its end comes back as a move of this address."""

    job: Job


@dataclass(frozen=True)
class Wake:
    """An alarm is to ring, once; at once, where its moment is past."""

    alarm: Alarm


Effect = Say | Do | Wake

Change = (
    Answer
    | Campaign
    | Chair
    | Contact
    | Draft
    | Inquiry
    | Invitation
    | Person
    | Proposal
    | Reminder
    | Review
    | Seat
    | Submission
    | Unit
)


@dataclass(frozen=True)
class Turn:
    """What comes of a move: records to save together, facts to keep, and what to send or have done."""

    changes: tuple[Change, ...] = ()
    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()

    def __add__(self, other: Turn) -> Turn:
        """Both, in order."""
        return Turn(self.changes + other.changes, self.events + other.events, self.effects + other.effects)
