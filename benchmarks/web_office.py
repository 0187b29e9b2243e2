"""What people do in their pages while others stand open: a coordinator who writes to officers, officers who answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from benchmarks import web_people as people
from benchmarks.updates import FIGURE
from benchmarks.web_pages import Page, Watch, nonce, opened, post
from bot.clock import SystemClock
from bot.web_chat.hall import key_of
from flows.wording import plain

SEEN = 2**53
"""Everything that stands in the chat."""


@dataclass
class Office:
    """The program at a port with the pages that are open there; whoever does something without one opens it for that.

    Units are chased one after the other, and each deadline is a day later than the one before.
    """

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    _units: Iterator[int] = field(default_factory=lambda: count(people.WRITERS))
    _days: Iterator[int] = field(default_factory=lambda: count(40))
    _offers: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)

    async def open(self, names: Sequence[str]) -> None:
        """Opens a page of each of those people, which knows what their last one was told."""
        paths = {name: f"/api/stream?after={self._seen.get(name, 1)}" for name in names}
        self.pages |= await opened(self.port, {name: (path, _cookie(name)) for name, path in paths.items()})

    def close(self, names: Sequence[str]) -> None:
        """Closes the pages of those people."""
        for name in names:
            page = self.pages.pop(name)
            self._seen[name] = page.change or self._seen.get(name, 1)
            page.close()

    async def begin(self, writers: Sequence[str]) -> None:
        """Has the coordinator look at the campaign, and shows each officer who is to write the question."""
        told = await self._post(people.COORDINATOR, "/api/office", {})
        self._offers = {unit["name"]: _offer(unit, "chase-unit") for unit in told["units"]}
        self._offers["campaign"] = _offer(told, "campaign")
        async with self._open_for(writers):
            await asyncio.gather(*(self._heard(name, self._say(name, "/start")) for name in writers))

    async def chase(self) -> float:
        """Seconds from the press with which one unit is chased until all its officers have it on their screens."""
        n = next(self._units)
        officers = [people.officer(n, place) for place in range(people.OFFICERS_OF_A_UNIT)]
        await self._offered(people.unit_name(n))
        async with self._open_for(officers):
            return await self._pressed("button.chase_now", officers)

    async def answer(self, name: str) -> float:
        """Seconds from an officer's answer until the next question is on the screen; then goes back to this one."""
        async with self._open_for([name]):
            took = await self._heard(name, self._say(name, FIGURE))
            await self._heard(name, self._press(name, "button.back"))
        return took

    async def answer_all(self, names: Sequence[str]) -> float:
        """Turns a second, where all of them do that at once."""
        async with self._open_for(names):
            began = time.perf_counter()
            await asyncio.gather(*(self.answer(name) for name in names))
            return 2 * len(names) / (time.perf_counter() - began)

    async def tell_all(self) -> float:
        """Seconds from the press that sets another deadline until all officers have been told."""
        await self._offered("campaign")
        await self._heard(people.COORDINATOR, self._press(people.COORDINATOR, "button.campaign_extend"))
        deadline = SystemClock().now() + timedelta(days=next(self._days))
        await self._heard(people.COORDINATOR, self._say(people.COORDINATOR, f"{deadline:%d/%m/%Y}"))
        return await self._pressed("button.deadline_now", people.officers())

    @asynccontextmanager
    async def _open_for(self, names: Sequence[str]) -> AsyncIterator[None]:
        """Those who have no page open have one for a while."""
        closed = [name for name in names if name not in self.pages]
        await self.open(closed)
        yield
        self.close(closed)

    async def _offered(self, name: str) -> None:
        """The coordinator presses something on the page of the office, and sees in the chat what comes of it."""
        body = {"nonce": nonce(), "offer": self._offers[name]}
        await self._heard(people.COORDINATOR, self._post(people.COORDINATOR, "/api/office/do", body))

    async def _pressed(self, line: str, officers: Sequence[str]) -> float:
        """Seconds from a press of the coordinator until all these officers have heard of it."""
        confirmed, watch = (Watch(self.pages[name] for name in names) for names in ([people.COORDINATOR], officers))
        await self._press(people.COORDINATOR, line)
        await confirmed.seconds()
        return await watch.seconds()

    async def _heard(self, name: str, does: Awaitable[object]) -> float:
        """Seconds from what somebody does until the answer to it is on the screen."""
        watch = Watch([self.pages[name]])
        await does
        return await watch.seconds()

    async def _say(self, name: str, text: str) -> None:
        await self._post(name, "/api/say", {"nonce": nonce(), "text": text, "seen": SEEN})

    async def _press(self, name: str, line: str) -> None:
        """Presses the button of that label below what was said last."""
        message = self.pages[name].message
        knobs = [knob for row in message["buttons"] for knob in row]
        place = next((knob["place"] for knob in knobs if knob["label"] == plain(line)), None)
        assert place is not None, f"{name} is shown no {plain(line)!r} below {message['runs']}"
        await self._post(name, "/api/press", {"nonce": nonce(), "position": message["position"], "place": place})

    async def _post(self, name: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return await post(self.port, path, {"Cookie": _cookie(name), "X-Person": key_of(name)}, body)


@dataclass
class Bare:
    """The bare server at a port with the pages that are open there."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)

    async def open(self, names: Sequence[str]) -> None:
        """Opens a page under each of those names."""
        self.pages |= await opened(self.port, {name: (f"/api/stream?name={name}", "") for name in names})

    def close(self, names: Sequence[str]) -> None:
        """Closes the pages of those names."""
        for name in names:
            self.pages.pop(name).close()

    async def tell(self, name: str, message: dict[str, Any]) -> float:
        """Seconds from what is posted until the page of that name has it, or all pages where there is no name."""
        watch = Watch([self.pages[name]] if name else self.pages.values())
        await post(self.port, f"/api/tell?name={name}" if name else "/api/tell", {}, message)
        return await watch.seconds()


def _cookie(name: str) -> str:
    return f"decuong={people.secret(name)}"


def _offer(told: dict[str, Any], does: str) -> str:
    offer: str = next(one["offer"] for one in told["offers"] if one["do"] == does)
    return offer
