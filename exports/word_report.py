"""A frozen Report becomes a Word file that the unit goes on editing; the same Report gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from exports.letterhead import head
from exports.word_body import Place, blocks, main_text
from exports.word_foot import foot
from exports.word_look import A4_LONG, A4_SHORT, Look, look_of, twips
from exports.word_markup import NAMESPACE, RELATIONSHIPS, legal, line, paragraph
from exports.word_template import template
from flows.report import Annex, Report

_LONGEST_PROPERTY = 255
_HEADER_DISTANCE = 10
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_BEGIN = f'{_DECLARATION}<w:document xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONSHIPS}"><w:body>'
_END = "</w:body></w:document>"
# No dates: the one who issues the document gives them.
_PROPERTIES = (
    f"{_DECLARATION}<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title><dc:creator>%s</dc:creator>'
    "<dc:language>vi-VN</dc:language></cp:coreProperties>"
)


def render(report: Report) -> bytes:
    """The report as the bytes of a .docx file."""
    look = look_of(report.letterhead.style)
    prepared = template(look, report.draft)
    parts = [_main(report, look), *(_annex(annex, look) for annex in report.annexes)]
    pages = [_page(look, prepared.headers, lying=number > 0) for number in range(len(parts))]
    document = "".join((_BEGIN, *_joined(parts, pages), _END))
    return prepared.file(document, _PROPERTIES % _described(report))


# The text of a thousand units is tens of megabytes: it is handed on in pieces and put together once.
def _main(report: Report, look: Look) -> tuple[str, ...]:
    return head(report, look), *main_text(report.blocks, look), foot(report.letterhead, look)


def _annex(annex: Annex, look: Look) -> tuple[str, ...]:
    place = Place(look.annex_width, "Sheet")
    label = line("AnnexLabel", annex.label) + line("AnnexTitle", annex.title.upper())
    return label, line("AnnexReference", annex.reference), blocks(annex.blocks, place)


def _joined(parts: list[tuple[str, ...]], pages: list[str]) -> Iterator[str]:
    """The parts each with its page: the last page stands alone, every other in the paragraph that closes its part."""
    for part, page in zip(parts[:-1], pages[:-1], strict=True):
        yield from (*part, paragraph("Close", "", page))
    yield from (*parts[-1], paragraph("Close"), pages[-1])


def _page(look: Look, headers: str, lying: bool) -> str:
    sides = (A4_LONG, A4_SHORT) if lying else (A4_SHORT, A4_LONG)
    orient = ' w:orient="landscape"' if lying else ""
    distance = twips(_HEADER_DISTANCE)
    return (
        f'<w:sectPr>{headers}<w:pgSz w:w="{twips(sides[0])}" w:h="{twips(sides[1])}"{orient}/>'
        f'<w:pgMar w:top="{twips(look.top)}" w:right="{twips(look.right)}" w:bottom="{twips(look.bottom)}" '
        f'w:left="{twips(look.left)}" w:header="{distance}" w:footer="{distance}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def _described(report: Report) -> tuple[str, str]:
    title, author = f"{report.title} {report.subject}", report.letterhead.body
    return escape(legal(title)[:_LONGEST_PROPERTY]), escape(legal(author)[:_LONGEST_PROPERTY])
