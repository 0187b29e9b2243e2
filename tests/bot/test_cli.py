"""The command line: what each command says and how it ends."""

import logging
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog
from botapi import TOKEN, serving
from docx import Document

from bot.cli import main
from bot.settings import names

SECRET = TOKEN.split(":")[1]
PRESS = ["--unit", "Sở Thông tin và Truyền thông", "--name", "Nguyễn Văn An"]
HEAVY = ("pydantic", "sqlalchemy", "telegram", "httpx", "docx", "openpyxl", "yaml", "alembic", "structlog")
UNUSED_IN_TALK = ("telegram", "httpx", "docx", "openpyxl", "lxml", "psycopg", "pydantic_settings")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """An empty folder, no variable of ours, and logging put back afterwards."""
    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)
    root = logging.getLogger()
    before, level, hook = root.handlers[:], root.level, sys.excepthook
    yield
    root.handlers[:], sys.excepthook = before, hook
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command with something on standard input: how it ended, what it said, and what it complained of."""

    def run(*command: str, typed: str = "") -> tuple[int, str, str]:
        source = tmp_path.with_suffix(".stdin")
        source.write_text(typed, encoding="utf-8")
        with source.open(encoding="utf-8") as lines:
            monkeypatch.setattr(sys, "stdin", lines)
            ended = main(command)
        return ended, *capsys.readouterr()

    return run


def code_of(run: Run, *more: str) -> str:
    """The code of a new invitation."""
    ended, out, _ = run("invite", *PRESS, *more)
    assert ended == 0
    return out.partition("Mã mời: ")[2].split()[0]


def imported(*command: str) -> set[str]:
    """The packages that a command has imported by its end."""
    code = f"import sys; from bot.cli import main; main({command!r}); print(*sys.modules, file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", code], input="", capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in ended.stderr.split()}


def test_help_names_every_command_in_vietnamese(run: Run) -> None:
    ended, out, err = run("--help")
    assert (ended, err) == (0, "")
    commands = ("demo", "demo-terminal", "terminal", "run", "invite", "outline", "doctor", "backup", "--version")
    assert [name for name in commands if not re.search(rf"^\s+(-h, )?{name}\s+\w", out, re.MULTILINE)] == []
    assert not re.search(r"usage|options|positional|show this", out, re.IGNORECASE)


@pytest.mark.parametrize(
    "command", ["demo", "demo-terminal", "terminal", "run", "invite", "outline", "doctor", "backup"]
)
def test_each_command_has_help_of_its_own(run: Run, command: str) -> None:
    ended, out, _ = run(command, "--help")
    assert ended == 0
    assert out.startswith(f"Cách dùng: decuong {command} ")


def test_help_imports_nothing_that_it_does_not_use() -> None:
    assert imported("--help").isdisjoint(HEAVY)


def test_a_conversation_imports_nothing_that_it_does_not_use() -> None:
    assert imported("demo-terminal").isdisjoint(UNUSED_IN_TALK)


@pytest.mark.parametrize("command", ["--version", "invite --unit A --name B", "outline check no-such-file"])
def test_where_nobody_reads_what_is_said_the_program_ends_quietly(command: str) -> None:
    heard, said = os.pipe()
    os.close(heard)
    with os.fdopen(said, "wb") as nobody:
        asked = [sys.executable, "-m", "bot", *command.split()]
        ended = subprocess.run(asked, stdin=subprocess.DEVNULL, stdout=nobody, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_the_version_is_said(run: Run) -> None:
    assert run("--version") == (0, "decuong 0.1.0\n", "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "Cách dùng: decuong"),
        (("write",), "Không có lệnh “write”."),
        (("invite", "--unit", "Sở"), "Còn thiếu: --name."),
        (("invite", *PRESS, "--days", "x"), "Giá trị của --days chưa đúng."),
        (("invite", *PRESS, "--days", "0"), "Số ngày"),
        (("invite", *PRESS, "--colour"), "Không hiểu: --colour."),
        (("invite", *PRESS, "--tag", "bao-chi"), "co-quan-bao-chi"),
        (("backup",), "Còn thiếu: FILE."),
        (("run",), "DECUONG_TELEGRAM_TOKEN"),
    ],
)
def test_what_is_typed_wrong_is_said_in_vietnamese_and_ends_with_2(run: Run, typed: tuple[str, ...], said: str) -> None:
    ended, out, err = run(*typed)
    assert (ended, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("command", [("run",), ("invite", *PRESS), ("backup", "b"), ("terminal", "--as", "x")])
def test_wrong_settings_are_named_before_anything_starts(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], tmp_path: Path
) -> None:
    monkeypatch.setenv("DECUONG_TELEGRAM_TOKN", TOKEN)
    monkeypatch.setenv("DECUONG_DATABASE_URL", "mysql://localhost/x")
    ended, out, err = run(*command)
    assert (ended, out) == (2, "")
    assert [line.split(":")[0] for line in err.splitlines()] == ["DECUONG_TELEGRAM_TOKN", "DECUONG_DATABASE_URL"]
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_used_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DECUONG_DATABASE_URL", f"sqlite:///{tmp_path}/file/a.sqlite3")
    ended, out, err = run("invite", *PRESS)
    assert (ended, out, len(err.splitlines())) == (1, "", 1)
    (tmp_path / "a.sqlite3").write_text("no database at all " * 1000)
    monkeypatch.setenv("DECUONG_DATABASE_URL", f"sqlite:///{tmp_path}/a.sqlite3")
    ended, out, err = run("invite", *PRESS)
    assert (ended, out, len(err.splitlines())) == (1, "", 1)


def test_an_invitation_shows_its_code_and_without_a_bot_no_link(run: Run) -> None:
    ended, out, err = run("invite", *PRESS, "--days", "7")
    assert (ended, err) == (0, "")
    code = out.partition("Mã mời: ")[2].split()[0]
    assert f"/start {code}" in out
    assert "https://" not in out


def test_an_invitation_to_a_bot_that_can_be_reached_has_its_link(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as telegram:
        monkeypatch.setenv("DECUONG_TELEGRAM_TOKEN", TOKEN)
        monkeypatch.setenv("DECUONG_TELEGRAM_BASE_URL", telegram.url)
        ended, out, err = run("invite", *PRESS)
    assert (ended, err) == (0, "")
    code = out.partition("Mã mời: ")[2].split()[0]
    assert f"https://t.me/decuong_bot?start={code}" in out
    assert SECRET not in out


@pytest.mark.parametrize(("token", "hint"), [(TOKEN, "decuong doctor"), ("1:unknown", "@BotFather")])
def test_an_invitation_is_made_also_where_the_bot_cannot_be_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch, token: str, hint: str
) -> None:
    with serving() as telegram:
        nobody = "http://127.0.0.1:1" if token == TOKEN else telegram.url
        monkeypatch.setenv("DECUONG_TELEGRAM_TOKEN", token)
        monkeypatch.setenv("DECUONG_TELEGRAM_BASE_URL", nobody)
        ended, out, err = run("invite", *PRESS)
    assert ended == 0
    assert "Mã mời: " in out
    assert hint in err
    assert token.split(":")[1] not in out + err


def test_a_faulty_outline_is_named_line_by_line_and_fails(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("id: a\nversion: 1\ntitle: A\nsections: 5\n", encoding="utf-8")
    ended, out, _ = run("outline", "check", str(file))
    assert ended == 1
    assert all(re.match(rf"{re.escape(str(file))}:\d+: \S", line) for line in out.splitlines())
    assert f"{file}:4: " in out


def test_an_outline_that_is_not_there_fails(run: Run) -> None:
    assert run("outline", "check", "nowhere.yaml")[0] == 1


def test_the_seed_outline_has_no_fault(run: Run) -> None:
    import flows

    file = Path(flows.__file__).parent / "outlines" / "chi-thi-34.yaml"
    ended, out, err = run("outline", "check", str(file))
    assert (ended, err) == (0, "")
    assert len(out.splitlines()) == 1


def test_a_backup_holds_what_the_database_holds(run: Run, tmp_path: Path) -> None:
    code_of(run)
    ended, out, _ = run("backup", "copies/b.sqlite3")
    assert ended == 0
    assert str(tmp_path / "copies" / "b.sqlite3") in out
    with closing(sqlite3.connect("copies/b.sqlite3")) as copy:
        assert copy.execute("SELECT count(*) FROM invitations").fetchone() == (1,)


def test_a_backup_of_nothing_or_onto_itself_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("backup", "b.sqlite3")[0] == 1
    assert list(tmp_path.iterdir()) == []
    code_of(run)
    assert run("backup", "./decuong.sqlite3")[0] == 1
    (tmp_path / "folder").mkdir()
    ended, _, err = run("backup", "folder")
    assert (ended, len(err.splitlines())) == (1, 1)


def test_the_doctor_says_how_each_thing_stands_and_fails_where_one_is_bad(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DECUONG_TELEGRAM_BASE_URL", "http://127.0.0.1:1")
    ended, out, err = run("doctor")
    assert ended == 1
    assert out.count("[hỏng]") == out.count("Mạng: ") == 1
    assert out.count("→") == out.count("[hỏng]") + out.count("[lưu ý]")
    assert "1" in err


def test_the_doctor_says_of_wrong_settings_which_they_are(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECUONG_LOG_LEVEL", "loud")
    ended, out, _ = run("doctor")
    assert ended == 1
    assert "DECUONG_LOG_LEVEL" in out


def test_the_demonstration_in_the_terminal_greets_asks_the_first_question_and_reads_no_settings(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DECUONG_DATABASE_URL", "wrong")
    ended, out, err = run("demo-terminal", typed=":1\n")
    assert (ended, err) == (0, "")
    assert "Kính chào đồng chí" in out
    assert "bí mật nhà nước" in out
    assert "Sở Thông tin và Truyền thông" in out
    assert out.count("· câu 1/") == 1
    assert "Đặc điểm tình hình" in out


def test_what_is_typed_in_the_terminal_is_kept_and_the_draft_lands_in_the_folder(run: Run, tmp_path: Path) -> None:
    ended, out, err = run(
        "demo-terminal", "--out", "mine", typed="Bắt đầu\nSở có 45 công chức.\nXong mục này\nXem dự thảo\n"
    )
    assert (ended, err) == (0, "")
    assert "· câu 2/" in out
    (file,) = (tmp_path / "mine").glob("*.docx")
    assert str(file.relative_to(tmp_path)) in out
    assert "Sở có 45 công chức." in [paragraph.text for paragraph in Document(str(file)).paragraphs]


def test_each_demonstration_in_the_terminal_has_a_database_of_its_own(run: Run, tmp_path: Path) -> None:
    run("demo-terminal", typed="Bắt đầu\nSở có năm phòng.\n")
    _, out, _ = run("demo-terminal")
    assert "năm phòng" not in out
    assert len(list((tmp_path / "out").rglob("*.sqlite3"))) == 2


def test_a_folder_that_takes_no_files_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended, _, err = run("demo-terminal", "--out", "file")
    assert (ended, len(err.splitlines())) == (1, 1)


def test_whoever_comes_back_to_the_terminal_with_the_same_code_goes_on(run: Run) -> None:
    code = code_of(run)
    _, first, _ = run("terminal", "--as", code, typed="Bắt đầu\nSở có 45 công chức.\nXong mục này\n")
    assert "· câu 2/" in first
    ended, again, err = run("terminal", "--as", code)
    assert (ended, err) == (0, "")
    assert "· câu 2/" in again


def test_a_code_that_nobody_gave_out_gets_one_polite_sentence(run: Run) -> None:
    code_of(run)
    ended, out, _ = run("terminal", "--as", "a" * 32)
    assert ended == 0
    assert "câu 1/" not in out
    assert "Nguyễn Văn An" not in out
