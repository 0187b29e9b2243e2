"""The house style is held by the syntax tree, not by good intentions."""

import ast
import itertools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "flows", "storage", "exports")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TRIALS = sorted(path for folder in ("tests", "benchmarks") for path in (ROOT / folder).rglob("*.py"))

FILE_LINES, FUNCTION_LINES, PARAMETERS, NESTING, TRIAL_LINES = 250, 25, 4, 2, 400
PATTERN_WORDS = {"manager", "service", "handler", "helper", "util", "utils", "context", "data", "info"}
VIETNAMESE = set("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")

# The only modules that may carry Vietnamese letters in a literal, each with its reason.
LABELS_OF_A_FORMAT = {
    "exports/word_*.py": "labels that the decree prescribes in a document",
    "exports/letterhead.py": "labels that the decree prescribes in a document",
    "exports/guard_secret.py": "the stamps of secrecy that the law prescribes",
    "flows/dates.py": "the grammar of dates",
    "flows/numbers.py": "the grammar of numbers",
    "flows/text.py": "the alphabet itself",
}

# What asyncio calls a method of a protocol, whose name is not ours to choose.
OF_ASYNCIO = {"data_received"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
LEVELS = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def is_sentence_apart(node: ast.stmt) -> bool:
    """True of a docstring, wherever it stands."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def length(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    first = function.body[0]
    docstring = first.end_lineno - first.lineno + 1 if is_sentence_apart(first) else 0
    return function.end_lineno - function.lineno + 1 - docstring


def parameters(function: Function) -> int:
    """How many parameters a caller sees."""
    takes = function.args
    named = [*takes.posonlyargs, *takes.args, *takes.kwonlyargs, *filter(None, (takes.vararg, takes.kwarg))]
    return sum(argument.arg not in {"self", "cls"} for argument in named)


def is_elif(node: ast.AST, parent: ast.AST) -> bool:
    """True of an `if` that continues its parent's chain."""
    chained = isinstance(node, ast.If) and isinstance(parent, ast.If) and parent.orelse == [node]
    return chained and node.col_offset == parent.col_offset


def nesting(parent: ast.AST) -> int:
    """The deepest level inside; an `elif` chain is one level, an inner function counts for itself."""
    inside = (node for node in ast.iter_child_nodes(parent) if not isinstance(node, SCOPES))
    return max((nesting(n) + (isinstance(n, LEVELS) and not is_elif(n, parent)) for n in inside), default=0)


def words(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def names(tree: ast.AST, module: str) -> Iterator[str]:
    """The module's own name and those of its classes and functions."""
    yield module
    own = (n.name for n in ast.walk(tree) if isinstance(n, Function | ast.ClassDef))
    yield from (name for name in own if name not in OF_ASYNCIO)


def style_faults(text: str, module: str) -> list[str]:
    """What a module does against the ceilings and the naming rule, one line for each."""
    tree = ast.parse(text)
    faults = [] if (n := text.count("\n")) <= FILE_LINES else [f"{n} lines in the file"]
    for function in functions(tree):
        found = {
            "lines": (length(function), FUNCTION_LINES),
            "parameters": (parameters(function), PARAMETERS),
            "levels": (nesting(function), NESTING),
        }
        place = f"line {function.lineno}: {function.name} has"
        faults += [f"{place} {n} {what}, ceiling {top}" for what, (n, top) in found.items() if n > top]
    return faults + [
        f"{name}: a pattern word"
        for name in names(tree, module)
        if words(name) & PATTERN_WORDS and name not in OF_ASYNCIO
    ]


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every string literal that is not a docstring."""
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and is_sentence_apart(node)}
    strings = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return (node for node in strings if id(node) not in apart)


def vietnamese_literals(text: str) -> list[str]:
    """The literals that carry a Vietnamese letter, each with its line."""
    found = ((n.lineno, unicodedata.normalize("NFC", n.value)) for n in literals(ast.parse(text)))
    return [f"line {line}: {value!r}" for line, value in found if VIETNAMESE & set(value.lower())]


def imports(tree: ast.AST) -> Iterator[str]:
    """The full name of every module that is imported, at any depth of the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def clock_faults(text: str) -> list[str]:
    """Where a module asks the world for the time."""
    tree = ast.parse(text)
    asked = [ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)]
    questions = re.compile(r"(.*\.)?(datetime|date|func)\.(now|utcnow|today|current_timestamp)")
    return [call for call in asked if questions.fullmatch(call)] + [m for m in imports(tree) if m == "time"]


def name_of(path: Path) -> str:
    """The path as the repository knows it."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_keeps_the_ceilings_and_domain_names(path: Path) -> None:
    assert style_faults(path.read_text(encoding="utf-8"), path.stem) == []


@pytest.mark.parametrize("path", TRIALS, ids=name_of)
def test_a_test_file_stays_short_enough_to_read(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= TRIAL_LINES


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_every_sentence_said_stands_in_the_wording_files(path: Path) -> None:
    if not any(path.relative_to(ROOT).match(pattern) for pattern in LABELS_OF_A_FORMAT):
        assert vietnamese_literals(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_clock_asks_the_world_for_the_time(path: Path) -> None:
    if name_of(path) != "bot/clock.py":
        assert clock_faults(path.read_text(encoding="utf-8")) == []


def test_telegram_is_known_to_one_module_of_the_program() -> None:
    knows = [p for p in SOURCES if any(name.split(".")[0] == "telegram" for name in imports(ast.parse(p.read_text())))]
    assert len(knows) <= 1
    assert {path.parent.name for path in knows} <= {"bot"}


LEVEL_THREE = "def f(a):\n if a:\n  for b in a:\n   with b:\n    pass\n"


@pytest.mark.parametrize(
    "bad",
    [
        "x = 1\n" * 251,
        "def f():\n" + " x = 1\n" * 25,
        "def f(a, b, *, c, d, e):\n pass\n",
        LEVEL_THREE,
        LEVEL_THREE.replace("with b", "try") + "   finally:\n    pass\n",
        "def f(a):\n if a:\n  pass\n else:\n  if a:\n   while a:\n    pass\n",
        "class DraftManager:\n pass\n",
        "def load_data():\n pass\n",
        "def HTTPHandler():\n pass\n",
    ],
)
def test_the_checker_sees_a_bad_module(bad: str) -> None:
    assert len(style_faults(bad, "sample")) == 1


@pytest.mark.parametrize(
    "good",
    [
        "x = 1\n" * 250,
        'def f():\n """One\n\n two."""\n' + " x = 1\n" * 24,
        "class A:\n def f(self, a, b, c, d):\n  pass\n",
        "def f(a):\n if a:\n  pass\n elif b:\n  pass\n elif c:\n  with b:\n   pass\n",
        "def f(a):\n for b in a:\n  match b:\n   case 1:\n    return [c for c in b if c]\n",
        "def f(a):\n if a:\n  if a:\n   def g():\n    if a:\n     pass\n",
        "def handle(metadata):\n pass\n",
    ],
)
def test_the_checker_leaves_a_good_module_alone(good: str) -> None:
    assert style_faults(good, "sample") == []


def test_the_checker_sees_a_sentence_but_not_a_docstring() -> None:
    decomposed = unicodedata.normalize("NFD", "Đã lưu")
    said = f'"""Dự thảo."""\nx = f"Đã lưu {{1}}"\ny = {decomposed!r}\nz = "saved"\n# Xong mục này\n'
    assert sorted(fault.split(":")[0] for fault in vietnamese_literals(said)) == ["line 2", "line 3"]


def test_the_checker_sees_every_way_to_ask_for_the_time() -> None:
    ways = ("datetime.now()", "datetime.datetime.now(tz)", "date.today()", "sa.func.now()", "datetime.utcnow()")
    assert [clock_faults(way) for way in ways] == [[way.split("(")[0]] for way in ways]
    assert clock_faults("import time") == clock_faults("from time import monotonic") == ["time"]
    assert clock_faults("clock.now()") == clock_faults("from datetime import time") == []


def test_pairs_of_packages_have_no_module_of_the_same_test_name() -> None:
    stems = sorted(path.stem for path in TRIALS if path.name.startswith("test_"))
    assert [a for a, b in itertools.pairwise(stems) if a == b] == []
