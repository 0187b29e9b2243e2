"""Whoever went on elsewhere finds the present place when looking at the web chat again, once; else nothing is said."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from web_world import Browser, Site, a_site, text, until

from bot.spoken import Spoken
from bot.web_chat.inbound import ANY_TIME, Inbound, Saying
from flows.campaign import Contact
from flows.letter import Letter
from flows.report import Run
from flows.turn import Press

HOA, ELSEWHERE = "stttt.hoa", "hoa-o-noi-khac"
REPORT = "chi-thi-34/stttt"
FIRST, GONE_TO = "dac-diem-tinh-hinh", "tuyen-truyen"


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path) as site:
        yield site


async def begun(site: Site) -> Browser:
    """An officer who is asked the first question here, and is let in at another address too."""
    officer = await site.officer()
    await officer.presses("Bắt đầu")
    await officer.reads("câu 1/")
    with site.store.begin() as ledger:
        now = site.assistant.clock.now()
        ledger.records.save([Contact(channel="web", address=ELSEWHERE, person=HOA, at=now)])
    return officer


async def elsewhere(site: Site, *, says: str = "", press: Press | None = None) -> None:
    """The officer does something at the other address, and is answered there."""
    now = site.assistant.clock.now()
    with site.store.begin() as ledger:
        inbound, before = Inbound(ledger, ELSEWHERE, now), ledger.messages.ends(ELSEWHERE)
        if press:
            inbound.once(f"press {now}", Spoken(what="pressed", at=ANY_TIME, position=0, press=press))
        else:
            inbound.said(Saying(nonce=f"n{now.timestamp():.0f}{len(says)}", text=says, seen=before[1]))
    site.assistant.core.mail.set()
    await until(lambda: last(site, ELSEWHERE) not in ("", says))


async def answers_elsewhere(site: Site) -> None:
    """The officer is done with the first question at the other address."""
    await elsewhere(site, press=Press(do="resume"))
    await elsewhere(site, says="Sở có 05 phòng.")
    await until(lambda: "Đã lưu 1 đoạn" in last(site, ELSEWHERE))
    await elsewhere(site, press=Press(do="done", draft=REPORT, key=FIRST))
    await until(lambda: "câu 2/" in last(site, ELSEWHERE))


def last(site: Site, address: str) -> str:
    """What the newest message of a chat says; nothing where it was there before the last thing that was done."""
    with site.store.begin() as ledger:
        waiting = ledger.inbox.waiting(9, site.assistant.clock.now(), ("web",))
        position, _ = ledger.messages.ends(address)
        message = ledger.messages.at(address, position)
    return "".join(run.text for run in message.runs) if message and not waiting else ""


def posted(tmp_path: Path) -> int:
    """How much was ever posted to the assistant."""
    with sqlite3.connect(tmp_path / "site.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM inbox WHERE channel = 'web'").fetchone()[0])


async def looks(*pages: Browser) -> None:
    """Those pages are looked at, all at once."""
    answers = await asyncio.gather(*(page.post("/api/look") for page in pages))
    assert [answer.status_code for answer in answers] == [200] * len(pages)


async def standing(officer: Browser) -> list[dict[str, Any]]:
    return (await officer.me())["messages"]


async def test_what_was_answered_elsewhere_has_the_present_question_shown_once(site: Site, tmp_path: Path) -> None:
    officer = await begun(site)
    await answers_elsewhere(site)
    assert "câu 1/" in text((await standing(officer))[-1])
    before = posted(tmp_path)
    await looks(officer, officer, officer)
    shown = await officer.reads("câu 2/")
    assert (await standing(officer))[-1] == shown
    assert not any("câu 1/" in text(message) for message in await standing(officer))
    stands = await standing(officer)
    await looks(officer, officer)
    assert posted(tmp_path) == before + 1
    assert await standing(officer) == stands


async def test_a_page_that_is_only_loaded_anew_says_nothing(site: Site, tmp_path: Path) -> None:
    officer = await begun(site)
    done = posted(tmp_path)
    await looks(officer)
    await officer.says("Sở có 05 phòng.")
    await officer.reads("Đã lưu 1 đoạn")
    await looks(officer)
    await officer.presses("Xong mục này")
    card = await officer.reads("câu 2/")
    # The card of the next question stands where the last one stood, and is as old as that.
    assert (await standing(officer))[-1]["position"] == card["position"]
    await looks(officer)
    assert posted(tmp_path) == done + 2


async def test_what_others_did_meanwhile_hides_nothing(site: Site) -> None:
    officer = await begun(site)
    await answers_elsewhere(site)
    now = site.assistant.clock.now()
    news = Letter(id="news", channel="web", address=HOA, person=HOA, priority=1, not_before=now, at=now)
    with site.store.begin() as ledger:
        ledger.outbox.queue([news.model_copy(update={"runs": (Run(text="Đồng chí Mai vừa tham gia."),)})])
    await elsewhere(site, press=Press(do="resume"))
    await officer.reads("Đồng chí Mai vừa tham gia.")
    await looks(officer)
    await officer.reads("câu 2/")


async def test_whoever_went_to_another_question_is_shown_that_one_and_stays_there(site: Site) -> None:
    officer = await begun(site)
    await elsewhere(site, press=Press(do="jump", draft=REPORT, key=GONE_TO))
    await elsewhere(site, says="Đã tuyên truyền sâu rộng.")
    await until(lambda: "Đã lưu 1 đoạn" in last(site, ELSEWHERE))
    await looks(officer)
    await officer.reads("Đã tuyên truyền sâu rộng.")
    assert focused(site) == GONE_TO


def focused(site: Site) -> str:
    with site.store.begin() as ledger:
        seat = ledger.records.seat(HOA, REPORT)
    return seat.focus if seat else ""


async def test_what_is_asked_elsewhere_besides_the_report_is_not_broken_off(site: Site, tmp_path: Path) -> None:
    officer = await begun(site)
    await answers_elsewhere(site)
    await site.coordinator()
    await elsewhere(site, press=Press(do="ask-office", draft=REPORT, key=GONE_TO))
    await until(lambda: "câu hỏi gửi đầu mối" in last(site, ELSEWHERE))
    done = posted(tmp_path)
    await looks(officer)
    assert posted(tmp_path) == done


async def test_a_coordinator_is_told_nothing_and_a_stranger_is_not_let_in(site: Site, tmp_path: Path) -> None:
    office = await site.coordinator()
    done = posted(tmp_path)
    await looks(office)
    assert posted(tmp_path) == done
    assert (await site.browser().post("/api/look")).status_code == 401
