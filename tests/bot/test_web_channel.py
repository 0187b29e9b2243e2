"""A letter stands in the chat once however often it is sent; what lets somebody in is shown and not kept."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from shorthand import START
from web_world import Site, a_site

from bot.channel import Gone, Parcel, TooBig
from bot.clock import MovableClock, StoppedClock
from bot.core import Core
from bot.web_chat.channel import WebChat
from bot.web_chat.hall import Hall
from bot.web_chat.hub import Hub
from bot.web_chat.limits import Limits
from bot.web_chat.secrets import LIFE, MOST_KEPT, Secrets
from flows.letter import Letter
from flows.report import Run
from flows.turn import Button, Press
from storage.columns import metadata
from storage.messages import Message
from storage.store import Store

HOA = "stttt.hoa"


class NoServer:
    """Nobody is let in from outside."""

    async def serve(self) -> None: ...

    def end(self) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(StoppedClock(START))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path}/channel.sqlite3")
    store.migrate()
    yield store
    store.close()


def a_chat(store: Store, clock: MovableClock) -> WebChat:
    """The channel of a program that begins now."""
    hall = Hall(Core(store), clock, Hub(), Limits(), "https://baocao.example.vn")
    return WebChat(hall, NoServer(), Secrets(clock))


@pytest.fixture
def chat(store: Store, clock: MovableClock) -> Iterator[WebChat]:
    chat = a_chat(store, clock)
    yield chat
    chat.hall.core.close()


def letter(id_: str, said: str = "Xin chào.", **more: Any) -> Letter:
    return Letter(id=id_, channel="web", address=HOA, runs=(Run(text=said),), at=START, not_before=START, **more)


def stands(store: Store) -> list[Message]:
    """What stands in the chat, also of what was taken away."""
    with store.begin() as ledger:
        return ledger.messages.before(HOA, 2**53, 999)


def shown(chat: WebChat, store: Store) -> list[str]:
    """What a page shows of it."""
    whole = [chat.secrets.revealed(one) for one in stands(store) if not one.removed]
    return ["".join(run.text for run in one.runs) for one in whole]


async def test_a_letter_that_is_sent_again_after_a_crash_stands_there_once(chat: WebChat, store: Store) -> None:
    first = await chat.send(Parcel(letter("1.1")))
    page = chat.hall.hub.open(HOA, "device", office=False)
    assert await chat.send(Parcel(letter("1.1"))) == first
    assert (await page.news(0)) == {"chat"}
    assert [one.change for one in stands(store)] == [1]


async def test_a_card_that_is_edited_stays_where_it_stood(chat: WebChat, store: Store, clock: MovableClock) -> None:
    card = await chat.send(Parcel(letter("1.1", "Câu 1")))
    await chat.send(Parcel(letter("2.1", "Khác")))
    clock.advance(timedelta(minutes=5))
    for _ in range(2):
        edited = await chat.send(Parcel(letter("3.1", "Câu 2", edit=True), None, card.ref))
        assert (edited.ref, edited.position) == (card.ref, card.position)
    assert shown(chat, store) == ["Câu 2", "Khác"]
    assert [(one.change, one.at) for one in stands(store)] == [(3, START), (2, START)]


async def test_a_card_that_is_replaced_is_taken_away_from_where_it_stood(chat: WebChat, store: Store) -> None:
    card = await chat.send(Parcel(letter("1.1", "Câu 1")))
    await chat.send(Parcel(letter("2.1", "Khác")))
    for _ in range(2):
        newer = await chat.send(Parcel(letter("3.1", "Câu 2"), None, card.ref))
    assert newer.position > card.position
    assert shown(chat, store) == ["Khác", "Câu 2"]
    gone = stands(store)[0]
    assert (gone.removed, gone.runs, gone.buttons, gone.letter, gone.change) == (True, (), (), "", 3)


async def test_a_card_that_is_gone_already_is_followed_by_the_newer_one(chat: WebChat, store: Store) -> None:
    card = await chat.send(Parcel(letter("1.1", "Câu 1")))
    await chat.send(Parcel(letter("2.1", "Câu 2"), None, card.ref))
    await chat.send(Parcel(letter("3.1", "Câu 3", edit=True), None, card.ref))
    assert shown(chat, store) == ["Câu 2", "Câu 3"]


async def test_a_letter_with_a_file_is_a_message_of_its_own(chat: WebChat, store: Store) -> None:
    card = await chat.send(Parcel(letter("1.1", "Đang lập báo cáo")))
    with store.begin() as ledger:
        sha = ledger.files.put(b"word", "BC.docx", "", START)
    brings = letter("2.1", "Báo cáo đây", edit=True, file=sha, name="BC.docx")
    sent = await chat.send(Parcel(brings, b"word", card.ref))
    assert sent.position > card.position
    (message,) = [one for one in stands(store) if not one.removed]
    assert (message.file, message.name, message.size) == (sha, "BC.docx", 4)


async def test_buttons_are_shown_by_label_and_place_and_what_they_do_stays_in_the_letter(
    chat: WebChat, store: Store
) -> None:
    grid = Button(label="Nhập biểu", press=Press(do="grid", draft="bi-mat"))
    later = Button(label="Để sau", press=Press(do="later", draft="bi-mat"))
    await chat.send(Parcel(letter("1.1", buttons=((grid,), (later,)))))
    (message,) = stands(store)
    assert [[(knob.label, knob.grid) for knob in row] for row in message.buttons] == [
        [("Nhập biểu", True)],
        [("Để sau", False)],
    ]
    assert "bi-mat" not in message.model_dump_json()


SECRET = letter("5.1", "https://baocao.example.vn/#mamoi-cua-hoa", secret=True, name="links.xlsx")
SHEET = b"sheet with mamoi-cua-hoa"


def at_rest(store: Store) -> str:
    """Every value of every table, and the bytes of the file."""
    with store.engine.connect() as connection:
        rows = [connection.execute(sa.select(table)).all() for table in metadata.sorted_tables]
    path = Path(str(store.engine.url.database))
    files = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    return f"{rows} {files!r}"


async def test_a_secret_is_shown_while_the_program_runs_and_is_nowhere_at_rest(
    chat: WebChat, store: Store, clock: MovableClock
) -> None:
    await chat.send(Parcel(SECRET, SHEET))
    assert shown(chat, store) == ["https://baocao.example.vn/#mamoi-cua-hoa"]
    (message,) = stands(store)
    known = chat.secrets.of(message)
    assert known
    assert (known.file, known.name) == (SHEET, "links.xlsx")
    assert "mamoi-cua-hoa" not in at_rest(store)
    assert "mamoi-cua-hoa" not in "".join(shown(a_chat(store, clock), store))


async def test_after_a_day_nobody_remembers_it(chat: WebChat, store: Store, clock: MovableClock) -> None:
    await chat.send(Parcel(SECRET, SHEET))
    clock.advance(LIFE)
    assert "mamoi-cua-hoa" not in "".join(shown(chat, store))
    assert chat.secrets._kept == {}


async def test_a_secret_that_is_sent_again_after_a_crash_is_drawn_again(
    chat: WebChat, store: Store, clock: MovableClock
) -> None:
    await chat.send(Parcel(SECRET, SHEET))
    seen = stands(store)[0].change
    again = a_chat(store, clock)
    await again.send(Parcel(SECRET, SHEET))
    with store.begin() as ledger:
        (message,) = ledger.messages.since(HOA, seen, 9)
    assert again.secrets.revealed(message).runs == SECRET.runs
    assert len(stands(store)) == 1
    again.hall.core.close()


async def test_what_took_the_place_of_a_secret_shows_and_hands_out_nothing_of_it(chat: WebChat, store: Store) -> None:
    sent = await chat.send(Parcel(SECRET, SHEET))
    before = stands(store)[0]
    await chat.send(Parcel(letter("6.1", "Đã gửi.", edit=True), None, sent.ref))
    (message,) = stands(store)
    assert (shown(chat, store), chat.secrets.of(message)) == (["Đã gửi."], None)
    assert chat.secrets.of(before.model_copy(update={"removed": True})) is None


async def test_only_so_many_secrets_are_remembered(chat: WebChat, store: Store) -> None:
    for n in range(MOST_KEPT + 3):
        await chat.send(Parcel(SECRET.model_copy(update={"id": f"{n}.1"}), SHEET))
    known = [chat.secrets.of(message) is not None for message in stands(store)]
    assert known == [False] * 3 + [True] * MOST_KEPT


async def test_what_was_sent_up_is_fetched_or_it_is_said_why_not(chat: WebChat, store: Store) -> None:
    with store.begin() as ledger:
        ledger.uploads.put(HOA, "ref", b"0123456789", START)
    assert await chat.fetch("ref", 10) == b"0123456789"
    with pytest.raises(TooBig):
        await chat.fetch("ref", 9)
    with pytest.raises(Gone):
        await chat.fetch("another", 10)


def test_an_invitation_is_a_link_whose_code_no_server_is_told(chat: WebChat) -> None:
    assert chat.link == "https://baocao.example.vn/#"


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path) as site:
        yield site


async def test_what_one_coordinator_answers_the_other_sees_where_the_question_stood(site: Site) -> None:
    officer = await site.officer()
    ban, le = await site.coordinator("BAN", "Hoàng Văn Bàn"), await site.coordinator("LE", "Lê Thị Lê")
    await officer.presses("Bắt đầu")
    await officer.reads("câu 1/")
    await officer.says("hỏi đầu mối")
    await officer.reads("gõ câu hỏi")
    await officer.says("Tính từ năm nào?")
    for coordinator in (ban, le):
        asked = await coordinator.reads("Tính từ năm nào?")
    await ban.presses("Trả lời")
    await ban.reads("gõ câu trả lời")
    await ban.says("Từ năm 2014.")
    settled = await le.reads("Đồng chí Hoàng Văn Bàn đã trả lời")
    assert settled["position"] == asked["position"]
    assert not settled["buttons"]
    # Where the one has a button, the other's chat has none: nobody presses in a chat that is not one's own.
    late = await le.post("/api/press", nonce="too-late-by-now", position=asked["position"], place=0)
    assert (late.status_code, late.json()["error"]) == (404, "no_button")
    await officer.reads("Trả lời: Từ năm 2014.")
