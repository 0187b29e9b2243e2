"""The blocks of a report, one after the other, as the unit goes on editing them: plain paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from exports.word_look import Look
from exports.word_markup import line, paragraph, run
from exports.word_styles import DEEPER_LINE, HEADINGS
from exports.word_table import table
from flows.report import Block, Heading, Paragraph, Run, Table

_MISSING = '<w:i/><w:highlight w:val="yellow"/>'
_CLOSING_MARKS = " \t\r\n.;"
_STAYS = "<w:keepNext/>"
_TABLE_GAP = 120


@dataclass(frozen=True)
class Place:
    """Where blocks are set: how wide in millimetres, and which family of table styles is used."""

    width: int
    family: str


def main_text(values: Sequence[Block], look: Look) -> tuple[str, str]:
    """The text of the report itself but for its last block, and that one ended as its kind of body ends a text."""
    place = Place(look.text_width, "Table")
    return _all_but_last(values, place), _ended(values[-1] if values else None, place, look.ending)


def blocks(values: Sequence[Block], place: Place) -> str:
    """Blocks as they stand in the document."""
    return _all_but_last(values, place) + "".join(_block(value, place) for value in values[-1:])


def _all_but_last(values: Sequence[Block], place: Place) -> str:
    return "".join(_block(value, place, _before(follower, value)) for value, follower in pairwise(values))


def _before(follower: Block, value: Block) -> str:
    """How a text stands before that block: what leads to a table stays with it, and does not touch it."""
    if not isinstance(follower, Table):
        return _STAYS if isinstance(value, Paragraph) and _is_lead(value) else ""
    return _STAYS if follower.caption else f'{_STAYS}<w:spacing w:after="{_TABLE_GAP}"/>'


def _is_lead(value: Paragraph) -> bool:
    """A name that only leads to what stands below it."""
    return bool(value.runs) and value.runs[-1].bold and value.runs[-1].text.endswith(":")


def _block(value: Block, place: Place, layout: str = "") -> str:
    if isinstance(value, Heading):
        return _heading(value, layout)
    if isinstance(value, Table):
        caption = line("Caption", value.caption) if value.caption else ""
        return caption + table(value, place.width, place.family) + line("Rule", "")
    return _paragraph(value, layout)


def _heading(value: Heading, layout: str) -> str:
    """A heading in one of Word's own heading styles, so that the navigation pane shows it."""
    level = min(max(value.level, 1), HEADINGS)
    return line(f"Heading{level}", f"{value.number} {value.text}".strip(), layout)


def _paragraph(value: Paragraph, layout: str, ending: str = "") -> str:
    mark = run(f"{value.mark} ") if value.mark else ""
    body = "".join(run(part.text, _styled(part, value.missing)) for part in value.runs if part.text)
    deeper = f'<w:ind w:firstLine="{DEEPER_LINE}"/>' if value.level > 0 else ""
    return paragraph("BodyText", mark + body + (run(ending) if ending else ""), layout + deeper)


def _styled(part: Run, missing: bool) -> str:
    if missing:
        return _MISSING
    bold = "<w:b/>" if part.bold else ""
    italic = "<w:i/>" if part.italic else ""
    return bold + italic + ('<w:u w:val="single"/>' if part.underline else "")


def _ended(last: Block | None, place: Place, ending: str) -> str:
    # The end stays with the foot, so that a signature never stands on a page alone.
    if isinstance(last, Paragraph):
        return _paragraph(last.model_copy(update={"runs": without_end(last.runs)}), _STAYS, ending)
    before = _block(last, place) if last is not None else ""
    return before + paragraph("BodyText", run(ending), _STAYS)


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
