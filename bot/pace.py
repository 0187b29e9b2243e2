"""How fast letters may go: over a whole channel, and to one chat, where a short burst is let through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aiolimiter import AsyncLimiter

MOST_CHATS = 5_000
"""How many chats are remembered before those that have rested are let go."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Letters a second over all and to one chat; so many as `burst` go to a chat at once after a rest."""

    overall: float
    chat: float
    burst: float


PACES: Mapping[str, Pace] = {"telegram": Pace(overall=30, chat=1, burst=5)}
"""The channels that bear only so much; Telegram asks for about 30 a second, and about one a second to a chat."""


class Pacer:
    """Lets letters of one channel pass when it is their time."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._overall = AsyncLimiter(pace.overall, 1)
        self._chats: dict[str, AsyncLimiter] = {}

    async def pass_to(self, address: str) -> None:
        """Returns when a letter to that chat may go."""
        await self._chat(address).acquire()
        await self._overall.acquire()

    def _chat(self, address: str) -> AsyncLimiter:
        if address not in self._chats and len(self._chats) >= MOST_CHATS:
            self._chats = {name: chat for name, chat in self._chats.items() if not chat.has_capacity(self._pace.burst)}
        return self._chats.setdefault(address, AsyncLimiter(self._pace.burst, self._pace.burst / self._pace.chat))
