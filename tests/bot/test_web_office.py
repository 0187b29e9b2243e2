"""The coordinators' page shows what the chat shows and does what the chat's buttons do, for coordinators alone."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from shorthand import STTTT
from web_world import Browser, Site, a_site, text

from bot.view import blank_drafts, outline
from flows.campaign import Unit
from flows.progressing_words import sign, state
from flows.turn import Event

JUSTICE = Unit(id="stp", name="Sở Tư pháp", kind="so", code="STP", officer="Nông Văn Dũng")
DISTRICT = Unit(id="bs", name="Ủy ban nhân dân huyện Bắc Sơn", group="Khối huyện")
UNITS = (STTTT, JUSTICE, DISTRICT)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path, units=UNITS) as site:
        due(site, timedelta(days=3))
        yield site


def due(site: Site, after: timedelta) -> None:
    """Sets the deadline of the campaign."""
    with site.store.begin() as ledger:
        asked = ledger.records.campaign("chi-thi-34")
        ledger.records.save([asked.model_copy(update={"deadline": site.assistant.clock.now() + after})])


def begin(site: Site, unit: Unit, **draft: Any) -> None:
    """Has a unit's draft be somewhere."""
    with site.store.begin() as ledger:
        blank, _ = blank_drafts(unit, ledger.records.campaign("chi-thi-34"), outline)
        kept = ledger.records.draft(blank.id) or blank
        fresh = {"touched": site.assistant.clock.now(), "done": 5, "total": 45}
        ledger.records.save([kept.model_copy(update=fresh | draft)])


async def overview(browser: Browser, **wanted: str) -> dict[str, Any]:
    answer = await browser.post("/api/office", **wanted)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def opened(browser: Browser, unit: Unit) -> dict[str, Any]:
    """The page of a unit."""
    row = next(row for row in (await overview(browser))["units"] if row["name"] == unit.name)
    answer = await browser.post("/api/office/unit", unit=row["unit"])
    assert answer.status_code == 200, answer.text
    return answer.json()


def offer(shown: dict[str, Any], do: str) -> str:
    return next(one["offer"] for one in shown["offers"] if one["do"] == do)


async def does(browser: Browser, sealed: str, **more: str) -> int:
    answer = await browser.post("/api/office/do", **{"nonce": next(browser.nonces), "offer": sealed} | more)
    return answer.status_code


def labels(message: dict[str, Any]) -> list[str]:
    return [knob["label"] for row in message["buttons"] for knob in row]


async def pages_of(browser: Browser, sealed: str = "x") -> list[Any]:
    asked = (("/api/office", {}), ("/api/office/unit", {"unit": sealed}))
    done = ("/api/office/do", {"nonce": "nonce-0001", "offer": sealed})
    return [await browser.post(path, **body) for path, body in (*asked, done)]


async def test_nobody_but_a_coordinator_is_shown_or_offered_anything(site: Site) -> None:
    coordinator, officer, head = await site.coordinator(), await site.officer(), site.browser()
    await head.enters(site.invite("VAN", "Lý Thị Vân", STTTT, "head"))
    sealed = (await overview(coordinator))["units"][0]["unit"]
    for browser in (officer, head):
        answers = await pages_of(browser, sealed)
        assert {answer.status_code for answer in answers} == {403}
        assert all(set(answer.json()) == {"error", "text"} for answer in answers)
    assert {answer.status_code for answer in await pages_of(site.browser(), sealed)} == {401}


async def test_a_coordinator_who_becomes_an_officer_is_shown_nothing_more(site: Site) -> None:
    coordinator = await site.coordinator()
    shown = await overview(coordinator)
    with site.store.begin() as ledger:
        person = ledger.records.person("ban-tdkt.ban")
        ledger.records.save([person.model_copy(update={"role": "officer"})])
    assert {answer.status_code for answer in await pages_of(coordinator, shown["units"][0]["unit"])} == {403}


