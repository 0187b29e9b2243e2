"""The terminal holds a whole conversation that is piped in, and keeps files in its folder only."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from shorthand import START, STTTT, campaign, invitation, lines_of_docx

from bot.channel import Parcel, Tapped
from bot.clock import MovableClock, StoppedClock
from bot.terminal import read_lines, run_terminal
from bot.terminal_chat import Sitting, TerminalChat
from bot.terminal_files import contents, keep, safe_name
from flows.letter import Letter
from flows.report import Run
from flows.turn import Button, Press
from storage.store import Store


class Terminal:
    """Sittings at one terminal, on one database."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        self.clock = MovableClock(StoppedClock(START))
        self.store = Store(f"sqlite:///{folder}/a.sqlite3")
        self.store.migrate()
        with self.store.begin() as ledger:
            ledger.records.save([campaign(), STTTT, invitation("HOA", "Trần Thị Hoa", "stttt")])

    async def types(self, *lines: str, code: str = "HOA", **how: bool) -> str:
        """What is printed in one sitting."""
        self.clock.advance(timedelta(minutes=1))
        printed: list[str] = []
        sitting = Sitting(code, self.out, self.clock, **how)
        await run_terminal(self.store, sitting, one_by_one(*lines), printed.append)
        return "".join(printed)


