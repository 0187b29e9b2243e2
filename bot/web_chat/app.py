"""The routes of the web channel put together, each fault a sentence that the page can show."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.web_chat import entry, files, grid, look, mini_app, office, talk
from bot.web_chat.guard import HEALTH, WELL, Guard, refused
from bot.web_chat.hall import Hall, Refusal
from bot.web_chat.limits import TooMany
from bot.web_chat.page import Assets
from bot.web_chat.secrets import Secrets
from storage.ledger import Ledger


def routes(hall: Hall, secrets: Secrets, token: str, demo: bool) -> list[Route]:
    """Everything that browsers may ask; what is for Telegram's Mini App only where there is a bot with a token."""
    assets = Assets(demo)
    mini = [*mini_app.routes(hall, token), assets.mini_app] if token else []
    return [
        Route(HEALTH, _health(hall), methods=["GET"]),
        *assets.routes,
        *entry.routes(hall),
        *talk.routes(hall, secrets, demo),
        *look.routes(hall),
        *files.routes(hall, secrets),
        *grid.routes(hall),
        *office.routes(hall),
        *mini,
    ]


def app(hall: Hall, served: Sequence[BaseRoute]) -> ASGIApp:
    """The application of those routes, guarded."""
    faults: Mapping[Any, Any] = {
        Refusal: _refused,
        TooMany: _slow,
        HTTPException: _no_route,
        ClientDisconnect: _gone,
        Exception: _broken,
    }
    starlette = Starlette(routes=served, exception_handlers=faults)
    # A path that is none of ours leads nowhere.
    starlette.router.redirect_slashes = False
    return Guard(starlette, hall.public)


async def _refused(request: Request, fault: Refusal) -> Response:
    return refused(fault.status_code, fault.error, fault.line)


async def _slow(request: Request, fault: TooMany) -> Response:
    answer = refused(fault.status_code, fault.error)
    answer.headers["Retry-After"] = "10"
    return answer


async def _no_route(request: Request, fault: HTTPException) -> Response:
    return refused(fault.status_code, "malformed")


async def _gone(request: Request, fault: ClientDisconnect) -> Response:
    """Nobody hears this any more."""
    return Response(status_code=400)


async def _broken(request: Request, fault: Exception) -> Response:
    """What we did wrong is logged by the guard; the page is to try again."""
    return refused(500, "broken")


def _health(hall: Hall) -> Callable[[Request], Awaitable[Response]]:
    async def health(request: Request) -> Response:
        await hall.core.write(_answers)
        return PlainTextResponse(WELL)

    return health


def _answers(ledger: Ledger) -> None:
    """Nothing: that the store has answered is enough."""
