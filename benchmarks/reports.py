"""The reports that are written: one of ten pages with a table of 30 x 8, and one that is nearly all table."""

from __future__ import annotations

from benchmarks.updates import PARAGRAPH
from flows.report import Block, Cell, Heading, Letterhead, Paragraph, Report, Run, Table

PARAGRAPHS = 66
COLUMNS = 8

_LETTERHEAD = Letterhead(
    superior="Ủy ban nhân dân tỉnh Lạng Sơn",
    body="Sở Thông tin và Truyền thông",
    code="BC-STTTT",
    place="Lạng Sơn",
    authority="KT.",
    post_over="Giám đốc",
    post="Phó Giám đốc",
    signer="Nguyễn Thị Hồng Vân",
    recipients=("Ban Thường vụ Tỉnh ủy", "UBND tỉnh", "Sở Nội vụ", "Lưu: VT, VP"),
)


def ten_pages() -> Report:
    """Headings, paragraphs and the table."""
    body: list[Block] = []
    for number in range(PARAGRAPHS):
        if number % 4 == 0:
            body.append(Heading(level=2, number=f"{number // 4 + 1}.", text="Kết quả thực hiện phong trào thi đua"))
        body.append(Paragraph(runs=(Run(text=f"{number}. {PARAGRAPH}"),)))
    return _report((*body, table(30)))


def long_table(rows: int) -> Report:
    """A table of so many rows under one sentence."""
    return _report((Paragraph(runs=(Run(text=PARAGRAPH),)), table(rows)))


def table(rows: int) -> Table:
    """A table with one row as its head."""
    head = tuple(Cell(text=f"Cột {column}") for column in range(COLUMNS))
    body = (tuple(Cell(text=f"{row * 37 % 1009}.{column}") for column in range(COLUMNS)) for row in range(rows - 1))
    return Table(widths=(1,) * COLUMNS, head_rows=1, rows=(head, *body))


def _report(blocks: tuple[Block, ...]) -> Report:
    return Report(
        title="Báo cáo",
        subject="Sơ kết 05 năm thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị",
        letterhead=_LETTERHEAD,
        year=2019,
        blocks=blocks,
        file_name="BC-STTTT-chi-thi-34.docx",
    )