async def one_by_one(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    yield terminal
    terminal.store.close()


def answers(terminal: Terminal) -> dict[str, list[str]]:
    """The prose that is kept, by question."""
    with terminal.store.begin() as ledger:
        kept = ledger.records.answers("chi-thi-34/stttt")
    return {key: [passage.text for passage in answer.value.passages] for key, answer in kept.items()}


async def test_a_conversation_is_led_by_lines_alone(terminal: Terminal) -> None:
    printed = await terminal.types(":1", "Sở có 45 công chức.", "  Thụt đầu dòng.", ":1")
    assert "Kính chào đồng chí Trần Thị Hoa" in printed
    assert "II.1" in printed.split("Thụt đầu dòng.")[-1]
    (kept,) = answers(terminal).values()
    assert kept == ["Sở có 45 công chức.", "  Thụt đầu dòng."]


async def test_a_button_is_pressed_by_its_label_whatever_sign_it_begins_with(terminal: Terminal) -> None:
    printed = await terminal.types("bắt đầu", "Sở có 45 công chức.", "XONG MỤC NÀY")
    assert "II.1" in printed
    assert "[:1 ✔ Xong mục này]" in printed


async def test_an_empty_line_shows_what_has_come_meanwhile(terminal: Terminal) -> None:
    async def lines() -> AsyncIterator[str]:
        yield ":1"
        with terminal.store.begin() as ledger:
            (member,) = ledger.rosters.people_of("stttt")
            (contact,) = ledger.records.contacts_of(member.person.id)
            news = {"id": "news.1", "channel": contact.channel, "address": contact.address, "person": contact.person}
            ledger.outbox.queue([Letter(runs=(Run(text="Có tin mới."),), not_before=START, at=START, **news)])
        yield ""

    printed: list[str] = []
    await run_terminal(terminal.store, Sitting("HOA", terminal.out, terminal.clock), lines(), printed.append)
    assert "Có tin mới." in "".join(printed)


async def test_a_label_needs_no_count(terminal: Terminal) -> None:
    chat = TerminalChat(Sitting("HOA", terminal.out, terminal.clock), one_by_one("tất cả"), lambda text: None)
    button = Button(label="Tất cả (5)", press=Press(do="x"))
    letter = Letter(
        id="1.0", channel="t", address="t", runs=(Run(text="?"),), buttons=((button,),), not_before=START, at=START
    )
    await chat.send(Parcel(letter))
    batches = [batch async for batch in chat.listen()]
    assert chat.read(batches[-1][0].body) == Tapped("1.0", 0)


async def test_a_bare_number_is_an_answer_and_never_a_button(terminal: Terminal) -> None:
    await terminal.types(":1", "1")
    assert list(answers(terminal).values()) == [["1"]]


async def test_whoever_comes_back_with_the_same_code_goes_on(terminal: Terminal) -> None:
    await terminal.types(":1", "Đoạn một.")
    printed = await terminal.types("Đoạn hai.")
    assert "Đã lưu 2 đoạn" in printed
    assert "Mã mời" not in printed
    assert list(answers(terminal).values()) == [["Đoạn một.", "Đoạn hai."]]


async def test_the_code_of_one_chat_opens_no_other(terminal: Terminal) -> None:
    await terminal.types(":1")
    assert "Mã mời" in await terminal.types("Đoạn một.", code="WRONG")
    assert answers(terminal) == {}


async def test_a_received_file_lies_in_the_folder_and_its_path_is_printed(terminal: Terminal) -> None:
    printed = await terminal.types(":1", "xem dự thảo", "xem dự thảo")
    names = ["BC-STTTT-chi-thi-34-2.docx", "BC-STTTT-chi-thi-34.docx"]
    assert sorted(path.name for path in terminal.out.iterdir()) == names
    assert all(str(terminal.out / name) in printed for name in names)
    assert "BÁO CÁO" in lines_of_docx((terminal.out / names[0]).read_bytes())


async def test_a_file_is_attached_by_its_path(terminal: Terminal) -> None:
    await terminal.types(":1", "/bieu")
    (sheet,) = terminal.out.iterdir()
    assert "không có ô số liệu nào" in await terminal.types(f":file {sheet}")
    assert "Không mở được" in await terminal.types(f":file {sheet}.not")


async def test_waiting_moves_the_clock_of_the_demonstration(terminal: Terminal) -> None:
    printed = await terminal.types(":wait 3d", ":wait 90m", ":wait 1h", ":wait a while", waits=True)
    assert printed.count(":wait 3d cho đồng hồ chạy thêm") == 2
    assert "08:01 08/01/2026" in printed
    assert "09:31 08/01/2026" in printed
    assert "10:31 08/01/2026" in printed
    assert "Không có lệnh này" in printed


async def test_at_a_database_of_many_nobody_puts_the_clock_forward(terminal: Terminal) -> None:
    printed = await terminal.types(":wait 8d", ":quit")
    assert "Không có lệnh này" in printed
    assert "Đồng hồ" not in printed
    assert ":wait" not in printed


async def test_a_button_that_is_not_there_is_said_so(terminal: Terminal) -> None:
    printed = await terminal.types(":9", ":0", ":", ":nonsense")
    assert printed.count("Không có nút nào") == 2
    assert printed.count("Không có lệnh này") == 2


async def test_nothing_after_quit_is_heard(terminal: Terminal) -> None:
    await terminal.types(":1", ":quit", "Đoạn một.")
    assert answers(terminal) == {}


async def test_what_is_piped_in_is_repeated_so_that_the_output_can_be_read(terminal: Terminal) -> None:
    assert "> Đoạn một." in await terminal.types(":1", "Đoạn một.", echo=True)


async def test_what_is_no_text_at_all_harms_nothing(terminal: Terminal) -> None:
    await terminal.types(":1", "", "   ", "\x00\x1b[2J", "a\ud800b", "x" * 40_000)
    assert sum(len(kept) for kept in answers(terminal).values()) <= 3


async def test_lines_come_from_a_pipe_as_they_are_written() -> None:
    read, write = os.pipe()
    os.write(write, "một\nhai\nb".encode())
    lines = read_lines(read)
    assert [await anext(lines), await anext(lines)] == ["một", "hai"]
    os.write(write, b"a\xff")
    os.close(write)
    assert [line async for line in lines] == ["ba\ufffd"]
    os.close(read)


async def test_lines_come_from_an_ordinary_file(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    file.write_text("một\n\nhai\n", encoding="utf-8")
    with file.open("rb") as source:
        assert [line async for line in read_lines(source.fileno())] == ["một", "", "hai"]


@given(st.text())
@example("../../x")
@example("\x00")
@example("a" * 300)
@example("ế" * 300 + ".docx")
@example("CON/..\\..\\autoexec.bat")
@example(".hidden")
@example("/")
def test_no_name_leads_out_of_the_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("out")
    paths = [keep(folder, name, b"a"), keep(folder, name, b"b")]
    assert [path.read_bytes() for path in paths] == [b"a", b"b"]
    assert {path.resolve().parent for path in paths} == {folder.resolve()}
    assert not any(path.name.startswith(".") for path in paths)


def test_no_name_is_read_in_another_order_than_it_is_written_in() -> None:
    assert safe_name("Báo cáo\u202excod.exe") == "Báo cáoxcod.exe"
    assert safe_name("\u202a\u2066a\u2069.docx\u202c") == "a.docx"
    assert safe_name("\u202e\u2067") == ""


def test_the_ending_of_a_long_name_is_kept() -> None:
    assert safe_name("ế" * 300 + ".docx").endswith("ế.docx")
    assert len(safe_name("ế" * 300 + ".docx").encode()) <= 250


def test_a_file_of_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert contents(tmp_path / "a", 3) == b"abc"
    with pytest.raises(Exception, match="larger"):
        contents(tmp_path / "a", 2)
    with pytest.raises(Exception, match="cannot be read"):
        contents(tmp_path / "b", 3)