async def test_the_overview_says_what_the_chat_says(site: Site) -> None:
    begin(site, JUSTICE, state="submitted", submitted_at=site.assistant.clock.now())
    begin(site, DISTRICT, state="signing", signed="f" * 64)
    coordinator = await site.coordinator()
    await coordinator.says("/tiendo")
    told = text(await coordinator.reads("Đã gửi"))
    shown = await overview(coordinator)
    assert f"Đã gửi {shown['sent']}/{shown['total']} đơn vị ({shown['percent']}%)" in told
    assert f"Hạn: {shown['deadline']}\n" in told
    assert f"{shown['latest']}\n" in told
    flags = [one for one in shown["flags"] if one.get("count") and one["state"] != "unmet"]
    counted = [f"{sign(one['state'])} {one['label']}: {one['count']}" for one in (*shown["counts"], *flags)]
    assert "\n".join(counted) in told
    assert "\n".join(f"{one['name']}: {one['sent']}/{one['total']}" for one in shown["groups"]) in told
    assert [one["count"] for one in shown["counts"]] == [1, 0, 1, 1, 0, 0]


async def test_a_unit_of_the_list_is_as_the_chat_has_it(site: Site) -> None:
    begin(site, JUSTICE, done=7)
    due(site, -timedelta(days=2))
    await site.officer()
    first, row, _ = (await overview(await site.coordinator()))["units"]
    assert (first["name"], first["officer"], first["flags"]) == (STTTT.name, "Trần Thị Hoa", ["overdue"])
    assert (row["name"], row["officer"], row["group"]) == ("Sở Tư pháp", "Nông Văn Dũng", "Sở")
    assert (row["state"], row["state_label"], row["flags"]) == ("working", state("working"), ["overdue", "unmet"])
    assert (row["done"], row["total"], row["left"]) == (7, 45, "đã quá hạn 2 ngày")
    assert [one["do"] for one in row["offers"]] == ["unit-draft", "chase-unit", "extend-unit"]


async def test_the_page_offers_what_the_chat_has_buttons_for(site: Site) -> None:
    begin(site, JUSTICE, state="submitted")
    coordinator = await site.coordinator()
    offered = (await overview(coordinator))["offers"]
    await coordinator.says("/tiendo")
    progress = labels(await coordinator.reads("Đã gửi"))
    await coordinator.says("/tonghop")
    packing = labels(await coordinator.reads("Tải tất cả"))
    own = [one["label"] for one in offered if one["do"] in ("consolidate", "links", "campaign")]
    shown = [*(label for label in progress if label in ("📊 Biểu đồ", "Bảng Excel", *progress[-2:])), packing[-1]]
    assert [one["label"] for one in offered if one["label"] not in own] == [label.lstrip("📊🗂 ") for label in shown]
    assert own == ["Tổng hợp", "Đường liên kết mời", "Đợt báo cáo"]


@pytest.mark.parametrize(
    ("draft", "does_"),
    [
        ({}, ["unit-draft", "chase-unit"]),
        ({"state": "signing"}, ["unit-draft", "chase-unit"]),
        ({"state": "submitted"}, ["accept", "unit-draft"]),
        ({"state": "accepted"}, ["reopen-report", "unit-draft"]),
    ],
    ids=["working", "signing", "submitted", "accepted"],
)
async def test_a_unit_offers_what_makes_sense_in_its_state(site: Site, draft: dict[str, Any], does_: list[str]) -> None:
    begin(site, JUSTICE, **draft)
    read = await opened(await site.coordinator(), JUSTICE)
    always = ["invite-message", "roles", "history", "reminders"]
    assert [one["do"] for one in read["offers"]] == [*does_, *always]
    assert bool(read["returning"]) == (draft.get("state") == "submitted")
    assert ("extending" in read) == ("chase-unit" in does_)


async def test_what_is_done_on_the_page_is_answered_in_the_chat_as_a_button_is(site: Site) -> None:
    await site.officer()
    coordinator = await site.coordinator()
    sealed = offer((await overview(coordinator))["units"][0], "chase-unit")
    await coordinator.says("/tiendo")
    await coordinator.reads("Đã gửi")
    for label, answer in (("Danh sách đơn vị", "bấm số thứ tự"), ("1", "Hạn gửi:"), ("Đôn đốc đơn vị", "Đôn đốc ngay")):
        await coordinator.presses(label)
        by_button = await coordinator.reads(answer)
    assert await does(coordinator, sealed) == 200
    by_page = await newer(coordinator, by_button)
    assert text(by_page) == text(by_button)
    await coordinator.presses("Đôn đốc ngay")
    await coordinator.reads("in đôn đốc")
    with site.store.begin() as ledger:
        assert [fact.event.name for fact in ledger.events.history("chi-thi-34/stttt")][-1] == "chased"


