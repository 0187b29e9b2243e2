"""What two whole conversations typed stands in the Word file at their end, under the seed's headings, and adds up."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import transcript
from docx import Document
from room import LONGEST_TEXT, Message, a_room
from shorthand import lines_of_docx

from flows.campaign import Unit
from flows.dates import read_date
from flows.numbers import read_number
from flows.stranger import code_in
from flows.text import fold, nfc
from flows.wording import command

HERE = Path(__file__).parent
SEED = (HERE / "flows" / "seed-chi-thi-34.txt").read_text(encoding="utf-8")
GUIDANCE = re.compile(r" \(nêu bật.*?\)")
PRESS = "Việc mở chuyên trang, chuyên mục"
ROW = re.compile(r".+?:((?: \d+)+)")
WHILE_SENT = re.compile(r"^# Sau khi gửi.*?(?=^# Rút lại)", re.MULTILINE | re.DOTALL)

BOTH = pytest.mark.parametrize("name", ["bao-cao-so-tttt", "bao-cao-so-tu-phap"])


@dataclass(frozen=True)
class Played:
    """A conversation that was played to its end: what was typed in it, and the last file that was delivered."""

    typed: tuple[str, ...]
    refused: tuple[str, ...]
    last: Message

    @property
    def lines(self) -> list[str]:
        """The lines of the file; a table's rows are parted by bars."""
        return [line for block in lines_of_docx(self.last.file or b"") for line in block.splitlines()]

    @property
    def figures(self) -> list[list[int]]:
        """The figures of each row of the annex that was typed."""
        found = (ROW.fullmatch(line) for line in self.typed)
        return [[int(figure) for figure in row[1].split()] for row in found if row]

    def row(self, label: str) -> list[str]:
        """The cells of the row of the annex that is so labelled, behind its label."""
        cells = next(line.split(" | ") for line in self.lines if f" | {label} | " in line)
        return cells[cells.index(label) + 2 :]


@cache
def played(name: str) -> Played:
    """The transcript of that name, played once."""
    text = (HERE / "transcripts" / f"{name}.txt").read_text(encoding="utf-8")
    with a_room() as room:
        for _ in transcript.replay_in(room, text):
            pass
        (chat,) = room.channel.chats.values()
        last = [message for message in chat if message.file][-1]
    return Played(tuple(typed(WHILE_SENT.sub("", text))), tuple(typed("".join(WHILE_SENT.findall(text)))), last)


def typed(text: str) -> Iterator[str]:
    """What people typed as text of the report; neither buttons nor commands."""
    for line in text.splitlines():
        said = line[2:] if line.startswith(("> ", "| ")) else ""
        if said and not said.startswith(("[", ":")) and not command(said) and not code_in(said):
            yield said


def sentences(line: str) -> list[str]:
    """The sentences of a paragraph; none where it is a figure, a date or a row of the annex."""
    if ROW.fullmatch(line) or read_date(line) or read_number(line, True, "%").values:
        return []
    return re.split(r"(?<=\.) ", line)


def squeezed(text: str) -> str:
    """The text as it is compared: the letterhead is printed in capitals, a list has signs of its own at its ends."""
    return " ".join(nfc(text).casefold().rstrip(".").split())


@BOTH
def test_every_sentence_that_was_typed_is_in_the_word_file(name: str) -> None:
    whole = squeezed("\n".join(played(name).lines))
    wanted = [sentence for line in played(name).typed for sentence in sentences(line)]
    assert len(wanted) > 30
    assert [sentence for sentence in wanted if squeezed(sentence) not in whole] == []


def test_nothing_that_was_typed_after_sending_is_in_the_word_file() -> None:
    refused = played("bao-cao-so-tu-phap").refused
    whole = squeezed("\n".join(played("bao-cao-so-tu-phap").lines))
    assert refused
    assert [line for line in refused if squeezed(line) in whole] == []


@BOTH
def test_the_headings_are_those_of_the_seed_in_its_order(name: str) -> None:
    plain = (GUIDANCE.sub("", " ".join(nfc(line).split())) for line in SEED.splitlines())
    wanted = [line for line in plain if re.match(r"([IVX]+\.|\d\.(\d\.)?) ", line)]
    paragraphs = Document(io.BytesIO(played(name).last.file or b"")).paragraphs
    headings = [one.text for one in paragraphs if one.style.name in ("Heading 1", "Heading 2", "Heading 3")]
    assert len(wanted) == 19
    assert headings == wanted


