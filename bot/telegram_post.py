"""A letter becomes the calls that deliver it; when it is retried, what was delivered already is not sent again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

from bot.channel import Gone, Parcel, Refused, Sent, TryLater
from bot.keyboards import KEYBOARDS
from bot.telegram_api import BotApi, TokenRejected, Upload
from bot.telegram_text import LONGEST_CAPTION, LONGEST_TEXT, entities, joined, label, pieces, units
from flows.campaign import Role
from flows.letter import Letter
from flows.report import Run
from flows.text import nfc
from flows.wording import menu, plain

LONGEST_PRESS = 64
LONGEST_NAME = 100
_UNFIT_FOR_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


@dataclass(frozen=True)
class Step:
    """One call of several."""

    method: str
    fields: dict[str, Any]


class Post:
    """Delivers parcels; what is delivered of a letter that failed half-way is remembered while the program runs.

    `public` is the https address of the pages on which tables are typed; empty where there is none.
    """

    def __init__(self, api: BotApi, public: str = "") -> None:
        self._api = api
        self._public = public
        self._delivered: dict[str, list[dict[str, Any]]] = {}

    async def deliver(self, parcel: Parcel) -> Sent:
        """Where the parcel was delivered, in place of what it replaces. Raises TryLater, Gone or Refused."""
        if changed := await self._change(parcel):
            return changed
        sent = await self._send(parcel)
        if parcel.replaces:
            await self._remove(parcel.replaces)
        if parcel.letter.keyboard:
            await self._set_menu(parcel.letter.address, parcel.letter.keyboard)
        return sent

    async def _set_menu(self, chat: str, role: Role) -> None:
        """Sets the menu of one chat, which goes before that of all; failing is no failure, as the letter is there."""
        scope = {"type": "chat", "chat_id": int(chat)}
        with suppress(TryLater, Gone, Refused, TokenRejected):
            await self._api.call("setMyCommands", {"commands": listed(menu(role)), "scope": scope})

    async def _change(self, parcel: Parcel) -> Sent | None:
        """Where the message was changed in place, or None where it cannot be."""
        letter = parcel.letter
        if not _fits_in_place(parcel):
            return None
        chat, message = _parts(parcel.replaces)
        fields = _text(letter.runs) | {"chat_id": chat, "message_id": message}
        fields["reply_markup"] = _buttons(letter, self._public)
        try:
            return _sent([await self._api.call("editMessageText", fields)])
        except Refused as refusal:
            unchanged = "not modified" in str(refusal)
        # It already stood there when the letter was written.
        return Sent(parcel.replaces, message, letter.at) if unchanged else None

    async def _send(self, parcel: Parcel) -> Sent:
        steps = plan(parcel, self._public)
        delivered = self._delivered.pop(parcel.letter.id, [])
        try:
            for step in steps[len(delivered) :]:
                delivered.append(await self._api.call(step.method, step.fields))
        except TryLater:
            self._delivered |= {parcel.letter.id: delivered} if delivered else {}
            raise
        return _sent(delivered)

    async def _remove(self, ref: str) -> None:
        """Removes a message, or only its buttons where it is too old; failing at both is no failure."""
        chat, *messages = _parts(ref)
        for message in messages:
            with suppress(TryLater, Gone, Refused):
                await self._remove_one({"chat_id": chat, "message_id": message})

    async def _remove_one(self, message: dict[str, Any]) -> None:
        try:
            await self._api.call("deleteMessage", message)
        except Refused:
            await self._api.call("editMessageReplyMarkup", message)


def _fits_in_place(parcel: Parcel) -> bool:
    """True of a text that may be changed in place, and was and is one message."""
    letter = parcel.letter
    asked = letter.edit and bool(parcel.replaces) and parcel.file is None
    return asked and len(_parts(parcel.replaces)) == 2 and units(joined(letter.runs)) <= LONGEST_TEXT


def plan(parcel: Parcel, public: str = "") -> list[Step]:
    """The calls that deliver the parcel: the file first, the buttons on the last, the persistent keyboard on the first.

    A message of Telegram's takes one of the two: where there is one message, its buttons win.
    """
    letter = parcel.letter
    steps = _with_file(letter, parcel.file) if parcel.file is not None else _texts(letter.runs)
    if letter.keyboard:
        steps[0].fields["reply_markup"] = _keyboard(letter.keyboard)
    if letter.buttons:
        steps[-1].fields["reply_markup"] = _buttons(letter, public)
    for step in steps:
        step.fields["chat_id"] = letter.address
    return steps


def _with_file(letter: Letter, content: bytes) -> list[Step]:
    document = Step("sendDocument", {"document": Upload(file_name(letter.name), content)})
    text = joined(letter.runs)
    if units(text) > LONGEST_CAPTION:
        return [document, *_texts(letter.runs)]
    if text.strip():
        document.fields.update(caption=text, caption_entities=entities(letter.runs))
    return [document]


def _texts(runs: Sequence[Run]) -> list[Step]:
    parts = pieces(runs)
    if not parts:
        raise Refused("a letter without text or file")
    return [Step("sendMessage", _text(part)) for part in parts]


def _text(runs: Sequence[Run]) -> dict[str, Any]:
    return {"text": joined(runs), "entities": entities(runs), "link_preview_options": {"is_disabled": True}}


def _buttons(letter: Letter, public: str) -> dict[str, Any]:
    places = iter(range(len(letter.flat_buttons)))
    rows = [[_button(letter, next(places), public) for _ in row] for row in letter.buttons]
    return {"inline_keyboard": rows}


def _button(letter: Letter, place: int, public: str) -> dict[str, Any]:
    """A button that is pressed in the chat, or opens a table as a Mini App where there are pages for that."""
    button = letter.flat_buttons[place]
    shown: dict[str, Any] = {"text": label(button.label)}
    if public and button.press.do == "grid":
        return shown | {"web_app": {"url": f"{public}/bang?n={letter.id}.{place}"}}
    return shown | {"callback_data": _press(letter, place)}


def _press(letter: Letter, place: int) -> str:
    press = f"{letter.id}:{place}"
    assert len(press.encode()) <= LONGEST_PRESS, f"{press} is too long for a button"
    return press


def _keyboard(role: Role) -> dict[str, Any]:
    rows = [[{"text": plain(line)} for line in row] for row in KEYBOARDS[role]]
    return {"keyboard": rows, "is_persistent": True, "resize_keyboard": True}


def listed(commands: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """A menu as Telegram takes it: each command without its slash, and what it does."""
    return [{"command": command, "description": does} for command, does in commands]


def file_name(name: str) -> str:
    """A name that a file may have on any machine, its ending kept: composed letters, no path.

    >>> file_name("../../Báo cáo: quý I.docx"), file_name("..")
    ('Báo cáo quý I.docx', 'file')
    """
    path = PurePath(_UNFIT_FOR_NAMES.sub("", nfc(name.replace("\\", "/").split("/")[-1])))
    stem = path.stem.strip(" .")[: LONGEST_NAME - len(path.suffix)]
    return f"{stem}{path.suffix}" if stem else f"file{path.suffix}"


def _sent(messages: Sequence[dict[str, Any]]) -> Sent:
    """Where the messages stand; the last one, which carries the buttons, gives position and moment."""
    last = messages[-1]
    ref = f"{last['chat']['id']}/" + ",".join(str(message["message_id"]) for message in messages)
    at = datetime.fromtimestamp(last.get("edit_date", last["date"]), UTC)
    return Sent(ref, last["message_id"], at)


def _parts(ref: str) -> list[int]:
    """The chat and the messages that a reference names."""
    return [int(number) for number in re.split("[/,]", ref)]
