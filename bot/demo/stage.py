"""The stage on which people of the demonstration act: the real assistant, a chat that is overheard, and one clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count

from bot.assistant import Assistant
from bot.core import Core
from bot.demo.clock import DemoClock
from bot.demo.overheard import Overheard
from bot.spoken import Spoken
from bot.web_chat.entry import Knock, claim, new_secret
from bot.web_chat.hall import sealed
from bot.web_chat.inbound import Inbound, Saying
from flows.stranger import code_in
from storage.ledger import Ledger

A_WHILE = timedelta(seconds=75)
"""How long everybody takes over each thing that they do."""

ALL_SEEN = 2**53
"""Everything that stands in the chat has been seen by whoever types."""


class NoSuchButton(LookupError):
    """Somebody was to press what stands nowhere in the chat."""


class Stage:
    """Lets people act, several at once, and waits until all that comes of it has been delivered."""

    def __init__(self, core: Core, heard: Overheard, clock: DemoClock) -> None:
        self.heard = heard
        self.clock = clock
        self._core = core
        self._assistant = Assistant(core, [heard], clock)
        self._numbers = count(1)

    async def act(self, moves: Mapping[str, str]) -> None:
        """The move of each address, in one go; afterwards all is quiet."""
        self.clock.advance(A_WHILE)
        now = self.clock.now()
        await self._core.write(lambda ledger: self._keep_all(ledger, moves, now))
        await self._assistant.settle(self.clock)

    async def wait(self, until: datetime) -> None:
        """Lets time pass; what the clock has to do meanwhile is done at its own moment."""
        at = self.clock.now()
        while at < until:
            await self._assistant.watch()
            due = await self._core.write(lambda ledger: ledger.alarms.next_due())
            at = until if due is None else min(max(due, self.clock.now()), until)
            self.clock.push(at)
            await self._assistant.settle(self.clock)

    def _keep_all(self, ledger: Ledger, moves: Mapping[str, str], now: datetime) -> None:
        for address, move in moves.items():
            self._keep(ledger, address, move, now)

    def _keep(self, ledger: Ledger, address: str, move: str, now: datetime) -> None:
        """Keeps a move as a page would have: a press, a code that is taken up, or a text."""
        inbound, nonce = Inbound(ledger, address, now), f"demo-{next(self._numbers):06}"
        if move.startswith("@"):
            letter, place = self._button(address, move)
            inbound.once(nonce, Spoken(what="tapped", at=now, position=0, letter=letter, place=place))
        elif code := code_in(move):
            claim(ledger, Knock(code=code, key=new_secret()), sealed(new_secret()), now)
        else:
            inbound.said(Saying(nonce=nonce, text=move, seen=ALL_SEEN))

    def _button(self, address: str, move: str) -> tuple[str, int]:
        found = self.heard.button(address, wanted(move))
        if found is None:
            raise NoSuchButton(f"{address}: {move}")
        return found


def wanted(move: str) -> dict[str, str]:
    """What a press has to be: "@choose arg=co" is the rule "choose" with the argument "co".

    >>> wanted("@choose arg=co")
    {'do': 'choose', 'arg': 'co'}
    """
    rule, *rest = move.removeprefix("@").split()
    return {"do": rule, **dict(part.split("=", 1) for part in rest)}
