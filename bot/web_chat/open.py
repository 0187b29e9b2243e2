"""The web channel of a program, put together."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.routing import BaseRoute

from bot.clock import Clock
from bot.core import Core
from bot.web_chat.app import app, routes
from bot.web_chat.channel import WebChat
from bot.web_chat.hall import Hall
from bot.web_chat.hub import Hub
from bot.web_chat.limits import Limits
from bot.web_chat.secrets import Secrets
from bot.web_chat.server import WebServer


@dataclass(frozen=True)
class Opening:
    """Where pages are: the address in the browser, and the socket on which they are served.

    With a bot's `token` there is a Mini App for it; `demo` gives the routes of the demonstration.
    """

    public: str
    listening: socket.socket
    token: str = ""
    demo: Callable[[Hall], Sequence[BaseRoute]] | None = None


def web_chat(core: Core, clock: Clock, opening: Opening) -> WebChat:
    """The channel, which serves as soon as somebody listens to it."""
    hall, secrets = Hall(core, clock, Hub(), Limits(), opening.public), Secrets(clock)
    extra = opening.demo(hall) if opening.demo else ()
    served = app(hall, [*routes(hall, secrets, opening.token, opening.demo is not None), *extra])
    return WebChat(hall, WebServer(served, opening.listening), secrets)
