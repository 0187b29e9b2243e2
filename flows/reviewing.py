"""A coordinator accepts a report that was submitted, or has it back after all; the first who acts counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flows.act import Act, press
from flows.clock import clock
from flows.differing import difference_text, differences
from flows.draft import DraftState
from flows.here import Here, here
from flows.report import Run
from flows.reviewing_items import item_button, turning
from flows.reviewing_letter import card, named, reachable, refreshed, review_rows, review_text
from flows.turn import Press, Say, page_number
from flows.view import counts
from flows.wording import say

_PAGE = 3
"""How many changed items stand on one page."""

_SIDE = 600
"""How much of each side of a change a page shows."""


def at_report(act: Act) -> Here | None:
    """The report that is looked at as one reads in it; None where none is."""
    return here(act.view, act.now) if act.view.papers else None


def show_review(act: Act, lead: tuple[Run, ...] = ()) -> Act:
    """Shows how the report stands, under a line on what was just done."""
    at = at_report(act)
    if at is None:
        return act.tell("trouble.old_button")
    gap = (Run(text="\n\n"),) if lead else ()
    return act.sit(asks="").screen((*lead, *gap, *review_text(at)), review_rows(at))


def review(act: Act, press: Press) -> Act:
    """Shows how the report stands."""
    return show_review(act)


def overtaken(act: Act, press: Press, state: DraftState) -> Act | None:
    """What is said where the report is no longer in that state, or not as the button saw it; else None."""
    at = at_report(act)
    if at is None:
        return act.tell("trouble.old_button")
    if not counts(act.view):
        archived = act.campaign.state == "archived"
        return show_review(act, say("review.archived" if archived else "review.not_taking_part"))
    if at.draft.state != state:
        return show_review(act, _who_did(at))
    return show_review(act, say("review.changed_since")) if press.rev != at.draft.rev else None


def _who_did(at: Here) -> tuple[Run, ...]:
    """Who was first, and when."""
    draft = at.draft
    if draft.state not in ("accepted", "returned") or draft.remark or not draft.reviewed_at:
        return say("review.too_late")
    line = "review.accepted_by" if draft.state == "accepted" else "review.returned_by"
    return say(line, name=named(at.view, draft.reviewed_by), at=clock(draft.reviewed_at))


def change(act: Act, event: str, **changes: Any) -> Act:
    """Changes the report's draft as a fact, tells all coordinators, and goes on from there."""
    paper, *others = act.view.papers
    draft = paper.draft.model_copy(update=changes)
    act = act.put(event, draft, draft=draft.id)
    ahead = replace(paper, draft=draft.model_copy(update={"rev": draft.rev + 1}))
    act = replace(act, view=replace(act.view, papers=(ahead, *others)))
    return act.say(*refreshed(here(act.view, act.now)))


def tell_unit(act: Act, text: tuple[Run, ...]) -> Act:
    """Tells everybody of the unit who can be reached."""
    people = reachable(act.view.people, "officer", "head")
    return act.say(*(Say(text, card=card(here(act.view, act.now)), to=person) for person in people))


def title(act: Act) -> str:
    """What the report is called."""
    return act.view.campaign.title if act.view.campaign else act.view.papers[0].outline.name


def accept(act: Act, press: Press) -> Act:
    """Takes up a report that was submitted."""
    if told := overtaken(act, press, "submitted"):
        return told
    act = change(act, "accepted", state="accepted", reviewed_by=act.person, reviewed_at=act.now)
    return _done(tell_unit(act, say("review.told_accepted", title=title(act))))


def _done(act: Act) -> Act:
    """Shows how the report now stands, unless the letter that was pressed is changed to say so."""
    at = at_report(act)
    return act if at and act.tapped == card(at) else show_review(act)


def ask_to_reopen(act: Act, asked: Press) -> Act:
    """Asks before a report that was accepted is to be reviewed anew."""
    if told := overtaken(act, asked, "accepted"):
        return told
    at = {"draft": asked.draft, "rev": asked.rev}
    rows = ((press("reopen_report_now", "reopen-report-now", **at),), (press("leave_accepted", "review", **at),))
    return act.screen(say("review.ask_reopen", unit=act.view.papers[0].unit.name), rows)


def reopen(act: Act, press: Press) -> Act:
    """Has a report that was accepted to be reviewed anew."""
    if told := overtaken(act, press, "accepted"):
        return told
    act = change(act, "reopened", state="submitted", reviewed_by=act.person, reviewed_at=act.now)
    return _done(tell_unit(act, say("review.told_reopened", title=title(act))))


def changes(act: Act, turned: Press) -> Act:
    """All that has changed since the report was sent before, a page at a time."""
    at = at_report(act)
    found = differences(at) if at else ()
    if at is None or not found:
        return show_review(act, say("differing.none"))
    pages = -(-len(found) // _PAGE)
    page = min(max(page_number(turned), 0), pages - 1)
    shown = found[page * _PAGE : (page + 1) * _PAGE]
    head = say("differing.page", unit=at.papers[0].unit.name, count=len(found), page=page + 1, pages=pages)
    text = (*head, *(run for one in shown for run in difference_text(at, one, _SIDE)))
    rows = tuple((item_button(at, one.place),) for one in shown)
    turns = turning(Press(do="changes", draft=at.draft.id), page, pages)
    back = press("review", "review", draft=at.draft.id)
    return act.sit(asks="").screen(text, (*rows, turns, (back,)) if turns else (*rows, (back,)))


def file(act: Act, press: Press) -> Act:
    """Gives the Word file that was sent, and the signed copy where there is one."""
    at, sent = at_report(act), act.view.submission
    if at is None or sent is None or not sent.file:
        return act.tell("sent.file_coming" if at and at.draft.sent else "review.no_file")
    unit = at.papers[0].unit.name
    act = act.say(Say(say("review.file", unit=unit), file=sent.file, name=sent.report.file_name))
    if not at.draft.signed:
        return act
    return act.say(Say(say("review.signed_copy", unit=unit), file=at.draft.signed, name=at.draft.signed_name))
