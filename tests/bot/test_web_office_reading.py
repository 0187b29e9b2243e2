"""A coordinator's page reads every item of a unit's draft, whole, and asks for more of several items in one step."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from shorthand import STTTT
from web_world import Browser, Site, a_site, text

from bot.view import Papers, outline
from flows.draft import Answer, Demand, Draft, Submission
from flows.grid_print import table
from flows.report import Letterhead, Report, Run
from flows.values import CellEntry, ChoiceValue, Entry, Item, ItemsValue, LineValue, Passage, ProseValue, RowsValue

DRAFT = "chi-thi-34/stttt"
PERSON = "stttt.hoa"


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path) as site:
        yield site


def held(key: str, value: Any = None, **rest: Any) -> dict[str, Any]:
    return {"key": key, "value": value, "state": "closed" if value else "none"} | rest


def put(site: Site, *answers: dict[str, Any], **draft: Any) -> None:
    """Has the draft of the unit hold those answers, and be in that state."""
    now = site.assistant.clock.now()
    with site.store.begin() as ledger:
        blank = Draft(id=DRAFT, unit="stttt", campaign="chi-thi-34", outline="chi-thi-34", version=1)
        kept = ledger.records.draft(DRAFT) or blank
        ledger.records.save([kept.model_copy(update={"touched": now} | draft)])
        before = ledger.records.answers(DRAFT)
        for one in answers:
            rev = before[one["key"]].rev if one["key"] in before else 0
            ledger.records.save([Answer(draft=DRAFT, rev=rev, by=PERSON, at=now, **one)])


def prose(*paragraphs: str) -> ProseValue:
    return ProseValue(passages=tuple(Passage(runs=(Run(text=one),)) for one in paragraphs))


async def read(browser: Browser) -> dict[str, Any]:
    """The page of the unit."""
    row = (await browser.post("/api/office")).json()["units"][0]
    answer = await browser.post("/api/office/unit", unit=row["unit"])
    assert answer.status_code == 200, answer.text
    return answer.json()


def items(shown: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["key"]: item for heading in shown["headings"] for item in heading.get("items", ())}


async def test_every_item_is_there_once_in_order_below_its_heading(site: Site) -> None:
    put(site)
    shown = await read(await site.coordinator())
    with site.store.begin() as ledger:
        papers = Papers(outline).of(ledger, STTTT, ledger.records.campaign("chi-thi-34"))
    assert list(items(shown)) == [key for paper in papers for key in paper.asked]
    assert len({(one["number"], one["title"]) for one in shown["headings"]}) == len(shown["headings"])
    numbers = [(one["number"], one["level"]) for one in shown["headings"]]
    assert numbers[:3] == [("I.", 1), ("II.", 1), ("1.", 2)]
    assert shown["headings"][-1]["title"] == "Thể thức văn bản"
    assert shown["total"] == len(items(shown))


async def test_a_text_is_read_whole_with_its_paragraphs(site: Site) -> None:
    long = "Rất dài. " * 300
    await site.officer()
    put(site, held("dac-diem-tinh-hinh", prose("Sở có 05 phòng.", long)))
    item = items(await read(await site.coordinator()))["dac-diem-tinh-hinh"]
    assert item["paragraphs"] == ["Sở có 05 phòng.", long]
    assert (item["by"], item["state"], item["where"]) == ("Trần Thị Hoa", "closed", "I")


async def test_all_things_of_a_list_are_read_blank_by_blank(site: Site) -> None:
    many = ItemsValue(
        items=tuple(
            Item(entries=(Entry(key="so", state="closed", value=LineValue(text=f"{n}/KH-STTTT {'x' * 90}")),))
            for n in range(30)
        )
    )
    put(site, held("van-ban-cach-neu", ChoiceValue(option="tung-van-ban")), held("van-ban", many))
    shown = items(await read(await site.coordinator()))
    assert shown["van-ban-cach-neu"]["paragraphs"] == ["Nhập từng văn bản"]
    things = shown["van-ban"]["things"]
    assert len(things) == 30
    assert things[29] == [{"label": things[29][0]["label"], "text": f"29/KH-STTTT {'x' * 90}"}]


async def test_a_table_is_the_printed_one_with_its_sums(site: Site) -> None:
    cells = (
        CellEntry(row="ld-tien-tien", column="2014", amount=Decimal(80)),
        CellEntry(row="ld-tien-tien", column="2015", missing=True),
    )
    value = RowsValue(cells=cells)
    put(site, held("khen-thuong", value))
    sheet = items(await read(await site.coordinator()))["khen-thuong"]["sheet"]
    printed = table(outline("chi-thi-34").question("khen-thuong"), value)
    lines = [[cell.get("text", "") for cell in line] for line in (*sheet["head"], *sheet["lines"])]
    assert lines == [[cell.text for cell in row if cell] for row in printed.rows]
    assert len(sheet["head"]) == printed.head_rows
    assert any("80" in line for line in lines[-len(outline("chi-thi-34").question("khen-thuong").summaries) :])
    assert sheet["note"]


async def test_why_there_is_no_content_is_read_and_named_above(site: Site) -> None:
    reason = {"reason": "chua-co-so-lieu", "why": "đang tổng hợp", "due": "15/5"}
    put(site, held("kiem-tra-giam-sat", **reason))
    shown = await read(await site.coordinator())
    item = items(shown)["kiem-tra-giam-sat"]
    assert "đang tổng hợp" in item["reason"]
    assert "15/5" in item["reason"]
    assert item["state"] == "none"
    assert any("đang tổng hợp" in note for note in shown["notes"])


async def test_what_was_demanded_is_shown_until_it_is_met(site: Site) -> None:
    put(site, held("dac-diem-tinh-hinh", prose("Sở có 05 phòng.")), held("lanh-dao-chi-dao", prose("Có.")))
    keys, named = ("dac-diem-tinh-hinh", "lanh-dao-chi-dao"), {"reason": "Ghi rõ số phòng.", "by": "ban-tdkt.ban"}
    demands = tuple(Demand(key=key, rev=1, **named) for key in keys)
    put(site, held("lanh-dao-chi-dao", prose("Có 03 nghị quyết.")), state="returned", demands=demands)
    shown = items(await read(await site.coordinator()))
    assert shown["dac-diem-tinh-hinh"]["asked"] == {
        "reason": "Ghi rõ số phòng.",
        "by": "Hoàng Văn Bàn",
        "met": False,
    }
    assert shown["dac-diem-tinh-hinh"]["state"] == "wanted"
    assert shown["lanh-dao-chi-dao"]["asked"]["met"]


async def test_what_has_changed_since_it_was_sent_stands_side_by_side(site: Site) -> None:
    put(site, held("dac-diem-tinh-hinh", prose("Sở có 05 phòng.", "Giữ nguyên.")))
    report = Report(
        title="", subject="", letterhead=Letterhead(style="state", body=""), year=2026, blocks=(), file_name="x"
    )
    sent = {"by": PERSON, "at": site.assistant.clock.now(), "report": report, "revs": {"dac-diem-tinh-hinh": 1}}
    with site.store.begin() as ledger:
        ledger.records.save([Submission(draft=DRAFT, n=1, **sent)])
    put(site, held("dac-diem-tinh-hinh", prose("Sở có 06 phòng.", "Giữ nguyên.")), state="returned", sent=1)
    item = items(await read(await site.coordinator()))["dac-diem-tinh-hinh"]
    assert item["change"] == {"gone": "Sở có 05 phòng.", "come": "Sở có 06 phòng."}


async def test_more_of_several_items_is_asked_for_in_one_step(site: Site) -> None:
    await site.officer()
    put(site, held("dac-diem-tinh-hinh", prose("Sở có 05 phòng.")), state="submitted")
    coordinator = await site.coordinator()
    reasons = {"lanh-dao-chi-dao": "Nêu số nghị quyết.", "dac-diem-tinh-hinh": "Ghi rõ số phòng."}
    offer, written = (await read(coordinator))["returning"], json.dumps(reasons, ensure_ascii=False)
    answer = await coordinator.post("/api/office/do", nonce="nonce-0001", offer=offer, text=written)
    assert answer.status_code == 200
    preview = text(await coordinator.reads("Gửi yêu cầu"))
    assert preview.index("Ghi rõ số phòng.") < preview.index("Nêu số nghị quyết.")
    await coordinator.presses("Gửi yêu cầu")
    await coordinator.reads("Đã gửi yêu cầu bổ sung")
    with site.store.begin() as ledger:
        draft = ledger.records.draft(DRAFT)
    assert draft is not None
    assert {one.key: one.reason for one in draft.demands} == reasons
    assert (await read(coordinator))["returning"] == ""


async def test_a_unit_that_was_taken_out_is_not_read(site: Site) -> None:
    coordinator = await site.coordinator()
    row = (await coordinator.post("/api/office")).json()["units"][0]
    with site.store.begin() as ledger:
        asked = ledger.records.campaign("chi-thi-34")
        ledger.records.save([asked.model_copy(update={"units": ()})])
    answer = await coordinator.post("/api/office/unit", unit=row["unit"])
    assert (answer.status_code, answer.json()["error"]) == (404, "no_unit")


async def test_only_what_belongs_to_the_report_may_be_asked_for_again(site: Site) -> None:
    put(site, state="submitted", submitted_at=site.assistant.clock.now() - timedelta(hours=1))
    shown = items(await read(await site.coordinator()))
    assert shown["dac-diem-tinh-hinh"]["pickable"]
    assert not shown["tt-co-quan"]["pickable"]
