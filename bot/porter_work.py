"""What the porter makes and reads; each is an ordinary function for a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.tools import Tools
from bot.view import Asked, asked_of
from flows.job import Job, Outcome
from flows.questions import Rows
from flows.values import RowsValue

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


SCANS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
"""What a signed copy may be, by its first bytes."""

NOTHING = Outcome()


@dataclass(frozen=True)
class MadeFile:
    """A file that was made."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Made:
    """What came of a job, and the files that were made."""

    outcome: Outcome = NOTHING
    files: tuple[MadeFile, ...] = ()


Work = Callable[[Job, Tools], Made]
"""Does a job with its tools, in a thread of its own."""


def render(job: Job, tools: Tools) -> Made:
    """The report as a Word file."""
    from exports.word_report import render as word  # loaded with the first report, so that the program starts fast

    assert job.report is not None
    return Made(files=(MadeFile(job.report.file_name, DOCX, word(job.report)),))


def write_sheet(job: Job, tools: Tools) -> Made:
    """The sheet of a table, with what is held already."""
    from exports.sheets import write_sheet as write  # loaded with the first sheet, for the same reason

    asked = _asked(job, tools)
    value = asked.value if isinstance(asked.value, RowsValue) else None
    content = write(_table(asked), value, outline=asked.outline)
    return Made(files=(MadeFile(f"bieu-{asked.question.key}.xlsx", XLSX, content),))


def read_sheet(job: Job, tools: Tools) -> Made:
    """What a sheet says that somebody sent."""
    from exports.guard import read_in_child

    asked = _asked(job, tools)
    return Made(read_in_child("sheet", tools.content, [_table(asked).model_dump_json(), asked.outline]))


def keep(job: Job, tools: Tools) -> Made:
    """A scan as it was sent, where its first bytes say that it is one."""
    mime = next((mime for magic, mime in SCANS if tools.content.startswith(magic)), "")
    if not mime:
        return Made(Outcome(failure="not-a-scan"))
    return Made(files=(MadeFile(job.name, mime, tools.content),))


def _asked(job: Job, tools: Tools) -> Asked:
    asked = tools.read(partial(asked_of, draft=job.draft, key=job.key))
    assert isinstance(asked, Asked)
    return asked


def _table(asked: Asked) -> Rows:
    assert isinstance(asked.question, Rows)
    return asked.question
