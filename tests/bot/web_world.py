"""The web channel as browsers meet it: the real engine and server on a free port, and browsers that speak HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from shorthand import OFFICE, STTTT, campaign, invitation

from bot.assistant import Assistant
from bot.clock import Clock, SystemClock
from bot.core import Core
from bot.engine import Engine
from bot.web_chat.channel import WebChat
from bot.web_chat.open import Opening, web_chat
from bot.web_chat.server import bound
from flows.campaign import Role, Unit
from storage.store import Store

PATIENCE = 20
SANDBOX = {"X-Decuong": "1"}
"""The header that the own pages send."""

_nonces = (f"nonce-{n:06}" for n in count(1))


@dataclass
class Browser:
    """A browser with its cookies; `seen` is the last change of the chat that it has been told of."""

    http: httpx.AsyncClient
    base: str
    seen: int = 0
    nonces: Any = field(default_factory=lambda: _nonces)

    async def get(self, path: str) -> httpx.Response:
        return await self.http.get(path)

    async def post(self, path: str, **body: Any) -> httpx.Response:
        return await self.http.post(path, json=body, headers=SANDBOX)

    async def enters(self, code: str, key: str = "k" * 24) -> httpx.Response:
        """Knocks with a code; whoever is let in begins a page."""
        self.http.headers.pop("X-Person", None)
        answer = await self.post("/api/enter", code=code, key=key)
        if answer.status_code == 204:
            await self.me()
        return answer

    async def me(self) -> dict[str, Any]:
        """What a page begins with; from then on it says whose page it is."""
        answer = await self.get("/api/me")
        assert answer.status_code == 200, answer.text
        self.http.headers["X-Person"] = answer.json()["person"]["key"]
        return answer.json()

    async def says(self, text: str, **more: Any) -> httpx.Response:
        """Sends a text, having seen everything."""
        seen = (await self.me())["change"]
        return await self.post("/api/say", **{"nonce": next(self.nonces), "text": text, "seen": seen} | more)

    async def presses(self, label: str) -> httpx.Response:
        """Presses the newest button of that label."""
        message, place = button((await self.me())["messages"], label)
        return await self.post("/api/press", nonce=next(self.nonces), position=message["position"], place=place)

    async def reads(self, words: str) -> dict[str, Any]:
        """The newest message of the assistant with those words, as soon as it is there."""
        async with asyncio.timeout(PATIENCE):
            while True:
                found = [one for one in (await self.me())["messages"] if not one["own"] and words in text(one)]
                if found:
                    return found[-1]
                await asyncio.sleep(0.02)

    @asynccontextmanager
    async def begins(self, path: str, method: str = "POST", **headers: str) -> AsyncIterator["Line"]:
        """A request of which only the head has been sent."""
        host, _, port = self.base.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        own = {"Cookie": cookies, "X-Person": self.http.headers.get("X-Person", "")}
        said = {"Host": host, **own, **SANDBOX, **headers}
        head = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items()), "", ""]
        writer.write("\r\n".join(head).encode())
        try:
            yield Line(reader, writer)
        finally:
            writer.close()

    @asynccontextmanager
    async def listens(self, after: int | str) -> AsyncIterator["Ear"]:
        """An open stream of events."""
        async with self.http.stream("GET", f"/api/stream?after={after}", timeout=PATIENCE) as answer:
            assert answer.status_code == 200
            yield Ear(answer.aiter_lines())


@dataclass
class Line:
    """A connection over which a browser sends something slowly."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def sends(self, part: bytes) -> None:
        """Sends a part of the body."""
        self.writer.write(part)
        await self.writer.drain()

    async def status(self) -> int:
        """The status of the answer, as soon as there is one."""
        async with asyncio.timeout(PATIENCE):
            return int((await self.reader.readline()).split()[1])


@dataclass
class Ear:
    """What comes down a stream."""

    lines: AsyncIterator[str]

    async def next(self, kind: str = "message") -> dict[str, Any]:
        """The next event of a kind; others are passed over."""
        name = ""
        async with asyncio.timeout(PATIENCE):
            async for line in self.lines:
                if line.startswith("event: "):
                    name = line[7:]
                if line.startswith("data: ") and name == kind:
                    return json.loads(line[6:])
        raise AssertionError(f"the stream ended without {kind}")


@dataclass
class Site:
    """A web channel that is served, and its store."""

    store: Store
    base: str
    chat: WebChat
    assistant: Assistant
    browsers: list[httpx.AsyncClient] = field(default_factory=list)

    def browser(self, **more: Any) -> Browser:
        """A browser without any cookie."""
        http = httpx.AsyncClient(base_url=self.base, timeout=PATIENCE, **more)
        self.browsers.append(http)
        return Browser(http, self.base)

    def invite(self, code: str, name: str, unit: Unit = STTTT, role: Role = "officer") -> str:
        """Makes an invitation, good from the moment that the site's clock shows."""
        with self.store.begin() as ledger:
            made = invitation(code, name, unit.id)
            until = self.assistant.clock.now() + timedelta(days=30)
            ledger.records.save([made.model_copy(update={"role": role, "expires_at": until})])
        return code

    async def officer(self, code: str = "HOA", name: str = "Trần Thị Hoa", unit: Unit = STTTT) -> Browser:
        """Somebody of a unit who has come in and begun."""
        browser = self.browser()
        assert (await browser.enters(self.invite(code, name, unit))).status_code == 204
        await browser.reads("Bắt đầu")
        return browser

    async def coordinator(self, code: str = "BAN", name: str = "Hoàng Văn Bàn") -> Browser:
        """Somebody of the office who has come in."""
        browser = self.browser()
        assert (await browser.enters(self.invite(code, name, OFFICE, "coordinator"))).status_code == 204
        await browser.reads(name)
        return browser


@asynccontextmanager
async def a_site(folder: Path, clock: Clock | None = None, units: tuple[Unit, ...] = (STTTT,)) -> AsyncIterator[Site]:
    """A site at work on a database in that folder, made where there is none; stopped at the end."""
    store = Store(f"sqlite:///{folder}/site.sqlite3")
    store.migrate()
    _furnish(store, units)
    clock, listening = clock or SystemClock(), bound("127.0.0.1", 0)
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    core = Core(store)
    chat = web_chat(core, clock, Opening(base, listening))
    assistant = Assistant(core, [chat], clock)
    site, engine = Site(store, base, chat, assistant), Engine(assistant)
    work = asyncio.create_task(engine.run())
    try:
        yield site
    finally:
        with suppress(Exception):
            await asyncio.gather(*(http.aclose() for http in site.browsers))
        engine.stop()
        await work
        store.close()


def _furnish(store: Store, units: tuple[Unit, ...]) -> None:
    with store.begin() as ledger:
        if ledger.records.campaign("chi-thi-34") is None:
            ledger.records.save([OFFICE, *units, campaign(units=tuple(unit.id for unit in units))])


async def until(holds: Callable[[], bool]) -> None:
    """Returns as soon as that holds."""
    for _ in range(PATIENCE * 50):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never holds")


def text(message: dict[str, Any]) -> str:
    """What a message says, with the labels of its buttons."""
    labels = [knob["label"] for row in message["buttons"] for knob in row]
    return "\n".join(["".join(run["text"] for run in message["runs"]), *labels])


def button(messages: list[dict[str, Any]], label: str) -> tuple[dict[str, Any], int]:
    """The newest message with a button of that label, and its place."""
    for message in reversed(messages):
        for row in message["buttons"]:
            for knob in row:
                if knob["label"].endswith(label):
                    return message, knob["place"]
    raise LookupError(label)
