"""uvicorn in the same event loop as everything else; it leaves signals and logging to the program."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

GRACE = 3
"""How many seconds pages that are being answered have when the program ends."""

HEAD_PATIENCE = 20.0
"""How many seconds the head of a request may take to arrive."""

REST_PATIENCE = 600.0
"""How many seconds the rest of a request may take that was answered before it had all arrived, as a file may."""

MOST_FILES = 65_536
"""How many connections and files the program wants to have open, as far as the system permits it."""

BACKLOG = 2048
"""How many connections may wait to be taken; after a break all pages come back at once."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals to the engine."""
        yield


class _Line(H11Protocol):
    """A connection that is closed where a request is waited for and none comes: there are only so many."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self._watch()

    def data_received(self, data: bytes) -> None:
        # The first byte of a further request ends uvicorn's own patience with a line that is kept open.
        self._watch()
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """Begins to wait where nothing is being answered, and ends that where something is."""
        if self.cycle and not self.cycle.response_complete:
            self._wait_no_more()
        elif self._late is None:
            patience = HEAD_PATIENCE if self.conn.their_state is h11.IDLE else REST_PATIENCE
            self._late = self.loop.call_later(patience, self.timeout_keep_alive_handler)

    def _wait_no_more(self) -> None:
        if self._late:
            self._late.cancel()
        self._late = None


class WebServer:
    """Serves an application on a socket that is bound already."""

    def __init__(self, application: ASGIApp, bound: socket.socket) -> None:
        self._socket = bound
        # Who asks is told by a proxy on this machine alone.
        config = uvicorn.Config(
            application,
            http=_Line,
            log_config=None,
            # When it begins and ends is said by the program.
            log_level="warning",
            access_log=False,
            lifespan="off",
            ws="none",
            backlog=BACKLOG,
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=GRACE,
            forwarded_allow_ips="127.0.0.1,::1",
        )
        self._server = _Server(config)

    async def serve(self) -> None:
        """Returns when it was told to end."""
        await self._server.serve([self._socket])

    def end(self) -> None:
        """Has `serve` return."""
        self._server.should_exit = True

    def close(self) -> None:
        """Lets go of the socket."""
        self._socket.close()


def allow_files() -> None:
    """Lets the program have as many files and connections open as it wants and the system permits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        # Some systems permit less than they say.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes a free one. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        # Whoever comes before the server runs waits for it.
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening
