"""Who reports: units, the people in them, the addresses they write from, and the campaigns they are asked in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Literal

from flows.record import Record

Role = Literal["officer", "head", "coordinator"]


class Unit(Record):
    """A body that reports; `code` is its short name in numbers and file names ("STTTT").

    `authority` (an option of the letterhead's question, "tm"), `post`, `signer` and `recipients` are what its
    letterhead begins with; `officer` is the name of the one to be invited. Lists of units go by `order`.
    """

    id: str
    rev: int = 0
    name: str
    kind: str = ""
    tags: tuple[str, ...] = ()
    group: str = ""
    code: str = ""
    party: bool = False
    superior: str = ""
    place: str = ""
    authority: str = ""
    post: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    officer: str = ""
    order: int = 0


class Person(Record):
    """Somebody of a unit, known by the invitation that he or she took up.

    `hour` is when he or she wants to be reminded (None: at the plan's hour), `muted` that only the last reminder before
    the deadline is wanted. `deputy` is the id of the one who stands in until `deputy_until`. Since `left_at` he or she
    takes no part any more; the name stays with what was written. `nameless` is whose own name nobody has said yet.
    """

    id: str
    rev: int = 0
    name: str
    unit: str
    role: Role = "officer"
    joined_at: datetime | None = None
    hour: time | None = None
    muted: bool = False
    deputy: str = ""
    deputy_until: datetime | None = None
    left_at: datetime | None = None
    nameless: bool = False


class Contact(Record):
    """An address of a messenger: who writes from it (nobody yet, where `person` is empty) and since when.

    `campaign` is the one that was opened here last, where the person's unit takes part in several. `wrong` and
    `wrong_since` count the codes that were tried in vain, so that guessing is slowed down.
    """

    channel: str
    address: str
    rev: int = 0
    person: str = ""
    at: datetime
    campaign: str = ""
    wrong: int = 0
    wrong_since: datetime | None = None


class Invitation(Record):
    """A code that lets one chat become one person; only the SHA-256 of the code is kept, as `id`.

    `nameless` is one for whom only the unit's name is known; `name` then says so. `by` is who made it; nobody, where it
    was made at the command line. One's `own` lets no new person in, but the same person at one more address.
    """

    id: str
    rev: int = 0
    person: str
    name: str
    unit: str
    role: Role = "officer"
    expires_at: datetime
    nameless: bool = False
    by: str = ""
    own: bool = False
    used_by: str = ""
    used_at: datetime | None = None


class Plan(Record):
    """When people are reminded of a campaign.

    `before` are days before the deadline; `on_day` adds the morning of the deadline's own day; `overdue` is on how many
    working days after it. `hour` is when reminders go, within the office hours `opens` to `closes` of `zone` (an IANA
    name). `heads` are told once their unit is overdue.
    """

    before: tuple[int, ...] = (7, 3, 1)
    on_day: bool = True
    overdue: int = 5
    hour: time = time(8, 0)
    opens: time = time(7, 30)
    closes: time = time(17, 0)
    zone: str = "Asia/Ho_Chi_Minh"
    heads: bool = False


class Extension(Record):
    """A later deadline of one unit; `n` counts how often it was changed."""

    deadline: datetime
    n: int = 1


CampaignState = Literal["planned", "open", "closed", "archived"]


class Campaign(Record):
    """One outline, asked of many units by a deadline.

    `units` are those that take part, in the order of the roster. `n` counts how often the deadline of all, the plan or
    the state was changed since it was opened, so that no alarm of an earlier plan counts; a unit that comes or goes
    changes nothing for the others. `sign_off` asks for the head's
    approval. Until it is opened it is `planned`, and asked of nobody.
    """

    id: str
    rev: int = 0
    title: str
    outline: str
    version: int
    state: CampaignState = "open"
    units: tuple[str, ...] = ()
    deadline: datetime | None = None
    extensions: Mapping[str, Extension] = {}
    plan: Plan = Plan()
    sign_off: bool = False
    n: int = 0
    opened_at: datetime | None = None
    by: str = ""

    def due(self, unit: str) -> datetime | None:
        """The deadline of a unit: its own, where it was given longer."""
        extension = self.extensions.get(unit)
        return extension.deadline if extension else self.deadline

    def stage(self, unit: str = "") -> str:
        """What the alarms of a unit are named after, so that those of an earlier plan or deadline are passed over."""
        extension = self.extensions.get(unit)
        return f"{self.n}.{extension.n if extension else 0}"


Reach = Literal["reachable", "gone", "never"]
"""Whether somebody can be written to: yes; has blocked the bot; has never written from any address."""


class Member(Record):
    """A person, and whether he or she can be reached."""

    person: Person
    reach: Reach


class Chair(Record):
    """Where a coordinator stands: the campaign that is looked at, and what the next message typed is the answer to.

    `asks` names it ("" : nothing is asked), `about` to what it belongs (a draft, a unit, an inquiry), `picked` are the
    question keys chosen so far, `reasons` what was written for each of them.
    """

    person: str
    rev: int = 0
    campaign: str = ""
    asks: str = ""
    about: str = ""
    picked: tuple[str, ...] = ()
    reasons: Mapping[str, str] = {}
