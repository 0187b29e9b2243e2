"""Every style of a report: Times New Roman, black, Vietnamese; the two looks differ in here and in measures only.

What a person sees in Word's list of styles is named in Vietnamese, except for Word's own styles.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from exports.word_look import Look
from exports.word_markup import NAMESPACE

FONT = "Times New Roman"
FIRST_LINE, DEEPER_LINE = 567, 720
"""The indent of a paragraph's first line, 1 cm, and of a deeper item's, 1.27 cm, in twentieths of a point."""

CELL_MARGIN = 80
"""The room between a cell's text and its borders to the left and right, in twentieths of a point."""

HEADINGS = 5
"""How many levels of headings there are: numbered ones, named items, and below those kinds of units."""

TABLE_SIZES = {"Table": 12, "Sheet": 11}
"""The size of the text, in points, of each family of table styles."""


@dataclass(frozen=True)
class Style:
    """A paragraph style; `size` is in points, `before`, `after` and `line` in twentieths of a point."""

    id: str
    name: str
    size: float
    jc: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    before: int = 0
    after: int = 0
    line: int = 0
    exact: bool = False
    first_line: int = 0
    keep: bool = False
    outline: int | None = None
    based_on: str = "Normal"

    def xml(self) -> str:
        """The style as it stands in the styles part."""
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.id}"{self._custom()}><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="{self.based_on}"/>{self._next()}<w:uiPriority w:val="1"/><w:qFormat/>'
            f"<w:pPr>{self._paragraph()}</w:pPr><w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _next(self) -> str:
        return '<w:next w:val="BodyText"/>' if self.id.startswith("Heading") else ""

    def _custom(self) -> str:
        # Word's own styles have English names, ours Vietnamese ones.
        return "" if self.name.isascii() else ' w:customStyle="1"'

    def _paragraph(self) -> str:
        parts = ["<w:keepNext/><w:keepLines/>"] if self.keep else []
        height = f' w:line="{self.line}" w:lineRule="{"exact" if self.exact else "auto"}"' if self.line else ""
        parts.append(f'<w:spacing w:before="{self.before}" w:after="{self.after}"{height}/>')
        if self.first_line or self.based_on != "Normal":
            parts.append(f'<w:ind w:firstLine="{self.first_line}"/>')
        if self.jc:
            parts.append(f'<w:jc w:val="{self.jc}"/>')
        if self.outline is not None:
            parts.append(f'<w:outlineLvl w:val="{self.outline}"/>')
        return "".join(parts)

    def _run(self) -> str:
        parts = ["<w:b/>" if self.bold else '<w:b w:val="0"/>', "<w:i/>" if self.italic else '<w:i w:val="0"/>']
        parts.append(f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/>')
        if self.underline:
            parts.append('<w:u w:val="single"/>')
        return "".join(parts)


def _body(look: Look) -> list[Style]:
    text = Style("BodyText", "Body Text", 14, jc="both", before=120, line=264, first_line=FIRST_LINE)
    if look.party:
        # The Party's guidance asks for an exact line spacing of 18 to 22 points.
        text = replace(text, line=400, exact=True)
    heading = replace(text, bold=True, keep=True)
    headings = [
        replace(heading, id=f"Heading{n}", name=f"heading {n}", outline=n - 1, italic=n > 3, bold=n < HEADINGS)
        for n in range(1, HEADINGS + 1)
    ]
    bases = replace(text, id="Basis", name="Căn cứ", italic=True)
    return [text, *headings, bases]


def _shared() -> list[Style]:
    centred = Style("Caption", "caption", 13, jc="center", bold=True, before=120, after=60, keep=True)
    return [
        centred,
        Style("Rule", "Đường kẻ", 4, jc="center", before=80),
        Style("Addressee", "Kính gửi", 14, before=60),
        *_cells("Table", "bảng"),
        *_cells("Sheet", "biểu"),
        Style("AnnexLabel", "Phụ lục", 14, jc="center", bold=True, keep=True, outline=0, based_on="Heading1"),
        Style("AnnexTitle", "Tên phụ lục", 14, jc="center", bold=True, keep=True),
        Style("AnnexReference", "Kèm theo", 14, jc="center", italic=True, after=120, keep=True),
        Style("Signer", "Họ tên người ký", 14, jc="center", bold=True),
        Style("Header", "header", 14, jc="center"),
        Style("DraftMark", "Dấu dự thảo", 14, jc="left", bold=True),
        Style("Close", "Cuối phần", 1),
    ]


def _cells(family: str, name: str) -> list[Style]:
    text = Style(f"{family}Text", f"Chữ trong {name}", TABLE_SIZES[family], before=20, after=20)
    return [text, replace(text, id=f"{family}Head", name=f"Đầu {name}", jc="center", bold=True, keep=True)]


def _state() -> list[Style]:
    return [
        Style("Nation", "Quốc hiệu", 12, jc="center", bold=True),
        Style("Motto", "Tiêu ngữ", 13, jc="center", bold=True),
        Style("Superior", "Cơ quan chủ quản", 12, jc="center"),
        Style("Issuer", "Cơ quan ban hành", 12, jc="center", bold=True),
        Style("Number", "Số và ký hiệu", 13, jc="center", before=60),
        Style("Date", "Địa danh và thời gian", 13, jc="center", italic=True, before=60),
        Style("Title", "Title", 14, jc="center", bold=True, before=240),
        Style("Subtitle", "Subtitle", 14, jc="center", bold=True),
        Style("RecipientsHead", "Nơi nhận", 12, bold=True, italic=True),
        Style("Recipient", "Danh sách nhận", 11),
        Style("Authority", "Quyền hạn người ký", 14, jc="center", bold=True),
        Style("Post", "Chức vụ người ký", 14, jc="center", bold=True),
    ]


def _party() -> list[Style]:
    return [
        Style("Nation", "Tiêu đề văn bản Đảng", 15, jc="center", bold=True),
        Style("Superior", "Cơ quan chủ quản", 14, jc="center"),
        Style("Issuer", "Cơ quan ban hành", 14, jc="center", bold=True),
        Style("Star", "Dấu sao", 14, jc="center", bold=True),
        Style("Number", "Số và ký hiệu", 14, jc="center"),
        Style("Date", "Địa danh và thời gian", 14, jc="center", italic=True),
        Style("Title", "Title", 16, jc="center", bold=True, before=240),
        Style("Subtitle", "Subtitle", 14, jc="center", bold=True),
        Style("SubjectRule", "Gạch dưới trích yếu", 14, jc="center", bold=True),
        Style("RecipientsHead", "Nơi nhận", 14, underline=True),
        Style("Recipient", "Danh sách nhận", 12),
        Style("Authority", "Quyền hạn người ký", 14, jc="center", bold=True),
        Style("Post", "Chức vụ người ký", 14, jc="center"),
    ]


_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" '
    f'w:cs="{FONT}"/><w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
    '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
)
_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
)
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>"
    f'<w:tblCellMar><w:left w:w="{CELL_MARGIN}" w:type="dxa"/><w:right w:w="{CELL_MARGIN}" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
)


def styles(look: Look) -> str:
    """The whole styles part of this look."""
    own = (*_body(look), *_shared(), *(_party() if look.party else _state()))
    written = "".join(style.xml() for style in own)
    return f'<w:styles xmlns:w="{NAMESPACE}">{_DEFAULTS}{_NORMAL}{_TABLES}{written}</w:styles>'
