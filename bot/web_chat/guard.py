"""Before any route: only the own host, only the own pages may change anything; and what each answer says of itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.wording import plain

ALONE = "frame-ancestors 'none'"
"""No other page may show ours within its own."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "manifest-src 'self'; form-action 'none'; base-uri 'none'; "
    f"{ALONE}"
)
"""What a page may load and do: what is its own, and nothing else."""

HEALTH, WELL = "/healthz", "decuong: ok"
"""Where anybody may ask whether pages are served, and the answer."""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PORTS = {"http": 80, "https": 443}
_YEAR = 31_536_000

_log = structlog.get_logger()


@dataclass(frozen=True)
class Guard:
    """Wraps the routes; `public` is the address in the browser."""

    app: ASGIApp
    public: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turns away what comes from elsewhere, and dresses every answer."""
        if scope["type"] != "http":
            return
        answer = self._refused(scope["method"], scope["path"], Headers(scope=scope)) or self.app
        begun = False

        async def dressed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                self._dress(MutableHeaders(scope=message))
            await send(message)

        try:
            await answer(scope, receive, dressed)
        except asyncio.CancelledError:
            # The program ends, and this took longer than it waits: the page is to try again.
            if not begun:
                await refused(503, "busy")(scope, receive, dressed)
        except Exception:
            # It has been answered, where anything could be.
            _log.exception("request failed", method=scope["method"], path=scope["path"])

    def _refused(self, method: str, path: str, headers: Headers) -> Response | None:
        """The answer to a request that is turned away; None where it is not."""
        if path == HEALTH:
            return None
        if not self._is_here(headers.get("host", "")):
            return refused(421, "elsewhere")
        if method == "GET" or (method == "HEAD" and not path.startswith("/api/")):
            return None
        if method != "POST":
            return refused(405, "malformed")
        foreign = not self._is_own(headers) or headers.get("sec-fetch-site", "same-origin") != "same-origin"
        # No other site's page can send this header without asking first, and it is not answered.
        return refused(403, "elsewhere") if foreign or headers.get("x-decuong") != "1" else None

    def _is_here(self, host: str) -> bool:
        """The name that was asked for is the public one, or on this machine any of its own: no other may lead here."""
        asked, own = _parted(f"//{host}"), _parted(self.public)
        if own.hostname in _LOOPBACK:
            return asked.hostname in _LOOPBACK
        return asked.hostname == own.hostname

    def _is_own(self, headers: Headers) -> bool:
        """What asks is a page of ours, as far as the browser says; on this machine, one of the port that is asked."""
        if "origin" not in headers:
            return True
        asking, own = _parted(headers["origin"]), _parted(self.public)
        if own.hostname in _LOOPBACK:
            return asking.scheme == own.scheme and asking.netloc == headers.get("host", "")
        return _whence(asking) == _whence(own)

    def _dress(self, headers: MutableHeaders) -> None:
        headers.setdefault("Content-Security-Policy", POLICY)
        headers.setdefault("Cache-Control", "no-store")
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        headers["X-Robots-Tag"] = "noindex, nofollow"
        if urlsplit(self.public).scheme == "https":
            headers["Strict-Transport-Security"] = f"max-age={_YEAR}"


def refused(status: int, error: str, line: str = "") -> Response:
    """The answer that names what is wrong, with a sentence that a page can show."""
    return JSONResponse({"error": error, "text": plain(line or f"web.refused_{error}")}, status)


def _parted(address: str) -> SplitResult:
    """The parts of an address; empty ones, where it is none."""
    try:
        parts = urlsplit(address)
        # Asking for the port has it read.
        return parts if parts.port is None or parts.port else _NOWHERE
    except ValueError:
        return _NOWHERE


def _whence(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


_NOWHERE = urlsplit("")
