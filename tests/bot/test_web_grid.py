"""A table typed into a grid: the same as its sheet, once, and for the addressee of the button alone."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from room import Room, Somebody, a_room
from shorthand import STTTT, text_of

from bot.view import outline
from bot.web_chat.grid import Chosen, Sending, Untaken, opened, sent
from bot.web_chat.hall import Refusal
from exports.sheets import write_sheet
from flows.campaign import Unit
from flows.draft import Answer
from flows.grid_cells import TypedCell
from flows.questions import Rows
from flows.turn import Press

KEY = "khen-thuong"
DRAFT = "chi-thi-34/stttt"
ANNEX = outline("chi-thi-34").question(KEY)
NONCE = "nonce-0001"
# What officers type: figures, some of which cannot be right, no figures yet, a note.
TYPED = {
    ("ld-tien-tien", "2014"): "1.234",
    ("ld-tien-tien", "2015"): "7 ",
    ("ld-tien-tien", "truc-tiep-2014"): "1.300",
    ("cstd-co-so", "2015"): "9",
    ("gk-ca-nhan", "2018"): "chưa có",
    ("gk-ca-nhan", "2014"): "0",
    ("gk-ca-nhan", "ghi-chu"): "Có cả giấy khen đột xuất",
    ("gk-tap-the", "2016"): "-",
}


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as room:
        room.channel.grids = True
        yield room


def at_the_table(room: Room, **who: Any) -> tuple[Somebody, Chosen]:
    """An officer before the card of the table, and the button that opens it."""
    officer = room.officer(**who)
    officer.says("Sở có 40 công chức.")
    letter = officer.last.letter
    press = Press(do="jump", draft=DRAFT, key=KEY)
    with room.store.begin() as ledger:
        person = ledger.records.person(letter.person)
        first = letter.flat_buttons[0].model_copy(update={"press": press, "label": "Tới biểu"})
        fresh = {"id": f"{letter.id}.jump", "buttons": ((first,),), "card": ""}
        ledger.outbox.queue([letter.model_copy(update=fresh)])
    room.wait(letter.at - letter.at)
    officer.presses("Tới biểu")
    card = next(
        one.letter for one in reversed(officer.screen) if any(b.press.do == "grid" for b in one.letter.flat_buttons)
    )
    place = next(n for n, one in enumerate(card.flat_buttons) if one.press.do == "grid")
    return officer, Chosen("room", officer.address, person, card.id, place)


def cells(typed: dict[tuple[str, str], str]) -> tuple[TypedCell, ...]:
    return tuple(TypedCell(row=row, column=column, text=text) for (row, column), text in typed.items())


def opens(room: Room, chosen: Chosen) -> dict[str, Any]:
    with room.store.begin() as ledger:
        return opened(ledger, chosen)


def sends(room: Room, chosen: Chosen, typed: dict[tuple[str, str], str], **more: Any) -> Untaken | None:
    """Sends a grid, and lets the assistant answer."""
    with room.store.begin() as ledger:
        held = ledger.records.answers(DRAFT).get(KEY)
        whole = Sending(**{"n": "12.1.0", "nonce": NONCE, "rev": held.rev if held else 0, "cells": cells(typed)} | more)
        untaken = sent(ledger, chosen, whole, room.clock.now())
    room.take()
    return untaken


def answer(room: Room) -> Answer:
    with room.store.begin() as ledger:
        return ledger.records.answers(DRAFT)[KEY]


def sheet(typed: dict[tuple[str, str], str]) -> bytes:
    """The sheet of the table with those texts in its cells."""
    assert isinstance(ANNEX, Rows)
    book = load_workbook(BytesIO(write_sheet(ANNEX, None, (), "chi-thi-34/1")))
    page = book.worksheets[0]
    lines = {row.label: row.key for row in ANNEX.rows if row.key}
    at = {lines[found[1].value]: found[0].row for found in page.iter_rows() if found[1].value in lines}
    for (row, column), text in typed.items():
        place = [one.key for one in ANNEX.columns].index(column) + 4
        page.cell(at[row], place).value = text
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_the_same_figures_by_sheet_and_by_grid_are_asked_and_kept_alike(room: Room) -> None:
    officer, chosen = at_the_table(room)
    officer.sends_file("bieu.xlsx", sheet(TYPED))
    by_sheet = officer.last
    officer.presses("Không ghi")
    assert sends(room, chosen, TYPED) is None
    by_grid = officer.last
    assert by_grid.labels == by_sheet.labels
    assert text_of(by_grid.letter).split("\n")[1:] == text_of(by_sheet.letter).split("\n")[1:]
    assert "1.300 lớn hơn 1.234" in by_grid.text
    assert "9 lớn hơn 7" in by_grid.text
    officer.presses("Ghi phần đọc được")
    from_grid = answer(room).value
    officer.sends_file("bieu.xlsx", sheet(TYPED))
    officer.presses("Ghi phần đọc được")
    assert answer(room).value == from_grid
    assert len(from_grid.cells) == 7


def test_what_is_held_is_shown_as_it_would_be_typed(room: Room) -> None:
    officer, chosen = at_the_table(room)
    sends(room, chosen, TYPED)
    officer.presses("Ghi phần đọc được")
    shown = opens(room, chosen)
    held = {(cell["row"], cell["column"]): cell["text"] for cell in shown["cells"]}
    assert held == {place: text.strip() for place, text in TYPED.items() if text != "-"}
    assert shown["rev"] == answer(room).rev
    assert sends(room, chosen, held, nonce="nonce-0002") is None


def test_the_same_sending_counts_once(room: Room) -> None:
    officer, chosen = at_the_table(room)
    sends(room, chosen, TYPED)
    asked = len(officer.chat)
    sends(room, chosen, TYPED)
    sends(room, chosen, {("gk-ca-nhan", "2014"): "5"})
    assert len(officer.chat) == asked
    sends(room, chosen, TYPED, nonce="nonce-0002")
    assert len(officer.chat) > asked


def test_a_cell_that_cannot_be_taken_is_named_and_nothing_is_sent(room: Room) -> None:
    officer, chosen = at_the_table(room)
    before = len(officer.chat)
    untaken = sends(room, chosen, {("gk-ca-nhan", "2014"): "mười", ("gk-ca-nhan", "2015"): "5"})
    assert [(one.row, one.column, one.fault.line) for one in untaken.cells] == [
        ("gk-ca-nhan", "2014", "grid.not_a_number")
    ]
    assert len(officer.chat) == before
    assert sends(room, chosen, {("gk-ca-nhan", "2014"): "10"}) is None


def test_a_grid_over_figures_that_have_changed_since_is_not_taken(room: Room) -> None:
    officer, chosen = at_the_table(room)
    officer.says("Giấy khen tập thể: 12 15 14 18 20")
    before = len(officer.chat)
    fresh = sends(room, chosen, TYPED, rev=0).fresh
    assert {"row": "gk-tap-the", "column": "2018", "text": "20"} in fresh["cells"]
    assert len(officer.chat) == before
    assert sends(room, chosen, TYPED, rev=fresh["rev"]) is None


def test_a_button_opens_its_table_for_its_addressee_alone(room: Room) -> None:
    officer, chosen = at_the_table(room)
    colleague = room.officer("LAN", "Nguyễn Thị Lan")
    head = room.head()
    room.unit(Unit(id="khac", name="Sở Khác", kind="so"))
    with room.store.begin() as ledger:
        people = {
            one.address: ledger.records.person(ledger.records.contact("room", one.address).person)
            for one in (colleague, head)
        }
    for other in (
        Chosen("room", colleague.address, people[colleague.address], chosen.letter, chosen.place),
        Chosen("room", officer.address, people[colleague.address], chosen.letter, chosen.place),
        Chosen("room", head.address, people[head.address], chosen.letter, chosen.place),
        Chosen("web", officer.address, chosen.person, chosen.letter, chosen.place),
        Chosen("room", officer.address, chosen.person, chosen.letter, chosen.place + 1),
        Chosen("room", officer.address, chosen.person, chosen.letter, 99),
        Chosen("room", officer.address, chosen.person, "999.0", 0),
        Chosen("room", officer.address, chosen.person.model_copy(update={"role": "head"}), chosen.letter, chosen.place),
        Chosen("room", officer.address, chosen.person.model_copy(update={"unit": "khac"}), chosen.letter, chosen.place),
    ):
        with pytest.raises(Refusal) as refused:
            opens(room, other)
        assert refused.value.status_code == 404


def test_a_unit_that_takes_part_no_more_opens_nothing(room: Room) -> None:
    _, chosen = at_the_table(room)
    room.campaign(units=())
    with pytest.raises(Refusal) as refused:
        opens(room, chosen)
    assert refused.value.error == "no_grid"


@pytest.mark.parametrize("by", ["campaign", "report"])
def test_nothing_is_taken_once_the_report_or_the_campaign_is_closed(room: Room, by: str) -> None:
    _, chosen = at_the_table(room)
    if by == "campaign":
        room.campaign(state="closed")
    else:
        with room.store.begin() as ledger:
            ledger.records.save([ledger.records.draft(DRAFT).model_copy(update={"state": "submitted"})])
    for act in (lambda: opens(room, chosen), lambda: sends(room, chosen, TYPED)):
        with pytest.raises(Refusal) as refused:
            act()
        assert (refused.value.status_code, refused.value.error) == (409, "closed")


def test_each_person_has_unsent_cells_of_the_own_and_one_name_for_them_on_every_card(room: Room) -> None:
    _, chosen = at_the_table(room)
    mine = opens(room, chosen)["keep"]
    assert STTTT.id not in mine
    assert mine == opens(room, chosen)["keep"]
    _, other = at_the_table(room, code="LAN", name="Nguyễn Thị Lan")
    assert opens(room, other)["keep"] != mine
