"""A table typed in a Mini App of Telegram: as on the chat's own page, but it is Telegram that says who asks."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web_chat.grid import Chosen, Pointing, Sending, by_letter, opened, sent, told
from bot.web_chat.hall import Hall, Refusal
from bot.web_chat.init_sealed import opened_by
from storage.ledger import Ledger

CHANNEL = "telegram"
SCHEME = "tma "


def routes(hall: Hall, token: str) -> list[Route]:
    """The table in a Mini App of the bot whose token that is."""

    async def open_(request: Request) -> Response:
        user = await _user(hall, token, request)
        wanted = await hall.body(request, Pointing)
        return JSONResponse(await hall.core.write(lambda ledger: opened(ledger, _chosen(ledger, user, wanted.n))))

    async def send(request: Request) -> Response:
        user = await _user(hall, token, request)
        typed = await hall.body(request, Sending)
        now = hall.clock.now()
        return told(await hall.keep(lambda ledger: sent(ledger, _chosen(ledger, user, typed.n), typed, now)))

    return [
        Route("/api/tma/grid", open_, methods=["POST"]),
        Route("/api/tma/grid/send", send, methods=["POST"]),
    ]


async def _user(hall: Hall, token: str, request: Request) -> str:
    """The id of the user of Telegram who asks. Raises Refusal, 401."""
    said = request.headers.get("authorization", "")
    user = opened_by(said.removeprefix(SCHEME), token, hall.clock.now()) if said.startswith(SCHEME) else ""
    if not user:
        raise Refusal(401, "unknown", "web.grid_unknown")
    await hall.limits.post(f"{CHANNEL} {user}")
    return user


def _chosen(ledger: Ledger, user: str, button: str) -> Chosen:
    """The button, pointed at by the person who writes from that user's chat. Raises Refusal, 401."""
    contact = ledger.records.contact(CHANNEL, user)
    person = ledger.records.person(contact.person) if contact and contact.person else None
    if person is None or person.left_at is not None:
        raise Refusal(401, "unknown", "web.grid_unknown")
    return by_letter(CHANNEL, user, person, button)
