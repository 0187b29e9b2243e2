"""Sample reports: what a full state report, a Party report and the barest one look like as values."""

from __future__ import annotations

from flows.report import Annex, Block, Cell, Heading, Letterhead, Paragraph, Report, Run, Table

SUBJECT = (
    "Sơ kết 05 năm thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị và Chỉ thị số 30-CT/TU "
    "ngày 18/11/2014 của Ban Thường vụ Tỉnh ủy Lạng Sơn về việc tiếp tục đổi mới công tác thi đua, khen thưởng "
    "trên địa bàn tỉnh Lạng Sơn"
)


def text(*sentences: str, mark: str = "", level: int = 0) -> Paragraph:
    return Paragraph(runs=(Run(text=" ".join(sentences)),), mark=mark, level=level)


def item(sentence: str) -> Paragraph:
    return text(sentence, mark="-")


def heading(level: int, number: str, title: str) -> Heading:
    return Heading(level=level, number=number, text=title)


LETTERHEAD = Letterhead(
    superior="Ủy ban nhân dân tỉnh Lạng Sơn",
    body="Sở Thông tin và Truyền thông",
    code="BC-STTTT",
    place="Lạng Sơn",
    authority="KT.",
    post_over="Giám đốc",
    post="Phó Giám đốc",
    signer="Nguyễn Thị Hồng Vân",
    recipients=(
        "Ban Thường vụ Tỉnh ủy",
        "UBND tỉnh",
        "Sở Nội vụ (Ban Thi đua - Khen thưởng tỉnh)",
        "Lãnh đạo Sở",
        "Các phòng, đơn vị thuộc Sở",
        "Lưu: VT, VP (Hg)",
    ),
)

DOCUMENTS = (
    ("Kế hoạch số 12/KH-STTTT", "15/5/2014", "Triển khai thực hiện Chỉ thị số 34-CT/TW của Bộ Chính trị"),
    ("Kế hoạch số 41/KH-STTTT", "22/12/2014", "Triển khai thực hiện Chỉ thị số 30-CT/TU của Ban Thường vụ Tỉnh ủy"),
    ("Quyết định số 87/QĐ-STTTT", "09/3/2015", "Ban hành Quy chế thi đua, khen thưởng của Sở"),
    ("Quyết định số 96/QĐ-STTTT", "20/4/2015", "Kiện toàn Hội đồng Thi đua - Khen thưởng của Sở"),
    ("Công văn số 318/STTTT-VP", "06/6/2016", "Hướng dẫn bình xét danh hiệu thi đua, hình thức khen thưởng"),
    ("Quyết định số 55/QĐ-STTTT", "12/02/2018", "Sửa đổi, bổ sung Quy chế thi đua, khen thưởng của Sở"),
)


def documents_table() -> Table:
    head = tuple(Cell(text=name) for name in ("TT", "Số, ký hiệu văn bản", "Ngày ban hành", "Trích yếu nội dung"))
    rows = tuple(
        (Cell(text=str(n), align="center"), Cell(text=code), Cell(text=day, align="center"), Cell(text=subject))
        for n, (code, day, subject) in enumerate(DOCUMENTS, 1)
    )
    return Table(widths=(7, 30, 20, 53), head_rows=1, rows=(head, *rows), caption="Bảng 1. Các văn bản đã ban hành")


