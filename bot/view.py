"""What a move is played on is read from the ledger here, in as few questions as it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.channel import Channel, Incoming, Tapped
from exports import outline_file
from flows.campaign import Campaign, Contact, Invitation, Person, Unit
from flows.door import Door
from flows.draft import Draft
from flows.outline import Outline
from flows.paper import Paper
from flows.questions import Question
from flows.stranger import code_hash
from flows.turn import Finished, Move, Pressed, Typed, Underway, Woke
from flows.values import Value
from flows.wording import command
from storage.ledger import Ledger

LETTERHEAD = "the-thuc"
"""The outline of the unit's letterhead."""

PUBLISHED = ("chi-thi-34",)
"""The outlines that a campaign may ask."""

CLOCK = "clock"
"""The channel of the rows that the clock leaves in the inbox."""


@dataclass(frozen=True)
class Asked:
    """A question of a draft with the value that is held for it, and its outline as "id/version"."""

    question: Question
    value: Value | None
    outline: str


@dataclass(frozen=True)
class Around:
    """What the channels at work offer: their links, before a code, and whether a table can be typed on a page here."""

    links: tuple[Door, ...] = ()
    grid: bool = False


Outlines = Callable[[str], Outline]

Outside = Finished | Underway | Woke
"""What happens to somebody's work without a messenger's saying so."""


@lru_cache(maxsize=64)
def outline(name: str) -> Outline:
    """The published outline of that name, read once."""
    return outline_file.load(name)


def links_of(channels: Iterable[Channel]) -> tuple[Door, ...]:
    """The links of those channels that have any, in their order."""
    return tuple(Door(channel.name, channel.link) for channel in channels if channel.link)


def contact_at(ledger: Ledger, channel: str, address: str, now: datetime) -> Contact:
    """Who writes from an address; nobody yet, where nothing ever came from it."""
    return ledger.records.contact(channel, address) or Contact(channel=channel, address=address, at=now)


def freed(ledger: Ledger, contact: Contact) -> Contact:
    """The contact; nobody's, where the person who writes from it has left."""
    person = ledger.records.person(contact.person) if contact.person else None
    return contact.model_copy(update={"person": ""}) if person and person.left_at else contact


def invited(ledger: Ledger, code: str) -> tuple[Invitation | None, Person | None]:
    """The invitation of a code, as it counts by now, and who made it; see flows.stranger.refusal."""
    invitation = ledger.records.invitation(code_hash(code))
    if invitation is None:
        return None, None
    if not invitation.own and ledger.records.person(invitation.person):
        # Whoever has left comes back as somebody new, by a code of another name.
        invitation = invitation.model_copy(update={"used_by": invitation.person})
    return invitation, ledger.records.person(invitation.by) if invitation.by else None


def move_of(ledger: Ledger, contact: Contact, incoming: Incoming | Outside) -> Move:
    """What was done: a tapped button does what its letter says, if that letter was to this very chat and person."""
    if not isinstance(incoming, Tapped):
        return incoming
    letter = ledger.outbox.letter(incoming.letter)
    if letter is None or (letter.channel, letter.address, letter.person) != _key(contact):
        return Pressed(None)
    buttons = letter.flat_buttons
    return Pressed(buttons[incoming.place].press if 0 <= incoming.place < len(buttons) else None, letter.card)


def _key(contact: Contact) -> tuple[str, str, str]:
    return contact.channel, contact.address, contact.person


def named(move: Move) -> str:
    """The rule that a move names: that of its button, or the command that was typed."""
    if isinstance(move, Pressed):
        return move.press.do if move.press else ""
    return command(move.text) if isinstance(move, Typed) else ""


def draft_of(move: Move) -> str:
    """The draft that a move names, if it names one."""
    if isinstance(move, Pressed) and move.press:
        return move.press.draft
    return move.job.draft if isinstance(move, Finished | Underway) else ""


def campaign_of(move: Move) -> str:
    """The campaign that a move names, by itself or by its draft."""
    own = ""
    if isinstance(move, Pressed) and move.press:
        own = move.press.campaign
    if isinstance(move, Finished | Underway):
        own = move.job.campaign
    return own or draft_of(move).rpartition("/")[0]


@dataclass(frozen=True)
class Papers:
    """Reads a unit's report and letterhead in a campaign; `outlines` gives the published outline of a name."""

    outlines: Outlines = outline

    def of(self, ledger: Ledger, unit: Unit | None, campaign: Campaign | None) -> tuple[Paper, ...]:
        """Both papers, as they are before anybody has written anything where that is so."""
        if unit is None or campaign is None:
            return ()
        return tuple(self._paper(ledger, unit, draft) for draft in blank_drafts(unit, campaign, self.outlines))

    def _paper(self, ledger: Ledger, unit: Unit, blank: Draft) -> Paper:
        draft = ledger.records.draft(blank.id)
        if draft is None:
            return Paper(self.outlines(blank.outline), blank, unit, {})
        return Paper(self.outlines(draft.outline), draft, unit, ledger.records.answers(draft.id))


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


def newest(campaigns: tuple[Campaign, ...]) -> tuple[Campaign, ...]:
    """Campaigns that are open before others, then those of the latest deadline."""
    return tuple(sorted(campaigns, key=lambda one: (one.state == "open", _deadline(one), one.id), reverse=True))


def _deadline(campaign: Campaign) -> float:
    return campaign.deadline.timestamp() if campaign.deadline else 0.0
