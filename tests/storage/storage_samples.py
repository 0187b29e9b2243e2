"""What the storage tests keep, made short."""

from datetime import UTC, datetime, timedelta

from flows.campaign import Contact
from flows.draft import Answer, Draft
from flows.job import Job
from flows.letter import Letter
from flows.report import Letterhead, Report
from flows.values import LineValue
from storage.jobs import Errand
from storage.store import Store

NOW = datetime(2019, 4, 5, 8, 0, tzinfo=UTC)
SERVED = ("telegram",)
"""The channels that a program serves in these tests."""


def after(seconds: float) -> datetime:
    """That long after the tests begin."""
    return NOW + timedelta(seconds=seconds)


def draft(id_: str = "stttt") -> Draft:
    """A new draft."""
    return Draft(id=id_, unit="stttt", outline="chi-thi-34", version=1)


def answer(text: str, rev: int = 0, **more: str) -> Answer:
    """An answer of the draft "stttt", read at that revision."""
    named = {"draft": "stttt", "key": "dac-diem"} | more
    return Answer(**named, rev=rev, state="closed", value=LineValue(text=text), by="an", at=NOW)


def report() -> Report:
    """A report with nothing in it."""
    head = Letterhead(body="SỞ")
    return Report(title="BÁO CÁO", subject="", letterhead=head, year=2019, blocks=(), file_name="a.docx")


def contact(address: str, at: datetime = NOW, rev: int = 0) -> Contact:
    """A contact of the person "an"."""
    return Contact(channel="telegram", address=address, rev=rev, person="an", at=at)


def letter(id_: str, address: str = "7", card: str = "", **more: object) -> Letter:
    """A letter that may go at once."""
    times = {"at": NOW, "not_before": NOW} | more
    return Letter(id=id_, channel="telegram", address=address, card=card, **times)


def errand(id_: str, address: str = "7", *, holds: bool = True, at: datetime = NOW) -> Errand:
    """A download for an address."""
    return Errand(id_, "telegram", address, "an", Job(kind="read-sheet", draft="stttt"), holds, at)


def keep(store: Store, *bodies: str, address: str = "7", first: int = 1) -> int:
    """Keeps updates with consecutive ids and says how many were new."""
    raws = [(first + n, address, body.encode()) for n, body in enumerate(bodies)]
    with store.begin() as ledger:
        return ledger.inbox.keep("telegram", raws, NOW)


def waiting(store: Store, at: datetime = NOW) -> list[str]:
    """The bodies that wait to be played, in order."""
    with store.begin() as ledger:
        return [row.body.decode() for row in ledger.inbox.waiting(100, at, SERVED)]


def due(store: Store, at: datetime = NOW, limit: int = 100) -> list[str]:
    """The ids of the letters that a postman claims."""
    with store.begin() as ledger:
        return [claim.letter.id for claim in ledger.outbox.due(limit, at, SERVED)]
