"""What a view is read with, and the part of it that is about one draft: its papers, its people, what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.view import Around, Papers, named
from flows.campaign import Campaign, Contact, Member, Unit
from flows.draft import Answer, Draft, Submission
from flows.outline import Outline
from flows.paper import Paper
from flows.turn import Finished, Move, Pressed
from flows.view import Fact, View
from storage.ledger import Ledger

WRITING = ("drafting", "returned")


@dataclass(frozen=True)
class Sight:
    """A move with its contact and the ledger that its view is read from.

    `code` is an invitation code that nobody has seen; `around` is what the channels offer. `published` are the outlines
    that a campaign may ask.
    """

    ledger: Ledger
    contact: Contact
    move: Move
    papers: Papers
    code: str
    around: Around
    published: tuple[Outline, ...]

    def bare(self) -> View:
        """The view of which nothing is read yet."""
        links = tuple(door.by(self.code) for door in self.around.links)
        return View(contact=self.contact, code=self.code, links=links, outlines=self.published, grid=self.around.grid)

    def coordinators(self) -> tuple[Member, ...]:
        """Those of the office."""
        return self.ledger.rosters.people_with("coordinator")

    def proposed(self) -> str:
        """The proposal that a pressed button is about."""
        return self.move.press.proposal if isinstance(self.move, Pressed) and self.move.press else ""

    def drafted(self, unit: Unit | None, campaign: Campaign | None) -> View:
        """All that is known of a unit's report in a campaign."""
        papers = self.papers.of(self.ledger, unit, campaign)
        people = self.ledger.rosters.people_of(unit.id) if unit else ()
        report = papers[0].draft if papers else None
        inquiries = self.ledger.rosters.inquiries(report.id) if report and report.rev else ()
        coordinators, proposal = self.coordinators(), self.proposed()
        view = replace(
            self.bare(),
            unit=unit,
            campaign=campaign,
            papers=papers,
            proposal=self.ledger.records.proposal(proposal) if proposal else None,
            submission=_submission(self.ledger, report, self.move) if report and report.sent else None,
            before=_before(self.ledger, papers[0]) if report and report.sent else {},
            inquiries=inquiries,
            people=people,
            coordinators=coordinators,
            history=_history(self.ledger, report) if report and named(self.move) == "history" else (),
        )
        return replace(view, names=self._names(view))

    def _names(self, view: View) -> Mapping[str, str]:
        """What everybody is called who is of the unit or the office, or has written or done something."""
        known = {one.person.id: one.person.name for one in (*view.people, *view.coordinators)}
        unknown = {person for paper in view.papers for person in _named_in(paper)}
        unknown |= {person for one in view.inquiries for person in (one.by, one.answered_by)}
        unknown |= {fact.event.person for fact in view.history}
        return {**known, **self.ledger.records.names(unknown - set(known) - {""})}


def _named_in(paper: Paper) -> set[str]:
    """Those who answered, submitted, returned or approved."""
    draft = paper.draft
    others = {
        draft.submitted_by,
        draft.returned_by,
        draft.approved_by,
        draft.reviewed_by,
        draft.responsible,
        *draft.assigned,
    }
    return {answer.by for answer in paper.answers.values()} | others | {one.by for one in draft.demands}


def _history(ledger: Ledger, report: Draft) -> tuple[Fact, ...]:
    """The facts about a report, and those about its campaign that concern its unit alone."""
    of_unit = (fact for fact in ledger.events.history(report.campaign) if fact.event.key == report.unit)
    return (*ledger.events.history(report.id), *of_unit)


def _submission(ledger: Ledger, report: Draft, move: Move) -> Submission | None:
    """The submission whose file has been made, else the last one."""
    purpose = move.job.purpose if isinstance(move, Finished) else ""
    every = ledger.records.submissions(report.id)
    return next((one for one in every if purpose == f"final:{one.n}"), every[-1])


def _before(ledger: Ledger, paper: Paper) -> Mapping[str, Answer]:
    """The answers that were changed since the last submission; where it is sent, since the one before it.

    Of those given for the first time since, an empty one.
    """
    last = paper.draft.sent if paper.draft.state in WRITING else paper.draft.sent - 1
    every = [one for one in ledger.records.submissions(paper.draft.id) if one.revs and one.n <= last]
    if not every:
        return {}
    revs, now = every[-1].revs, {key: answer.rev for key, answer in paper.answers.items()}
    changed = {key: rev for key, rev in revs.items() if now.get(key) != rev}
    empty = {key: _empty(answer) for key, answer in paper.answers.items() if key not in revs}
    return {**empty, **ledger.rosters.answers_at(paper.draft.id, changed)}


def _empty(answer: Answer) -> Answer:
    """Nothing, where that answer now is."""
    return Answer(draft=answer.draft, key=answer.key, state="open", by=answer.by, at=answer.at)
