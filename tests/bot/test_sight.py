"""What coordinators had before is read from what was sent; of what is new there was nothing."""

from __future__ import annotations

from room import a_room
from shorthand import START, STTTT

from bot.sight import _before
from bot.view import blank_drafts, outline
from flows.draft import Answer, Submission
from flows.paper import Paper
from flows.report import Letterhead, Report
from flows.values import LineValue

REPORT = Report(title="BÁO CÁO", subject="", letterhead=Letterhead(body="SỞ"), year=2026, blocks=(), file_name="a.docx")


def test_what_was_answered_for_the_first_time_since_the_last_sending_was_nothing_before() -> None:
    with a_room() as room:
        room.officer()
        with room.store.begin() as ledger:
            campaign = ledger.records.campaign("chi-thi-34")
            blank, _ = blank_drafts(ledger.records.unit(STTTT.id), campaign, outline)
            kept = ledger.records.draft(blank.id) or blank
            ledger.records.save([kept.model_copy(update={"state": "submitted", "sent": 2})])
            draft = ledger.records.draft(blank.id)
            held = [answer(draft.id, key) for key in ("same", "changed", "new")]
            ledger.records.save(held)
            ledger.records.save([held[1].model_copy(update={"value": LineValue(text="other"), "rev": 1})])
            sent = {"draft": draft.id, "by": "hoa", "at": START, "report": REPORT}
            ledger.records.save([Submission(n=1, revs={"same": 1, "changed": 1}, **sent), Submission(n=2, **sent)])
            before = _before(ledger, Paper(outline("chi-thi-34"), draft, STTTT, ledger.records.answers(draft.id)))
    assert {key: one.value and one.value.text for key, one in before.items()} == {"changed": "x", "new": None}


def answer(draft: str, key: str) -> Answer:
    return Answer(draft=draft, key=key, state="closed", value=LineValue(text="x"), by="hoa", at=START)
