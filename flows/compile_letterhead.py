"""The unit's answers about its letterhead become the head and foot of a report; what it did not say is left open."""

from __future__ import annotations

import re
import unicodedata

from flows.compile_text import one_line, plain_text, prose_lines
from flows.dates import Period, show_date
from flows.draft import Paper
from flows.report import Letterhead
from flows.values import DateValue, LineValue, ProseValue
from flows.wording import plain

_ROOM = " " * 6  # With the one before it, the room that the head of the report leaves.
_LONGEST_NAME = 40
_AUTHORITIES = {
    "tm": ("TM.", "T/M"),
    "kt": ("KT.", "K/T"),
    "q": ("Q.", "Q."),
    "tl": ("TL.", "T/L"),
    "tuq": ("TUQ.", "TUQ."),
}
_SIGNS_FOR = ("tm", "kt", "tl", "tuq")
_BEFORE_CODE = re.compile(r"^.*?\bBC\s*[-/]\s*", re.IGNORECASE)
_BEFORE_POST = re.compile(r"^(TM|KT|Q|TL|TUQ|T/M|K/T|T/L)[.\s]+", re.IGNORECASE)
_STROKED = {0x110: "D", 0x111: "d"}  # The one Vietnamese letter that no decomposition takes apart.
_ITEM_MARK = re.compile(r"^[-–—+*•]\s*")


def letterhead(form: Paper) -> Letterhead:
    """The letterhead as the unit gave it, or as far as the unit is known."""
    unit, party = form.unit, is_party(form)
    authority = form.chosen("tt-quyen-han")
    return Letterhead(
        style="party" if party else "state",
        superior=_said(form, "tt-co-quan-chu-quan", unit.superior),
        body=_said(form, "tt-co-quan", unit.name),
        code=code(form),
        place=_said(form, "tt-dia-danh", unit.place),
        authority=_AUTHORITIES.get(authority, ("", ""))[party],
        post_over=_BEFORE_POST.sub("", _said(form, "tt-chuc-vu-tren")) if authority in _SIGNS_FOR else "",
        post=_said(form, "tt-chuc-vu"),
        signer=_said(form, "tt-nguoi-ky"),
        recipients=_recipients(form),
    )


def is_party(form: Paper) -> bool:
    """The report is set as a Party body's."""
    chosen = form.chosen("tt-kieu")
    return chosen == "dang" if chosen else form.unit.party


def code(form: Paper) -> str:
    """All that follows the number: "BC-STTTT", in Party bodies "BC/TU"; nothing where the body has no short name."""
    short = _short(form)
    return f"BC{'/' if is_party(form) else '-'}{short}" if short else ""


def number(form: Paper) -> str:
    """The bare number of the document, where the unit gave one; under ten with a leading zero."""
    found = re.search(r"[0-9]+", _said(form, "tt-so"))
    return found[0].zfill(2) if found else ""


def date_line(form: Paper) -> str:
    """The place and the date, where the unit gave a date."""
    period = _period(form)
    place = _said(form, "tt-dia-danh", form.unit.place) or plain("print.blank")
    return plain("print.date_line", place=place, date=show_date(period)) if period else ""


def reference(form: Paper, year: int) -> str:
    """The line under an annex's title that says what it belongs to."""
    period = _period(form)
    line = "print.number_party" if is_party(form) else "print.number_state"
    return plain(
        "print.annex_reference",
        number=plain(line, number=number(form) or _ROOM, code=code(form) or "BC"),
        date=show_date(period) if period else plain("print.date_blank", year=year),
        body=_said(form, "tt-co-quan", form.unit.name),
    )


def file_name(form: Paper, outline: str) -> str:
    """The name of the Word file, in ASCII: BC-STTTT-chi-thi-34.docx."""
    parts = ("BC", _ascii(_short(form)), _ascii(outline))
    return "-".join(part for part in parts if part) + ".docx"


def _short(form: Paper) -> str:
    return _BEFORE_CODE.sub("", _said(form, "tt-viet-tat", form.unit.code))


def _said(form: Paper, key: str, otherwise: str = "") -> str:
    """The short text given for that key, on one line."""
    answer = form.answers.get(key)
    said = one_line(answer.value.text) if answer and isinstance(answer.value, LineValue) else ""
    return said or one_line(otherwise)


def _period(form: Paper) -> Period | None:
    answer = form.answers.get("tt-ngay")
    return answer.value.period if answer and isinstance(answer.value, DateValue) else None


def _recipients(form: Paper) -> tuple[str, ...]:
    answer = form.answers.get("tt-noi-nhan")
    value = answer.value if answer and isinstance(answer.value, ProseValue) else ProseValue()
    named = (_ITEM_MARK.sub("", plain_text(line)).rstrip(" .;,") for line in prose_lines(value))
    return tuple(name for name in named if name)


def _ascii(text: str) -> str:
    """The letters and digits of a text without diacritics, all else as single hyphens."""
    plain_letters = unicodedata.normalize("NFD", text).translate(_STROKED)
    kept = "".join(char for char in plain_letters if not unicodedata.combining(char))
    return re.sub(r"[^A-Za-z0-9]+", "-", kept).strip("-")[:_LONGEST_NAME].strip("-")
