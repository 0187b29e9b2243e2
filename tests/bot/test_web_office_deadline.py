"""A coordinator picks another deadline on the page, of one unit or of all; the chat shows it and asks once more."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from shorthand import STTTT
from web_world import Browser, Site, a_site

from flows.campaign import Campaign
from flows.clock import VIET_NAM
from flows.draft import Draft

DRAFT = "chi-thi-34/stttt"


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path) as site:
        change(site, deadline=evening(site, 3))
        yield site


def evening(site: Site, days: int) -> datetime:
    """Half past four in the afternoon, so many days from now."""
    now = site.assistant.clock.now().astimezone(VIET_NAM)
    return now.replace(hour=16, minute=30, second=0, microsecond=0) + timedelta(days=days)


def campaign(site: Site) -> Campaign:
    with site.store.begin() as ledger:
        kept = ledger.records.campaign("chi-thi-34")
    assert kept is not None
    return kept


def change(site: Site, **changes: Any) -> None:
    with site.store.begin() as ledger:
        ledger.records.save([ledger.records.campaign("chi-thi-34").model_copy(update=changes)])


async def extending(browser: Browser, whole: bool = False) -> dict[str, Any] | None:
    """What is offered about the deadline of the campaign, or of its only unit."""
    shown = await browser.post("/api/office")
    if not whole:
        shown = await browser.post("/api/office/unit", unit=shown.json()["units"][0]["unit"])
    assert shown.status_code == 200
    return shown.json().get("extending")


async def picks(browser: Browser, offered: dict[str, Any], text: str) -> tuple[int, str]:
    """Has that moment asked for; the status, and the name of the fault."""
    answer = await browser.post("/api/office/do", nonce=next(browser.nonces), offer=offered["offer"], text=text)
    return answer.status_code, answer.json().get("error", "")


@pytest.mark.parametrize("whole", [False, True], ids=["unit", "campaign"])
async def test_the_page_begins_with_the_deadline_that_counts(site: Site, whole: bool) -> None:
    offered = await extending(await site.coordinator(), whole)
    today = site.assistant.clock.now().astimezone(VIET_NAM).date()
    about = {"day": evening(site, 3).date().isoformat(), "hour": "16:30", "today": today.isoformat()}
    label = "Gia hạn cả đợt" if whole else "Gia hạn đơn vị"
    assert offered == {"label": label, "offer": offered["offer"], **about}


async def test_a_deadline_that_has_passed_is_no_day_to_begin_with(site: Site) -> None:
    change(site, deadline=evening(site, -3))
    offered = await extending(await site.coordinator())
    assert offered["day"] == offered["today"]


async def test_a_unit_is_given_longer_once_the_chat_was_told_so(site: Site) -> None:
    coordinator, later = await site.coordinator(), evening(site, 9)
    assert await picks(coordinator, await extending(coordinator), later.isoformat()) == (200, "")
    await coordinator.reads(f"{later:%d/%m/%Y}")
    assert campaign(site).extensions == {}
    await coordinator.presses("Đổi hạn")
    await coordinator.reads(f"Hạn gửi mới của {STTTT.name}")
    assert campaign(site).extensions["stttt"].deadline == later
    assert campaign(site).deadline == evening(site, 3)


async def test_all_are_given_longer_once_the_chat_was_told_so(site: Site) -> None:
    coordinator, later = await site.coordinator(), evening(site, 9)
    assert await picks(coordinator, await extending(coordinator, whole=True), later.isoformat()) == (200, "")
    await coordinator.reads(f"{later:%d/%m/%Y}")
    assert campaign(site).deadline == evening(site, 3)
    await coordinator.presses("Đổi hạn")
    await coordinator.reads("Hạn gửi mới của cả đợt")
    assert campaign(site).deadline == later


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("mai", (422, "no_moment")),
        ("2100-01-01T17:00:00", (422, "no_moment")),
        ("2100-13-01T17:00:00+07:00", (422, "no_moment")),
        ("0001-01-01T00:00:00+07:00", (422, "past")),
        ("2020-01-01T17:00:00+07:00", (422, "past")),
        ("9999-12-31T23:59:59-07:00", (422, "far")),
        ("", (409, "stale")),
    ],
    ids=["no moment", "no offset", "no day", "first", "past", "last", "nothing"],
)
async def test_what_is_no_moment_to_come_is_refused(site: Site, text: str, fault: tuple[int, str]) -> None:
    coordinator = await site.coordinator()
    before = (await coordinator.me())["change"]
    assert await picks(coordinator, await extending(coordinator), text) == fault
    await coordinator.says("/tiendo")
    await coordinator.reads("Đã gửi")
    later = [one for one in (await coordinator.me())["messages"] if one["change"] > before]
    assert len(later) == 2


async def test_the_moment_is_that_of_viet_nam_wherever_it_was_written(site: Site) -> None:
    coordinator, later = await site.coordinator(), evening(site, 9)
    assert await picks(coordinator, await extending(coordinator), later.astimezone(UTC).isoformat()) == (200, "")
    await coordinator.reads(f"16:30 {later:%d/%m/%Y}")


async def test_nothing_is_offered_where_the_chat_offers_nothing(site: Site) -> None:
    coordinator = await site.coordinator()
    with site.store.begin() as ledger:
        draft = Draft(id=DRAFT, unit="stttt", campaign="chi-thi-34", outline="chi-thi-34", version=1, state="accepted")
        ledger.records.save([draft])
    assert await extending(coordinator) is None
    assert await extending(coordinator, whole=True)
    for state in ("planned", "closed"):
        change(site, state=state)
        assert await extending(coordinator, whole=True) is None
