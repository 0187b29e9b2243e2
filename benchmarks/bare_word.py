"""The same text written by bare python-docx at its best, and the floor: XML as text, zipped.

What is to be written is read from the file that we made, so that it is the same text paragraph by paragraph, in the
same styles. python-docx is spared what it has no call for: widths, borders, merges, the paragraph that ends a page.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentValue
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

Line = tuple[str, str]
"""A paragraph: the id of its style and its text."""

Grid = tuple[tuple[tuple[Line, ...], ...], ...]
"""A table: rows of cells of paragraphs."""

DOCUMENT = "word/document.xml"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Written:
    """What stands in a file, and an emptied copy of it as the prepared template."""

    blocks: tuple[Line | Grid, ...]
    template: bytes

    @classmethod
    def of(cls, file: bytes) -> Written:
        """What stands in that file."""
        document = Document(io.BytesIO(file))
        body = document.element.body
        blocks = tuple(_grid(one) if one.tag == qn("w:tbl") else _line(one) for one in _parts(body))
        for one in _parts(body):
            body.remove(one)
        empty = io.BytesIO()
        document.save(empty)
        return cls(blocks, empty.getvalue())

    def by_python_docx(self) -> bytes:
        """Written by python-docx into the template: tables by rows, each paragraph through its element."""
        document = Document(io.BytesIO(self.template))
        body = document.element.body
        for one in self.blocks:
            if isinstance(one[0], str):
                _fill(body.add_p(), one)
            else:
                _add_table(document, one)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()

    def by_text(self) -> bytes:
        """Written as text and zipped, with the other parts of the template as they are."""
        body = "".join(_xml_line(one) if isinstance(one[0], str) else _xml_grid(one) for one in self.blocks)
        document = f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}</w:body></w:document>'
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
            for name, content in self.other_parts():
                target.writestr(name, content)
            target.writestr(DOCUMENT, document)
        return file.getvalue()

    def other_parts(self) -> list[tuple[str, bytes]]:
        """The parts of the template without its document."""
        with zipfile.ZipFile(io.BytesIO(self.template)) as source:
            return [(name, source.read(name)) for name in source.namelist() if name != DOCUMENT]


def texts(file: bytes) -> list[str]:
    """The paragraphs of a file in their order, those in tables too; without the empty ones."""
    body = Document(io.BytesIO(file)).element.body
    lines = [_line(one)[1] for one in body.iter(qn("w:p"))]
    return [line for line in lines if line]


def _parts(body: BaseOxmlElement) -> list[BaseOxmlElement]:
    return [one for one in body if one.tag in (qn("w:p"), qn("w:tbl"))]


def _line(paragraph: BaseOxmlElement) -> Line:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    text = "".join(map(str, paragraph.iter(qn("w:t"), qn("w:noBreakHyphen"))))
    return ("" if style is None else style.get(qn("w:val")), text)


def _grid(table: BaseOxmlElement) -> Grid:
    return tuple(
        tuple(tuple(_line(one) for one in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc")))
        for row in table.iter(qn("w:tr"))
    )


def _add_table(document: DocumentValue, rows: Grid) -> None:
    """One pass by rows; a call for each cell by row and column would take quadratic time."""
    table = document.add_table(len(rows), max(len(row) for row in rows))
    for row, cells in zip(table._tbl.tr_lst, rows, strict=True):
        for cell, lines in zip(row.tc_lst, cells, strict=False):
            _fill_cell(cell, lines)


def _fill_cell(cell: CT_Tc, lines: tuple[Line, ...]) -> None:
    _fill(cell.p_lst[0], lines[0])
    for line in lines[1:]:
        _fill(cell.add_p(), line)


def _fill(paragraph: CT_P, line: Line) -> None:
    # Paragraph.style and add_run would look the style up, and search the text for breaks, each time.
    if line[0]:
        paragraph.style = line[0]
    if line[1]:
        paragraph.add_r().add_t(line[1])


def _xml_line(line: Line) -> str:
    style = f'<w:pPr><w:pStyle w:val="{line[0]}"/></w:pPr>' if line[0] else ""
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(line[1])}</w:t></w:r></w:p>'


def _xml_grid(grid: Grid) -> str:
    rows = ("".join(f"<w:tc>{''.join(map(_xml_line, cell))}</w:tc>" for cell in row) for row in grid)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
