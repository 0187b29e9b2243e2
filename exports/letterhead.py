"""The head of a report, from the unit's letterhead down to the bases: what stands before its first block.

`Letterhead.code` is all that follows the number: "BC-STTTT" after a slash in state bodies ("Số: 05/BC-STTTT"), "BC/TU"
after a hyphen in Party bodies ("Số 12-BC/TU"). `Report.number` is the bare number, `Report.date_line` the whole line.
"""

from __future__ import annotations

from collections.abc import Sequence

from exports.word_look import Look, twips
from exports.word_markup import columns, indents, line, rule
from exports.word_widths import balanced, text_width
from flows.report import Report

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY_NAME = "ĐẢNG CỘNG SẢN VIỆT NAM"
BLANK = " " * 7
"""The room left for a number or a day that is written in by hand."""

_PART_OF_LINE = 0.4
_SLACK = 3
_END_MARKS = " \t\r\n.,;"


def head(report: Report, look: Look) -> str:
    """Everything above the first block."""
    names = _party_names if look.party else _state_names
    left, right = names(report, look)
    second = (line("Number", number_line(report)), line("Date", date_line(report)))
    widths = (twips(look.head_left), twips(look.text_width) - twips(look.head_left))
    above = columns(widths, ((left, right), second))
    return above + _title(report, look) + _addressees(report.addressees) + _bases(report.bases)


def number_line(report: Report) -> str:
    """The number and code, the number left open unless the unit gave it; one under ten gets a leading zero."""
    number, code = report.number.strip(), report.letterhead.code or "BC"
    number = f" {number.zfill(2)}" if number else BLANK
    return f"Số{number}-{code}" if report.letterhead.style == "party" else f"Số:{number}/{code}"


def date_line(report: Report) -> str:
    """The place and date, the day and month left open unless the unit gave them."""
    if report.date_line:
        return report.date_line
    place = report.letterhead.place or "." * 12
    return f"{place}, ngày{BLANK}tháng{BLANK}năm {report.year}"


def ended_list(items: Sequence[str], dash: str) -> list[str]:
    """The items one a line, each but the last closed by a semicolon, the last by a full stop.

    >>> ended_list(["Như trên;", "- Lưu: VT"], "- ")
    ['- Như trên;', '- Lưu: VT.']
    """
    bare = [item.strip().removeprefix("-").strip().rstrip(_END_MARKS) for item in items]
    kept = [item for item in bare if item]
    return [f"{dash}{item}{'.' if n == len(kept) else ';'}" for n, item in enumerate(kept, 1)]


def _state_names(report: Report, look: Look) -> tuple[str, str]:
    room = look.text_width - look.head_left
    left = _superior(report, 12, look.head_left) + _name("Issuer", report.letterhead.body, 12, look.head_left)
    left += _part_rule(report.letterhead.body.upper(), 12, look.head_left)
    return left, line("Nation", NATION) + line("Motto", MOTTO) + rule(text_width(MOTTO, 13), room)


def _party_names(report: Report, look: Look) -> tuple[str, str]:
    room = look.text_width - look.head_left
    left = _superior(report, 14, look.head_left) + _name("Issuer", report.letterhead.body, 14, look.head_left)
    return left + line("Star", "*"), line("Nation", PARTY_NAME) + rule(text_width(PARTY_NAME, 15), room)


def _superior(report: Report, size: float, room: float) -> str:
    name = report.letterhead.superior
    return _name("Superior", name, size, room) if name else ""


def _name(style: str, name: str, size: float, room: float) -> str:
    return _even(style, name.upper(), size, room)


def _even(style: str, text: str, size: float, room: float) -> str:
    """A centred text that, if it takes several lines, breaks into about equal ones."""
    if text_width(text, size) <= room:
        return line(style, text)
    return line(style, text, indents(balanced(text, size, room) + _SLACK, room))


def _part_rule(text: str, size: float, room: float) -> str:
    """The rule of a third to a half of the line above it."""
    return rule(balanced(text, size, room) * _PART_OF_LINE, room)


def _title(report: Report, look: Look) -> str:
    title, room = line("Title", report.title.upper()), look.text_width
    if look.party:
        return title + _even("Subtitle", _lower_first(report.subject), 14, room) + line("SubjectRule", "-----")
    return title + _even("Subtitle", report.subject, 14, room) + _part_rule(report.subject, 14, room)


def _lower_first(text: str) -> str:
    """The text begun in lower case, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _addressees(names: Sequence[str]) -> str:
    if len(names) <= 1:
        return "".join(line("Addressee", f"Kính gửi: {name}", '<w:jc w:val="center"/>') for name in names)
    items = ended_list(names, "- ")
    title = line("Addressee", "Kính gửi:", f'<w:ind w:left="{twips(25)}"/>')
    return title + "".join(line("Addressee", item, f'<w:ind w:left="{twips(45)}"/>') for item in items)


def _bases(bases: Sequence[str]) -> str:
    return "".join(line("Basis", text) for text in ended_list(bases, ""))
