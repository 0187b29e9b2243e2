"""The blocks of a report, one after the other, as the unit goes on editing them: plain paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.word_look import Look
from exports.word_markup import line, paragraph, run
from exports.word_styles import FIRST_LINE
from exports.word_table import table
from flows.report import Block, Heading, Paragraph, Run, Table

_LEVEL_INDENT = 360
_MISSING = '<w:i/><w:highlight w:val="yellow"/>'
_CLOSING_MARKS = " \t\r\n.;"


@dataclass(frozen=True)
class Place:
    """Where blocks are set: how wide in millimetres, and which family of table styles is used."""

    width: int
    family: str


def main_text(blocks: Sequence[Block], look: Look) -> str:
    """The text of the report itself, ended as its kind of body ends a text."""
    place = Place(look.text_width, "Table")
    *before, last = blocks or (None,)
    written = "".join(block(value, place) for value in before if value is not None)
    return written + _ended(last, place, look.ending)


def block(value: Block, place: Place) -> str:
    """One block as it stands in the document."""
    if isinstance(value, Heading):
        return heading(value)
    if isinstance(value, Table):
        caption = line("Caption", value.caption) if value.caption else ""
        return caption + table(value, place.width, place.family) + line("Rule", "")
    return _paragraph(value)


def heading(value: Heading) -> str:
    """A heading in one of Word's own four heading styles, so that the navigation pane shows it."""
    level = min(max(value.level, 1), 4)
    return line(f"Heading{level}", f"{value.number} {value.text}".strip())


def _paragraph(value: Paragraph, ending: str = "") -> str:
    mark = run(f"{value.mark} ") if value.mark else ""
    body = "".join(run(part.text, _styled(part, value.missing)) for part in value.runs if part.text)
    return paragraph("BodyText", mark + body + (run(ending) if ending else ""), _layout(value, bool(ending)))


def _styled(part: Run, missing: bool) -> str:
    if missing:
        return _MISSING
    bold = "<w:b/>" if part.bold else ""
    italic = "<w:i/>" if part.italic else ""
    return bold + italic + ('<w:u w:val="single"/>' if part.underline else "")


def _layout(value: Paragraph, last: bool) -> str:
    # The last paragraph stays with the foot, so that a signature never stands on a page alone.
    keep = "<w:keepNext/>" if last else ""
    if value.level <= 0:
        return keep
    left = min(value.level, 9) * _LEVEL_INDENT
    return f'{keep}<w:ind w:left="{left}" w:firstLine="{FIRST_LINE}"/>'


def _ended(last: Block | None, place: Place, ending: str) -> str:
    if isinstance(last, Paragraph):
        return _paragraph(last.model_copy(update={"runs": without_end(last.runs)}), ending)
    before = block(last, place) if last is not None else ""
    return before + paragraph("BodyText", run(ending), "<w:keepNext/>")


def without_end(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs without the full stop, semicolon or "./." that closes them.

    >>> [run.text for run in without_end((Run(text="Hết"), Run(text="./.")))]
    ['Hết']
    """
    kept = list(runs)
    while kept:
        last = kept.pop()
        text = last.text.rstrip().removesuffix("./.").rstrip(_CLOSING_MARKS)
        if text:
            return (*kept, last.model_copy(update={"text": text}))
    return ()
