"""A table that was typed on a page ends as the reading of a sheet does: it is shown, and kept once it is confirmed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from chat import Chat, Desk, chat
from office import cast, submit

from flows.job import Job, Outcome
from flows.turn import Finished, Press, Pressed
from flows.values import CellEntry, RowsValue

KEY = "khen-thuong"
ROWS = ("gk-ca-nhan", "gk-tap-the")
BLANK = RowsValue()


def cells(*amounts: int) -> RowsValue:
    """The first rows' figures of 2014."""
    rows = zip(ROWS, amounts, strict=False)
    return RowsValue(cells=tuple(CellEntry(row=row, column="2014", amount=Decimal(n)) for row, n in rows))


def ended(one: Chat, value: RowsValue, nonce: str = "n-1", key: str = KEY) -> Finished:
    """A grid that was sent."""
    draft = f"chi-thi-34/{one.desk.unit.id}"
    job = Job(kind="read-sheet", draft=draft, key=key, purpose=f"{one.person.id}/{nonce}")
    return Finished(job, True, Outcome(value=value))


def at_the_table() -> Chat:
    one = chat()
    one.move(Pressed(Press(do="jump", key=KEY)))
    return one


def amounts(one: Chat) -> list[int]:
    answer = one.answer(KEY)
    return [int(cell.amount) for cell in answer.value.cells] if answer and answer.value else []


def said(one: Chat, last: int = 1) -> str:
    """What the last letters say."""
    return "\n".join("".join(run.text for run in letter.runs) for letter in one.letters[-last:])


def test_a_grid_is_kept_when_it_was_confirmed() -> None:
    one = at_the_table()
    one.move(ended(one, cells(5, 7)))
    assert "Đọc được 2 ô trên bảng đồng chí vừa nhập" in one.shown()
    assert "tệp" not in one.shown()
    assert amounts(one) == []
    one.presses("Ghi vào biểu")
    assert amounts(one) == [5, 7]


def test_it_says_what_it_takes_the_place_of() -> None:
    one = at_the_table()
    one.says("Giấy khen tập thể: 12 15 14 18 20")
    one.move(ended(one, cells(5)))
    assert "Biểu đang lưu có 5 ô; ghi bảng này" in one.shown()
    one.presses("Không ghi")
    assert len(amounts(one)) == 5


def test_an_empty_grid_changes_nothing_and_says_so() -> None:
    one = at_the_table()
    one.says("Giấy khen tập thể: 12 15 14 18 20")
    one.move(ended(one, BLANK))
    assert "Bảng vừa gửi chưa có ô nào được nhập" in one.shown()
    assert len(amounts(one)) == 5


def test_what_was_kept_meanwhile_is_asked_about_once_more_and_nothing_is_typed_twice() -> None:
    one = at_the_table()
    one.move(ended(one, cells(5, 7)))
    (before,) = [button for button in one.buttons() if button.label == "Ghi vào biểu"]
    one.says("Giấy khen tập thể: 12 15 14 18 20")
    one.press(before)
    assert len(amounts(one)) == 5
    assert "vừa thay đổi nên chưa ghi" in said(one, 2)
    assert "Đọc được 2 ô" in one.shown()
    assert "Biểu đang lưu có 5 ô" in one.shown()
    one.presses("Ghi vào biểu")
    assert amounts(one) == [5, 7]
    one.press(before)
    assert "đã được xử lý" in one.shown()


def test_a_colleague_whose_figures_would_be_lost_is_named() -> None:
    desk = Desk()
    first, second = Chat(desk), Chat(desk, "Trần Văn Thử")
    for one in (first, second):
        one.move(Pressed(Press(do="jump", key=KEY)))
    second.says("Giấy khen tập thể: 12 15 14 18 20")
    first.move(ended(first, cells(5)))
    assert "Đồng chí Trần Văn Thử vừa ghi biểu này" in first.shown()
    second.move(ended(second, cells(6)))
    assert "vừa ghi biểu này" not in second.shown()


def test_two_grids_of_one_table_wait_side_by_side() -> None:
    one = at_the_table()
    one.move(ended(one, cells(5), "n-1"))
    one.move(ended(one, cells(6), "n-2"))
    assert len(set(one.desk.proposals)) == 2
    one.presses("Ghi vào biểu")
    assert amounts(one) == [6]


@pytest.mark.parametrize("key", ["khong-co", "dac-diem-tinh-hinh"])
def test_what_is_no_table_of_the_report_is_not_kept(key: str) -> None:
    one = at_the_table()
    one.move(ended(one, cells(5), key=key))
    assert "không còn trong báo cáo" in one.shown()
    assert one.desk.proposals == {}


def test_a_report_that_was_sent_takes_none() -> None:
    all_ = cast()
    submit(all_.hoa)
    held = all_.hoa.answer(KEY)
    all_.hoa.move(ended(all_.hoa, cells(5)))
    assert "đang khóa" in all_.hoa.told("question")
    assert all_.hoa.answer(KEY) == held


def test_whoever_has_left_is_told_nothing_and_nothing_is_kept() -> None:
    one = at_the_table()
    letters = len(one.letters)
    stays = one.view()
    left = replace(stays, person=stays.person.model_copy(update={"left_at": one.desk.now}))
    one.view = lambda proposal="": left
    one.move(ended(one, cells(5)))
    assert len(one.letters) == letters
    assert one.answer(KEY) is None


def test_a_head_sends_none() -> None:
    all_ = cast()
    held = all_.van.answer(KEY)
    all_.van.move(ended(all_.van, cells(5)))
    assert "không còn dùng được" in all_.van.all_told()
    assert all_.van.answer(KEY) == held
