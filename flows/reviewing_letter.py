"""What coordinators are shown of one unit's report: what to look at first, what has changed, and what they can do."""

from __future__ import annotations

from flows.act import Rows, press
from flows.campaign import Member, Role
from flows.cards import where
from flows.clock import clock
from flows.differing import difference_text, differences, unchanged
from flows.here import Here
from flows.report import Run
from flows.reviewing_points import checks, listed, no_figures
from flows.turn import Button, Say
from flows.view import View, counts
from flows.wording import plain, say

_SHOWN = 3
"""How many changed items a letter shows; the others are behind a button."""

_LETTER = 180
"""How much of each side of a change a letter shows."""


def reachable(members: tuple[Member, ...], *roles: Role) -> tuple[str, ...]:
    """The ids of those of a role who can be written to."""
    return tuple(one.person.id for one in members if one.reach == "reachable" and one.person.role in roles)


def named(view: View, person: str) -> str:
    """What a person is called; the id where nobody knows."""
    known = {one.person.id: one.person.name for one in (*view.coordinators, *view.people)}
    return view.names.get(person) or known.get(person, person)


def card(here: Here) -> str:
    """The card of all that is told about a report, so that only what holds now stands in a chat."""
    return f"review:{here.draft.id}"


def letters(here: Here) -> tuple[Say, ...]:
    """To each coordinator: the Word file, where it is made, and below it what to do with the report."""
    sent = here.view.submission
    file = sent.file if sent and sent.n == here.draft.sent else ""
    text, rows = review_text(here), review_rows(here)
    told: list[Say] = []
    for person in reachable(here.view.coordinators, "coordinator"):
        if file and sent:
            told.append(Say(say("review.file", unit=_unit(here)), file=file, name=sent.report.file_name, to=person))
        told.append(Say(text, rows, card=card(here), to=person))
    return tuple(told)


def refreshed(here: Here) -> tuple[Say, ...]:
    """To each coordinator: how the report stands now, in place of what stood there."""
    text, rows = review_text(here), review_rows(here)
    people = reachable(here.view.coordinators, "coordinator")
    return tuple(Say(text, rows, card=card(here), edit=True, to=person) for person in people)


def review_text(here: Here) -> tuple[Run, ...]:
    """How a report stands: when it is to be reviewed, with all that a reviewer should know first."""
    state = here.draft.state
    if state == "submitted":
        return (*_arrived(here), *_flags(here), *no_figures(here), *checks(here), *changed(here))
    if state == "accepted":
        return (*_settled(here, "review.accepted"), *_flags(here))
    if state == "returned":
        return _returned(here)
    if state == "signing":
        return say("review.signing", unit=_unit(here))
    return say("review.withdrawn" if here.draft.sent else "review.drafting", unit=_unit(here))


def _unit(here: Here) -> str:
    return here.papers[0].unit.name


def _at(here: Here) -> str:
    return clock(here.draft.submitted_at) if here.draft.submitted_at else ""


def _arrived(here: Here) -> tuple[Run, ...]:
    name = named(here.view, here.draft.submitted_by)
    line = "review.arrived_again" if here.view.before else "review.arrived"
    return say(line, unit=_unit(here), name=name, at=_at(here))


def _settled(here: Here, line: str, **blanks: str | int) -> tuple[Run, ...]:
    at = clock(here.draft.reviewed_at) if here.draft.reviewed_at else ""
    return say(line, unit=_unit(here), name=named(here.view, here.draft.reviewed_by), at=at, **blanks)


def _returned(here: Here) -> tuple[Run, ...]:
    if here.draft.remark:
        name = named(here.view, here.draft.returned_by)
        return say("review.handed_back", unit=_unit(here), name=name, reason=here.draft.remark)
    items = listed(demand_lines(here))
    return _settled(here, "review.returned", count=len(here.draft.demands), items=items)


def demand_lines(here: Here) -> list[str]:
    """Each demand with its reason."""
    found = ((here.find(demand.key), demand.reason) for demand in here.draft.demands)
    return [
        plain("returning.line", where=where(here, place), short=place.question.short, reason=reason)
        for place, reason in found
        if place
    ]


def _flags(here: Here) -> tuple[Run, ...]:
    """That the head has approved, or that there is a signed copy."""
    approved = here.draft.approved_by
    name = say("review.approved", name=named(here.view, approved)) if approved else ()
    return (*name, *(say("review.signed") if here.draft.signed else ()))


def changed(here: Here) -> tuple[Run, ...]:
    """What has changed since the report was sent before, the first few items side by side."""
    found, same = differences(here), unchanged(here)
    lines = [run for one in found[:_SHOWN] for run in difference_text(here, one, _LETTER)]
    more = say("differing.more", more=len(found) - _SHOWN) if len(found) > _SHOWN else ()
    head = say("differing.head", count=len(found)) if found else ()
    names = "; ".join(f"{where(here, place)} {place.question.short}" for place in same)
    return (*head, *lines, *more, *(say("differing.unchanged", items=names) if same else ()))


def review_rows(here: Here) -> Rows:
    """What a coordinator can do with a report as it stands."""
    draft = here.draft
    at = {"draft": draft.id, "rev": draft.rev}
    last = (_button("file", "file", here),) if draft.sent else ()
    rows: list[tuple[Button, ...]] = []
    if draft.state == "submitted" and counts(here.view):
        rows.append((press("accept", "accept", **at), press("return", "return", **at)))
    if draft.state == "accepted" and counts(here.view):
        rows.append((press("reopen_report", "reopen-report", **at),))
    if draft.state == "submitted" and differences(here):
        rows.append((_button("changes", "changes", here),))
    return (*rows, (_button("read_items", "read-items", here), *last), (_button("unit", "unit", here),))


def _button(label: str, do: str, here: Here) -> Button:
    return press(label, do, draft=here.draft.id)
