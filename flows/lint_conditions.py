"""A condition may only go by what is known by then: the unit's kind and tags, and a Choice that was asked before."""

from __future__ import annotations

from collections.abc import Iterator

from flows.lint_known import Known, Path, Problems, problem
from flows.questions import Choice, Condition


def condition_problems(known: Known) -> Problems:
    """The problems of every condition in an outline."""
    for path, asker, condition in _conditions(known):
        yield from _problems(known, path, asker, condition)
    for path, field in known.fields:
        if field.when is not None:
            yield problem((*path, "when"), "field_condition", key=field.key)


def _conditions(known: Known) -> Iterator[tuple[Path, Path, Condition]]:
    """Each condition with its own path and that of the section or question that it is about."""
    for path, section in known.sections:
        if section.when is not None:
            yield (*path, "when"), path, section.when
    for path, question in known.questions:
        if question.when is not None:
            yield (*path, "when"), path, question.when
        proposed = question.proposed if isinstance(question, Choice) else ()
        for place, one in enumerate(proposed):
            yield (*path, "proposed", place, "when"), path, one.when


def _problems(known: Known, path: Path, asker: Path, condition: Condition) -> Problems:
    wanted = (*condition.options, *((condition.option,) if condition.option else ()))
    if not (condition.tags or condition.kinds or condition.answer or wanted):
        yield problem(path, "condition_empty")
    if bool(condition.answer) != bool(wanted):
        yield problem(path, "condition_half")
    if condition.answer:
        yield from _answer_problems(known, path, asker, condition)


def _answer_problems(known: Known, path: Path, asker: Path, condition: Condition) -> Problems:
    key = condition.answer
    named = known.question(key)
    if named is None:
        yield problem((*path, "answer"), "condition_unknown", key=key)
    elif not isinstance(named, Choice):
        yield problem((*path, "answer"), "condition_not_choice", key=key)
    else:
        if not known.is_before(key, asker):
            yield problem((*path, "answer"), "condition_later", key=key)
        yield from _options(path, condition, named)


def _options(path: Path, condition: Condition, named: Choice) -> Problems:
    there = {option.key for option in named.options}
    if condition.option and condition.option not in there:
        yield problem((*path, "option"), "condition_option", key=named.key, option=condition.option)
    for place, option in enumerate(condition.options):
        if option not in there:
            yield problem((*path, "options", place), "condition_option", key=named.key, option=option)
