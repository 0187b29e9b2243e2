"""What lets somebody in is shown in a chat and kept in this program's memory alone, for a day at the most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from flows.letter import Letter
from flows.report import Run
from flows.wording import say
from storage.messages import Message

LIFE = timedelta(days=1)

MOST_KEPT = 200
"""How many are remembered; a sheet with the links of a whole province takes about a hundred kilobytes."""


@dataclass(frozen=True)
class Secret:
    """The text and file of a secret letter."""

    runs: tuple[Run, ...]
    file: bytes | None
    name: str
    at: datetime


class Secrets:
    """The secrets that may still be shown, by the letter that brought them, the oldest first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[str, Secret] = {}

    def keep(self, letter: Letter, file: bytes | None) -> None:
        """Keeps what a secret letter says, in place of the oldest where there are too many."""
        self._forget()
        self._kept[letter.id] = Secret(letter.runs, file, letter.name, self._clock.now())
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]

    def of(self, message: Message) -> Secret | None:
        """What is still known of a secret message."""
        self._forget()
        return self._kept.get(message.letter) if message.secret and not message.removed else None

    def revealed(self, message: Message) -> Message:
        """The message with what it says, where it is secret and that is still known; else that it was shown once."""
        if not message.secret or message.removed:
            return message
        known = self.of(message)
        if known is None:
            return message.model_copy(update={"runs": say("web.secret_gone")})
        size = len(known.file) if known.file is not None else 0
        return message.model_copy(update={"runs": known.runs, "name": known.name if size else "", "size": size})

    def _forget(self) -> None:
        now = self._clock.now()
        self._kept = {letter: one for letter, one in self._kept.items() if now - one.at < LIFE}
