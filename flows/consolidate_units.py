"""What units say is attributed to them by kind, in the order of the roster; equal answers and reasons are gathered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.compile_reason import is_blank
from flows.compile_text import one_line
from flows.compile_values import unfinished
from flows.draft import Answer
from flows.outline import Section
from flows.paper import Paper
from flows.questions import Condition, Question
from flows.report import Block, Heading, Paragraph, Run, Table
from flows.text import fold, nfc
from flows.wording import lines, plain

Said = tuple[Paper, Sequence[Block]]
"""What a unit says, as it stands in the text."""

GROUP = 5
"""The level of the headings that kinds of units stand under."""

_GATHERED = {
    "khong-phat-sinh": "gathered.nothing_occurred",
    "khong-thuoc-chuc-nang": "gathered.not_our_function",
    "chua-co-so-lieu": "gathered.no_figures",
    "": "gathered.missing",
}
_ALIKE = {"-": "‐‑‒–—―−", '"': "“”„«»", "'": "‘’"}
_OUTER = " .;,:-+*•"


def kind_heading(kind: str) -> str:
    """What units of a kind are called together; a kind that is not known is called as it stands.

    >>> kind_heading("Ban chuyên trách")
    'Ban chuyên trách'
    """
    name = one_line(kind)
    line = f"units_of.{'_'.join(fold(name).replace('-', ' ').replace(',', ' ').split())}"
    if line in lines():
        return plain(line)
    return name[:1].upper() + name[1:] if name else plain("units_of.others")


def name_of(paper: Paper) -> str:
    """What a unit is called; one whose report is not sent yet is marked."""
    name = one_line(paper.unit.name)
    return name if paper.draft.state in ("submitted", "accepted") else plain("gathered.unsent", name=name)


def unfinished_mark(paper: Paper, key: str) -> str:
    """What is set behind the words of a unit that has filled a sentence in part; nothing behind others."""
    _, question = paper.asked.get(key, (None, None))
    answer = paper.answers.get(key)
    half = question is not None and answer is not None and unfinished(question, answer.value)
    return f" {plain('gathered.unfinished')}" if half else ""


def undecided(paper: Paper, path: Sequence[Section], question: Question | None = None) -> bool:
    """Whether a section or question applies to the unit hangs on a choice that it has not made yet."""
    parts = (*path, question) if question else path
    unmet = [part.when for part in parts if part.when and not paper.holds(part.when)]
    return bool(unmet) and all(_waits(paper, condition) for condition in unmet)


def _waits(paper: Paper, condition: Condition) -> bool:
    """Nothing but a choice that is still to be made keeps the condition from holding."""
    gate = condition.answer
    if not is_blank(paper.answers.get(gate)) or not paper.holds(condition.model_copy(update={"answer": ""})):
        return False
    found = ((path, asked) for path, asked in paper.outline.every if asked.key == gate)
    return gate in paper.asked or any(undecided(paper, path, asked) for path, asked in found)


def unsaid(paper: Paper, key: str) -> Paper:
    """The paper without what may be kept of a question that is not asked for now."""
    return replace(paper, answers={other: answer for other, answer in paper.answers.items() if other != key})


def by_kind(papers: Iterable[Paper]) -> dict[str, list[Paper]]:
    """Units under the headings of their kinds, both in the order of the roster."""
    groups: dict[str, list[Paper]] = {}
    headings: dict[str, str] = {}
    for paper in papers:
        kind = paper.unit.kind
        heading = headings.get(kind) or headings.setdefault(kind, kind_heading(kind))
        groups.setdefault(heading, []).append(paper)
    return groups


def attributed(said: Sequence[Said]) -> list[Block]:
    """What each unit says behind its name, under the heading of its kind; what several say alike stands once."""
    blocks = {paper.draft.id: own for paper, own in said if own}
    groups = by_kind(paper for paper, own in said if own)
    return [
        block
        for heading, papers in groups.items()
        for block in _group(heading, [(p, blocks[p.draft.id]) for p in papers])
    ]


def _group(heading: str, said: Sequence[Said]) -> list[Block]:
    alike: dict[str, list[Said]] = {}
    for one in said:
        alike.setdefault(_gist(one[1]), []).append(one)
    told = (block for same in alike.values() for block in _told(same))
    return [Heading(level=GROUP, text=heading), *told]


def _told(same: Sequence[Said]) -> list[Block]:
    """What these units say alike, led by their names in bold."""
    names = "; ".join(name_of(paper) for paper, _ in same)
    lead = plain("gathered.alike" if len(same) > 1 else "gathered.of", names=names)
    first, *others = same[0][1]
    name = Run(text=lead, bold=True)
    if isinstance(first, Paragraph) and not first.mark:
        space = Run(text=" ")
        return [first.model_copy(update={"runs": (name, space, *first.runs), "level": 0}), *others]
    return [Paragraph(runs=(name,)), first, *others]


def _gist(blocks: Sequence[Block]) -> str:
    """What is compared: without case, spacing and outer signs, but with every diacritic, since it makes the word."""
    return "\n".join(gist(text_of(block)) for block in blocks)


def gist(text: str) -> str:
    """A text as it is compared with others of the same item.

    >>> gist(" -  Không  có. ") == gist("không có")
    True
    """
    plain_signs = nfc(text).casefold()
    for sign, others in _ALIKE.items():
        # Replaced one by one, which a long text without them hardly notices; `translate` looks at every letter.
        for other in others:
            plain_signs = plain_signs.replace(other, sign)
    return " ".join(plain_signs.split()).strip(_OUTER)


def text_of(block: Block) -> str:
    """The words of a block."""
    match block:
        case Paragraph():
            return f"{block.mark} {''.join(run.text for run in block.runs)}"
        case Table():
            return " ".join(cell.text for row in block.rows[block.head_rows :] for cell in row if cell)
        case Heading():
            return block.text


def without_content(papers: Iterable[Paper], key: str, omit: bool, missing: bool) -> list[Paragraph]:
    """The units that say nothing under that question, gathered by the reason that they give.

    `omit` leaves out what is not to be printed at all where there is a reason; `missing` tells of those without one.
    """
    found: dict[str, list[str]] = {line: [] for line in _GATHERED.values()}
    for paper in papers:
        answer = paper.answers.get(key)
        reason = _reason(answer)
        if reason is not None and not _left_out(reason, omit, missing):
            found[_GATHERED[reason]].append(_with_why(name_of(paper), answer))
    return [_gathered(line, names) for line, names in found.items() if names]


def _reason(answer: Answer | None) -> str | None:
    """The reason given, "" where there is neither content nor a reason, None where there is content."""
    if answer is not None and answer.reason:
        return answer.reason
    return "" if is_blank(answer) else None


def _left_out(reason: str, omit: bool, missing: bool) -> bool:
    return not missing if not reason else omit and reason != "chua-co-so-lieu"


def _with_why(name: str, answer: Answer | None) -> str:
    if answer is None or answer.reason != "chua-co-so-lieu":
        return name
    why, due = one_line(answer.why).rstrip(" .;"), one_line(answer.due).rstrip(" .;")
    if why and due:
        return plain("gathered.why_due", name=name, why=why, due=due)
    return plain("gathered.why", name=name, why=why) if why else name


def _gathered(line: str, names: Sequence[str]) -> Paragraph:
    return Paragraph(runs=(Run(text=plain(line, count=len(names), names="; ".join(names)), italic=True),))
