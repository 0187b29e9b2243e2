"""Each kind of problem is shown by an outline that has it and nothing else."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest

from flows import lint
from flows.lint import problems
from flows.outline import Outline
from flows.wording import lines

Steps = tuple[str | int, ...]
FLOWS = Path(lint.__file__).parent


def asked(kind: str, key: str, **rest: Any) -> dict[str, Any]:
    return {"kind": kind, "key": key, "text": "Nội dung?", "short": "Nội dung", **rest}


TABLE = asked(
    "rows",
    "bieu",
    print="annex",
    title="BIỂU",
    rows=[
        {"label": "A"},
        {"key": "mot", "label": "Giấy khen", "tags": ["g"], "names": ["GK"]},
        {"key": "hai", "label": "Bằng khen", "tags": ["g"], "names": ["BK"]},
    ],
    columns=[
        {"key": "cu", "label": "2014"},
        {"key": "moi", "label": "2018"},
        {"key": "tong", "label": "Tổng", "kind": "sum", "of": ["cu", "moi"]},
        {"key": "rieng", "label": "Riêng", "only": "g", "at_most": "moi"},
        {"key": "ghi", "label": "Ghi chú", "kind": "note"},
    ],
    checks=[{"row": "mot", "at_most": "hai"}],
    summaries=[
        {"key": "cong", "label": "Cộng", "kind": "sum", "tag": "g"},
        {"key": "rieng", "label": "Riêng", "kind": "sum", "columns": {"moi": "rieng"}},
        {"key": "ty-le", "label": "Tỷ lệ", "kind": "ratio", "top": "rieng", "bottom": "cong"},
        {"key": "lech", "label": "Lệch", "kind": "difference", "of": "cong", "newer": "moi", "older": "cu"},
    ],
)
SOUND: dict[str, Any] = {
    "id": "thu",
    "version": 1,
    "title": "BÁO CÁO",
    "subject": "Thử",
    "name": "Thử",
    "year": 2019,
    "sections": [
        {
            "number": "I.",
            "title": "MỤC",
            "questions": [
                asked("choice", "chon", print="none", options=[{"key": "co", "label": "Có"}], fallback="co"),
                asked("prose", "van", when={"answer": "chon", "option": "co"}),
                TABLE,
                asked("number", "moi", print="none", prefill="bieu.ty-le.moi"),
                asked("number", "cu", print="none", least="0", most="9"),
                asked("computed", "lech", print="sentence", template="{moi}: {lech}", newer="moi", older="cu"),
                asked("line", "dong", print="run-in", label="Dòng"),
            ],
        },
        {
            "number": "II.",
            "title": "MỤC",
            "when": {"tags": ["x"]},
            "questions": [
                asked("sentence", "cau", print="sentence", template="Có {so}.", fields=[asked("number", "so")]),
                asked("repeat", "lap", noun="cái", fields=[asked("line", "ten"), asked("date", "ngay")]),
            ],
        },
    ],
}
FIRST: Steps = ("sections", 0, "questions")
SECOND: Steps = ("sections", 1, "questions")
CHOICE, PROSE, ROWS, NEWER, OLDER, CHANGE, LINE = ((*FIRST, place) for place in range(7))
SENTENCE, REPEAT = ((*SECOND, place) for place in range(2))

# The problem, where it stands, and what is put there; what is longer than the path shows is named in the third place.
CASES: list[tuple[str, Steps, Any]] = [
    ("key_form", ("id",), "Chỉ thị"),
    ("key_form", (*PROSE, "key"), "Văn bản"),
    ("key_form", (*PROSE, "key"), "v" * 33),
    ("key_form", (*REPEAT, "fields", 0, "key"), "Tên"),
    ("version_wrong", ("version",), 0),
    ("text_blank", ("title",), " "),
    ("text_blank", (*PROSE, "text"), ""),
    ("text_blank", (*REPEAT, "fields", 1, "short"), ""),
    ("outline_empty", ("sections",), []),
    ("section_empty", ("sections", 1), {"title": "MỤC"}),
    ("section_number_repeated", ("sections", 1, "number"), "I."),
    ("key_repeated", (*SENTENCE, "key"), "van"),
    ("field_key_repeated", (*REPEAT, "fields", 1, "key"), "ten"),
    ("was_in_use", (*PROSE, "was"), ["dong"]),
    ("short_too_long", (*PROSE, "short"), "s" * 41),
    ("unclean", (*PROSE, "help"), "Nội dung\x07"),
    ("unclean", (*PROSE, "help"), "No\u0302i"),
    ("secret", (*PROSE, "help"), "Nêu số liệu mật của đơn vị."),
    ("condition_empty", (*PROSE, "when"), {}),
    ("condition_half", (*PROSE, "when"), {"answer": "chon"}),
    ("condition_half", (*PROSE, "when"), {"tags": ["x"], "option": "co"}),
    ("condition_unknown", (*PROSE, "when", "answer"), "khac"),
    ("condition_not_choice", (*SENTENCE, "when"), {"answer": "van", "option": "co"}),
    ("condition_option", (*PROSE, "when", "option"), "khac"),
    ("condition_option", (*PROSE, "when"), {"answer": "chon", "options": ["co", "khac"]}),
    ("condition_later", (*CHOICE, "when"), {"answer": "chon", "option": "co"}),
    ("condition_later", ("sections", 0, "when"), {"answer": "chon", "option": "co"}),
    ("condition_unknown", (*CHOICE, "proposed"), [{"option": "co", "when": {"answer": "x", "option": "y"}}]),
    ("field_condition", (*REPEAT, "fields", 0, "when"), {"tags": ["x"]}),
    ("print_wrong", (*PROSE, "print"), "annex"),
    ("print_wrong", (*ROWS, "print"), "heading"),
    ("label_missing", (*PROSE, "print"), "run-in"),
    ("options_missing", (*CHOICE, "options"), []),
    ("option_repeated", (*CHOICE, "options"), [{"key": "co", "label": "Có"}, {"key": "co", "label": "Vẫn có"}]),
    ("option_unknown", (*CHOICE, "fallback"), "khac"),
    ("option_unknown", (*CHOICE, "proposed"), [{"option": "khac", "when": {"tags": ["x"]}}]),
    ("bounds", (*OLDER, "least"), "10"),
    ("limit_wrong", (*LINE, "limit"), 0),
    ("prefill_form", (*NEWER, "prefill"), "bieu.ty-le"),
    ("prefill_rows", (*NEWER, "prefill"), "khac.ty-le.moi"),
    ("prefill_summary", (*NEWER, "prefill"), "bieu.khac.moi"),
    ("prefill_column", (*NEWER, "prefill"), "bieu.ty-le.cu"),
    ("fields_missing", (*REPEAT, "fields"), []),
    ("template_brace", (*SENTENCE, "template"), "Có {so}}."),
    ("template_unknown", (*SENTENCE, "template"), "Có {so}, {khac}."),
    ("template_unknown", (*CHANGE, "template"), "{khac}: {lech}"),
    ("template_lacks", (*SENTENCE, "template"), "Có."),
    ("template_lacks", (*CHANGE, "template"), "{moi}"),
    ("template_not_short", (*CHANGE, "template"), "{van}: {lech}"),
    ("number_unknown", (*CHANGE, "newer"), "van"),
    ("number_unknown", (*CHANGE, "older"), "khac"),
    ("rows_empty", (*ROWS, "rows"), [{"label": "A"}]),
    ("columns_empty", (*ROWS, "columns"), [{"key": "ghi", "label": "Ghi chú", "kind": "note"}]),
    ("row_repeated", (*ROWS, "rows", 2, "key"), "mot"),
    ("row_name_repeated", (*ROWS, "rows", 2, "names"), ["giay khen"]),
    ("row_name_repeated", (*ROWS, "rows", 2, "names"), ["gk", "BK"]),
    ("row_name_repeated", (*ROWS, "rows", 2), {"key": "hai", "label": "GIẤY KHEN", "tags": ["g"]}),
    ("row_name_colon", (*ROWS, "rows", 2, "names"), ["BK: tỉnh"]),
    ("row_unknown", (*ROWS, "checks", 0, "at_most"), "khac"),
    ("column_repeated", (*ROWS, "columns", 3, "key"), "moi"),
    ("column_unknown", (*ROWS, "columns", 2, "of"), ["cu", "ghi"]),
    ("column_unknown", (*ROWS, "columns", 3, "at_most"), "ghi"),
    ("column_unknown", (*ROWS, "summaries", 1, "columns"), {"khac": "rieng"}),
    ("column_unknown", (*ROWS, "summaries", 3, "newer"), "khac"),
    ("column_sum", (*ROWS, "columns", 2, "of"), []),
    ("column_of", (*ROWS, "columns", 0, "of"), ["moi"]),
    ("row_tag_unknown", (*ROWS, "columns", 3, "only"), "khac"),
    ("row_tag_unknown", (*ROWS, "summaries", 0, "tag"), "khac"),
    ("summary_repeated", (*ROWS, "summaries", 1, "key"), "cong"),
    ("summary_lacks", (*ROWS, "summaries", 2, "bottom"), ""),
    ("summary_unknown", (*ROWS, "summaries", 3, "of"), "khac"),
    ("rate_without_source", (*OLDER, "consolidate"), "rate"),
    ("rate_added", OLDER, asked("number", "cu", print="none", unit="%", consolidate="sum")),
    ("weight_unused", (*OLDER, "weight"), "moi"),
    ("weight_unknown", OLDER, asked("number", "cu", print="none", consolidate="rate", weight="khac")),
]


def outline(path: Steps = (), value: Any = None) -> Outline:
    """The sound outline with something else at one place."""
    changed = copy.deepcopy(SOUND)
    at: Any = changed
    for part in path[:-1]:
        at = at[part]
    if path:
        at[path[-1]] = value
    return Outline.model_validate(changed)


def test_a_sound_outline_has_no_problems() -> None:
    assert problems(outline()) == ()


@pytest.mark.parametrize(("line_key", "path", "value"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_a_problem_is_named_where_it_stands(line_key: str, path: Steps, value: Any) -> None:
    found = [one for one in problems(outline(path, value)) if one.line_key == line_key]
    assert found
    shared = min(len(path), len(found[0].path), 5)
    assert found[0].path[: shared - 1] == path[: shared - 1]
    assert "{" not in found[0].text.replace("{khac}", "")


def test_every_problem_that_can_be_found_is_shown_here() -> None:
    sources = " ".join(path.read_text(encoding="utf-8") for path in FLOWS.glob("lint*.py"))
    known = {line.removeprefix("lint.") for line in lines() if line.startswith("lint.")}
    named = {word for word in re.findall(r'"([a-z]+(?:_[a-z]+)*)"', sources) if word in known}
    assert named == {case[0] for case in CASES}


def test_a_problem_says_what_it_is_about() -> None:
    (one,) = problems(outline((*PROSE, "short"), "s" * 41))
    assert one.text == "Tên gọi tắt dài 41 ký tự; nhiều nhất là 40."
    (one,) = problems(outline((*PROSE, "when", "option"), "khac"))
    assert one.text == "Câu hỏi “chon” không có lựa chọn “khac”."


@pytest.mark.parametrize("words", ["bảo mật thông tin", "mật độ dân số", "Nuôi ong lấy mật"])
def test_words_that_only_sound_secret_are_let_pass(words: str) -> None:
    assert problems(outline((*PROSE, "help"), words)) == ()
