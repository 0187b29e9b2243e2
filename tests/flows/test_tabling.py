"""The annex in chat: typed rows, a sheet that is confirmed, rows never touched, figures that do not agree."""

from __future__ import annotations

from decimal import Decimal

from chat import Chat, chat

from flows.grid import Grid
from flows.job import Fault, Outcome
from flows.turn import Attached, Finished, Press, Pressed
from flows.values import CellEntry, RowsValue

KEY = "khen-thuong"


def at_the_table() -> Chat:
    one = chat()
    one.move(Pressed(Press(do="jump", key=KEY)))
    return one


def grid(one: Chat) -> Grid:
    question = one.view().papers[0].outline.question(KEY)
    answer = one.answer(KEY)
    return Grid(question, answer.value if answer and answer.value else RowsValue())


def test_rows_are_typed_a_few_at_a_time_and_kept_at_once() -> None:
    one = at_the_table()
    one.says("Giấy khen tập thể: 12 15 14 18 20\ngiay khen ca nhan: 100 1.110 120 130 140")
    assert "Đã lưu 2 dòng" in one.shown()
    assert len(one.answer(KEY).value.cells) == 10
    assert one.answer(KEY).state == "open"


def test_a_faulty_line_is_named_and_the_clear_ones_are_kept() -> None:
    one = at_the_table()
    one.says("Giấy khen tập thể: 12 15 14 18 20\nGiấy khen cá nhân: 1 2\nKhông có dòng này: 1 2 3 4 5")
    assert "Đã lưu 1 dòng" in one.shown()
    assert "Chưa ghi được" in one.shown()
    assert "Không có dòng này" in one.shown()
    assert len(one.answer(KEY).value.cells) == 5


def test_rows_never_touched_are_asked_about_once_and_filled_as_was_said() -> None:
    one = at_the_table()
    one.says("Giấy khen tập thể: 12 15 14 18 20")
    one.says("xong")
    assert "Còn 29 dòng" in one.shown()
    one.presses("Để là 0")
    assert one.answer(KEY).state == "closed"
    assert not grid(one).untouched()
    assert grid(one).amount("gk-ca-nhan", "2014") == 0


def test_figures_that_cannot_be_right_are_named_before_the_table_is_ended() -> None:
    one = at_the_table()
    one.says("Lao động tiên tiến: 10 10 10 10 10 0 0\nChiến sĩ thi đua cơ sở: 2 2 2 2 11 0 0")
    one.says("xong")
    one.presses("Để là 0")
    assert "chưa khớp" in one.shown()
    assert "2018" in one.shown()
    assert one.answer(KEY).state == "open"
    one.presses("Giữ nguyên, xong mục này")
    assert one.answer(KEY).state == "closed"


def sheet(one: Chat, value: RowsValue | None, *faults: Fault) -> None:
    """Sends a file and lets its reading end like this."""
    one.move(Attached("document", "m/1", one.desk.now, 50, ref="r", name="bieu.xlsx"))
    job = one.jobs.pop().job
    assert job.kind == "read-sheet"
    one.move(Finished(job, True, Outcome(value=value, faults=faults)))


def test_a_sheet_takes_the_place_of_the_table_only_when_it_was_confirmed() -> None:
    one = at_the_table()
    row = next(iter(grid(one).rows))
    sheet(one, RowsValue(cells=(CellEntry(row=row, column="2014", amount=Decimal(5)),)))
    assert "Đọc được 1 ô" in one.shown()
    assert one.answer(KEY) is None
    one.presses("Ghi vào biểu")
    assert one.answer(KEY).value.cells[0].amount == 5


def test_a_sheet_read_against_figures_that_have_changed_since_is_asked_about_once_more() -> None:
    one = at_the_table()
    row = next(iter(grid(one).rows))
    sheet(one, RowsValue(cells=(CellEntry(row=row, column="2014", amount=Decimal(5)),)))
    held = [button for button in one.buttons() if "Ghi vào biểu" in button.label]
    one.says("Giấy khen tập thể: 12 15 14 18 20")
    one.press(held[0])
    assert len(one.answer(KEY).value.cells) == 5
    assert any("vừa thay đổi nên chưa ghi" in run.text for letter in one.letters[-2:] for run in letter.runs)
    assert "Đọc được 1 ô trong tệp bieu.xlsx" in one.shown()


def test_a_sheet_with_faults_names_each_and_a_sheet_without_figures_changes_nothing() -> None:
    one = at_the_table()
    row = next(iter(grid(one).rows))
    fault = Fault(line="grid.not_a_number", blanks={"row": "Giấy khen", "column": "2016", "text": "mười"})
    sheet(one, RowsValue(cells=(CellEntry(row=row, column="2014", amount=Decimal(5)),)), fault)
    assert "Giấy khen, cột 2016" in one.shown()
    one.presses("Không ghi")
    assert one.answer(KEY) is None
    sheet(one, RowsValue())
    assert "không có ô số liệu nào" in one.shown()


def test_the_rate_is_offered_from_the_table_once_it_is_there() -> None:
    one = at_the_table()
    one.says("Giấy khen cá nhân: 100 100 100 100 200 40 50")
    one.move(Pressed(Press(do="jump", key="ty-le-2018")))
    assert "Theo biểu đã nhập: 25%" in one.shown()
    one.presses("Dùng")
    assert one.answer("ty-le-2018").value.number == Decimal(25)


def test_a_rate_is_not_offered_while_a_figure_that_it_is_made_of_is_yet_to_come() -> None:
    one = at_the_table()
    one.says("Giấy khen cá nhân: 100 100 100 100 200 40 50\nChiến sĩ thi đua cơ sở: chưa có")
    one.move(Pressed(Press(do="jump", key="ty-le-2018")))
    assert "Theo biểu đã nhập" not in one.shown()


def test_cells_left_blank_in_a_row_that_was_typed_are_asked_about_too() -> None:
    one = at_the_table()
    one.says("Giấy khen cá nhân: 100 100 100 100 200")
    one.says("xong")
    one.presses("Để là 0")
    assert "2 ô trống" in one.shown()
    assert "Giấy khen cho cá nhân, Trong đó người lao động trực tiếp, 2018" in one.shown()
    one.presses("Bỏ trống")
    assert one.answer(KEY).state == "closed"
    assert grid(one).amount("gk-ca-nhan", "truc-tiep-2018") is None
    one.move(Pressed(Press(do="jump", key="ty-le-2018")))
    assert "Theo biểu đã nhập" not in one.shown()
