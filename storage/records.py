"""Records are saved whole, each against the revision that it was read at, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

import sqlalchemy as sa

from flows.campaign import Campaign, Contact, Invitation, Person, Unit
from flows.draft import Answer, Draft, Proposal, Seat, Submission
from flows.record import Record
from storage import tables
from storage.kinds import KINDS, Kept
from storage.sql import Statement, Transaction, insertion

_Kept = TypeVar("_Kept", bound=Record)

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
_CONTACT_OF = Statement(
    sa.select(tables.contacts.c.body)
    .where(tables.contacts.c.person == sa.bindparam("person"), tables.contacts.c.gone_at.is_(None))
    .order_by(tables.contacts.c.at.desc())
    .limit(1)
)


@lru_cache(maxsize=8192)
def _answer(body: str) -> Answer:
    # Of some fifty answers of a draft a turn changes one; reading the others anew was most of what a turn cost.
    return Answer.model_validate_json(body)


class Stale(Exception):
    """A record was changed by somebody else after it was read."""

    def __init__(self, record: Kept) -> None:
        key = KINDS[type(record)].key(record)
        super().__init__(f"{type(record).__name__} {key} was read at revision {record.rev} and changed since")


class Records:
    """The records of flows within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def contact(self, channel: str, address: str) -> Contact | None:
        """The contact at an address, if anybody ever wrote from it."""
        return self._find(Contact, channel=channel, address=address)

    def contact_of(self, person: str) -> Contact | None:
        """The address that a person used last and can still be reached at."""
        found = self._transaction.one(_CONTACT_OF, person=person)
        return Contact.model_validate_json(found[0]) if found else None

    def person(self, person: str) -> Person | None:
        """The person of that id."""
        return self._find(Person, id=person)

    def names(self, persons: Iterable[str]) -> dict[str, str]:
        """The names of those persons that are known, by id."""
        found = (self.person(person) for person in sorted(set(persons)))
        return {person.id: person.name for person in found if person}

    def unit(self, unit: str) -> Unit | None:
        """The unit of that id."""
        return self._find(Unit, id=unit)

    def units(self) -> list[Unit]:
        """All units, by id."""
        return [Unit.model_validate_json(body) for (body,) in self._transaction.all(_UNITS)]

    def campaign(self, campaign: str) -> Campaign | None:
        """The campaign of that id."""
        return self._find(Campaign, id=campaign)

    def campaigns(self) -> list[Campaign]:
        """All campaigns, by id."""
        return [Campaign.model_validate_json(body) for (body,) in self._transaction.all(_CAMPAIGNS)]

    def invitation(self, invitation: str) -> Invitation | None:
        """The invitation whose code has that SHA-256."""
        return self._find(Invitation, id=invitation)

    def draft(self, draft: str) -> Draft | None:
        """The draft of that id."""
        return self._find(Draft, id=draft)

    def seat(self, person: str, draft: str) -> Seat | None:
        """That person's seat at that draft."""
        return self._find(Seat, person=person, draft=draft)

    def proposal(self, proposal: str) -> Proposal | None:
        """The proposal of that id."""
        return self._find(Proposal, id=proposal)

    def answers(self, draft: str) -> dict[str, Answer]:
        """The answers of a draft, by question key."""
        found = (_answer(body) for (body,) in self._transaction.all(_ANSWERS, draft=draft))
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

    def save(self, changes: Sequence[Kept]) -> None:
        """Writes each record as the revision after the one it was read at (0: it is new). Raises Stale."""
        for record in changes:
            self._save(record)

    def _save(self, record: Kept) -> None:
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

    def _find(self, kind: type[_Kept], **key: str) -> _Kept | None:
        found = self._transaction.one(KINDS[kind].find, **key)
        return kind.model_validate_json(found[0]) if found else None
