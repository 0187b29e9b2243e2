"""Each kind of question names only what it has, and prints only as it can be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from flows.grid import Grid
from flows.lint_known import Known, Path, Problems, problem
from flows.questions import Choice, Computed, Date, Line, Number, Prose, Question, Repeat, Rows, Sentence

_BLANK = re.compile(r"\{([^{}]*)\}")
_PRINTS: Mapping[str, tuple[str, ...]] = {
    "sentence": ("sentence", "none"),
    "computed": ("sentence", "none"),
    "rows": ("annex", "none"),
}
_OTHERS_PRINT = ("heading", "run-in", "none")


def question_problems(known: Known) -> Problems:
    """The problems of every question and field of an outline."""
    for path, question in known.questions:
        yield from _print(path, question)
    for path, asked in (*known.questions, *known.fields):
        yield from _kind(known, path, asked)


def _print(path: Path, question: Question) -> Problems:
    if question.print not in _PRINTS.get(question.kind, _OTHERS_PRINT):
        yield problem((*path, "print"), "print_wrong", kind=question.kind, print=question.print)
    if question.print == "run-in" and not question.label.strip():
        yield problem((*path, "print"), "label_missing")


def _kind(known: Known, path: Path, question: Question) -> Problems:
    match question:
        case Choice():
            yield from _choice(path, question)
        case Number():
            yield from _number(known, path, question)
        case Line():
            yield from _line(path, question)
        case Sentence():
            yield from _sentence(path, question)
        case Repeat():
            yield from _fields(path, question)
        case Computed():
            yield from _computed(known, path, question)
        case Prose() | Date() | Rows():
            pass


def _line(path: Path, question: Line) -> Problems:
    if question.limit < 1:
        yield problem((*path, "limit"), "limit_wrong")


def _choice(path: Path, question: Choice) -> Problems:
    keys = [option.key for option in question.options]
    if not keys:
        yield problem((*path, "options"), "options_missing")
    for place, key in enumerate(keys):
        if key in keys[:place]:
            yield problem((*path, "options", place), "option_repeated", option=key)
    for place, proposed in enumerate(question.proposed):
        if proposed.option not in keys:
            yield problem((*path, "proposed", place), "option_unknown", option=proposed.option)
    if question.fallback and question.fallback not in keys:
        yield problem((*path, "fallback"), "option_unknown", option=question.fallback)


def _number(known: Known, path: Path, question: Number) -> Problems:
    if question.least is not None and question.most is not None and question.least > question.most:
        yield problem((*path, "least"), "bounds", least=question.least, most=question.most)
    if question.prefill:
        yield from _prefill(known, path, question.prefill)
    yield from _consolidation(known, path, question)


def _consolidation(known: Known, path: Path, question: Number) -> Problems:
    """The problems of how figures are joined: a rate has to be worked out from something, and none is ever added."""
    rate = question.consolidate == "rate"
    if question.weight and not rate:
        yield problem((*path, "weight"), "weight_unused")
    elif question.weight and not isinstance(_beside(known, path, question.weight), Number):
        yield problem((*path, "weight"), "weight_unknown", key=question.weight)
    if rate and not question.weight and not _is_ratio(known, question.prefill):
        yield problem((*path, "consolidate"), "rate_without_source")
    if question.consolidate == "sum" and question.unit == "%":
        yield problem((*path, "consolidate"), "rate_added")


def _beside(known: Known, path: Path, key: str) -> Question | None:
    """The question of that key, for a field the field of the same question."""
    if path[-2] != "fields":
        return known.question(key)
    return next((field for at, field in known.fields if at[:-1] == path[:-1] and field.key == key), None)


def _is_ratio(known: Known, prefill: str) -> bool:
    """The figure is one that a table works out as a ratio."""
    rows, _, figure = prefill.partition(".")
    table = known.question(rows)
    summary = Grid(table).summaries.get(figure.partition(".")[0]) if isinstance(table, Rows) else None
    return summary is not None and summary.kind == "ratio"


def _prefill(known: Known, path: Path, prefill: str) -> Problems:
    at = (*path, "prefill")
    rows_key, _, figure = prefill.partition(".")
    summary, _, column = figure.partition(".")
    rows = known.question(rows_key)
    if not (rows_key and summary and column):
        yield problem(at, "prefill_form", prefill=prefill)
    elif not isinstance(rows, Rows) or not known.is_before(rows_key, path):
        yield problem(at, "prefill_rows", rows=rows_key)
    elif summary not in Grid(rows).summaries:
        yield problem(at, "prefill_summary", rows=rows_key, summary=summary)
    elif column not in _columns_shown(Grid(rows), summary):
        yield problem(at, "prefill_column", summary=summary, column=column)


def _columns_shown(grid: Grid, summary: str) -> Mapping[str, str]:
    """The columns of a computed row; none where what it is computed from is not there (told elsewhere)."""
    try:
        return grid.shown(grid.summaries[summary])
    except KeyError:
        return {}


def _fields(path: Path, question: Repeat | Sentence) -> Problems:
    if not question.fields:
        yield problem((*path, "fields"), "fields_missing")


def _sentence(path: Path, question: Sentence) -> Problems:
    yield from _fields(path, question)
    yield from _braces(path, question.template)
    keys = [field.key for field in question.fields]
    named = _BLANK.findall(question.template)
    for key in dict.fromkeys(named):
        if key not in keys:
            yield problem((*path, "template"), "template_unknown", key=key)
    for key in keys:
        if key not in named:
            yield problem((*path, "template"), "template_lacks", key=key)


def _computed(known: Known, path: Path, question: Computed) -> Problems:
    yield from _braces(path, question.template)
    for field in ("newer", "older"):
        key = getattr(question, field)
        if not isinstance(known.question(key), Number):
            yield problem((*path, field), "number_unknown", key=key)
    named = dict.fromkeys(_BLANK.findall(question.template))
    if question.key not in named:
        yield problem((*path, "template"), "template_lacks", key=question.key)
    yield from _named(known, path, (key for key in named if key != question.key))


def _named(known: Known, path: Path, keys: Iterator[str]) -> Problems:
    for key in keys:
        named = known.question(key)
        if named is None:
            yield problem((*path, "template"), "template_unknown", key=key)
        elif not isinstance(named, Number | Line | Choice | Date):
            yield problem((*path, "template"), "template_not_short", key=key)


def _braces(path: Path, template: str) -> Problems:
    rest = _BLANK.sub("", template)
    if "{" in rest or "}" in rest:
        yield problem((*path, "template"), "template_brace")
