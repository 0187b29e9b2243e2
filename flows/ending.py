"""A job comes to its end for whoever ordered it, as long as it is still that person's; a report's own file always."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from flows.campaign import Person
from flows.draft import Seat
from flows.here import Here
from flows.job import Job
from flows.rights import may
from flows.signing import scan_kept
from flows.step import Step
from flows.submitting import handed_on, rendered
from flows.tabling_read import sheet_read
from flows.turn import Finished, Turn
from flows.view import View, counts

ENDED: Mapping[str, tuple[str, Callable[[Step, Finished], Step]]] = {
    "render": ("draft", rendered),
    "keep": ("scan", scan_kept),
    "sheet": ("sheet", sheet_read),
    "read-sheet": ("fill", sheet_read),
}
"""By the kind of a job that people of a unit order: what they must be allowed, and what is made of its outcome."""


def ended(step: Step, move: Finished) -> Step:
    """What comes of a job, unless the role or the report has become another since it was ordered."""
    act, rule = ENDED.get(move.job.kind, ("", rendered))
    person = step.here.view.person
    own = move.job.draft in {paper.draft.id for paper in step.here.papers}
    if person is None or not may(person, act) or not own or not _of_a_unit(move.job):
        return step.tell("trouble.job_gone")
    return rule(step, move)


def _of_a_unit(job: Job) -> bool:
    return job.kind != "render" or job.purpose == "draft" or is_final(job)


def is_final(job: Job) -> bool:
    """It makes the file of what was sent."""
    return job.kind == "render" and job.purpose.startswith("final:")


def file_made(view: View, move: Finished, now: datetime) -> Turn | None:
    """The file of what was sent, where whoever sent it has no more to do with that report; else None.

    It is kept all the same, and goes to those who are to look at it next.
    """
    person = view.person
    if not is_final(move.job) or not view.papers or (person and _at_work(person, view)):
        return None
    seat = view.seat or Seat(person=person.id if person else "", draft=view.papers[0].draft.id)
    return handed_on(Step(Here(view, now, seat)), move).turn()


def _at_work(person: Person, view: View) -> bool:
    """That person is still of the unit, and its report still counts."""
    own = person.unit == view.papers[0].draft.unit and person.role != "coordinator" and person.left_at is None
    return own and counts(view)
