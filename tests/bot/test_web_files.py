"""Files go up whole, once, and wait for the porter; they come down to the one in whose chat they stand alone."""

import io
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from openpyxl import load_workbook
from web_world import SANDBOX, Browser, Site, a_site, until

from bot.clock import MovableClock, SystemClock
from bot.porter import MOST_BYTES
from bot.web_chat import files
from bot.web_chat.hall import sealed
from flows.report import Run
from flows.values import RowsValue
from storage.messages import Message
from storage.uploads import LIFE

HOA = "stttt.hoa"


@pytest.fixture
def clock() -> MovableClock:
    """The site's clock, which can be put forward."""
    return MovableClock(SystemClock())


@pytest.fixture
async def site(tmp_path: Path, clock: MovableClock) -> AsyncIterator[Site]:
    async with a_site(tmp_path, clock) as site:
        yield site


@pytest.fixture
async def officer(site: Site) -> Browser:
    """An officer who has come in."""
    return await site.officer()


async def sends(officer: Browser, content: Any, name: str = "Biểu số 1.xlsx", **more: str) -> httpx.Response:
    """Sends a file up, as the page does."""
    said = {"X-Nonce": next(officer.nonces), "X-Name": quote(name, safe=""), "X-Seen": "99"} | more
    return await officer.http.post("/api/files", content=content, headers={**SANDBOX, **said})


def error(answer: httpx.Response) -> tuple[int, str]:
    """How it was refused; always with a sentence."""
    assert answer.json()["text"]
    return answer.status_code, answer.json()["error"]


def gives(site: Site, content: bytes, name: str, **more: Any) -> int:
    """The position of a message of the assistant's with a file."""
    now = site.assistant.clock.now()
    with site.store.begin() as ledger:
        sha = ledger.files.put(content, name, "", now)
        message = Message(at=now, runs=(Run(text="Tệp"),), file=sha, name=name, size=len(content), **more)
        return ledger.messages.add(HOA, message).position


async def test_a_sheet_that_is_filled_in_and_sent_up_is_read_and_kept(site: Site, officer: Browser) -> None:
    await officer.presses("Bắt đầu")
    await officer.reads("câu 1/")
    await officer.says("biểu")
    given = await officer.reads("Biểu Excel của đơn vị")
    book = load_workbook(io.BytesIO((await officer.get(f"/api/files/{given['position']}")).content))
    row = next(row for row in book.worksheets[0].iter_rows() if row[1].value == "Giấy khen cho tập thể")
    row[3].value = 12
    filled = io.BytesIO()
    book.save(filled)
    sent = (await sends(officer, filled.getvalue())).json()["message"]
    assert (sent["own"], sent["file"]) == (True, {"name": "Biểu số 1.xlsx", "size": len(filled.getvalue())})
    await officer.reads("Đọc được 1 ô trong tệp Biểu số 1.xlsx")
    await officer.presses("Ghi vào biểu")

    def value() -> Any:
        with site.store.begin() as ledger:
            answer = ledger.records.answers("chi-thi-34/stttt").get("khen-thuong")
        return answer.value if answer else None

    await until(lambda: isinstance(value(), RowsValue))
    assert [(cell.row, cell.amount) for cell in value().cells] == [("gk-tap-the", 12)]


async def test_the_same_file_that_comes_again_is_one(site: Site, officer: Browser) -> None:
    answers = [await sends(officer, b"content", **{"X-Nonce": "one-and-the-same"}) for _ in range(3)]
    assert len({answer.json()["message"]["position"] for answer in answers}) == 1
    with site.store.begin() as ledger:
        assert ledger.uploads.get(sealed(f"{HOA} one-and-the-same")) == b"content"
        assert ledger.uploads.held(HOA, site.assistant.clock.now()) == len(b"content")


async def test_a_nonce_belongs_to_one_person(site: Site, officer: Browser) -> None:
    other = await site.officer("AN", "Nguyễn Văn An")
    for browser, content in ((officer, b"Hoa"), (other, b"An")):
        assert (await sends(browser, content, **{"X-Nonce": "the-same-word"})).status_code == 200
    with site.store.begin() as ledger:
        kept = [ledger.uploads.get(sealed(f"{who} the-same-word")) for who in (HOA, "stttt.an")]
    assert kept == [b"Hoa", b"An"]


async def test_what_is_empty_or_too_large_is_refused(officer: Browser) -> None:
    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 1_000_000 + 1):
            yield b" " * 1_000_000

    assert error(await sends(officer, b"")) == (422, "empty_file")
    assert error(await sends(officer, b" " * (MOST_BYTES + 1))) == (413, "too_big")
    assert error(await sends(officer, in_pieces())) == (413, "too_big")
    assert error(await sends(officer, b"x", **{"X-Nonce": "short"})) == (422, "malformed")
    assert error(await sends(officer, b"x", **{"X-Seen": "x"})) == (422, "malformed")
    assert error(await sends(officer, b"x", **{"X-Seen": "9" * 40})) == (422, "malformed")
    assert not [one for one in (await officer.me())["messages"] if one["file"]]


async def test_the_largest_file_that_may_be_is_taken_whole(site: Site, officer: Browser) -> None:
    answer = await sends(officer, b" " * MOST_BYTES, **{"X-Nonce": "the-largest-one"})
    assert answer.json()["message"]["file"]["size"] == MOST_BYTES
    assert len(await site.chat.fetch(sealed(f"{HOA} the-largest-one"), MOST_BYTES)) == MOST_BYTES


