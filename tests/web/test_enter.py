"""A link lets one browser in, once, and leaves no trace; nobody else gets in by any door."""

import hashlib
import json
from datetime import timedelta
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from playwright.sync_api import APIResponse, expect
from shorthand import START
from web_page import Chat
from web_site import Site

from flows.wording import plain

REFUSED = "403 /api/enter"


def posted(chat: Chat, path: str, headers: dict[str, str], **body: object) -> APIResponse:
    """What is answered to a request that no page of ours makes, with the cookies of this browser."""
    request = chat.page.context.request
    return request.post(f"{chat.site.url}{path}", data=json.dumps(body), headers=headers)


def invited_by(site: Site, code: str, **changes: object) -> bool:
    """The invitation was taken up; it is changed first, where changes are given."""
    with site.store.begin() as ledger:
        found = ledger.records.invitation(hashlib.sha256(code.encode()).hexdigest())
        if changes:
            ledger.records.save([found.model_copy(update=changes)])
    return bool(found.used_by)


def test_a_link_leads_through_one_tap_to_the_first_question(phone: Chat) -> None:
    phone.enters(name="Trần Thị Hoa")
    phone.waits_for("Khi đã sẵn sàng, đồng chí bấm Bắt đầu.")
    assert phone.said[0].startswith("Kính chào đồng chí Trần Thị Hoa.")
    phone.presses("Bắt đầu")
    phone.waits_for("câu 1/")
    expect(phone.page.locator("#text")).to_be_editable()


def test_a_link_that_was_only_looked_at_is_not_taken_up(phone: Chat, site: Site) -> None:
    code = site.new_code()
    phone.opens(site.link(code))
    expect(phone.door.get_by_role("button")).to_be_visible()
    assert not invited_by(site, code)
    assert phone.page.context.cookies() == []


def test_the_code_leaves_the_address_and_is_in_no_request(phone: Chat, site: Site) -> None:
    code = site.new_code()
    phone.enters(code)
    assert phone.page.url == f"{site.url}/"
    assert len(phone.watch.requests) > 5
    assert [url for url in phone.watch.requests if code in url] == []
    assert phone.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})").count(code) == 0
    phone.page.go_back()
    assert code not in phone.page.url
    assert code not in site.log.read_text()


def test_whoever_comes_back_is_known_without_a_link(phone: Chat) -> None:
    phone.enters(name="Trần Thị Hoa")
    phone.waits_for("Khi đã sẵn sàng")
    phone.another_window().opens()
    later = phone.another_window()
    later.opens()
    later.is_in()
    assert later.said == phone.said


def test_the_cookie_is_of_no_use_to_scripts_and_to_other_sites(phone: Chat) -> None:
    phone.enters()
    (cookie,) = phone.page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("decuong", True, "Strict")
    assert (cookie["path"], cookie["domain"]) == ("/", "127.0.0.1")
    assert len(cookie["value"]) >= 43
    assert phone.page.evaluate("document.cookie") == ""
    with phone.site.store.begin() as ledger:
        assert ledger.devices.get(cookie["value"]) is None
        assert ledger.devices.get(hashlib.sha256(cookie["value"].encode()).hexdigest()) is not None


def test_a_link_lets_no_second_browser_in(phone: Chat, desktop: Chat, site: Site) -> None:
    code = site.new_code()
    phone.enters(code)
    desktop.watch.expects(REFUSED)
    desktop.opens(site.link(code))
    desktop.door.get_by_role("button").click()
    desktop.sees(plain("stranger.used"))
    assert desktop.page.context.cookies() == []
    phone.says("Vẫn là đồng chí Hoa.")
    expect(phone.page.locator("#log .own .text")).to_have_text("Vẫn là đồng chí Hoa.")


@pytest.mark.parametrize(
    ("changes", "line"),
    [({"expires_at": START - timedelta(days=1)}, "stranger.expired"), ({"used_by": "x"}, "stranger.used")],
    ids=["expired", "used"],
)
def test_a_link_that_is_no_good_says_why(phone: Chat, site: Site, changes: dict[str, object], line: str) -> None:
    code = site.new_code()
    invited_by(site, code, **changes)
    phone.watch.expects(REFUSED)
    phone.opens(site.link(code))
    phone.door.get_by_role("button").click()
    phone.sees(plain(line))
    assert phone.page.context.cookies() == []


