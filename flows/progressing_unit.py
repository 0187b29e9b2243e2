"""One unit of a campaign as a coordinator sees it: where it is, who is at it, what is missing, and what can be done."""

from __future__ import annotations

from flows.act import Act, Rows, press
from flows.campaign import Member
from flows.cards import where
from flows.clock import clock
from flows.compile import compile_report
from flows.draft import Seat
from flows.here import Here
from flows.job import Job
from flows.progress import active
from flows.progressing_words import deadline, flagged, short, sign, state
from flows.report import Report, Run
from flows.standing import UNFINISHED, Standing
from flows.turn import Button, Finished, Press, Say
from flows.wording import plain, say

_MOST_MISSING = 8
_MOST_PEOPLE = 8


def show_unit(act: Act, pressed: Press) -> Act:
    """All that is known of the unit whose draft was pressed."""
    standing = _standing(act, pressed.draft)
    if standing is None:
        return act.screen(say("progress.no_unit"))
    here = _here(act)
    share = (len(here.keys) - len(here.pending), len(here.keys))
    missing = () if standing.state == "not-started" else _missing(here)
    text = (*_head(act, standing, share), *_touched(act, here), *_demanded(here), *_people(act), *missing)
    return act.rest().sit(campaign=act.campaign.id).screen(text, _buttons(act, standing))


def show_briefly(act: Act, standing: Standing) -> Act:
    """What is known of a unit whose draft has not been opened, and the button that opens it."""
    draft, at = standing.draft, active(standing)
    text = _head(act, standing, (draft.done, draft.total) if draft else (0, 0))
    text += say("progress.unit_latest", at=clock(at)) if at else ()
    opens = press("unit_open", "unit", draft=f"{act.campaign.id}/{standing.unit.id}")
    return act.screen(text, ((opens,), *_buttons(act, standing)))


def send_draft(act: Act, pressed: Press) -> Act:
    """Hands out what was sent as it was sent, else has the draft made as it now stands."""
    standing = _standing(act, pressed.draft)
    if standing is None or standing.draft is None:
        return act.screen(say("progress.no_unit" if standing is None else "progress.not_begun"))
    sent = act.view.submission if standing.state not in UNFINISHED else None
    if sent and sent.file:
        text = say("progress.unit_report", unit=short(standing.unit.name))
        return act.say(Say(text, file=sent.file, name=sent.report.file_name))
    report = sent.report if sent else compile_report(act.view.papers[0], act.view.papers[1], draft=True)
    return act.tell("progress.making_draft").do(_render(act, standing, report))


def _render(act: Act, standing: Standing, report: Report) -> Job:
    draft = f"{act.campaign.id}/{standing.unit.id}"
    return Job(kind="render", campaign=act.campaign.id, draft=draft, purpose="unit-draft", report=report)


def draft_made(act: Act, move: Finished) -> Act:
    """The Word file of a unit's report is there."""
    if not move.ok:
        return act.tell("trouble.no_document")
    unit = next((one.name for one in act.view.roster if one.id == move.job.draft.rpartition("/")[2]), move.job.draft)
    drafted = move.job.report is not None and move.job.report.draft
    text = say("progress.unit_draft" if drafted else "progress.unit_report", unit=short(unit), at=clock(act.now))
    return act.say(Say(text, file=move.outcome.file, name=move.outcome.name))


def _standing(act: Act, draft: str) -> Standing | None:
    """How far the unit of a draft is, if it takes part in the campaign that is looked at."""
    papers, campaign, unit = act.view.papers, act.view.campaign, act.view.unit
    if campaign is None or unit is None or not papers:
        return None
    kept = papers[0].draft
    if kept.id != draft or kept.campaign != campaign.id or unit.id not in campaign.units:
        return None
    return Standing(unit, kept if kept.rev else None, campaign.due(unit.id))


def _here(act: Act) -> Here:
    """The unit's papers read as its officers would, from no seat of theirs."""
    return Here(act.view, act.now, Seat(person=act.person, draft=act.view.papers[0].draft.id))


