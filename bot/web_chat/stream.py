"""What one open page hears: first what changed since it last heard, then everything as it happens, each once.

A page is only told that something happened, and what that is stands in the store: nothing is lost on the way to it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator, Set
from dataclasses import dataclass, field
from typing import Any

from bot.web_chat.hall import Hall, Visitor, known
from bot.web_chat.hub import News, Page
from bot.web_chat.me import me
from storage.ledger import Ledger
from storage.messages import Message

PULSE = 20.0
"""After how many seconds of silence a ping is sent: neither the page nor anybody between takes the line for dead."""

MOST_MISSED = 200
"""How many changes a page may have missed before it is told to begin anew."""

Event = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Heard:
    """What a page finds that looks: the messages that changed, and what it is to show of its person.

    `anew` where the page has to begin anew, having missed too much.
    """

    messages: list[Message]
    about: dict[str, Any]
    anew: bool


@dataclass
class Stream:
    """The events of one page, which is open from now on.

    `after` is the last change that it knows, `told` words a message for it.
    """

    hall: Hall
    visitor: Visitor
    after: int
    told: Callable[[Message], dict[str, Any]]
    _about: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        visitor = self.visitor
        # Before anything is answered: however many come at once, each is counted.
        self._page = self.hall.hub.open(visitor.address, visitor.device, visitor.person.role == "coordinator")

    def close(self) -> None:
        """The page is closed, whether it has heard anything or not."""
        self.hall.hub.close(self._page)

    async def events(self) -> AsyncGenerator[Event]:
        """Until the page is closed or not let in any more; a ping says only that the line is open."""
        events = self._all(self._page)
        try:
            async for event in events:
                yield event
        finally:
            await events.aclose()
            self.close()

    async def _all(self, page: Page) -> AsyncGenerator[Event]:
        if await self.hall.core.write(self._is_ahead):
            yield "reset", {}
            return
        news: Set[News] = frozenset()
        while True:
            heard = await self.hall.find(self.visitor, self._hear)
            if heard is None:
                yield "out", {}
                return
            for event in self._each(heard):
                yield event
            if heard.anew or "reset" in news:
                yield "reset", {}
                return
            if "office" in news:
                yield "office", {}
            news = await page.news(PULSE)
            if "over" in news:
                return
            if not news:
                yield "ping", {}

    def _is_ahead(self, ledger: Ledger) -> bool:
        """The page has seen what is not here: the database was put back to an earlier day."""
        _, last = ledger.messages.ends(self.visitor.address)
        return 0 < last < self.after

    def _hear(self, ledger: Ledger) -> Heard | None:
        """What is new by now; None where the page's device or person is not let in any more."""
        now = self.hall.clock.now()
        visitor = known(ledger, self.visitor.device, now)
        if visitor is None:
            return None
        most = ledger.messages.room_since(visitor.address, self.after, MOST_MISSED)
        messages = ledger.messages.since(visitor.address, self.after, most)
        moved = visitor.person.role != self.visitor.person.role
        return Heard(messages, me(ledger, visitor, now), moved or len(messages) == most)

    def _each(self, heard: Heard) -> Iterator[Event]:
        for message in () if heard.anew else heard.messages:
            self.after = message.change
            yield "message", self.told(message)
        if heard.about != self._about:
            self._about = heard.about
            yield "me", heard.about
