"""Every sentence that is said and every word that is understood, in Vietnamese, from the files beside this one."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from flows.text import fold

if TYPE_CHECKING:
    from flows.campaign import Role
    from flows.report import Run

_STYLED = re.compile(r"\*\*(.+?)\*\*|__(.+?)__", re.DOTALL)
_SIGNS = re.compile(r"^\W+|\W+$")
FILES = (
    "vi.toml",
    "campaign.vi.toml",
    "progress.vi.toml",
    "reminders.vi.toml",
    "report.vi.toml",
    "review.vi.toml",
    "roster.vi.toml",
    "team.vi.toml",
    "web.vi.toml",
    "web_grid.vi.toml",
    "web_office.vi.toml",
    "web_demo.vi.toml",
)
"""The files of sentences; a line stands in one of them, a part may be shared by several."""

FILES_OF_UNITS = ("vi.toml", "reminders.vi.toml", "review.vi.toml", "team.vi.toml")
"""Those whose buttons officers and heads may see."""

_BLANK = re.compile(r"\{([a-z_]+)\}")


@cache
def _read(name: str) -> dict[str, Any]:
    """A wording file as it stands."""
    return tomllib.loads(files("flows.wording").joinpath(name).read_text(encoding="utf-8"))


@cache
def _lines() -> dict[str, str]:
    """Every sentence by its dotted key, from all the files of sentences."""
    files_of_lines = (_read(name) for name in FILES)
    return {
        f"{part}.{key}": text
        for parts in files_of_lines
        for part, lines in parts.items()
        for key, text in lines.items()
    }


@cache
def _pieces(line: str) -> tuple[tuple[str, bool, bool], ...]:
    """The stretches of a line with what is bold and italic among them."""
    text, end, pieces = _lines()[line], 0, []
    for mark in _STYLED.finditer(text):
        pieces.append((text[end : mark.start()], False, False))
        pieces.append((mark[1] or mark[2], bool(mark[1]), bool(mark[2])))
        end = mark.end()
    return tuple(piece for piece in (*pieces, (text[end:], False, False)) if piece[0])


def say(line: str, **blanks: str | int) -> tuple[Run, ...]:
    """The line with its blanks filled, as runs: only the file's own ** and __ make bold and italic."""
    # The command line says its help through `plain` alone, and is spared the import of pydantic.
    from flows.report import Run

    filled = ((_fill(text, blanks), bold, italic) for text, bold, italic in _pieces(line))
    return tuple(Run(text=text, bold=bold, italic=italic) for text, bold, italic in filled if text)


def plain(line: str, **blanks: str | int) -> str:
    """The line with its blanks filled, without styles: for labels of buttons and for print."""
    return "".join(_fill(text, blanks) for text, _, _ in _pieces(line))


def _fill(text: str, blanks: dict[str, str | int]) -> str:
    return _BLANK.sub(lambda blank: str(blanks[blank[1]]), text) if blanks else text


@cache
def _commands() -> dict[str, str]:
    every = ((word, name) for name, words in _read("commands.vi.toml")["commands"].items() for word in words)
    return {word if word.startswith("/") else fold(word): name for word, name in every}


def command(text: str) -> str:
    """The command that a whole message is, or nothing: with or without slash, diacritics, case.

    >>> command("Bỏ qua"), command("/muc_luc"), command("bỏ qua mục này vì chưa họp")
    ('later', 'contents', '')
    """
    word = fold(text.strip().removeprefix("/").replace("_", " "))
    slashed = text.strip().startswith("/")
    return _commands().get(word, "") or (_commands().get(f"/{word}", "") if slashed else "")


def words() -> tuple[str, ...]:
    """Every word that is understood as a command, those that need it with their slash."""
    return tuple(_commands())


def lines() -> dict[str, str]:
    """Every line of vi.toml by its key."""
    return dict(_lines())


@cache
def _chatter() -> frozenset[str]:
    return frozenset(fold(word) for word in _read("commands.vi.toml")["chatter"]["words"])


def chatter(text: str) -> bool:
    """A whole message that is only a greeting, thanks or agreement."""
    return fold(text) in _chatter()


@cache
def _labels() -> frozenset[str]:
    buttons = (_read(name).get("button", {}) for name in FILES_OF_UNITS)
    return frozenset(bare(text) for labels in buttons for text in labels.values() if "{" not in text)


def bare(label: str) -> str:
    """A label as it is compared: without the signs around its words."""
    return fold(_SIGNS.sub("", label))


def label(text: str) -> bool:
    """A whole message that is the name of one of our buttons, signs left aside."""
    return fold(text) in _labels()


def menu(role: Role) -> tuple[tuple[str, str], ...]:
    """The commands that a messenger may list for those of a role, each with what is said of it."""
    return tuple(_read("commands.vi.toml")["menu"][role].items())
