"""`python -m benchmarks.bare_web PORT`: what Starlette and uvicorn do by themselves for open pages that hear events.

A page is a stream with a pulse, as ours is; whoever posts something has it told to one page or to all of them. Nobody
is asked who it is, nothing is kept, and no message is made: what is posted is the event.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.web_chat.server import BACKLOG
from bot.web_chat.stream import PULSE

_pages: dict[str, asyncio.Queue[str]] = {}


async def stream(request: Request) -> StreamingResponse:
    """What a page hears from now on; first that it is there."""
    return StreamingResponse(_events(request.query_params["name"]), media_type="text/event-stream")


async def _events(name: str) -> AsyncIterator[str]:
    page = _pages[name] = asyncio.Queue[str]()
    yield "event: me\ndata: {}\n\n"
    while True:
        try:
            said = await asyncio.wait_for(page.get(), PULSE)
        except TimeoutError:
            yield "event: ping\ndata: {}\n\n"
        else:
            yield f"event: message\ndata: {said}\n\n"


async def tell(request: Request) -> Response:
    """Tells the page of that name what is posted, or all pages."""
    said, name = (await request.body()).decode(), request.query_params.get("name")
    for page in [_pages[name]] if name else _pages.values():
        page.put_nowait(said)
    return PlainTextResponse("{}")


async def healthy(request: Request) -> Response:
    """That it answers."""
    return PlainTextResponse("ok")


ROUTES = [
    Route("/api/stream", stream),
    Route("/api/tell", tell, methods=["POST"]),
    Route("/healthz", healthy),
]

if __name__ == "__main__":
    uvicorn.run(
        Starlette(routes=ROUTES), port=int(sys.argv[1]), log_config=None, access_log=False, ws="none", backlog=BACKLOG
    )
