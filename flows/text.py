"""Text as it was typed, as it is compared, and as it is printed are three things; nothing here changes the first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Literal

_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_UNFIT_FOR_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TONES_AND_HATS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_JOINER = "\u200d"

MOST_MARKS = 30
"""How many marks may stand on one letter: UAX #15 finds no writing that has more."""

# Eth and African D look like Đ, and converters from the old Vietnamese encodings leave them behind.
_FOLDED = str.maketrans(
    {"đ": "d", "ð": "d", "ɖ": "d"}
    | dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
    | {"…": "..."}
    | dict.fromkeys(_TONES_AND_HATS)
    | dict.fromkeys(_VARIATION_SELECTORS)
)
_FULL_WIDTH = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
_KEPT_AT_ENDS = "/%@#&"


def _spans(chars: Iterable[str]) -> str:
    """The characters as a class of a regular expression has them, neighbours as one span."""
    found = [list(span) for _, span in groupby(enumerate(chars), lambda placed: ord(placed[1]) - placed[0])]
    return "".join(f"{span[0][1]}-{span[-1][1]}" for span in found)


def _is_mark(char: str) -> bool:
    """Whether the character stands on the one before it; a few do that only once they are decomposed."""
    return unicodedata.combining(unicodedata.normalize("NFD", char)[0]) > 0


# There is no mark past the second plane. The look ahead is for speed alone: hardly a letter gets past it.
_MARKS = _spans(filter(_is_mark, map(chr, range(0x300, 0x20000))))
_HEAP = re.compile(f"(?![\0-\u02ff\u1e00-\u1eff])[{_MARKS}]{{{MOST_MARKS + 1},}}")


def nfc(text: str) -> str:
    """The text with every letter composed, as it is stored for comparing and printed."""
    return _normal("NFC", text)


def nfd(text: str) -> str:
    """The text with every letter taken apart into the bare letter and its marks."""
    return _normal("NFD", text)


def narrow(text: str) -> str:
    """The text with full-width digits, letters and signs as ordinary ones.

    >>> narrow("１２，５％")
    '12,5%'
    """
    return text.translate(_FULL_WIDTH)


def fold(text: str) -> str:
    """The text as it is compared: without case, diacritics, kinds of quotes and dashes, spacing, outer punctuation.

    The signs "/", "%", "@", "#" and "&" say something and are kept at the ends.

    >>> fold("Bỏ  Qua!"), fold("/Đề-cương…")
    ('bo qua', '/de-cuong')
    """
    plain = nfd(nfd(text).casefold())
    seen = "".join(char for char in plain.translate(_FOLDED) if not _invisible(char))
    words = " ".join(seen.split())
    return nfc(words[_outer(words) : len(words) - _outer(words[::-1])])


def printable(text: str) -> str:
    r"""The text composed, its lines ended by "\n" alone, without the characters that XML 1.0 refuses.

    >>> printable("Một\r\nhai\x0cba\x00")
    'Một\nhai\nba'
    """
    return nfc(_UNFIT_FOR_XML.sub("", _LINE_END.sub("\n", text)))


def paragraphs(text: str) -> tuple[str, ...]:
    r"""Each line of the text that shows something, exactly as it was typed.

    >>> paragraphs("I. Tình hình\r\n \n  Đã làm. ")
    ('I. Tình hình', '  Đã làm. ')
    """
    return tuple(line for line in _LINE_END.split(text) if _shows(line))


def word_count(text: str) -> int:
    """How many groups between spaces hold a letter or a digit; a dash of a list is not a word.

    >>> word_count("- Đã mở 12 lớp.")
    4
    """
    return sum(any(char.isalnum() for char in word) for word in text.split())


def utf16_length(text: str) -> int:
    """The length in UTF-16 units, which is how Telegram counts.

    >>> utf16_length("ế"), utf16_length("😀")
    (1, 2)
    """
    return len(text) + sum(char > "\uffff" for char in text)


def overladen(text: str) -> bool:
    """More marks stand on one letter than any writing has.

    >>> overladen("Đề cương"), overladen("a" + chr(0x301) * 40)
    (False, True)
    """
    return _HEAP.search(text) is not None


def clip(text: str, limit: int) -> str:
    """At most `limit` characters of the text, an ellipsis among them where something was left off.

    A letter is never parted from its marks, nor an emoji from what it is joined to.

    >>> clip("Công tác tuyên truyền", 9), clip("Hạn chế", 9)
    ('Công tác…', 'Hạn chế')
    """
    if len(text) <= limit:
        return text
    end = limit - 1
    while end > 0 and _leans(text, end):
        end -= 1
    return text[: max(end, 0)].rstrip() + "…" if limit > 0 else ""


def _normal(form: Literal["NFC", "NFD"], text: str) -> str:
    """The text in a normal form, in time that grows with its length, where the library's grows with its square.

    The library sorts marks by insertion; those that are in order already it only passes over.
    """
    return unicodedata.normalize(form, _HEAP.sub(_in_order, text))


def _in_order(heap: re.Match[str]) -> str:
    """The marks of a heap in the order that both normal forms have them in."""
    marks = "".join(unicodedata.normalize("NFD", mark) for mark in heap[0])
    return "".join(sorted(marks, key=unicodedata.combining))


def _outer(words: str) -> int:
    """How many characters at the beginning only dress the words up."""
    dressing = 0
    while dressing < len(words) and _dresses(words[dressing]):
        dressing += 1
    return dressing


def _dresses(char: str) -> bool:
    """Whether a character at the end of a text says nothing."""
    return char == " " or (unicodedata.category(char).startswith("P") and char not in _KEPT_AT_ENDS)


def _invisible(char: str) -> bool:
    """Whether a character is a control or a format sign that takes no room, unlike a white space."""
    return unicodedata.category(char) in ("Cc", "Cf") and not char.isspace()


def _shows(line: str) -> bool:
    """Whether a reader of the line sees anything."""
    return any(not char.isspace() and not _invisible(char) for char in line)


def _leans(text: str, at: int) -> bool:
    """Whether the character at a place belongs to the one before it."""
    char = text[at]
    joined = char == _JOINER or text[at - 1] == _JOINER or ord(char) in _SKIN_TONES
    return joined or unicodedata.category(char).startswith("M")
