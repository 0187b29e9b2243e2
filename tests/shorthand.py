"""Short ways to say in a test what takes long to say in the program."""

import hashlib
import io
from datetime import UTC, datetime, timedelta

from docx import Document
from docx.oxml.ns import qn

from bot.view import outline
from flows.campaign import Campaign, Invitation, Unit
from flows.letter import Letter
from flows.report import Run
from flows.turn import Button, Press, Say

START = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
"""When every test begins: eight in the morning of a Monday, in Ha Noi."""

STTTT = Unit(id="stttt", name="Sở Thông tin và Truyền thông", kind="so", tags=("co-quan-bao-chi",), code="STTTT")

OFFICE = Unit(
    id="ban-tdkt",
    name="Ban Thi đua - Khen thưởng",
    kind="ban",
    code="BTĐKT",
    superior="Sở Nội vụ tỉnh Lạng Sơn",
    place="Lạng Sơn",
    post="Trưởng ban",
    signer="Trần Văn Thử",
)
"""The office that coordinates."""


def campaign(name: str = "chi-thi-34", units: tuple[str, ...] = ("stttt",)) -> Campaign:
    """The campaign on a bundled outline, in which those units take part."""
    asked = outline(name)
    return Campaign(id=name, title=asked.name, outline=name, version=asked.version, units=units)


def invitation(code: str, name: str, unit: str) -> Invitation:
    """An invitation with that code, for somebody whose id is the code in lower case."""
    known_as = hashlib.sha256(code.encode()).hexdigest()
    until = START + timedelta(days=30)
    return Invitation(id=known_as, person=f"{unit}.{code.lower()}", name=name, unit=unit, expires_at=until)


def told(text: str, *labels: str, **rest: object) -> Say:
    """Something to say, with a row of buttons that do what they are labelled."""
    buttons = tuple(Button(label=label, press=Press(do=label)) for label in labels)
    return Say((Run(text=text),), (buttons,) if buttons else (), **rest)


def text_of(letter: Letter) -> str:
    """What a letter says."""
    return "".join(run.text for run in letter.runs)


def lines_of_docx(content: bytes) -> list[str]:
    """What stands in a Word file, paragraph by paragraph; the cells of a table's row are parted by bars."""
    body = Document(io.BytesIO(content)).element.body
    return [line for line in map(_line, body.iterchildren(qn("w:p"), qn("w:tbl"))) if line.strip(" |\n")]


def _line(element: object) -> str:
    if element.tag == qn("w:p"):
        return _text(element)
    rows = ([_text(cell) for cell in row.iterchildren(qn("w:tc"))] for row in element.iterchildren(qn("w:tr")))
    return "\n".join(" | ".join(cells) for cells in rows)


def _text(element: object) -> str:
    paragraphs = ("".join(map(str, one.iter(qn("w:t"), qn("w:noBreakHyphen")))) for one in element.iter(qn("w:p")))
    return " / ".join(text for text in paragraphs if text)
