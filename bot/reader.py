"""Loads the view of a move: that of somebody of a unit, of a stranger, of a coordinator, of the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from bot.invite import new_code
from bot.reader_office import of_clock, of_coordinator
from bot.sight import Sight
from bot.view import PUBLISHED, Around, Outlines, Papers, campaign_of, invited, named, newest, outline
from flows.campaign import Campaign, Contact, Invitation, Person
from flows.device_link import LINKED
from flows.ending import is_final
from flows.stranger import code_in
from flows.turn import Finished, Move, Typed, Underway, Woke
from flows.view import View
from storage.ledger import Ledger

NOTHING = Around()
"""What is around where no channel offers anything."""


@dataclass(frozen=True)
class Reader:
    """Loads views; `outlines` gives the published outline of a name, `codes` codes that nobody has seen."""

    outlines: Outlines = outline
    codes: Callable[[], str] = new_code

    def load(self, ledger: Ledger, contact: Contact, move: Move, around: Around = NOTHING) -> View:
        """Everything that a move of this contact may need."""
        published = tuple(map(self.outlines, PUBLISHED))
        make = partial(Sight, code=self.codes(), around=around, published=published)
        sight = make(ledger, contact, move, Papers(self.outlines))
        if isinstance(move, Woke):
            return of_clock(sight, move.alarm)
        person = ledger.records.person(contact.person) if contact.person else None
        if isinstance(move, Finished) and is_final(move.job):
            return _of_sent(sight, move.job.draft, person)
        return _invited(sight, _of_person(sight, person) if person else View(contact=contact))


def _of_person(sight: Sight, person: Person) -> View:
    """The view of somebody who is known."""
    view = of_coordinator(sight, person) if person.role == "coordinator" else _of_unit(sight, person)
    if named(sight.move) != LINKED:
        return view
    return replace(view, unused=sight.ledger.rosters.open_invitations([person.unit]))


def _of_unit(sight: Sight, person: Person) -> View:
    ledger = sight.ledger
    own = _taken_part_in(sight, person.unit)
    campaign = _of_job(sight, person.unit) or _campaign(sight, own)
    return _seated(sight, replace(sight.drafted(ledger.records.unit(person.unit), campaign), campaigns=own), person)


def _of_sent(sight: Sight, draft: str, person: Person | None) -> View:
    """The report whose file is made, whatever has become of whoever sent it, and of the campaign."""
    campaign, _, unit = draft.rpartition("/")
    view = sight.drafted(sight.ledger.records.unit(unit), sight.ledger.records.campaign(campaign))
    return _seated(sight, view, person) if person else view


def _seated(sight: Sight, view: View, person: Person) -> View:
    """That view, as somebody of the unit has it."""
    ledger = sight.ledger
    seat = ledger.records.seat(person.id, view.papers[0].draft.id) if view.papers else None
    card = ledger.outbox.card(sight.contact.channel, sight.contact.address)
    names = {**view.names, person.id: person.name}
    return replace(view, person=person, seat=seat, card=card, names=names)


def _invited(sight: Sight, view: View) -> View:
    """That view, or that of a stranger, with the invitation whose code was typed, if one was."""
    code = code_in(sight.move.text) if isinstance(sight.move, Typed) else ""
    invitation, inviter = invited(sight.ledger, code) if code else (None, None)
    if invitation is None:
        return view
    if view.person is None:
        view = _awaited(sight, invitation, inviter)
    return replace(view, invitation=invitation, inviter=inviter)


def _awaited(sight: Sight, invitation: Invitation, inviter: Person | None) -> View:
    """What whoever was invited is to see, while nobody is known at the address yet."""
    person = sight.ledger.records.person(invitation.person) if invitation.own else None
    if person is None or inviter is None:
        unit = sight.ledger.records.unit(invitation.unit)
        return sight.drafted(unit, _campaign(sight, _taken_part_in(sight, invitation.unit)))
    # One more address of somebody who is known: the report that is open at the others.
    others = sight.ledger.records.contacts_of(person.id)
    contact = sight.contact.model_copy(update={"campaign": others[0].campaign if others else ""})
    return replace(_of_person(replace(sight, contact=contact), person), person=None)


def _campaign(sight: Sight, own: tuple[Campaign, ...]) -> Campaign | None:
    """The campaign which the move names, else the one opened here last, else that of the card, else the newest."""
    card = sight.ledger.outbox.card(sight.contact.channel, sight.contact.address)
    shown = card.about.partition("/")[0] if card else ""
    wanted = (campaign_of(sight.move), sight.contact.campaign, shown)
    return next((one for name in wanted for one in own if one.id == name), own[0] if own else None)


def _of_job(sight: Sight, unit: str) -> Campaign | None:
    """The campaign of the draft that a job was about, whatever has become of it since: no other will do."""
    job = sight.move.job if isinstance(sight.move, Finished | Underway) else None
    campaign, _, whose = job.draft.rpartition("/") if job else ("", "", "")
    return sight.ledger.records.campaign(campaign) if whose == unit else None


def _taken_part_in(sight: Sight, unit: str) -> tuple[Campaign, ...]:
    """The campaigns in which a unit is asked, the newest first."""
    every = sight.ledger.rosters.campaigns_of(unit)
    return newest(tuple(one for one in every if one.state in ("open", "closed")))
