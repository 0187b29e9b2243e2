"""What Telegram knows while the Bot API double runs: chats, messages, files, and updates that wait to be confirmed."""

from __future__ import annotations

import base64
import json
import re
import threading
import time
from dataclasses import dataclass, field
from typing import Any

BOT = {"id": 123456, "is_bot": True, "first_name": "Đề cương", "username": "decuong_bot"}
MALFORMED = (
    {"message": {"message_id": "x", "date": None, "chat": {"id": 1}, "text": 5}},
    {"message": []},
    {"callback_query": ["1"]},
    {"edited_message": {"chat": None}},
)


class Fault(Exception):
    """An answer that is not "ok"."""

    def __init__(self, code: int, description: str, after: int = 0) -> None:
        super().__init__(description)
        self.code, self.description, self.after = code, description, after

    def body(self) -> dict[str, Any]:
        asked = {"parameters": {"retry_after": self.after}} if self.after else {}
        return {"ok": False, "error_code": self.code, "description": self.description} | asked


class Dropped(Exception):
    """The connection ends without an answer."""


@dataclass
class Script:
    """What the next `times` calls of a method (in a chat, if one is named) meet, after `skip` that pass.

    fate "answer": refused with `code`; "hang": no answer until the server closes; "drop": the connection ends;
    "garble": an answer that is no JSON. Where `accept`, the call is carried out first.
    """

    method: str
    code: int = 500
    description: str = "Internal Server Error"
    after: int = 0
    fate: str = "answer"
    accept: bool = False
    chat: int | None = None
    times: int = 1
    skip: int = 0


