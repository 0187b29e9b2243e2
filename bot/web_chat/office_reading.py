"""One unit as a coordinator's page reads it: how far it is, who is at it, what can be done, and its draft whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from bot.web_chat.office_deadline import Extending, extending
from bot.web_chat.office_items import Heading, headings
from bot.web_chat.office_presses import Offer, Outlook
from flows.clock import clock
from flows.draft import Draft
from flows.here import Here, here
from flows.progress import active
from flows.progressing_words import deadline, flagged, state
from flows.record import Record
from flows.report import Run
from flows.reviewing_points import checks, no_figures
from flows.standing import Standing
from flows.turn import Press
from flows.wording import plain

_MARK = 16


class Colleague(Record):
    """Somebody of the unit, with what is to be known of him or her: role, responsible, cannot be written to."""

    name: str
    notes: str


class Reading(Record):
    """The unit with its draft; `mark` is the same at every reading of it by this person, and leads nowhere.

    `returning` is the offer to ask for more, "" where the state does not allow it; its text is the reasons by key.
    """

    unit: str
    mark: str
    name: str
    state: str
    state_label: str
    flags: tuple[str, ...]
    begun: bool
    deadline: str
    extended: bool
    done: int
    total: int
    last: str
    people: tuple[Colleague, ...]
    notes: tuple[str, ...]
    headings: tuple[Heading, ...]
    offers: tuple[Offer, ...]
    returning: str
    extending: Extending | None = None


def reading(outlook: Outlook) -> Reading | None:
    """The unit whose papers the view holds; None where it takes no part in the campaign of the view."""
    standing = _standing(outlook)
    if standing is None:
        return None
    at, draft = here(outlook.view, outlook.now), outlook.view.papers[0].draft
    return Reading(
        unit=outlook.seal(Press(do="unit", draft=draft.id)),
        mark=_mark(outlook, draft),
        name=standing.unit.name,
        state=standing.state,
        state_label=state(standing.state),
        flags=tuple(state(flag) for flag in flagged(standing, outlook.now)),
        begun=standing.state != "not-started",
        deadline=deadline(standing.deadline, outlook.now),
        extended=_extended(outlook, standing),
        done=len(at.keys) - len(at.pending),
        total=len(at.keys),
        last=_moment(active(standing)),
        people=tuple(_people(at)),
        notes=tuple(_notes(at)),
        headings=tuple(headings(at)),
        offers=outlook.of_unit(),
        returning=outlook.returning(),
        extending=extending(outlook, draft.id),
    )


def _mark(outlook: Outlook, draft: Draft) -> str:
    return sha256(f"{outlook.person.id}\0{draft.id}".encode()).hexdigest()[:_MARK]


def _moment(at: datetime | None) -> str:
    return clock(at) if at else ""


def _standing(outlook: Outlook) -> Standing | None:
    view = outlook.view
    if view.campaign is None or view.unit is None or not view.papers or view.unit.id not in view.campaign.units:
        return None
    draft = view.papers[0].draft
    if draft.campaign != view.campaign.id:
        return None
    return Standing(view.unit, draft if draft.rev else None, view.campaign.due(view.unit.id))


def _extended(outlook: Outlook, standing: Standing) -> bool:
    campaign = outlook.view.campaign
    return campaign is not None and standing.unit.id in campaign.extensions


def _people(at: Here) -> Iterator[Colleague]:
    """Who is at it, as the chat names them."""
    for member in at.view.people:
        notes = [plain(f"role.{member.person.role}")]
        notes += [plain("progress.responsible")] if member.person.id == at.team.responsible else []
        notes += [plain(f"reach.{member.reach}")] if member.reach != "reachable" else []
        yield Colleague(name=member.person.name, notes=", ".join(notes))


def _notes(at: Here) -> Iterator[str]:
    """What is to be known first: the head's remark, what has no figures yet, figures that do not agree, whose word."""
    draft = at.draft
    if at.unsent and draft.remark:
        named = {"unit": at.papers[0].unit.name, "name": at.name(draft.returned_by)}
        yield plain("review.handed_back", **named, reason=draft.remark)
    if draft.approved_by:
        yield plain("review.approved", name=at.name(draft.approved_by)).strip()
    yield from (_text(runs) for runs in (no_figures(at), checks(at)) if runs)


def _text(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs).strip()
