"""Raw updates as Telegram sends them, and the round of moves that each officer makes over and over.

A round leaves the draft as it found it: a leap to the question, its answer, the press of an option, the change of an
earlier message. Three of the four turns write an answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channel import Raw
from bot.telegram_read import address_of

FIRST_CHAT = 9_000_000
FIGURE = "46,2"
PARAGRAPH = (
    "Trong 05 năm, cơ quan đã tổ chức 09 hội nghị quán triệt với 468 lượt người tham dự, mở 04 lớp tập huấn nghiệp vụ "
    "cho 112 lượt cán bộ làm công tác thi đua, khen thưởng; các phong trào được phát động gắn với nhiệm vụ chính trị, "
    "có tiêu chí cụ thể, được sơ kết, tổng kết và biểu dương kịp thời."
)
TURNS_OF_A_ROUND, ANSWERS_OF_A_ROUND = 4, 3


@dataclass(frozen=True)
class Round:
    """What the moves of a round point at: two buttons (letter and place) and the message that is changed."""

    leap: tuple[str, int]
    option: tuple[str, int]
    message: int

    def move(self, turn: int, chat: int) -> dict[str, Any]:
        """The update of that turn, still without its ids and its date."""
        mark = "" if chat == FIRST_CHAT else f".{chat - FIRST_CHAT}"
        match turn % TURNS_OF_A_ROUND:
            case 0:
                return tapped(chat, f"{self.leap[0]}{mark}:{self.leap[1]}")
            case 1:
                return {"message": message(chat, FIGURE)}
            case 2:
                return tapped(chat, f"{self.option[0]}{mark}:{self.option[1]}")
            case _:
                return {"edited_message": message(chat, PARAGRAPH) | {"message_id": self.message}}


def message(chat: int, text: str) -> dict[str, Any]:
    """A message in a private chat."""
    person = {"id": chat, "is_bot": False, "first_name": "Hoa", "last_name": "Trần Thị", "language_code": "vi"}
    room = {"id": chat, "first_name": "Hoa", "last_name": "Trần Thị", "type": "private"}
    return {"from": person, "chat": room, "text": text}


def tapped(chat: int, press: str) -> dict[str, Any]:
    """A button that was pressed."""
    below = message(chat, PARAGRAPH)
    query = {"id": str(chat), "from": below["from"], "message": below, "chat_instance": "1", "data": press}
    return {"callback_query": query}


def numbered(move: dict[str, Any], number: int, now: datetime) -> dict[str, Any]:
    """The move as an update: its id, and that and the date of its message where it has none."""
    said = {"message_id": number, "date": int(now.timestamp())}
    for kind, content in move.items():
        if kind == "callback_query":
            return {"update_id": number, kind: content | {"message": said | content["message"]}}
        return {"update_id": number, kind: said | content}
    raise ValueError("no move")


def raw(update: dict[str, Any]) -> Raw:
    """The update as a listener hands it on."""
    body = json.dumps(update, separators=(",", ":")).encode()
    return Raw(update["update_id"], address_of(update), body)