BLOCKS: tuple[Block, ...] = (
    heading(1, "I.", "KHÁI QUÁT ĐẶC ĐIỂM TÌNH HÌNH"),
    text(
        "Sở Thông tin và Truyền thông là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh Lạng Sơn, thực hiện chức năng",
        "tham mưu, giúp Ủy ban nhân dân tỉnh quản lý nhà nước về báo chí, xuất bản, bưu chính, viễn thông, công nghệ",
        "thông tin, thông tin đối ngoại và thông tin cơ sở trên địa bàn tỉnh.",
    ),
    text(
        "Tính đến hết năm 2018, Sở có 05 phòng chuyên môn và 01 đơn vị sự nghiệp trực thuộc với 52 công chức, viên",
        "chức và người lao động. Đảng bộ Sở có 03 chi bộ với 41 đảng viên; tổ chức công đoàn, đoàn thanh niên được",
        "kiện toàn, hoạt động nền nếp.",
    ),
    heading(1, "II.", "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO QUÁN TRIỆT TỔ CHỨC TRIỂN KHAI THỰC HIỆN CHỈ THỊ"),
    heading(
        2,
        "1.",
        "Công tác lãnh đạo, chỉ đạo của cấp uỷ đảng, chính quyền đối với công tác thi đua, khen thưởng",
    ),
    text(
        "Cấp ủy, lãnh đạo Sở xác định thi đua là động lực thúc đẩy việc hoàn thành nhiệm vụ chính trị.",
        "Hằng năm, Đảng ủy",
        "Sở đưa nội dung thi đua, khen thưởng vào nghị quyết; giao Văn phòng Sở là bộ phận thường trực",
        "giúp Hội đồng Thi",
        "đua - Khen thưởng theo dõi, đôn đốc các phòng, đơn vị đăng ký và tổ chức thực hiện.",
    ),
    heading(
        2,
        "2.",
        "Việc xây dựng, ban hành các văn bản để triển khai, thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính "
        "trị và Chỉ thị số 30-CT/TU ngày 18/11/2014 của Ban Thường vụ Tỉnh ủy Lạng Sơn",
    ),
    text("Từ năm 2014 đến năm 2018, Sở đã ban hành 06 văn bản chỉ đạo, hướng dẫn, cụ thể như sau:"),
    documents_table(),
    heading(1, "III.", "KẾT QUẢ THỰC HIỆN CHỈ THỊ SỐ 34-CT/TW, CHỈ THỊ SỐ 30-CT/TU"),
    heading(2, "1.", "Công tác tuyên truyền đường lối, chủ trương của Đảng về thi đua yêu nước"),
    Paragraph(
        runs=(
            Run(text="Sở đã tổ chức "),
            Run(text="09 hội nghị", bold=True),
            Run(text=" quán triệt với 468 lượt người tham dự; tập huấn nghiệp vụ 04 lớp cho 112 lượt cán bộ. Nội dung"),
            Run(text=" “Mỗi cán bộ là một tuyên truyền viên”", italic=True),
            Run(text=" được đưa vào sinh hoạt chi bộ thường kỳ."),
        )
    ),
    heading(
        2, "2.", "Thành lập, kiện toàn và ban hành quy chế hoạt động của Hội đồng TĐKT và Hội đồng khoa học sáng kiến"
    ),
    item("Quy định cụ thể công tác thi đua, khen thưởng theo thẩm quyền tại Quyết định số 87/QĐ-STTTT;"),
    item("Ưu tiên khen thưởng tập thể nhỏ, người lao động trực tiếp, với tỷ lệ không dưới 40% mỗi năm;"),
    item("Bố trí 01 công chức chuyên trách và 06 công chức, viên chức kiêm nhiệm ở các phòng, đơn vị."),
    heading(2, "3.", "Kết quả đổi mới nội dung, hình thức, phương pháp tổ chức các phong trào thi đua"),
    heading(3, "3.1.", "Kết quả hưởng ứng các phong trào thi đua của trung ương, bộ, ngành, tỉnh phát động"),
    heading(4, "", "Phong trào “Lạng Sơn cùng cả nước chung sức xây dựng nông thôn mới”"),
    text(
        "Sở phụ trách tiêu chí số 8 về thông tin và truyền thông. Đến hết năm 2018, có 176/207 xã đạt",
        "tiêu chí này, tăng",
        "98 xã so với năm 2014; 100% xã có điểm bưu điện văn hóa xã hoạt động, 195 xã có cáp quang đến trung tâm xã.",
    ),
    heading(4, "", "Phong trào “Cả nước chung tay vì người nghèo - không để ai bị bỏ lại phía sau”"),
    text(
        "Công chức, viên chức và người lao động của Sở đã ủng hộ 214,5 triệu đồng; hỗ trợ 02 hộ nghèo tại xã Tân Văn,",
        "huyện Bình Gia làm nhà ở; trao 120 suất quà cho học sinh có hoàn cảnh khó khăn.",
    ),
    heading(3, "3.3.", "Kết quả công tác khen thưởng"),
    item("Hồ sơ được xét công khai từ cơ sở, thẩm định tại Văn phòng Sở, lấy ý kiến bằng phiếu kín tại Hội đồng;"),
    item("Danh hiệu thi đua và hình thức khen thưởng từ năm 2014 - 2018: theo biểu đính kèm (Phụ lục I);"),
    item("Tỷ lệ khen thưởng đối với người lao động năm 2018 đạt 46,2%; so sánh với năm 2014 tăng 11,4 điểm phần trăm."),
    heading(1, "IV.", "ĐÁNH GIÁ CHUNG"),
    heading(2, "1.", "Kết quả đạt được"),
    text(
        "Công tác thi đua, khen thưởng của Sở có nhiều đổi mới, đi vào chiều sâu. Các phong trào gắn",
        "với nhiệm vụ trọng",
        "tâm về chuyển đổi số, cải cách hành chính; việc khen thưởng bảo đảm kịp thời, công khai, đúng",
        "người, đúng việc.",
    ),
    heading(2, "2.", "Hạn chế"),
    text(
        "Một số phong trào chưa có tiêu chí cụ thể; việc phát hiện, nhân rộng điển hình tiên tiến ở cơ sở còn chậm; số",
        "sáng kiến được công nhận ở cấp tỉnh còn ít.",
    ),
    heading(2, "3.", "Nguyên nhân"),
    text("Cán bộ làm công tác thi đua, khen thưởng đều kiêm nhiệm, thay đổi nhiều; kinh phí bố trí còn hạn chế."),
    heading(2, "4.", "Bài học kinh nghiệm"),
    text("Nơi nào người đứng đầu quan tâm, làm gương thì phong trào thi đua ở nơi đó có hiệu quả thiết thực."),
    heading(1, "V.", "PHƯƠNG HƯỚNG, NHIỆM VỤ VÀ GIẢI PHÁP TRONG THỜI GIAN TỚI"),
    item(
        "Tiếp tục quán triệt Chỉ thị số 34-CT/TW, Chỉ thị số 30-CT/TU tới toàn thể công chức, viên "
        "chức, người lao động;"
    ),
    item("Đổi mới việc bình xét; nâng tỷ lệ khen thưởng người lao động trực tiếp lên trên 50% vào năm 2020;"),
    item("Mở chuyên mục “Gương điển hình tiên tiến” trên Cổng thông tin điện tử tỉnh, mỗi tháng ít nhất 04 bài."),
    text(
        "Trên đây là báo cáo sơ kết 05 năm thực hiện Chỉ thị số 34-CT/TW và Chỉ thị số 30-CT/TU của Sở Thông tin và",
        "Truyền thông tỉnh Lạng Sơn.",
    ),
)

