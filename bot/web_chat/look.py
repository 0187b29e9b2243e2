"""Who has gone on with the work elsewhere, as in another messenger, is shown the present place when looking here again.

A page that is merely loaded anew says nothing: what stands in the chat is as new as the work.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.sight import WRITING
from bot.spoken import Spoken
from bot.view import blank_drafts, outline
from bot.web_chat.hall import Hall, Visitor
from bot.web_chat.inbound import ANY_TIME, Inbound
from bot.web_chat.me import in_hand
from flows.campaign import Campaign, Unit
from flows.turn import Press
from flows.view import Fact
from storage.ledger import Ledger
from storage.messages import Message

LATELY = 20
"""Among how many of the last changes of a chat it is looked for when it was last spoken in."""

REPLY = 0
"""The priority of letters that answer what was done in their own chat; others are news."""


def routes(hall: Hall) -> list[Route]:
    """That a page is looked at."""

    async def look(request: Request) -> JSONResponse:
        visitor = await hall.visitor(request)
        await hall.keep(lambda ledger: catch_up(ledger, visitor, hall.clock.now()))
        return JSONResponse({})

    return [Route("/api/look", look, methods=["POST"])]


def catch_up(ledger: Ledger, visitor: Visitor, now: datetime) -> None:
    """Has the assistant show where this person stands, once for whatever was done elsewhere last."""
    campaign, unit = in_hand(ledger, visitor), ledger.records.unit(visitor.person.unit)
    if visitor.person.role == "coordinator" or campaign is None or unit is None:
        return
    fact, spoken = _newest(ledger, visitor, _drafts(campaign, unit)), _spoken(ledger, visitor.address)
    if fact is None or spoken is None or fact.at <= spoken:
        return
    press = _present(ledger, visitor, campaign)
    if press:
        nonce = f"look {fact.at.isoformat()} {fact.event.model_dump_json()}"
        pressed = Spoken(what="pressed", at=ANY_TIME, position=0, press=press)
        Inbound(ledger, visitor.address, now).once(nonce, pressed)


def _drafts(campaign: Campaign, unit: Unit) -> tuple[str, ...]:
    """The report in hand and its letterhead."""
    return tuple(draft.id for draft in blank_drafts(unit, campaign, outline))


def _newest(ledger: Ledger, visitor: Visitor, drafts: tuple[str, ...]) -> Fact | None:
    """What this person has done last, wherever that was."""
    facts = (fact for draft in drafts for fact in ledger.events.history(draft))
    return max((fact for fact in facts if fact.event.person == visitor.person.id), key=_at, default=None)


def _at(fact: Fact) -> datetime:
    return fact.at


def _spoken(ledger: Ledger, address: str) -> datetime | None:
    """When something was last said in the chat, or answered to what was done in it; None where nobody ever came."""
    _, change = ledger.messages.ends(address)
    lately = ledger.messages.since(address, max(0, change - LATELY), LATELY)
    return max(_moments(ledger, lately), default=None)


def _moments(ledger: Ledger, messages: list[Message]) -> Iterator[datetime]:
    for message in messages:
        letter = ledger.outbox.letter(message.letter) if message.letter else None
        if message.own:
            yield message.at
        elif letter and letter.priority == REPLY:
            # A card that was changed where it stood keeps the moment of when it first stood there.
            yield letter.at


def _present(ledger: Ledger, visitor: Visitor, campaign: Campaign) -> Press | None:
    """What shows the place where this person stands; None while the assistant waits elsewhere for an answer.

    To resume goes back to the first question that waits, so it is not pressed on behalf of somebody who went to
    another one: that one is shown, and a text typed elsewhere still answers it.
    """
    report = f"{campaign.id}/{visitor.person.unit}"
    seat, draft = ledger.records.seat(visitor.person.id, report), ledger.records.draft(report)
    if seat and seat.asks:
        return None
    written = campaign.state == "open" and draft is not None and draft.state in WRITING
    if seat and seat.focus and written:
        return Press(do="jump", draft=report, key=seat.focus)
    return Press(do="resume", draft=report)
