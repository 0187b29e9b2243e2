"""Whatever a job can fail of, there is a sentence for it; a file that is too big is told from one that is not there."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from botapi_world import Telegram
from telegram_memory import in_memory

import bot
import exports
from bot.channel import Refused, TooBig
from bot.terminal_files import contents
from flows.wording import lines

BOT, EXPORTS = (Path(package.__file__).parent for package in (bot, exports))
SOURCES = sorted([*EXPORTS.glob("*.py"), BOT / "ends.py", *BOT.glob("porter*.py")])
BEGINS = "grid.failure-"


def words(node: ast.AST | None) -> set[str]:
    """The texts that an expression may be."""
    parts = ast.walk(node) if node else ()
    return {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def failures(tree: ast.AST) -> Iterator[set[str]]:
    """What a module gives as a failure: named so, refused with, or returned by a function that gives reasons."""
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg="failure", value=ast.IfExp(body=body, orelse=orelse)):
                yield words(body) | words(orelse)
            case ast.keyword(arg="failure", value=ast.Constant() as value):
                yield words(value)
            case ast.Call(func=ast.Name(id="_Refused"), args=[reason]):
                yield words(reason)
            case ast.FunctionDef(name="check_package" | "kind_of" | "not_a_workbook") as reasons:
                yield from (returned(one.value) for one in ast.walk(reasons) if isinstance(one, ast.Return))


def returned(value: ast.expr | None) -> set[str]:
    """What may be returned, without what decides between two."""
    return words(value.body) | words(value.orelse) if isinstance(value, ast.IfExp) else words(value)


def given() -> set[str]:
    """Every failure that a job may end with."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES)
    return set().union(*(found for tree in trees for found in failures(tree))) - {""}


def test_every_failure_has_its_sentence_and_every_sentence_its_failure() -> None:
    said = {line.removeprefix(BEGINS) for line in lines() if line.startswith(BEGINS)}
    assert given() == said


def test_the_failures_are_found_in_the_sources() -> None:
    assert {"gone", "too-big", "timeout", "broken", "unreadable", "old-format", "secret", "wrong-sheet"} < given()


async def test_telegram_says_of_a_file_that_it_is_too_big() -> None:
    telegram = Telegram()
    telegram.files["f"] = ("a.xlsx", bytes(11))
    chat = in_memory(telegram)
    with pytest.raises(TooBig):
        await chat.fetch("f", 10)
    telegram.script("getFile", code=400, description="Bad Request: file is too big")
    with pytest.raises(TooBig):
        await chat.fetch("f", 100)
    with pytest.raises(Refused) as refused:
        await chat.fetch("another", 100)
    assert not isinstance(refused.value, TooBig)
    await chat.close()


def test_the_terminal_says_of_a_file_that_it_is_too_big(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(11))
    with pytest.raises(TooBig):
        contents(path, 10)
    assert contents(path, 11) == bytes(11)
