"""The few pieces of WordprocessingML that a report is made of, as text; every text enters through `run`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from exports.word_look import twips

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")
_CAPITALS = "A-ZĂÂĐÊÔƠƯ"
_CAPITAL = f"[{_CAPITALS}]"
# Within a code (34-CT/TW, 12/KH-STTTT, 1234/QĐ-TTg), in which a line must not end; not in "2014-2018".
_FIRM_HYPHEN = re.compile(f"-(?:(?<=[0-9]-)|(?<={_CAPITAL}[{_CAPITALS}a-z]-))(?={_CAPITAL}[a-z]?[{_CAPITALS}0-9])")
# A code point that no legal text holds.
_FIRM = "\x1f"
# A parser gives up on a single text of ten million bytes, so a longer one is cut.
_PIECE = re.compile("[^\n\t\x1f]{1,100000}|[\n\t\x1f]")
_SIGNS = {"\n": "<w:br/>", "\t": "<w:tab/>", _FIRM: "<w:noBreakHyphen/>"}


def legal(text: str) -> str:
    """The text without the code points that XML has no way to write, its line ends made one kind.

    >>> legal("một\\x07\\r\\nhai")
    'một\\nhai'
    """
    return _LINE_END.sub("\n", _ILLEGAL.sub("", text))


def run(text: str, properties: str = "") -> str:
    """A run of text; line ends become breaks within the paragraph, the hyphens of a code keep it on one line."""
    pieces = "".join(
        _SIGNS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in _PIECE.findall(_FIRM_HYPHEN.sub(_FIRM, legal(text)))
    )
    styled = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{styled}{pieces}</w:r>"


def paragraph(style: str, content: str = "", properties: str = "") -> str:
    """A paragraph of a named style around ready runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def line(style: str, text: str, properties: str = "") -> str:
    """A paragraph of a named style around a plain text."""
    return paragraph(style, run(text) if text else "", properties)


def indents(width: float, room: float) -> str:
    """Equal indents that leave a paragraph this width in millimetres."""
    side = twips(max(room - width, 0) / 2)
    return f'<w:ind w:left="{side}" w:right="{side}"/>'


def rule(length: float, room: float) -> str:
    """A centred horizontal line of this length in millimetres: the top border of an empty, small paragraph."""
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
    return paragraph("Rule", "", border + indents(length, room))


def grid(widths: Iterable[int]) -> str:
    """The columns of a table, in twentieths of a point."""
    return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"


def columns(widths: Sequence[int], rows: Sequence[Sequence[str]]) -> str:
    """Ready paragraphs side by side in a table without borders; a row does not break over pages."""
    body = "".join(_columns_row(widths, row) for row in rows)
    total = sum(widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr>{grid(widths)}{body}</w:tbl>"
    )


def _columns_row(widths: Sequence[int], cells: Sequence[str]) -> str:
    body = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{body}</w:tr>"
