"""The page and all that it is made of, read once at start; its sentences are those of the wording."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web_chat.guard import ALONE, POLICY
from flows.wording import lines

MIMES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
FOR_EVER = "public, max-age=31536000, immutable"

ASKED_FIRST = "</api/me>; rel=preload; as=fetch; crossorigin"
"""Has a browser that somebody was let in with ask who is here before it has read the page that asks."""

TELEGRAM = "https://web.telegram.org"
"""Who alone may show the Mini App within a page of its own."""

WORDS = "words.js"
"""The module of the page's sentences, which is made of the wording."""

PARTS = ("office", "grid", "demo")
"""The parts of the page that are fetched when needed, each with its sentences in a module `words_<part>.js`."""

_BLANK = re.compile(r"\{\{(web\.[a-z_]+|version|demo)\}\}")
_EXPLAINED = re.compile(rb"^[ ]*(?:/\*.*?\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)
_SAY = """
/** Has `say` know these sentences too. */
export const learn = (more) => Object.assign(words, more);
const blank = /\\{([a-z_]+)\\}/g;
/** The sentence of that key ("web.send") with its blanks filled. */
export const say = (key, blanks = {}) => words[key].replace(blank, (_, name) => blanks[name]);
"""
_OF_PART = """
import {learn} from "./words.js";
export {say} from "./words.js";
learn(%s);
"""


@dataclass(frozen=True)
class Asset:
    """One file of the page."""

    content: bytes
    packed: bytes
    mime: str


class Assets:
    """Everything that pages load, by its path."""

    def __init__(self, demo: bool = False) -> None:
        self._demo = demo
        read = {path: _clean(content) for path, content in _walk(files("bot.web_chat") / "static", "")}
        read |= _words()
        self.version = sha256(b"".join(path.encode() + read[path] for path in sorted(read))).hexdigest()[:12]
        self._templates = {path: content.decode() for path, content in read.items() if path.endswith(".html")}
        self._assets = {path: _asset(path, content) for path, content in read.items() if path not in self._templates}

    @property
    def by_path(self) -> Mapping[str, Asset]:
        """What is loaded by pages, by path."""
        return self._assets

    def html(self, name: str) -> Response:
        """A page with its sentences filled in."""
        return Response(_BLANK.sub(lambda found: self._filled(found[1]), self._templates[name]), media_type="text/html")

    def _filled(self, blank: str) -> str:
        if blank == "version":
            return self.version
        if blank == "demo":
            return "1" if self._demo else ""
        return html.escape(lines()[blank])

    @cached_property
    def routes(self) -> list[Route]:
        """The page, and what it loads."""
        return [
            Route("/", self._page, methods=["GET"]),
            Route("/s/{version}/{path:path}", self._part, methods=["GET"]),
        ]

    @property
    def mini_app(self) -> Route:
        """The page that Telegram shows within its own."""
        return Route("/bang", self._bang, methods=["GET"])

    async def _page(self, request: Request) -> Response:
        page = self.html("page.html")
        if request.cookies:
            page.headers["Link"] = ASKED_FIRST
        return page

    async def _bang(self, request: Request) -> Response:
        page = self.html("bang.html")
        page.headers["Content-Security-Policy"] = POLICY.replace(ALONE, f"frame-ancestors {TELEGRAM}")
        return page

    async def _part(self, request: Request) -> Response:
        asset = self._assets.get(request.path_params["path"])
        if asset is None:
            return Response(status_code=404)
        # A page that was opened before an update asks by the version of then.
        current = request.path_params["version"] == self.version
        headers = {"Cache-Control": FOR_EVER if current else "no-store", "Vary": "Accept-Encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(asset.content, media_type=asset.mime, headers=headers)
        return Response(asset.packed, media_type=asset.mime, headers={**headers, "Content-Encoding": "gzip"})


def _walk(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    """Every file below a folder, by its path."""
    found = []
    for one in sorted(folder.iterdir(), key=lambda item: item.name):
        if one.is_dir():
            found += _walk(one, f"{path}{one.name}/")
        elif one.name[one.name.rfind(".") :] in MIMES:
            found.append((f"{path}{one.name}", one.read_bytes()))
    return found


def _clean(content: bytes) -> bytes:
    """A file as it is sent; what is explained in it is for whoever reads it here."""
    return _EXPLAINED.sub(b"", content.replace(b"\r\n", b"\n"))


def _words() -> dict[str, bytes]:
    """The modules that give pages their sentences, by path: those of each part, and one with the rest."""
    rest = {key: text for key, text in lines().items() if key.startswith("web.")}
    read = {}
    for part in PARTS:
        said = {key: rest.pop(key) for key in list(rest) if key.startswith(f"web.{part}_")}
        read[f"words_{part}.js"] = (_OF_PART % _json(said)).encode()
    return {WORDS: f"const words = {_json(rest)};\n{_SAY}".encode(), **read}


def _json(said: Mapping[str, str]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _asset(path: str, content: bytes) -> Asset:
    mime = MIMES[path[path.rfind(".") :]]
    return Asset(content, gzip.compress(content, mtime=0), mime)
