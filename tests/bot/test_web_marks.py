"""A text that would hold everybody up is refused at the door; whatever is taken is read in no time."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from shorthand import STTTT
from web_world import Browser, Site, a_site, text

from flows.letter import Letter
from flows.report import Run
from flows.turn import Button, Press
from flows.wording import plain

HEAPS = ("a" + "\u0301\u0316" * 30_000, "a" + "\u302d\u302a" * 10_000, "ế" + "\u0f73" * 31)
GRID = Press(do="grid", draft="chi-thi-34/stttt", key="khen-thuong")


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path) as site:
        yield site


@pytest.fixture
async def officer(site: Site) -> Browser:
    """An officer who has come in."""
    return await site.officer()


async def test_a_text_with_heaps_of_marks_is_refused_in_words_of_its_own_and_kept_nowhere(officer: Browser) -> None:
    before = (await officer.me())["change"]
    for heap in HEAPS:
        refused = await officer.says(heap)
        assert (refused.status_code, refused.json()["error"]) == (422, "overladen")
        assert refused.json()["text"] == plain("web.refused_overladen")
    assert (await officer.me())["change"] == before


async def test_nor_does_an_own_text_come_to_say_that(officer: Browser) -> None:
    position = (await officer.says("Đã mở lớp.")).json()["message"]["position"]
    body = {"nonce": next(officer.nonces), "position": position, "text": HEAPS[1]}
    refused = await officer.post("/api/edit", **body)
    assert (refused.status_code, refused.json()["error"]) == (422, "overladen")
    assert (await officer.post("/api/edit", **body | {"text": "Đã mở hai lớp."})).status_code == 200


async def test_what_is_written_in_the_coordinators_page_is_refused_alike(site: Site) -> None:
    coordinator = await site.coordinator()
    body = {"nonce": next(coordinator.nonces), "offer": "x"}
    refused = await coordinator.post("/api/office/do", **body, text=HEAPS[1])
    assert (refused.status_code, refused.json()["error"]) == (422, "overladen")
    assert (await coordinator.post("/api/office/do", **body, text="Bổ sung.")).json()["error"] == "stale"


async def test_a_cell_with_heaps_of_marks_is_named(site: Site, officer: Browser) -> None:
    now = site.assistant.clock.now()
    knob = Button(label="Nhập trên bảng", press=GRID)
    to = {"id": "test.0", "channel": "web", "address": f"{STTTT.id}.hoa", "person": f"{STTTT.id}.hoa"}
    with site.store.begin() as ledger:
        ledger.outbox.queue([Letter(**to, runs=(Run(text="Biểu"),), buttons=((knob,),), not_before=now, at=now)])
    texts = {"gk-ca-nhan": "5", "ghi-chu": HEAPS[1]}
    cells = [{"row": row, "column": "2014", "text": typed} for row, typed in texts.items()]
    refused = await officer.post("/api/grid/send", n="test.0.0", rev=0, nonce=next(officer.nonces), cells=cells)
    assert refused.status_code == 422
    assert refused.json()["faults"] == [
        {"row": "ghi-chu", "column": "2014", "text": plain("web.refused_overladen")},
    ]


async def test_lines_without_end_are_too_much_however_they_come(officer: Browser) -> None:
    await officer.presses("Bắt đầu")
    await officer.reads("Đặc điểm")
    said = await officer.says("Đã mở lớp.")
    await officer.reads("Đã mở lớp.")
    endless = "a\n" * 2_001
    await officer.says(endless)
    await officer.reads(plain("refusal.too_much"))
    position = said.json()["message"]["position"]
    await officer.post("/api/edit", nonce=next(officer.nonces), position=position, text=endless)
    assert plain("refusal.too_much") in text(await officer.reads("giữ"))
