"""What the rosters ask the database; each statement goes by an index, whatever else is kept."""

from __future__ import annotations

import sqlalchemy as sa

from storage.sql import Statement, insertion, named
from storage.tables import (
    REMINDING,
    answer_versions,
    answers,
    campaigns,
    contacts,
    drafts,
    inquiries,
    invitations,
    letters,
    memberships,
    persons,
    reminders,
    reviews,
    submissions,
    units,
)

_ADDRESS = sa.exists().where(contacts.c.person == persons.c.id)
_REACH = sa.case(
    (_ADDRESS.where(contacts.c.gone_at.is_(None)), sa.literal_column("'reachable'")),
    (_ADDRESS, sa.literal_column("'gone'")),
    else_=sa.literal_column("'never'"),
)
_PEOPLE = sa.select(persons.c.body, _REACH)
PEOPLE_OF = Statement(_PEOPLE.where(persons.c.unit == sa.bindparam("unit")))
PEOPLE_IN = Statement(_PEOPLE.where(named(persons.c.unit)))
PEOPLE_WITH = Statement(_PEOPLE.where(persons.c.role == sa.bindparam("role")))

UNITS_IN = Statement(sa.select(units.c.body).where(named(units.c.id)))
CAMPAIGNS_OF = Statement(
    sa.select(campaigns.c.body)
    .join(memberships, memberships.c.campaign == campaigns.c.id)
    .where(memberships.c.unit == sa.bindparam("unit"))
    .order_by(campaigns.c.id)
)
_MEMBERS = memberships.c.campaign == sa.bindparam("campaign")
ENROLLED = Statement(sa.select(memberships.c.unit).where(_MEMBERS))
ENROLL = insertion(memberships)
DISMISS = Statement(sa.delete(memberships).where(_MEMBERS, memberships.c.unit == sa.bindparam("unit")))

DRAFTS_OF = Statement(sa.select(drafts.c.body).where(drafts.c.campaign == sa.bindparam("campaign")))

ANSWERS_OF = Statement(sa.select(answers.c.body).where(named(answers.c.draft)))
ANSWER_AT = Statement(
    sa.select(answer_versions.c.body).where(
        answer_versions.c.draft == sa.bindparam("draft"),
        answer_versions.c.key == sa.bindparam("key"),
        answer_versions.c.rev == sa.bindparam("rev"),
    )
)

_later = submissions.alias("later")
_LAST = sa.select(sa.func.max(_later.c.n)).where(_later.c.draft == submissions.c.draft).scalar_subquery()
SUBMISSIONS_OF = Statement(sa.select(submissions.c.body).where(named(submissions.c.draft), submissions.c.n == _LAST))

INQUIRIES = Statement(
    sa.select(inquiries.c.body)
    .where(inquiries.c.draft == sa.bindparam("draft"))
    # Ids end in a number: "#10" comes after "#9".
    .order_by(sa.func.length(inquiries.c.id), inquiries.c.id)
)
REVIEWS_OF = Statement(sa.select(reviews.c.body).where(reviews.c.campaign == sa.bindparam("campaign")))

_MARK = (
    sa.literal_column("'reminder:'", sa.Text)
    + reminders.c.subject
    + sa.literal_column("':'", sa.Text)
    + reminders.c.name
    + sa.literal_column("':'", sa.Text)
    + reminders.c.person
)
_REMINDERS = (
    sa.select(reminders.c.body, letters.c.outcome, letters.c.closed_at, letters.c.why)
    .select_from(reminders.outerjoin(letters, sa.and_(REMINDING, letters.c.about == _MARK)))
    .order_by(letters.c.seq)
)
REMINDERS = Statement(_REMINDERS.where(reminders.c.subject == sa.bindparam("subject")))
REMINDERS_OF = Statement(_REMINDERS.where(reminders.c.campaign == sa.bindparam("campaign")))

INVITATIONS_OF = Statement(sa.select(invitations.c.body).where(invitations.c.person == sa.bindparam("person")))
INVITATIONS_TO = Statement(sa.select(invitations.c.body).where(named(invitations.c.unit)))
