"""The way in: an invitation lets one browser in, once, and a cookie that scripts cannot read knows it from then on."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.spoken import Spoken
from bot.view import invited
from bot.web_chat.hall import CHANNEL, Bounds, Hall, Refusal, sealed
from bot.web_chat.hub import Page
from bot.web_chat.inbound import ANY_TIME
from flows.record import Record
from flows.stranger import code_hash, refusal
from storage.devices import LIFE, Device
from storage.ledger import Ledger
from storage.messages import Post

PATIENCE = 10.0
"""How many seconds a browser waits for the desk to say who has come."""

GLANCE = 0.25

KNOCK = Bounds(most=2_000, patience=10.0)
"""Whoever knocks is not known yet, and has little to say."""

SAME_KNOCK = timedelta(hours=1)
"""For how long whoever was let in and did not hear of it may knock again."""

Outcome = Literal["in", "refused", "waits", "failed"]

UNKNOWN = "stranger.wrong"
"""What is said of a code that nobody was given: it was guessed, or misspelt."""


class Knock(Record):
    """A code, and a word that the browser made up, so that it can knock again where the answer was lost."""

    code: str = Field(min_length=1, max_length=128)
    key: str = Field(min_length=16, max_length=64)

    @property
    def claim(self) -> str:
        """What is kept of code and word together."""
        return sealed(f"{self.code} {self.key}")

    @property
    def number(self) -> int:
        """The number of the row in which the code is taken up."""
        return int.from_bytes(sha256(code_hash(self.code).encode()).digest()[:6], "big")

    def repeats(self, taken: Device, now: datetime) -> bool:
        """The browser knocks again that took the invitation up, and may not have heard that it was let in."""
        lately = taken.at is not None and now - taken.at < SAME_KNOCK
        return lately and taken.claim == self.claim and not taken.ended


@dataclass(frozen=True)
class Entry:
    """At which address somebody has knocked, or the line that says why nobody is let in."""

    address: str = ""
    refused: str = ""


def routes(hall: Hall) -> list[Route]:
    """In, and out again."""
    entrance = Entrance(hall)
    return [
        Route("/api/enter", entrance.enter, methods=["POST"]),
        Route("/api/leave", entrance.leave, methods=["POST"]),
    ]


@dataclass(frozen=True)
class Entrance:
    """Lets browsers in and out."""

    hall: Hall

    async def enter(self, request: Request) -> Response:
        """Lets in whoever has a good code. Raises Refusal: 403 that says why not, 503 where that is not known yet.

        Nobody guesses a code, so a good one counts however many wrong ones come from the same office: TooMany is raised
        for those alone.
        """
        knock, secret = await self.hall.body(request, Knock, KNOCK), new_secret()
        now = self.hall.clock.now()
        entry = await self.hall.keep(lambda ledger: claim(ledger, knock, sealed(secret), now))
        if entry.refused == UNKNOWN:
            await self.hall.limits.wrong(request.client.host if request.client else "")
        if entry.refused:
            raise _refused(entry.refused)
        await self._wait(knock, entry.address, sealed(secret))
        return let_in(self.hall, secret)

    async def _wait(self, knock: Knock, address: str, device: str) -> None:
        """Returns once the desk has let the device in. Raises Refusal."""
        page, now = self.hall.hub.open(address, device, office=False), self.hall.clock.now()
        try:
            found = await self._answer(page, partial(outcome, knock=knock, device=device, now=now))
        finally:
            self.hall.hub.close(page)
        if found == "refused":
            raise _refused("stranger.used")
        if found != "in":
            raise Refusal(503, "busy")

    async def _answer(self, page: Page, ask: Callable[[Ledger], Outcome]) -> Outcome:
        """What came of a claim; that it waits, where the desk has not come to it after a while."""
        for _ in range(round(PATIENCE / GLANCE)):
            found = await self.hall.core.write(ask)
            if found != "waits":
                return found
            await page.news(GLANCE)
        return "waits"

    async def leave(self, request: Request) -> Response:
        """Forgets the device; whoever did too much lately may still leave."""
        visitor = await self.hall.guest(request)
        now = self.hall.clock.now()
        await self.hall.core.write(lambda ledger: ledger.devices.end(visitor.device, now))
        self.hall.hub.tell(visitor.address)
        response = Response(status_code=204)
        response.delete_cookie(self.hall.cookie, secure=self.hall.secure, httponly=True, samesite="strict")
        return response


def claim(ledger: Ledger, knock: Knock, device: str, now: datetime) -> Entry:
    """Takes an invitation up for one device and no other, and has the desk bind the chat to its person."""
    code = code_hash(knock.code)
    taken = ledger.devices.of_code(code)
    failed = _failed(ledger, knock, taken)
    if taken and not failed and knock.repeats(taken, now):
        ledger.devices.renew(taken.id, device, now)
        return Entry(taken.address)
    invitation, inviter = invited(ledger, knock.code)
    refused = refusal(invitation, inviter, now) or ("stranger.used" if taken and not failed else "")
    if refused or invitation is None:
        return Entry(refused=refused)
    if taken and failed:
        ledger.devices.free(taken.id, now)
        ledger.inbox.retry(failed.seq)
    ledger.devices.add(Device(device, invitation.person, code, knock.claim, now, ended=False), now)
    begins = Spoken(what="typed", text=f"/start {knock.code}", source=f"{code}/start", at=ANY_TIME, position=1)
    ledger.inbox.keep(CHANNEL, [(knock.number, invitation.person, begins.body)], now)
    return Entry(invitation.person)


def _failed(ledger: Ledger, knock: Knock, taken: Device | None) -> Post | None:
    """The row by which a device took the invitation up, where the desk could not play it and has set it aside."""
    row = ledger.messages.posted(CHANNEL, taken.address, knock.number) if taken else None
    return row if row and row.dead else None


def outcome(ledger: Ledger, knock: Knock, device: str, now: datetime) -> Outcome:
    """What came of a claim; a device for which the invitation was not used lets nobody in any more.

    The code may have been used in another channel before the desk came to this claim, whose row was then played later
    than the moment at which the invitation was used.
    """
    known = ledger.devices.get(device)
    row = ledger.messages.posted(CHANNEL, known.address, knock.number) if known else None
    if known is None or row is None or row.played_at is None:
        # Not played yet; or the same browser has knocked again meanwhile, and is answered there.
        return "waits"
    if row.dead:
        return "failed"
    invitation = ledger.records.invitation(code_hash(knock.code))
    if invitation and invitation.used_at == row.played_at:
        return "in"
    ledger.devices.end(device, now)
    return "refused"


async def admitted(hall: Hall, person: str) -> str:
    """The secret of a new device of somebody who is known, let in without any code."""
    secret, now = new_secret(), hall.clock.now()
    device = Device(sealed(secret), person, "", "", now, ended=False)
    await hall.core.write(lambda ledger: ledger.devices.add(device, now))
    return secret


def new_secret() -> str:
    """The secret of a device, 256 bits that stand in its cookie alone."""
    return secrets.token_urlsafe(32)


def let_in(hall: Hall, secret: str) -> Response:
    """The answer that leaves the cookie."""
    response = Response(status_code=204)
    response.set_cookie(
        hall.cookie,
        secret,
        max_age=int(LIFE.total_seconds()),
        secure=hall.secure,
        httponly=True,
        samesite="strict",
    )
    return response


def _refused(line: str) -> Refusal:
    return Refusal(403, line.partition(".")[2], line)
