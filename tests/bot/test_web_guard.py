"""Nobody is answered who has no cookie, no other site's page is heard, and every answer says what a page may do."""

import logging
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
import structlog
from starlette.routing import Route

from bot import log
from bot.clock import SystemClock
from bot.core import Core
from bot.web_chat.app import app, routes
from bot.web_chat.guard import POLICY, WELL
from bot.web_chat.hall import Hall
from bot.web_chat.hub import Hub
from bot.web_chat.limits import Limits
from bot.web_chat.page import Assets
from bot.web_chat.secrets import Secrets
from storage.store import Store

PUBLIC = "https://baocao.example.vn"
OPEN = {"/", "/s/{version}/{path:path}", "/healthz", "/api/enter", "/bang"}
"""The routes that ask for no cookie: what they give, anybody may have."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-robots-tag": "noindex, nofollow",
    "strict-transport-security": "max-age=31536000",
}
ASKED = {"X-Decuong": "1", "Origin": PUBLIC, "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path}/guard.sqlite3")
    store.migrate()
    yield store
    store.close()


@pytest.fixture
def log_as_it_was() -> Iterator[None]:
    """Logging is put back after the test."""
    root = logging.getLogger()
    before, level, hook = root.handlers[:], root.level, sys.excepthook
    yield
    root.handlers[:], sys.excepthook = before, hook
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def hall(store: Store) -> Iterator[Hall]:
    """A channel at an address of its own, with every route that there may be."""
    core = Core(store)
    yield Hall(core, SystemClock(), Hub(), Limits(), PUBLIC)
    core.close()


def every(hall: Hall) -> list[Route]:
    """All routes, those of the Mini App too."""
    return routes(hall, Secrets(hall.clock), "12345:the-token-of-a-bot", demo=False)


@pytest.fixture
async def http(hall: Hall) -> AsyncIterator[httpx.AsyncClient]:
    """A browser, without any server between."""
    transport = httpx.ASGITransport(app(hall, every(hall)))
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as http:
        yield http


def asked(hall: Hall) -> Iterator[tuple[str, str]]:
    """The method and the path of each route that is not open."""
    for route in every(hall):
        for method in sorted(set(route.methods) - {"HEAD"}):
            if route.path not in OPEN:
                yield method, route.path.replace("{position}", "2")


@pytest.mark.parametrize("cookie", [{}, {"__Host-decuong": "x" * 43}, {"decuong": ""}])
async def test_no_route_answers_without_the_cookie_of_a_device(
    hall: Hall, http: httpx.AsyncClient, cookie: dict[str, str]
) -> None:
    http.cookies.update(cookie)
    paths = list(asked(hall))
    assert {path for _, path in paths} >= {"/api/me", "/api/stream", "/api/say", "/api/files/2", "/api/office"}
    for method, path in paths:
        answer = await http.request(method, path, headers=ASKED)
        assert (path, answer.status_code) == (path, 401)
        assert answer.json()["error"] == "unknown"
        assert "set-cookie" not in answer.headers


FOREIGN = {
    "another site": {"Origin": "https://example.com"},
    "a site that begins like ours": {"Origin": "https://baocao.example.vn.example.com"},
    "a sister of ours": {"Origin": "https://khac.example.vn", "Sec-Fetch-Site": "same-site"},
    "our name at another port": {"Origin": f"{PUBLIC}:8443"},
    "our name on an open line": {"Origin": "http://baocao.example.vn"},
    "a page without a home": {"Origin": "null"},
    "no address at all": {"Origin": "https://[", "Sec-Fetch-Site": "same-origin"},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "same-site": {"Sec-Fetch-Site": "same-site"},
    "a form": {"X-Decuong": ""},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=list(FOREIGN))
async def test_no_other_sites_page_is_heard(hall: Hall, http: httpx.AsyncClient, headers: dict[str, str]) -> None:
    for method, path in [*asked(hall), ("POST", "/api/enter")]:
        if method == "POST":
            answer = await http.post(path, headers={**ASKED, **headers}, json={"code": "x", "key": "k" * 16})
            assert (path, answer.status_code, answer.json()["error"]) == (path, 403, "elsewhere")
            assert answer.json()["text"]


async def test_a_browser_that_says_nothing_of_where_it_comes_from_is_heard(http: httpx.AsyncClient) -> None:
    answer = await http.post("/api/enter", headers={"X-Decuong": "1"}, json={"code": "x", "key": "k" * 16})
    assert (answer.status_code, answer.json()["error"]) == (403, "wrong")


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1:8080", "baocao.example.vn.example.com", "[", ""])
async def test_no_other_name_leads_here(http: httpx.AsyncClient, host: str) -> None:
    for path in ("/", "/api/me", "/api/enter"):
        assert (await http.get(path, headers={"Host": host})).status_code == 421
    assert (await http.post("/api/enter", headers={**ASKED, "Host": host})).status_code == 421
    assert (await http.get("/healthz", headers={"Host": host})).text == WELL


@pytest.mark.parametrize("host", ["baocao.example.vn", "BaoCao.example.vn:443", "baocao.example.vn:8443"])
async def test_our_own_name_leads_here_at_whichever_port_a_proxy_listens(http: httpx.AsyncClient, host: str) -> None:
    assert (await http.get("/", headers={"Host": host})).status_code == 200


HERE = "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("127.0.0.1:8080", "http://127.0.0.1:8080", 403),
        ("localhost:9000", "http://localhost:9000", 403),
        ("[::1]:8080", "http://[::1]:8080", 403),
        ("127.0.0.1:8080", "http://127.0.0.1:9000", 0),
        ("127.0.0.1:8080", "http://localhost:8080", 0),
        ("127.0.0.1:8080", "https://127.0.0.1:8080", 0),
        ("rebound.example.com:8080", "http://rebound.example.com:8080", 421),
    ],
)
async def test_on_this_machine_a_page_is_heard_by_the_port_that_it_came_from(
    hall: Hall, host: str, origin: str, status: int
) -> None:
    local = Hall(hall.core, hall.clock, Hub(), Limits(), HERE)
    transport = httpx.ASGITransport(app(local, every(local)))
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as http:
        headers = {"X-Decuong": "1", "Host": host, "Origin": origin}
        answer = await http.post("/api/enter", headers=headers, json={"code": "x", "key": "k" * 16})
    assert (answer.status_code, answer.json()["error"]) == ((status or 403), "wrong" if status == 403 else "elsewhere")
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD"])
async def test_pages_only_get_and_post(hall: Hall, http: httpx.AsyncClient, method: str) -> None:
    before = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-decuong"}
    for _, path in asked(hall):
        answer = await http.request(method, path, headers={**ASKED, **before, "Origin": "https://example.com"})
        assert (path, answer.status_code) == (path, 405)
        assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_a_path_that_takes_the_other_method_alone_says_so(http: httpx.AsyncClient) -> None:
    for answer in (await http.get("/api/say"), await http.post("/api/me", headers=ASKED)):
        assert (answer.status_code, answer.json()["error"]) == (405, "malformed")
    assert (await http.get("/api/nothing")).status_code == 404


async def test_every_answer_says_what_a_page_may_do(http: httpx.AsyncClient, store: Store) -> None:
    version = Assets().version
    answers = [
        *[await http.get(path) for path in ("/", f"/s/{version}/main.js", f"/s/{version}/nothing.js", "/healthz")],
        *[await http.get(path) for path in ("/api/me", "/api/nothing", "/api/say")],
        *[await http.post("/api/enter", headers=headers, content=b"{") for headers in (ASKED, {}, {"Host": "x"})],
    ]
    with store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE devices"))
    http.cookies["__Host-decuong"] = "x"
    answers.append(await http.get("/api/me"))
    statuses = [200, 200, 404, 200, 401, 404, 405, 422, 403, 421, 500]
    assert [answer.status_code for answer in answers] == statuses
    for answer in answers:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    kept = [answer.url.path for answer in answers if answer.headers["cache-control"] != "no-store"]
    assert kept == [f"/s/{version}/main.js"]
    assert answers[1].headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_telegram_alone_may_show_the_mini_app_within_its_own(http: httpx.AsyncClient) -> None:
    answer = await http.get("/bang")
    assert answer.status_code == 200
    alone = POLICY.replace("frame-ancestors 'none'", "frame-ancestors https://web.telegram.org")
    assert answer.headers["content-security-policy"] == alone


async def test_what_we_did_wrong_is_a_sentence_for_the_page_and_a_line_in_the_log(
    http: httpx.AsyncClient, store: Store, capsys: pytest.CaptureFixture[str], log_as_it_was: None
) -> None:
    log.start("warning", "plain")
    with store.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE devices"))
    http.cookies["__Host-decuong"] = "the-secret-of-a-device"
    answer = await http.get("/api/me?position=5")
    assert (answer.status_code, answer.json()["error"]) == (500, "broken")
    assert answer.json()["text"]
    said = capsys.readouterr().err
    assert "request failed" in said
    assert "no such table: devices" in said
    assert "the-secret-of-a-device" not in said


async def test_what_pages_load_is_kept_for_ever_under_its_version_alone(http: httpx.AsyncClient) -> None:
    version = Assets().version
    page = (await http.get("/")).text
    assert f"/s/{version}/main.js" in page
    old = await http.get("/s/000000000000/main.js")
    now = await http.get(f"/s/{version}/main.js", headers={"Accept-Encoding": "identity"})
    packed = await http.get(f"/s/{version}/main.js", headers={"Accept-Encoding": "gzip"})
    assert old.content == now.content == packed.content
    assert (old.headers["cache-control"], packed.headers["content-encoding"]) == ("no-store", "gzip")
    assert "content-encoding" not in now.headers
    assert now.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path",
    ["../app.py", "%2e%2e/app.py", "..%2fapp.py", "..\\app.py", "/etc/passwd", "%00", "page.html", "main.js/", ""],
)
async def test_nothing_but_what_pages_load_is_handed_out(http: httpx.AsyncClient, path: str) -> None:
    raw = f"/s/{Assets().version}/{path}"
    for asked in (raw, httpx.URL(PUBLIC, raw_path=raw.encode())):
        assert (await http.get(asked)).status_code == 404