COLLECTIVE_TITLES = (
    "Tập thể lao động tiên tiến (Đơn vị tiên tiến)",
    "Tập thể lao động xuất sắc (Đơn vị quyết thắng)",
    "Cờ thi đua của bộ, ngành, tỉnh",
    "Cờ thi đua của Chính phủ",
)
PERSONAL_TITLES = (
    "Lao động tiên tiến (Chiến sĩ tiên tiến)",
    "Chiến sĩ thi đua cơ sở",
    "Chiến sĩ thi đua cấp bộ, ngành, tỉnh",
    "Chiến sĩ thi đua toàn quốc",
)
AWARDS = (
    "Giấy khen",
    "Bằng khen cấp bộ, ngành, tỉnh",
    "Bằng khen của Thủ tướng Chính phủ",
    "Huân chương Lao động hạng Ba",
    "Huân chương Lao động hạng Nhì",
    "Huân chương Lao động hạng Nhất",
    "Huân chương khác",
    "Huy chương",
    "Danh hiệu vinh dự nhà nước",
    "Giải thưởng Hồ Chí Minh, Giải thưởng Nhà nước",
    "Kỷ niệm chương, Huy hiệu",
)
TOTALS = (
    ("Lượt tập thể", "lượt"),
    ("Lượt cá nhân", "lượt"),
    ("Trong đó: người lao động trực tiếp", "lượt"),
    ("Tỷ lệ người lao động trực tiếp", "%"),
    ("Chênh lệch năm 2018 so với năm 2014", "điểm %"),
)
COLUMNS = 12

type_row = tuple[Cell | None, ...]


def _sheet_head() -> tuple[type_row, type_row]:
    tall = ("TT", "Danh hiệu, hình thức", "Đơn vị tính", "2014", "2015", "2016", "2017", "2018", "Tổng cộng")
    first = [Cell(text=name, down=2) for name in tall]
    direct = Cell(text="Trong đó người lao động trực tiếp", span=2)
    second = (*[None] * len(tall), Cell(text="2014"), Cell(text="2018"), None)
    return (*first, direct, None, Cell(text="Ghi chú", down=2)), second


def _group(number: str, title: str) -> type_row:
    mark = Cell(text=number, bold=True, align="center")
    return (mark, Cell(text=title, bold=True, span=COLUMNS - 1), *[None] * (COLUMNS - 2))


