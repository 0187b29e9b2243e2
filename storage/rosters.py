"""Whole campaigns are read in a few statements, however many units report: people, drafts, reviews and reminders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flows.alarm import Reminder
from flows.campaign import Campaign, Chair, Invitation, Member, Person, Role, Unit
from flows.draft import Answer, Draft, Inquiry, Review, Submission
from flows.view import Delivery
from storage import moments
from storage import roster_statements as say
from storage.kinds import find, read_answer, read_campaign, read_draft, read_person, read_unit
from storage.sql import Row, Transaction

_WORTH = {"sent": 2, "refused": 0}
"""What says more of a reminder with several letters: one that was delivered, and less one that will never be."""


class Rosters:
    """The records of campaigns within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def people_of(self, unit: str) -> tuple[Member, ...]:
        """The people of a unit, in the order in which they joined."""
        return _members(self._transaction.all(say.PEOPLE_OF, unit=unit))

    def people_in(self, units: Sequence[str]) -> tuple[Member, ...]:
        """The people of those units, in the order in which they joined."""
        return _members(self._transaction.among(say.PEOPLE_IN, units))

    def left_in(self, units: Sequence[str]) -> tuple[Person, ...]:
        """Those of these units who take part no more, by id."""
        people = (read_person(body) for body, _ in self._transaction.among(say.PEOPLE_IN, units))
        return tuple(sorted((one for one in people if one.left_at is not None), key=lambda one: one.id))

    def people_with(self, role: Role) -> tuple[Member, ...]:
        """The people who have that role, in the order in which they joined."""
        return _members(self._transaction.all(say.PEOPLE_WITH, role=role))

    def units_in(self, units: Sequence[str]) -> dict[str, Unit]:
        """Those of the units that are known, by id."""
        known = (read_unit(body) for (body,) in self._transaction.among(say.UNITS_IN, units))
        return {unit.id: unit for unit in known}

    def campaigns_of(self, unit: str) -> list[Campaign]:
        """The campaigns in which a unit takes part, by id."""
        return [read_campaign(body) for (body,) in self._transaction.all(say.CAMPAIGNS_OF, unit=unit)]

    def drafts_of(self, campaign: str) -> dict[str, Draft]:
        """The drafts of a campaign, by unit."""
        rows = self._transaction.all(say.DRAFTS_OF, campaign=campaign)
        return {draft.unit: draft for draft in (read_draft(body) for (body,) in rows)}

    def answers_of(self, drafts: Sequence[str]) -> dict[str, dict[str, Answer]]:
        """The answers of each of those drafts, by question key."""
        found: dict[str, dict[str, Answer]] = {draft: {} for draft in drafts}
        for (body,) in self._transaction.among(say.ANSWERS_OF, drafts):
            # Not kept in mind: those of a whole campaign would push out the answers of those who are writing.
            answer = Answer.model_validate_json(body)
            found[answer.draft][answer.key] = answer
        return found

    def answers_at(self, draft: str, revs: Mapping[str, int]) -> dict[str, Answer]:
        """The answers of a draft by question key, each as it was at the revision that is given for it."""
        wanted = revs.items()
        rows = (self._transaction.one(say.ANSWER_AT, draft=draft, key=key, rev=rev) for key, rev in wanted)
        return {answer.key: answer for answer in (read_answer(row[0]) for row in rows if row)}

    def submissions_of(self, drafts: Sequence[str]) -> dict[str, Submission]:
        """What was sent last of each of those drafts of which something was sent."""
        rows = self._transaction.among(say.SUBMISSIONS_OF, drafts)
        sent = (Submission.model_validate_json(body) for (body,) in rows)
        return {submission.draft: submission for submission in sent}

    def inquiry(self, inquiry: str) -> Inquiry | None:
        """The inquiry of that id."""
        return find(self._transaction, Inquiry, id=inquiry)

    def inquiries(self, draft: str) -> tuple[Inquiry, ...]:
        """The inquiries about a draft, first to last."""
        rows = self._transaction.all(say.INQUIRIES, draft=draft)
        return tuple(Inquiry.model_validate_json(body) for (body,) in rows)

    def review(self, draft: str) -> Review | None:
        """What was starred in a draft."""
        return find(self._transaction, Review, draft=draft)

    def reviews_of(self, campaign: str) -> dict[str, Review]:
        """What was starred in the drafts of a campaign, by draft."""
        rows = self._transaction.all(say.REVIEWS_OF, campaign=campaign)
        return {review.draft: review for review in (Review.model_validate_json(body) for (body,) in rows)}

    def chair(self, person: str) -> Chair | None:
        """Where a coordinator stands."""
        return find(self._transaction, Chair, person=person)

    def reminders(self, subject: str) -> tuple[Delivery, ...]:
        """The reminders of a draft or campaign by moment, each with what became of its letter."""
        return _deliveries(self._transaction.all(say.REMINDERS, subject=subject))

    def reminders_of(self, campaign: str) -> tuple[Delivery, ...]:
        """The reminders of a campaign and of its drafts by moment, each with what became of its letter."""
        return _deliveries(self._transaction.all(say.REMINDERS_OF, campaign=campaign))

    def invitation_of(self, person: str) -> Invitation | None:
        """The invitation made for a person that is valid longest."""
        rows = self._transaction.all(say.INVITATIONS_OF, person=person)
        return max(_invitations(rows), key=lambda one: one.expires_at, default=None)

    def open_invitations(self, units: Sequence[str]) -> tuple[Invitation, ...]:
        """The invitations of those units that nobody has taken up, expired ones too; those that expire first first."""
        rows = self._transaction.among(say.INVITATIONS_TO, units)
        unused = (one for one in _invitations(rows) if not one.used_by)
        return tuple(sorted(unused, key=lambda one: (one.expires_at, one.id)))


def _members(rows: Iterable[Row]) -> tuple[Member, ...]:
    """Those who take part, and have not left."""
    people = (Member(person=read_person(body), reach=reach) for body, reach in rows)
    return tuple(sorted((one for one in people if one.person.left_at is None), key=_seniority))


def _seniority(member: Member) -> tuple[bool, float, str]:
    joined = member.person.joined_at
    return joined is None, joined.timestamp() if joined else 0, member.person.id


def _invitations(rows: Iterable[Row]) -> Iterator[Invitation]:
    return (Invitation.model_validate_json(body) for (body,) in rows)


def _deliveries(rows: Iterable[Row]) -> tuple[Delivery, ...]:
    # Of several letters about one reminder, as to several channels, one that was delivered stays, else the last.
    every = sorted(map(_delivery, rows), key=lambda one: _WORTH.get(one.outcome, 1))
    best = {delivery.reminder.mark: delivery for delivery in every}
    return tuple(sorted(best.values(), key=lambda one: (one.reminder.due_at, one.reminder.mark)))


def _delivery(row: Row) -> Delivery:
    body, outcome, closed_at, why = row
    at = None if closed_at is None else moments.read(closed_at)
    return Delivery(Reminder.model_validate_json(body), outcome or "", at, why or "")
