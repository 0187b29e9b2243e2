"""What the guides and pages say is there: buttons, commands, modules, tables, rights, pictures."""

import importlib.util
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.cli_parser import parser
from flows.wording import command, lines
from storage.columns import metadata

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GUIDES = sorted(DOCS.glob("huong-dan-*.md"))
PAGES = (*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md")))
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
SIGNS = re.compile(r"^[^\w…]+|[^\w…)]+$")
MARK = re.compile(r"\{mark\} ?")
BLANK = re.compile(r"\{[a-z_]+\}")
LABELLED = ("button.", "keyboard.", "plan.", "progress.other", "inbox.try_again")
"""The parts of the wording that label buttons."""
ON_PAGES = (
    *("door_enter", "menu", "other_device", "leave", "leave_yes", "tab_talk", "tab_office", "older"),
    *("send", "attach", "choose_files", "camera", "edit", "cancel", "again", "drop_it", "download", "copy"),
    *("grid_missing", "grid_zeros", "grid_send", "grid_close", "grid_go_on", "grid_leave"),
    *("office_more", "office_clear", "office_pick", "office_send"),
    *("office_show_missing", "office_show_changed", "office_show_asked"),
)
"""What of the wording of the web page labels buttons that guides name."""
COMMAND_LINE = re.compile(r"`decuong ([a-z][a-z-]*)|bin/decuong ([a-z][a-z-]*)")
MODULE = re.compile(r"`((?:bot|flows|storage|exports|tests|docs|benchmarks)/[\w/.-]+\.(?:py|toml|yaml|txt|md))`")
FUNCTION = re.compile(r"`flows\.(\w+)\.(\w+)`")
MOST_BYTES = 100_000


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def unsigned(label: str) -> str:
    """A label on one line, without the signs around it."""
    return SIGNS.sub("", " ".join(label.split()))


def labels() -> set[str]:
    """Every label that a button may have, with … for what differs."""
    named = [text for key, text in lines().items() if key.startswith(LABELLED)]
    named += [lines()[f"web.{name}"] for name in ON_PAGES]
    return {unsigned(BLANK.sub("…", MARK.sub("", text))) for text in named}


def unknown(page: str, known: set[str]) -> list[str]:
    """What is bold in a page and neither a command nor a button."""
    named = [" ".join(bold.split()) for bold in BOLD.findall(page)]
    return [one for one in named if not (command(one) if one.startswith("/") else unsigned(one) in known)]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_bold_word_of_a_guide_is_a_button_or_a_command(guide: Path) -> None:
    assert unknown(text_of(guide), labels()) == []


def test_a_button_that_does_not_exist_is_seen() -> None:
    page = "**Duyệt**, **Biểu đồ**, **Quá hạn: … lần**, **/dot**, **Phê duyệt**, **Duyet**, **/pheduyet**, **Tất cả**"
    assert unknown(page, labels()) == ["Phê duyệt", "Duyet", "/pheduyet", "Tất cả"]


def commands_in(pages: Iterable[Path]) -> set[str]:
    """The first word of every `decuong …` that pages have in code."""
    return {one or other for page in pages for one, other in COMMAND_LINE.findall(text_of(page))}


def test_every_command_of_the_program_that_is_told_exists_and_the_readme_tells_each() -> None:
    known = set(re.findall(r"^    ([a-z-]+)\s", parser().format_help(), re.MULTILINE))
    assert {"demo", "demo-terminal", "invite"} <= known
    assert commands_in(PAGES) == known == commands_in([ROOT / "README.md"])


def test_every_module_and_function_that_a_page_names_exists() -> None:
    named = {module for page in PAGES for module in MODULE.findall(text_of(page))}
    assert named
    assert [module for module in sorted(named) if not (ROOT / module).exists()] == []
    functions = {found for page in PAGES for found in FUNCTION.findall(text_of(page))}
    sources = {name: ROOT / "flows" / f"{name}.py" for name, _ in functions}
    begins = {one: re.compile(rf"^ *(?:def |class )?{one[1]}\b", re.MULTILINE) for one in functions}
    assert [one for one in functions if not begins[one].search(text_of(sources[one[0]]))] == []


def test_the_architecture_names_every_table() -> None:
    chapter = text_of(ROOT / "ARCHITECTURE.md").partition("## The tables")[2].partition("\n## ")[0]
    assert set(metadata.tables) - set(re.findall(r"`([a-z_]+)`", chapter)) == set()


def test_the_architecture_names_every_module_of_the_conversation() -> None:
    page = text_of(ROOT / "ARCHITECTURE.md")
    modules = {path.stem for path in (ROOT / "flows").glob("*.py")} - {"__init__"}
    assert sorted(name for name in modules if not re.search(rf"`(?:flows/)?{name}(?:\.py)?`", page)) == []


def test_the_page_of_rights_says_what_the_table_of_rights_says() -> None:
    described = importlib.util.spec_from_file_location("make_rights", DOCS / "make_rights.py")
    made = importlib.util.module_from_spec(described)
    described.loader.exec_module(made)
    assert text_of(DOCS / "rights.md") == made.page(), "run .venv/bin/python docs/make_rights.py"


def test_every_page_is_in_the_list_of_documents() -> None:
    listed = set(re.findall(r"\]\(([^)]+)\)", text_of(DOCS / "README.md")))
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")} - {"README.md"}
    assert pages - listed == set()


def test_every_picture_is_shown_and_small() -> None:
    shown = "".join(map(text_of, PAGES))
    pictures = sorted((DOCS / "pictures").iterdir())
    assert [one.name for one in pictures if f"pictures/{one.name})" not in shown] == []
    assert [one.name for one in pictures if one.stat().st_size > MOST_BYTES] == []
