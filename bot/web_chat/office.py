"""The coordinators' page: what it reads is read as the chat reads it, and what it does is a move of the chat."""

from __future__ import annotations

import gzip
import os
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.reader import Reader
from bot.spoken import Spoken
from bot.web_chat.hall import CHANNEL, Hall, Refusal, Visitor
from bot.web_chat.inbound import ANY_TIME, Inbound, Text
from bot.web_chat.offers import Offers
from bot.web_chat.office_deadline import check_moment
from bot.web_chat.office_overview import overview
from bot.web_chat.office_presses import Outlook
from bot.web_chat.office_reading import reading
from flows.campaign import Contact
from flows.record import Record
from flows.rights import may
from flows.turn import Press, Pressed
from flows.view import View
from storage.ledger import Ledger

_SECRET = 32


class Wanted(Record):
    """Which campaign is to be looked at: the offer of one, or none for the one that the chat looks at."""

    campaign: str = ""


class Opened(Record):
    """Which unit is to be read."""

    unit: str


class Done(Record):
    """What is pressed; a press that was posted before has the same nonce."""

    nonce: str = Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")
    offer: str
    text: Text = ""


@dataclass(frozen=True)
class Pages:
    """What the routes of the page work with."""

    hall: Hall
    offers: Offers
    reader: Reader

    async def overview(self, request: Request) -> Response:
        """The campaign at a glance."""
        visitor, wanted = _may(await self.hall.visitor(request), "progress"), await self.hall.body(request, Wanted)
        press = self._opened(visitor, wanted.campaign, "progress") if wanted.campaign else Press(do="progress")
        return _json(request, overview(await self._look(visitor, press)))

    async def unit(self, request: Request) -> Response:
        """One unit with its draft."""
        visitor, wanted = _may(await self.hall.visitor(request), "read-items"), await self.hall.body(request, Opened)
        read = reading(await self._look(visitor, self._opened(visitor, wanted.unit, "unit")))
        if read is None:
            raise Refusal(404, "no_unit", "web.office_unit_gone")
        return _json(request, read)

    async def do(self, request: Request) -> Response:
        """Leaves a press in the inbox, where the desk plays it as it plays a pressed button."""
        visitor, wanted = _may(await self.hall.author(request), "progress"), await self.hall.body(request, Done)
        press = self.offers.open(visitor.person, wanted.offer, wanted.text)
        if press is None:
            raise _stale()
        now, spoken = self.hall.clock.now(), Spoken(what="pressed", at=ANY_TIME, position=0, press=press)
        check_moment(press, now)
        await self.hall.keep(lambda ledger: Inbound(ledger, visitor.address, now).once(wanted.nonce, spoken))
        return JSONResponse({})

    def _opened(self, visitor: Visitor, offer: str, do: str) -> Press:
        """The press of an offer that shows something. Raises Refusal, 409."""
        press = self.offers.open(visitor.person, offer)
        if press is None or press.do != do:
            raise _stale()
        return press

    async def _look(self, visitor: Visitor, press: Press) -> Outlook:
        """What a coordinator sees who presses that in the chat."""
        now = self.hall.clock.now()
        view = await self.hall.core.write(partial(self._view, visitor=visitor, press=press, now=now))
        return Outlook(view, visitor.person, now, self.offers)

    def _view(self, ledger: Ledger, visitor: Visitor, press: Press, now: datetime) -> View:
        contact = Contact(channel=CHANNEL, address=visitor.address, person=visitor.person.id, at=now)
        view = self.reader.load(ledger, contact, Pressed(press))
        if press.draft or view.campaign is None:
            return view
        return replace(view, people=ledger.rosters.people_in(view.campaign.units))


def routes(hall: Hall) -> list[Route]:
    """The routes of the coordinators' page, with a secret that is as old as this process."""
    pages = Pages(hall, Offers(os.urandom(_SECRET)), Reader())
    return [
        Route("/api/office", pages.overview, methods=["POST"]),
        Route("/api/office/unit", pages.unit, methods=["POST"]),
        Route("/api/office/do", pages.do, methods=["POST"]),
    ]


def _json(request: Request, shown: Record) -> Response:
    """What is shown, packed where the browser can unpack it: a campaign of many units is long."""
    content, headers = shown.model_dump_json(exclude_defaults=True).encode(), {"Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        content, headers["Content-Encoding"] = gzip.compress(content, 5), "gzip"
    return Response(content, media_type="application/json", headers=headers)


def _may(visitor: Visitor, act: str) -> Visitor:
    """Who asks. Raises Refusal, 403 where it is no coordinator who may do that act."""
    if visitor.person.role != "coordinator" or not may(visitor.person, act):
        raise Refusal(403, "not_office", "web.office_refused")
    return visitor


def _stale() -> Refusal:
    """What a page is told whose offer is not known here: it asks anew."""
    return Refusal(409, "stale", "web.office_stale")
