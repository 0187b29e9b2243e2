"""Whatever is typed anywhere compiles, is fit for print, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from compile_samples import FORM, OUTLINE, answer, form, paper
from hypothesis import given
from hypothesis import strategies as st

from flows.compile import compile_report, failed_checks
from flows.dates import Period
from flows.draft import Answer
from flows.questions import Choice, Question, Repeat, Rows, Sentence
from flows.report import Report, Run
from flows.text import printable
from flows.values import (
    CellEntry,
    ChoiceValue,
    DateValue,
    Entry,
    FieldValue,
    Item,
    ItemsValue,
    LineValue,
    NumberValue,
    Passage,
    ProseValue,
    RowsValue,
    Value,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["- a", "+b", "a) ", "1. x\r\ny", "\u0301", "{so-lop}", "**x**", "\ufffe", "  ", "-", "e\u0302\u0301", ":", "./."]
)
RUNS = st.builds(Run, text=TEXTS, bold=st.booleans(), italic=st.booleans())
PROSES = st.lists(st.builds(Passage, runs=st.lists(RUNS, max_size=3).map(tuple), seam=st.booleans()), max_size=4)
AMOUNTS = st.decimals(-1000, 10**9, places=2)


def values(question: Question) -> st.SearchStrategy[Value]:
    """Any value that a question of that kind may hold."""
    if isinstance(question, Sentence | Repeat):
        filled = st.lists(things(question), max_size=3 if isinstance(question, Repeat) else 1)
        return filled.map(lambda found: ItemsValue(items=tuple(found)))
    if isinstance(question, Rows):
        return st.lists(cells(question), max_size=8).map(lambda found: RowsValue(cells=tuple(found)))
    return field_values(question)


def field_values(question: Question) -> st.SearchStrategy[Any]:
    plain: dict[str, st.SearchStrategy[FieldValue]] = {
        "prose": PROSES.map(lambda found: ProseValue(passages=tuple(found))),
        "line": TEXTS.map(lambda text: LineValue(text=text)),
        "number": AMOUNTS.map(lambda many: NumberValue(number=many, typed="")),
        "date": st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(
            lambda day: DateValue(period=Period(kind="day", first=day), typed="")
        ),
    }
    if isinstance(question, Choice):
        return st.sampled_from([option.key for option in question.options]).map(lambda key: ChoiceValue(option=key))
    return plain[question.kind]


@st.composite
def things(draw: st.DrawFn, question: Sentence | Repeat) -> Item:
    entries = []
    for field in question.fields:
        state = draw(st.sampled_from(["open", "closed", "none"]))
        value = None if state == "none" else draw(field_values(field))
        entries.append(Entry(key=field.key, state=state, value=value))
    return Item(entries=tuple(entries))


@st.composite
def cells(draw: st.DrawFn, question: Rows) -> CellEntry:
    row = draw(st.sampled_from([row.key for row in question.rows]))
    column = draw(st.sampled_from([column.key for column in question.columns]))
    filled: dict[str, Any] = draw(
        st.one_of(
            st.builds(lambda many: {"amount": many}, AMOUNTS),
            st.builds(lambda text: {"note": text}, TEXTS),
            st.just({"missing": True}),
        )
    )
    return CellEntry.model_validate({"row": row, "column": column, **filled})


@st.composite
def answers(draw: st.DrawFn, questions: tuple[Question, ...]) -> dict[str, Value | Answer]:
    """Any answers to any of the questions."""
    found: dict[str, Value | Answer] = {}
    for question in draw(st.lists(st.sampled_from(questions), max_size=12, unique_by=lambda one: one.key)):
        reason = st.builds(answer, st.just(question.key), reason=st.just("chua-co-so-lieu"), why=TEXTS, due=TEXTS)
        found[question.key] = draw(st.one_of(values(question), values(question), reason))
    return found


ASKED = tuple(question for _, question in OUTLINE.every if question.kind != "computed")
HEAD = tuple(question for _, question in FORM.every)


def squeezed(text: str) -> str:
    """What can be seen of a text: composed, without white space."""
    return "".join(printable(text).split())


def strings(value: Any) -> Iterator[str]:
    """Every text in a report, one for each paragraph and cell."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and "runs" in value:
        yield value["mark"] + "".join(run["text"] for run in value["runs"])
    elif isinstance(value, dict | list | tuple):
        for below in value.values() if isinstance(value, dict) else value:
            yield from strings(below)


def typed(value: Value | Answer) -> Iterator[str]:
    """Every line of every text that a value holds, a cut paste joined again."""
    if isinstance(value, LineValue):
        yield from printable(value.text).split("\n")
    if isinstance(value, ProseValue):
        joined: list[str] = []
        for passage in value.passages:
            if passage.seam and joined:
                joined[-1] += passage.text
            else:
                joined.append(passage.text)
        for text in joined:
            yield from printable(text).split("\n")
    if isinstance(value, ItemsValue):
        for entry in (entry for item in value.items for entry in item.entries if entry.value):
            assert entry.value is not None
            yield from typed(entry.value)


def is_printed(question: Question, held: dict[str, Value | Answer]) -> bool:
    """The unit is asked it, and it stands in the report by itself."""
    found = paper(held).find(question.key)
    return question.print != "none" and found is not None


@given(answers(ASKED), st.booleans())
def test_nothing_that_was_typed_is_lost_in_print(held: dict[str, Value | Answer], draft: bool) -> None:
    report = compile_report(paper(held), form(), draft)
    whole = [squeezed(text) for text in strings(report.model_dump())]
    for question in ASKED:
        value = held.get(question.key)
        if value is None or not is_printed(question, held):
            continue
        for text in filter(None, map(squeezed, typed(value))):
            assert any(text in one for one in whole), (question.key, text)


@given(answers(ASKED), answers(HEAD), st.booleans())
def test_every_text_of_a_report_is_composed_and_fit_for_xml(
    held: dict[str, Value | Answer], head: dict[str, Value | Answer], draft: bool
) -> None:
    values = {key: value for key, value in head.items() if not isinstance(value, Answer)}
    report = compile_report(paper(held), form(values), draft)
    for text in strings(report.model_dump()):
        assert text == printable(text)
    assert report.file_name.isascii()
    assert "/" not in report.file_name
    assert Report.model_validate_json(report.model_dump_json()) == report


@given(answers(ASKED))
def test_what_was_said_stays_as_it_was_typed(held: dict[str, Value | Answer]) -> None:
    one = paper(held)
    before = {key: kept.model_dump_json() for key, kept in one.answers.items()}
    failed_checks(one)
    assert compile_report(one, form(), False) == compile_report(one, form(), False)
    assert {key: kept.model_dump_json() for key, kept in one.answers.items()} == before
