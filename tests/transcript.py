"""A conversation as an officer can read it: who takes part, what each does, and what the assistant said to it.

    # What the conversation shows

    Đơn vị: stttt | Sở Thông tin và Truyền thông | mã STTTT | loại so | nhãn co-quan-bao-chi
    Người: HOA | Trần Thị Hoa | stttt
    Đợt: hạn 17:00 23/01/2026 | thủ trưởng duyệt | nhắc việc

    == HOA
    > /start HOA
    bot: Kính chào đồng chí Trần Thị Hoa.
         [Bắt đầu]
    > [Bắt đầu]

A line with "> " is what the speaker does, one with "| " goes on with it; "# " is a remark. All else is what the
assistant said, and is recorded anew by `pytest --rewrite`. What others hear of it is shown as "bot → NAME". What is
done may be a text, a `[button]`, or one of

    :edit TEXT      changes the message typed last          :old LABEL     presses the oldest button of that label
    :photo          also :voice :video :sticker :location :contact :other
    :file NAME      sends tests/transcripts/files/NAME      :wait 3d       lets time pass (m, h, d)
    :rest           says of all that is still to be answered that nothing occurred; takes what the letterhead proposes
    :link NAME      opens the link of the newest invitation in whose message that name stands, whoever received it
    :excel NAME     sends a workbook of that name whose rows are the lines that go on, their cells parted by bars
    :xlsx           shows the first page of the workbook received last, :xlsx 2 the second
    :sheet          fills the sheet received last and sends it; each line that goes on is a row: its
                    label, then its cells, an empty one left as it is; "* tập thể" is every row of that unit not filled
    :sleep 7d       lets time pass while the program does not run
    :block          blocks the bot, so that nothing is delivered any more
    :docx           shows the text of the Word file received last
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from room import Message, Room, Somebody, a_room, bare, button
from shorthand import START, lines_of_docx

from bot.channel import Gone
from flows.alarm import Alarm
from flows.campaign import Unit
from flows.clock import VIET_NAM, clock
from flows.text import fold

FILES = Path(__file__).parent / "transcripts" / "files"
PHOTO = b"\xff\xd8\xff\xe0 a photo"
INDENT = "     "
EDITED = " (sửa tin trước)"
ABOVE = " (sửa tin ở phía trên)"
"""How a message is marked that was changed in place although others stand below it, where it may go unseen."""

FIRST_CELL = 3
ROLE = 3
_ROLES = {"cán bộ": "officer", "thủ trưởng": "head", "đầu mối": "coordinator"}
_ABOUT = {
    "mã": "code",
    "loại": "kind",
    "nhãn": "tags",
    "cấp trên": "superior",
    "địa danh": "place",
    "đảng": "party",
    "nhóm": "group",
    "cơ quan tổng hợp": "office",
    "chức vụ": "post",
    "người ký": "signer",
}
_HEADED = "Lưu: VT"
_SENT = ("photo", "voice", "video", "sticker", "location", "contact", "other")
_EASY = ("xong muc nay", "dung ", "bo trong", "giu nguyen, lam tiep")
MOST = 200
CODE = r"(?:(?<=/start )|(?<=start=))[\w-]+"
SECRET = "•••"
"""What stands for the codes of a sheet, which are dice."""

A_MINUTE = timedelta(minutes=1)
_STEPS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass
class Cast:
    """Who takes part, by the name that the transcript gives them."""

    room: Room
    people: dict[str, Somebody] = field(default_factory=dict)

    def unit(self, line: str) -> None:
        """id | name, then mã X | loại X | nhãn A, B | cấp trên X | địa danh X | nhóm X | đảng | cơ quan tổng hợp."""
        name, title, *rest = _parts(line)
        about: dict[str, object] = {}
        for part in rest:
            word = next(word for word in _ABOUT if part.startswith(word))
            about[_ABOUT[word]] = part.removeprefix(word).strip() or True
        tags = tuple(tag.strip() for tag in str(about.get("tags", "")).split(",") if tag.strip())
        office = bool(about.pop("office", False))
        self.room.unit(Unit(id=name, name=title, **about | {"tags": tags}), takes_part=not office)

    def campaign(self, line: str) -> None:
        """hạn HH:MM D/M/YYYY | thủ trưởng duyệt | nhắc việc (as of now) | đã lưu trữ, of the room's campaign."""
        changes: dict[str, object] = {}
        for part in _parts(line):
            if part.startswith("hạn "):
                changes["deadline"] = datetime.strptime(part, "hạn %H:%M %d/%m/%Y").replace(tzinfo=VIET_NAM)
            elif part == "đã lưu trữ":
                changes |= {"state": "archived", "opened_at": START, "n": 1}
            elif part == "thủ trưởng duyệt":
                changes["sign_off"] = True
        self.room.campaign(**changes)
        if "nhắc việc" in line:
            self._begin()

    def _begin(self) -> None:
        with self.room.store.begin() as ledger:
            asked = ledger.records.campaign("chi-thi-34")
            subjects = (*(f"{asked.id}/{unit}" for unit in asked.units), asked.id)
            alarms = [
                Alarm(subject=one, name=f"begin:{asked.stage()}", due_at=self.room.clock.now()) for one in subjects
            ]
            ledger.alarms.set(alarms)

    def person(self, line: str) -> None:
        """Người: NAME | full name | unit | role; NAME is the code too. NAME alone is somebody whom nobody invited."""
        name, *rest = _parts(line)
        if len(rest) == ROLE:
            rest[-1] = _ROLES[rest[-1]]
        invited = self.room.invite(name, *rest) if rest else self.room.stranger(name)
        self.people[name] = invited

    def heard(self, speaker: str, pressed: int = 0) -> Iterator[str]:
        """What was said to everybody since this was last asked; those who only listen are named.

        `pressed` is the position of the message whose button the speaker pressed, which is on the screen.
        """
        for name, somebody in self.people.items():
            who = "bot" if name == speaker else f"bot → {name}"
            lowest = max((one.position for one in somebody.chat[: somebody.seen] if not one.removed), default=0)
            for message in somebody.new():
                seen = message.position >= lowest or (name == speaker and message.position == pressed)
                yield from _shown(f"{who}{(EDITED if seen else ABOVE) if message.edited else ''}", message)


