"""A table's columns, checks and computed rows name only what it has, and no two of its rows are called the same."""

from __future__ import annotations

from collections.abc import Iterator

from flows.grid_names import words_of
from flows.lint_known import Path, Problems, problem
from flows.questions import Column, Rows, RowSpec, Summary


def rows_problems(path: Path, question: Rows) -> Problems:
    """The problems of one table."""
    if not any(row.key for row in question.rows):
        yield problem((*path, "rows"), "rows_empty")
    if not any(column.kind == "amount" for column in question.columns):
        yield problem((*path, "columns"), "columns_empty")
    yield from _repeated((*path, "rows"), "row_repeated", [row.key for row in question.rows])
    yield from _repeated((*path, "columns"), "column_repeated", [column.key for column in question.columns])
    yield from _repeated((*path, "summaries"), "summary_repeated", [one.key for one in question.summaries])
    yield from _names(path, question)
    for place, column in enumerate(question.columns):
        yield from _column((*path, "columns", place), question, column)
    yield from _checks(path, question)
    for place, summary in enumerate(question.summaries):
        yield from _summary((*path, "summaries", place), question, summary)


def _repeated(path: Path, line_key: str, keys: list[str]) -> Problems:
    for place, key in enumerate(keys):
        if key and key in keys[:place]:
            yield problem((*path, place, "key"), line_key, key=key)


def _names(path: Path, question: Rows) -> Problems:
    filled = [(place, row) for place, row in enumerate(question.rows) if row.key]
    for place, row in filled:
        others = [other for at, other in filled if at != place]
        yield from _own_names((*path, "rows", place), row, others)


def _own_names(path: Path, row: RowSpec, others: list[RowSpec]) -> Problems:
    """Names that another row has too, and a label shared with another row without a name to tell them apart."""
    labels = {words_of(other.label) for other in others}
    taken = labels | {words_of(name) for other in others for name in other.names}
    for name in row.names:
        if words_of(name) in taken:
            yield problem((*path, "names"), "row_name_repeated", name=name)
    if words_of(row.label) in labels and not row.names:
        yield problem((*path, "label"), "row_name_repeated", name=row.label)
    for name in (row.label, *row.names):
        if ":" in name:
            yield problem(path, "row_name_colon", name=name)


def _figures(question: Rows) -> set[str]:
    """The columns that hold figures."""
    return {column.key for column in question.columns if column.kind != "note"}


def _tags(question: Rows) -> set[str]:
    return {tag for row in question.rows if row.key for tag in row.tags}


def _column(path: Path, question: Rows, column: Column) -> Problems:
    amounts = {one.key for one in question.columns if one.kind == "amount"}
    if column.kind == "sum" and not column.of:
        yield problem((*path, "kind"), "column_sum", key=column.key)
    if column.kind != "sum" and column.of:
        yield problem((*path, "of"), "column_of", key=column.key)
    for key in column.of:
        if key not in amounts:
            yield problem((*path, "of"), "column_unknown", column=key)
    if column.only and column.only not in _tags(question):
        yield problem((*path, "only"), "row_tag_unknown", tag=column.only)
    if column.at_most and column.at_most not in _figures(question) - {column.key}:
        yield problem((*path, "at_most"), "column_unknown", column=column.at_most)


def _checks(path: Path, question: Rows) -> Problems:
    rows = {row.key for row in question.rows if row.key}
    named = ((place, field) for place in range(len(question.checks)) for field in ("row", "at_most"))
    for place, field in named:
        row = getattr(question.checks[place], field)
        if row not in rows:
            yield problem((*path, "checks", place, field), "row_unknown", row=row)


_NEEDS = {"sum": (), "ratio": ("top", "bottom"), "difference": ("of", "newer", "older")}


def _summary(path: Path, question: Rows, summary: Summary) -> Problems:
    for field in _NEEDS[summary.kind]:
        if not getattr(summary, field):
            yield problem((*path, "kind"), "summary_lacks", key=summary.key, field=field)
    if summary.tag and summary.tag not in _tags(question):
        yield problem((*path, "tag"), "row_tag_unknown", tag=summary.tag)
    for field, column in _summary_columns(summary):
        if column not in _figures(question):
            yield problem((*path, field), "column_unknown", column=column)
    above = [one.key for one in question.summaries[: question.summaries.index(summary)]]
    for field in ("top", "bottom", "of"):
        named = getattr(summary, field)
        if named and named not in above:
            yield problem((*path, field), "summary_unknown", summary=named)


def _summary_columns(summary: Summary) -> Iterator[tuple[str, str]]:
    """The columns that a computed row names, each with the field that names it."""
    for shown, taken in summary.columns.items():
        yield from (("columns", shown), ("columns", taken))
    yield from ((field, getattr(summary, field)) for field in ("newer", "older") if getattr(summary, field))
