"""A province of generated units with generated answers, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from exports.outline_file import load
from flows.campaign import Unit
from flows.consolidate import Gathered
from flows.dates import Period
from flows.draft import Answer, Draft
from flows.paper import Paper
from flows.questions import Choice, Prose, Question, Repeat, Rows, Sentence
from flows.report import Run
from flows.standing import Standing
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

OUTLINE = load("chi-thi-34")
FORM = load("the-thuc")
AT = datetime(2019, 5, 10, 2, 0, tzinfo=UTC)
OFFICE = Unit(
    id="btdkt",
    name="Ban Thi đua - Khen thưởng",
    code="BTĐKT",
    superior="Sở Nội vụ tỉnh Lạng Sơn",
    place="Lạng Sơn",
)
KINDS = (
    ("so", "Sở số"),
    ("huyen", "Huyện số"),
    ("doanh-nghiep", "Doanh nghiệp số"),
    ("luc-luong-vu-trang", "Đơn vị lực lượng số"),
)
SENTENCES = (
    "Cấp ủy, chính quyền đã quán triệt Chỉ thị số 34-CT/TW đến toàn thể cán bộ, công chức, viên chức, người lao động.",
    "Công tác thi đua, khen thưởng được triển khai kịp thời, gắn với nhiệm vụ chính trị của cơ quan, đơn vị.",
    "Các phong trào thi đua có tiêu chí rõ ràng, được sơ kết, tổng kết và nhân rộng đến cơ sở.",
    "Việc bình xét khen thưởng bảo đảm dân chủ, công khai, đúng người, đúng việc, chú trọng người lao động trực tiếp.",
    "Một số đơn vị còn lúng túng trong việc phát hiện, bồi dưỡng và tuyên truyền gương điển hình tiên tiến.",
)


def form(unit: Unit = OFFICE) -> Paper:
    return Paper(FORM, Draft(id=f"the-thuc/{unit.id}", unit=unit.id, outline=FORM.id, version=1), unit, {})


def province(count: int, seed: int = 1, paragraphs: int = 2, late: int = 0) -> Gathered:
    """So many units, the last `late` of which have sent nothing."""
    dice = random.Random(seed)
    papers = tuple(paper(place, count, dice, paragraphs) for place in range(count))
    standings = tuple(Standing(one.unit, one.draft, AT) for one in papers[: count - late])
    standings += tuple(Standing(one.unit, None, AT) for one in papers[count - late :])
    return Gathered(OUTLINE, papers[: count - late], standings, form(), "submitted")


def paper(place: int, count: int, dice: random.Random, paragraphs: int) -> Paper:
    """A unit with an answer or a reason to everything that it is asked."""
    kind, name = KINDS[place * len(KINDS) // count]
    tags = ("co-quan-bao-chi",) if place % 20 == 3 else ()
    unit = Unit(id=f"u{place}", name=f"{name} {place + 1}", kind=kind, tags=tags, order=place + 1)
    draft = Draft(
        id=f"c/u{place}", unit=unit.id, campaign="c", outline=OUTLINE.id, version=1, state="submitted", sent=1
    )
    bare = Paper(OUTLINE, draft, unit, {})
    for gate in OUTLINE.gates:
        question = OUTLINE.question(gate)
        assert isinstance(question, Choice)
        chosen = ChoiceValue(option=dice.choice(question.options).key)
        bare = replace(bare, answers={**bare.answers, gate: said(draft, question, chosen)})
    answers = {
        key: bare.answers.get(key) or answered(draft, one, dice, paragraphs) for key, (_, one) in bare.asked.items()
    }
    return replace(bare, answers=answers)


def answered(draft: Draft, question: Question, dice: random.Random, paragraphs: int) -> Answer:
    roll = dice.random()
    if roll < 0.04:
        return said(draft, question, None, reason="khong-phat-sinh")
    if roll < 0.07:
        return said(draft, question, None, reason="chua-co-so-lieu", why="đang rà soát", due="quý III/2019")
    if roll < 0.09:
        return said(draft, question, None, reason="khong-thuoc-chuc-nang")
    return said(draft, question, value(question, dice, paragraphs))


def said(draft: Draft, question: Question, held: Value | None, **rest: str) -> Answer:
    state = "none" if held is None else "closed"
    at = AT + timedelta(minutes=len(draft.id))
    return Answer(draft=draft.id, key=question.key, state=state, value=held, by="an", at=at, **rest)


def value(question: Question, dice: random.Random, paragraphs: int) -> Value:
    if isinstance(question, Rows):
        return cells(question, dice)
    if isinstance(question, Sentence):
        return ItemsValue(items=(item(question, dice),))
    if isinstance(question, Repeat):
        return ItemsValue(items=tuple(item(question, dice) for _ in range(dice.randint(1, 3))))
    return small(question, dice, paragraphs)


def item(question: Sentence | Repeat, dice: random.Random) -> Item:
    held = ((field.key, small(field, dice, 1)) for field in question.fields)
    return Item(entries=tuple(Entry(key=key, state="closed", value=one) for key, one in held))


def small(question: Question, dice: random.Random, paragraphs: int) -> FieldValue:
    match question.kind:
        case "number":
            return number(dice.randint(0, 90))
        case "date":
            day = AT.date() - timedelta(days=dice.randint(100, 1500))
            return DateValue(period=Period(kind="day", first=day), typed="")
        case "choice":
            return ChoiceValue(option=dice.choice(question.options).key)
        case "line":
            return LineValue(text=f"{dice.randint(1, 99)}/KH-UBND" if question.limit < 200 else dice.choice(SENTENCES))
    assert isinstance(question, Prose)
    return prose(*(passage(dice) for _ in range(paragraphs)))


def passage(dice: random.Random) -> str:
    return (
        dice.choice(SENTENCES)
        if dice.random() < 0.1
        else " ".join(dice.choices(SENTENCES, k=5)) + f" ({dice.random()})"
    )


def prose(*texts: str) -> ProseValue:
    return ProseValue(passages=tuple(Passage(runs=(Run(text=text),)) for text in texts))


def number(amount: int | str) -> NumberValue:
    return NumberValue(number=Decimal(amount), typed=str(amount))


def cells(question: Rows, dice: random.Random) -> RowsValue:
    """Nearly all cells filled, a few of them said to be without figures, a few left blank."""
    made = []
    places = (
        (row, column) for row in question.rows if row.key for column in question.columns if column.kind == "amount"
    )
    for row, column in places:
        roll = dice.random()
        if (column.only and column.only not in row.tags) or roll < 0.01:
            continue
        held = {"missing": True} if roll < 0.02 else {"amount": Decimal(dice.randint(0, 40))}
        made.append(CellEntry.model_validate({"row": row.key, "column": column.key, **held}))
    return RowsValue(cells=tuple(made))


def paper_of(unit: Unit, values: dict[str, Value], reasons: dict | None = None, state: str = "submitted") -> Paper:
    """A unit with these answers and reasons and nothing else."""
    draft = Draft(id=f"c/{unit.id}", unit=unit.id, campaign="c", outline=OUTLINE.id, version=1, state=state)
    answers = {key: said(draft, OUTLINE.question(key), held) for key, held in values.items()}
    reasoned = {key: said(draft, OUTLINE.question(key), None, **why) for key, why in (reasons or {}).items()}
    return Paper(OUTLINE, draft, unit, {**answers, **reasoned})
