"""What a move is played on: the frozen records of whoever moves, and of what the move is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows.alarm import Reminder
from flows.campaign import Campaign, Chair, Contact, Invitation, Member, Person, Unit
from flows.door import Door
from flows.draft import Answer, Inquiry, Proposal, Review, Seat, Submission
from flows.outline import Outline
from flows.paper import Paper
from flows.standing import Standing
from flows.turn import Event


@dataclass(frozen=True)
class Card:
    """The question card that this person last received: what it is about, where and when it was delivered."""

    about: str
    position: int
    at: datetime


@dataclass(frozen=True)
class Fact:
    """An event with the moment at which it happened."""

    at: datetime
    event: Event


@dataclass(frozen=True)
class Delivery:
    """What became of a reminder: `outcome` of its letter ("", sent, refused, superseded), when, and why."""

    reminder: Reminder
    outcome: str = ""
    at: datetime | None = None
    why: str = ""


@dataclass(frozen=True)
class View:
    """Everything of this address, its person and what the move is about, as it stood.

    `papers` are a report's draft and its unit's letterhead: the own ones of an officer or head; for a coordinator those
    of the draft that was pressed or that the chair is about; for the clock those of its subject. `unit` is their unit
    (for a coordinator who looks at none: the office). `campaign` goes with them, else is the one looked at. `names` are
    the people who are named, by id; `submission` is the last one of the report's draft, `before` the answers that have
    changed since, as they were sent (empty where there was none); `inquiries` are those about the draft and `review`
    what was starred in it.

    `people` are those of the unit, for an alarm of a campaign those of all its units; `coordinators` are the office's.
    `left` are those of the unit who have left, and `unused` the invitations to it that nobody has taken up, both as
    far as a coordinator or the clock needs them.
    `campaigns` are the unit's own, for coordinators all, latest deadline first; for coordinators also `roster`, all
    units, and `standings`, those of the campaign. `reminders` are those sent of the subject; `history` the facts about
    it, where they were asked for. `code` is an invitation code that nobody has seen yet, and `links` what opens a chat
    with it in each channel that has links; `invitation` is the one whose code was typed, `inviter` who made it.
    `outlines` are those that a campaign may ask: the published ones. `grid` says that a table can be typed on a page
    that opens from this address.
    """

    contact: Contact
    person: Person | None = None
    invitation: Invitation | None = None
    inviter: Person | None = None
    unit: Unit | None = None
    campaign: Campaign | None = None
    papers: tuple[Paper, ...] = ()
    seat: Seat | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    proposal: Proposal | None = None
    submission: Submission | None = None
    before: Mapping[str, Answer] = field(default_factory=dict)
    inquiries: tuple[Inquiry, ...] = ()
    review: Review | None = None
    card: Card | None = None
    people: tuple[Member, ...] = ()
    left: tuple[Person, ...] = ()
    unused: tuple[Invitation, ...] = ()
    coordinators: tuple[Member, ...] = ()
    chair: Chair | None = None
    campaigns: tuple[Campaign, ...] = ()
    roster: tuple[Unit, ...] = ()
    standings: tuple[Standing, ...] = ()
    reminders: tuple[Delivery, ...] = ()
    history: tuple[Fact, ...] = ()
    code: str = ""
    links: tuple[Door, ...] = ()
    outlines: tuple[Outline, ...] = ()
    grid: bool = False


def counts(view: View) -> bool:
    """What was sent in the campaign is still to be looked at: the unit takes part, and it is not archived."""
    campaign, unit = view.campaign, view.papers[0].draft.unit if view.papers else ""
    return campaign is None or (campaign.state != "archived" and unit in campaign.units)
