"""The outbox: letters leave in order for each address, at least once, each claimed by one postman at a time.

A letter that is secret is forgotten, text and file, in the transaction in which it is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.letter import Letter
from flows.view import Card
from storage import moments
from storage import outbox_statements as say
from storage.sql import Transaction

_LOCK = 0x6465_6375_6F6E_6703

LEASE = timedelta(seconds=60)
"""How long a postman may take over a letter before another one may have it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A letter to send now, and the reference of the delivered one that it replaces.

    `attempt` counts from 1; `unknown` counts the attempts of which nobody knows whether they delivered it.
    """

    letter: Letter
    replaces: str
    attempt: int
    unknown: int


class Outbox:
    """The letters within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def queue(self, letters: Sequence[Letter]) -> None:
        """Puts letters behind the others of their addresses; one of the same card that was not begun is superseded."""
        superseded = [self._queue(letter) for letter in letters]
        if any(superseded):
            self._forget()

    def due(self, limit: int, now: datetime, channels: tuple[str, ...]) -> list[Claim]:
        """Claims, for a minute, the first unsent letter of each address of the channels that may go now.

        They go by priority, then age.
        A card that is still delayed may be overtaken by later letters of its address; no other letter may.
        """
        moment = moments.stored(now)
        until = moments.stored(now + LEASE)
        claims = []
        for body, attempts, unknown, ref in self._transaction.all(say.due(channels), now=moment, most=limit):
            letter = Letter.model_validate_json(body)
            self._transaction.run(say.CLAIM, letter=letter.id, until=until)
            claims.append(Claim(letter, ref, attempts + 1, unknown))
        return claims

    def unclaim(self, channels: tuple[str, ...]) -> None:
        """Gives up every claim of those channels; for the start of a postman that alone serves them."""
        self._transaction.run(say.unclaim(channels))

    def next_due(self, now: datetime, channels: tuple[str, ...]) -> datetime | None:
        """When the next letter of those channels may go, which may be past; None where none waits."""
        found = self._transaction.one(say.next_due(channels), now=moments.stored(now))
        return None if found is None or found[0] is None else moments.read(found[0])

    def sent(self, letter: str, ref: str, position: int, at: datetime) -> None:
        """The letter was delivered; it is now what its card shows."""
        moment = moments.stored(at)
        self._transaction.run(say.SENT, letter=letter, new_ref=ref, new_position=position, moment=moment)
        self._transaction.run(say.SHOWN, letter=letter, moment=moment)
        self._forget()

    def later(self, letter: str, until: datetime, why: str, unknown: bool) -> None:
        """The letter was not taken, or nobody knows; it is tried again from then on, before later ones."""
        self._transaction.run(
            say.LATER, letter=letter, until=moments.stored(until), reason=why, doubt=1 if unknown else 0
        )

    def refused(self, letter: str, why: str, now: datetime) -> None:
        """The letter will never be taken."""
        self._transaction.run(say.REFUSED, letter=letter, reason=why, moment=moments.stored(now))
        self._forget()

    def gone(self, channel: str, address: str, now: datetime) -> None:
        """Nobody can be reached at that address: its unsent letters are refused and its contact is not written to."""
        moment = moments.stored(now)
        self._transaction.run(say.ALL_REFUSED, channel=channel, address=address, moment=moment)
        self._transaction.run(say.GONE, channel_=channel, address_=address, moment=moment)
        self._forget()

    def back(self, channel: str, address: str) -> None:
        """Somebody writes from that address, and can be reached there again."""
        self._transaction.run(say.BACK, channel_=channel, address_=address)

    def hold(self, channel: str, address: str, until: datetime) -> None:
        """Nothing goes to that address until then; an empty address holds the whole channel."""
        self._transaction.run(say.HOLD, channel=channel, address=address, until=moments.stored(until))

    def letter(self, letter: str) -> Letter | None:
        """The letter of that id, whatever became of it."""
        found = self._transaction.one(say.LETTER, letter=letter)
        return Letter.model_validate_json(found[0]) if found else None

    def card(self, channel: str, address: str) -> Card | None:
        """The question card that was delivered last to an address."""
        found = self._transaction.one(say.QUESTION, channel=channel, address=address)
        return Card(found[0], found[1], moments.read(found[2])) if found else None

    def _queue(self, letter: Letter) -> bool:
        """Puts a letter behind the others; True where it took the place of one."""
        at = moments.stored(letter.at)
        place = {"channel": letter.channel, "address": letter.address, "card": letter.card}
        superseded = self._transaction.run(say.SUPERSEDE, **place, moment=at).rowcount if letter.card else 0
        self._transaction.run(
            say.QUEUE,
            **place,
            **say.FRESH,
            id=letter.id,
            about=letter.about,
            priority=letter.priority,
            not_before=moments.stored(letter.not_before),
            secret=1 if letter.secret else 0,
            body=letter.model_dump_json(),
        )
        return superseded > 0

    def _forget(self) -> None:
        """Takes text and file out of the secret letters that are closed; only their buttons are needed any more."""
        spent = [Letter.model_validate_json(body) for (body,) in self._transaction.all(say.SPENT)]
        for letter in spent:
            bare = letter.model_copy(update={"runs": (), "file": ""})
            self._transaction.run(say.FORGET, letter=letter.id, new_body=bare.model_dump_json())
        if files := {letter.file for letter in spent if letter.file}:
            self._burn(files)

    def _burn(self, files: set[str]) -> None:
        """Deletes the files, but for those that a secret letter still has to bring to somebody."""
        # Else two postmen who close the last two letters with a file at once would each leave it to the other.
        self._transaction.alone(_LOCK)
        waiting = {Letter.model_validate_json(body).file for (body,) in self._transaction.all(say.UNSPENT)}
        for sha in sorted(files - waiting):
            self._transaction.run(say.BURN, sha=sha)
