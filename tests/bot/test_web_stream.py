"""An open page hears everything once and in order, however its line breaks; nothing of it is left once it is closed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from web_world import Browser, Site, a_site, text, until

from bot.web_chat.stream import MOST_MISSED
from flows.report import Run
from storage import messages
from storage.messages import Message

HOA = "stttt.hoa"


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path) as site:
        yield site


def tells(site: Site, *texts: str, wake: bool = True) -> None:
    """The assistant says something to the officer; whether the open pages are told at once."""
    now = site.assistant.clock.now()
    with site.store.begin() as ledger:
        for said in texts:
            ledger.messages.add(HOA, Message(at=now, runs=(Run(text=said),)))
    if wake:
        site.chat.hall.hub.tell(HOA)


async def test_two_pages_of_one_person_hear_what_is_said_on_either(site: Site) -> None:
    officer = await site.officer()
    change = (await officer.me())["change"]
    async with officer.listens(change) as one, officer.listens(change) as other:
        await officer.says("Tin thứ nhất.")
        tells(site, "Trả lời.")
        for ear in (one, other):
            heard = [await ear.next(), await ear.next()]
            assert text(heard[0]) == "Tin thứ nhất."
            assert [message["change"] for message in heard] == [change + 1, change + 2]


async def test_what_nobody_told_of_is_heard_with_the_next_thing(site: Site) -> None:
    officer = await site.officer()
    async with officer.listens((await officer.me())["change"]) as ear:
        await ear.next("me")
        tells(site, "một", "hai", wake=False)
        tells(site, "ba")
        assert [text(await ear.next()) for _ in range(3)] == ["một", "hai", "ba"]


async def test_a_page_that_comes_back_says_where_it_was_as_browsers_do(site: Site) -> None:
    officer = await site.officer()
    change = (await officer.me())["change"]
    tells(site, "một", "hai")
    officer.http.headers["Last-Event-ID"] = str(change + 1)
    async with officer.listens(0) as ear:
        assert text(await ear.next()) == "hai"


async def test_a_page_that_missed_too_much_is_to_begin_anew(site: Site) -> None:
    officer = await site.officer()
    change = (await officer.me())["change"]
    tells(site, *map(str, range(MOST_MISSED - 1)))
    async with officer.listens(change) as ear:
        assert text(await ear.next()) == "0"
    tells(site, "quá nhiều")
    async with officer.listens(change) as ear:
        await ear.next("reset")
        assert [line async for line in ear.lines] == [""]


async def test_a_page_that_has_seen_what_is_not_here_is_to_begin_anew(site: Site) -> None:
    officer = await site.officer()
    async with officer.listens((await officer.me())["change"] + 1) as ear:
        await ear.next("reset")


async def test_a_page_hears_what_has_become_of_its_report(site: Site) -> None:
    officer = await site.officer()
    async with officer.listens((await officer.me())["change"]) as ear:
        assert (await ear.next("me"))["progress"] is None
        await officer.presses("Bắt đầu")
        await officer.reads("câu 1/")
        await officer.says("Đoạn thứ nhất.")
        async with asyncio.timeout(20):
            while (about := await ear.next("me"))["progress"] is None:
                pass
        assert about["progress"]["total"] > 0
        assert set(await officer.me()) - set(about) == {"messages", "more", "first", "change", "demo"}


async def test_a_page_of_somebody_who_has_become_another_is_to_begin_anew(site: Site) -> None:
    officer = await site.officer()
    async with officer.listens((await officer.me())["change"]) as ear:
        await ear.next("me")
        with site.store.begin() as ledger:
            ledger.records.save([ledger.records.person(HOA).model_copy(update={"role": "head"})])
        site.chat.hall.hub.tell(HOA)
        await ear.next("reset")


async def test_only_coordinators_hear_that_the_campaign_moves(site: Site) -> None:
    officer, office = await site.officer(), await site.coordinator()
    async with office.listens((await office.me())["change"]) as ear, officer.listens(0) as other:
        await ear.next("me")
        await other.next("me")
        site.chat.hall.hub.tell_office()
        assert await ear.next("office") == {}
        tells(site, "Chỉ thế này thôi.")
        kinds = []
        async with asyncio.timeout(20):
            async for line in other.lines:
                kinds += [line] if line.startswith("event: ") else []
                if "Chỉ thế này thôi." in line:
                    break
        assert "event: office" not in kinds


async def test_earlier_messages_are_given_as_many_at_a_time_as_there_are_shown(site: Site) -> None:
    officer = await site.officer()
    tells(site, *map(str, range(90)))
    page = await officer.me()
    shown = [text(one) for one in page["messages"]]
    while page["more"]:
        page = (await officer.get(f"/api/before?position={page['first']}")).json()
        shown = [text(one) for one in page["messages"]] + shown
    assert shown[-90:] == [str(n) for n in range(90)]
    assert len(shown) == len(await everything(officer))


HEAVY = "ấ" * (messages.HEAVIEST // 2 - 1_000)


async def test_long_messages_are_given_a_few_at_a_time_and_none_is_left_out(site: Site) -> None:
    officer = await site.officer()
    tells(site, *(f"{n} {HEAVY}" for n in range(5)), "cuối")
    page = await officer.me()
    numbers = [text(one).split()[0] for one in page["messages"]]
    assert (numbers, page["more"]) == (["3", "4", "cuối"], True)
    while page["more"]:
        page = (await officer.get(f"/api/before?position={page['first']}")).json()
        assert len(page["messages"]) <= 2 or page["more"] is False
        numbers = [text(one).split()[0] for one in page["messages"]] + numbers
    assert numbers[-6:] == ["0", "1", "2", "3", "4", "cuối"]


async def test_a_page_that_missed_much_text_is_to_begin_anew(site: Site) -> None:
    officer = await site.officer()
    change = (await officer.me())["change"]
    tells(site, f"1 {HEAVY}", f"2 {HEAVY}")
    async with officer.listens(change) as ear:
        assert [text(await ear.next())[0] for _ in range(2)] == ["1", "2"]
    tells(site, f"3 {HEAVY}")
    async with officer.listens(change) as ear:
        await ear.next("reset")
        assert [line async for line in ear.lines] == [""]


async def test_one_message_is_given_whatever_it_weighs(site: Site) -> None:
    officer = await site.officer()
    change = (await officer.me())["change"]
    async with officer.listens(change) as ear:
        await ear.next("me")
        tells(site, 3 * HEAVY)
        assert text(await ear.next()) == 3 * HEAVY
    page = await officer.me()
    assert ([text(one) for one in page["messages"]], page["more"]) == ([3 * HEAVY], True)


async def test_of_one_persons_long_reads_two_are_done_at_a_time_and_nobody_else_waits(site: Site) -> None:
    officer, other = await site.officer(), await site.officer("AN", "Nguyễn Văn An")
    reading = site.chat.hall.limits.reading
    async with reading(HOA):
        await officer.me()
        async with reading(HOA):
            paths = ("/api/me", "/api/before?position=99")
            waiting = [asyncio.create_task(officer.get(path)) for path in paths]
            await other.me()
            assert (await officer.post("/api/say", nonce="nonce-of-eight", text="Vẫn gửi được.")).status_code == 200
            assert not any(one.done() for one in waiting)
        assert {(await one).status_code for one in waiting} == {200}
    assert not site.chat.hall.limits._reads


async def everything(officer: Browser) -> list[str]:
    """The texts that a page hears that has never been told of anything."""
    heard = []
    async with officer.listens(0) as ear:
        async with asyncio.timeout(20):
            while not heard or heard[-1] != "89":
                heard.append(text(await ear.next()))
    return heard


async def test_nothing_is_left_of_pages_that_were_closed_however_they_were(site: Site) -> None:
    officer, hub = await site.officer(), site.chat.hall.hub
    async with AsyncExitStack() as pages:
        for _ in range(5):
            await pages.enter_async_context(officer.listens(0))
        await until(lambda: hub.opened() == 5)
    await until(lambda: hub.opened() == 0)
    assert not hub._pages


async def test_nothing_is_left_of_a_page_that_never_read_what_it_was_told(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "HEAVIEST", 10**9)
    officer, hub = await site.officer(), site.chat.hall.hub
    async with officer.begins("/api/stream", "GET") as line:
        await until(lambda: hub.opened() == 1)
        for n in range(60):
            tells(site, f"{n}" * 50_000)
        await line.status()
        await asyncio.sleep(0)
    await until(lambda: hub.opened() == 0)


async def test_however_often_a_page_is_told_it_keeps_nothing_of_it(site: Site) -> None:
    page = site.chat.hall.hub.open(HOA, "device", office=True)
    for _ in range(1_000):
        site.chat.hall.hub.tell(HOA)
        site.chat.hall.hub.tell_office()
    assert await page.news(0) == {"chat", "office"}
    assert await page.news(0) == set()
    site.chat.hall.hub.close(page)
