"""An outline file becomes an Outline, or each of its faults is told with its line."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import outline_file
from exports.marked_yaml import Unfit, read
from exports.outline_file import FaultyOutline, LineFault, check, load
from flows.wording import lines

GOOD = """\
id: thu
version: 1
title: BÁO CÁO
subject: Kết quả thử
name: Thử
year: 2019
sections:
  - number: I.
    title: MỤC
    questions:
      - kind: prose
        key: van
        text: Nội dung?
        short: Nội dung
        help: Nêu rõ.
      - {kind: number, key: so, text: Bao nhiêu?, short: Số, least: 0}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "de-cuong.yaml"


def faults(file: Path, text: str) -> list[tuple[int, str]]:
    file.write_text(text, encoding="utf-8")
    return [(fault.line, fault.message) for fault in check(file)]


def test_a_sound_file_has_no_faults_and_is_loaded(file: Path) -> None:
    assert faults(file, GOOD) == []
    assert [question.key for _, question in load(file).every] == ["van", "so"]
    assert load(str(file)) == load(file)


@pytest.mark.parametrize("name", ["chi-thi-34", "the-thuc"])
def test_a_bundled_outline_is_loaded_by_its_name(name: str) -> None:
    assert load(name).id == name


def test_a_name_that_is_not_bundled_is_taken_as_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rieng").write_text(GOOD, encoding="utf-8")
    assert load("rieng").id == "thu"
    with pytest.raises(FaultyOutline, match="1: Không đọc được tệp"):
        load("khac")


def test_words_of_yaml_that_mean_something_elsewhere_stay_words(file: Path) -> None:
    file.write_text(GOOD.replace("Nêu rõ.", "no").replace("Nội dung\n", "2019-05-01\n"), encoding="utf-8")
    first = next(question for _, question in load(file).every)
    assert (first.help, first.short) == ("no", "2019-05-01")


# What is wrong in the file, the line that is named, and the beginning of what is said.
FAULTS = [
    ("        help: Nêu rõ.", "        hepl: Nêu rõ.", 15, "Không có trường nào tên “hepl”."),
    ("        text: Nội dung?\n", "", 11, "Thiếu trường “text”."),
    ("year: 2019", "year: năm nay", 6, "“year” phải là số nguyên."),
    ("        help: Nêu rõ.", "        required: có", 15, "“required” phải là true hoặc false."),
    ("        help: Nêu rõ.", "        print: bold", 15, "“print” phải là một trong: heading, run-in, sentence"),
    ("        help: Nêu rõ.", "        help: [Nêu]", 15, "“help” phải là chữ."),
    ("        help: Nêu rõ.", "        was: cu", 15, "“was” phải là danh sách."),
    ("        help: Nêu rõ.", "        when: nganh", 15, "“when” phải là một nhóm trường."),
    ("      - kind: prose", "      - kind: poem", 11, "Không có kiểu câu hỏi “poem”; phải là một trong: prose, line"),
    ("      - kind: prose\n        key", "      - key", 11, "Thiếu trường “kind” (kiểu câu hỏi)."),
    ("least: 0", "least: ít", 16, "“least” phải là số."),
    ("title: BÁO CÁO", "title: BÁO: CÁO", 3, "Sai cú pháp YAML"),
    ("title: BÁO CÁO", "title: A\ntitle: B", 4, "Trường “title” có hai lần."),
    ("title: BÁO CÁO", "title: &a BÁO CÁO", 3, "Không dùng neo (&) và bí danh (*) của YAML."),
    ("name: Thử", "name: *a", 5, "Không dùng neo (&) và bí danh (*) của YAML."),
    ("name: Thử", "name: !!python/object:os.system Thử", 5, "Không dùng thẻ “tag:yaml.org,2002:python"),
    ("name: Thử", "name: !la Thử", 5, "Không dùng thẻ “!la”"),
    ("year: 2019", "year: 2019\n? [a]\n: b", 7, "Tên trường phải là chữ."),
    ("year: 2019", "year: 2019\n---\nid: hai", 7, "Tệp chỉ được chứa một đề cương."),
    ("        short: Nội dung", f"        short: {'s' * 41}", 14, "Tên gọi tắt dài 41 ký tự; nhiều nhất là 40."),
    ("key: so, text", "key: van, text", 16, "Khóa “van” đã dùng cho câu hỏi khác."),
    ("        help: Nêu rõ.", "        when: {answer: so, option: a}", 15, "Điều kiện nêu câu hỏi “so” không phải"),
]


@pytest.mark.parametrize(("was", "now", "line", "said"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_is_told_with_its_line_and_reason(file: Path, was: str, now: str, line: int, said: str) -> None:
    assert was in GOOD
    found = faults(file, GOOD.replace(was, now, 1))
    assert found
    assert found[0][0] == line
    assert found[0][1].startswith(said)


def test_every_fault_of_a_file_is_told_in_the_order_of_its_lines(file: Path) -> None:
    text = GOOD.replace("year: 2019", "year: nay").replace("        help: Nêu rõ.", "        hepl: x")
    assert [line for line, _ in faults(file, text)] == [6, 15]


def test_a_faulty_file_is_not_loaded(file: Path) -> None:
    file.write_text(GOOD.replace("key: so", "key: van"), encoding="utf-8")
    with pytest.raises(FaultyOutline) as caught:
        load(file)
    assert caught.value.faults == (LineFault(16, "Khóa “van” đã dùng cho câu hỏi khác."),)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "Tệp không có nội dung."),
        (b"# chi co ghi chu\n", "Tệp không có nội dung."),
        (b"\xff\xfe\x00", "Tệp không phải văn bản UTF-8."),
        (b"a: \x07", "Sai cú pháp YAML"),
        (b"- " * 100, "Lồng nhau quá 24 cấp."),
        (b"[" * 400_000, "Lồng nhau quá 24 cấp."),
        (b"a" * 600_000, "Tệp dài quá 500000 ký tự."),
        (b"chu", "“” phải là một nhóm trường."),
    ],
    ids=["empty", "comment", "bytes", "control", "nested", "bomb", "long", "word"],
)
def test_what_is_no_outline_at_all_is_refused_in_words(file: Path, raw: bytes, said: str) -> None:
    file.write_bytes(raw)
    (fault,) = check(file)
    assert fault.line == 1
    assert fault.message.startswith(said)


def test_a_folder_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.yaml", Path("a\0b")):
        (fault,) = check(path)
        assert fault.message.startswith("Không đọc được tệp")


def test_every_reason_has_its_sentence() -> None:
    assert {f"lint.{key}" for key in outline_file._SAID.values()} <= set(lines())


def test_aliases_that_would_grow_without_end_cost_nothing() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))
    with pytest.raises(Unfit) as caught:
        read(bomb)
    assert (caught.value.line, caught.value.line_key) == (1, "alias")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Unfit):
        assert read(text).line(()) >= 1
