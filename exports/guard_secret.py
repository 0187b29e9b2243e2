"""A stamp of secrecy is a line that says nothing else; the word within a sentence is no stamp."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from flows.text import nfc

# Paragraphs of Word and of drawings, strings and results in Excel, headers and footers, properties of the file.
_LINES_OF_TEXT = ("p", "si", "is", "v", "text", "lpwstr", "title", "subject", "description", "keywords", "category")
_EDGES = tuple(f"{which}{where}" for which in ("odd", "even", "first") for where in ("Header", "Footer"))
_TAGS = tuple("{*}" + name for name in (*_LINES_OF_TEXT, *_EDGES))
_BREAKS = ("{*}br", "{*}cr", "{*}tab")
_EDGE_CODE = re.compile('&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]+|[A-Za-z])')
_LEVELS = ("Mật", "Tối mật", "Tuyệt mật")
_SAID = (*_LEVELS, *(f"Độ mật: {level}" for level in _LEVELS))
_LONGEST = 60

# Every stamp has this letter: composed, as letters and marks, or as a number. Parts without it are not parsed.
_STAMP_LETTER = re.compile("|".join(("ậ", "Ậ", "\u0302", "\u0323", "&#")).encode())


def is_stamp(line: str) -> bool:
    """Whether a line is nothing but a stamp of secrecy, however spaced or framed; all in small letters it is a word.

    >>> [is_stamp(line) for line in ("TỐI MẬT", "* M Ậ T *", "bí mật", "mật")]
    [True, True, False, False]
    """
    letters = _squeezed(line) if len(line) <= _LONGEST else ""
    return letters.lower() in _STAMPS and letters[0].isupper()


def _squeezed(text: str) -> str:
    """The letters and digits of a text alone."""
    return "".join(char for char in nfc(text) if char.isalnum())


_STAMPS = frozenset(_squeezed(said).lower() for said in _SAID)


def shows_secret(part: bytes) -> bool:
    """Whether a part of a document, which declares no entities, has a line that is a stamp of secrecy."""
    if b"\0" not in part and not _STAMP_LETTER.search(part):
        return False
    return any(is_stamp(line) for text in _texts(part) for line in text.splitlines())


def _texts(part: bytes) -> Iterator[str]:
    """The texts of a part, each as a reader sees it, lines apart."""
    elements = etree.iterparse(BytesIO(part), events=("end",), tag=_TAGS, recover=True)
    for _, element in elements:  # recover: comments in Excel come in parts that are not quite XML
        name = etree.QName(element).localname
        text = "".join(_pieces(element)) if len(element) else element.text or ""
        yield _EDGE_CODE.sub("\n", text) if name in _EDGES else text
        element.clear(keep_tail=True)


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text of an element in order, a break within it as the end of a line."""
    breaks = {id(found) for found in element.iter(*_BREAKS)}
    for found in element.iter():
        if id(found) in breaks:
            yield "\n"
        yield found.text or ""
        yield (found.tail or "") if found is not element else ""
