"""The head signs a report off before it goes out: by a button, or by a signed scan or photo that an officer sends."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from flows.draft import Proposal
from flows.job import Job
from flows.report import Run
from flows.reviewing_letter import letters, reachable, refreshed
from flows.screens import show_place
from flows.signing_letter import head_names, to_heads
from flows.step import Step, button
from flows.submitting import revs_of
from flows.team_asks import asking
from flows.turn import Attached, Button, Finished, Press, Say
from flows.wording import plain, say

_SCANS = (".pdf", ".jpg", ".jpeg", ".png")


def approve(step: Step, press: Press) -> Step:
    """Lets the report go out."""
    if not _waits(step, press.rev):
        return _too_late(step)
    name = step.here.name(step.here.person)
    step = _received(step, "approved", approved_by=step.here.person)
    step = _tell_officers(step.say(*to_heads(step.here, say("signing.approved", name=name))), "signing.told_approved")
    return show_place(step, edit=True)


def hand_back(step: Step, press: Press) -> Step:
    """Asks why the report is not approved."""
    if not _waits(step, press.rev):
        return _too_late(step)
    step = step.sit(asks=f"hand-back:{press.rev}")
    return step.say(asking(step.here, (), edit=True))


def handed_back(step: Step, rev: str, reason: str) -> Step:
    """Gives the report back to the officers, with the reason that was typed."""
    if not _waits(step, int(rev)):
        return _too_late(step)
    name = step.here.name(step.here.person)
    by = {"remark": reason, "returned_by": step.here.person}
    step = step.change_draft("handed-back", state="returned", **by)
    step = step.say(*to_heads(step.here, say("signing.handed_back", name=name)))
    return show_place(_tell_officers(step, "signing.told_handed_back", reason=reason))


def _waits(step: Step, rev: int) -> bool:
    draft = step.here.draft
    return draft.state == "signing" and draft.rev == rev and not step.here.closed


def _too_late(step: Step) -> Step:
    if step.here.closed:
        return show_place(step)
    waits = step.here.draft.state == "signing"
    return show_place(step, say("review.changed_since" if waits else "signing.too_late"))


def _tell_officers(step: Step, line: str, **blanks: str) -> Step:
    """To each officer: what the head did, with a button to the report."""
    text = say(line, name=step.here.name(step.here.person), **blanks)
    label = "resume" if step.here.writable else "see_report"
    rows = ((button(label, "resume", draft=step.here.draft.id),),)
    card = f"review:{step.here.draft.id}"
    return step.say(*(Say(text, rows, card=card, to=one) for one in reachable(step.here.view.people, "officer")))


def _received(step: Step, event: str, **changes: Any) -> Step:
    """The report goes out: the coordinators get it, once its file is made."""
    step = step.change_draft(event, state="submitted", submitted_at=step.here.now, **changes)
    sent = step.here.view.submission
    if sent is None or sent.n != step.here.draft.sent:
        return step
    step = step.save(sent.model_copy(update={"revs": revs_of(step.here)}))
    return step.say(*letters(step.here)) if sent.file else step


def scanned(step: Step, move: Attached) -> bool:
    """Something came that may be the signed copy of a report that is sent."""
    named = PurePath(move.name).suffix.lower() in _SCANS
    return step.here.signable and (move.what == "photo" or (move.what == "document" and named))


def scan(step: Step, move: Attached) -> Step:
    """Asks whoever may submit whether this is the signed copy, as any picture may have come."""
    if not step.here.may_submit:
        return _not_theirs(step)
    unit = step.here.papers[0].unit
    return _ask(step, move, move.name or plain("signing.photo", unit=unit.code or unit.id))


def _not_theirs(step: Step) -> Step:
    return show_place(step, say("signing.scan_by_another", name=step.here.name(step.here.team.responsible)))


def _keep(step: Step, ref: str, name: str) -> Job:
    draft = step.here.draft
    return Job(kind="keep", draft=draft.id, ref=ref, name=name, purpose=f"signed:{draft.sent}")


def _ask(step: Step, move: Attached, name: str) -> Step:
    """Its name and where it can be fetched wait for the answer."""
    draft, person = step.here.draft, step.here.person
    proposal = Proposal(
        id=f"{person}:scan:{move.source}",
        person=person,
        draft=draft.id,
        kind="scan",
        base_rev=draft.sent,
        text=name,
        source=move.ref,
        at=step.here.now,
    )
    return step.save(proposal).say(_question(step, proposal))


def _question(step: Step, proposal: Proposal, edit: bool = False) -> Say:
    """Whether it is the signed copy, what then comes of it, and which one it takes the place of."""
    row = (_told(step, "is_signed", proposal, "yes"), _told(step, "is_not_signed", proposal, "no"))
    text = (*say("signing.ask_scan", name=proposal.text), *_meaning(step))
    return Say(text, (row,), card=proposal.id, edit=edit)


def _meaning(step: Step) -> tuple[Run, ...]:
    draft = step.here.draft
    if draft.state == "signing":
        heads = head_names(step.here)
        return say("signing.ask_scan_instead", heads=heads) if heads else say("signing.ask_scan_sends")
    return say("signing.ask_scan_again", old=draft.signed_name) if draft.signed else ()


def _told(step: Step, label: str, proposal: Proposal, arg: str) -> Button:
    """The answer goes with the signed copy that there was (its SHA-256 as the key) when it was asked for."""
    key = step.here.draft.signed
    return button(label, "scan", draft=proposal.draft, key=key, proposal=proposal.id, arg=arg)


def scan_told(step: Step, press: Press) -> Step:
    """Keeps the file as the signed copy, or leaves it, as this person says; once, and with the report it came to."""
    proposal = step.here.view.proposal
    if proposal is None or proposal.kind != "scan" or proposal.person != step.here.person or proposal.state != "open":
        return show_place(step, say("trouble.settled"))
    if press.arg == "yes" and step.here.closed:
        return show_place(step)
    if press.arg == "yes" and not step.here.may_submit:
        return _not_theirs(step)
    if press.arg == "yes" and press.key != step.here.draft.signed:
        return step.say(_question(step, proposal, edit=True))
    fits = step.here.signable and proposal.base_rev == step.here.draft.sent
    meant = press.arg == "yes"
    line = ("signing.scan_coming" if fits else "signing.scan_too_late") if meant else "signing.scan_left"
    meant = meant and fits
    step = step.save(proposal.model_copy(update={"state": "applied" if meant else "dropped"}))
    step = step.say(Say(say(line), card=proposal.id, edit=True))
    return step.do(_keep(step, proposal.source, proposal.text)) if meant else step


def scan_kept(step: Step, move: Finished) -> Step:
    """The signed copy is there: it stands for the head's approval, or is kept beside what was sent."""
    draft = step.here.draft
    if not move.ok:
        failure = move.outcome.failure
        return show_place(step, say("signing.scan_too_big" if failure == "too-big" else f"grid.failure-{failure}"))
    if step.here.closed:
        return show_place(step, say("sent.read_only"))
    if step.here.unsent or move.job.purpose != f"signed:{draft.sent}":
        return show_place(step, say("signing.scan_too_late"))
    signed = {"signed": move.outcome.file, "signed_name": move.outcome.name}
    if draft.state == "signing":
        step = _received(step, "signed", **signed)
        step = step.say(*to_heads(step.here, say("signing.signed")))
        return show_place(step.say(*_copies(step, move)), say("signing.scan_sent"))
    step = step.change_draft("signed-again" if draft.signed else "signed", **signed)
    return show_place(step.say(*refreshed(step.here), *_copies(step, move)), say("signing.scan_kept"))


def _copies(step: Step, move: Finished) -> tuple[Say, ...]:
    """The signed copy for each coordinator."""
    text: tuple[Run, ...] = say("review.signed_copy", unit=step.here.papers[0].unit.name)
    file, name = move.outcome.file, move.outcome.name
    people = reachable(step.here.view.coordinators, "coordinator")
    return tuple(Say(text, file=file, name=name, to=person) for person in people)
