"""What an update of Telegram's says, read from its JSON alone; whatever is not as the Bot API says is a ValueError."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from bot.channel import Incoming, Tapped
from bot.telegram_text import to_runs, units
from flows.turn import Attached, Edited, Joined, Typed

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")

# A client cuts a longer paste at 4,096 units or, where it finds one, at a line end a little before.
CUT_FROM = 4000

_What = Literal["document", "photo", "voice", "video", "sticker", "location", "contact", "other"]

# Order matters: an animation also carries a document, a venue also a location.
_ATTACHED: Mapping[str, _What] = {
    "animation": "video",
    "document": "document",
    "photo": "photo",
    "voice": "voice",
    "audio": "voice",
    "video": "video",
    "video_note": "video",
    "sticker": "sticker",
    "location": "location",
    "contact": "contact",
    "poll": "other",
    "dice": "other",
    "story": "other",
    "game": "other",
    "checklist": "other",
    "paid_media": "other",
}
_CALLS = {"bot_command", "mention", "text_mention"}
_PRESENT = {"member", "administrator", "creator"}
_PRESSED = re.compile(r"([^\s:]+):([0-9]{1,3})")


def read_update(body: bytes) -> Incoming | None:
    """What the update says, or None where it asks for no answer."""
    try:
        update = _object(json.loads(body))
        kind = next((kind for kind in _READERS if kind in update), None)
        return _READERS[kind](update[kind]) if kind else None
    except (LookupError, TypeError, AttributeError, ArithmeticError, OSError) as fault:
        raise ValueError(f"not an update as the Bot API describes it: {fault!r}") from None


def address_of(update: object) -> str:
    """The chat that an update came from, or nothing where that cannot be told."""
    found = (_chat_id(update[kind]) for kind in KINDS if isinstance(update, dict) and kind in update)
    return next((str(chat) for chat in found if chat), "")


def _chat_id(content: object) -> int:
    """The id of the chat, or for a button on a message that is out of reach that of the person; else 0."""
    if not isinstance(content, dict):
        return 0
    for place in (content, content.get("message"), {"chat": content.get("from")}):
        chat = place.get("chat") if isinstance(place, dict) else None
        number = chat.get("id") if isinstance(chat, dict) else None
        if type(number) is int:
            return number
    return 0


def query_id(body: bytes) -> str:
    """The id by which a pressed button is answered."""
    try:
        return str(json.loads(body)["callback_query"]["id"])
    except (LookupError, TypeError) as fault:
        raise ValueError(f"no pressed button: {fault!r}") from None


def _message(message: dict[str, Any]) -> Incoming | None:
    if message["chat"]["type"] != "private":
        return Joined() if _calls_the_bot(message) else None
    if "text" in message:
        return _typed(message)
    what = next((name for name in _ATTACHED if name in message), None)
    return _attached(message, what) if what else None


def _calls_the_bot(message: dict[str, Any]) -> bool:
    """True of what a group says to a bot; one with wide rights also overhears everything else."""
    named = {entity["type"] for entity in message.get("entities", [])} & _CALLS
    return bool(named) or bool(message.get("reply_to_message", {}).get("from", {}).get("is_bot"))


def _typed(message: dict[str, Any]) -> Typed:
    return Typed(
        runs=to_runs(_text(message["text"]), message.get("entities", [])),
        source=_source(message),
        said_at=_moment(message),
        position=_number(message["message_id"]),
        whole=units(message["text"]) < CUT_FROM,
    )


def _attached(message: dict[str, Any], what: str) -> Attached:
    # A photo comes in several sizes, the largest last.
    file = message[what][-1] if what == "photo" else message[what]
    return Attached(
        what=_ATTACHED[what],
        source=_source(message),
        said_at=_moment(message),
        position=_number(message["message_id"]),
        ref=_text(file.get("file_id", "")),
        name=_text(file.get("file_name", "")),
        size=_number(file.get("file_size", 0)),
        caption=_text(message.get("caption", "")),
    )


def _edited(message: dict[str, Any]) -> Edited | None:
    if message["chat"]["type"] != "private" or "text" not in message:
        return None
    return Edited(to_runs(_text(message["text"]), message.get("entities", [])), _source(message))


def _tapped(query: dict[str, Any]) -> Tapped:
    pressed = _PRESSED.fullmatch(str(query.get("data", "")))
    return Tapped(pressed[1], int(pressed[2])) if pressed else Tapped("", 0)


def _membership(change: dict[str, Any]) -> Joined | None:
    came = change["new_chat_member"]["status"] in _PRESENT and change["old_chat_member"]["status"] not in _PRESENT
    return Joined() if came and change["chat"]["type"] != "private" else None


_READERS: Mapping[str, Callable[[dict[str, Any]], Incoming | None]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _tapped,
    "my_chat_member": _membership,
}


def _source(message: dict[str, Any]) -> str:
    return f"{_number(message['chat']['id'])}/{_number(message['message_id'])}"


def _moment(message: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(_number(message["date"]), UTC)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no object")
    return value


def _text(value: object) -> str:
    """The value, if it is text that can be kept: a lone surrogate is neither UTF-8 nor fit for the database."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    value.encode()
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError(f"{value!r} is no number")
    return value
