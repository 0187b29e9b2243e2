"""A table that came as a sheet, or from a grid on a page, is shown and confirmed before it takes another's place."""

from __future__ import annotations

from dataclasses import replace

from flows import saving
from flows.draft import Proposal
from flows.grid_print import summary_lines
from flows.job import Fault, Job
from flows.offering import table_value
from flows.paper import Place
from flows.questions import Rows
from flows.report import Run
from flows.saving import apply_button, ask, propose, unseen
from flows.screens import show_place
from flows.step import Step
from flows.tabling import listed, table_place
from flows.turn import Attached, Finished, Press, Say
from flows.values import RowsValue
from flows.wording import say

_SHEET = "sheet"
"""The kind of proposal that a table is which was read; its text is the file's name, "" for a grid."""


def attached_sheet(step: Step, move: Attached) -> Step:
    """Has an Excel file fetched and read as the sheet of the table."""
    place = table_place(step.here)
    if place is None:
        return show_place(step, say("table.none_asked"))
    job = Job(kind="read-sheet", draft=place.draft, key=place.question.key, ref=move.ref, name=move.name)
    return step.tell("table.reading").do(job.model_copy(update={"purpose": move.source}))


def open_grid(step: Step, press: Press) -> Step:
    """Says how the table is opened, where the page has not done it by itself."""
    return show_place(step.go(press.key) if step.here.find(press.key) else step, say("table.grid_how"))


def sheet_read(step: Step, move: Finished) -> Step:
    """A sheet is there to send, or a table was read and waits for confirmation."""
    place, outcome = step.here.find(move.job.key), move.outcome
    if place is None or not isinstance(place.question, Rows) or not step.here.writable:
        lost = say("table.gone" if step.here.writable else "sent.read_only")
        return show_place(step, lost if move.job.kind == "read-sheet" else ())
    if not move.ok or outcome.failure:
        return show_place(step, say(f"grid.failure-{outcome.failure or 'unreadable'}"))
    if move.job.kind == "sheet":
        return show_place(step.say(Say(say("table.sheet"), file=outcome.file, name=outcome.name)))
    return _read(step, place, move)


def _read(step: Step, place: Place, move: Finished) -> Step:
    """Proposes the table that was read, if anything stands in it."""
    outcome, name = move.outcome, move.job.name
    if not isinstance(outcome.value, RowsValue) or not outcome.value.cells:
        empty = say("table.sheet_empty", faults=listed(outcome.faults)) if name else say("table.grid_empty")
        return show_place(step, empty)
    proposal = propose(replace(step, source=move.job.purpose), place, _SHEET, (outcome.value,))
    return _confirm(step, place, proposal.model_copy(update={"text": name}), outcome.faults)


def _confirm(step: Step, place: Place, proposal: Proposal, faults: tuple[Fault, ...] = ()) -> Step:
    """Shows what was read, with each fault named, and what it would take the place of."""
    value, name = proposal.body[0], proposal.text
    assert isinstance(place.question, Rows)
    assert isinstance(value, RowsValue)
    cells, summary = len(value.cells), "\n".join(summary_lines(place.question, value))
    line = "table.confirm" if name else "table.confirm_grid"
    read = say(line, name=name, cells=cells, summary=summary)
    wrong = say("table.sheet_faults", faults=listed(faults)) if faults else ()
    label = "write_what_was_read" if faults else "write_sheet"
    buttons = (apply_button(label, proposal), apply_button("do_not_write", proposal, -1))
    return ask(step, proposal, (*read, *wrong, *_replaced(step, place, name)), buttons)


def _replaced(step: Step, place: Place, name: str) -> tuple[Run, ...]:
    """What the table would take the place of: how much, and whose, if this person has not seen it."""
    held = len(table_value(step.here, place).cells)
    lost = say("table.replaces" if name else "table.replaces_grid", cells=held) if held else ()
    other = unseen(step, place)
    theirs = say("table.by_other", name=step.here.name(other.by), at=step.here.clock(other.at)) if other else ()
    return (*lost, *theirs)


def apply(step: Step, press: Press) -> Step:
    """Does what was proposed; where another table was kept meanwhile, asks once more, so that nobody types it twice."""
    proposal, place = step.here.view.proposal, step.here.find(press.key)
    if proposal is None or place is None or press.arg == "-1" or not _overtaken(step, place, proposal):
        return saving.apply(step, press)
    held = step.here.answer(place)
    again = proposal.model_copy(update={"base_rev": held.rev if held else 0})
    return _confirm(step.tell("table.changed_meanwhile"), place, again)


def _overtaken(step: Step, place: Place, proposal: Proposal) -> bool:
    """This person's table, which nobody has settled, was read before what is now held was kept."""
    own = proposal.kind == _SHEET and proposal.state == "open" and proposal.person == step.here.person
    return own and isinstance(place.question, Rows) and saving.is_stale(step, place, proposal)
