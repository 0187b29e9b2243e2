"""The conversation of a page: what stands in the chat, what is said and pressed, and the stream of what happens."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing, closing
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.web_chat.hall import LAST, Hall, Refusal, Visitor, number
from bot.web_chat.inbound import Correction, Inbound, Pressing, Saying
from bot.web_chat.me import me
from bot.web_chat.secrets import Secrets
from bot.web_chat.stream import Event, Stream
from bot.web_chat.wire import told
from storage.ledger import Ledger
from storage.messages import Message

SHOWN = 40
"""How many messages a page begins with, and how many more it is given at a time."""


def routes(hall: Hall, secrets: Secrets, demo: bool) -> list[Route]:
    """What a page asks and says."""
    talk = Talk(hall, secrets, demo)
    return [
        Route("/api/me", talk.me, methods=["GET"]),
        Route("/api/stream", talk.stream, methods=["GET"]),
        Route("/api/before", talk.before, methods=["GET"]),
        Route("/api/say", talk.say, methods=["POST"]),
        Route("/api/edit", talk.edit, methods=["POST"]),
        Route("/api/press", talk.press, methods=["POST"]),
    ]


@dataclass(frozen=True)
class Talk:
    """The routes of a chat; each asks first who is there."""

    hall: Hall
    secrets: Secrets
    demo: bool

    async def me(self, request: Request) -> JSONResponse:
        """Everything that a page begins with."""
        visitor = await self.hall.visitor(request)
        return JSONResponse(await self.hall.find(visitor, lambda ledger: self._first(ledger, visitor)))

    def _first(self, ledger: Ledger, visitor: Visitor) -> dict[str, Any]:
        _, change = ledger.messages.ends(visitor.address)
        about = me(ledger, visitor, self.hall.clock.now())
        return {**about, **self._some(ledger, visitor, LAST), "change": change, "demo": self.demo}

    def _some(self, ledger: Ledger, visitor: Visitor, before: int) -> dict[str, Any]:
        """The last messages before a position, as many as are shown at a time or fit, and whether there are more."""
        most = ledger.messages.room_before(visitor.address, before, SHOWN)
        found = ledger.messages.before(visitor.address, before, most)
        shown = [self._told(message) for message in found if not message.removed]
        return {"messages": shown, "more": len(found) == most, "first": found[0].position if found else 0}

    def _told(self, message: Message) -> dict[str, Any]:
        return told(self.secrets.revealed(message))

    async def before(self, request: Request) -> JSONResponse:
        """Earlier messages."""
        visitor = await self.hall.visitor(request)
        position = number(request.query_params.get("position", ""))
        if position is None:
            raise Refusal(422, "malformed")
        return JSONResponse(await self.hall.find(visitor, lambda ledger: self._some(ledger, visitor, position)))

    async def say(self, request: Request) -> JSONResponse:
        """Keeps a text; it is on disk when the page hears of it."""
        visitor = await self.hall.author(request)
        saying = await self.hall.body(request, Saying)
        message = await self.hall.keep(lambda ledger: self._inbound(ledger, visitor).said(saying))
        return self._kept(visitor, message)

    async def edit(self, request: Request) -> JSONResponse:
        """Changes an own text."""
        visitor = await self.hall.author(request)
        correction = await self.hall.body(request, Correction)
        message = await self.hall.keep(lambda ledger: self._inbound(ledger, visitor).corrected(correction))
        if message is None:
            raise Refusal(404, "no_message")
        return self._kept(visitor, message)

    def _kept(self, visitor: Visitor, message: Message) -> JSONResponse:
        """The other pages of the person hear of it, and so does the one that said it."""
        self.hall.hub.tell(visitor.address)
        return JSONResponse({"message": told(message)})

    async def press(self, request: Request) -> JSONResponse:
        """Presses a button."""
        visitor = await self.hall.author(request)
        pressing = await self.hall.body(request, Pressing)
        if not await self.hall.keep(lambda ledger: self._inbound(ledger, visitor).pressed(pressing)):
            raise Refusal(404, "no_button")
        return JSONResponse({})

    def _inbound(self, ledger: Ledger, visitor: Visitor) -> Inbound:
        return Inbound(ledger, visitor.address, self.hall.clock.now())

    async def stream(self, request: Request) -> StreamingResponse:
        """What happens from now on, after the last change that the page has seen."""
        visitor = await self.hall.visitor(request)
        after = number(request.headers.get("last-event-id") or request.query_params.get("after", "")) or 0
        return _Lines(Stream(self.hall, visitor, after, self._told))


class _Lines(StreamingResponse):
    """Events as a page's EventSource reads them; wherever the line breaks, the page is known to be closed."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._lines = _lines(stream.events())
        super().__init__(self._lines, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # What was never begun has nothing that ends it.
        with closing(self._stream):
            async with aclosing(self._lines):
                await super().__call__(scope, receive, send)


async def _lines(events: AsyncGenerator[Event]) -> AsyncGenerator[str]:
    async with aclosing(events):
        async for name, said in events:
            place = f"id: {said['change']}\n" if name == "message" else ""
            yield f"{place}event: {name}\ndata: {json.dumps(said, ensure_ascii=False)}\n\n"
