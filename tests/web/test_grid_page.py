"""The grid in the page: typed, pasted, added up as Python does, kept until it is sent, and sent as a sheet is."""

import json
import random
from decimal import Decimal
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from grid_table import AWARD, DIRECT, KEY, LEADING, at_the_table
from grid_table import Grid as Open
from playwright.sync_api import expect
from web_browser import DESKTOP, PHONE
from web_page import Chat, Window

from bot.view import outline
from bot.web_chat.grid_read import Table, shown
from flows.grid import Grid
from flows.grid_cells import TypedCell, read_amount, read_cells
from flows.numbers import show_number
from flows.questions import Rows
from flows.values import RowsValue
from flows.wording import plain

ANNEX = outline("chi-thi-34").question(KEY)
assert isinstance(ANNEX, Rows)
EMPTY = Grid(ANNEX)
TABLES = 60
IN_THE_PAGE = """async ([path, spec, tables]) => {
  const {Board} = await import(path);
  const {showAmount, showHundredths} = await import(path.replace("grid_board", "grid_sums"));
  const show = (amount, how) => (amount === null ? "" : how(amount));
  return tables.map((cells) => {
    const board = new Board({...spec, cells});
    const rows = [...board.sums.rows.keys()];
    const columns = spec.columns.map((column) => column.key);
    const amounts = rows.map((row) => columns.map((column) => show(board.sums.amount(row, column), showAmount)));
    const keys = spec.summaries.map((summary) => summary.key);
    const computed = keys.map((key) => columns.map((column) => show(board.sums.computed(key, column), showHundredths)));
    return {amounts, computed, faults: board.faults().map((fault) => fault.text)};
  });
}"""
READ = """async ([path, texts]) => {
  const {readAmount} = await import(path);
  const figure = (read) => read.bad ?? read.amount?.toString() ?? "unsure";
  const said = (read) => (read === null ? "blank" : read.missing ? "missing" : figure(read));
  return texts.map((text) => said(readAmount(text)));
}"""


def module(chat: Chat, name: str) -> str:
    """Where the page has loaded a module from."""
    loaded = [url for url in chat.watch.requests if url.endswith("/main.js")]
    return loaded[0].replace("main.js", name)


def some_cells(seed: int) -> list[TypedCell]:
    """A table that somebody may have typed: figures of all sizes, every other time with blanks and what is missing."""
    whole, chance = seed % 2, random.Random(seed)
    figures = ("0", "1", "7", "12", "999.999.999", *(str(chance.randrange(10_000)) for _ in range(9)))
    figures += () if whole else ("", "", "chưa có")
    cells = []
    for row, column in ((row, column) for row in EMPTY.rows for column in EMPTY.columns.values()):
        text = "ghi" if column.kind == "note" else chance.choice(figures)
        if EMPTY.has(row, column.key) and column.kind != "sum" and (whole or chance.random() < seed / TABLES):
            cells.append(TypedCell(row=row, column=column.key, text=text))
    return cells


def by_python(cells: list[TypedCell]) -> dict[str, Any]:
    value, _ = read_cells(ANNEX, cells)
    grid = Grid(ANNEX, value)
    show = lambda amount: "" if amount is None else show_number(amount)  # noqa: E731
    return {
        "amounts": [[show(grid.amount(row, column)) for column in grid.columns] for row in grid.rows],
        "computed": [[show(grid.computed(key, column)) for column in grid.columns] for key in grid.summaries],
        "faults": [plain(fault.line, **fault.blanks) for fault in grid.faults()],
    }


def test_the_page_adds_up_and_finds_fault_exactly_as_python_does(desktop: Chat) -> None:
    desktop.enters()
    tables = [some_cells(seed) for seed in range(TABLES)]
    spec = json.loads(json.dumps(shown(Table("x/y", ANNEX, RowsValue(), 0), "1.0.0", "")))
    typed = [[cell.model_dump() for cell in cells] for cells in tables]
    found = desktop.page.evaluate(IN_THE_PAGE, [module(desktop, "grid_board.js"), spec, typed])
    assert found == [by_python(cells) for cells in tables]
    assert any(one["faults"] for one in found)
    assert any(figure not in ("", "0") for one in found for line in one["computed"][-2:] for figure in line)


