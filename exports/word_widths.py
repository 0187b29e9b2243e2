"""How wide a Times New Roman text is, so that a rule is as long as the text above it and a column holds its words.

The widths are those of Liberation Serif, which is metrically the same; in thousandths of the size.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from flows.text import nfc, nfd

_HORN = "\u031b"
_BOLD = {
    220: "|",
    250: " ,.",
    278: "/\\il'",
    333: "!()-:;[]`fjt’",
    389: "Is",
    394: "{}",
    444: "cerz",
    500: "#$*0123456789?J_agovxy–“”",
    520: "~",
    554: "ơ",
    555: '"',
    556: "Sbdhknpquđ",
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
_UPRIGHT = {
    180: "'",
    200: "|",
    250: " ,.",
    278: "/\\:;ijlt",
    333: "!()-I[]`fr’",
    389: "Js",
    408: '"',
    444: "?acez“”",
    469: "^",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxyđ–",
    529: "ơ",
    541: "~",
    542: "ư",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐƠ",
    776: "Ư",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
    1000: "—…",
}
_WIDTHS = {
    bold: {letter: width for width, letters in groups.items() for letter in letters}
    for bold, groups in ((True, _BOLD), (False, _UPRIGHT))
}
_UNKNOWN = 556
_PRECISION = 0.1
_MM_PER_POINT = 25.4 / 72


def text_width(text: str, size: float, bold: bool = True) -> float:
    """The width in millimetres of a text of this size in points; tone marks take no room.

    >>> round(text_width("Độc lập - Tự do - Hạnh phúc", 13), 1)
    56.1
    """
    letter_width = _bold_width if bold else _upright_width
    return sum(map(letter_width, nfc(text))) * size * _MM_PER_POINT / 1000


@cache
def _bold_width(letter: str) -> int:
    return sum(_WIDTHS[True].get(part, _UNKNOWN) for part in _bare(letter))


@cache
def _upright_width(letter: str) -> int:
    return sum(_WIDTHS[False].get(part, _UNKNOWN) for part in _bare(letter))


def _bare(letter: str) -> str:
    kept = (part for part in nfd(letter) if part == _HORN or not unicodedata.combining(part))
    return nfc("".join(kept))


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
