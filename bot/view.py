"""What a move is played on is read from the ledger here, in as few questions as it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.channel import Incoming, Tapped
from exports import outline_file
from flows.campaign import Campaign, Contact, Invitation, Person, Unit
from flows.draft import Draft, Paper, Submission
from flows.outline import Outline
from flows.questions import Question
from flows.stranger import code_hash, code_in
from flows.turn import Finished, Move, Pressed, Typed, View
from flows.values import Value
from storage.ledger import Ledger

LETTERHEAD = "the-thuc"
"""The outline of the unit's letterhead."""


@dataclass(frozen=True)
class Asked:
    """A question of a draft with the value that is held for it, and its outline as "id/version"."""

    question: Question
    value: Value | None
    outline: str


Outlines = Callable[[str], Outline]


@lru_cache(maxsize=64)
def outline(name: str) -> Outline:
    """The published outline of that name, read once."""
    return outline_file.load(name)


def contact_at(ledger: Ledger, channel: str, address: str, now: datetime) -> Contact:
    """Who writes from an address; nobody yet, where nothing ever came from it."""
    return ledger.records.contact(channel, address) or Contact(channel=channel, address=address, at=now)


def move_of(ledger: Ledger, contact: Contact, incoming: Incoming | Finished) -> Move:
    """What was done: a tapped button does what its letter says, if that letter was to this very chat and person."""
    if not isinstance(incoming, Tapped):
        return incoming
    letter = ledger.outbox.letter(incoming.letter)
    if letter is None or (letter.channel, letter.address, letter.person) != _key(contact):
        return Pressed(None)
    buttons = letter.flat_buttons
    return Pressed(buttons[incoming.place].press if 0 <= incoming.place < len(buttons) else None)


def _key(contact: Contact) -> tuple[str, str, str]:
    return contact.channel, contact.address, contact.person


@dataclass(frozen=True)
class Reader:
    """Loads views; `outlines` gives the published outline of a name."""

    outlines: Outlines = outline

    def load(self, ledger: Ledger, contact: Contact, move: Move) -> View:
        """Everything of this contact that a move of this kind may need."""
        person = ledger.records.person(contact.person) if contact.person else None
        return self._of(ledger, contact, person, move) if person else self._of_stranger(ledger, contact, move)

    def _of(self, ledger: Ledger, contact: Contact, person: Person, move: Move) -> View:
        unit, campaign = ledger.records.unit(person.unit), _campaign(ledger)
        papers = self._papers(ledger, unit, campaign)
        report = papers[0].draft if papers else None
        proposal = move.press.proposal if isinstance(move, Pressed) and move.press else ""
        return View(
            contact=contact,
            person=person,
            unit=unit,
            campaign=campaign,
            papers=papers,
            seat=ledger.records.seat(person.id, report.id) if report else None,
            invitation=_invitation(ledger, move),
            names={person.id: person.name, **ledger.records.names(_people(papers) - {person.id})},
            proposal=ledger.records.proposal(proposal) if proposal else None,
            submission=_submission(ledger, report, move) if report and report.sent else None,
            card=ledger.outbox.card(contact.channel, contact.address),
        )

    def _of_stranger(self, ledger: Ledger, contact: Contact, move: Move) -> View:
        invitation = _invitation(ledger, move)
        if invitation is None:
            return View(contact=contact)
        unit, campaign = ledger.records.unit(invitation.unit), _campaign(ledger)
        papers = self._papers(ledger, unit, campaign)
        return View(contact=contact, invitation=invitation, unit=unit, campaign=campaign, papers=papers)

    def _papers(self, ledger: Ledger, unit: Unit | None, campaign: Campaign | None) -> tuple[Paper, ...]:
        if unit is None or campaign is None:
            return ()
        return tuple(self._paper(ledger, unit, draft) for draft in blank_drafts(unit, campaign, self.outlines))

    def _paper(self, ledger: Ledger, unit: Unit, blank: Draft) -> Paper:
        draft = ledger.records.draft(blank.id)
        if draft is None:
            return Paper(self.outlines(blank.outline), blank, unit, {})
        return Paper(self.outlines(draft.outline), draft, unit, ledger.records.answers(draft.id))


def _invitation(ledger: Ledger, move: Move) -> Invitation | None:
    """The invitation whose code was typed, if one was."""
    code = code_in(move.text) if isinstance(move, Typed) else ""
    return ledger.records.invitation(code_hash(code)) if code else None


def _submission(ledger: Ledger, report: Draft, move: Move) -> Submission | None:
    """The submission whose file has been made, else the last one."""
    purpose = move.job.purpose if isinstance(move, Finished) else ""
    every = ledger.records.submissions(report.id)
    return next((one for one in every if purpose == f"final:{one.n}"), every[-1])


def blank_drafts(unit: Unit, campaign: Campaign, outlines: Outlines) -> tuple[Draft, Draft]:
    """A unit's report and letterhead as they are before anybody has written anything."""
    report = Draft(
        id=f"{campaign.id}/{unit.id}",
        unit=unit.id,
        campaign=campaign.id,
        outline=campaign.outline,
        version=campaign.version,
    )
    version = outlines(LETTERHEAD).version
    return report, Draft(id=f"{LETTERHEAD}/{unit.id}", unit=unit.id, outline=LETTERHEAD, version=version)


def asked_of(ledger: Ledger, draft: str, key: str) -> Asked:
    """The question of that key in a draft, which may not have been begun yet."""
    kept = ledger.records.draft(draft)
    campaign = ledger.records.campaign(draft.partition("/")[0])
    source = outline(kept.outline if kept else campaign.outline if campaign else LETTERHEAD)
    question = source.question(key)
    assert question is not None, f"{source.id} asks nothing called {key}"
    answer = ledger.records.answers(draft).get(key)
    return Asked(question, answer.value if answer else None, f"{source.id}/{source.version}")


def _campaign(ledger: Ledger) -> Campaign | None:
    """The one campaign that people are asked in for now: that of the latest deadline."""
    campaigns = ledger.records.campaigns()
    return max(campaigns, key=lambda one: (one.deadline.timestamp() if one.deadline else 0.0, one.id), default=None)


def _people(papers: tuple[Paper, ...]) -> set[str]:
    """Those who answered or submitted, whose names are shown."""
    answered = {answer.by for paper in papers for answer in paper.answers.values()}
    return (answered | {paper.draft.submitted_by for paper in papers}) - {""}
