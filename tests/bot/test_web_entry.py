"""An invitation lets one browser in, once; who knocks in vain is told why, and who guesses has to wait."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from shorthand import STTTT, invitation
from web_world import Browser, Site, a_site, text

from bot.clock import MovableClock, SystemClock
from bot.core import Core
from bot.web_chat import entry, limits
from bot.web_chat.entry import Knock, admitted, claim, let_in, new_secret, outcome
from bot.web_chat.hall import Hall, sealed
from bot.web_chat.hub import Hub
from bot.web_chat.limits import WRONG_CODES, Limits
from flows.campaign import Contact, Person
from flows.stranger import code_hash
from storage.inbox import TRIES
from storage.store import Store

HOA = "stttt.hoa"


@pytest.fixture
def clock() -> MovableClock:
    """The site's clock, which can be put forward."""
    return MovableClock(SystemClock())


@pytest.fixture
async def site(tmp_path: Path, clock: MovableClock) -> AsyncIterator[Site]:
    async with a_site(tmp_path, clock) as site:
        yield site


async def refused(browser: Browser, code: str, key: str = "k" * 24) -> str:
    """Why the code does not let the browser in."""
    answer = await browser.enters(code, key)
    assert answer.status_code == 403
    assert answer.json()["text"]
    assert "set-cookie" not in answer.headers
    assert (await browser.get("/api/me")).status_code == 401
    return answer.json()["error"]


def change(site: Site, code: str, **changes: object) -> None:
    """Changes the invitation of that code."""
    with site.store.begin() as ledger:
        made = ledger.records.invitation(code_hash(code))
        ledger.records.save([made.model_copy(update=changes)])


def leaves(site: Site, person: str) -> None:
    """Somebody takes no part any more."""
    with site.store.begin() as ledger:
        known = ledger.records.person(person)
        ledger.records.save([known.model_copy(update={"left_at": site.assistant.clock.now()})])


def own_link(site: Site, code: str = "OWN", person: str = HOA) -> str:
    """A link with which somebody who is known opens one more device."""
    now = site.assistant.clock.now()
    about = {"person": person, "by": person, "own": True, "expires_at": now + timedelta(days=1)}
    with site.store.begin() as ledger:
        ledger.records.save([invitation(code, "Trần Thị Hoa", "stttt").model_copy(update=about)])
    return code


async def test_a_code_that_nobody_was_given_lets_nobody_in(site: Site) -> None:
    assert await refused(site.browser(), "x" * 32) == "wrong"


async def test_a_code_that_was_used_lets_nobody_else_in(site: Site) -> None:
    await site.officer("HOA")
    assert await refused(site.browser(), "HOA", "another-word-of-another-one") == "used"


async def test_a_code_that_has_expired_lets_nobody_in(site: Site, clock: MovableClock) -> None:
    code = site.invite("HOA", "Trần Thị Hoa")
    clock.advance(timedelta(days=30))
    assert await refused(site.browser(), code) == "expired"


async def test_a_code_of_somebody_who_has_left_lets_nobody_in(site: Site) -> None:
    await site.coordinator("BAN")
    code = site.invite("HOA", "Trần Thị Hoa")
    change(site, code, by="ban-tdkt.ban")
    leaves(site, "ban-tdkt.ban")
    assert await refused(site.browser(), code) == "withdrawn"


async def test_of_two_who_come_at_the_same_moment_one_is_let_in(site: Site) -> None:
    for n in range(3):
        code = site.invite(f"CODE{n}", f"Người {n}")
        two = [site.browser(), site.browser()]
        answers = await asyncio.gather(*(one.enters(code, f"word-of-{place:020}") for place, one in enumerate(two)))
        assert sorted(answer.status_code for answer in answers) == [204, 403]
        entered = [(await one.get("/api/me")).status_code for one in two]
        assert sorted(entered) == [200, 401]


async def test_who_did_not_hear_the_answer_knocks_again_with_the_same_word(site: Site) -> None:
    code, browser = site.invite("HOA", "Trần Thị Hoa"), site.browser()
    await browser.enters(code)
    lost = browser.http.cookies["decuong"]
    browser.http.cookies.clear()
    assert await refused(site.browser(), code, "a-word-that-was-never-said") == "used"
    assert (await browser.enters(code)).status_code == 204
    assert (await browser.me())["person"]["name"] == "Trần Thị Hoa"
    nobody = site.browser(cookies={"decuong": lost})
    assert (await nobody.get("/api/me")).status_code == 401


async def test_one_may_knock_again_for_an_hour_however_often_one_was_here(site: Site, clock: MovableClock) -> None:
    officer = await site.officer("HOA")
    clock.advance(timedelta(minutes=59))
    assert (await officer.enters("HOA")).status_code == 204
    clock.advance(timedelta(minutes=2))
    await officer.me()
    assert await refused(site.browser(), "HOA") == "used"


