"""What is said in a page is kept once, before the page hears of it, and every open page hears of it once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from web_world import SANDBOX, Browser, Site, a_site, button, text, until

from flows.values import ProseValue


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path) as site:
        yield site


def kept(site: Site, key: str = "dac-diem-tinh-hinh") -> list[str]:
    """The paragraphs that the draft holds."""
    with site.store.begin() as ledger:
        answer = ledger.records.answers("chi-thi-34/stttt").get(key)
    assert answer is None or isinstance(answer.value, ProseValue)
    return [passage.text for passage in answer.value.passages] if answer else []


async def test_an_officer_comes_in_by_a_link_and_answers(site: Site) -> None:
    officer = await site.officer()
    await officer.presses("Bắt đầu")
    await officer.reads("Đặc điểm tình hình")
    assert (await officer.says("Sở có 05 phòng.")).status_code == 200
    await officer.reads("Đã lưu 1 đoạn")
    assert kept(site) == ["Sở có 05 phòng."]


async def test_the_same_text_that_comes_again_is_kept_once(site: Site) -> None:
    officer = await site.officer()
    await officer.presses("Bắt đầu")
    await officer.reads("Đặc điểm tình hình")
    said = {"nonce": "the-same-nonce", "text": "Một đoạn.", "seen": (await officer.me())["change"]}
    answers = await asyncio.gather(*(officer.post("/api/say", **said) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["message"]["position"] for answer in answers}) == 1
    await officer.reads("Đã lưu 1 đoạn")
    assert kept(site) == ["Một đoạn."]


async def test_an_open_page_hears_each_thing_once_and_goes_on_where_it_broke_off(site: Site) -> None:
    officer = await site.officer()
    first = await officer.me()
    await officer.presses("Bắt đầu")
    await officer.reads("Đặc điểm tình hình")
    await officer.says("Đoạn một.")
    await officer.reads("Đã lưu 1 đoạn")
    changes, after = [], first["change"]
    for _ in range(3):
        async with officer.listens(after) as ear:
            message = await ear.next()
            after = message["change"]
            changes.append(after)
    assert changes == sorted(set(changes))
    assert changes[0] > first["change"]


async def a_choice(site: Site) -> Browser:
    """An officer who has seen a question with a short answer: a choice."""
    officer = await site.officer()
    await officer.presses("Bắt đầu")
    await officer.reads("câu 1/")
    await officer.says("để sau")
    await officer.reads("câu 2/")
    await officer.says("để sau")
    await officer.reads("Cách nêu các văn bản")
    return officer


async def test_a_short_answer_to_a_card_that_was_seen_is_taken_at_once(site: Site) -> None:
    officer = await a_choice(site)
    await officer.says("1")
    assert "Đã lưu Cách nêu các văn bản" in text(await officer.reads("Số và ký hiệu"))
    await officer.says("12/KH-STTTT")
    assert "Đã lưu." in text(await officer.reads("Ngày ban hành"))


async def test_a_short_answer_to_a_card_that_was_not_seen_is_asked_about(site: Site) -> None:
    officer = await a_choice(site)
    before = (await officer.me())["change"]
    await officer.says("1")
    await officer.reads("Số và ký hiệu")
    await officer.says("12/KH-STTTT", seen=before)
    await officer.reads("Ghi “12/KH-STTTT” vào")
    await officer.presses("Ghi 12/KH-STTTT")
    await officer.reads("Ngày ban hành")


async def an_edited_card(site: Site) -> tuple[Browser, int]:
    """An officer before a choice that stands where another question stood, and the last change before that."""
    officer = await site.officer()
    await officer.presses("Bắt đầu")
    await officer.reads("câu 1/")
    await officer.says("để sau")
    shown = await officer.reads("câu 2/")
    await officer.presses("Để sau")
    edited = await officer.reads("Cách nêu các văn bản")
    assert edited["position"] == shown["position"]
    return officer, shown["change"]


async def test_a_card_that_was_edited_where_it_stood_has_to_be_seen_again(site: Site) -> None:
    officer, before = await an_edited_card(site)
    await officer.says("1", seen=before)
    await officer.reads("Ghi “1” vào")


async def test_a_card_that_was_seen_after_it_was_edited_is_answered_at_once(site: Site) -> None:
    officer, _ = await an_edited_card(site)
    await officer.says("1")
    await officer.reads("Đã lưu Cách nêu các văn bản")


async def test_an_own_text_is_changed_once_and_the_draft_follows(site: Site) -> None:
    officer = await site.officer()
    await officer.presses("Bắt đầu")
    await officer.reads("Đặc điểm tình hình")
    said = (await officer.says("Sở có 5 phòng.")).json()["message"]
    await officer.reads("Đã lưu 1 đoạn")
    change = {"nonce": "one-and-the-same", "position": said["position"], "text": "Sở có 6 phòng."}
    for _ in range(2):
        answer = await officer.post("/api/edit", **change)
        assert (answer.status_code, answer.json()["message"]["edited"]) == (200, True)
    await officer.post("/api/edit", **change | {"nonce": "another-one", "text": "Sở có 7 phòng."})
    again = (await officer.post("/api/edit", **change)).json()["message"]
    assert again["runs"] == [{"text": "Sở có 7 phòng."}]
    await until(lambda: kept(site) == ["Sở có 7 phòng."])


async def test_only_an_own_text_can_be_changed(site: Site) -> None:
    officer = await site.officer()
    hello = (await officer.me())["messages"][0]
    for position in (hello["position"], 999, 2**53):
        answer = await officer.post("/api/edit", nonce="change-it", position=position, text="Khác.")
        assert (answer.status_code, answer.json()["error"]) == (404, "no_message")


async def a_press(site: Site, label: str) -> tuple[Browser, dict[str, Any]]:
    """An officer, and the press of a button of the card on the screen, which will be another card in its place."""
    officer = await site.officer()
    await officer.presses("Bắt đầu")
    await officer.reads("câu 1/")
    message, place = button((await officer.me())["messages"], label)
    return officer, {"position": message["position"], "place": place, "change": message["change"]}


async def test_a_press_that_comes_again_is_one_press_whatever_stands_there_by_then(site: Site) -> None:
    officer, press = await a_press(site, "Để sau")
    del press["change"]
    for _ in range(3):
        assert (await officer.post("/api/press", nonce="the-same-press", **press)).status_code == 200
        assert (await officer.reads("câu 2/"))["position"] == press["position"]
    await officer.says("Đoạn của câu hai.")
    await officer.reads("Đã lưu 1 đoạn")
    assert kept(site, "lanh-dao-chi-dao") == ["Đoạn của câu hai."]


async def test_a_button_that_has_become_another_under_the_finger_does_nothing(site: Site) -> None:
    officer, press = await a_press(site, "Để sau")
    assert (await officer.post("/api/press", nonce="first-press", **press)).status_code == 200
    await officer.reads("câu 2/")
    late = await officer.post("/api/press", nonce="second-press", **press)
    assert (late.status_code, late.json()["error"]) == (404, "no_button")


async def test_styles_and_half_an_emoji_arrive(site: Site) -> None:
    officer = await site.officer()
    bold = [{"at": 3, "length": 4, "bold": True}, {"at": 3, "length": 999, "italic": True}]
    answer = await officer.says("👍 đậm rồi", styles=bold)
    styled = [{"text": "👍 "}, {"text": "đậm ", "bold": True, "italic": True}, {"text": "rồi", "italic": True}]
    assert answer.json()["message"]["runs"] == styled
    cut = rb'{"nonce": "half-emoji", "text": "\ud83d\ude00 \ud83d \\ud83d"}'
    whole = await officer.http.post("/api/say", content=cut, headers=SANDBOX)
    assert whole.json()["message"]["runs"] == [{"text": "😀 \ufffd \\ud83d"}]
