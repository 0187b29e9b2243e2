"""The jobs about units: the sheet of the list, reading one that was sent, and a sheet of all links of a campaign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from bot.invite import OUTLINE, new_code
from bot.porter_work import XLSX, Made, MadeFile
from bot.tools import Tools
from bot.view import LETTERHEAD, outline
from flows.campaign import Campaign, Member, Person, Unit
from flows.clock import day
from flows.door import Door, column, way_in
from flows.inviting import VALID, Guest, invitation
from flows.job import Job, Outcome
from flows.roster import kinds, tags
from flows.rostering_guests import called, message, missing
from flows.rostering_words import Vocabulary, vocabulary
from flows.wording import plain
from storage.ledger import Ledger

if TYPE_CHECKING:
    from exports.links_sheet import Link


def write_form(job: Job, tools: Tools) -> Made:
    """The sheet in which the list of units is filled in, with those that are known."""
    from exports.roster_write import write_roster  # loaded with the first sheet, so that the program starts fast

    units, words = tools.read(_known)
    return Made(files=(MadeFile(plain("units.file_form"), XLSX, write_roster(units, words)),))


def read_list(job: Job, tools: Tools) -> Made:
    """What a list of units says that somebody sent."""
    from exports.guard import read_in_child

    _, words = tools.read(_known)
    return Made(read_in_child("roster", tools.content, [words.model_dump_json()]))


def _known(ledger: Ledger) -> tuple[Sequence[Unit], Vocabulary]:
    """The units, and the words that the outlines of the campaigns add to those of the list."""
    units = ledger.records.units()
    names = {OUTLINE, LETTERHEAD, *(campaign.outline for campaign in ledger.records.campaigns())}
    outlines = [outline(name) for name in sorted(names)]
    return units, vocabulary(units, set().union(*map(kinds, outlines)), set().union(*map(tags, outlines)))


def make_links(job: Job, tools: Tools) -> Made:
    """An invitation for everybody whom a campaign still needs, and the sheet of their links; codes stand only there."""
    from exports.links_sheet import write_links

    campaign, units, people, left = tools.read(partial(_asked, campaign=job.campaign))
    guests = [guest for unit in units for guest in missing(unit, people, campaign, left)]
    if not guests:
        return Made()
    codes = [new_code() for _ in guests]
    # Who invites is known where they are kept: whoever has ordered the sheet.
    made = [invitation(guest, code, tools.now, by="") for guest, code in zip(guests, codes, strict=True)]
    links = [_link(campaign, guest, code, tools) for guest, code in zip(guests, codes, strict=True)]
    file = MadeFile(plain("units.file_links"), XLSX, write_links(links, _columns(tools.links)))
    return Made(Outcome(invitations=tuple(made)), (file,))


def _link(campaign: Campaign, guest: Guest, code: str, tools: Tools) -> Link:
    """A line of the sheet: the links of an invitation, or what is to be typed where there are none."""
    from exports.links_sheet import Link

    ways = tuple(door.by(code) for door in tools.links)
    return Link(
        unit=guest.unit.name,
        group=guest.unit.group,
        name=called(guest),
        role=plain(f"role.{guest.role}"),
        by=tuple(door.link for door in ways) or (plain("invitations.start", code=code),),
        until=day(tools.now + VALID),
        message=message(guest, campaign, way_in(ways, code), tools.now),
    )


def _columns(links: tuple[Door, ...]) -> tuple[str, ...]:
    """What the columns of links are called."""
    return tuple(column(door, alone=len(links) == 1) for door in links) or (plain("link.column"),)


def _asked(ledger: Ledger, campaign: str) -> tuple[Campaign, list[Unit], Iterable[Member], Sequence[Person]]:
    """The campaign, its units in the order of the roster, their people, and who has left them."""
    asked = ledger.records.campaign(campaign)
    assert asked is not None
    known = {unit.id: unit for unit in ledger.records.units()}
    units = [known[unit] for unit in asked.units if unit in known]
    return asked, units, ledger.rosters.people_in(asked.units), ledger.rosters.left_in(asked.units)
