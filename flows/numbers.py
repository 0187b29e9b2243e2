"""A number is read only where it is clear what was meant; what could be two things is both, anything else is nothing.

Decimals have a comma and groups of thousands a dot, as in Viet Nam, or the other way round, as on a telephone's
keyboard. Number words ("mười hai") are not read, and "không" least of all: it may mean 0, none or no.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from flows.text import fold, narrow, nfc

_MOST_DIGITS = 15  # Excel keeps no more, and no count in a report has as many.
_LONGEST = 80  # Longer texts are no answer to "how many", and would take the pattern below long.
_MOST_UNIT_WORDS = 6

_GROUPED = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
_BY_HARD_SPACES = re.compile("[0-9]+|" + _GROUPED % "[\u00a0\u2007\u2009\u202f]" + "(?:[.,][0-9]+)?")
_BY_DOTS = re.compile(_GROUPED % r"\." + "(?:,[0-9]+)?")
_BY_COMMAS = re.compile(_GROUPED % "," + r"(?:\.[0-9]+)?")
_FRACTION = re.compile(r"[0-9]+[.,][0-9]+")
_PARTS = re.compile(
    r"\s*(?P<sign>[-+‐‑–—−]?\s*)"
    r"(?P<figures>[0-9](?:[0-9.,\u00a0\u2007\u2009\u202f]*[0-9])?)"
    r"(?P<rest>.*?)[.,;!]?\s*"
)
_UNIT_WORD = re.compile(r"%|[a-z]+(?:[/.-][a-z]+)*|k?m[23²³]")

# Said right after a number, these multiply it; two lists, since "van ban" without marks is "văn bản", not "vạn".
_MULTIPLIERS = {"chục", "tá", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"}
_MULTIPLIERS_WITHOUT_MARKS = {"chuc", "tram", "nghin", "ngan", "trieu", "ty", "ti", "tr", "k"}
# Said anywhere after a number, these change it or take it back.
_CHANGES = {"rưỡi", "phẩy", "nửa", "hơn", "kém", "hoặc", "hay", "trở", "chưa", "không", "nhưng", "đến", "khoảng", "và"}

_CELL = re.compile(r"(?P<sign>[-+−]?)(?P<figures>(?:[0-9]+|" + _GROUPED % r"\." + ")(?:,[0-9]+)?)")
_BLANKS = {"", "-", "–", "—", "−", ".", "..", "...", "…", "x", "X"}


@dataclass(frozen=True)
class Reading:
    """What a text says as a number: no value, one, or two where both are possible, the Vietnamese one first.

    `unit` is the words behind the number as they were typed, or "%".
    """

    values: tuple[Decimal, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class RowFault:
    """The first cell of a row that is neither a number nor blank; `place` counts the cells from 1."""

    token: str
    place: int


def read_number(text: str, decimals: bool, unit: str = "") -> Reading:
    """What the text says as a number, whole unless `decimals`.

    Words behind the number are kept as its unit. A word that multiplies ("1,2 triệu") or takes back ("12 trở lên")
    makes it unreadable, unless the words are the `unit` in which the question counts.

    >>> read_number("12 lớp", decimals=False)
    Reading(values=(Decimal('12'),), unit='lớp')
    >>> read_number("1.234", decimals=False).values, read_number("1.234", decimals=True).values
    ((Decimal('1234'),), (Decimal('1234'), Decimal('1.234')))
    """
    plain = _plain(text)
    parts = _PARTS.fullmatch(plain) if len(plain) <= _LONGEST else None
    said = _unit_said(parts["rest"]) if parts else ""
    if parts is None or not _is_unit(said, unit):
        return Reading()
    values = _signed(parts["sign"], _values(parts["figures"], decimals))
    return Reading(values, said) if 1 <= len(values) <= 2 else Reading()


def read_row(text: str) -> tuple[Decimal | None, ...] | RowFault:
    r"""The cells of a row; None is a cell that was left blank.

    Cells are parted by tabs, else by ";" or "|", else by spaces. Within a row a dot only groups thousands and a
    comma only begins decimals, since nobody is asked about a single cell.

    >>> read_row("12 1.234 - 18,5")
    (Decimal('12'), Decimal('1234'), None, Decimal('18.5'))
    >>> read_row("12 12.5")
    RowFault(token='12.5', place=2)
    """
    cells: list[Decimal | None] = []
    for place, token in enumerate(_tokens(_plain(text)), start=1):
        value = None if token in _BLANKS else _cell(token)
        if value is None and token not in _BLANKS:
            return RowFault(token, place)
        cells.append(value)
    return tuple(cells)


def show_number(value: Decimal, places: int | None = None) -> str:
    """The number as it is printed in Viet Nam, rounded half up if `places` are given, else without idle zeros.

    >>> show_number(Decimal("1234.50")), show_number(Decimal("-0.125"), places=2)
    ('1.234,5', '-0,13')
    """
    if places is not None:
        room = len(f"{value:f}") + places + 1
        value = value.quantize(Decimal(1).scaleb(-places), context=Context(prec=room, rounding=ROUND_HALF_UP))
    shown = f"{value if value else abs(value):,f}"
    if places is None and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.translate(str.maketrans(",.", ".,"))


def _plain(text: str) -> str:
    """The text composed, in ordinary width, without characters that take no room."""
    return "".join(char for char in nfc(narrow(text)) if unicodedata.category(char) != "Cf")


def _values(figures: str, decimals: bool) -> list[Decimal]:
    """Every number that the figures can stand for, the Vietnamese one first."""
    if sum(char.isdigit() for char in figures) > _MOST_DIGITS:
        return []
    found = list(dict.fromkeys(_candidates(figures, decimals)))
    return found if decimals else [value.to_integral_value() for value in found if value == value.to_integral_value()]


def _candidates(figures: str, decimals: bool) -> Iterator[Decimal]:
    """The figures without signs or in groups by hard spaces, by dots as groups, as a fraction, by commas as groups."""
    if _BY_HARD_SPACES.fullmatch(figures):
        yield Decimal("".join(figures.split()).replace(",", "."))
    if _BY_DOTS.fullmatch(figures):
        yield _from_vietnamese(figures)
    if _FRACTION.fullmatch(figures) and (decimals or not _is_grouped(figures)):
        yield Decimal(figures.replace(",", "."))
    if _BY_COMMAS.fullmatch(figures):
        yield Decimal(figures.replace(",", ""))


def _is_grouped(figures: str) -> bool:
    """Whether the figures can be read as groups of thousands."""
    return bool(_BY_DOTS.fullmatch(figures) or _BY_COMMAS.fullmatch(figures))


def _from_vietnamese(figures: str) -> Decimal:
    """The number of figures grouped by dots with a comma before the decimals."""
    return Decimal(figures.replace(".", "").replace(",", "."))


def _signed(sign: str, values: list[Decimal]) -> tuple[Decimal, ...]:
    """The values under a sign; a dash that stands apart, or a long one, may only be the mark of a list."""
    if sign.strip() in ("", "+"):
        return tuple(values)
    below = [value.copy_negate() if value else value for value in values]
    listed = [] if sign == "-" or sign.strip() == "−" else values
    return tuple(dict.fromkeys([*listed, *below]))


def _unit_said(rest: str) -> str:
    """The words behind a number, in single spaces; "phần trăm" is "%"."""
    words = " ".join(rest.split())
    return "%" if fold(words) == "phan tram" else words


def _is_unit(said: str, unit: str) -> bool:
    """Whether the words behind a number only say what was counted."""
    if not said or (unit and fold(said) == fold(unit)):
        return True
    if not all(_UNIT_WORD.fullmatch(fold(word)) for word in said.split()):
        return False
    words = re.findall(r"[^\W\d_]+", said.lower())
    multiplied = words[:1] and words[0] in _MULTIPLIERS | _MULTIPLIERS_WITHOUT_MARKS
    return len(words) <= _MOST_UNIT_WORDS and not multiplied and not any(map(_changes, words))


def _changes(word: str) -> bool:
    """Whether a word behind a number changes it, typed with its marks or without any."""
    return word in _CHANGES or (word.isascii() and word in {fold(change) for change in _CHANGES})


def _tokens(text: str) -> list[str]:
    """The cells of a row as typed."""
    row = text.strip(" \r\n")
    if "\t" in row:
        return [cell.strip() for cell in row.split("\t")]
    if re.search("[;|]", row):
        return [cell.strip() for cell in re.split("[;|]", re.sub(r"^\s*\||[;|]\s*$", "", row))]
    return re.split(r"\s*,\s+|\s+", row.removesuffix(",")) if row else []


def _cell(token: str) -> Decimal | None:
    """The number in one cell of a row, or None."""
    parts = _CELL.fullmatch(token)
    if parts is None or sum(char.isdigit() for char in token) > _MOST_DIGITS:
        return None
    value = _from_vietnamese(parts["figures"])
    return value.copy_negate() if value and parts["sign"] in ("-", "−") else value
