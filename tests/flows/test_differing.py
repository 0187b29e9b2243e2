"""What has changed in an answer is said by paragraph, by thing and by cell; what was only put again is no change."""

from __future__ import annotations

from decimal import Decimal

import pytest
from chat import START, load
from office import cast, demand, submit, write

from flows.differing import difference_text, differences, parts, unchanged
from flows.draft import Answer
from flows.here import here
from flows.report import Run
from flows.values import CellEntry, Entry, Item, ItemsValue, LineValue, NumberValue, Passage, ProseValue, RowsValue


def question(key: str):
    return load("chi-thi-34").question(key)


def kind(name: str):
    return next(asked for _, asked in load("chi-thi-34").every if asked.kind == name)


def held(value=None, **rest) -> Answer:
    changes = {"state": "closed", "value": value, **rest}
    return Answer(draft="d", key="k", by="p", at=START, **changes)


def passage(text: str, **rest) -> Passage:
    return Passage(runs=(Run(text=text),), **rest)


def test_a_prose_is_compared_by_paragraph_with_its_joined_parts_as_one() -> None:
    value = ProseValue(passages=(passage("Một"), passage(" hai", seam=True), passage("Ba")))
    assert parts(question("dac-diem-tinh-hinh"), held(value)) == ("Một hai", "Ba")


def test_a_table_is_compared_by_cell() -> None:
    cells = (
        CellEntry(row="ld-tien-tien", column="2014", amount=Decimal(1234)),
        CellEntry(row="ld-tien-tien", column="2015", missing=True),
    )
    shown = parts(kind("rows"), held(RowsValue(cells=cells)))
    assert any(line.endswith("2014: 1.234") for line in shown)
    assert any(line.endswith("2015: Chưa có số liệu") for line in shown)


def test_things_are_compared_one_by_one() -> None:
    asked = kind("repeat")
    things = (asked.fields[0].key, "Thi đua yêu nước"), (asked.fields[0].key, "Chung sức")
    items = tuple(Item(entries=(Entry(key=key, state="closed", value=LineValue(text=text)),)) for key, text in things)
    shown = parts(asked, held(ItemsValue(items=items)))
    assert len(shown) == 2
    assert shown[1].endswith("Chung sức")


def test_a_reason_and_a_figure_are_compared_whole() -> None:
    number = kind("number")
    assert parts(number, held(NumberValue(number=Decimal(12), typed="12")))[0].startswith("12")
    assert parts(number, held(state="none", reason="khong-phat-sinh")) == ("Không phát sinh",)
    assert parts(number, held(state="none")) == ()
    assert parts(number, None) == ()


def test_only_the_paragraphs_that_differ_are_shown() -> None:
    all_ = cast()
    submit(all_.hoa)
    demand(all_.ban, dac_diem_tinh_hinh="Nêu rõ.", khen_thuong="Vì sao?")
    write(all_.hoa, "dac-diem-tinh-hinh", "Sở có 46 công chức.\nSở có 5 phòng.\nSở có 1 trung tâm.")
    all_.hoa.does("keep", key="khen-thuong", rev=all_.hoa.answer("khen-thuong").rev)
    at = here(all_.hoa.view(), all_.office.now)
    found = differences(at)
    assert [(one.gone, one.come) for one in found] == [
        (("Sở có 45 công chức.",), ("Sở có 46 công chức.", "Sở có 1 trung tâm."))
    ]
    assert [place.question.key for place in unchanged(at)] == ["khen-thuong"]


def test_what_was_written_anew_in_the_same_words_is_no_change() -> None:
    all_ = cast()
    submit(all_.hoa)
    demand(all_.ban, dac_diem_tinh_hinh="Nêu rõ.")
    write(all_.hoa, "dac-diem-tinh-hinh", "Sở có 45 công chức.\nSở có 5 phòng.")
    at = here(all_.hoa.view(), all_.office.now)
    assert differences(at) == ()
    assert [place.question.key for place in unchanged(at)] == ["dac-diem-tinh-hinh"]


def shown(all_) -> list[str]:
    at = here(all_.hoa.view(), all_.office.now)
    return ["".join(run.text for run in difference_text(at, one, 500)) for one in differences(at)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sở có 45 công chức.\nSở có 5 phòng.\nThêm.", "Thêm: Thêm."),
        ("Sở có 45 công chức.", "Bỏ: Sở có 5 phòng."),
        ("Sở có 46 công chức.\nSở có 5 phòng.", "Trước: Sở có 45 công chức.\nNay: Sở có 46 công chức."),
    ],
)
def test_what_was_added_is_not_said_to_stand_where_nothing_was(text: str, told: str) -> None:
    all_ = cast()
    submit(all_.hoa)
    demand(all_.ban, dac_diem_tinh_hinh="Nêu rõ.")
    write(all_.hoa, "dac-diem-tinh-hinh", text)
    assert [one.split("\n", 2)[2].strip() for one in shown(all_)] == [told]


def test_what_is_answered_for_the_first_time_is_new() -> None:
    all_ = cast()
    submit(all_.hoa)
    demand(all_.ban, dac_diem_tinh_hinh="Nêu rõ.")
    sent = next(iter(all_.office.submissions.values()))
    revs = {key: rev for key, rev in sent.revs.items() if key != "dac-diem-tinh-hinh"}
    all_.office.submissions = {key: sent.model_copy(update={"revs": revs}) for key in all_.office.submissions}
    write(all_.hoa, "dac-diem-tinh-hinh", "Một câu.")
    assert [one.split("\n", 2)[2].strip() for one in shown(all_)] == ["Thêm: Một câu."]


def test_every_page_of_what_has_changed_is_reached() -> None:
    all_ = cast()
    submit(all_.hoa)
    keys = ("dac-diem-tinh-hinh", "khen-thuong", "lanh-dao-chi-dao", "tuyen-truyen", "phuong-huong")
    keys = tuple(key for key in keys if question(key) and question(key).kind == "prose")
    all_.hoa.says("rút lại")
    all_.hoa.presses("Rút lại để sửa")
    for key in keys:
        write(all_.hoa, key, f"Nội dung mới của {key}.")
    submit(all_.hoa)
    assert len(keys) > 3
    assert f"… và {len(keys) - 3} nội dung khác" in all_.ban.told("review:chi-thi-34/so-thong-tin-va-truyen-thong")
    all_.ban.does("changes")
    assert f"{len(keys)} nội dung thay đổi" in all_.ban.told()
    first = all_.ban.told()
    all_.ban.presses("Trang sau")
    assert all(f"Nội dung mới của {key}." in first + all_.ban.told() for key in keys)
    all_.ban.does("changes", arg="99")
    assert "trang 2/2" in all_.ban.told()
