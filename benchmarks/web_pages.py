"""Open pages as a server meets them, without a browser: each a stream over a socket of its own, with its cookie."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable
from itertools import count
from typing import Any

PATIENCE = 60.0
_numbers = count(1)


class Page(asyncio.Protocol):
    """An open page; `message` is what the assistant said last, and `watch` hears of it.

    `change` is the number of what came last, from which a page goes on that comes back; `pulses` counts what only says
    that the line is open.
    """

    def __init__(self, request: bytes) -> None:
        self.message: dict[str, Any] = {}
        self.change = self.pulses = 0
        self.watch: Watch | None = None
        self.opened = asyncio.get_running_loop().create_future()
        self.lost = False
        self._request = request
        self._rest = b""
        self._transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asks for the stream."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Takes up the events that are complete; what frames them in the stream stands on lines of its own."""
        *blocks, self._rest = (self._rest + data).split(b"\n\n")
        for block in blocks:
            fields = dict(line.split(b": ", 1) for line in block.splitlines() if b": " in line)
            self._hear(fields.get(b"event", b""), fields.get(b"data", b"{}"))

    def connection_lost(self, exc: Exception | None) -> None:
        """Notes that the stream has ended."""
        self.lost = True

    def close(self) -> None:
        """Closes the page."""
        if self._transport:
            self._transport.close()

    def _hear(self, name: bytes, said: bytes) -> None:
        # What was missed comes before what the page says of its person.
        if name == b"me" and not self.opened.done():
            self.opened.set_result(None)
        self.pulses += name == b"ping"
        if name != b"message":
            return
        message = json.loads(said)
        self.change = message.get("change", 0)
        if not message.get("own") and not message.get("removed"):
            self.message = message
            if self.watch:
                self.watch.heard(self)


class Watch:
    """Waits until each of those pages has heard the assistant; `seconds` is how long that took since it was made."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._left = set(pages)
        self._done = asyncio.Event()
        self._began = self._ended = time.perf_counter()
        for page in self._left:
            page.watch = self

    def heard(self, page: Page) -> None:
        """That page has."""
        page.watch = None
        self._left.discard(page)
        if not self._left:
            self._ended = time.perf_counter()
            self._done.set()

    async def seconds(self) -> float:
        """Waits for all of them."""
        try:
            await asyncio.wait_for(self._done.wait(), PATIENCE)
        except TimeoutError:
            lost = sum(page.lost for page in self._left)
            raise AssertionError(f"{len(self._left)} pages have heard nothing, {lost} of them are closed") from None
        return self._ended - self._began


async def opened(port: int, asked: dict[str, tuple[str, str]]) -> dict[str, Page]:
    """A page for each name, all at once, by path and cookie of its stream; each has been told whose it is."""
    pages = await asyncio.gather(*(_open(port, path, cookie) for path, cookie in asked.values()))
    await asyncio.wait_for(asyncio.gather(*(page.opened for page in pages)), PATIENCE)
    return dict(zip(asked, pages, strict=True))


async def _open(port: int, path: str, cookie: str) -> Page:
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n"
    loop = asyncio.get_running_loop()
    _, page = await loop.create_connection(lambda: Page(request.encode()), "127.0.0.1", port)
    return page


async def post(port: int, path: str, headers: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
    """What is answered to something that is posted, over a connection of its own."""
    said = json.dumps(body).encode()
    named = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{named}X-Decuong: 1\r\nConnection: close\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{head}Content-Length: {len(said)}\r\n\r\n".encode() + said)
    answer = await asyncio.wait_for(reader.read(), PATIENCE)
    writer.close()
    top, _, told = answer.partition(b"\r\n\r\n")
    assert top.split()[1] == b"200", f"{path}: {answer[:300]!r}"
    told_all: dict[str, Any] = json.loads(told)
    return told_all


def nonce() -> str:
    """What a page calls something that it posts."""
    return f"bench-{next(_numbers):08}"
