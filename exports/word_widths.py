"""How wide a bold Times New Roman text is, so that a rule can be as long as the text above it.

The widths are those of Liberation Serif Bold, which is metrically the same; in thousandths of the size.
"""

from __future__ import annotations

import unicodedata

_HORN = "\u031b"
_GROUPS = {
    220: "|",
    250: " ,.",
    278: "/\\il",
    333: "!()-:;[]`fjt’",
    389: "Is",
    394: "{}",
    444: "cerz",
    500: "#$*0123456789?J_agovxy–“”",
    520: "~",
    554: "ơ",
    556: '"Sbdhknpquđ',
    570: "+<=>",
    581: "^",
    600: "ư",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQƠ",
    796: "Ư",
    833: "&m",
    930: "@",
    944: "M",
    1000: "%W—…",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_UNKNOWN = 556
_PRECISION = 0.1
_MM_PER_POINT = 25.4 / 72


def text_width(text: str, size: float) -> float:
    """The width in millimetres of a bold text of this size in points; tone marks take no room.

    >>> round(text_width("Độc lập - Tự do - Hạnh phúc", 13), 1)
    56.1
    """
    kept = (c for c in unicodedata.normalize("NFD", text) if c == _HORN or not unicodedata.combining(c))
    letters = unicodedata.normalize("NFC", "".join(kept))
    return sum(_WIDTHS.get(c, _UNKNOWN) for c in letters) * size * _MM_PER_POINT / 1000


def balanced(text: str, size: float, room: float) -> float:
    """The narrowest width in millimetres at which a bold text takes no more lines than in the whole room.

    >>> round(balanced("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", 12, 67))
    38
    """
    words = [text_width(word, size) for word in text.split()]
    space = text_width(" ", size)
    narrowest, widest = 0.0, room
    fewest = _lines(words, space, room)
    while widest - narrowest > _PRECISION:
        middle = (narrowest + widest) / 2
        fits = middle >= max(words, default=0) and _lines(words, space, middle) <= fewest
        narrowest, widest = (narrowest, middle) if fits else (middle, widest)
    return widest


def _lines(words: list[float], space: float, room: float) -> int:
    count, used = 1, 0.0
    for width in words:
        wide = used + space + width if used else width
        count, used = (count, wide) if wide <= room or not used else (count + 1, width)
    return count
