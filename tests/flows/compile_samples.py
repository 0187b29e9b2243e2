"""A whole set of answers of Sở Thông tin và Truyền thông, and short ways to write answers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from exports.outline_file import load
from flows.campaign import Unit
from flows.dates import Period
from flows.draft import Answer, Draft
from flows.grid import Grid, fill
from flows.paper import Paper
from flows.questions import Rows
from flows.report import Heading, Paragraph, Report, Run, Table
from flows.values import (
    CellEntry,
    ChoiceValue,
    DateValue,
    Entry,
    FieldValue,
    Item,
    ItemsValue,
    LineValue,
    NumberValue,
    Passage,
    ProseValue,
    RowsValue,
    Value,
)

OUTLINE = load("chi-thi-34")
FORM = load("the-thuc")
AT = datetime(2019, 5, 10, 2, 0, tzinfo=UTC)
STTTT = Unit(
    id="stttt",
    name="Sở Thông tin và Truyền thông",
    kind="so",
    tags=("co-quan-bao-chi",),
    code="STTTT",
    superior="Ủy ban nhân dân tỉnh Lạng Sơn",
    place="Lạng Sơn",
)
TABLE = OUTLINE.question("khen-thuong")
assert isinstance(TABLE, Rows)


def prose(*paragraphs: str) -> ProseValue:
    return ProseValue(passages=tuple(Passage(runs=(Run(text=text),)) for text in paragraphs))


def number(text: str) -> NumberValue:
    return NumberValue(number=Decimal(text), typed=text)


def day(year: int, month: int, of_month: int) -> DateValue:
    return DateValue(period=Period(kind="day", first=date(year, month, of_month)), typed="")


def line(text: str) -> LineValue:
    return LineValue(text=text)


def choice(option: str) -> ChoiceValue:
    return ChoiceValue(option=option)


def item(**fields: FieldValue) -> Item:
    entries = (Entry(key=key.replace("_", "-"), state="closed", value=value) for key, value in fields.items())
    return Item(entries=tuple(entries))


def items(*things: Item) -> ItemsValue:
    return ItemsValue(items=things)


def answer(key: str, value: Value | None = None, **rest: str) -> Answer:
    state = "none" if value is None else "closed"
    return Answer.model_validate(
        {"draft": "d", "key": key, "state": state, "value": value, "by": "an", "at": AT, **rest}
    )


def paper(answers: dict[str, Value | Answer], unit: Unit = STTTT) -> Paper:
    held = {key: one if isinstance(one, Answer) else answer(key, one) for key, one in answers.items()}
    return Paper(OUTLINE, Draft(id="d", unit=unit.id, outline="chi-thi-34", version=1), unit, held)


def form(answers: dict[str, Value] | None = None, unit: Unit = STTTT) -> Paper:
    held = {key: answer(key, value) for key, value in (answers or {}).items()}
    return Paper(FORM, Draft(id="f", unit=unit.id, outline="the-thuc", version=1), unit, held)


def nothing(key: str, reason: str = "khong-phat-sinh", why: str = "", due: str = "") -> Answer:
    return answer(key, reason=reason, why=why, due=due)


def filled_table() -> RowsValue:
    """Plausible figures in every row: 2018 gives 45 of 120 individuals, 2014 gives 30 of 100."""
    cells: list[CellEntry] = []
    for row in (row for row in TABLE.rows if row.key):
        for place, year in enumerate(("2014", "2015", "2016", "2017", "2018")):
            cells.append(CellEntry(row=row.key, column=year, amount=_amount(row.key, place)))
    direct = (("truc-tiep-2014", 30), ("truc-tiep-2018", 45))
    cells += [CellEntry(row="ld-tien-tien", column=column, amount=Decimal(many)) for column, many in direct]
    value = RowsValue(cells=(*cells, CellEntry(row="co-bo-tinh", column="ghi-chu", note="Cờ của UBND tỉnh")))
    return fill(value, Grid(TABLE, value).blank(row for row in TABLE.rows if row.key), "zero")


def _amount(row: str, place: int) -> Decimal:
    figures = {
        "ld-tien-tien": (80, 82, 85, 88, 90),
        "cstd-co-so": (12, 12, 14, 15, 20),
        "gk-ca-nhan": (8, 9, 9, 9, 10),
        "gk-tap-the": (12, 15, 14, 18, 20),
        "tt-tien-tien": (6, 6, 6, 6, 6),
    }
    return Decimal(figures.get(row, (0,) * 5)[place])


DOCUMENTS = items(
    item(
        so=line("12/KH-STTTT"),
        ngay=day(2014, 5, 15),
        co_quan=line("Sở Thông tin và Truyền thông"),
        trich_yeu=line("Kế hoạch triển khai thực hiện Chỉ thị số 34-CT/TW của Bộ Chính trị"),
    ),
    item(
        so=line("87/QĐ-STTTT"),
        ngay=day(2015, 3, 9),
        co_quan=line("Sở Thông tin và Truyền thông"),
        trich_yeu=line("Ban hành Quy chế thi đua, khen thưởng của Sở"),
    ),
)

FULL: dict[str, Value | Answer] = {
    "dac-diem-tinh-hinh": prose(
        "Sở Thông tin và Truyền thông là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh Lạng Sơn, tham mưu quản lý "
        "nhà nước về báo chí, xuất bản, bưu chính, viễn thông, công nghệ thông tin trên địa bàn tỉnh.",
        "Tính đến hết năm 2018, Sở có 05 phòng chuyên môn và 01 đơn vị sự nghiệp với 52 công chức, viên chức.",
    ),
    "lanh-dao-chi-dao": prose("Đảng ủy, lãnh đạo Sở đã tổ chức 03 hội nghị quán triệt hai Chỉ thị."),
    "van-ban-cach-neu": choice("tung-van-ban"),
    "van-ban": DOCUMENTS,
    "tuyen-truyen": ProseValue(
        passages=(
            Passage(runs=(Run(text="Sở đã tổ chức "), Run(text="09 hội nghị", bold=True), Run(text=" quán triệt."))),
            Passage(runs=(Run(text="- Điểm mới: phát thanh bằng tiếng Tày, Nùng;"),)),
            Passage(runs=(Run(text="+ mỗi tuần 02 buổi."),)),
        )
    ),
    "tap-huan": items(item(so_lop=number("4"), so_nguoi=number("1112"), noi_dung=prose("Điểm mới là học trực tuyến."))),
    "hoi-dong": prose("Hội đồng được kiện toàn tại Quyết định số 96/QĐ-STTTT ngày 20/4/2015."),
    "quy-dinh-theo-tham-quyen": prose("Sở đã ban hành quy chế, phân cấp cho Trưởng phòng đề nghị khen thưởng."),
    "khen-tap-the-nho": prose("a) Ưu tiên phòng, tổ công tác;", "b) Bảo đảm ít nhất 40% là lao động trực tiếp."),
    "bo-tri-can-bo": prose("Bố trí 01 công chức chuyên trách và 06 người kiêm nhiệm."),
    "nong-thon-moi": prose("Đến hết năm 2018, 176/207 xã đạt tiêu chí số 8, tăng 98 xã so với năm 2014."),
    "doanh-nghiep-hoi-nhap": nothing("doanh-nghiep-hoi-nhap", "khong-thuoc-chuc-nang"),
    "vi-nguoi-ngheo": prose("Công chức, viên chức của Sở đã ủng hộ 214,5 triệu đồng; hỗ trợ 02 hộ nghèo làm nhà."),
    "phat-dong-hang-nam": prose("Sở ký giao ước thi đua với khối các sở, ngành tổng hợp."),
    "phong-trao-khac": items(
        item(ten=line("Phong trào “Cán bộ thi đua thực hiện văn hóa công sở”"), ket_qua=prose("100% phòng đăng ký."))
    ),
    "co-nganh-doc": choice("khong"),
    "phong-trao-don-vi": prose("Sở phát động 05 đợt thi đua chuyên đề về cải cách hành chính."),
    "don-doc-so-ket": prose("Hằng quý, Hội đồng kiểm tra; cuối năm sơ kết, bình xét."),
    "quy-trinh-xet": prose("Hồ sơ được bình xét từ phòng, thẩm định tại Văn phòng, bỏ phiếu tại Hội đồng."),
    "lua-chon-khen-thuong": prose("Lựa chọn công khai, đúng người, đúng việc."),
    "khen-thuong": filled_table(),
    "ty-le-2018": number("37.5"),
    "ty-le-2014": number("30"),
    "chi-dao-dien-hinh": prose("Sở ban hành kế hoạch bồi dưỡng điển hình tiên tiến hằng năm."),
    "so-dien-hinh": items(
        item(
            phat_hien_tap_the=number("5"),
            phat_hien_ca_nhan=number("17"),
            nhan_rong_tap_the=number("3"),
            nhan_rong_ca_nhan=number("9"),
        )
    ),
    "mo-hinh": items(
        item(ten=line("Mô hình “Một cửa điện tử liên thông”"), hieu_qua=prose("Rút ngắn 40% thời gian giải quyết.")),
        item(ten=line("Tổ công nghệ thông tin lưu động"), hieu_qua=prose("Hỗ trợ 120 xã.", "Được UBND tỉnh khen.")),
    ),
    "bieu-duong-kip-thoi": prose("Khen thưởng đột xuất 06 tập thể, 14 cá nhân."),
    "chuyen-trang-chuyen-muc": prose("Mở chuyên mục “Gương điển hình tiên tiến” trên Cổng thông tin điện tử tỉnh."),
    "so-guong-dien-hinh": number("1250"),
    "kiem-tra-giam-sat": nothing("kiem-tra-giam-sat", "chua-co-so-lieu", "đang tổng hợp", "15/5/2019"),
    "ket-qua-dat-duoc": prose("Công tác thi đua, khen thưởng của Sở có nhiều đổi mới."),
    "han-che": prose("Một số phong trào chưa có tiêu chí cụ thể."),
    "nguyen-nhan": prose("Cán bộ làm công tác thi đua đều kiêm nhiệm."),
    "bai-hoc-kinh-nghiem": prose("Người đứng đầu phải gương mẫu."),
    "phuong-huong": prose("Tiếp tục quán triệt hai Chỉ thị.", "Nâng tỷ lệ khen thưởng người lao động trực tiếp."),
}

HEAD: dict[str, Value] = {
    "tt-kieu": choice("nha-nuoc"),
    "tt-co-quan-chu-quan": line("Ủy ban nhân dân tỉnh Lạng Sơn"),
    "tt-co-quan": line("Sở Thông tin và Truyền thông"),
    "tt-viet-tat": line("STTTT"),
    "tt-dia-danh": line("Lạng Sơn"),
    "tt-quyen-han": choice("kt"),
    "tt-chuc-vu-tren": line("Giám đốc"),
    "tt-chuc-vu": line("Phó Giám đốc"),
    "tt-nguoi-ky": line("Nguyễn Thị Hồng Vân"),
    "tt-noi-nhan": prose("- UBND tỉnh;", "Sở Nội vụ", "Lưu: VT."),
}


def shown(report: Report) -> list[str]:
    """The text of a report, a line for each heading, paragraph and row of a table."""
    return [text for block in report.blocks for text in _shown(block)]


def _shown(block: Heading | Paragraph | Table) -> list[str]:
    if isinstance(block, Heading):
        return [f"{block.number} {block.text}".strip()]
    if isinstance(block, Paragraph):
        return [f"{block.mark} {''.join(run.text for run in block.runs)}".strip()]
    return [" | ".join(cell.text for cell in row if cell) for row in block.rows]