def replay(text: str) -> str:
    """The transcript with what the assistant says now."""
    with a_room() as room:
        room.channel.files["photo"] = PHOTO
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
        elif first.startswith("Đợt:"):
            cast.campaign(first.partition(":")[2])
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
        step = [line] if line.startswith(("# ", "> ", "== ", "Đơn vị:", "Người:", "Đợt:")) else []
        if line.startswith("== ") or (line.startswith("Đơn vị:")):
            yield [""]
    if step:
        yield step


def _done(cast: Cast, speaker: str, said: list[str]) -> Iterator[str]:
    """What everybody hears when the speaker has done something."""
    for somebody in cast.people.values():
        somebody.new()
    text = "\n".join(said)
    if time := re.fullmatch(r":wait (\d+)([mhd])", text):
        yield from _wait(cast, speaker, int(time[1]) * _STEPS[time[2]])
    else:
        pressed = _pressed(cast.people[speaker], text)
        yield from _do(cast.people[speaker], text)
        yield from cast.heard(speaker, pressed)


def _pressed(somebody: Somebody, text: str) -> int:
    """Where the message stands whose button is pressed; 0 where none is, or that message is gone."""
    label = re.fullmatch(r"\[(.+)\]", text)
    letter = button(reversed(somebody.screen), label[1])[0] if label else ""
    return next((one.position for one in somebody.screen if one.letter.id == letter), 0)


def _wait(cast: Cast, speaker: str, time: timedelta) -> Iterator[str]:
    """Lets time pass from one alarm to the next, as it does where the program runs, and says when letters came."""
    room = cast.room
    end = room.clock.now() + time
    while (now := room.clock.now()) < end:
        with room.store.begin() as ledger:
            due = ledger.alarms.next_due()
        room.wait(min(end, max(due, now + A_MINUTE)) - now if due else end - now)
        heard = list(cast.heard(speaker))
        yield from (f"{INDENT}({clock(room.clock.now())})", *heard) if heard else ()


