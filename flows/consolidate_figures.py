"""Figures stand in the consolidated report with the rule that joined them and the number of units behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.compile_computed import change
from flows.compile_reason import is_blank
from flows.compile_text import fill, names_in, one_line, paragraph, text_lines
from flows.compile_values import amount
from flows.consolidate_units import by_kind, name_of, unfinished_mark
from flows.figures import Figure, Summed, Whole, figures_of, share, whole
from flows.numbers import show_number
from flows.outline import Outline
from flows.paper import Paper
from flows.questions import Choice, Computed, Number, Question
from flows.report import Block, Cell, Paragraph, Run, Table
from flows.values import ChoiceValue, ItemsValue
from flows.wording import plain

_NARROW, _NAME, _AMOUNT = 6, 40, 18


def figure_lines(question: Question, papers: Sequence[Paper], tables: Mapping[str, Summed]) -> list[Block]:
    """What the numbers of a question come to, one a line."""
    return [
        _item(figure_line(figure, found))
        for figure in figures_of(question)
        if (found := whole(figure, papers, tables)).asked
    ]


def figure_line(figure: Figure, found: Whole) -> str:
    """What a figure comes to, by which rule and of how many units."""
    number = figure.number
    rule = "weighted" if number.consolidate == "rate" and number.weight else number.consolidate
    known = found.amount is not None or rule == "none"
    said = plain(
        f"figure.{rule if known else 'unknown'}",
        what=one_line(number.short),
        amount=amount(number, found.amount) if found.amount is not None else "",
        counted=found.counted,
        asked=found.asked,
    )
    apart = "; ".join(name_of(paper) for paper in found.apart)
    return f"{said} {plain('figure.apart', names=apart)}" if apart else said


def figure_table(figures: Sequence[Figure], papers: Sequence[Paper], tables: Mapping[str, Summed]) -> list[Block]:
    """The figures of each unit, kind by kind, and below them what they come to; nothing where no unit has any."""
    rows = [(paper, [_shares(paper, figure) for figure in figures]) for paper in papers]
    filled = {paper.draft.id: cells for paper, cells in rows if any(cells)}
    if not filled or not figures:
        return []
    head = ["print.row_number", "consolidated.unit"]
    labels = [*map(plain, head), *(_column(figure.number) for figure in figures)]
    names = {paper.draft.id: name_of(paper) + unfinished_mark(paper, figures[0].question.key) for paper in papers}
    body = _body([paper for paper in papers if paper.draft.id in filled], names, filled, len(labels))
    totals = [whole(figure, papers, tables).amount for figure in figures]
    joined = any(total is not None for total in totals)
    shown = ["" if total is None else show_number(total) for total in totals]
    last = (Cell(), Cell(text=plain("figure.total"), bold=True), *(_right(text, bold=True) for text in shown))
    heads = tuple(Cell(text=label, bold=True, align="center") for label in labels)
    widths = (_NARROW, _NAME, *(_AMOUNT for _ in figures))
    return [Table(widths=widths, head_rows=1, rows=(heads, *body, *((last,) if joined else ())))]


def choice_lines(question: Choice, papers: Sequence[Paper], named: bool) -> list[Block]:
    """How many units chose each option, and which ones where they are to be `named`."""
    asked = [paper for paper in papers if question.key in paper.asked]
    chosen = [(paper, answer.value) for paper in asked if (answer := paper.answers.get(question.key))]
    found: dict[str, list[str]] = {option.key: [] for option in question.options}
    for paper, value in chosen:
        if isinstance(value, ChoiceValue):
            found.setdefault(value.option, []).append(name_of(paper))
    labels = {option.key: one_line(option.printed or option.label) for option in question.options}
    lines: list[Block] = []
    for key, names in found.items():
        blanks: dict[str, str | int] = {"option": labels.get(key, key), "names": "; ".join(names)}
        blanks |= {"count": len(names), "asked": len(asked)}
        lines.append(_item(plain("figure.option_named" if named and names else "figure.option", **blanks)))
    return lines


def count_line(question: Question, papers: Sequence[Paper], noun: str) -> list[Block]:
    """How many things of a Repeat there are, and of how many units."""
    counts = [_things(paper, question) for paper in papers]
    if not any(counts):
        return []
    counted = sum(map(bool, counts))
    return [_item(plain("figure.things", count=sum(counts), noun=noun, counted=counted, asked=len(papers)))]


def computed_line(question: Computed, outline: Outline, wholes: Mapping[str, Whole]) -> list[Block]:
    """The computed sentence with the figures of all; nothing where none is known."""
    known = {key: found.amount for key, found in wholes.items() if found.amount is not None}
    counted = outline.question(question.newer)
    if not known or counted is None:
        return []
    dots = plain("print.blank")
    blanks = {key: text_lines(show_number(known[key]) if key in known else dots) for key in names_in(question.template)}
    newer, older = known.get(question.newer), known.get(question.older)
    differs = newer is not None and older is not None
    blanks[question.key] = text_lines(
        change(newer, older, counted) if differs and newer is not None and older is not None else dots
    )
    said = fill(question.template, blanks)
    basis = plain(
        "figure.basis",
        counted=min(one.counted for one in wholes.values()),
        asked=max(one.asked for one in wholes.values()),
    )
    return [paragraph(line) for line in (*said[:-1], (*said[-1], Run(text=f" {basis}")))]


def computed_figures(question: Computed, outline: Outline) -> tuple[Figure, ...]:
    """The numbers that a computed sentence is made of."""
    keys = dict.fromkeys((*names_in(question.template), question.newer, question.older))
    named = (outline.question(key) for key in keys if key != question.key)
    return tuple(Figure(one, one) for one in named if isinstance(one, Number))


def _things(paper: Paper, question: Question) -> int:
    answer = paper.answers.get(question.key) if question.key in paper.asked else None
    return len(answer.value.items) if answer and isinstance(answer.value, ItemsValue) else 0


def _shares(paper: Paper, figure: Figure) -> str:
    """A unit's own figure as it is printed in its row."""
    if figure.question.key not in paper.asked or is_blank(paper.answers.get(figure.question.key)):
        return ""
    return "; ".join(show_number(number) for number in share(paper, figure).amounts)


def _column(number: Number) -> str:
    unit = one_line(number.unit)
    return plain("figure.column", what=one_line(number.short), unit=unit) if unit else one_line(number.short)


def _body(
    papers: Sequence[Paper], names: Mapping[str, str], filled: Mapping[str, Sequence[str]], width: int
) -> list[tuple[Cell | None, ...]]:
    rows: list[tuple[Cell | None, ...]] = []
    place = 0
    for heading, own in by_kind(papers).items():
        rows.append((Cell(), Cell(text=heading, bold=True, italic=True), *(Cell() for _ in range(width - 2))))
        for paper in own:
            place += 1
            named = (Cell(text=str(place), align="center"), Cell(text=names[paper.draft.id]))
            rows.append((*named, *map(_right, filled[paper.draft.id])))
    return rows


def _right(text: str, bold: bool = False) -> Cell:
    return Cell(text=text, bold=bold, align="right")


def _item(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),), mark="-")
