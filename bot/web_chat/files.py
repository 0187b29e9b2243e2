"""Files go up as bare bytes and wait for the porter; they come down to the person in whose chat they stand alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote, unquote

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.porter import MOST_BYTES
from bot.terminal_files import safe_name
from bot.web_chat.hall import Bounds, Hall, Refusal, Visitor, number, read, sealed
from bot.web_chat.inbound import Inbound, Sending
from bot.web_chat.secrets import Secrets
from bot.web_chat.wire import told
from storage.ledger import Ledger
from storage.messages import Message

MOST_HELD = 200_000_000
"""How many bytes of one person may wait to be fetched."""

MOST_AT_ONCE = 200_000_000
"""How many bytes of files that are still coming up are held in memory, of all people together."""

MOST_OF_ONE = 40_000_000
"""How many of them may be one person's, who must not take the room of all."""

PATIENCE = 600.0
"""How many seconds a file may take to come up."""

_NAMELESS = "tep"
_MIMES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}


def routes(hall: Hall, secrets: Secrets) -> list[Route]:
    """Up and down."""
    files = Files(hall, secrets)
    return [
        Route("/api/files", files.up, methods=["POST"]),
        Route("/api/files/{position}", files.down, methods=["GET"]),
    ]


@dataclass
class Quay:
    """Where files come in: a piece takes room only once it is here, so that a slow line keeps nobody waiting."""

    held: Counter[str] = field(default_factory=Counter)

    @asynccontextmanager
    async def landed(self, request: Request, address: str) -> AsyncIterator[bytes]:
        """The whole file, for as long as it is worked with. Raises Refusal: 408, 413, or 503 where there is no room."""
        sizes: list[int] = []
        try:
            yield await read(request, Bounds(MOST_BYTES, PATIENCE), partial(self._take, address, sizes))
        finally:
            # Nothing is left of whoever sends nothing.
            self.held = self.held - Counter({address: sum(sizes)})

    def _take(self, address: str, sizes: list[int], size: int) -> None:
        if self.held[address] + size > MOST_OF_ONE or self.held.total() + size > MOST_AT_ONCE:
            raise Refusal(503, "busy")
        self.held[address] += size
        sizes.append(size)


@dataclass(frozen=True)
class Files:
    """The routes of files."""

    hall: Hall
    secrets: Secrets
    quay: Quay = field(default_factory=Quay)

    async def up(self, request: Request) -> JSONResponse:
        """Keeps a file and the message that it is; both are on disk when the page hears of it."""
        visitor = await self.hall.author(request)
        async with self.quay.landed(request, visitor.address) as body:
            if not body:
                raise Refusal(422, "empty_file")
            sending = _sending(request, visitor, len(body))
            message = await self.hall.keep(partial(self._keep, visitor.address, sending, body))
        if message is None:
            raise Refusal(413, "too_much")
        self.hall.hub.tell(visitor.address)
        return JSONResponse({"message": told(message)})

    def _keep(self, address: str, sending: Sending, body: bytes, ledger: Ledger) -> Message | None:
        """The own message of a file; None where too much of that person's waits already."""
        now = self.hall.clock.now()
        kept = ledger.messages.said(address, sending.nonce)
        if kept:
            return kept
        if ledger.uploads.held(address, now) + len(body) > MOST_HELD:
            return None
        ledger.uploads.put(address, sending.ref, body, now)
        return Inbound(ledger, address, now).sent_up(sending)

    async def down(self, request: Request) -> Response:
        """Hands out the file of a message of this chat."""
        visitor = await self.hall.visitor(request)
        position = number(request.path_params["position"]) or 0
        message = await self.hall.core.write(lambda ledger: ledger.messages.at(visitor.address, position))
        if message is None or message.removed:
            raise Refusal(404, "no_file")
        secret = self.secrets.of(message)
        if secret and secret.file is not None:
            return _attachment(secret.name, secret.file)
        content = await self.hall.core.write(lambda ledger: ledger.files.get(message.file)) if message.file else None
        if content is None:
            raise Refusal(404, "no_file")
        return _attachment(message.name, content)


def _sending(request: Request, visitor: Visitor, size: int) -> Sending:
    """What the headers say of a file; its name is for show only. Raises Refusal, 422."""
    nonce, seen = request.headers.get("x-nonce", ""), request.headers.get("x-seen", "0")
    name = safe_name(unquote(request.headers.get("x-name", ""))) or _NAMELESS
    said = {"nonce": nonce, "ref": sealed(f"{visitor.address} {nonce}"), "name": name, "size": size, "seen": seen}
    try:
        return Sending.model_validate(said)
    except ValidationError:
        raise Refusal(422, "malformed") from None


def _attachment(name: str, content: bytes) -> Response:
    """A file to be saved, never shown in the page."""
    kind = _MIMES.get(name[name.rfind(".") :].lower(), "application/octet-stream")
    named = f"attachment; filename*=UTF-8''{quote(name or _NAMELESS, safe='')}"
    return Response(content, media_type=kind, headers={"Content-Disposition": named})
