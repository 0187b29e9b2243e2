"""A campaign at a glance, counted and worded as the chat does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from bot.web_chat.office_deadline import Extending, extending
from bot.web_chat.office_presses import Offer, Outlook
from flows.campaign import Campaign, Member
from flows.clock import clock
from flows.late_list import officer
from flows.progress import Progress, active
from flows.progressing_words import deadline, flagged, left, short, state
from flows.record import Record
from flows.rostering_words import kind_name
from flows.standing import UNFINISHED, Standing
from flows.turn import Press
from flows.wording import plain

UNMET = "unmet"
"""The flag of a unit nobody of which can be written to: nobody has come in, or nobody can be reached any more."""


class Count(Record):
    """How many units are in a state, or have a flag."""

    state: str
    label: str
    count: int


class Group(Record):
    """How many units of a group have sent."""

    name: str
    sent: int
    total: int


class Choice(Record):
    """A campaign that may be looked at."""

    title: str
    state: str
    offer: str
    current: bool


class Row(Record):
    """A unit of the list; `unit` opens it. Moments are there twice, to be read and (ISO) to be sorted by."""

    unit: str
    name: str
    code: str
    group: str
    kind: str
    officer: str
    state: str
    state_label: str
    flags: tuple[str, ...]
    deadline: str
    due: str
    left: str
    extended: bool
    done: int
    total: int
    last: str
    last_at: str
    offers: tuple[Offer, ...]


class Overview(Record):
    """All of it; without a campaign only a text that says so."""

    campaigns: tuple[Choice, ...]
    text: str = ""
    title: str = ""
    state: str = ""
    deadline: str = ""
    latest: str = ""
    sent: int = 0
    total: int = 0
    percent: int = 0
    counts: tuple[Count, ...] = ()
    flags: tuple[Count, ...] = ()
    groups: tuple[Group, ...] = ()
    units: tuple[Row, ...] = ()
    offers: tuple[Offer, ...] = ()
    extending: Extending | None = None


def overview(outlook: Outlook) -> Overview:
    """The campaign that the view looks at."""
    view, campaign = outlook.view, outlook.view.campaign
    choices = tuple(_choices(outlook))
    if campaign is None:
        return Overview(campaigns=choices, text=plain("progress.no_campaign"))
    progress = Progress(view.standings, outlook.now)
    units = tuple(_rows(outlook, campaign, progress))
    return Overview(
        campaigns=choices,
        text="" if progress.total else plain("web.office_no_units"),
        title=campaign.title,
        state=_campaign_state(campaign),
        deadline=deadline(campaign.deadline, outlook.now),
        latest=_latest(progress),
        sent=progress.sent,
        total=progress.total,
        percent=progress.percent,
        counts=_counts(progress.counts.items()),
        flags=_flags(progress, sum(UNMET in one.flags for one in units)),
        groups=tuple(Group(name=name, sent=group.sent, total=group.total) for name, group in progress.groups),
        units=units,
        offers=outlook.of_campaign(),
        extending=extending(outlook),
    )


def _choices(outlook: Outlook) -> Iterator[Choice]:
    """The campaigns that are not put away, and the one that is looked at."""
    current = outlook.view.campaign.id if outlook.view.campaign else ""
    for one in outlook.view.campaigns:
        if one.state != "archived" or one.id == current:
            offer = outlook.seal(Press(do="progress", campaign=one.id))
            yield Choice(title=one.title, state=_campaign_state(one), offer=offer, current=one.id == current)


def _campaign_state(campaign: Campaign) -> str:
    return plain(f"campaign.{campaign.state}")


def _counts(counts: Iterable[tuple[str, int]]) -> tuple[Count, ...]:
    return tuple(Count(state=name, label=state(name), count=n) for name, n in counts)


def _flags(progress: Progress, unmet: int) -> tuple[Count, ...]:
    flags = _counts((("overdue", progress.overdue), ("signed", progress.signed)))
    return (*flags, Count(state=UNMET, label=plain("web.office_unmet"), count=unmet))


def _latest(progress: Progress) -> str:
    """Which unit was at work last, and when."""
    at = active(progress.latest) if progress.latest else None
    named = {"unit": short(progress.latest.unit.name), "at": clock(at)} if progress.latest and at else {}
    return plain("progress.latest", **named).strip() if named else ""


def _rows(outlook: Outlook, campaign: Campaign, progress: Progress) -> Iterator[Row]:
    """The units in the order of the chat's list: by group."""
    people = _by_unit(outlook.view.people)
    for group, those in progress.groups:
        for one in those.standings:
            own = people.get(one.unit.id, ())
            unmet = () if any(member.reach == "reachable" for member in own) else (UNMET,)
            row = _row(outlook, one)
            named = {"group": group, "officer": officer(one, (member.person for member in own))}
            yield row.model_copy(update={**named, "flags": (*row.flags, *unmet)})


def _by_unit(people: Iterable[Member]) -> Mapping[str, list[Member]]:
    gathered: dict[str, list[Member]] = {}
    for member in people:
        gathered.setdefault(member.person.unit, []).append(member)
    return gathered


def _row(outlook: Outlook, one: Standing) -> Row:
    unit, draft, at, now = one.unit, one.draft, active(one), outlook.now
    campaign = outlook.view.campaign
    assert campaign is not None
    owing = one.state in UNFINISHED and one.deadline is not None
    return Row(
        unit=outlook.seal(Press(do="unit", draft=f"{campaign.id}/{unit.id}")),
        name=unit.name,
        code=unit.code,
        group="",
        kind=kind_name(unit.kind) if unit.kind else "",
        officer="",
        state=one.state,
        state_label=state(one.state),
        flags=flagged(one, now),
        deadline=clock(one.deadline) if one.deadline else "",
        due=_iso(one.deadline),
        left=left(one.deadline, now) if owing and one.deadline else "",
        extended=unit.id in campaign.extensions,
        done=draft.done if draft else 0,
        total=draft.total if draft else 0,
        last=clock(at) if at else "",
        last_at=_iso(at),
        offers=outlook.of_row(one),
    )


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