async def test_who_waits_too_long_for_the_desk_is_told_to_try_again_and_gets_in(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, browser = site.invite("HOA", "Trần Thị Hoa"), site.browser()
    with monkeypatch.context() as hasty:
        hasty.setattr(entry, "PATIENCE", 0.0)
        answer = await browser.enters(code)
    assert (answer.status_code, answer.json()["error"]) == (503, "busy")
    assert (await browser.enters(code)).status_code == 204


async def test_a_link_of_ones_own_opens_the_same_chat_on_another_device(site: Site) -> None:
    phone = await site.officer("HOA")
    desktop = site.browser()
    assert (await desktop.enters(own_link(site))).status_code == 204
    assert (await desktop.me())["person"] == (await phone.me())["person"]
    await phone.says("Viết trên điện thoại.")
    assert "Viết trên điện thoại." in map(text, (await desktop.me())["messages"])
    assert await refused(site.browser(), "OWN", "somebody-else-altogether") == "used"


async def test_leaving_forgets_this_device_alone(site: Site) -> None:
    phone, desktop = await site.officer("HOA"), site.browser()
    await desktop.enters(own_link(site))
    change = (await phone.me())["change"]
    secret = phone.http.cookies["decuong"]
    async with phone.listens(change) as ear, desktop.listens(change) as other:
        await ear.next("me")
        await other.next("me")
        answer = await phone.post("/api/leave")
        assert await ear.next("out") == {}
        await desktop.says("Vẫn ở đây.")
        assert (await other.next())["runs"] == [{"text": "Vẫn ở đây."}]
    assert answer.status_code == 204
    assert "decuong" not in phone.http.cookies
    assert (await site.browser(cookies={"decuong": secret}).get("/api/me")).status_code == 401
    # What let this device in lets it in no more.
    assert await refused(phone, "HOA") == "used"


async def test_who_takes_no_part_any_more_is_out_at_once(site: Site) -> None:
    officer = await site.officer("HOA")
    async with officer.listens((await officer.me())["change"]) as ear:
        await ear.next("me")
        leaves(site, HOA)
        site.chat.hall.hub.tell(HOA)
        assert await ear.next("out") == {}
    assert (await officer.get("/api/me")).status_code == 401
    assert (await officer.post("/api/say", nonce="too-late-by-now", text="Còn đây")).status_code == 401


async def test_who_guesses_has_to_wait_and_others_do_not(site: Site) -> None:
    code, guesser = site.invite("HOA", "Trần Thị Hoa"), site.browser()
    guesses = [await guesser.enters(f"guess-{n}") for n in range(int(WRONG_CODES[0]) + 1)]
    assert {one.status_code for one in guesses[:-1]} == {403}
    assert (guesses[-1].status_code, guesses[-1].json()["error"]) == (429, "codes")
    # A proxy on this machine says who asks, and the rightmost that it says counts.
    elsewhere = site.browser(headers={"X-Forwarded-For": "127.0.0.1, 203.0.113.9"})
    assert await refused(elsewhere, "guess-0") == "wrong"
    # An office shares one network address: a good code counts although somebody else there has guessed.
    assert (await guesser.enters(code)).status_code == 204


async def test_who_knocks_has_little_to_say_and_little_time_to_say_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = await site.browser().post("/api/enter", code="x", key="k" * 24, more="x" * 2_000)
    assert (long.status_code, long.json()["error"]) == (413, "too_big")
    monkeypatch.setattr(entry, "KNOCK", entry.KNOCK._replace(patience=0.05))
    async with site.browser().begins("/api/enter", **{"Content-Length": "100"}) as line:
        await line.sends(b"{")
        assert await line.status() == 408


async def test_who_did_too_much_may_still_leave(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "POSTS", (2.0, 3600.0))
    officer = await site.officer("HOA")
    answers = [(await officer.post("/api/press", nonce="x")).status_code for _ in range(3)]
    assert answers == [422, 422, 429]
    assert (await officer.post("/api/leave")).status_code == 204
    assert (await officer.get("/api/me")).status_code == 401


async def test_whoever_opens_a_used_link_over_and_over_keeps_nobody_out(site: Site) -> None:
    await site.officer("HOA")
    late = site.browser()
    for _ in range(int(WRONG_CODES[0]) + 1):
        assert await refused(late, "HOA", "somebody-else-altogether") == "used"
    assert (await late.enters(site.invite("AN", "Nguyễn Văn An"))).status_code == 204


async def test_neither_code_nor_cookie_is_in_the_log_or_at_rest(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    officer = await site.officer("mamoi-bi-mat-cua-hoa")
    cookie = officer.http.cookies["decuong"]
    await officer.enters("mamoi-bi-mat-cua-hoa", "another-word-of-another-one")
    await officer.says("Xin chào.")
    # What the browser's own library writes down is no log of ours.
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("http")]
    said = "\n".join([*ours, *capfd.readouterr()])
    assert [secret for secret in (cookie, "mamoi-bi-mat", "k" * 24) if secret in said] == []
    rest = at_rest(tmp_path)
    assert [secret for secret in (cookie, "k" * 24) if secret.encode() in rest] == []
    assert sealed(cookie).encode() in rest


def at_rest(folder: Path) -> bytes:
    """What stands in the files of the database."""
    return b"".join(path.read_bytes() for path in folder.glob("site.sqlite3*"))


async def test_somebody_who_is_known_can_be_let_in_without_a_code(site: Site) -> None:
    await site.officer("HOA")
    browser = site.browser(cookies={"decuong": await admitted(site.chat.hall, HOA)})
    assert (await browser.me())["person"]["name"] == "Trần Thị Hoa"


@pytest.mark.parametrize(
    ("public", "cookie"),
    [("http://127.0.0.1:8080", "decuong="), ("https://baocao.example.vn", "__Host-decuong=")],
)
def test_no_script_and_no_other_site_gets_at_the_cookie(public: str, cookie: str) -> None:
    store = Store("sqlite://")
    hall = Hall(Core(store), SystemClock(), Hub(), Limits(), public)
    said = let_in(hall, "secret").headers["set-cookie"]
    store.close()
    assert said.startswith(f"{cookie}secret;")
    attributes = {part.strip().lower() for part in said.split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/"} < attributes
    assert ("secure" in attributes) is public.startswith("https")
    assert not any(part.startswith("domain") for part in attributes)


KNOCK = Knock(code="HOA", key="k" * 24)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A database with an invitation, and nobody who plays what comes in."""
    store = Store(f"sqlite:///{tmp_path}/bare.sqlite3")
    store.migrate()
    made = invitation("HOA", "Trần Thị Hoa", "stttt")
    until = SystemClock().now() + timedelta(days=1)
    with store.begin() as ledger:
        ledger.records.save([STTTT, made.model_copy(update={"expires_at": until})])
    yield store
    store.close()


def played(store: Store, used: timedelta) -> str:
    """What came of the knock, where the invitation was used that much before its row was played."""
    now, device = SystemClock().now(), sealed(new_secret())
    with store.begin() as ledger:
        assert claim(ledger, KNOCK, device, now).refused == ""
        assert outcome(ledger, KNOCK, device, now) == "waits"
        (row,) = ledger.inbox.waiting(9, now, ("web",))
        person = Person(id=HOA, name="Trần Thị Hoa", unit="stttt")
        made = ledger.records.invitation(code_hash("HOA")).model_copy(update={"used_by": HOA, "used_at": now - used})
        ledger.records.save([person, made])
        ledger.inbox.done(row.seq, now)
        return outcome(ledger, KNOCK, device, now)


def test_who_took_the_code_up_here_is_in(store: Store) -> None:
    assert played(store, timedelta()) == "in"


def test_who_took_the_code_up_after_it_was_used_elsewhere_is_not_in_whatever_comes_later(store: Store) -> None:
    assert played(store, timedelta(milliseconds=1)) == "refused"
    now = SystemClock().now()
    with store.begin() as ledger:
        # The person opens the page by a link of his or her own: the other browser must not come in with that.
        ledger.records.save([Contact(channel="web", address=HOA, person=HOA, at=now)])
        assert claim(ledger, KNOCK, sealed(new_secret()), now).refused == "stranger.used"


def test_an_invitation_that_the_desk_failed_to_take_up_may_be_taken_up_by_any_browser(store: Store) -> None:
    now, lost, fresh = SystemClock().now(), sealed("lost"), sealed("fresh")
    with store.begin() as ledger:
        claim(ledger, KNOCK, lost, now)
        (row,) = ledger.inbox.waiting(9, now, ("web",))
        for _ in range(TRIES):
            ledger.inbox.failed(row.seq, "disk full", now)
        assert outcome(ledger, KNOCK, lost, now) == "failed"
        other = Knock(code="HOA", key="o" * 24)
        assert claim(ledger, other, fresh, now).refused == ""
        assert outcome(ledger, other, fresh, now) == "waits"
        assert ledger.devices.get(lost).ended
        (again,) = ledger.inbox.waiting(9, now, ("web",))
        assert (again.seq, again.again) == (row.seq, True)
        # While it is tried again nobody else takes it up.
        assert claim(ledger, KNOCK, sealed("late"), now).refused == "stranger.used"


def test_an_invitation_of_somebody_who_is_known_already_is_used(store: Store) -> None:
    with store.begin() as ledger:
        ledger.records.save([Person(id=HOA, name="Trần Thị Hoa", unit="stttt")])
        assert claim(ledger, KNOCK, sealed("s"), SystemClock().now()).refused == "stranger.used"
