"""An alarm has somebody woken at a moment; what comes of it is considered only when it rings."""

from __future__ import annotations

from datetime import datetime

from flows.record import Record


class Alarm(Record):
    """A moment at which something is to be considered: once for each subject, name, person and moment.

    `subject` is a draft ("<campaign>/<unit>") or a campaign; `name` says what for, and for a step of a plan is
    "<step>:<stage>" (see Campaign.stage). `person` is whom alone it concerns; `arg` is what the name needs besides.
    """

    subject: str
    name: str
    person: str = ""
    due_at: datetime
    arg: str = ""


class Reminder(Record):
    """That a person was reminded of a draft or campaign for a moment of its plan, or why not: once for each.

    `name` is "<step>@<day or moment>": a step is reminded of once on a day, however often plan and deadline are changed
    on it. `told` is the deadline that was named, where a unit was told how things stand. `why` is empty where a letter
    was written, else one of: done, wrote, muted, unreachable, reminded (less than an hour ago, or for another step of
    that day), deputy (who stands in was written to), ordered (a coordinator's own, of chasing).
    """

    subject: str
    person: str
    name: str
    rev: int = 0
    due_at: datetime
    at: datetime
    why: str = ""
    told: datetime | None = None

    @property
    def mark(self) -> str:
        """What its letter is `about`, so that what became of the letter is found again."""
        return f"reminder:{self.subject}:{self.name}:{self.person}"
