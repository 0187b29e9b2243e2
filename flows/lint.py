"""An outline is fit for asking when nothing in it names what is not there, repeats a name, or cannot be shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from flows.lint_conditions import condition_problems
from flows.lint_known import Known, Path, Problem, Problems, problem
from flows.lint_questions import question_problems
from flows.lint_rows import rows_problems
from flows.outline import Outline
from flows.questions import Question, Repeat, Rows, Sentence
from flows.text import nfc, printable
from flows.wording import plain

_KEY = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_KEY = 32
_LONGEST_SHORT = 40


def problems(outline: Outline) -> tuple[Problem, ...]:
    """Everything that is wrong with an outline; nothing where it is fit for use."""
    known = Known(outline)
    found = (
        *_frame(known),
        *_keys(known),
        *_texts(known),
        *condition_problems(known),
        *question_problems(known),
        *(fault for path, one in known.questions if isinstance(one, Rows) for fault in rows_problems(path, one)),
    )
    return tuple(found)


def repeated(names: list[str]) -> Iterator[tuple[int, str]]:
    """Each name that stood before, with its place."""
    seen: Counter[str] = Counter()
    for place, name in enumerate(names):
        if seen[name]:
            yield place, name
        seen[name] += 1


def _frame(known: Known) -> Problems:
    outline = known.outline
    if not _is_key(outline.id):
        yield problem(("id",), "key_form", key=outline.id)
    if outline.version < 1:
        yield problem(("version",), "version_wrong")
    for field in ("title", "name"):
        if not getattr(outline, field).strip():
            yield problem((field,), "text_blank", field=field)
    if not outline.sections:
        yield problem(("sections",), "outline_empty")
    yield from _section_problems(known)


def _section_problems(known: Known) -> Problems:
    yield from _numbers(("sections",), [section.number for section in known.outline.sections])
    for path, section in known.sections:
        if not section.questions and not section.sections:
            yield problem(path, "section_empty", title=section.title or section.number)
        yield from _numbers((*path, "sections"), [below.number for below in section.sections])


def _numbers(path: Path, numbers: list[str]) -> Problems:
    for place, number in repeated(numbers):
        if number:
            yield problem((*path, place, "number"), "section_number_repeated", number=number)


def _keys(known: Known) -> Problems:
    keys = [question.key for _, question in known.questions]
    for place, key in repeated(keys):
        yield problem((*known.questions[place][0], "key"), "key_repeated", key=key)
    for path, question in known.questions:
        yield from _key_problems(path, question, set(keys))


def _key_problems(path: Path, question: Question, keys: set[str]) -> Problems:
    if not _is_key(question.key):
        yield problem((*path, "key"), "key_form", key=question.key)
    for key in question.was:
        if key in keys:
            yield problem((*path, "was"), "was_in_use", key=key)
    fields = [field.key for field in question.fields] if isinstance(question, Sentence | Repeat) else []
    for place, key in enumerate(fields):
        if not _is_key(key):
            yield problem((*path, "fields", place, "key"), "key_form", key=key)
    for place, key in repeated(fields):
        yield problem((*path, "fields", place, "key"), "field_key_repeated", key=key)


def _is_key(key: str) -> bool:
    return len(key) <= _LONGEST_KEY and bool(_KEY.fullmatch(key))


def _texts(known: Known) -> Problems:
    """Problems with the words themselves, wherever they stand."""
    for path, asked in (*known.questions, *known.fields):
        yield from _asked(path, asked)
    words = plain("lint.secret_words").split("|")
    for path, text in _strings((), known.outline.model_dump(exclude_defaults=True)):
        yield from _text(path, text, words)


def _asked(path: Path, question: Question) -> Problems:
    for field in ("text", "short"):
        if not getattr(question, field).strip():
            yield problem((*path, field), "text_blank", field=field)
    if len(question.short) > _LONGEST_SHORT:
        yield problem((*path, "short"), "short_too_long", length=len(question.short))


def _text(path: Path, text: str, secret: list[str]) -> Problems:
    field = str(path[-1]) if isinstance(path[-1], str) else str(path[-2])
    if printable(text) != text:
        yield problem(path, "unclean", field=field)
    said = nfc(text).casefold()
    for words in secret:
        if words in said:
            yield problem(path, "secret", field=field, words=words)


def _strings(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    """Every string in an outline, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, below in value.items():
            yield from _strings((*path, name), below)
    elif isinstance(value, list | tuple):
        for place, below in enumerate(value):
            yield from _strings((*path, place), below)
