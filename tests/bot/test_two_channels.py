"""One person in two channels: news goes to both, each reminder counts once, and links and tables are as each offers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from room import Message, Room, RoomChannel, Somebody, button
from shorthand import STTTT

from bot.assistant import Assistant
from bot.channel import Gone
from flows.turn import Press

DRAFT = "chi-thi-34/stttt"


class Pages(RoomChannel):
    """A second channel, whose pages show tables to type in."""

    name = "web"
    link = "https://bao-cao.vn/#"
    grids = True


class Both(Room):
    """A room with both channels."""

    def _assistant(self) -> Assistant:
        self.web = Pages(self.clock)
        one = super()._assistant()
        two = Assistant(one.core, [self.channel, self.web], self.clock, self._play)
        two.desk = type(one.desk)(one.core.store, two.channels, self._play, self.clock, one.desk.reader)
        return two

    def at_web(self, address: str, **what: object) -> list[Message]:
        """Something is done on a page, and says what stands in that chat now."""
        raw = Somebody(self, address).raw(**what)
        self.clock.advance(timedelta(seconds=10))
        self._runner.run(self._on_page(raw))
        return [one for one in self.web.chats.get(address, []) if not one.removed]

    async def _on_page(self, raw) -> None:
        await self.assistant.keep(self.web, [raw])
        await self.assistant.settle(self.clock)


@pytest.fixture
def room() -> Iterator[Both]:
    room = Both()
    room.unit(STTTT)
    yield room
    room.close()


def joined_twice(room: Both) -> Somebody:
    """An officer who has opened the page too."""
    hoa = room.officer()
    hoa.says("/thietbi")
    (code,) = {part.split("#")[1].split()[0] for one in hoa.chat for part in [one.text] if "#" in part}
    room.at_web("stttt.hoa", what="typed", text=f"/start {code}")
    hoa.new()
    return hoa


def remind(room: Both) -> None:
    """A coordinator has the unit chased."""
    room.campaign(deadline=room.clock.now() + timedelta(days=10), opened_at=room.clock.now())
    office = room.coordinator()
    office.says("/dondoc")
    office.presses("Đôn đốc ngay")


def ledger_of(room: Both) -> list[tuple[str, str]]:
    with room.store.begin() as ledger:
        return [(one.reminder.person, one.outcome) for one in ledger.rosters.reminders(DRAFT)]


def test_an_invitation_names_each_way_and_either_link_opens(room: Both) -> None:
    hoa = room.officer()
    (told,) = [one.text for one in hoa.says("/thietbi") if "Chỉ dùng được một lần" in one.text]
    assert "• https://t.me/thu_bot?start=" in told
    assert "• Trên trình duyệt (không cần Telegram): https://bao-cao.vn/#" in told
    assert told.index("t.me") < told.index("bao-cao.vn")


def test_what_is_opened_on_a_page_is_told_in_the_chat_alone(room: Both) -> None:
    hoa = joined_twice(room)
    assert "vừa được mở thêm" in hoa.last.text
    assert not any("vừa được mở thêm" in one.text for one in room.web.chats["stttt.hoa"])


def test_a_reminder_goes_to_both_and_counts_once(room: Both) -> None:
    hoa = joined_twice(room)
    remind(room)
    (here,) = [one for one in hoa.new() if one.letter.about.startswith("reminder:")]
    (there,) = [one for one in room.web.chats["stttt.hoa"] if one.letter.about == here.letter.about]
    assert {here.letter.id, there.letter.id} == {there.letter.id, f"{there.letter.id}-2"}
    assert ledger_of(room) == [("stttt.hoa", "sent")]


@pytest.mark.parametrize("gone", ["room", "web"])
def test_a_reminder_was_delivered_if_either_letter_was(room: Both, gone: str) -> None:
    joined_twice(room)
    channel, address = (room.channel, "hoa") if gone == "room" else (room.web, "stttt.hoa")
    channel.faults[address] = [Gone("blocked")] * 9
    remind(room)
    assert ledger_of(room) == [("stttt.hoa", "sent")]
    office = Somebody(room, "ban")
    assert not any("Trần Thị Hoa" in one.text and "chặn" in one.text for one in office.chat)


def test_who_is_gone_from_both_is_gone(room: Both) -> None:
    joined_twice(room)
    room.channel.faults["hoa"] = [Gone("blocked")] * 9
    room.web.faults["stttt.hoa"] = [Gone("blocked")] * 9
    remind(room)
    assert ledger_of(room) == [("stttt.hoa", "refused")]
    assert any("Trần Thị Hoa" in one.text and "chặn" in one.text for one in Somebody(room, "ban").chat)


def test_what_is_answered_goes_only_where_it_was_asked(room: Both) -> None:
    hoa = joined_twice(room)
    before = len(room.web.chats["stttt.hoa"])
    hoa.says("Sở có 45 công chức.")
    assert len(room.web.chats["stttt.hoa"]) == before
    shown = room.at_web("stttt.hoa", what="typed", text="/start")
    assert "Sở có 45 công chức." in shown[-1].text


def test_a_table_is_offered_to_be_typed_only_where_the_channel_can_show_it(room: Both) -> None:
    hoa = joined_twice(room)
    press(room, Press(do="jump", draft=DRAFT, key="khen-thuong"))
    shown = room.web.chats["stttt.hoa"][-1]
    assert shown.labels[:2] == ["Nhập trên bảng", "Nhận biểu Excel"]
    assert [one.press.do for one in shown.letter.flat_buttons[:2]] == ["grid", "sheet"]
    assert "Nhập trên bảng" in shown.text
    hoa.says("/start")
    assert "Nhập trên bảng" not in hoa.last.labels
    assert "Nhận biểu Excel" in hoa.last.labels


def press(room: Both, asked: Press) -> None:
    """A press that a page was offered."""
    room.at_web("stttt.hoa", what="pressed", press=asked)


def test_a_page_that_does_not_open_the_table_is_told_how(room: Both) -> None:
    joined_twice(room)
    press(room, Press(do="jump", draft=DRAFT, key="khen-thuong"))
    letter, place = button(reversed(room.web.chats["stttt.hoa"]), "Nhập trên bảng")
    shown = room.at_web("stttt.hoa", what="tapped", letter=letter, place=place)
    assert "tải lại trang" in shown[-1].text
    assert "Nhập trên bảng" in shown[-1].labels


def test_the_sheet_of_links_has_a_column_for_each_channel(room: Both) -> None:
    room.campaign(deadline=room.clock.now() + timedelta(days=10))
    office = room.coordinator()
    office.says("/donvi")
    office.presses("Đường liên kết mời")
    office.presses("Lập tệp Excel")
    sheet = load_workbook(BytesIO(next(one.file for one in reversed(office.chat) if one.file))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if row[0] == "TT")
    assert head[5:7] == ["Đường liên kết", "Đường liên kết (trình duyệt)"]
    first = rows[rows.index(head) + 1]
    assert first[5].startswith("https://t.me/thu_bot?start=")
    assert first[6].startswith("https://bao-cao.vn/#")
    assert first[5].rpartition("=")[2] == first[6].rpartition("#")[2]
    assert first[5] in first[8]
    assert first[6] in first[8]
