"""The unit's answers about its letterhead become the head and foot of a report; what it did not say is left open."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from flows.compile_text import one_line, plain_text, prose_lines
from flows.dates import Period, show_date
from flows.paper import Paper
from flows.report import Letterhead
from flows.text import nfd
from flows.values import DateValue, LineValue, ProseValue
from flows.wording import plain

_ROOM = " " * 6  # With the one before it, the room that the head of the report leaves.
_LONGEST_NAME = 40
AUTHORITIES = {
    "tm": ("TM.", "T/M"),
    "kt": ("KT.", "K/T"),
    "q": ("Q.", "Q."),
    "tl": ("TL.", "T/L"),
    "tuq": ("TUQ.", "TUQ."),
}
"""The options of the authority to sign, each as a state body and as a Party body writes it."""

_SIGNS_FOR = ("tm", "kt", "tl", "tuq")
_BEFORE_CODE = re.compile(r"^.*?\bBC\s*[-/]\s*", re.IGNORECASE)
_BEFORE_POST = re.compile(r"^(TM|KT|Q|TL|TUQ|T/M|K/T|T/L)[.\s]+", re.IGNORECASE)
_STROKED = {0x110: "D", 0x111: "d"}  # The one Vietnamese letter that no decomposition takes apart.
_ITEM_MARK = re.compile(r"^[-–—+*•]\s*")


def letterhead(form: Paper, draft: bool = False) -> Letterhead:
    """The letterhead as the unit gave it, or as far as the unit is known; as a draft it says whom nobody named."""
    unit, party = form.unit, is_party(form)
    authority = form.chosen("tt-quyen-han") or unit.authority
    return Letterhead(
        style="party" if party else "state",
        superior=_said(form, "tt-co-quan-chu-quan", unit.superior),
        body=_said(form, "tt-co-quan", unit.name),
        code=code(form),
        place=_said(form, "tt-dia-danh", unit.place),
        authority=AUTHORITIES.get(authority, ("", ""))[party],
        post_over=_post_over(form, draft) if authority in _SIGNS_FOR else "",
        post=_said(form, "tt-chuc-vu", unit.post),
        signer=_said(form, "tt-nguoi-ky", unit.signer),
        recipients=_recipients(form),
    )


def lacks_post_over(head: Letterhead) -> bool:
    """Somebody signs for another, and for whom is not said."""
    return bool(head.authority) and head.authority != AUTHORITIES["q"][0] and not head.post_over


def _post_over(form: Paper, draft: bool) -> str:
    said = _BEFORE_POST.sub("", _said(form, "tt-chuc-vu-tren"))
    return said or (plain("print.post_over_missing") if draft else "")


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
    parts = ("BC", ascii_name(_short(form)), ascii_name(outline))
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
    if answer is None:
        return tuple(name for name in map(one_line, form.unit.recipients) if name)
    value = answer.value if isinstance(answer.value, ProseValue) else ProseValue()
    named = (_ITEM_MARK.sub("", plain_text(line)).rstrip(" .;,") for line in prose_lines(value))
    return tuple(name for name in named if name)


def listed_recipients(names: Iterable[str]) -> tuple[str, ...]:
    """Who receives a document that is addressed to nobody: in it "as above" would name nobody.

    >>> listed_recipients(["Như trên;", "Sở Nội vụ", ""])
    ('Sở Nội vụ',)
    """
    above = plain("print.as_above").casefold()
    lines = map(one_line, names)
    return tuple(name for name in lines if name and not _ITEM_MARK.sub("", name).casefold().startswith(above))


def ascii_name(text: str) -> str:
    """The letters and digits of a text without diacritics, all else as single hyphens."""
    plain_letters = nfd(text).translate(_STROKED)
    kept = "".join(char for char in plain_letters if not unicodedata.combining(char))
    return re.sub(r"[^A-Za-z0-9]+", "-", kept).strip("-")[:_LONGEST_NAME].strip("-")