def test_what_the_page_reads_in_a_text_python_reads_too(desktop: Chat) -> None:
    desktop.enters()
    pieces = ("1", "12", "234", "000", ".", ",", "-", " ", "0", "x", "chưa có", "mười", "lớp", "+", "\u00a0", "…", "１")
    chance = random.Random(7)
    texts = ["".join(chance.choices(pieces, k=chance.randrange(6))) for _ in range(3_000)]
    known = [
        "1.234.567",
        "1,234",
        "2,5",
        "2,0",
        "-3",
        "-0",
        "007",
        "0.123",
        "1" * 16,
        "Chưa có số liệu",
        "12 lớp",
        "1.2345",
    ]
    read = desktop.page.evaluate(READ, [module(desktop, "grid_sums.js"), known + texts])
    pairs = list(zip(known + texts, read, strict=True))
    assert [(text, said, in_python(text)) for text, said in pairs if said not in ("unsure", in_python(text))] == []
    sure = {text for text, said in pairs if said != "unsure"}
    assert set(known) - sure == {"-0", "1" * 16, "12 lớp"}


def in_python(text: str) -> str:
    read = read_amount(text)
    if isinstance(read, Decimal):
        return "negative" if read < 0 else "not_whole" if read != read.to_integral_value() else str(read)
    return {None: "blank", "bad": "not_a_number"}.get(read, str(read))


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def chat(request: pytest.FixtureRequest, window: Window) -> Chat:
    return window(**request.param)


def test_a_table_is_typed_sent_and_confirmed(chat: Chat) -> None:
    grid = at_the_table(chat).opens()
    grid.types(AWARD, y2014="1234", y2018="20", y2015="chưa có")
    expect(grid.root.get_by_text("Đã nhập 3/180 ô")).to_be_visible()
    expect(grid.cell(AWARD, "2014")).to_have_value("1.234")
    assert grid.root.locator("tr").filter(has_text=AWARD).locator(".grid-sum .grid-total").text_content() == "1.254"
    grid.sends()
    expect(grid.root).to_have_count(0)
    chat.waits_for("Đọc được 3 ô")
    assert grid.held() == {}
    chat.presses("Ghi vào biểu")
    chat.sees("đã lưu")
    assert grid.held() == {"gk-ca-nhan 2014": "1234", "gk-ca-nhan 2018": "20", "gk-ca-nhan 2015": "None"}
    Open(chat, grid.unit).opens()
    expect(grid.cell(AWARD, "2014")).to_have_value("1.234")
    expect(grid.cell(AWARD, "2015")).to_have_value("chưa có")


def test_what_cannot_be_taken_is_shown_at_its_cell_and_nothing_is_sent(chat: Chat) -> None:
    grid = at_the_table(chat).opens()
    grid.types(AWARD, y2014="mười", y2015="5")
    grid.sends()
    expect(grid.told).to_contain_text("chưa gửi được")
    wrong = grid.cell(AWARD, "2014")
    expect(wrong).to_be_focused()
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(f"{AWARD}, cột 2014: “mười” không phải là số.")
    expect(grid.shown_fault).to_be_visible()
    wrong.fill("10")
    expect(wrong).not_to_have_attribute("aria-invalid", "true")
    grid.sends()
    chat.waits_for("Đọc được 2 ô")


def test_what_only_the_server_can_read_is_refused_at_its_cell_or_taken(chat: Chat) -> None:
    chat.watch.expects("^422 /api/grid/send$")
    grid = at_the_table(chat).opens()
    grid.types(AWARD, y2014="12 lớp", y2015="12 hoặc 13")
    expect(grid.cell(AWARD, "2015")).not_to_have_attribute("aria-invalid", "true")
    grid.sends()
    expect(grid.cell(AWARD, "2015")).to_be_focused()
    expect(grid.shown_fault).to_contain_text("“12 hoặc 13” không phải là số")
    grid.cell(AWARD, "2015").fill("13")
    grid.sends()
    chat.waits_for("Đọc được 2 ô")


def test_what_can_be_read_but_cannot_be_right_is_shown_and_confirmed_as_of_a_sheet(chat: Chat) -> None:
    grid = at_the_table(chat).opens()
    grid.types(LEADING, y2014="10")
    grid.cell(LEADING, DIRECT.format(year=2014)).fill("12")
    fault = "12 lớn hơn 10 ở cột 2014"
    grid.button("1 chỗ cần xem lại").click()
    grid.root.get_by_role("button", name=fault).click()
    expect(grid.cell(LEADING, DIRECT.format(year=2014))).to_be_focused()
    grid.sends()
    chat.waits_for(fault)
    assert "Ghi phần đọc được" in chat.labels


