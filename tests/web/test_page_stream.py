"""A page sees that its line is dead although nobody told it, and that its person has gone on elsewhere."""

from playwright.sync_api import Route
from web_page import Chat
from web_site import Site

from bot.clock import SystemClock
from bot.spoken import Spoken
from bot.web_chat.inbound import ANY_TIME, Inbound
from flows.campaign import Contact
from flows.turn import Press

SILENCE = 46_000
"""More milliseconds than a page waits for a ping."""


def begun(chat: Chat) -> str:
    """Somebody has come in and is asked the first question; the id of the report."""
    unit = chat.site.new_unit()
    chat.enters(unit=unit)
    chat.waits_for("Khi đã sẵn sàng")
    chat.presses("Bắt đầu")
    chat.waits_for("câu 1/")
    return f"chi-thi-34/{unit.id}"


def test_a_line_on_which_nothing_is_heard_is_opened_anew(phone: Chat) -> None:
    phone.watch.expects("failed /api/stream")
    begun(phone)
    phone.page.clock.install()
    held: list[Route] = []
    phone.page.route("**/api/stream*", lambda route: held.append(route))  # noqa: PLW0108 - a built-in takes no mark
    with phone.page.expect_request("**/api/stream*"):
        phone.reloads()
    phone.page.clock.run_for(SILENCE // 2)
    assert len(held) == 1
    with phone.page.expect_request("**/api/stream*"):
        phone.page.clock.run_for(SILENCE // 2)
    phone.page.unroute("**/api/stream*")
    with phone.page.expect_response("**/api/stream*"):
        phone.page.clock.run_for(SILENCE)
    phone.says("Sở có 45 công chức.")
    phone.waits_for("Đã lưu 1 đoạn")


def elsewhere(site: Site, person: str, press: Press) -> None:
    """The person presses something at another address."""
    now = SystemClock().now()
    with site.store.begin() as ledger:
        ledger.records.save([Contact(channel="web", address=f"{person}.khac", person=person, at=now)])
        pressed = Spoken(what="pressed", at=ANY_TIME, position=0, press=press)
        Inbound(ledger, f"{person}.khac", now).once("press-elsewhere", pressed)


def person_of(site: Site, unit: str) -> str:
    with site.store.begin() as ledger:
        (member,) = ledger.rosters.people_of(unit)
    return member.person.id


def test_what_was_done_elsewhere_is_shown_once_the_page_is_looked_at_again(phone: Chat, site: Site) -> None:
    report = begun(phone)
    unit = report.partition("/")[2]
    nothing = Press(do="none", draft=report, key="dac-diem-tinh-hinh", arg="khong-phat-sinh")
    elsewhere(site, person_of(site, unit), nothing)
    # What no page has brought is played with whatever a page brings next.
    looks(phone)
    site.until(lambda: answered(site, report))
    looks(phone)
    phone.waits_for("câu 2/")
    said = phone.said
    phone.reloads()
    phone.reloads()
    phone.says("Có 45 công chức.")
    phone.waits_for("Đã lưu 1 đoạn")
    assert phone.said[:-1] == said[:-1]


def answered(site: Site, report: str) -> bool:
    with site.store.begin() as ledger:
        return bool(ledger.records.answers(report))


def looks(chat: Chat) -> None:
    """Somebody comes back to the page."""
    with chat.page.expect_response("**/api/look"):
        chat.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
