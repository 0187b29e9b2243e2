"""Records are saved whole, each against the revision that it was read at, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from flows.campaign import Campaign, Contact, Invitation, Person, Unit
from flows.draft import Answer, Draft, Proposal, Seat, Submission
from flows.turn import Change
from storage import roster_statements as say
from storage import tables
from storage.kinds import KINDS, find, read_answer, read_campaign, read_unit
from storage.sql import Statement, Transaction, insertion

_ANSWERS = Statement(sa.select(tables.answers.c.body).where(tables.answers.c.draft == sa.bindparam("draft")))
_VERSIONS = Statement(
    sa.select(tables.answer_versions.c.body)
    .where(tables.answer_versions.c.draft == sa.bindparam("draft"), tables.answer_versions.c.key == sa.bindparam("key"))
    .order_by(tables.answer_versions.c.rev)
)
_VERSION = insertion(tables.answer_versions)
_SUBMISSIONS = Statement(
    sa.select(tables.submissions.c.body)
    .where(tables.submissions.c.draft == sa.bindparam("draft"))
    .order_by(tables.submissions.c.n)
)
_LAST_SUBMISSION = Statement(
    sa.select(tables.submissions.c.body)
    .where(tables.submissions.c.draft == sa.bindparam("draft"))
    .order_by(tables.submissions.c.n.desc())
    .limit(1)
)
_UNITS = Statement(sa.select(tables.units.c.body).order_by(tables.units.c.id))
_CAMPAIGNS = Statement(sa.select(tables.campaigns.c.body).order_by(tables.campaigns.c.id))
_CONTACTS_OF = Statement(
    sa.select(tables.contacts.c.body)
    .where(tables.contacts.c.person == sa.bindparam("person"), tables.contacts.c.gone_at.is_(None))
    .order_by(tables.contacts.c.at.desc(), tables.contacts.c.channel, tables.contacts.c.address)
)


class Stale(Exception):
    """A record was changed by somebody else after it was read."""

    def __init__(self, record: Change) -> None:
        key = KINDS[type(record)].key(record)
        super().__init__(f"{type(record).__name__} {key} was read at revision {record.rev} and changed since")


class Records:
    """The records of flows within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def contact(self, channel: str, address: str) -> Contact | None:
        """The contact at an address, if anybody ever wrote from it."""
        return find(self._transaction, Contact, channel=channel, address=address)

    def contacts_of(self, person: str, besides: Contact | None = None) -> tuple[Contact, ...]:
        """The newest address in each channel at which a person can be reached, newest first; `besides` is passed over.

        All terminals are one channel here.
        """
        passed = (besides.channel, besides.address) if besides else None
        every = (Contact.model_validate_json(body) for (body,) in self._transaction.all(_CONTACTS_OF, person=person))
        found: dict[str, Contact] = {}
        for contact in every:
            if (contact.channel, contact.address) != passed:
                found.setdefault(contact.channel.partition(":")[0], contact)
        return tuple(found.values())

    def person(self, person: str) -> Person | None:
        """The person of that id."""
        return find(self._transaction, Person, id=person)

    def names(self, persons: Iterable[str]) -> dict[str, str]:
        """The names of those persons that are known, by id."""
        found = (self.person(person) for person in sorted(set(persons)))
        return {person.id: person.name for person in found if person}

    def unit(self, unit: str) -> Unit | None:
        """The unit of that id."""
        return find(self._transaction, Unit, id=unit)

    def units(self) -> list[Unit]:
        """All units, by id."""
        return [read_unit(body) for (body,) in self._transaction.all(_UNITS)]

    def campaign(self, campaign: str) -> Campaign | None:
        """The campaign of that id."""
        return find(self._transaction, Campaign, id=campaign)

    def campaigns(self) -> list[Campaign]:
        """All campaigns, by id."""
        return [read_campaign(body) for (body,) in self._transaction.all(_CAMPAIGNS)]

    def invitation(self, invitation: str) -> Invitation | None:
        """The invitation whose code has that SHA-256."""
        return find(self._transaction, Invitation, id=invitation)

    def draft(self, draft: str) -> Draft | None:
        """The draft of that id."""
        return find(self._transaction, Draft, id=draft)

    def seat(self, person: str, draft: str) -> Seat | None:
        """That person's seat at that draft."""
        return find(self._transaction, Seat, person=person, draft=draft)

    def proposal(self, proposal: str) -> Proposal | None:
        """The proposal of that id."""
        return find(self._transaction, Proposal, id=proposal)

    def answers(self, draft: str) -> dict[str, Answer]:
        """The answers of a draft, by question key."""
        found = (read_answer(body) for (body,) in self._transaction.all(_ANSWERS, draft=draft))
        return {answer.key: answer for answer in found}

    def versions(self, draft: str, key: str) -> tuple[Answer, ...]:
        """Every answer that was ever saved for that question of a draft, oldest first."""
        rows = self._transaction.all(_VERSIONS, draft=draft, key=key)
        return tuple(Answer.model_validate_json(body) for (body,) in rows)

    def submissions(self, draft: str) -> list[Submission]:
        """What was sent of a draft, first to last."""
        return [Submission.model_validate_json(body) for (body,) in self._transaction.all(_SUBMISSIONS, draft=draft)]

    def submission(self, draft: str) -> Submission | None:
        """What was sent of a draft last."""
        found = self._transaction.one(_LAST_SUBMISSION, draft=draft)
        return Submission.model_validate_json(found[0]) if found else None

    def save(self, changes: Sequence[Change]) -> None:
        """Writes each record as the revision after the one it was read at (0: it is new). Raises Stale."""
        for record in changes:
            self._save(record)

    def _save(self, record: Change) -> None:
        kind = KINDS[type(record)]
        key = kind.key(record)
        body = record.model_copy(update={"rev": record.rev + 1}).model_dump_json()
        values = {"rev": record.rev + 1, "body": body, **kind.more(record)}
        if record.rev == 0:
            written = self._transaction.run(kind.insert, **key, **values)
        else:
            old = {f"old_{name}": value for name, value in key.items()}
            new = {f"new_{name}": value for name, value in values.items()}
            written = self._transaction.run(kind.update, old_rev=record.rev, **old, **new)
        if written.rowcount != 1:
            raise Stale(record)
        if isinstance(record, Answer):
            self._transaction.run(_VERSION, **key, rev=record.rev + 1, body=body)
        if isinstance(record, Campaign):
            self._enroll(record)

    def _enroll(self, campaign: Campaign) -> None:
        """Notes which units take part, where that has changed."""
        held = {unit for (unit,) in self._transaction.all(say.ENROLLED, campaign=campaign.id)}
        for unit in held - set(campaign.units):
            self._transaction.run(say.DISMISS, campaign=campaign.id, unit=unit)
        for unit in set(campaign.units) - held:
            self._transaction.run(say.ENROLL, campaign=campaign.id, unit=unit)