def test_a_cell_and_a_row_are_filled_by_one_press(chat: Chat) -> None:
    grid = at_the_table(chat).opens()
    grid.cell(AWARD, "2015").fill("7")
    grid.cell(AWARD, "2014").click()
    # On a telephone the keyboard would go down with the focus.
    chat.page.evaluate("addEventListener('focusin', ({target}) => (window.focused ??= []).push(target.tagName))")
    grid.root.get_by_role("button", name="Chưa có").click()
    expect(grid.cell(AWARD, "2015")).to_be_focused()
    grid.root.get_by_role("button", name="Điền 0 cả dòng").click()
    years = [grid.cell(AWARD, year).input_value() for year in ("2014", "2015", "2016", "2017", "2018")]
    assert years == ["chưa có", "7", "0", "0", "0"]
    assert set(chat.page.evaluate("window.focused")) == {"INPUT"}


def test_unsent_cells_outlive_the_page_and_leaving_asks(chat: Chat) -> None:
    grid = at_the_table(chat).opens()
    grid.types(AWARD, y2014="12", y2015="13")
    chat.page.keyboard.press("Escape")
    chat.page.get_by_role("alertdialog").get_by_role("button", name="Nhập tiếp").click()
    expect(grid.table).to_be_visible()
    grid.types(AWARD, y2016="14")
    chat.reloads()
    grid.opens()
    expect(grid.told).to_contain_text("Đã lấy lại 3 ô")
    expect(grid.cell(AWARD, "2016")).to_have_value("14")
    grid.button("Bỏ các ô này").click()
    expect(grid.cell(AWARD, "2016")).to_have_value("")
    chat.page.keyboard.press("Escape")
    expect(grid.root).to_have_count(0)


def test_a_table_that_was_sent_and_not_written_is_not_lost(chat: Chat) -> None:
    grid = at_the_table(chat).opens()
    grid.types(AWARD, y2014="12")
    grid.sends()
    chat.waits_for("Đọc được 1 ô")
    chat.presses("Không ghi")
    chat.waits_for("Biểu khen thưởng")
    grid.opens()
    expect(grid.cell(AWARD, "2014")).to_have_value("12")
    expect(grid.told).to_contain_text("Đã lấy lại 1 ô")


def test_figures_that_somebody_else_has_written_meanwhile_are_shown_with_the_own_over_them(chat: Chat) -> None:
    chat.watch.expects("^409 /api/grid/send$")
    grid = at_the_table(chat).opens()
    grid.types(AWARD, y2014="12")
    grid.chat.page.evaluate("document.querySelector('dialog.grid').close()")
    chat.says("Giấy khen tập thể: 1 2 3 4 5")
    chat.sees("Đã lưu 1 dòng")
    grid.chat.page.evaluate("document.querySelector('dialog.grid').showModal()")
    grid.sends()
    expect(grid.told).to_contain_text("được sửa ở nơi khác")
    expect(grid.cell("Giấy khen cho tập thể", "2018")).to_have_value("5")
    expect(grid.cell(AWARD, "2014")).to_have_value("12")
    grid.sends()
    chat.waits_for("Đọc được 6 ô")


def test_without_a_connection_nothing_is_lost_and_what_was_sent_twice_counts_once(chat: Chat) -> None:
    chat.watch.expects("failed /api/")
    grid = at_the_table(chat).opens()
    grid.types(AWARD, y2014="12")
    # The program hears it, the page does not hear that it did.
    chat.page.route("**/api/grid/send", lambda route: (route.fetch(), route.abort()))
    grid.sends()
    expect(grid.told).to_contain_text("chưa gửi được")
    chat.page.unroute("**/api/grid/send")
    grid.sends()
    expect(grid.root).to_have_count(0)
    chat.waits_for("Đọc được 1 ô")
    assert len([text for text in chat.said if "Đọc được" in text]) == 1


