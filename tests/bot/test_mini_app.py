"""The grid in a Mini App of Telegram: Telegram says who asks, and only whom the button was sent to is answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from mini_app_world import HOA, LAN, TOKEN, furnish, sealed
from shorthand import START
from structlog.testing import capture_logs

from bot.clock import MovableClock, StoppedClock
from bot.core import Core
from bot.web_chat import limits
from bot.web_chat.app import app, routes
from bot.web_chat.hall import Hall
from bot.web_chat.hub import Hub
from bot.web_chat.init_sealed import AGE, AHEAD, opened_by
from bot.web_chat.limits import Limits
from bot.web_chat.secrets import Secrets
from storage.store import Store

PUBLIC = "https://baocao.example.vn"
CELLS = [{"row": "gk-ca-nhan", "column": "2014", "text": "1.234"}]


def test_the_user_is_whom_telegram_names() -> None:
    assert opened_by(sealed(), TOKEN, START) == str(HOA)


@pytest.mark.parametrize(
    "change", [("7001", "7002"), ("auth_date=", "auth_date=1"), ("c2lnbmVk", "Y2hhbmdlZA"), ("AAHd", "AAHe")]
)
def test_whatever_is_changed_breaks_the_seal(change: tuple[str, str]) -> None:
    assert change[0] in sealed()
    assert opened_by(sealed().replace(*change), TOKEN, START) == ""


def test_a_field_that_is_added_taken_away_or_doubled_breaks_the_seal() -> None:
    without = "&".join(field for field in sealed().split("&") if not field.startswith("query_id"))
    for said in (sealed() + "&extra=1", without, sealed() + "&user=%7B%22id%22%3A7002%7D"):
        assert opened_by(said, TOKEN, START) == ""


@pytest.mark.parametrize(
    "said", ["", "hash=", "user=1", "hash=%FF&user=%FF", "=&=", "auth_date=1&hash=" + "0" * 64, "x" * 50_000]
)
def test_what_telegram_did_not_seal_is_nobody(said: str) -> None:
    assert opened_by(said, TOKEN, START) == ""


def test_the_seal_of_another_bot_counts_for_nothing() -> None:
    assert opened_by(sealed(token="654321:another-bot"), TOKEN, START) == ""


@pytest.mark.parametrize("user", ["", "{}", "7001", '{"id": "7001"}', '{"id": 7.5}', "["])
def test_a_seal_without_a_user_is_nobodys(user: str) -> None:
    assert opened_by(sealed(user=user), TOKEN, START) == ""


@pytest.mark.parametrize("at", ["", "-5", "²", "99999999999999999999", "soon"])
def test_a_seal_without_a_moment_is_nobodys(at: str) -> None:
    assert opened_by(sealed(auth_date=at), TOKEN, START) == ""


def test_a_seal_lasts_for_a_day_of_typing_and_no_longer() -> None:
    assert opened_by(sealed(), TOKEN, START + AGE) == str(HOA)
    assert opened_by(sealed(), TOKEN, START + AGE + timedelta(seconds=1)) == ""
    assert opened_by(sealed(at=START + AHEAD), TOKEN, START) == str(HOA)
    assert opened_by(sealed(at=START + AHEAD + timedelta(seconds=1)), TOKEN, START) == ""


class Phone:
    """Telegram's Mini App on somebody's telephone."""

    def __init__(self, http: httpx.AsyncClient, store: Store, clock: MovableClock) -> None:
        self.http, self.store, self.clock = http, store, clock

    async def opens(self, button: str = "12.1.1", said: str | None = None) -> httpx.Response:
        return await self.posts("/api/tma/grid", said, n=button)

    async def sends(
        self, cells: list[dict[str, str]], button: str = "12.1.1", said: str | None = None
    ) -> httpx.Response:
        return await self.posts("/api/tma/grid/send", said, n=button, nonce="nonce-0001", rev=0, cells=cells)

    async def posts(self, path: str, said: str | None, **body: Any) -> httpx.Response:
        headers = {"X-Decuong": "1", "Authorization": f"tma {sealed() if said is None else said}"}
        return await self.http.post(path, json=body, headers=headers)

    def ends(self) -> list[Any]:
        """The ends of jobs that wait to be played."""
        with self.store.begin() as ledger:
            return [row for row in ledger.inbox.waiting(10, self.clock.now(), ("telegram",)) if row.job]


@pytest.fixture
async def phone() -> AsyncIterator[Phone]:
    store, clock = Store("sqlite://"), MovableClock(StoppedClock(START))
    store.migrate()
    furnish(store)
    core = Core(store)
    hall = Hall(core, clock, Hub(), Limits(), PUBLIC)
    served = app(hall, routes(hall, Secrets(clock), TOKEN, demo=False))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url=PUBLIC) as http:
        yield Phone(http, store, clock)
    core.close()
    store.close()


async def test_the_table_of_a_button_is_opened_and_sent_for_whom_it_was_sent_to(phone: Phone) -> None:
    opened = await phone.opens()
    assert opened.status_code == 200
    assert opened.json()["title"].startswith("BIỂU TỔNG HỢP")
    assert (await phone.sends(CELLS)).json() == {}
    (end,) = phone.ends()
    assert (end.channel, end.address) == ("telegram", str(HOA))
    assert b'"1234"' in end.body


async def test_a_fault_is_named_at_its_cell(phone: Phone) -> None:
    refused = await phone.sends([{"row": "gk-ca-nhan", "column": "2014", "text": "mười"}])
    assert refused.status_code == 422
    (fault,) = refused.json()["faults"]
    assert fault == {
        "row": "gk-ca-nhan",
        "column": "2014",
        "text": "Giấy khen cho cá nhân, cột 2014: “mười” không phải là số.",
    }
    assert phone.ends() == []


async def test_who_asks_more_than_anybody_can_has_to_wait(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "POSTS", (3.0, 3600.0))
    assert [(await phone.opens()).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert (await phone.sends(CELLS)).status_code == 429
    # Nobody else waits.
    assert (await phone.opens(said=sealed(9998))).status_code == 401


@pytest.mark.parametrize(
    "said", ["", sealed(token="654321:another-bot"), sealed(at=START - timedelta(days=2)), sealed(9999)]
)
async def test_whom_telegram_does_not_vouch_for_is_shown_nothing(phone: Phone, said: str) -> None:
    for answer in (await phone.opens(said=said), await phone.sends(CELLS, said=said)):
        assert answer.status_code == 401
        assert "title" not in answer.json()
    assert phone.ends() == []


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": ""}, {"Authorization": f"Bearer {sealed()}"}, {"Authorization": sealed()}]
)
async def test_a_request_that_does_not_say_who_asks_is_turned_away(phone: Phone, header: dict[str, str]) -> None:
    answer = await phone.http.post("/api/tma/grid", json={"n": "12.1.1"}, headers={"X-Decuong": "1"} | header)
    assert answer.status_code == 401


async def test_another_persons_button_opens_nothing(phone: Phone) -> None:
    assert (await phone.opens(said=sealed(LAN))).status_code == 404
    assert (await phone.sends(CELLS, said=sealed(LAN))).status_code == 404
    assert phone.ends() == []


async def test_who_has_left_is_shown_nothing(phone: Phone) -> None:
    with phone.store.begin() as ledger:
        ledger.records.save([ledger.records.person("hoa").model_copy(update={"left_at": START})])
    assert (await phone.opens()).status_code == 401


@pytest.mark.parametrize(
    ("button", "status"),
    [("12.1.0", 404), ("12.1.7", 404), ("12.2.1", 404), ("12.1", 404), ("x", 422), ("../12.1.1", 422)],
)
async def test_only_a_button_that_opens_a_table_does_so(phone: Phone, button: str, status: int) -> None:
    assert (await phone.opens(button)).status_code == status


async def test_a_page_of_another_site_is_not_answered(phone: Phone) -> None:
    headers = {"Authorization": f"tma {sealed()}", "Origin": "https://evil.example", "X-Decuong": "1"}
    assert (await phone.http.post("/api/tma/grid", json={"n": "12.1.1"}, headers=headers)).status_code == 403


async def test_the_page_may_stand_within_telegrams_alone_and_sets_no_cookie(phone: Phone) -> None:
    page = await phone.http.get("/bang?n=12.1.1")
    assert page.status_code == 200
    assert "frame-ancestors https://web.telegram.org" in page.headers["content-security-policy"]
    assert "'none'" not in page.headers["content-security-policy"].partition("frame-ancestors")[2]
    assert "set-cookie" not in page.headers
    assert "12.1" not in page.text


async def test_neither_the_token_nor_the_seal_is_ever_logged_or_shown(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    with capture_logs() as log:
        answers = [await phone.opens(), await phone.opens(said="hash=1"), await phone.opens("12.1.7")]
    said = "".join([caplog.text, str(log), *(answer.text for answer in answers), repr(phone.http)])
    assert TOKEN.partition(":")[2] not in said
    assert "hash=" not in said
