"""What a person does in a page becomes a message of the chat and a row of the inbox, in one transaction.

The page's own name for what it sends, the nonce, has each kept once however often it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from bot.spoken import Spoken
from bot.web_chat.hall import CHANNEL, LAST, Refusal
from bot.web_chat.styles import Style, styled
from flows.record import Record
from flows.report import Run
from flows.text import overladen
from storage.ledger import Ledger
from storage.messages import Message

LONGEST_TEXT = 100_000
"""How many characters a message may have; the longest pastes are a tenth of it."""

ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of what counts whenever it was done, so that it is word for word the same when it comes again."""

MOST_STYLES = 5_000
"""How many stretches of it may be written in a way of their own."""

MOST_UNSEEN = 1_000

PLACE: Any = Field(ge=0, le=LAST)
_PLACE_OR_NONE: Any = Field(0, ge=0, le=LAST)
_NONCE: Any = Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")


def legible(text: str) -> str:
    """The text as it came. Raises Refusal, 422, where more marks stand on one letter than any writing has."""
    if overladen(text):
        raise Refusal(422, "overladen")
    return text


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(legible)]
"""What a person has written in a page."""


class Saying(Record):
    """A text that was typed; `seen` is the last change of the chat that the page showed when it was."""

    nonce: str = _NONCE
    text: Text = Field(min_length=1)
    seen: int = _PLACE_OR_NONE
    styles: tuple[Style, ...] = Field((), max_length=MOST_STYLES)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The text in stretches of one style."""
        return styled(self.text, self.styles)


class Correction(Saying):
    """What an own message is to say instead."""

    position: int = PLACE


class Pressing(Record):
    """A button that was pressed: the message, and its place among the buttons.

    `change` is the one at which the page showed the message: the same place may be another button by now.
    """

    nonce: str = _NONCE
    position: int = PLACE
    place: int = PLACE
    change: int | None = Field(None, ge=0, le=LAST)


class Sending(Record):
    """A file that was sent up as `ref`."""

    nonce: str = _NONCE
    ref: str
    name: str
    size: int
    seen: int = _PLACE_OR_NONE


@dataclass(frozen=True)
class Inbound:
    """The way into the inbox for whoever is at an address."""

    ledger: Ledger
    address: str
    now: datetime

    def said(self, saying: Saying) -> Message:
        """The own message of a text; the one that was kept before, where the same nonce comes again."""
        kept = self.ledger.messages.said(self.address, saying.nonce)
        if kept:
            return kept
        before = self._said_before(saying.seen)
        message = self._add(Message(own=True, at=self.now, runs=saying.runs, nonce=saying.nonce))
        self._keep(message, before, what="typed", text=saying.text, runs=saying.runs)
        return message

    def sent_up(self, sending: Sending) -> Message:
        """The own message of a file; the one that was kept before, where the same nonce comes again."""
        kept = self.ledger.messages.said(self.address, sending.nonce)
        if kept:
            return kept
        before = self._said_before(sending.seen)
        shown = {"name": sending.name, "size": sending.size}
        message = self._add(Message(own=True, at=self.now, nonce=sending.nonce, **shown))
        self._keep(message, before, what="attached", ref=sending.ref, **shown)
        return message

    def corrected(self, correction: Correction) -> Message | None:
        """The own message as it says now; None where there is no such text of this person's."""
        message = self.ledger.messages.at(self.address, correction.position)
        if message is None or not message.own or message.name:
            return None
        said = {"text": correction.text, "runs": correction.runs, "source": self.source(message)}
        if not self.once(correction.nonce, Spoken(what="edited", at=ANY_TIME, position=message.position, **said)):
            return message
        changed = message.model_copy(update={"runs": correction.runs, "edited": True})
        return self.ledger.messages.change(self.address, changed)

    def pressed(self, pressing: Pressing) -> bool:
        """A button is pressed, once for each nonce; False where no message of the chat has such a button any more."""
        if self._is_posted(pressing.nonce):
            return True
        message = self.ledger.messages.at(self.address, pressing.position)
        buttons = [knob for row in message.buttons for knob in row] if message else []
        if message is None or pressing.place >= len(buttons) or pressing.change not in (None, message.change):
            return False
        named = {"letter": message.letter, "place": pressing.place}
        self.once(pressing.nonce, Spoken(what="tapped", at=ANY_TIME, position=0, **named))
        return True

    def source(self, message: Message) -> str:
        """What an own message is called in drafts, so that they know what came from it."""
        return f"{self.address}/{message.position}"

    def once(self, nonce: str, spoken: Spoken) -> bool:
        """Keeps what has no message of its own; False where something was kept under that nonce before."""
        if self._is_posted(nonce):
            return False
        return self.ledger.inbox.keep(CHANNEL, [(self._number(nonce), self.address, spoken.body)], self.now) > 0

    def _is_posted(self, nonce: str) -> bool:
        return self.ledger.messages.posted(CHANNEL, self.address, self._number(nonce)) is not None

    def _number(self, nonce: str) -> int:
        """The number of the row of what has no message of its own."""
        return int.from_bytes(sha256(f"{self.address} {nonce}".encode()).digest()[:6], "big")

    def _said_before(self, seen: int) -> int:
        """The position before which something counts as said: that of the first message that was not seen yet.

        0 where everything of the assistant's was seen.
        """
        most = self.ledger.messages.room_since(self.address, seen, MOST_UNSEEN)
        later = self.ledger.messages.since(self.address, seen, most)
        return min((one.position for one in later if not one.own and not one.removed), default=0)

    def _add(self, message: Message) -> Message:
        return self.ledger.messages.add(self.address, message)

    def _keep(self, message: Message, before: int, **said: Any) -> None:
        position = before - 1 if before else message.position
        spoken = Spoken(at=self.now, position=position, source=self.source(message), **said)
        self.ledger.inbox.keep(CHANNEL, [(message.position, self.address, spoken.body)], self.now)