def test_a_button_whose_table_is_closed_says_so(chat: Chat) -> None:
    chat.watch.expects("^409 /api/grid$")
    grid = at_the_table(chat)
    with chat.site.store.begin() as ledger:
        draft = ledger.records.draft(f"chi-thi-34/{grid.unit.id}")
        ledger.records.save([draft.model_copy(update={"state": "submitted"})])
    chat.presses("Nhập trên bảng")
    expect(grid.told).to_contain_text("không nhận thêm số liệu")
    grid.button("Đóng").click()
    expect(grid.root).to_have_count(0)


def test_the_fields_are_gone_through_by_keys(desktop: Chat) -> None:
    grid = at_the_table(desktop).opens()
    keys = desktop.page.keyboard
    grid.cell(AWARD, "2014").click()
    keys.type("1")
    walk = [("ArrowRight", "2015"), ("ArrowRight", "2016"), ("End", "Ghi chú"), ("Home", "2014"), ("ArrowLeft", "2014")]
    for key, column in walk:
        keys.press(key)
        expect(grid.cell(AWARD, column)).to_be_focused()
    keys.press("Enter")
    expect(grid.cell("Bằng khen cấp bộ, ngành, tỉnh cho cá nhân", "2014")).to_be_focused()
    keys.press("ArrowUp")
    keys.press("Tab")
    expect(grid.cell(AWARD, "2015")).to_be_focused()
    keys.press("Control+Home")
    expect(grid.cell("Tập thể lao động tiên tiến (Đơn vị tiên tiến)", "2014")).to_be_focused()
    keys.press("ArrowUp")
    keys.press("Control+End")
    expect(grid.cell("Kỷ niệm chương, Huy hiệu cho cá nhân", "Ghi chú")).to_be_focused()


PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""
SECOND = "Bằng khen cấp bộ, ngành, tỉnh cho cá nhân"


@pytest.mark.parametrize(
    "block",
    ["1\t2\t3\t4\t5\t15\t1\t2\r\n6\t7\t8\t9\t1.000\t1.030\t3\t4\r\n", "1\t2\t3\t4\t5\t1\t2\n6\t7\t8\t9\t1.000\t3\t4"],
    ids=["with totals", "without"],
)
def test_a_block_from_a_sheet_fills_the_table_with_its_totals_or_without(desktop: Chat, block: str) -> None:
    grid = at_the_table(desktop).opens()
    grid.cell(AWARD, "2014").evaluate(PASTE, block)
    columns = ["2014", "2018", DIRECT.format(year=2014), DIRECT.format(year=2018)]
    assert [grid.cell(AWARD, column).input_value() for column in columns] == ["1", "5", "1", "2"]
    assert [grid.cell(SECOND, column).input_value() for column in columns] == ["6", "1.000", "3", "4"]
    expect(grid.told).to_contain_text("Đã dán 14 ô.")


def test_a_block_goes_over_headings_whether_or_not_it_brings_their_lines(desktop: Chat) -> None:
    grid = at_the_table(desktop).opens()
    last = "Kỷ niệm chương, Huy hiệu cho tập thể"
    for block in ("7\t8\n\t\n9\t10", "7\t8\n9\t10"):
        grid.cell(last, "2014").evaluate(PASTE, block)
        assert [grid.cell(name, "2015").input_value() for name in (last, AWARD)] == ["8", "10"]
        grid.cell(AWARD, "2015").fill("")
    grid.cell("Kỷ niệm chương, Huy hiệu cho cá nhân", "2018").evaluate(PASTE, "1\n2\n3")
    expect(grid.told).to_contain_text("Đã dán 1 ô. 2 ô không có chỗ")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_grid_is_fit_for_everybody(window: Window, dark: bool, size: dict[str, Any]) -> None:
    grid = at_the_table(window(dark=dark, **size)).opens()
    grid.types(AWARD, y2014="mười")
    grid.sends()
    expect(grid.shown_fault).to_be_visible()
    found = Axe().run(grid.page)
    assert found.violations_count == 0, found.generate_report()
    assert grid.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = grid.root.locator("input, button").evaluate_all(
        "all => all.filter((one) => one.offsetParent && one.offsetHeight < 44).map((one) => one.outerHTML)"
    )
    assert small == []
    grid.page.keyboard.press("Escape")
    expect(grid.page.get_by_role("alertdialog")).to_be_visible()
    assert Axe().run(grid.page).violations_count == 0
