"""The views of those who look at a whole campaign: a coordinator, and the clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.sight import Sight
from bot.view import campaign_of, draft_of, named, newest
from flows.alarm import Alarm
from flows.campaign import Campaign, Chair, Person, Unit
from flows.standing import Standing
from flows.view import View
from storage.ledger import Ledger

_ENDING = ("end-access-now", "device-invite", "device-invite-now")
"""The acts that end invitations which nobody has taken up."""


def of_coordinator(sight: Sight, person: Person) -> View:
    """The office, its campaigns and units, the campaign that is looked at, and the draft that the move is about."""
    ledger = sight.ledger
    chair = ledger.rosters.chair(person.id)
    campaigns = newest(tuple(ledger.records.campaigns()))
    draft = draft_of(sight.move) or (chair.about if chair and chair.asks and "/" in chair.about else "")
    campaign = _looked_at(campaigns, (campaign_of(sight.move), draft.rpartition("/")[0], chair))
    unit = ledger.records.unit(draft.rpartition("/")[2]) if draft else None
    view = sight.drafted(unit, campaign) if unit else sight.drafted(ledger.records.unit(person.unit), None)
    view = replace(view, person=person, chair=chair, campaign=campaign, campaigns=campaigns)
    view = replace(view, roster=in_order(ledger.records.units()), names={**view.names, person.id: person.name})
    card = ledger.outbox.card(sight.contact.channel, sight.contact.address)
    standings = standings_of(ledger, campaign) if campaign else ()
    return replace(_followed(sight, view, draft), card=card, standings=standings)


def _looked_at(campaigns: tuple[Campaign, ...], wanted: tuple[str, str, Chair | None]) -> Campaign | None:
    """The campaign of the move, else of the draft, else of the chair, else the newest."""
    named_, of_draft, chair = wanted
    names = (named_, of_draft, chair.campaign if chair else "")
    found = (one for name in names for one in campaigns if one.id == name)
    return next(found, campaigns[0] if campaigns else None)


def _followed(sight: Sight, view: View, draft: str) -> View:
    """What was written in the ledger of reminders, in the review and in the history, as far as the move asks for it."""
    ledger, does = sight.ledger, named(sight.move)
    if draft:
        review = ledger.rosters.review(draft)
        left = ledger.rosters.left_in([draft.rpartition("/")[2]])
        view = replace(view, review=review, reminders=ledger.rosters.reminders(draft), left=left)
    if does in _ENDING and view.unit:
        return replace(view, unused=ledger.rosters.open_invitations([view.unit.id]))
    if draft:
        return view
    if view.campaign is None:
        return view
    subject = view.campaign.id
    if does == "history":
        history = tuple(ledger.events.history(subject))
        names = {**ledger.records.names(fact.event.person for fact in history), **view.names}
        return replace(view, history=history, names=names)
    if does not in ("reminders", "late-list") and not does.startswith("chase"):
        return view
    people = ledger.rosters.people_in(view.campaign.units)
    view = replace(view, people=people, names={**view.names, **{one.person.id: one.person.name for one in people}})
    if does == "late-list":
        return view
    followed = ledger.rosters.reminders_of if does == "reminders" else ledger.rosters.reminders
    return replace(view, reminders=followed(subject))


def in_order(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units as the list that was imported has them; others by id, before those."""
    return tuple(sorted(units, key=lambda unit: (unit.order, unit.id)))


def standings_of(ledger: Ledger, campaign: Campaign) -> tuple[Standing, ...]:
    """How far each unit of a campaign is, in the order of the roster."""
    known = ledger.rosters.units_in(campaign.units)
    # The sort keeps the campaign's own order where no list was imported.
    units = sorted((known[unit] for unit in campaign.units if unit in known), key=lambda unit: unit.order)
    drafts = ledger.rosters.drafts_of(campaign.id)
    return tuple(Standing(unit, drafts.get(unit.id), campaign.due(unit.id)) for unit in units)


def of_clock(sight: Sight, alarm: Alarm) -> View:
    """What an alarm is about: a draft, a campaign, or a person who cannot be reached."""
    if "/" in alarm.subject:
        return _of_draft(sight, alarm)
    return _of_campaign(sight, alarm) if alarm.subject else _of_person(sight, alarm)


def _of_draft(sight: Sight, alarm: Alarm) -> View:
    ledger = sight.ledger
    campaign, _, unit = alarm.subject.rpartition("/")
    view = sight.drafted(ledger.records.unit(unit), ledger.records.campaign(campaign))
    left = ledger.rosters.left_in([unit])
    return replace(view, left=left, reminders=ledger.rosters.reminders(alarm.subject))


def _of_campaign(sight: Sight, alarm: Alarm) -> View:
    ledger = sight.ledger
    campaign = ledger.records.campaign(alarm.subject)
    if campaign is None:
        return sight.bare()
    return replace(
        sight.bare(),
        campaign=campaign,
        people=ledger.rosters.people_in(campaign.units),
        coordinators=sight.coordinators(),
        standings=standings_of(ledger, campaign),
        reminders=ledger.rosters.reminders(alarm.subject),
    )


def _of_person(sight: Sight, alarm: Alarm) -> View:
    person = sight.ledger.records.person(alarm.person)
    if person is None or person.left_at or sight.ledger.records.contacts_of(person.id):
        # Whoever can be reached in another channel, or has come back, is not gone.
        return sight.bare()
    unit: Unit | None = sight.ledger.records.unit(person.unit)
    names = {person.id: person.name}
    return replace(sight.bare(), unit=unit, names=names, coordinators=sight.coordinators())
