"""A draft is one unit's answers to one outline; these are its records, and flows.paper reads them together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from flows.campaign import Unit
from flows.record import Record
from flows.report import Report
from flows.values import Value

Reason = Literal["khong-phat-sinh", "chua-co-so-lieu", "khong-thuoc-chuc-nang"]
"""Why there is no content: nothing occurred, no figures yet (with why and when), not a function of this unit."""

DraftState = Literal["drafting", "signing", "submitted", "returned", "accepted"]
"""signing: waits for the head's approval."""


class Answer(Record):
    """What a draft holds for one question; `rev` is the revision that it was read at, versions are kept.

    open: more is to come; closed: done; none: there is no content, for the `reason`, and without figures also `why`
    and `due` (when they will come). `sources` are the messages that it came from.
    """

    draft: str
    key: str
    rev: int = 0
    state: Literal["open", "closed", "none"]
    value: Value | None = None
    reason: Reason | None = None
    why: str = ""
    due: str = ""
    by: str
    at: datetime
    sources: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Nothing more is to be asked about it."""
        if self.reason == "chua-co-so-lieu":
            return bool(self.why and self.due)
        return self.state != "open"


class Demand(Record):
    """What a reviewer wants changed: the question, why, who said so; met once the answer is newer than `rev`."""

    key: str
    reason: str
    rev: int
    by: str


class Draft(Record):
    """One unit's report in one campaign (or its letterhead, where `campaign` is empty).

    It pins its outline's version; `sent` counts how often it was submitted. `done` of `total` questions were done when
    it was last `touched`. `demands` and `remark` say what it was returned for, by whom (`returned_by`). `assigned` are
    the question keys that a person alone is asked; `responsible` is the one who submits (empty: who joined first).
    `signed` is the signed scan that stands for the head's approval (handed out as `signed_name`), `approved_by` the
    head who gave it. `reviewed_by` is the coordinator who accepted or returned it last, at `reviewed_at`.
    """

    id: str
    rev: int = 0
    unit: str
    campaign: str = ""
    outline: str
    version: int
    state: DraftState = "drafting"
    submitted_at: datetime | None = None
    submitted_by: str = ""
    sent: int = 0
    done: int = 0
    total: int = 0
    touched: datetime | None = None
    demands: tuple[Demand, ...] = ()
    remark: str = ""
    returned_by: str = ""
    assigned: Mapping[str, tuple[str, ...]] = {}
    responsible: str = ""
    signed: str = ""
    signed_name: str = ""
    approved_by: str = ""
    reviewed_by: str = ""
    reviewed_at: datetime | None = None

    def demanded(self, key: str) -> Demand | None:
        """What is wanted of that question, where the report was returned."""
        return next((one for one in self.demands if one.key == key), None) if self.state == "returned" else None


class Inquiry(Record):
    """A question of an officer about an item to the coordinators, and the answer to it; `id` is "<draft>#<n>"."""

    id: str
    rev: int = 0
    draft: str
    key: str
    text: str
    by: str
    at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None


class Review(Record):
    """What reviewers starred in a draft: each "<question key>:<digest of the paragraph>"."""

    draft: str
    rev: int = 0
    starred: tuple[str, ...] = ()


class Submission(Record):
    """What was sent, as it was sent: the frozen report and, once it is made, its file (by its SHA-256).

    `revs` are the revisions that the report's answers had then.
    """

    draft: str
    n: int
    rev: int = 0
    by: str
    at: datetime
    report: Report
    revs: Mapping[str, int] = {}
    file: str = ""


class Seat(Record):
    """A person at a draft: where he or she went (`focus`), what was put off (`later`), and what was last shown.

    `shown` maps a key to the revision of its answer when this person last saw it. `asks` names what the next message
    answers where that is no question of the outline ("inquiry:<key>").
    """

    person: str
    draft: str
    rev: int = 0
    focus: str = ""
    later: tuple[str, ...] = ()
    shown: Mapping[str, int] = {}
    asks: str = ""


class Proposal(Record):
    """Something that waits for a person's confirmation: an answer in one of several readings, or a table that was read.

    `body` holds the values that the buttons may apply, the first, the second…; `base_rev` is the revision of the
    answer that they were read against. `roster` holds the units of a list that was read.
    """

    id: str
    rev: int = 0
    person: str
    draft: str = ""
    key: str = ""
    kind: str
    base_rev: int = 0
    body: tuple[Value, ...] = ()
    roster: tuple[Unit, ...] = ()
    text: str = ""
    source: str = ""
    state: Literal["open", "applied", "dropped"] = "open"
    at: datetime
