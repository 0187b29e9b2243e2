"""What the porter makes and reads; each is an ordinary function for a thread of its own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.view import Asked
from flows.questions import Rows
from flows.turn import Job, Outcome
from flows.values import RowsValue

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Made:
    """What came of a job; `content` is the file that was made, if one was."""

    outcome: Outcome
    content: bytes = b""
    mime: str = ""


def render(job: Job) -> Made:
    """The report as a Word file."""
    from exports.word_report import render as word  # loaded with the first report, so that the program starts fast

    assert job.report is not None
    return Made(Outcome(name=job.report.file_name), word(job.report), DOCX)


def write_sheet(asked: Asked) -> Made:
    """The sheet of a table, with what is held already."""
    from exports.sheets import write_sheet as write  # loaded with the first sheet, for the same reason

    value = asked.value if isinstance(asked.value, RowsValue) else None
    content = write(_table(asked), value, outline=asked.outline)
    return Made(Outcome(name=f"bieu-{asked.question.key}.xlsx"), content, XLSX)


def read_sheet(content: bytes, asked: Asked) -> Made:
    """What a sheet says that somebody sent."""
    from exports.guard import read_in_child

    return Made(read_in_child("sheet", content, [_table(asked).model_dump_json(), asked.outline]))


def _table(asked: Asked) -> Rows:
    assert isinstance(asked.question, Rows)
    return asked.question