def _do(somebody: Somebody, text: str) -> list[str]:
    """Does what a transcript says, and gives the lines that are shown of it beside the letters."""
    seen = somebody.seen
    shown: list[str] = []
    if pressed := re.fullmatch(r"\[(.+)\]", text):
        somebody.presses(pressed[1])
    elif order := re.fullmatch(r":([a-z]+)(?:[ \n](.*))?", text, re.DOTALL):
        shown = _ORDERS[order[1]](somebody, order[2] or "")
        seen = max(seen, len(somebody.chat) - 1) if order[1] == "rest" else seen
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


def _rest(somebody: Somebody, _: str) -> list[str]:
    """Answers question by question until none is asked."""
    for _ in range(MOST):
        labels = somebody.last.labels
        known = next((label for label in labels if bare(label).startswith(_EASY) or "(gợi ý)" in label), "")
        if "Không có nội dung" in labels:
            somebody.presses("Không có nội dung")
            somebody.presses("Không phát sinh")
        elif known:
            somebody.presses(known)
        elif "Để sau" in labels:
            somebody.says(_HEADED)
        else:
            return []
    raise AssertionError(f"there is no end to the questions: {somebody.last.text} {somebody.last.labels}")


def _link(somebody: Somebody, name: str) -> list[str]:
    """Takes up the newest invitation that stands in a message with that name, or in the row of a sheet."""
    codes = re.findall(CODE, "\n".join(_naming(somebody.room, name)))
    somebody.says(f"/start {codes[-1]}")
    return []


def _naming(room: Room, name: str) -> Iterator[str]:
    """Whatever was sent to anybody and has that name in it."""
    every = (message for chat in room.channel.chats.values() for message in chat)
    for message in sorted(every, key=lambda one: one.position):
        yield message.text if name in message.text else ""
        if message.letter.name.endswith(".xlsx"):
            yield from (line for line in _lines(message.file or b"", 1) if name in line)


def _excel(somebody: Somebody, table: str) -> list[str]:
    """Sends a workbook of one page."""
    name, *rows = table.splitlines()
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(_parts(row))
    made = io.BytesIO()
    book.save(made)
    somebody.sends_file(name, made.getvalue())
    return []


def _xlsx(somebody: Somebody, page: str) -> list[str]:
    lines = _lines(_received(somebody, ".xlsx").file or b"", int(page or 1))
    return [f"{INDENT}│ {re.sub(CODE, SECRET, line)}" for line in lines]


def _lines(content: bytes, page: int) -> Iterator[str]:
    """The rows of a page in which anything stands."""
    for row in load_workbook(io.BytesIO(content)).worksheets[page - 1].iter_rows(values_only=True):
        cells = ["" if cell is None else str(cell) for cell in row]
        if any(cells):
            yield " | ".join(cells).rstrip(" |").replace("\n", " / ")


def _sleep(somebody: Somebody, time: str) -> list[str]:
    somebody.room.wait(int(time[:-1]) * _STEPS[time[-1]])
    return []


def _block(somebody: Somebody, _: str) -> list[str]:
    somebody.room.channel.faults[somebody.address] = [Gone("blocked")] * MOST
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
    "rest": _rest,
    "sleep": _sleep,
    "block": _block,
    "link": _link,
    "excel": _excel,
    "xlsx": _xlsx,
    "sheet": _sheet,
    "docx": _docx,
    **{of: _sent(of) for of in _SENT},
}


def _shown(who: str, message: Message) -> Iterator[str]:
    """A message as it stands in a transcript."""
    first, *rest = message.text.splitlines() or [""]
    yield f"{who}: {first}"
    yield from (f"{INDENT}{line}" for line in rest)
    if message.file:
        yield f"{INDENT}<{message.letter.name}>"
    for row in message.letter.buttons:
        yield INDENT + " ".join(f"[{button.label}]" for button in row)


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")]
