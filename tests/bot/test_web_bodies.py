"""Whatever a page sends is taken or refused with a sentence; nothing that it sends is more than the program bears."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import ClientDisconnect
from web_world import SANDBOX, Browser, Site, a_site, text

from bot.telegram_text import to_runs, units
from bot.web_chat.hall import MOST_JSON, known, sealed
from bot.web_chat.inbound import LONGEST_TEXT, MOST_STYLES
from bot.web_chat.limits import MOST_KNOWN, MOST_PAGES, POSTS, Limits, TooMany
from bot.web_chat.stream import Stream
from bot.web_chat.styles import Style, styled
from bot.web_chat.talk import _Lines
from bot.web_chat.wire import told


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path) as site:
        yield site


@pytest.fixture
async def officer(site: Site) -> Browser:
    """An officer who has come in."""
    return await site.officer()


async def posted(officer: Browser, content: Any, path: str = "/api/say") -> tuple[int, str]:
    """The status and the error of what comes of posting bytes; every error has a sentence."""
    answer = await officer.http.post(path, content=content, headers=SANDBOX)
    said = answer.json()
    assert "text" in said or answer.status_code == 200
    return answer.status_code, said.get("error", "")


async def in_pieces(size: int) -> AsyncIterator[bytes]:
    """So many bytes that do not say beforehand how many they are."""
    for _ in range(size // 10_000 + 1):
        yield b" " * 10_000


async def test_more_than_a_page_ever_sends_is_refused_whether_it_is_announced_or_not(officer: Browser) -> None:
    assert await posted(officer, b" " * (MOST_JSON + 1)) == (413, "too_big")
    assert await posted(officer, in_pieces(MOST_JSON)) == (413, "too_big")
    assert (await officer.says("Vẫn nhận.")).status_code == 200


SAYING = {"nonce": "nonce-of-eight", "text": "Một đoạn.", "seen": 0}
MALFORMED: dict[str, Any] = {
    "nothing": b"",
    "no JSON": b"{",
    "no object": b"[]",
    "null": b"null",
    "bytes": b"\xff\xfe\x00",
    "deep": b'{"text": ' + b"[" * 100_000,
    "deep and whole": b"[" * 5_000 + b"]" * 5_000,
    "no text": {**SAYING, "text": ""},
    "no nonce": {"text": "a"},
    "a short nonce": {**SAYING, "nonce": "short"},
    "a long nonce": {**SAYING, "nonce": "n" * 65},
    "a nonce with a gap": {**SAYING, "nonce": "nonce of eight"},
    "a nonce with an end of line": {**SAYING, "nonce": "nonce-of-eight\n"},
    "unknown": {**SAYING, "address": "stttt.khac"},
    "seen is text": {**SAYING, "seen": "x"},
    "seen is negative": {**SAYING, "seen": -1},
    "seen is too large": {**SAYING, "seen": 2**70},
    "a style before the text": {**SAYING, "styles": [{"at": -1, "length": 2, "bold": True}]},
    "too many styles": {**SAYING, "styles": [{"at": 0, "length": 1}] * (MOST_STYLES + 1)},
}


async def test_what_no_page_of_ours_sends_is_refused(officer: Browser) -> None:
    before = (await officer.me())["change"]
    contents = {name: body if isinstance(body, bytes) else json.dumps(body) for name, body in MALFORMED.items()}
    answers = {name: await posted(officer, content) for name, content in contents.items()}
    assert answers == dict.fromkeys(MALFORMED, (422, "malformed"))
    assert (await officer.me())["change"] == before


async def test_no_number_is_too_large_to_be_refused(officer: Browser) -> None:
    for path, more in (
        ("/api/edit", {"text": "a", "position": 2**70}),
        ("/api/press", {"position": 2**70, "place": 0}),
        ("/api/press", {"position": 2, "place": 2**70}),
    ):
        assert await posted(officer, json.dumps({"nonce": "nonce-of-eight", **more}), path) == (422, "malformed")


async def test_no_number_in_an_address_is_too_large_either(officer: Browser) -> None:
    for number in ("-1", "x", "", "9" * 30, "9" * 5_000, "٣", "1e3"):
        answer = await officer.get(f"/api/before?position={number}")
        assert (answer.status_code, answer.json()["error"]) == (422, "malformed")
        answer = await officer.get(f"/api/files/{number or 'x'}")
        assert (answer.status_code, answer.json()["error"]) == (404, "no_file")
        async with officer.listens(number) as ear:
            assert (await ear.next())["change"] == 1


async def test_the_longest_text_is_taken_and_a_longer_one_refused_in_words_of_its_own(officer: Browser) -> None:
    longest = "ữ" * (LONGEST_TEXT - 1) + "👍"
    assert (await officer.says(longest)).json()["message"]["runs"] == [{"text": longest}]
    long = await officer.says(longest + "a")
    assert (long.status_code, long.json()["error"]) == (413, "too_long")


AWKWARD = ("a\x00b", "\x00", "\u202e\u200b", "<script>alert(1)</script>", "{{web.send}}", "'; --", "\ufffe\u2028")


async def test_whatever_is_typed_comes_back_as_it_was(officer: Browser) -> None:
    for awkward in AWKWARD:
        await officer.says(awkward)
    own = [text(one) for one in (await officer.me())["messages"] if one["own"]]
    assert own == list(AWKWARD)


async def test_a_text_with_as_many_styles_as_there_may_be_holds_nobody_up(officer: Browser) -> None:
    styles = [{"at": n * 20, "length": 10, "bold": n % 2 == 0, "italic": True} for n in range(MOST_STYLES)]
    answer = await officer.says("a" * LONGEST_TEXT, styles=styles)
    assert len(answer.json()["message"]["runs"]) == 2 * MOST_STYLES


PLACES = st.integers(0, 12)
STYLES = st.builds(Style, at=PLACES, length=PLACES, bold=st.booleans(), italic=st.booleans(), underline=st.booleans())


@given(st.text("aữ👍\n", max_size=8), st.lists(STYLES, max_size=6))
def test_styles_are_read_as_telegram_s_are(said: str, styles: list[Style]) -> None:
    names = ("bold", "italic", "underline")
    entities = [
        {"type": name, "offset": style.at, "length": style.length}
        for style in styles
        for name in names
        if getattr(style, name)
    ]
    runs = styled(said, styles)
    assert "".join(run.text for run in runs) == said
    assert _letter_by_letter(runs) == _letter_by_letter(to_runs(said, entities))


def _letter_by_letter(runs: Any) -> list[tuple[str, bool, bool, bool]]:
    return [(letter, run.bold, run.italic, run.underline) for run in runs for letter in run.text]


def test_a_browser_counts_as_telegram_does() -> None:
    assert [units(char) for char in "aữ👍"] == [1, 1, 2]


async def test_who_does_more_than_anybody_can_has_to_wait_and_the_others_do_not(site: Site, officer: Browser) -> None:
    other = await site.officer("AN", "Nguyễn Văn An")
    done = [await posted(officer, b"{") for _ in range(2 * int(POSTS[0]))]
    assert set(done) == {(422, "malformed"), (429, "slow")}
    assert set(done[: int(POSTS[0]) - 1]) == {(422, "malformed")}
    assert (await other.says("Tôi vẫn làm được.")).status_code == 200


async def test_what_is_remembered_of_names_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits()
    for n in range(MOST_KNOWN + 100):
        await limits.wrong(f"network {n}")
    assert len(limits._wrong) == MOST_KNOWN
    for _ in range(19):
        await limits.wrong("network 5000")
    with pytest.raises(TooMany):
        await limits.wrong("network 5000")
    await limits.wrong("network 0")


async def test_one_person_has_so_many_pages_open_and_the_oldest_makes_room(site: Site, officer: Browser) -> None:
    other = await site.officer("AN", "Nguyễn Văn An")
    hub = site.chat.hall.hub
    async with other.listens(0) as elsewhere, officer.listens(0) as oldest:
        await oldest.next("me")
        for _ in range(MOST_PAGES - 1):
            hub.open("stttt.hoa", "device", office=False)
        async with officer.listens(0) as newest:
            # Without a word, and so a browser goes on by itself from where it was.
            assert "event: reset" not in [line async for line in oldest.lines]
            assert hub.opened("stttt.hoa") == MOST_PAGES
            await newest.next("me")
            await officer.says("Vẫn nghe.")
            await newest.next()
        await elsewhere.next("me")


async def test_however_many_pages_come_at_once_each_is_counted(site: Site, officer: Browser) -> None:
    many = 2 * MOST_PAGES
    async with AsyncExitStack() as pages:
        lines = [await pages.enter_async_context(officer.begins("/api/stream", "GET")) for _ in range(many)]
        assert {await one.status() for one in lines} == {200}
        assert site.chat.hall.hub.opened("stttt.hoa") == MOST_PAGES


async def test_a_page_that_is_given_up_before_it_hears_anything_is_closed(site: Site, officer: Browser) -> None:
    hall = site.chat.hall
    with site.store.begin() as ledger:
        visitor = known(ledger, sealed(officer.http.cookies["decuong"]), site.assistant.clock.now())
    lines = _Lines(Stream(hall, visitor, 0, told))
    assert hall.hub.opened() == 1

    async def breaks(*_: Any) -> Any:
        raise ConnectionError

    with pytest.raises(ClientDisconnect):
        await lines({"type": "http", "asgi": {"spec_version": "2.4"}}, breaks, breaks)
    assert hall.hub.opened() == 0


async def test_a_body_that_never_ends_is_given_up(officer: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web_chat.hall.PATIENCE", 0.05)
    async with officer.begins("/api/say", **{"Content-Length": "100"}) as line:
        await line.sends(b"{")
        assert await line.status() == 408


async def test_whoever_goes_away_while_sending_leaves_nothing_in_the_log(
    officer: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    for path in ("/api/say", "/api/files"):
        async with officer.begins(path, **{"Content-Length": "100", "X-Nonce": "gone-away"}) as line:
            await line.sends(b"{")
        await officer.me()
    assert [one.getMessage() for one in caplog.records if one.levelname not in ("DEBUG", "INFO")] == []
