"""A draft's answers and the unit's letterhead become one frozen Report, which is all that a document needs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from flows import compile_letterhead
from flows.compile_reason import is_blank
from flows.compile_sections import Printing
from flows.compile_text import one_line
from flows.compile_values import amount
from flows.grid import Grid
from flows.grid_print import annex_blocks
from flows.job import Fault
from flows.paper import Paper
from flows.questions import Number, Rows
from flows.report import Annex, Report
from flows.values import NumberValue, RowsValue
from flows.wording import plain

_ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


def compile_report(paper: Paper, form: Paper, draft: bool) -> Report:
    """The report of a paper under the letterhead of a form; as a draft it shows what is missing."""
    outline = paper.outline
    tables = list(_tables(paper))
    labels = dict(zip((question.key for question, _ in tables), _labels(len(tables)), strict=True))
    reference = compile_letterhead.reference(form, outline.year)
    return Report(
        title=one_line(outline.title),
        subject=one_line(outline.subject),
        letterhead=compile_letterhead.letterhead(form, draft),
        number=compile_letterhead.number(form),
        date_line=compile_letterhead.date_line(form),
        year=outline.year,
        addressees=tuple(map(one_line, outline.addressees)),
        bases=tuple(map(one_line, outline.bases)),
        blocks=Printing(paper, draft, labels).sections(),
        annexes=tuple(_annex(question, value, labels[question.key], reference) for question, value in tables),
        draft=draft,
        file_name=compile_letterhead.file_name(form, outline.id),
    )


def failed_checks(paper: Paper) -> tuple[Fault, ...]:
    """Everything in the figures that does not agree: within the tables, and between them and the text."""
    grids = {question.key: Grid(question, value) for question, value in _tables(paper)}
    within = (fault for grid in grids.values() for fault in grid.faults())
    return (*within, *_differing_rates(paper, grids))


def roman(number: int) -> str:
    """The number in Roman numerals, up to 39.

    >>> roman(4), roman(19)
    ('IV', 'XIX')
    """
    written = ""
    for numeral, worth in _ROMAN:
        written += numeral * (number // worth)
        number %= worth
    return written


def _tables(paper: Paper) -> Iterator[tuple[Rows, RowsValue]]:
    """The tables that are printed as annexes, with what is filled in."""
    for _, question in paper.asked.values():
        answer = paper.answers.get(question.key)
        shown = isinstance(question, Rows) and question.print == "annex" and not is_blank(answer)
        if shown and isinstance(question, Rows) and answer and isinstance(answer.value, RowsValue):
            yield question, answer.value


def _labels(count: int) -> list[str]:
    """What the annexes are called: numbered only where there are several."""
    if count == 1:
        return [plain("print.annex")]
    return [plain("print.annex_number", number=roman(place)) for place in range(1, count + 1)]


def _annex(question: Rows, value: RowsValue, label: str, reference: str) -> Annex:
    blocks = annex_blocks(question, value)
    return Annex(label=label, title=one_line(question.title), reference=reference, blocks=blocks)


def _differing_rates(paper: Paper, grids: dict[str, Grid]) -> Iterator[Fault]:
    """Numbers that were typed and are not what their table gives."""
    for _, question in paper.asked.values():
        answer = paper.answers.get(question.key)
        if not isinstance(question, Number) or not answer or not isinstance(answer.value, NumberValue):
            continue
        typed = answer.value.number
        figure = _figure(grids, question.prefill)
        if figure is not None and figure != typed:
            blanks = {"what": question.short, "typed": amount(question, typed), "figure": amount(question, figure)}
            yield Fault(line="print.rate_differs", blanks=blanks)


def _figure(grids: dict[str, Grid], prefill: str) -> Decimal | None:
    rows, _, name = prefill.partition(".")
    return grids[rows].figure(name) if rows in grids else None
