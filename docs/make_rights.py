"""The page docs/rights.md is what flows/rights.py says, with the labels of the buttons that do each act.

Run `.venv/bin/python docs/make_rights.py` from anywhere after a change of rights, buttons or commands.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "rights.md"
sys.path.insert(0, str(ROOT))

from flows import rights, wording  # noqa: E402

ROLES = ("officer", "head", "coordinator")
HEADING = re.compile(r"^    # (.+)|^    \"([a-z-]+)\": _", re.MULTILINE)
BLANK = re.compile(r"\{[a-z_]+\}")
TYPED = re.compile("[a-z]+( [a-z]+)?")
WAY = re.compile("[‹›]")
"""What stands on the buttons that lead back, or to another page."""

HEAD = """# Who may do what

Made from `flows/rights.py` by `.venv/bin/python docs/make_rights.py`; a test compares the two. An act is what a button
or a typed command does; what is not in this table nobody may do. Ways back and pages to turn are left out.

{whose}

Within a unit, only the officer who is responsible for the report, or who stands in for that one, submits and
recalls it, assigns parts of it and hands the responsibility over; where the responsible officer can be reached no
more, any officer of the unit may take it over (`flows/team.py`).
"""


def page() -> str:
    """The page as it is to be."""
    whose = " ".join((rights.__doc__ or "").split("\n\n", 1)[1].split())
    return HEAD.format(whose=whose) + "".join(_section(title, acts) for title, acts in sections().items())


def _section(title: str, acts: list[str]) -> str:
    rows = "".join(_row(act) for act in acts)
    head = "| Act | Button | Typed | officer | head | coordinator |\n|---|---|---|:-:|:-:|:-:|\n"
    return f"\n## {title[0].upper()}{title[1:]}\n\n{head}{rows}"


def _row(act: str) -> str:
    marks = " | ".join("✓" if role in rights.RIGHTS[act] else "" for role in ROLES)
    return f"| `{act}` | {' · '.join(labels().get(act, ()))} | {commands().get(act, '')} | {marks} |\n"


def sections() -> Mapping[str, list[str]]:
    """The acts under the comments that they stand under."""
    found: dict[str, list[str]] = {}
    for title, act in HEADING.findall(Path(rights.__file__).read_text(encoding="utf-8")):
        if title:
            found[title] = acts = []
        else:
            acts.append(act)
    return found


@cache
def labels() -> Mapping[str, list[str]]:
    """What the buttons of each act are labelled, as far as the code says both in one breath."""
    found: dict[str, list[str]] = defaultdict(list)
    for act, line in sorted(set(_pairs())):
        text = BLANK.sub("…", wording.plain(f"button.{line}"))
        if text not in found[act] and not WAY.search(text):
            found[act].append(text)
    return found


def _pairs() -> Iterator[tuple[str, str]]:
    for source in sorted((ROOT / "flows").glob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="press" | "button" | "_button" | "act_button"),
                    args=[label, ast.Constant(value=str(act)), *_],
                ):
                    yield from ((act, line) for line in _said(label))


def _said(label: ast.expr) -> Iterator[str]:
    """The lines of the wording that an argument may be."""
    match label:
        case ast.Constant(value=str(line)):
            yield line
        case ast.IfExp(body=one, orelse=other):
            yield from (*_said(one), *_said(other))


@cache
def commands() -> Mapping[str, str]:
    """The command that is typed for an act, as a messenger takes it: ASCII, after a slash."""
    words = tomllib.loads((ROOT / "flows" / "wording" / "commands.vi.toml").read_text(encoding="utf-8"))["commands"]
    typed = ((act, [word for word in every if TYPED.fullmatch(word.removeprefix("/"))]) for act, every in words.items())
    return {act: f"`/{every[0].removeprefix(chr(47))}`" for act, every in typed if every}


def main() -> None:
    """Writes the page anew."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