def test_only_the_press_units_are_asked_for_their_pages_and_only_their_report_tells_of_them() -> None:
    assert any(PRESS in line for line in played("bao-cao-so-tttt").lines)
    without = (HERE / "transcripts" / "bao-cao-so-tu-phap.txt").read_text(encoding="utf-8")
    asked = [line for line in without.splitlines() if not line.startswith("# ")]
    assert "chuyên trang" not in "\n".join(asked)
    assert "tin, bài" not in "\n".join(asked)


@BOTH
def test_the_totals_of_the_annex_are_what_was_typed_added_up(name: str) -> None:
    file = played(name)
    collective = [sum(column) for column in zip(*(row for row in file.figures if len(row) == 5), strict=True)]
    single = [sum(column) for column in zip(*(row for row in file.figures if len(row) == 7), strict=True)]
    assert (len(collective), len(single)) == (5, 7)
    assert file.row("Lượt tập thể được khen thưởng")[:6] == [str(one) for one in (*collective, sum(collective))]
    assert file.row("Lượt cá nhân được khen thưởng")[:8] == [
        str(one) for one in (*single[:5], sum(single[:5]), *single[5:])
    ]
    rates = [
        f"{Decimal(100 * of) / all_:.2f}".replace(".", ",")
        for of, all_ in zip(single[5:], (single[0], single[4]), strict=True)
    ]
    printed = file.row("Tỷ lệ khen thưởng đối với người lao động")
    assert [printed[0], printed[4]] == rates
    assert f"năm 2018 đạt {rates[1]}%" in "\n".join(file.lines)


@pytest.mark.parametrize(("name", "file"), [("bao-cao-so-tttt", "BC-STTTT"), ("bao-cao-so-tu-phap", "BC-STP")])
def test_the_file_is_named_for_the_unit_and_the_outline(name: str, file: str) -> None:
    assert played(name).last.letter.name == f"{file}-chi-thi-34.docx"


def test_forty_thousand_characters_are_kept_whole_and_the_question_stays() -> None:
    text = "\n".join(f"Đoạn {number}: " + "công tác thi đua, khen thưởng; " * 30 for number in range(1, 44))
    assert len(text) > 40_000
    assert len(text) / LONGEST_TEXT > 9
    with a_room() as room:
        hoa = room.officer()
        hoa.presses("Bắt đầu")
        (card,) = hoa.says(text)[-1:]
        assert "câu 1/" in card.text
        assert "43 đoạn" in card.text
        hoa.says("Xem dự thảo")
        draft = [message for message in hoa.chat if message.file][-1]
        printed = lines_of_docx(draft.file or b"")
    assert [line for line in text.splitlines() if fold(line) not in map(fold, printed)] == []


def test_a_figure_that_is_sent_twice_by_hand_does_not_fall_into_the_next_question() -> None:
    with a_room() as room:
        hoa = room.officer()
        hoa.says("mục lục")
        hoa.presses("III.1 Tập huấn, bồi dưỡng nghiệp vụ")
        hoa.does(hoa.raw(what="typed", text="12"), hoa.raw(what="typed", text="12"))
        assert hoa.last.text == "Ghi “12” vào III.1 – Số lượt người?"
        hoa.presses("Không ghi")
        assert "Số lớp: 12 lớp" in hoa.last.text
        assert "12 lượt người" not in hoa.last.text


def test_a_button_of_another_unit_does_nothing_for_whoever_got_hold_of_it() -> None:
    with a_room() as room:
        hoa = room.officer()
        hoa.presses("Bắt đầu")
        hoa.says("Sở có 58 công chức, viên chức.")
        foreign = hoa.last
        hung = room.officer("HUNG", "Đinh Quốc Hùng", Unit(id="stp", name="Sở Tư pháp"))
        hung.does(hung.tap(foreign.letter.id, foreign.labels.index("Bỏ đoạn cuối")))
        assert hung.last.text.startswith("Nút hoặc lệnh vừa rồi không còn dùng được.")
        assert "58" not in "".join(message.text for message in hung.chat)
        hoa.says("mục lục")
        hoa.presses("I Đặc điểm tình hình")
        assert "Sở có 58 công chức, viên chức." in hoa.last.text