def _line(number: int, title: str, unit: str) -> type_row:
    years = [str((number * 7 + year * 3) % 23) for year in range(5)]
    figures = [*years, str(sum(map(int, years))), str(int(years[0]) // 2), str(int(years[4]) // 2)]
    cells = [Cell(text=figure, align="right") for figure in figures]
    return (
        Cell(text=str(number), align="center"),
        Cell(text=title),
        Cell(text=unit, align="center"),
        *cells,
        Cell(),
    )


def sheet() -> Table:
    def lines(titles: tuple[str, ...], unit: str) -> list[type_row]:
        return [_line(number, title, unit) for number, title in enumerate(titles, 1)]

    totals = [_line(number, title, unit) for number, (title, unit) in enumerate(TOTALS, 1)]
    rows = [
        *_sheet_head(),
        _group("A", "DANH HIỆU THI ĐUA"),
        _group("I", "Tập thể"),
        *lines(COLLECTIVE_TITLES, "tập thể"),
        _group("II", "Cá nhân"),
        *lines(PERSONAL_TITLES, "người"),
        _group("B", "HÌNH THỨC KHEN THƯỞNG"),
        _group("I", "Tập thể"),
        *lines(AWARDS, "tập thể"),
        _group("II", "Cá nhân"),
        *lines(AWARDS, "người"),
        _group("C", "TỔNG HỢP"),
        *totals,
    ]
    return Table(widths=(8, 55, 16, 13, 13, 13, 13, 13, 16, 20, 20, 22), head_rows=2, rows=tuple(rows))


ANNEX = Annex(
    label="Phụ lục I",
    title="Biểu tổng hợp danh hiệu thi đua và hình thức khen thưởng giai đoạn 2014 - 2018",
    reference="(Kèm theo Báo cáo số       /BC-STTTT ngày       tháng       năm 2019 của Sở Thông tin và Truyền thông)",
    blocks=(sheet(),),
)

SECOND_ANNEX = Annex(
    label="Phụ lục II",
    title="Danh sách điển hình tiên tiến",
    reference=ANNEX.reference,
    blocks=(text("Danh sách gồm 03 tập thể và 05 cá nhân được giới thiệu nhân rộng."),),
)

STATE = Report(
    title="Báo cáo",
    subject=SUBJECT,
    letterhead=LETTERHEAD,
    year=2019,
    blocks=BLOCKS,
    annexes=(ANNEX,),
    file_name="BC-STTTT-chi-thi-34.docx",
)

DRAFT = STATE.model_copy(
    update={
        "draft": True,
        "addressees": ("Ủy ban nhân dân tỉnh Lạng Sơn", "Sở Nội vụ tỉnh Lạng Sơn;"),
        "bases": (
            "Thực hiện Công văn số 125-CV/BCSĐ ngày 18/02/2019 của Ban Cán sự đảng Ủy ban nhân dân tỉnh",
            "Căn cứ Đề cương báo cáo kèm theo.",
        ),
        "blocks": (
            *BLOCKS[:4],
            Paragraph(runs=(Run(text="[Chưa có nội dung mục II.1]"),), missing=True),
            *BLOCKS[4:9],
        ),
        "annexes": (ANNEX, SECOND_ANNEX),
    }
)

PARTY = Report(
    title="Báo cáo",
    subject="Sơ kết 05 năm thực hiện Chỉ thị số 34-CT/TW của Bộ Chính trị về tiếp tục đổi mới công tác thi đua",
    letterhead=Letterhead(
        style="party",
        superior="Đảng ủy Khối các cơ quan tỉnh",
        body="Đảng ủy Sở Thông tin và Truyền thông",
        code="BC/ĐU",
        place="Lạng Sơn",
        authority="T/M",
        post_over="Ban Chấp hành",
        post="Bí thư",
        signer="Hoàng Văn Thành",
        recipients=("Ban Thường vụ Đảng ủy Khối", "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy"),
    ),
    year=2019,
    blocks=(*BLOCKS[:6], *BLOCKS[20:24], BLOCKS[-1]),
    file_name="BC-DU-chi-thi-34.docx",
)

BARE = Report(
    title="Báo cáo",
    subject="Kết quả công tác",
    letterhead=Letterhead(body="Trường Trung học phổ thông Chuyên Chu Văn An"),
    year=2019,
    blocks=(),
    file_name="bao-cao.docx",
)