async def test_who_has_sent_much_has_to_wait_until_it_is_forgotten(
    officer: Browser, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_HELD", 25)
    for _ in range(2):
        assert (await sends(officer, b"0123456789", **{"X-Nonce": "kept-already"})).status_code == 200
    assert (await sends(officer, b"0123456789")).status_code == 200
    assert error(await sends(officer, b"0123456789")) == (413, "too_much")
    # What is kept already may still come again.
    assert (await sends(officer, b"0123456789", **{"X-Nonce": "kept-already"})).status_code == 200
    clock.advance(LIFE + timedelta(seconds=1))
    assert (await sends(officer, b"0123456789")).status_code == 200


HOSTILE = {
    "../../etc/passwd": "passwd",
    "..\\..\\Biểu: số 1?.xlsx": "Biểu số 1.xlsx",
    "\x00": "tep",
    "..": "tep",
    "a\r\nSet-Cookie: x=1": "aSet-Cookie x=1",
    "ữ" * 300 + ".xlsx": None,
    "<img src=x onerror=alert(1)>.docx": "img src=x onerror=alert(1).docx",
    "Báo cáo\u202excod.exe": "Báo cáoxcod.exe",
    "\u2067Biểu\u2069 số 1.\u202axlsx\u202c": "Biểu số 1.xlsx",
}


async def test_a_name_is_for_show_only(officer: Browser) -> None:
    for name, shown in HOSTILE.items():
        found = (await sends(officer, b"x", name)).json()["message"]["file"]["name"]
        assert found == shown or (shown is None and len(found.encode()) < 256)
    broken = await sends(officer, b"x", **{"X-Name": "%ff%zz"})
    assert broken.json()["message"]["file"]["name"]


async def test_a_file_of_the_assistants_is_saved_and_never_shown(site: Site, officer: Browser) -> None:
    position = gives(site, b"<script>alert(1)</script>", 'BC của Sở; "1".html')
    answer = await officer.get(f"/api/files/{position}")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    named = quote('BC của Sở; "1".html', safe="")
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{named}"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_nobody_else_has_it_nor_is_there_anything_else_to_have(site: Site, officer: Browser) -> None:
    position, gone = gives(site, b"of Hoa", "BC.docx"), gives(site, b"old", "BC-cu.docx", removed=True)
    own = (await sends(officer, b"my own")).json()["message"]["position"]
    other = await site.officer("AN", "Nguyễn Văn An")
    await other.says("một")
    assert error(await other.get(f"/api/files/{position}")) == (404, "no_file")
    for nothing in (gone, own, 1, 2, 10**9, 0, "x"):
        assert error(await officer.get(f"/api/files/{nothing}")) == (404, "no_file")
    assert (await officer.get(f"/api/files/{position}")).content == b"of Hoa"


async def test_who_sends_slowly_keeps_nobody_waiting(site: Site, officer: Browser) -> None:
    other = await site.officer("AN", "Nguyễn Văn An")
    async with AsyncExitStack() as slow:
        for n in range(20):
            head = {"Content-Length": "1000000", "X-Nonce": f"slow-one-{n:03}", "X-Name": "a.docx"}
            line = await slow.enter_async_context(officer.begins("/api/files", **head))
            await line.sends(b"x")
        assert (await sends(other, b"content")).status_code == 200
        assert (await sends(officer, b"content")).status_code == 200


async def test_what_is_held_in_memory_has_an_end_and_is_let_go(
    site: Site, officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_AT_ONCE", 1_000_000)
    quay = quay_of(site)
    async with officer.begins("/api/files", **{"Content-Length": "2000000", "X-Nonce": "half-a-file"}) as line:
        await line.sends(b"x" * 900_000)
        await until(lambda: quay.held.total() == 900_000)
        assert error(await sends(officer, b"x" * 200_000)) == (503, "busy")
        assert (await sends(officer, b"x" * 50_000)).status_code == 200
    await until(lambda: not quay.held)
    assert (await sends(officer, b"x" * 200_000)).status_code == 200


async def test_one_person_cannot_take_the_room_of_all(
    site: Site, officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_OF_ONE", 1_000_000)
    other, quay = await site.officer("AN", "Nguyễn Văn An"), quay_of(site)
    async with officer.begins("/api/files", **{"Content-Length": "2000000", "X-Nonce": "half-a-file"}) as line:
        await line.sends(b"x" * 900_000)
        await until(lambda: quay.held[HOA] == 900_000)
        assert error(await sends(officer, b"x" * 200_000)) == (503, "busy")
        assert (await sends(other, b"x" * 200_000)).status_code == 200
    await until(lambda: not quay.held)


def quay_of(site: Site) -> files.Quay:
    """Where the site's files come in."""
    guard = site.chat.server._server.config.app
    (route,) = [one for one in guard.app.routes if one.path == "/api/files"]
    return route.endpoint.__self__.quay


async def test_a_file_that_never_ends_is_given_up(officer: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    async with officer.begins("/api/files", **{"Content-Length": "100", "X-Nonce": "never-ends"}) as line:
        await line.sends(b"x")
        assert await line.status() == 408