def units(text: str) -> int:
    """UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class Telegram:
    """Everything that Telegram knows: chats, files, the queue of updates, and the calls that were made."""

    url: str = ""
    malformed_every: int = 0
    clock: Any = field(default=lambda: int(time.time()))
    updates: list[dict[str, Any]] = field(default_factory=list)
    confirmed: int = 0
    chats: dict[int, dict[int, dict[str, Any]]] = field(default_factory=dict)
    made: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    file_path: str = "documents/{}"
    closing: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.change = threading.Condition()
        self._next_update = 1000
        self._ids: dict[int, int] = {}
        self._polls = 0
        self._pushed = 0

    # What people do

    def say(self, chat: int, text: str, entities: list[dict[str, Any]] | None = None) -> int:
        """A person writes; the id of the message."""
        assert 0 < units(text) <= 4096
        return self._receive(chat, {"text": text} | ({"entities": entities} if entities else {}))

    def attach(self, chat: int, name: str, content: str | bytes, caption: str = "") -> int:
        """A person sends a file; over /control its content is base64."""
        raw = base64.b64decode(content) if isinstance(content, str) else content
        document = {"file_id": self._keep(name, raw), "file_unique_id": "u", "file_name": name, "file_size": len(raw)}
        return self._receive(chat, {"document": document} | ({"caption": caption} if caption else {}))

    def edit(self, chat: int, message_id: int, text: str) -> int:
        """A person changes what they wrote."""
        with self.change:
            message = self.chats[chat][message_id] = self.chats[chat][message_id] | {"text": text}
            return self.push({"edited_message": message | {"edit_date": self.clock()}})

    def press(self, chat: int, place: int, message_id: int = 0) -> int:
        """A person presses the n-th button of a message, or of the last one that has any."""
        with self.change:
            found = [m for m in self.chats.get(chat, {}).values() if m.get("reply_markup", {}).get("inline_keyboard")]
            message = self.chats[chat][message_id] if message_id else found[-1]
            button = [button for row in message["reply_markup"]["inline_keyboard"] for button in row][place]
            query = {"id": f"q{self._next_update}", "from": person(chat), "message": message, "chat_instance": "1"}
            return self.push({"callback_query": query | {"data": button["callback_data"]}})

    def block(self, chat: int) -> None:
        """A person blocks the bot."""
        member = {"user": BOT, "status": "member"}
        changed = {"old_chat_member": member, "new_chat_member": member | {"status": "kicked"}}
        with self.change:
            self.blocked.add(chat)
            self.push({"my_chat_member": {"chat": private(chat), "from": person(chat), "date": self.clock()} | changed})

    def push(self, update: dict[str, Any]) -> int:
        """Queues an update as it is given; its id."""
        with self.change:
            number = self._queue(update)
            self._pushed += 1
            if self.malformed_every and self._pushed % self.malformed_every == 0:
                self._queue(MALFORMED[self._pushed // self.malformed_every % len(MALFORMED)])
            return number

    def quiet_week(self, next_id: int) -> None:
        """Makes the ids of updates begin anew."""
        with self.change:
            self._next_update = next_id

    def spoil(self, every: int) -> None:
        """Puts one malformed update behind so many others."""
        self.malformed_every = every

    def script(self, method: str, **what: Any) -> None:
        """Says what the next calls of a method meet."""
        with self.change:
            self.scripts.append(Script(method, **what))

    def age(self, chat: int, message_id: int) -> None:
        """Makes a message older than 48 hours."""
        with self.change:
            self.chats[chat][message_id]["date"] -= 49 * 3600

    # What can be seen

    def shows(self, chat: int) -> list[dict[str, Any]]:
        """The messages that stand in a chat now, oldest first."""
        with self.change:
            return [dict(message) for _, message in sorted(self.chats.get(chat, {}).items())]

    def buttons(self, chat: int) -> list[str]:
        """The labels of the last message's buttons."""
        rows = (self.shows(chat) or [{}])[-1].get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    def pending(self) -> list[int]:
        """The ids of the updates that nobody confirmed."""
        with self.change:
            return [update["update_id"] for update in self.updates]

    def count_confirmed(self) -> int:
        """How many updates were confirmed."""
        return self.confirmed

    def calls(self, method: str = "") -> list[dict[str, Any]]:
        """The fields of every call of a method, or of all, with the method's name."""
        with self.change:
            return [fields | {"method": name} for name, fields in self.made if method in ("", name)]

    # What the bot may call

    def answer(self, method: str, fields: dict[str, Any]) -> Any:
        """The result of a call, in the order: script, then the method itself."""
        with self.change:
            self.made.append((method, {name: value for name, value in fields.items() if not isinstance(value, tuple)}))
            script = self._scripted(method, fields)
        if script is None or script.accept:
            result = self._carry_out(method, fields)
        return result if script is None else self._meet(script)

    def _scripted(self, method: str, fields: dict[str, Any]) -> Script | None:
        for script in self.scripts:
            if script.method != method or not script.times or script.chat not in (None, fields.get("chat_id")):
                continue
            if script.skip:
                script.skip -= 1
                return None
            script.times -= 1
            return script
        return None

    def _meet(self, script: Script) -> str:
        if script.fate == "hang":
            self.closing.wait(60)
        if script.fate in ("hang", "drop"):
            raise Dropped
        if script.fate == "garble":
            return "garble"
        raise Fault(script.code, script.description, script.after)

    def _carry_out(self, method: str, fields: dict[str, Any]) -> Any:
        act = getattr(self, f"_do_{snake(method)}", None)
        if act is None:
            raise Fault(404, "Not Found")
        with self.change:
            if fields.get("chat_id") in self.blocked:
                raise Fault(403, "Forbidden: bot was blocked by the user")
            return act(fields)

    def _do_get_updates(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        offset = fields.get("offset", 0)
        kept = [update for update in self.updates if update["update_id"] >= offset]
        self.confirmed += len(self.updates) - len(kept)
        self.updates = kept
        self._polls = mine = self._polls + 1
        self.change.notify_all()
        self.change.wait_for(
            lambda: self.updates or self._polls != mine or self.closing.is_set(), fields.get("timeout", 0)
        )
        if not self.updates and self._polls != mine:
            raise Fault(409, "Conflict: terminated by other getUpdates request")
        return self.updates[: fields.get("limit", 100)]

    def _do_send_message(self, fields: dict[str, Any]) -> dict[str, Any]:
        check(fields["text"], fields.get("entities", []), 4096, "message text is empty")
        return self._show(fields, "text", "entities")

    def _do_send_document(self, fields: dict[str, Any]) -> dict[str, Any]:
        if "caption" in fields:
            check(fields["caption"], fields.get("caption_entities", []), 1024, "caption is empty")
        name, content = fields["document"]
        fields["document"] = {"file_id": self._keep(name, content), "file_name": name, "file_size": len(content)}
        return self._show(fields, "caption", "caption_entities", "document")

    def _do_edit_message_text(self, fields: dict[str, Any]) -> dict[str, Any]:
        message = self._found(fields, "message to edit not found")
        if "text" not in message:
            raise Fault(400, "Bad Request: there is no text in the message to edit")
        check(fields["text"], fields.get("entities", []), 4096, "message text is empty")
        new = {name: fields[name] for name in ("text", "entities", "reply_markup") if fields.get(name)}
        if new == {name: message[name] for name in ("text", "entities", "reply_markup") if message.get(name)}:
            raise Fault(400, "Bad Request: message is not modified")
        message.update(new, edit_date=self.clock())
        return dict(message)

    def _do_edit_message_reply_markup(self, fields: dict[str, Any]) -> dict[str, Any]:
        message = self._found(fields, "message to edit not found")
        message.pop("reply_markup", None)
        return dict(message)

    def _do_delete_message(self, fields: dict[str, Any]) -> bool:
        message = self._found(fields, "message to delete not found")
        if message["date"] < self.clock() - 48 * 3600:
            raise Fault(400, "Bad Request: message can't be deleted for everyone")
        del self.chats[fields["chat_id"]][fields["message_id"]]
        return True

    def _do_get_file(self, fields: dict[str, Any]) -> dict[str, Any]:
        if fields["file_id"] not in self.files:
            raise Fault(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        content = self.files[fields["file_id"]][1]
        return {
            "file_id": fields["file_id"],
            "file_size": len(content),
            "file_path": self.file_path.format(fields["file_id"]),
        }

    def _do_get_me(self, fields: dict[str, Any]) -> dict[str, Any]:
        return BOT

    def _done(self, fields: dict[str, Any]) -> bool:
        return True

    _do_answer_callback_query = _do_set_my_commands = _do_delete_webhook = _done

    # How it is kept

    def _queue(self, update: dict[str, Any]) -> int:
        self.updates.append({"update_id": self._next_update} | json.loads(json.dumps(update)))
        self._next_update += 1
        self.change.notify_all()
        return self.updates[-1]["update_id"]

    def _receive(self, chat: int, content: dict[str, Any]) -> int:
        with self.change:
            message = self._new(chat) | {"from": person(chat)} | content
            self.chats[chat][message["message_id"]] = message
            self.push({"message": message})
            return message["message_id"]

    def _show(self, fields: dict[str, Any], *kept: str) -> dict[str, Any]:
        markup = fields.get("reply_markup", {})
        for button in (button for row in markup.get("inline_keyboard", []) for button in row):
            check_button(button)
        message = self._new(fields["chat_id"]) | {"from": BOT}
        message |= {name: fields[name] for name in (*kept, "reply_markup") if fields.get(name)}
        self.chats[fields["chat_id"]][message["message_id"]] = message
        return dict(message)

    def _new(self, chat: int) -> dict[str, Any]:
        self._ids[chat] = self._ids.get(chat, 0) + 1
        self.chats.setdefault(chat, {})
        return {"message_id": self._ids[chat], "date": self.clock(), "chat": private(chat)}

    def _found(self, fields: dict[str, Any], otherwise: str) -> dict[str, Any]:
        message = self.chats.get(fields["chat_id"], {}).get(fields["message_id"])
        if message is None:
            raise Fault(400, f"Bad Request: {otherwise}")
        return message

    def _keep(self, name: str, content: bytes) -> str:
        self.files[f"file{len(self.files)}"] = name, content
        return f"file{len(self.files) - 1}"


def snake(method: str) -> str:
    """The name of a method as Python writes it."""
    return re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", method)


def person(chat: int) -> dict[str, Any]:
    """The person of a private chat."""
    return {"id": chat, "is_bot": False, "first_name": f"Cán bộ {chat}"}


def private(chat: int) -> dict[str, Any]:
    """A private chat."""
    return {"id": chat, "type": "private", "first_name": f"Cán bộ {chat}"}


def check(text: str, entities: list[dict[str, Any]], longest: int, empty: str) -> None:
    """Refuses what Telegram would."""
    if not text.strip():
        raise Fault(400, f"Bad Request: {empty}")
    if units(text) > longest:
        raise Fault(400, "Bad Request: message is too long")
    if any(entity["offset"] < 0 or entity["offset"] + entity["length"] > units(text) for entity in entities):
        raise Fault(400, "Bad Request: ENTITY_BOUNDS_INVALID")


def check_button(button: dict[str, Any]) -> None:
    """Refuses what a button may not carry."""
    if not button.get("web_app", {"url": "https://"})["url"].startswith("https://"):
        raise Fault(400, "Bad Request: inline keyboard button Web App URL is invalid: Only HTTPS links are allowed")
    if ("web_app" in button) == ("callback_data" in button) or len(button.get("callback_data", "").encode()) > 64:
        raise Fault(400, "Bad Request: BUTTON_DATA_INVALID")