def _head(act: Act, standing: Standing, share: tuple[int, int]) -> tuple[Run, ...]:
    """The unit, its state, its deadline, and how much is done."""
    notes = [standing.state, *flagged(standing, act.now)]
    states = " · ".join(f"{sign(name)} {state(name)}" for name in notes)
    head = say("progress.unit_head", unit=short(standing.unit.name, 200), states=states)
    extended = say("progress.unit_extended") if standing.unit.id in act.campaign.extensions else ()
    due = say("progress.unit_deadline", deadline=deadline(standing.deadline, act.now))
    done, total = share
    return (*head, *due, *extended, *(say("progress.unit_share", done=done, total=total) if total else ()))


def _touched(act: Act, here: Here) -> tuple[Run, ...]:
    """When something was last written or sent, and by whom."""
    deeds = [(answer.at, answer.by) for paper in here.papers for answer in paper.answers.values()]
    draft = here.draft
    deeds += [(draft.submitted_at, draft.submitted_by)] if draft.submitted_at else []
    if not deeds:
        return ()
    at, by = max(deeds)
    return say("progress.unit_latest_by", at=clock(at), name=short(act.name(by)))


def _demanded(here: Here) -> tuple[Run, ...]:
    """How much of what the report was returned for is still to be done."""
    draft = here.draft
    if draft.state != "returned":
        return ()
    left = sum(here.papers[0].wanted(demand.key) is not None for demand in draft.demands)
    return say("progress.unit_demanded", left=left, total=len(draft.demands))


def _people(act: Act) -> tuple[Run, ...]:
    """Who is at it, who is responsible, and who cannot be written to."""
    people = act.view.people
    if not people:
        begun = act.view.left or _here(act).draft.touched
        return say("progress.unit_nobody_now" if begun else "progress.unit_nobody")
    lines = [_person(act, member) for member in people[:_MOST_PEOPLE]]
    left = len(people) - _MOST_PEOPLE
    lines += [plain("progress.unit_more_people", left=left)] if left > 0 else []
    return say("progress.unit_people", lines="\n".join(lines))


def _person(act: Act, member: Member) -> str:
    person = member.person
    notes = [plain(f"role.{person.role}")]
    notes += [plain("progress.responsible")] if person.id == _here(act).team.responsible else []
    notes += [plain(f"reach.{member.reach}")] if member.reach != "reachable" else []
    return plain("progress.unit_person", name=short(person.name), notes=", ".join(notes))


def _missing(here: Here) -> tuple[Run, ...]:
    """The first items that are still to be answered."""
    places = here.find_all(here.pending)
    if not places or not here.unsent:
        return ()
    names = [(where(here, place), place.question.short) for place in places[:_MOST_MISSING]]
    lines = [plain("progress.unit_item", where=number, short=name) for number, name in names]
    left = len(places) - _MOST_MISSING
    lines += [plain("progress.unit_more_items", left=left)] if left > 0 else []
    return say("progress.unit_missing", lines="\n".join(lines))


def _buttons(act: Act, standing: Standing) -> Rows:
    """What makes sense for a unit in that state."""
    draft = f"{act.campaign.id}/{standing.unit.id}"
    running = act.campaign.state == "open"
    reading = _reading(standing, draft) if standing.state != "not-started" else ()
    owing = running and standing.state in UNFINISHED
    driving = (press("chase_unit", "chase-unit", draft=draft), press("extend_unit", "extend-unit", draft=draft))
    invite = (press("unit_invite", "invite-message", draft=draft),) if running else ()
    people = (*invite, press("unit_roles", "roles", draft=draft))
    reviewed = standing.state in ("submitted", "returned", "accepted")
    review = (press("unit_review", "review", draft=draft),) if reviewed else ()
    history = (press("unit_history", "history", draft=draft), press("unit_reminders", "reminders", draft=draft))
    back = (press("to_units", "units", campaign=act.campaign.id),)
    rows = (review, reading, driving if owing else (), people, history, back)
    return tuple(row for row in rows if row)


def _reading(standing: Standing, draft: str) -> tuple[Button, ...]:
    sent = standing.state not in UNFINISHED
    word = press("unit_report" if sent else "unit_draft", "unit-draft", draft=draft)
    return (word, press("unit_read", "read-items", draft=draft))
