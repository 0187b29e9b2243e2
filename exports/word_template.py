"""The prepared package that a report is written into: python-docx's own, with our styles, settings and page headers.

It is made once for each look. Only the two texts that differ from report to report, the document and its properties,
are written anew; they are written as text, since moving parsed XML into a document can take lxml quadratic time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as DocumentValue
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from exports.word_look import Look
from exports.word_markup import NAMESPACE, RELATIONSHIPS, line
from exports.word_styles import styles

DRAFT_MARK = "DỰ THẢO"
DOCUMENT = "word/document.xml"
PROPERTIES = "docProps/core.xml"

_UNUSED = ("customXml", "numbering", "stylesWithEffects", "webSettings")
_UNUSED_BY_PACKAGE = ("thumbnail", "extended-properties")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_SETTINGS = (
    f'<w:settings xmlns:w="{NAMESPACE}"><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
_PAGE_NUMBER = (
    '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>'
)


@dataclass(frozen=True)
class Template:
    """A package without its document; `headers` is how a page of it asks for the page headers."""

    parts: tuple[tuple[str, bytes], ...]
    headers: str

    def file(self, document: str, properties: str) -> bytes:
        """The package as a file that depends on nothing but its content."""
        own = {DOCUMENT: document.encode(), PROPERTIES: properties.encode()}
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as target:
            for name, content in self.parts:
                # The archive would otherwise carry the time of writing.
                target.writestr(ZipInfo(name, _EARLIEST), own.get(name, content), ZIP_DEFLATED)
        return packed.getvalue()


@cache
def template(look: Look, draft: bool) -> Template:
    """The package of this look, the first page of its sections headed by the draft mark or by nothing."""
    document = Document()
    _drop(document.part.rels, _UNUSED)
    _drop(document.part.package.rels, _UNUSED_BY_PACKAGE)
    _refill(document.styles.element, styles(look))
    _refill(document.settings.element, _SETTINGS)
    _head_pages(document, draft)
    raw = BytesIO()
    document.save(raw)
    with ZipFile(raw) as source:
        parts = tuple((name, source.read(name)) for name in source.namelist())
    return Template(parts, _references(document))


def _drop(relationships: Relationships, names: tuple[str, ...]) -> None:
    for key, relationship in list(relationships.items()):
        if relationship.reltype.endswith(names):
            del relationships[key]


def _refill(element: BaseOxmlElement, xml: str) -> None:
    element[:] = list(parse_xml(xml))


def _head_pages(document: DocumentValue, draft: bool) -> None:
    section = document.sections[0]
    first = line("DraftMark", DRAFT_MARK) if draft else line("Header", "")
    for header, content in ((section.header, _PAGE_NUMBER), (section.first_page_header, first)):
        header.is_linked_to_previous = False
        _refill(header.part.element, f'<w:hdr xmlns:w="{NAMESPACE}">{content}</w:hdr>')


def _references(document: DocumentValue) -> str:
    key, kind = f"{{{RELATIONSHIPS}}}id", f"{{{NAMESPACE}}}type"
    found = document.element.body.sectPr.xpath("w:headerReference")
    return "".join(f'<w:headerReference w:type="{ref.get(kind)}" r:id="{ref.get(key)}"/>' for ref in found)
