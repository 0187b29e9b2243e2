"""A Bot API server of our own on 127.0.0.1, that keeps updates until an offset confirms them, as Telegram does.

In a test:

    with serving() as telegram:
        telegram.say(CHAT, "12")                        # a person writes; also edit, press, attach, push, block
        wire = Wire(token=TOKEN, base_url=telegram.url, poll=1)
        telegram.shows(CHAT)                            # what stands in the chat now, after edits and deletions
        telegram.script("sendMessage", code=429, after=3)   # what the next such call meets; see botapi_world.Script

As a process of its own, which outlives the program under test when that is killed:

    python tests/bot/botapi.py [PORT]                   # prints its URL, then serves until it is terminated

    POST <url>/control/<act> with a JSON object of the arguments; the answer is JSON. The acts are CONTROL below,
    for example /control/say {"chat": 7, "text": "12"}, /control/shows {"chat": 7}, /control/pending {}.

The token that it knows is TOKEN. `malformed_every = 97` (or /control/spoil {"every": 97}) puts one malformed update
behind every 97th push. A poll that waits is ended with 409 when another begins, as Telegram ends the older one.
"""

from __future__ import annotations

import email
import email.policy
import json
import sys
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from botapi_world import Dropped, Fault, Telegram

TOKEN = "123456:a-token_that-nobody-may-SEE"
CONTROL = {
    *("say", "edit", "press", "attach", "push", "block", "quiet_week", "spoil", "script", "age"),
    *("shows", "buttons", "pending", "calls", "count_confirmed"),
}
# What is text even where it looks like a number.
TEXTS = {"text", "caption", "file_id", "callback_query_id"}


class Answering(BaseHTTPRequestHandler):
    """HTTP in, HTTP out."""

    protocol_version = "HTTP/1.1"
    telegram: Telegram

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kind, _, act = self.path.strip("/").partition("/")
        try:
            self._reply(200, {"ok": True, "result": self._result(kind, act, content)})
        except Fault as fault:
            self._reply(fault.code, fault.body())
        except Dropped:
            self.close_connection = True

    def _result(self, kind: str, act: str, content: bytes) -> Any:
        if kind == "control" and act in CONTROL:
            return getattr(self.telegram, act)(**json.loads(content or b"{}"))
        if kind != f"bot{TOKEN}":
            raise Fault(401, "Unauthorized")
        return self.telegram.answer(act, self._fields(content))

    def _fields(self, content: bytes) -> dict[str, Any]:
        kind = self.headers.get("Content-Type", "")
        if not kind.startswith("multipart/"):
            return {name: value_of(name, text) for name, text in urllib.parse.parse_qsl(content.decode())}
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        parts = email.message_from_bytes(head + content, policy=email.policy.HTTP).iter_parts()
        return dict(map(field_of, parts))

    def do_GET(self) -> None:
        known = self.path.startswith(f"/file/bot{TOKEN}/documents/")
        content = self.telegram.files.get(self.path.rpartition("/")[2] if known else "", ("", None))[1]
        self._reply(200, content) if content is not None else self._reply(404, {"ok": False})

    def _reply(self, code: int, body: Any) -> None:
        garbled = isinstance(body, dict) and body.get("result") == "garble"
        content = b"<html>" if garbled else body if isinstance(body, bytes) else json.dumps(body).encode()
        with suppress(ConnectionError):
            self.send_response(code)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


def value_of(name: str, text: str) -> Any:
    """A field as the Bot API reads it: JSON where it is a number, an object, a list or a truth value."""
    if name in TEXTS:
        return text
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, dict | list | bool | int) else text


def field_of(part: Any) -> tuple[str, Any]:
    """A part of a form: a file as (name, content)."""
    name = part.get_param("name", header="content-disposition")
    content = part.get_payload(decode=True)
    file = part.get_filename()
    return name, (file.encode("utf-8", "surrogateescape").decode(), content) if file else value_of(
        name, content.decode()
    )


@contextmanager
def serving(port: int = 0) -> Iterator[Telegram]:
    """A server for as long as it is needed."""
    telegram = Telegram()
    server = ThreadingHTTPServer(("127.0.0.1", port), type("Bound", (Answering,), {"telegram": telegram}))
    server.daemon_threads = True
    telegram.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield telegram
    finally:
        with telegram.change:
            telegram.closing.set()
            telegram.change.notify_all()
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    with serving(int(sys.argv[1]) if sys.argv[1:] else 0) as running:
        print(running.url, flush=True)
        threading.Event().wait()
