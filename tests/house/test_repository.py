"""What is committed names no registry and no machine, and what it points to is there."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|\bregistry\.npmjs|/simple/?[\"'\s]|(?:extra-)?index-url[ =]\S*:/")
MACHINE = re.compile(r"(?<![\w.~*-])/(?:work|home|root|Users)/\w")
LINK = re.compile(r"\]\(([^)\s]+)\)")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
COMMAND = re.compile(r"(?:`|^\s*(?:\$ )?)make ([a-z][a-z-]*)", re.MULTILINE)
BINARY = {".docx", ".xlsx", ".png", ".jpg", ".pdf", ".gif", ".zip"}


def committed() -> list[Path]:
    """Every file that is, or is about to be, in the repository."""
    listing = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        told = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout, or git is not installed")
    return [path for name in told.decode().split("\0") if name and (path := ROOT / name).is_file()]


def broken(page: str, folder: Path) -> list[str]:
    """The relative links of a page that lead nowhere."""
    links = (link.split("#")[0] for link in LINK.findall(page) if not re.match(r"[a-z]+:|#", link))
    return [link for link in links if not (folder / link).exists()]


def lines_with(pattern: re.Pattern[str], path: Path) -> list[str]:
    """Where a pattern stands in a file of text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [f"{path.relative_to(ROOT)}:{n}" for n, line in enumerate(lines, 1) if pattern.search(line)]


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE], ids=["registry", "machine"])
def test_no_file_names_a_package_registry_or_a_machine(pattern: re.Pattern[str]) -> None:
    texts = [path for path in committed() if path.suffix not in BINARY]
    assert texts
    assert [place for path in texts for place in lines_with(pattern, path)] == []


def test_the_patterns_see_what_they_look_for() -> None:
    seen = ["https://pypi{}org/x", "--index{}url https://a", 'u = "https://a/simple{}"']
    seen = [text.format(cut) for text, cut in zip(seen, ".-/", strict=True)]
    assert all(REGISTRY.search(text) for text in seen)
    assert all(MACHINE.search(f'"/{place}/me/x"') for place in ("work", "home", "root"))
    assert not MACHINE.search("https://example.org/home/page")


def test_every_relative_link_of_the_docs_leads_somewhere() -> None:
    pages = [path for path in committed() if path.suffix == ".md"]
    found = {path: broken(path.read_text(encoding="utf-8"), path.parent) for path in pages}
    assert {path.name: links for path, links in found.items() if links} == {}


def test_a_link_to_nowhere_is_seen(tmp_path: Path) -> None:
    (tmp_path / "there.md").touch()
    page = "[a](there.md#part) [b](nowhere.md) [c](https://example.org) [d](#here) ![e](no.png)"
    assert broken(page, tmp_path) == ["nowhere.md", "no.png"]


def test_the_readme_names_the_two_commands_and_only_targets_that_exist() -> None:
    named = set(COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    assert {"demo", "test"} <= named <= targets


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_every_package_by_hash_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^(?=[a-z])(.*(?:\n +--hash=\S+.*)*)", text, re.MULTILINE)
    assert pins
    assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
    assert "://" not in text


def test_the_two_locks_agree() -> None:
    run, dev = (
        set(re.findall(r"^([a-z].*==\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    assert run <= dev