def test_a_wrong_code_says_no_more_than_that(phone: Chat, site: Site) -> None:
    phone.watch.expects(REFUSED)
    phone.opens(site.link("sai" * 10))
    phone.door.get_by_role("button").click()
    phone.sees(plain("stranger.wrong"))


@pytest.mark.parametrize("value", ["x", "A" * 43, "%00%ff"])
def test_a_cookie_that_was_made_up_opens_nothing(phone: Chat, site: Site, value: str) -> None:
    phone.page.context.add_cookies([{"name": "decuong", "value": value, "url": site.url}])
    phone.opens()
    expect(phone.door).to_be_visible()
    expect(phone.page.locator("#chat")).to_be_hidden()


def test_without_a_cookie_no_question_is_answered(phone: Chat, site: Site) -> None:
    request = phone.page.context.request
    asked = ("/api/me", "/api/stream", "/api/before?position=9", "/api/files/2")
    assert {path: request.get(site.url + path).status for path in asked} == dict.fromkeys(asked, 401)
    done = ("/api/say", "/api/edit", "/api/press", "/api/files", "/api/leave")
    told = {path: posted(phone, path, {"X-Decuong": "1"}).status for path in done}
    assert told == dict.fromkeys(done, 401)


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Decuong": "1", "Origin": "https://example.vn"}, {"X-Decuong": "1", "Sec-Fetch-Site": "cross-site"}],
    ids=["plain form", "other origin", "other site"],
)
def test_what_another_site_sends_is_turned_away(phone: Chat, site: Site, headers: dict[str, str]) -> None:
    phone.enters()
    phone.waits_for("Khi đã sẵn sàng")
    said = posted(phone, "/api/say", headers, nonce="n" * 16, text="Từ trang khác", seen=99)
    assert said.status == 403
    phone.reloads()
    assert phone.own == []


def test_one_who_leaves_is_out_on_every_page_of_that_browser(phone: Chat, site: Site) -> None:
    phone.watch.expects("401 /api/", "failed /api/stream")
    phone.enters()
    other = phone.another_window()
    other.opens()
    other.is_in()
    (cookie,) = phone.page.context.cookies()
    phone.page.locator("#open-menu").click()
    phone.page.get_by_role("button", name=plain("web.leave"), exact=True).click()
    phone.page.locator("dialog[open] .main").click()
    expect(phone.door).to_be_visible()
    expect(other.door).to_be_visible()
    assert phone.page.context.cookies() == []
    phone.page.context.add_cookies([cookie])
    assert phone.page.context.request.get(f"{site.url}/api/me").status == 401


@pytest.mark.parametrize("path", ["/", "/api/me", "/healthz", "/s/x/page.css", "/nowhere"])
def test_every_answer_says_what_may_be_done_with_it(phone: Chat, site: Site, path: str) -> None:
    heads = phone.page.context.request.get(site.url + path).headers
    policy = dict(part.strip().split(" ", 1) for part in heads["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert heads["x-content-type-options"] == "nosniff"
    assert heads["referrer-policy"] == "no-referrer"
    assert heads["cache-control"] == "no-store"
    assert heads["cross-origin-resource-policy"] == "same-origin"


def test_what_never_changes_is_kept_by_the_browser_and_all_of_it_is_small(phone: Chat) -> None:
    sizes: dict[str, int] = {}
    phone.page.on("response", lambda one: sizes.update({one.url: len(one.body())} if "/s/" in one.url else {}))
    phone.enters()
    assert sizes
    assert sum(sizes.values()) < 100_000
    heads = phone.page.context.request.get(next(iter(sizes))).headers
    assert heads["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("host", ["example.vn", "127.0.0.1.example.vn", ""])
def test_the_program_answers_to_no_other_name(site: Site, host: str) -> None:
    """A name that somebody else points at this machine reaches nothing."""
    opener = build_opener(ProxyHandler({}))
    opener.addheaders = []
    asked = Request(f"{site.url}/", headers={"Host": host})
    with pytest.raises(OSError, match=r"421|400"):
        opener.open(asked)
