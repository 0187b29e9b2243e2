"""The figures of many units become one by the rule that the outline states; what is not there is never taken for 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from flows.grid import Grid
from flows.outline import Outline
from flows.paper import Paper
from flows.questions import Number, Question, Repeat, Rows, Sentence
from flows.values import CellEntry, Item, ItemsValue, NumberValue, RowsValue

_HUNDREDTH = Decimal("0.01")

_JOINED: Mapping[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "sum": sum,  # type: ignore[dict-item]  # the sum of at least one Decimal is a Decimal
    "min": min,
    "max": max,
    "mean": lambda amounts: (sum(amounts, Decimal(0)) / len(amounts)).quantize(_HUNDREDTH, ROUND_HALF_UP),
}


@dataclass(frozen=True)
class Figure:
    """A number that the outline asks: a question, or a field (`number`) of one."""

    question: Question
    number: Number

    @property
    def is_field(self) -> bool:
        """It is a field of its question."""
        return self.question is not self.number


@dataclass(frozen=True)
class Share:
    """What one unit says for a figure: its amounts, in a Repeat one of each thing, with their weights if any."""

    paper: Paper
    amounts: tuple[Decimal, ...]
    weights: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Whole:
    """What the shares come to: `counted` of the `asked` units; `apart` are those that count in another unit.

    `amount` is None where they are not joined, or nothing is there to join.
    """

    amount: Decimal | None
    counted: int
    asked: int
    apart: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class Summed:
    """A table of all units, added up cell by cell; the papers that hold one, and how many were asked for it."""

    question: Rows
    papers: tuple[Paper, ...]
    asked: int

    @cached_property
    def value(self) -> RowsValue:
        """The sums; a cell is missing where some unit says so and no other has a figure."""
        sums: dict[tuple[str, str], Decimal] = {}
        missing: dict[tuple[str, str], None] = {}
        for cell in (cell for paper in self.papers for cell in self.cells(paper)):
            place = cell.row, cell.column
            if cell.amount is not None:
                sums[place] = sums.get(place, Decimal(0)) + cell.amount
            else:
                missing[place] = None
        there = [CellEntry(row=row, column=column, amount=amount) for (row, column), amount in sums.items()]
        there += [
            CellEntry(row=row, column=column, missing=True) for row, column in missing if (row, column) not in sums
        ]
        return RowsValue(cells=tuple(there))

    @cached_property
    def counted(self) -> int:
        """Of how many units there are figures."""
        return sum(any(cell.amount is not None for cell in self.cells(paper)) for paper in self.papers)

    @cached_property
    def grid(self) -> Grid:
        """The table with what is computed in it."""
        return Grid(self.question, self.value)

    @cached_property
    def places(self) -> frozenset[tuple[str, str]]:
        """The cells that take an amount."""
        grid = Grid(self.question)
        amounts = [column.key for column in self.question.columns if column.kind == "amount"]
        return frozenset((row, column) for row in grid.rows for column in amounts if grid.has(row, column))

    def cells(self, paper: Paper) -> Iterator[CellEntry]:
        """The cells of a unit that hold an amount, or are said to be without one."""
        value = _value(paper, self.question.key)
        cells = value.cells if isinstance(value, RowsValue) else ()
        return (cell for cell in cells if (cell.row, cell.column) in self.places and _counts(cell))

    def lacking(self, paper: Paper) -> tuple[int, int]:
        """How many cells of a unit are said to be without figures yet, and how many were left blank."""
        cells = list(self.cells(paper))
        return sum(cell.amount is None for cell in cells), len(self.places) - len(cells)


def figures(outline: Outline) -> tuple[Figure, ...]:
    """Every number that is asked, in order."""
    return tuple(figure for _, question in outline.every for figure in figures_of(question))


def figures_of(question: Question) -> tuple[Figure, ...]:
    """The numbers of a question: itself, or its fields."""
    parts = question.fields if isinstance(question, Sentence | Repeat) else (question,)
    return tuple(Figure(question, part) for part in parts if isinstance(part, Number))


def tables(outline: Outline, papers: Sequence[Paper]) -> dict[str, Summed]:
    """Every table that is asked, added up, by key."""
    rows = (question for _, question in outline.every if isinstance(question, Rows))
    return {question.key: _summed(question, papers) for question in rows}


def whole(figure: Figure, papers: Sequence[Paper], summed: Mapping[str, Summed]) -> Whole:
    """The one figure of all these units."""
    asked = [paper for paper in papers if figure.question.key in paper.asked]
    rows, _, name = figure.number.prefill.partition(".")
    if figure.number.consolidate == "rate" and not figure.number.weight and rows in summed:
        return Whole(summed[rows].grid.figure(name), summed[rows].counted, summed[rows].asked)
    apart = tuple(paper for paper in asked if _unit(paper, figure) != figure.number.unit)
    found = [one for paper in asked if paper not in apart and (one := share(paper, figure)).amounts]
    if figure.number.consolidate == "rate":
        return Whole(*_weighted(found), len(asked), apart)
    return Whole(_joined(figure, found), len(found), len(asked), apart)


def share(paper: Paper, figure: Figure) -> Share:
    """What a unit says for a figure; no amounts where it says nothing."""
    held = _value(paper, figure.question.key)
    if isinstance(held, NumberValue):
        weight = _value(paper, figure.number.weight)
        return Share(paper, (held.number,), (weight.number if isinstance(weight, NumberValue) else None,))
    items = held.items if figure.is_field and isinstance(held, ItemsValue) else ()
    pairs = [
        (amount, _field(item, figure.number.weight))
        for item in items
        if (amount := _field(item, figure.number.key)) is not None
    ]
    return Share(paper, tuple(amount for amount, _ in pairs), tuple(weight for _, weight in pairs))


def _joined(figure: Figure, found: Sequence[Share]) -> Decimal | None:
    rule = figure.number.consolidate
    if rule == "latest":
        last = max(found, key=lambda one: one.paper.answers[figure.question.key].at, default=None)
        return last.amounts[-1] if last else None
    amounts = [amount for one in found for amount in one.amounts]
    return _JOINED[rule](amounts) if amounts and rule in _JOINED else None


def _weighted(found: Sequence[Share]) -> tuple[Decimal | None, int]:
    """The mean by weights, and of how many units."""
    pairs = [list(zip(one.amounts, one.weights, strict=True)) for one in found]
    known = [[(amount, weight) for amount, weight in own if weight is not None] for own in pairs]
    every = [pair for own in known for pair in own]
    over, counted = sum((weight for _, weight in every), Decimal(0)), sum(map(bool, known))
    if not over:
        return None, counted
    amount = sum((amount * weight for amount, weight in every), Decimal(0)) / over
    return amount.quantize(_HUNDREDTH, ROUND_HALF_UP), counted


def _summed(question: Rows, papers: Sequence[Paper]) -> Summed:
    asked = [paper for paper in papers if question.key in paper.asked]
    bare = Summed(question, (), len(asked))
    return Summed(question, tuple(paper for paper in asked if any(bare.cells(paper))), len(asked))


def _unit(paper: Paper, figure: Figure) -> str:
    """The unit that this one counts in, by its own version of the outline."""
    own = paper.asked[figure.question.key][1]
    named = (one.number.unit for one in figures_of(own) if one.number.key == figure.number.key)
    return next(named, figure.number.unit)


def _value(paper: Paper, key: str) -> object:
    answer = paper.answers.get(key)
    return answer.value if answer and key in paper.asked else None


def _field(item: Item, key: str) -> Decimal | None:
    entry = item.entry(key)
    return entry.value.number if entry and isinstance(entry.value, NumberValue) else None


def _counts(cell: CellEntry) -> bool:
    return cell.amount is not None or cell.missing
