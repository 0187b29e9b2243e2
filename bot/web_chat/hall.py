"""What all routes of the web channel work with: who asks, by the cookie alone, and the one way into the store."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.clock import Clock
from bot.core import Core
from bot.web_chat.hub import Hub
from bot.web_chat.limits import Limits
from flows.campaign import Person
from flows.record import Record
from storage.ledger import Ledger

T = TypeVar("T")
R = TypeVar("R", bound=Record)

CHANNEL = "web"

MOST_JSON = 1_000_000
"""How many bytes of JSON a page may send at once."""

PATIENCE = 60.0
"""How many seconds they may take to arrive."""

LAST = 2**53
"""The largest number that a browser can say, and so the largest place or change in a chat."""

_DIGITS = 20
_HIGH, _LOW = rb"u[dD][89abAB][0-9a-fA-F]{2}", rb"u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rb"\\(?:%s\\%s|(?P<half>%s|%s)|.)" % (_HIGH, _LOW, _HIGH, _LOW), re.DOTALL)
_NO_CHARACTER = rb"\ufffd"


class Bounds(NamedTuple):
    """How many bytes a body may have, and how many seconds it may take to arrive."""

    most: int
    patience: float


class Refusal(HTTPException):
    """A page is answered with a code and a line of the wording."""

    def __init__(self, status: int, error: str, line: str = "") -> None:
        super().__init__(status, error)
        self.error = error
        self.line = line or f"web.refused_{error}"


@dataclass(frozen=True)
class Visitor:
    """Who asks: a person, at the address of the one chat that he or she has here, from a device."""

    person: Person
    address: str
    device: str

    @property
    def key(self) -> str:
        """What tells a page people of one name apart; it says nothing else of anybody."""
        return key_of(self.person.id)


@dataclass(frozen=True)
class Hall:
    """The channel's ways to the world; `public` is the address in the browser, without a slash at the end."""

    core: Core
    clock: Clock
    hub: Hub
    limits: Limits
    public: str

    @property
    def secure(self) -> bool:
        """Pages come by https; without it only this machine may be the public address."""
        return urlsplit(self.public).scheme == "https"

    @property
    def cookie(self) -> str:
        """What the cookie is called; the prefix has browsers refuse one that a neighbour has set."""
        return "__Host-decuong" if self.secure else "decuong"

    async def guest(self, request: Request) -> Visitor:
        """Who the cookie says it is, however much was asked for lately.

        Raises Refusal: 401, and 409 where the page that asks was opened for somebody else.
        """
        secret = request.cookies.get(self.cookie, "")
        now = self.clock.now()
        visitor = await self.core.write(lambda ledger: known(ledger, sealed(secret), now)) if secret else None
        if visitor is None:
            raise Refusal(401, "unknown")
        if whose(request) not in ("", visitor.key):
            raise Refusal(409, "other_person")
        return visitor

    async def visitor(self, request: Request) -> Visitor:
        """Who the cookie says it is. Raises Refusal as above, and TooMany."""
        visitor = await self.guest(request)
        if request.method == "POST":
            await self.limits.post(visitor.address)
        return visitor

    async def author(self, request: Request) -> Visitor:
        """Who does something, as page and cookie both say. Raises Refusal as above, 422 where the page does not."""
        visitor = await self.visitor(request)
        if not whose(request):
            raise Refusal(422, "malformed")
        return visitor

    async def body(self, request: Request, shape: type[R], bounds: Bounds | None = None) -> R:
        """The record that a page has sent as JSON. Raises Refusal, 408, 413 or 422."""
        sent = await read(request, bounds or Bounds(MOST_JSON, PATIENCE))
        try:
            return shape.model_validate_json(_whole(sent))
        except ValidationError as fault:
            raise (Refusal(413, "too_long") if _is_long(fault) else Refusal(422, "malformed")) from None

    async def find(self, visitor: Visitor, act: Callable[[Ledger], T]) -> T:
        """What the act finds, which may be long: of one person's, only so many are at work at once."""
        async with self.limits.reading(visitor.address):
            return await self.core.write(act)

    async def keep(self, act: Callable[[Ledger], T]) -> T:
        """What the act gives, once it is on disk; the desk is told that there may be something to play."""
        result = await self.core.write(act)
        self.core.mail.set()
        return result


async def read(request: Request, bounds: Bounds, takes: Callable[[int], None] | None = None) -> bytes:
    """The body of a request, however long it says that it is; `takes` is told the size of each piece.

    Raises Refusal: 408 where it takes more seconds than that, 413 where it has more bytes than that.
    """
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > bounds.most:
        raise Refusal(413, "too_big")
    try:
        async with asyncio.timeout(bounds.patience):
            return b"".join([part async for part in _parts(request, bounds.most, takes)])
    except TimeoutError:
        raise Refusal(408, "too_slow") from None


async def _parts(request: Request, most: int, takes: Callable[[int], None] | None) -> AsyncIterator[bytes]:
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise Refusal(413, "too_big")
        if takes:
            takes(len(part))
        yield part


def whose(request: Request) -> str:
    """The key of the person for whom a page was opened, as it says; empty where it does not.

    A stream and a link have no headers of their own and say it in the address.
    """
    return request.headers.get("x-person") or request.query_params.get("as", "")


def key_of(person: str) -> str:
    """What pages call a person of that id."""
    return sealed(f"person {person}")[:16]


def number(said: str) -> int | None:
    """A place or change that stands in an address or a header; None where it is none."""
    found = int(said) if said.isascii() and said.isdecimal() and len(said) < _DIGITS else LAST + 1
    return found if found <= LAST else None


def known(ledger: Ledger, device: str, now: datetime) -> Visitor | None:
    """Who sits before a device; None where it, or its person, is not let in any more."""
    here = ledger.devices.visited(device, now)
    contact = ledger.records.contact(CHANNEL, here.address) if here else None
    person = ledger.records.person(contact.person) if contact and contact.person else None
    if here is None or person is None or person.left_at is not None:
        return None
    return Visitor(person, here.address, here.id)


def _is_long(fault: ValidationError) -> bool:
    """A text was longer than it may be."""
    errors = fault.errors(include_input=False)
    return any(error["type"] == "string_too_long" and error["loc"][-1:] == ("text",) for error in errors)


def _whole(sent: bytes) -> bytes:
    """JSON in which half a character, as a text that was cut inside an emoji has it, stands for no character."""
    return _ESCAPE.sub(lambda found: _NO_CHARACTER if found["half"] else found[0], sent)


def sealed(secret: str) -> str:
    """What is kept of a secret: its SHA-256 in hex."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
