"""A list of units that was sent in changes nothing until its changes were shown and confirmed, and then all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from flows.act import Act, Rows, press
from flows.campaign import Unit
from flows.draft import Proposal
from flows.job import Fault, Job
from flows.report import Run
from flows.roster import Correction, Difference, by_name, difference
from flows.rostering_words import COLUMNS
from flows.text import clip
from flows.turn import Attached, Finished, Press, Say
from flows.wording import plain, say

_MOST_FAULTS = 15
_MOST_LINES = 10
_LONGEST_LINE = 220
_LONGEST_VALUE = 60
_HEADINGS = {column.field: column for column in COLUMNS}


def attached(act: Act, move: Attached) -> Act:
    """Has an Excel file read as a list of units; anything else is kindly turned away."""
    if move.what != "document" or not move.name.lower().endswith(".xlsx"):
        return act.tell("units.not_a_list")
    return act.tell("units.reading").do(Job(kind="read-roster", ref=move.ref, name=move.name, purpose=move.source))


def list_read(act: Act, ended: Finished) -> Act:
    """Names all that is wrong with a list, or shows what it would change and asks whether it is to be."""
    outcome = ended.outcome
    if not ended.ok or outcome.failure:
        return act.say(Say(_why_not(outcome.failure)))
    if not outcome.roster:
        return act.tell("units.refused", count=len(outcome.faults), faults=listed(outcome.faults))
    name = ended.job.purpose or f"{act.now.timestamp():.6f}"
    return _propose(act, outcome.roster, (f"{act.person}:roster:{name}", _remarks(outcome.faults)))


def _why_not(failure: str) -> tuple[Run, ...]:
    return say(f"grid.failure-{failure or 'unreadable'}")


def listed(faults: Sequence[Fault]) -> str:
    """The first faults one a line; the rest are counted."""
    lines = [f"- {clip(plain(fault.line, **fault.blanks), _LONGEST_LINE)}" for fault in faults[:_MOST_FAULTS]]
    more = len(faults) - _MOST_FAULTS
    return "\n".join([*lines, plain("units.more_faults", more=more)] if more > 0 else lines)


def _remarks(faults: Sequence[Fault]) -> tuple[Run, ...]:
    return say("units.remarks", lines=listed(faults)) if faults else ()


def _propose(act: Act, read: Sequence[Unit], about: tuple[str, tuple[Run, ...]]) -> Act:
    """Shows what a list changes now, under the id and with the remarks of `about`, and waits for the word."""
    name, remarks = about
    change = difference(act.view.roster, read)
    if not change.units:
        return act.say(Say((*say("units.nothing_new", count=len(read)), *remarks)))
    revs = _revs(act)
    based = tuple(unit.model_copy(update={"rev": revs.get(unit.id, 0)}) for unit in read)
    proposal = Proposal(id=name, person=act.person, kind="roster", roster=based, at=act.now)
    return act.save(proposal).say(Say((*_summary(change), *remarks), _buttons(proposal), card=proposal.id))


def _buttons(proposal: Proposal) -> Rows:
    write = press("roster_write", "roster-apply", proposal=proposal.id, arg="write")
    drop = press("roster_drop", "roster-apply", proposal=proposal.id, arg="drop")
    return ((write, drop),)


def _summary(change: Difference) -> tuple[Run, ...]:
    """How many units are new, changed and as they were; the changes old and new, as far as there is room."""
    counts = {"new": len(change.new), "changed": len(change.changed), "unchanged": len(change.unchanged)}
    head = say("units.change", count=sum(counts.values()), **counts)
    names = _beginning(unit.name for unit in change.new)
    new = say("units.change_new", names=names) if names else ()
    lines = _beginning(_line(one) for one in change.changed)
    return (*head, *new, *(say("units.change_fields", lines=lines) if lines else ()))


def _beginning(lines: Iterable[str]) -> str:
    every = [f"- {clip(line, _LONGEST_LINE)}" for line in lines]
    more = len(every) - _MOST_LINES
    return "\n".join([*every[:_MOST_LINES], plain("units.more_units", more=more)] if more > 0 else every)


def _line(one: Correction) -> str:
    """What changes in a unit: "Sở Tư pháp – Địa danh: (trống) → Lạng Sơn"."""
    changes = (
        plain("units.change_field", field=_HEADINGS[name].heading, old=_value(old), new=_value(new))
        for name, old, new in one.fields
    )
    return plain("units.change_line", unit=one.unit.name, changes="; ".join(changes))


def _value(text: str) -> str:
    return clip(text, _LONGEST_VALUE) or plain("units.empty")


def apply(act: Act, pressed: Press) -> Act:
    """Saves the whole list, or none of it; where a unit was changed since, what changes now is shown anew."""
    proposal = act.view.proposal
    if proposal is None or proposal.kind != "roster" or proposal.person != act.person:
        return act.tell("trouble.old_button")
    if proposal.state != "open":
        return act.tell("units.settled")
    if pressed.arg == "drop":
        return _settled(act.save(_ended(proposal, "dropped")), proposal, say("units.dropped"))
    change = difference(act.view.roster, proposal.roster)
    if _is_stale(act, proposal):
        act = _settled(act.save(_ended(proposal, "dropped")), proposal, say("units.changed_since"))
        return _propose(act, proposal.roster, (_later(proposal, act.now), ()))
    act = act.save(*change.units, *change.moved).put("roster.applied", _ended(proposal, "applied"))
    done = say("units.applied", new=len(change.new), changed=len(change.changed))
    aside = say("units.not_in_campaign") if change.new and act.view.campaigns else ()
    return _settled(act, proposal, (*done, *aside))


def _is_stale(act: Act, proposal: Proposal) -> bool:
    """A unit of the list was changed, or has come to be known, since it was read."""
    revs = _revs(act)
    return any(revs.get(unit.id, 0) != unit.rev for unit in proposal.roster)


def _revs(act: Act) -> dict[str, int]:
    """The revisions of the units that are known, by the ids under which a list knows them."""
    return {name: unit.rev for name, unit in by_name(act.view.roster).items()}


def _later(proposal: Proposal, now: datetime) -> str:
    """The id of what is proposed in place of a proposal."""
    return f"{proposal.id.partition('@')[0]}@{now.timestamp():.6f}"


def _ended(proposal: Proposal, state: str) -> Proposal:
    return proposal.model_copy(update={"state": state})


def _settled(act: Act, proposal: Proposal, text: tuple[Run, ...]) -> Act:
    """What came of it, in place of what was asked."""
    return act.say(Say(text, ((press("to_roster", "roster"),),), card=proposal.id, edit=True))
