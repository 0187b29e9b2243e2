"""The bar of the demonstration: one plays whom one likes, never two at once, and may push the time."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from demo_seeded import NOW, SEEDS, Demonstration, a_demonstration, once
from web_world import SANDBOX, Browser, a_site, text

from bot.clock import StoppedClock, SystemClock
from bot.demo.clock import DemoClock


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeded database."""
    return once(tmp_path_factory)


@pytest.fixture
async def demo(tmp_path: Path, seeded: Path) -> AsyncIterator[Demonstration]:
    async with a_demonstration(tmp_path, seeded) as demo:
        yield demo


def moments(demo: Demonstration) -> list[str]:
    """When something was written to the officer since NOW, what was taken back included."""
    officer = next(SEEDS.id_of(one) for one in SEEDS.people if one.plays == "officer")
    with demo.store.begin() as ledger:
        written = ledger.messages.before(officer, 2**53, 20)
    return [f"{one.at:%d %H:%M}" for one in written if one.at > NOW]


async def push(browser: Browser, step: str) -> datetime:
    answer = await browser.post("/api/demo/clock", step=step)
    assert answer.status_code == 200
    return datetime.fromisoformat(answer.json()["now"])


async def test_whoever_comes_plays_nobody_and_is_offered_three_roles(demo: Demonstration) -> None:
    shown = (await demo.browser().get("/api/demo")).json()
    assert shown["role"] == ""
    assert datetime.fromisoformat(shown["now"]) == NOW
    assert [one["role"] for one in shown["roles"]] == ["officer", "head", "coordinator"]
    assert shown["roles"][0]["unit"] == "Sở Thông tin và Truyền thông"
    assert all(one["label"] and one["name"] and one["does"] for one in shown["roles"])


async def test_a_role_that_there_is_not_is_refused(demo: Demonstration) -> None:
    browser = demo.browser()
    for role in ("", "anybody"):
        assert (await browser.post("/api/demo/as", role=role)).status_code == 422
    assert (await browser.get("/api/me")).status_code == 401


async def test_to_play_somebody_else_shows_that_chat_alone(demo: Demonstration) -> None:
    browser = await demo.visitor("officer")
    first = await browser.me()
    assert (await browser.post("/api/demo/as", role="coordinator")).status_code == 204
    assert (await browser.get("/api/me")).status_code == 409, "a page of the one before begins anew"
    browser.http.headers.pop("X-Person")
    second = await browser.me()
    assert (first["person"]["role"], second["person"]["role"]) == ("officer", "coordinator")
    assert (await browser.get("/api/demo")).json()["role"] == "coordinator"
    said = {text(one) for one in first["messages"]}
    assert said.isdisjoint(text(one) for one in second["messages"])


async def test_what_is_typed_in_one_role_stands_in_no_other_chat(demo: Demonstration) -> None:
    demo.clock.let_run(SystemClock())
    officer, head = await demo.visitor("officer"), await demo.visitor("head")
    await officer.says("Cách làm sáng tạo là điểm truy nhập cộng đồng tại 35 xã.")
    await officer.reads("Đã lưu 2 đoạn")
    assert not any("35 xã" in text(one) for one in (await head.me())["messages"])


async def test_the_device_of_whoever_was_played_before_is_let_in_no_more(demo: Demonstration) -> None:
    browser = await demo.visitor("officer")
    before = dict(browser.http.cookies)
    await browser.post("/api/demo/as", role="head")
    late = demo.browser(cookies=before)
    assert (await late.get("/api/me")).status_code == 401


async def test_three_days_later_the_officer_has_been_reminded_each_at_its_hour(demo: Demonstration) -> None:
    officer = await demo.visitor("officer")
    assert await push(officer, "three-days") == NOW + timedelta(days=3)
    assert "còn 4 ngày" in text((await officer.me())["messages"][-1])
    assert await push(officer, "three-days") == NOW + timedelta(days=6)
    assert "còn 9 giờ" in text((await officer.me())["messages"][-1])
    # The deadline is Tuesday the 22nd; three days before it is a Saturday. Each takes the place of the one before.
    assert moments(demo) == ["18 01:00", "21 01:00", "22 01:00"]


async def test_an_hour_is_an_hour_and_the_next_morning_is_the_next_morning(demo: Demonstration) -> None:
    officer = await demo.visitor("officer")
    assert await push(officer, "hour") == NOW + timedelta(hours=1)
    assert (await push(officer, "morning")).isoformat() == "2026-12-17T01:30:00+00:00"


async def test_past_the_deadline_that_step_is_offered_no_more_and_changes_nothing(demo: Demonstration) -> None:
    coordinator = await demo.visitor("coordinator")
    now = await push(coordinator, "deadline")
    assert now.isoformat() == "2026-12-22T10:01:00+00:00"
    assert "deadline" not in (await coordinator.get("/api/demo")).json()["steps"]
    assert await push(coordinator, "deadline") == now


async def test_a_step_that_there_is_not_is_refused(demo: Demonstration) -> None:
    officer = await demo.visitor("officer")
    assert (await officer.post("/api/demo/clock", step="year")).status_code == 422


async def test_the_head_signs_and_the_office_hears_of_it(demo: Demonstration) -> None:
    head, office = await demo.visitor("head"), await demo.visitor("coordinator")
    await head.presses("Duyệt")
    assert "Nông Thị Hạnh" in text(await office.reads("Sở Giáo dục và Đào tạo đã gửi báo cáo"))


async def test_other_pages_may_not_play_anybody(demo: Demonstration) -> None:
    http = demo.browser().http
    foreign = {**SANDBOX, "Origin": "https://example.org"}
    assert (await http.post("/api/demo/as", json={"role": "officer"}, headers=foreign)).status_code == 403
    assert (await http.post("/api/demo/as", json={"role": "officer"})).status_code == 403


@pytest.mark.parametrize("path", ["/api/demo", "/api/demo/as", "/api/demo/clock"])
async def test_a_site_that_is_no_demonstration_has_none_of_it(tmp_path: Path, path: str) -> None:
    async with a_site(tmp_path) as site:
        officer = await site.officer()
        assert (await officer.get(path)).status_code == 404
        assert (await officer.post(path, role="head", step="hour")).status_code == 404
        assert (await officer.me())["demo"] is False


def test_the_clock_goes_on_from_where_it_stands_and_is_never_put_back() -> None:
    clock = DemoClock(NOW)
    clock.push(NOW - timedelta(days=1))
    clock.let_run(StoppedClock(NOW - timedelta(minutes=5)))
    assert clock.now() == NOW
    clock.let_run(StoppedClock(NOW + timedelta(minutes=5)))
    assert clock.now() == NOW + timedelta(minutes=5)
