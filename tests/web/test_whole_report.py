"""A complete report on a phone, from the link to the Word file, word for word as its transcript has it.

A page alone offers to have a table filled in as a grid.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import TimeoutError as NeverCame
from shorthand import lines_of_docx
from web_page import Chat
from web_site import Site

from flows.wording import plain

TRANSCRIPT = Path(__file__).resolve().parents[1] / "transcripts" / "bao-cao-so-tttt.txt"
UNIT = {
    "name": "Sở Thông tin và Truyền thông",
    "code": "STTTT",
    "tags": ("co-quan-bao-chi",),
    "superior": "Ủy ban nhân dân tỉnh Lạng Sơn",
    "place": "Lạng Sơn",
}
REPORT = "BC-STTTT-chi-thi-34.docx"
DONE = "Xong mục này"
MOMENT = r"\d\d:\d\d \d\d/\d\d/\d{4}"
BY_BUTTON = 4
"""How many items are ended by the button of the card that says what was kept; the others are by its words, at once."""

_LAST = """([moment, wanted]) => {
  const texts = document.querySelectorAll("#log .message:not(.own) .text");
  const last = texts.length ? texts[texts.length - 1].textContent : "";
  return last.replace(new RegExp(moment, "g"), "…") === wanted;
}"""


@dataclass(frozen=True)
class Step:
    """What the officer does, and what the last message that comes of it says and offers."""

    does: str
    text: str
    labels: list[str]


def steps() -> Iterator[Step]:
    """What was done in the transcript after the start, up to the Word file."""
    played = TRANSCRIPT.read_text(encoding="utf-8").split("\n> ")[2:-1]
    return map(step, played)


def step(played: str) -> Step:
    said, *answers = re.split(r"\nbot(?: \(sửa tin trước\))?: ", played)
    lines = [line.removeprefix("     ") for line in answers[-1].splitlines() if not line.startswith("# ")]
    rows = [line for line in lines if re.fullmatch(r"\[.*\]", line)]
    text = "\n".join(line for line in lines if line not in rows and not re.fullmatch(r"<.*>", line))
    labels = [label for row in rows for label in re.findall(r"\[(.*?)\]", row)]
    return Step(
        said.replace("\n| ", "\n"), masked(text.rstrip()).replace(plain("how.rows"), plain("how.rows_grid")), labels
    )


def masked(text: str) -> str:
    """The text without the moments that it names."""
    return re.sub(MOMENT, "…", text)


def does(chat: Chat, what: str) -> None:
    pressed = re.fullmatch(r"\[(.+)\]", what)
    if pressed:
        chat.presses(pressed[1])
    else:
        chat.says(what)


def answered(chat: Chat, awaited: Step) -> None:
    """The last message comes to be the one that the transcript has."""
    try:
        chat.page.wait_for_function(_LAST, arg=[MOMENT, awaited.text])
    except NeverCame:
        assert masked(chat.said[-1]) == awaited.text
    if awaited.labels:
        assert [label for label in chat.labels if label != plain("button.grid")] == awaited.labels


def document() -> list[str]:
    """The lines of the Word file that the transcript ends with."""
    shown = TRANSCRIPT.read_text(encoding="utf-8").partition("\n> :docx\n")[2]
    return [line.partition("│")[2].strip() for line in shown.splitlines()]


def lines_of(content: bytes) -> list[str]:
    return [line.strip() for whole in lines_of_docx(content) for line in whole.splitlines()]


def test_the_transcript_is_read_as_it_was_played() -> None:
    every = list(steps())
    assert len(every) > 120
    assert every[0] == Step("[Bắt đầu]", every[0].text, ["Để sau", "Không có nội dung"])
    assert every[0].text.startswith("I · câu 1/45 · Đặc điểm tình hình\n\nĐề nghị đồng chí nêu khái quát")
    assert every[-1].does == "[Gửi báo cáo ngay]"
    assert every[-1].labels == ["Nhận lại tệp Word", "Rút lại"]
    assert len(document()) > 100


def test_a_complete_report_from_the_link_to_the_word_file(phone: Chat, site: Site) -> None:
    phone.enters(site.new_code("Trần Thị Hoa", site.new_unit(**UNIT)))
    phone.waits_for("Khi đã sẵn sàng")
    by_button, every = 0, list(steps())
    for number, now in enumerate(every):
        ends = now.does == f"[{DONE}]" and every[number - 1].text.count("Đã lưu")
        by_button += bool(ends)
        does(phone, DONE if ends and by_button > BY_BUTTON else now.does)
        following = every[number + 1].does if number + 1 < len(every) else ""
        # Whoever knows the words need not wait for the card that comes once nothing more is pasted.
        if following != f"[{DONE}]" or by_button < BY_BUTTON:
            answered(phone, now)
        if now.does == "Xem dự thảo":
            assert "BÁO CÁO" in lines_of(phone.downloads(REPORT))
    phone.sees("Báo cáo hoàn chỉnh.")
    assert lines_of(phone.downloads(REPORT)) == document()
