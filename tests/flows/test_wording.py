"""The wording files and the code agree: every line that is said is there, and every line that is there is said."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

import bot
import exports
import flows
from flows.campaign import Role
from flows.rights import RIGHTS
from flows.text import nfc
from flows.wording import FILES, command, lines, menu, say

SOURCES = [path for package in (bot, exports, flows) for path in Path(package.__file__).parent.rglob("*.py")]
KEY = re.compile(r"[a-z]+(\.[a-z_-]+)+")
STATIC = sorted(path for path in (Path(bot.__file__).parent / "web_chat" / "static").rglob("*") if path.is_file())
PAGE_KEY = re.compile(r"""["'`{](web\.[a-z_]+)["'`}]""")
PAGE_BUILT = re.compile(r"`(web\.[a-z_]+)\$\{")
VIETNAMESE = set("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
STATIC_LINES, COMMENT = 250, re.compile(r"/\*.*?\*/|^\s*//.*?$|<!--.*?-->", re.DOTALL | re.MULTILINE)
BUILT = ("button.", "attached.", "how.", "reason.", "card.", "grid.", "print.", "lint.", "doctor.", "settings.", "cli.")
BUILT += ("state.", "sign.", "role.", "reach.", "underway.")
BUILT += ("units_of.", "coverage.", "figure.", "figures.")
BUILT += ("happened.", "asks.", "link.", "web.refused_")
"""Parts whose keys the code also puts together; their lines are checked where they are said."""


def literals() -> set[str]:
    """Every string of the code that has the form of a key."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
    strings = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {string for string in strings if isinstance(string, str) and KEY.fullmatch(string)}


def on_pages(pattern: re.Pattern[str]) -> set[str]:
    """Every key, or beginning of a key, that the scripts and documents of pages name."""
    texts = (path.read_text(encoding="utf-8") for path in STATIC if path.suffix in (".js", ".html"))
    return {key for text in texts for key in pattern.findall(text)}


def test_every_line_is_said_by_some_code() -> None:
    said = literals() | on_pages(PAGE_KEY)
    built = (*BUILT, *on_pages(PAGE_BUILT), "keyboard.")
    silent = {key for key in lines() if key not in said and not key.startswith(built)}
    assert silent == set()


def test_every_key_that_a_page_names_is_there() -> None:
    assert on_pages(PAGE_KEY) - set(lines()) == set()
    assert {key for key in on_pages(PAGE_BUILT) if not any(line.startswith(key) for line in lines())} == set()


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path.name)
def test_what_pages_are_made_of_is_short_and_says_nothing_itself(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= STATIC_LINES
    assert not VIETNAMESE & set(nfc(COMMENT.sub("", text)).lower())


def test_every_key_that_the_code_names_is_there() -> None:
    parts = {key.split(".")[0] for key in lines()}
    named = {key for key in literals() if key.split(".")[0] in parts}
    absent = {key for key in named - set(lines()) if not any(line.startswith(f"{key}") for line in lines())}
    assert {key for key in absent if key.count(".") == 1 and "toml" not in key} <= EVENTS


EVENTS = {"answer.open", "answer.closed", "answer.none"}


def test_a_line_stands_in_one_file_alone() -> None:
    keys = [f"{part}.{key}" for name in FILES for part, said in of_file(name).items() for key in said]
    assert sorted(keys) == sorted(set(keys))


def of_file(name: str) -> dict[str, dict[str, str]]:
    """The parts of a wording file."""
    return tomllib.loads(files("flows.wording").joinpath(name).read_text(encoding="utf-8"))


def test_every_line_is_composed_unicode_without_stray_marks() -> None:
    for key, text in lines().items():
        assert text == nfc(text), key
        assert "  " not in text.strip() or key.startswith(("print.", "doctor.")), key
        assert text.count("**") % 2 == 0, key


def test_marks_in_what_people_typed_make_nothing_bold() -> None:
    runs = say("card.stored", name="**Hoa**", at="8:00", value="__a__ **b**")
    assert not any(run.bold or run.italic for run in runs)
    assert "**Hoa**" in "".join(run.text for run in runs)


def test_every_command_of_a_menu_is_one_that_its_role_may_give() -> None:
    for role in get_args(Role):
        acts = [command(f"/{name}") for name, _ in menu(role)]
        assert len(set(acts)) == len(acts) > 5
        assert all(role in RIGHTS[act] for act in acts)