async def newer(browser: Browser, than: dict[str, Any]) -> dict[str, Any]:
    """The next message of the assistant's below that one."""
    async with asyncio.timeout(20):
        while True:
            last = [one for one in (await browser.me())["messages"] if not one["own"]][-1]
            if last["position"] > than["position"]:
                return last
            await asyncio.sleep(0.02)


async def test_a_report_is_accepted_once_however_often_it_is_posted(site: Site) -> None:
    begin(site, JUSTICE, state="submitted")
    coordinator = await site.coordinator()
    sealed = offer(await opened(coordinator, JUSTICE), "accept")
    posts = (coordinator.post("/api/office/do", nonce="the-same-one", offer=sealed) for _ in range(4))
    assert {answer.status_code for answer in await asyncio.gather(*posts)} == {200}
    await coordinator.reads("đã được tiếp nhận")
    with site.store.begin() as ledger:
        assert ledger.records.draft("chi-thi-34/stp").state == "accepted"
        facts = [fact.event.name for fact in ledger.events.history("chi-thi-34/stp")]
    assert facts == ["accepted"]
    assert not any("Chưa làm gì" in text(one) for one in (await coordinator.me())["messages"])


async def test_an_offer_of_another_coordinator_is_refused(site: Site) -> None:
    ban, lan = await site.coordinator(), await site.coordinator("LAN", "Ngô Thị Lan")
    sealed = (await overview(ban))["units"][0]
    assert await does(lan, offer(sealed, "chase-unit")) == 409
    assert (await lan.post("/api/office/unit", unit=sealed["unit"])).status_code == 409
    refused = await lan.post("/api/office/do", nonce="nonce-0001", offer=offer(sealed, "chase-unit"))
    assert refused.json()["error"] == "stale"


async def test_an_offer_opens_only_what_it_is_an_offer_of(site: Site) -> None:
    coordinator = await site.coordinator()
    row = (await overview(coordinator))["units"][0]
    chase = offer(row, "chase-unit")
    assert (await coordinator.post("/api/office/unit", unit=chase)).status_code == 409
    assert (await coordinator.post("/api/office", campaign=row["unit"])).status_code == 409
    assert await does(coordinator, chase, text="more") == 409


async def test_after_a_restart_offers_are_stale_and_new_ones_are_made(tmp_path: Path) -> None:
    async with a_site(tmp_path, units=UNITS) as site:
        coordinator = await site.coordinator()
        before, cookies = (await overview(coordinator))["units"][0], dict(coordinator.http.cookies)
    async with a_site(tmp_path, units=UNITS) as site:
        again = site.browser(cookies=cookies)
        await again.me()
        await again.me()
        assert await does(again, offer(before, "chase-unit")) == 409
        assert await does(again, offer((await overview(again))["units"][0], "chase-unit")) == 200


async def test_another_campaign_is_looked_at_by_its_offer(site: Site) -> None:
    coordinator = await site.coordinator()
    with site.store.begin() as ledger:
        first = ledger.records.campaign("chi-thi-34")
        other = {"id": "dot-2", "rev": 0, "title": "Đợt thứ hai", "units": ("stp",), "deadline": None}
        ledger.records.save([first.model_copy(update=other)])
    choices = {one["title"]: one for one in (await overview(coordinator))["campaigns"]}
    shown = await overview(coordinator, campaign=choices["Đợt thứ hai"]["offer"])
    assert (shown["title"], [row["name"] for row in shown["units"]]) == ("Đợt thứ hai", ["Sở Tư pháp"])
    assert [one["title"] for one in shown["campaigns"] if one["current"]] == ["Đợt thứ hai"]


async def test_an_open_page_of_a_coordinator_hears_that_something_was_done(site: Site) -> None:
    coordinator = await site.coordinator()
    change = (await coordinator.me())["change"]
    async with coordinator.listens(change) as ear:
        await ear.next("me")
        with site.store.begin() as ledger:
            ledger.events.append([Event(name="answer.closed", draft="chi-thi-34/stp")], 1, site.assistant.clock.now())
        assert await ear.next("office") == {}
