"""A page speaks for the person for whom it was opened, whatever has become of the cookie of its browser since."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from web_world import SANDBOX, Browser, Site, a_site, text

from bot.web_chat.hall import key_of

HOA = "stttt.hoa"
NONCE = {"X-Nonce": "nonce-of-eight", "X-Name": "a.docx"}


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path) as site:
        yield site


@pytest.fixture
async def shared(site: Site) -> Browser:
    """A browser in which An's page stands open, and which Hoa has come in with since."""
    browser = await site.officer("AN", "Nguyễn Văn An")
    an = browser.http.headers["X-Person"]
    await browser.enters(site.invite("HOA", "Trần Thị Hoa"))
    browser.http.headers["X-Person"] = an
    return browser


SAYING = {"nonce": "nonce-of-eight", "text": "Lời của An.", "seen": 99}
DOES: dict[str, dict[str, Any]] = {
    "/api/say": {"json": SAYING},
    "/api/edit": {"json": SAYING | {"position": 4}},
    "/api/press": {"json": {"nonce": "nonce-of-eight", "position": 2, "place": 0}},
    "/api/files": {"content": b"An", "headers": NONCE},
    "/api/grid/send": {"json": {"n": "1.0.0", "rev": 0, "nonce": "nonce-of-eight", "cells": []}},
    "/api/office/do": {"json": {"nonce": "nonce-of-eight", "offer": "x"}},
}
READS = ("/api/me", "/api/before?position=9", "/api/files/2", "/api/stream")
ALSO_POSTS = ("/api/grid", "/api/office", "/api/office/unit", "/api/look", "/api/leave")


async def refused(browser: Browser, method: str, path: str, **sent: Any) -> tuple[int, str]:
    """How it was refused; always with a sentence."""
    sent["headers"] = SANDBOX | sent.get("headers", {})
    answer = await browser.http.request(method, path, **sent)
    assert answer.json()["text"]
    return answer.status_code, answer.json()["error"]


async def test_nothing_is_done_for_somebody_else_than_the_page_was_opened_for(site: Site, shared: Browser) -> None:
    for path, sent in DOES.items():
        assert (path, await refused(shared, "POST", path, **sent)) == (path, (409, "other_person"))
    for path in ALSO_POSTS:
        assert (path, await refused(shared, "POST", path)) == (path, (409, "other_person"))
    hoa = site.browser(cookies=dict(shared.http.cookies))
    assert (await hoa.me())["person"]["name"] == "Trần Thị Hoa"
    assert not [one for one in (await hoa.me())["messages"] if one["own"]]
    with site.store.begin() as ledger:
        assert ledger.uploads.held(HOA, site.assistant.clock.now()) == 0


async def test_nothing_is_shown_of_somebody_else_either(shared: Browser) -> None:
    for path in READS:
        assert (path, await refused(shared, "GET", path)) == (path, (409, "other_person"))
    # A stream and a link can only say it in the address.
    an = shared.http.headers.pop("X-Person")
    for path in ("/api/stream?after=0&as=", "/api/files/2?as="):
        assert (path, await refused(shared, "GET", path + an)) == (path, (409, "other_person"))


async def test_a_page_that_begins_need_not_know_yet_whose_it_is(shared: Browser) -> None:
    del shared.http.headers["X-Person"]
    hoa = (await shared.me())["person"]["key"]
    assert hoa == key_of(HOA)
    async with shared.http.stream("GET", f"/api/stream?after=0&as={hoa}") as answer:
        assert answer.status_code == 200
    assert (await shared.says("Lời của Hoa.")).status_code == 200
    assert "Lời của Hoa." in map(text, (await shared.me())["messages"])


async def test_no_page_may_forget_to_say_for_whom_it_does_something(site: Site) -> None:
    officer = await site.officer()
    del officer.http.headers["X-Person"]
    for path, sent in DOES.items():
        assert (path, await refused(officer, "POST", path, **sent)) == (path, (422, "malformed"))
