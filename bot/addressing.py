"""What a turn wants said or done becomes letters with an address and errands with a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.view import CLOCK
from flows.campaign import Contact
from flows.letter import Letter
from flows.step import CARD
from flows.turn import Button, Do, Effect, Press, Say, Wake
from flows.wording import plain, say
from storage.jobs import Errand
from storage.ledger import Ledger

RETRY = "retry"
"""What the button of a row that was set aside does."""

HOLDING = {"read-sheet", "read-roster", "keep"}
"""The jobs for whose end the later rows of their address wait."""

_log = structlog.get_logger()


@dataclass(frozen=True)
class Cause:
    """The inbox row that something comes of, who is at its address once it is played, and when that was.

    `tapped` is the card of the letter whose button was pressed; None where none was.
    """

    seq: int
    contact: Contact
    now: datetime
    tapped: str | None = None

    def in_place(self, told: Say) -> bool:
        """What is said changes a message where it stands: not the screen, where another letter's button was pressed.

        The screen may stand far above that letter, and whoever pressed there would see nothing happen.
        """
        return told.edit and not (told.card == CARD and not told.to and self.tapped not in (None, CARD))


def put_out(ledger: Ledger, cause: Cause, effects: tuple[Effect, ...]) -> bool:
    """Queues the letters and adds the errands; True where later rows of the address have to wait for one."""
    errands = list(_errands(cause, effects))
    ledger.outbox.queue(list(_letters(ledger, cause, effects)))
    ledger.jobs.add(errands)
    ledger.alarms.set([effect.alarm for effect in effects if isinstance(effect, Wake)])
    return any(errand.holds for errand in errands)


def set_aside(cause: Cause) -> Letter:
    """The letter that tells somebody that a row could not be played, and asks whether to try it again."""
    again = Button(label=plain("inbox.try_again"), press=Press(do=RETRY, arg=str(cause.seq)))
    told = Say(say("inbox.set_aside"), ((again,),))
    # A row may be set aside more than once, and each time is a letter of its own.
    return _letter(cause, f"{cause.seq}.aside-{cause.now.timestamp():.6f}", cause.contact, told)


def _letters(ledger: Ledger, cause: Cause, effects: tuple[Effect, ...]) -> Iterator[Letter]:
    for n, effect in enumerate(effects):
        if not isinstance(effect, Say):
            continue
        contacts = _contacts(ledger, cause, effect)
        for place, contact in enumerate(contacts, start=1):
            # A page is seen only while it is open, so that news goes wherever its reader may be.
            name = f"{cause.seq}.{n}" if place == 1 else f"{cause.seq}.{n}-{place}"
            yield _letter(cause, name, contact, effect)
        if not contacts and not effect.elsewhere:
            _log.warning("nobody to write to", person=effect.to, cause=cause.seq)


def _contacts(ledger: Ledger, cause: Cause, told: Say) -> tuple[Contact, ...]:
    """Where something is to be read: where the move was made, else in each channel of the person whom it is to."""
    if not told.to:
        return () if cause.contact.channel == CLOCK else (cause.contact,)
    return ledger.records.contacts_of(told.to, cause.contact if told.elsewhere else None)


def _letter(cause: Cause, name: str, contact: Contact, told: Say) -> Letter:
    return Letter(
        id=name,
        channel=contact.channel,
        address=contact.address,
        person=contact.person,
        runs=told.runs,
        buttons=told.buttons,
        card=told.card,
        about=told.about,
        edit=cause.in_place(told),
        keyboard=told.keyboard,
        secret=told.secret,
        file=told.file,
        name=told.name,
        priority=1 if told.to else 0,
        not_before=cause.now + timedelta(seconds=told.delay),
        at=cause.now,
    )


def _errands(cause: Cause, effects: tuple[Effect, ...]) -> Iterator[Errand]:
    contact = cause.contact
    for n, effect in enumerate(effects):
        if isinstance(effect, Do):
            yield Errand(
                id=f"{cause.seq}.{n}",
                channel=contact.channel,
                address=contact.address,
                person=contact.person,
                job=effect.job,
                holds=effect.job.kind in HOLDING,
                at=cause.now,
            )
