"""A conversation as an officer can read it: who takes part, what each does, and what the assistant said to it.

    # What the conversation shows

    Đơn vị: stttt | Sở Thông tin và Truyền thông | mã STTTT | loại so | nhãn co-quan-bao-chi
    Người: HOA | Trần Thị Hoa | stttt

    == HOA
    > /start HOA
    bot: Kính chào đồng chí Trần Thị Hoa.
         [Bắt đầu]
    > [Bắt đầu]

A line with "> " is what the speaker does, one with "| " goes on with it; "# " is a remark. All else is what the
assistant said, and is recorded anew by `pytest --rewrite`. What is done may be a text, a `[button]`, or one of

    :edit TEXT      changes the message typed last          :old LABEL     presses the oldest button of that label
    :photo          also :voice :video :sticker :location :contact :other
    :file NAME      sends tests/transcripts/files/NAME      :wait 3d       lets time pass (m, h, d)
    :sheet          fills the sheet received last and sends it; each line that goes on is a row: its
                    label, then its cells, an empty one left as it is; "* tập thể" is every row of that unit not filled
    :docx           shows the text of the Word file received last
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from room import Message, Room, Somebody, a_room
from shorthand import lines_of_docx

from flows.campaign import Unit
from flows.text import fold

FILES = Path(__file__).parent / "transcripts" / "files"
INDENT = "     "
FIRST_CELL = 3
_ABOUT = {"mã": "code", "loại": "kind", "nhãn": "tags", "cấp trên": "superior", "địa danh": "place", "đảng": "party"}
_SENT = ("photo", "voice", "video", "sticker", "location", "contact", "other")
_STEPS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass
class Cast:
    """Who takes part, by the name that the transcript gives them."""

    room: Room
    people: dict[str, Somebody] = field(default_factory=dict)

    def unit(self, line: str) -> None:
        """Đơn vị: id | name | mã CODE | loại KIND | nhãn A, B | cấp trên NAME | địa danh NAME | đảng"""
        name, title, *rest = _parts(line)
        about: dict[str, object] = {}
        for part in rest:
            word = next(word for word in _ABOUT if part.startswith(word))
            about[_ABOUT[word]] = part.removeprefix(word).strip() or True
        tags = tuple(tag.strip() for tag in str(about.get("tags", "")).split(",") if tag.strip())
        self.room.unit(Unit(id=name, name=title, **about | {"tags": tags}))

    def person(self, line: str) -> None:
        """Người: NAME | full name | unit; NAME is the code as well. Without more, somebody whom nobody has invited."""
        name, *rest = _parts(line)
        invited = self.room.invite(name, *rest) if rest else self.room.stranger(name)
        self.people[name] = invited


def replay(text: str) -> str:
    """The transcript with what the assistant says now."""
    with a_room() as room:
        return "".join(f"{line}\n".lstrip(" ") if not line.strip() else f"{line}\n" for line in replay_in(room, text))


def replay_in(room: Room, text: str) -> Iterator[str]:
    """The lines of the transcript as they are now, played in that room one by one."""
    cast, speaker = Cast(room), ""
    for step in _steps(text):
        yield from step
        first = step[0]
        if first.startswith("Đơn vị:"):
            cast.unit(first.partition(":")[2])
        elif first.startswith("Người:"):
            cast.person(first.partition(":")[2])
        elif first.startswith("== "):
            speaker = first[3:].strip()
        elif first.startswith("> "):
            yield from _done(cast, speaker, [first[2:], *(line[2:] for line in step[1:])])


def _steps(text: str) -> Iterator[list[str]]:
    """What people wrote into the transcript, a list of lines for each thing; what the assistant said is left out."""
    step: list[str] = []
    for line in text.splitlines():
        if line.startswith("| ") and step and step[0].startswith("> "):
            step.append(line)
            continue
        if step:
            yield step
        step = [line] if line.startswith(("# ", "> ", "== ", "Đơn vị:", "Người:")) else []
        if line.startswith("== ") or (line.startswith("Đơn vị:")):
            yield [""]
    if step:
        yield step


def _done(cast: Cast, speaker: str, said: list[str]) -> Iterator[str]:
    """What everybody hears when the speaker has done something; those who only listen are named."""
    for somebody in cast.people.values():
        somebody.new()
    yield from _do(cast.people[speaker], said)
    for name, somebody in cast.people.items():
        who = "bot" if name == speaker else f"bot → {name}"
        for message in somebody.chat[somebody.seen :]:
            yield from _shown(who, message)


def _do(somebody: Somebody, said: list[str]) -> list[str]:
    """Does what a transcript says, and gives the lines that are shown of it beside the letters."""
    text = "\n".join(said)
    seen = somebody.seen
    shown: list[str] = []
    if pressed := re.fullmatch(r"\[(.+)\]", text):
        somebody.presses(pressed[1])
    elif order := re.fullmatch(r":([a-z]+)(?:[ \n](.*))?", text, re.DOTALL):
        shown = _ORDERS[order[1]](somebody, order[2] or "")
    else:
        somebody.says(text)
    somebody.seen = seen
    return shown


def _edit(somebody: Somebody, text: str) -> list[str]:
    somebody.edits(text)
    return []


def _old(somebody: Somebody, label: str) -> list[str]:
    somebody.presses_old(label)
    return []


def _file(somebody: Somebody, name: str) -> list[str]:
    somebody.sends_file(name, (FILES / name).read_bytes())
    return []


def _wait(somebody: Somebody, time: str) -> list[str]:
    somebody.room.wait(int(time[:-1]) * _STEPS[time[-1]])
    return []


def _sent(of: str) -> Callable[[Somebody, str], list[str]]:
    def send(somebody: Somebody, _: str) -> list[str]:
        somebody.sends(of)
        return []

    return send


def _docx(somebody: Somebody, _: str) -> list[str]:
    lines = [line for whole in lines_of_docx(_received(somebody, ".docx").file or b"") for line in whole.splitlines()]
    return [f"{INDENT}│ {line}".rstrip() for line in lines]


def _sheet(somebody: Somebody, table: str) -> list[str]:
    """Fills the sheet row by row and sends it back."""
    sheet = _received(somebody, ".xlsx")
    book = load_workbook(io.BytesIO(sheet.file or b""))
    for line in table.splitlines():
        label, *cells = _parts(line)
        for row in _rows(book.worksheets[0], label):
            _fill(row[FIRST_CELL:], cells)
    filled = io.BytesIO()
    book.save(filled)
    somebody.sends_file(sheet.letter.name, filled.getvalue())
    return []


def _rows(page: Any, label: str) -> list[Any]:
    """The row of that label, or with "* unit" every row of that unit in which nothing stands yet."""
    rows = [row for row in page.iter_rows() if row[0].value]
    if label.startswith("* "):
        return [row for row in rows if row[2].value == label[2:] and row[FIRST_CELL].value is None]
    found = [row for row in rows if row[1].value and fold(str(row[1].value)) == fold(label)]
    assert found, f"no row {label!r} in the sheet"
    return found


def _fill(row: Any, cells: list[str]) -> None:
    for place, what in zip(row, cells, strict=False):
        if what:
            place.value = int(what) if what.isdecimal() else what


def _received(somebody: Somebody, ending: str) -> Message:
    return next(one for one in reversed(somebody.chat) if one.file and one.letter.name.endswith(ending))


_ORDERS: dict[str, Callable[[Somebody, str], list[str]]] = {
    "edit": _edit,
    "old": _old,
    "file": _file,
    "wait": _wait,
    "sheet": _sheet,
    "docx": _docx,
    **{of: _sent(of) for of in _SENT},
}


def _shown(who: str, message: Message) -> Iterator[str]:
    """A message as it stands in a transcript."""
    edited = " (sửa tin trước)" if message.edited else ""
    first, *rest = message.text.splitlines() or [""]
    yield f"{who}{edited}: {first}"
    yield from (f"{INDENT}{line}" for line in rest)
    if message.file:
        yield f"{INDENT}<{message.letter.name}>"
    for row in message.letter.buttons:
        yield INDENT + " ".join(f"[{button.label}]" for button in row)


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")]
