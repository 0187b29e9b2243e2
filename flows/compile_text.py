"""What was typed becomes lines fit for print: composed, parted where lines end, led by their own dash or letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flows.report import Paragraph, Run
from flows.text import printable
from flows.values import ProseValue

Line = tuple[Run, ...]
"""One line of text with its styles."""

_MARK = re.compile(
    r"(?P<spaced>[-–—+*•▪●]|[a-z\u0111]\)|[0-9]{1,2}(?:\.[0-9]{1,2})*[.)])\s+(?=\S)|(?P<tight>[-–+•▪●])(?=[^\W\d_])"
)
_BLANK = re.compile(r"\{([^{}]*)\}")
_JOINS = " \t:;,.!?…"


def lines(runs: Iterable[Run]) -> list[Line]:
    """The lines of a text that hold anything, without white space at their ends."""
    found: list[list[Run]] = [[]]
    for run in _composed(runs):
        first, *others = run.text.split("\n")
        found[-1].append(run.model_copy(update={"text": first}))
        found.extend([run.model_copy(update={"text": other})] for other in others)
    return [line for line in map(_trimmed, found) if line]


def text_lines(text: str) -> list[Line]:
    """The lines of a text without styles."""
    return lines((Run(text=text),))


def one_line(text: str) -> str:
    """A text fit for print on one line, in single spaces."""
    return " ".join(printable(text).split())


def prose_lines(value: ProseValue) -> list[Line]:
    """The lines of a prose, its passages joined again where the messenger had cut a paste."""
    joined: list[list[Run]] = []
    for passage in value.passages:
        if passage.seam and joined:
            joined[-1].extend(passage.runs)
        else:
            joined.append(list(passage.runs))
    return [line for runs in joined for line in lines(runs)]


def paragraph(line: Line, level: int = 0) -> Paragraph:
    """The line as a paragraph; the dash, letter or number that it begins with becomes its mark, "+" one level down.

    >>> paragraph((Run(text="+ Đã mở"), Run(text=" 12 lớp", bold=True)))  # doctest: +ELLIPSIS
    Paragraph(... mark='+', level=1, missing=False)
    """
    found = _MARK.match(plain_text(line))
    if found is None:
        return Paragraph(runs=line, level=level)
    mark = found["spaced"] or found["tight"]
    return Paragraph(runs=_without_first(line, found.end()), mark=mark, level=level + (mark == "+"))


def plain_text(line: Sequence[Run]) -> str:
    """The line without its styles."""
    return "".join(run.text for run in line)


def join(left: list[Line], right: list[Line], sign: str) -> list[Line]:
    """The first line of `right` set behind the last of `left` after a sign, unless one stands there already.

    >>> [plain_text(line) for line in join(text_lines("Mô hình A"), text_lines("tốt"), ":")]
    ['Mô hình A: tốt']
    """
    if not left or not right:
        return [*left, *right]
    closed = plain_text(left[-1])[-1] in _JOINS
    between = Run(text=" " if closed else f"{sign} ")
    return [*left[:-1], (*left[-1], between, *right[0]), *right[1:]]


def fill(template: str, blanks: Mapping[str, list[Line]]) -> list[Line]:
    """The lines of a template with its blanks filled; what is longer than a line goes on in lines of its own."""
    filled: list[Run] = []
    for place, part in enumerate(_BLANK.split(template)):
        filled.extend(_inline(blanks.get(part, [])) if place % 2 else (Run(text=part),))
    return lines(filled)


def names_in(template: str) -> tuple[str, ...]:
    """The keys that a template names, each once, in order."""
    return tuple(dict.fromkeys(_BLANK.findall(template)))


def _inline(found: list[Line]) -> Iterator[Run]:
    for place, line in enumerate(found):
        if place:
            yield Run(text="\n")
        yield from line


def _composed(runs: Iterable[Run]) -> list[Run]:
    """The runs fit for print; marks that lead a run go to the letter before them, so that all is composed."""
    kept: list[Run] = []
    for run in runs:
        text = run.text
        lead = next((place for place, char in enumerate(text) if not unicodedata.combining(char)), len(text))
        if kept and lead:
            kept[-1] = _with(kept[-1], kept[-1].text + text[:lead])
            text = text[lead:]
        kept.append(_with(run, text))
    return [_with(run, printable(run.text)) for run in kept]


def _with(run: Run, text: str) -> Run:
    return run if text == run.text else run.model_copy(update={"text": text})


def _trimmed(line: list[Run]) -> Line:
    """The line without white space at its ends and without empty runs."""
    text = plain_text(line)
    kept = _without_first(line, len(text) - len(text.lstrip()))
    return _first(kept, len(text.strip()))


def _without_first(line: Sequence[Run], count: int) -> Line:
    kept: list[Run] = []
    for run in line:
        cut = min(count, len(run.text))
        count -= cut
        kept.append(_with(run, run.text[cut:]))
    return tuple(run for run in kept if run.text)


def _first(line: Sequence[Run], count: int) -> Line:
    kept: list[Run] = []
    for run in line:
        kept.append(_with(run, run.text[: max(count, 0)]))
        count -= len(run.text)
    return tuple(run for run in kept if run.text)
