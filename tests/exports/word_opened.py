"""A rendered report opened again, and the few questions that the tests ask of it."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentValue
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from exports.word_report import render
from flows.report import Report


def opened(report: Report) -> DocumentValue:
    return Document(BytesIO(render(report)))


def every_paragraph(document: DocumentValue) -> list[Paragraph]:
    """Every paragraph of the document in order, those inside tables too."""
    return [Paragraph(element, document) for element in document.element.body.iter(qn("w:p"))]


def of_style(document: DocumentValue, style: str) -> list[Paragraph]:
    return [p for p in every_paragraph(document) if p.style.style_id == style]


def texts(document: DocumentValue, style: str) -> list[str]:
    return [p.text for p in of_style(document, style)]


def only(document: DocumentValue, style: str) -> Paragraph:
    (found,) = of_style(document, style)
    return found


def looks(paragraph: Paragraph) -> tuple[float, str]:
    """The size in points and the letters b, i, u of what the paragraph's style sets."""
    font = paragraph.style.font
    flags = (("b", font.bold), ("i", font.italic), ("u", font.underline))
    return font.size.pt, "".join(letter for letter, on in flags if on)


def alignment(paragraph: Paragraph) -> str:
    """left, center, both or right, as the paragraph or else its style says."""
    for owner in (paragraph._p.pPr, paragraph.style.element.pPr):
        jc = owner.find(qn("w:jc"))
        if jc is not None:
            return jc.get(qn("w:val"))
    return "left"


def rule_length(paragraph: Paragraph, room_mm: float) -> float:
    """The length in millimetres of the line that a rule draws in a room of this width."""
    assert paragraph._p.find(".//" + qn("w:pBdr")) is not None
    indents = paragraph.paragraph_format
    return room_mm - indents.left_indent.mm - indents.right_indent.mm


def after(document: DocumentValue, style: str) -> Paragraph:
    """The paragraph that follows the last one of a style."""
    everything = every_paragraph(document)
    return everything[max(n for n, p in enumerate(everything) if p.style.style_id == style) + 1]
