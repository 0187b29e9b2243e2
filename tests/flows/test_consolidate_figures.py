"""Figures are joined by the outline's rule, and equal what a plain computation over the answers gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from province import AT, OUTLINE, number, paper_of, province, said

from flows.campaign import Unit
from flows.consolidate import consolidate
from flows.consolidate_figures import figure_line
from flows.figures import Figure, figures, figures_of, tables, whole
from flows.lint import problems
from flows.outline import Outline, Section
from flows.paper import Paper
from flows.questions import Choice, Number, Option, Repeat
from flows.report import Paragraph
from flows.values import CellEntry, ChoiceValue, Entry, Item, ItemsValue, RowsValue

AMOUNTS = st.lists(st.one_of(st.none(), st.integers(0, 10**6)), min_size=1, max_size=30)


def asking(*questions):
    section = Section(number="I.", title="Số liệu", questions=questions)
    return Outline(id="thu", version=1, title="BÁO CÁO", subject="Thử", name="Thử", year=2019, sections=(section,))


def counted(rule: str, **more) -> Number:
    return Number(key="n", text="Bao nhiêu?", short="Số lớp", unit="lớp", consolidate=rule, **more)


def papers_saying(question: Number, amounts, **others) -> list[Paper]:
    outline = asking(question, *(Number(key=key, text="?", short=key) for key in others))
    papers = []
    for place, amount in enumerate(amounts):
        paper = paper_of(Unit(id=f"u{place}", name=f"Sở {place}", kind="so"), {})
        answers = {} if amount is None else {"n": said(paper.draft, question, number(amount))}
        for key, weights in others.items():
            answers[key] = said(paper.draft, outline.question(key), number(weights[place]))
        papers.append(replace(paper, outline=outline, answers=answers))
    return papers


def joined(question: Number, amounts, **others):
    return whole(Figure(question, question), papers_saying(question, amounts, **others), {})


@given(AMOUNTS)
def test_what_is_not_there_is_not_counted_as_zero(amounts):
    there = [amount for amount in amounts if amount is not None]
    for rule, plainly in (("sum", sum), ("min", min), ("max", max)):
        found = joined(counted(rule), amounts)
        assert found.amount == (plainly(there) if there else None)
        assert (found.counted, found.asked) == (len(there), len(amounts))
    mean = joined(counted("mean"), amounts).amount
    assert mean is None if not there else abs(mean - Decimal(sum(there)) / len(there)) <= Decimal("0.005")


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 1000)), min_size=1, max_size=20))
def test_a_rate_by_weight_is_what_all_have_together(pairs):
    found = joined(counted("rate", weight="w"), [rate for rate, _ in pairs], w=[weight for _, weight in pairs])
    over = sum(weight for _, weight in pairs)
    if not over:
        assert found.amount is None
    else:
        assert abs(found.amount - Decimal(sum(rate * weight for rate, weight in pairs)) / over) <= Decimal("0.005")


def test_figures_are_not_joined_unless_the_outline_says_how():
    assert joined(counted("none"), [1, 2]).amount is None
    assert "không cộng" in figure_line(Figure(counted("none"), counted("none")), joined(counted("none"), [1, 2]))


def test_the_latest_is_what_was_said_last_wherever_the_unit_stands():
    question = counted("latest")
    papers = papers_saying(question, [5, 7, 9])
    late = papers[0].answers["n"].model_copy(update={"at": AT + timedelta(days=9)})
    papers[0] = replace(papers[0], answers={"n": late})
    assert whole(Figure(question, question), papers, {}).amount == 5


def test_a_unit_that_counts_in_something_else_is_named_and_never_added():
    question = counted("sum")
    papers = papers_saying(question, [5, 7])
    other = asking(question.model_copy(update={"unit": "buổi"}))
    papers[1] = replace(papers[1], outline=other)
    found = whole(Figure(question, question), papers, {})
    assert (found.amount, [paper.unit.name for paper in found.apart]) == (5, ["Sở 1"])
    assert figure_line(Figure(question, question), found) == (
        "Số lớp: tổng cộng 5 lớp (cộng số liệu của 1/2 đơn vị). Không gộp vì khác đơn vị tính: Sở 1."
    )


def test_a_figure_of_things_is_joined_over_all_things_of_all_units():
    field = Number(key="so", text="?", short="Số", consolidate="sum")
    repeat = Repeat(key="r", text="?", short="Danh sách", noun="lớp", fields=(field,))
    outline = asking(repeat)
    papers = []
    for unit, amounts in (("a", [1, 2]), ("b", [3])):
        paper = replace(paper_of(Unit(id=unit, name=unit), {}), outline=outline)
        items = tuple(Item(entries=(Entry(key="so", state="closed", value=number(n)),)) for n in amounts)
        papers.append(replace(paper, answers={"r": said(paper.draft, repeat, ItemsValue(items=items))}))
    found = whole(figures_of(repeat)[0], papers, {})
    assert (found.amount, found.counted) == (6, 2)


def plain_sums(whole_province) -> tuple[dict, dict]:
    """The sums of all cells and of all numbers, worked out in the most straightforward way."""
    cells: dict[tuple[str, str], Decimal] = {}
    numbers: dict[str, list[Decimal]] = {}
    for paper in whole_province.papers:
        for key, answer in paper.answers.items():
            value = answer.value
            if value is not None and value.kind == "rows":
                for cell in value.cells:
                    if cell.amount is not None:
                        cells[cell.row, cell.column] = cells.get((cell.row, cell.column), 0) + cell.amount
            for entry in value.items[0].entries if value is not None and value.kind == "items" else ():
                if entry.value is not None and entry.value.kind == "number":
                    numbers.setdefault(f"{key}.{entry.key}", []).append(entry.value.number)
            if value is not None and value.kind == "number":
                numbers.setdefault(key, []).append(value.number)
    return cells, numbers


@pytest.mark.parametrize("seed", range(2))
def test_a_province_of_170_units_adds_up(seed):
    everything = province(170, seed=seed, paragraphs=1, late=6)
    cells, numbers = plain_sums(everything)
    grid = everything.tables["khen-thuong"].grid
    assert {place: grid.amount(*place) for place in cells} == cells
    assert not any(cell.missing for cell in grid.value.cells)
    for figure in figures(OUTLINE):
        name = f"{figure.question.key}.{figure.number.key}" if figure.is_field else figure.number.key
        if figure.number.consolidate == "sum":
            found = whole(figure, everything.papers, everything.tables)
            assert (found.amount, found.counted) == (sum(numbers[name]), len(numbers[name]))
    rows = [row.key for row in everything.tables["khen-thuong"].question.rows if "ca-nhan" in row.tags]
    for year in ("2014", "2018"):
        top, bottom = (sum(cells[row, column] for row in rows) for column in (f"truc-tiep-{year}", year))
        question = OUTLINE.question(f"ty-le-{year}")
        found = whole(Figure(question, question), everything.papers, everything.tables)
        assert abs(found.amount - 100 * top / bottom) <= Decimal("0.005")
        assert grid.computed("ty-le", year) == found.amount


def test_a_cell_that_nobody_has_figures_for_stays_marked_and_is_told_by_unit():
    table = OUTLINE.question("khen-thuong")
    rows = lambda *cells: {"khen-thuong": table_value(cells)}  # noqa: E731
    papers = [
        paper_of(Unit(id="a", name="Sở A"), rows(("gk-tap-the", "2014", 3), ("gk-tap-the", "2015", None))),
        paper_of(Unit(id="b", name="Sở B"), rows(("gk-tap-the", "2014", None), ("gk-tap-the", "2015", None))),
    ]
    summed = tables(OUTLINE, papers)[table.key]
    assert summed.grid.amount("gk-tap-the", "2014") == 3
    assert summed.grid.missing("gk-tap-the", "2015")
    assert not summed.grid.missing("gk-tap-the", "2014")
    assert (summed.counted, summed.asked) == (1, 2)
    assert [summed.lacking(paper)[0] for paper in papers] == [1, 2]


def test_a_cell_of_which_every_unit_says_0_is_0():
    papers = [paper_of(Unit(id=n, name=n), {"khen-thuong": table_value([("gk-tap-the", "2014", 0)])}) for n in "ab"]
    grid = tables(OUTLINE, papers)["khen-thuong"].grid
    assert grid.amount("gk-tap-the", "2014") == 0
    assert grid.amount("gk-tap-the", "2015") is None


def table_value(cells):
    made = (
        CellEntry(row=row, column=column, amount=None if amount is None else Decimal(amount), missing=amount is None)
        for row, column, amount in cells
    )
    return RowsValue(cells=tuple(made))


def test_choices_are_counted_for_each_option():
    question = Choice(
        key="c",
        text="?",
        short="Quy chế",
        label="Quy chế",
        options=(Option(key="co", label="Đã quy định"), Option(key="khong", label="Chưa quy định")),
    )
    outline = asking(question)
    papers = []
    for place, option in enumerate(("co", "khong", "co")):
        paper = replace(paper_of(Unit(id=f"u{place}", name=f"Sở {place}", kind="so"), {}), outline=outline)
        papers.append(replace(paper, answers={"c": said(paper.draft, question, ChoiceValue(option=option))}))
    everything = replace(province(3), outline=outline, papers=tuple(papers))
    lines = [
        "".join(run.text for run in b.runs) for b in consolidate(everything, AT).blocks if isinstance(b, Paragraph)
    ]
    assert lines[1:] == ["Đã quy định: 2/3 đơn vị (Sở 0; Sở 2).", "Chưa quy định: 1/3 đơn vị (Sở 1)."]


@pytest.mark.parametrize(
    ("number_asked", "fault"),
    [
        (counted("rate"), "rate_without_source"),
        (counted("rate", prefill="khen-thuong.luot-ca-nhan.2018"), "rate_without_source"),
        (counted("rate", weight="khong-co"), "weight_unknown"),
        (counted("sum", weight="so-lop"), "weight_unused"),
        (counted("sum").model_copy(update={"unit": "%"}), "rate_added"),
        (counted("rate", prefill="khen-thuong.ty-le.2018"), None),
        (counted("mean").model_copy(update={"unit": "%"}), None),
    ],
)
def test_a_rule_that_cannot_be_followed_is_a_fault_of_the_outline(number_asked, fault):
    last = OUTLINE.sections[-1]
    asked = last.model_copy(update={"questions": (*last.questions, number_asked)})
    outline = OUTLINE.model_copy(update={"sections": (*OUTLINE.sections[:-1], asked)})
    assert [problem.line_key for problem in problems(outline)] == ([fault] if fault else [])
