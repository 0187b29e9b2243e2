"""A database with so many open drafts: one is filled by talking to the assistant, the others are copies of its rows."""

from __future__ import annotations

import asyncio
from pathlib import Path

from benchmarks.copies import UNIT, copy, part
from benchmarks.secretary import Talk
from benchmarks.updates import FIRST_CHAT, PARAGRAPH, Round
from bot.clock import SystemClock
from bot.invite import OUTLINE, Asked, invite
from bot.view import LETTERHEAD, outline
from flows.draft import Answer
from flows.report import Run
from flows.values import Passage, ProseValue
from storage.ledger import Ledger
from storage.store import Store

ANSWERED = 24
FIGURE_KEY, OPTION_KEY, OPTION, PROSE_KEY = "ty-le-2018", "co-nganh-doc", "khong", "phuong-huong"


def prepare(path: Path, drafts: int, answered: int = ANSWERED) -> Round:
    """Makes the database at that path, and gives the round of moves that each of its officers can make."""
    store = Store(f"sqlite:///{path}")
    store.migrate()
    round_ = asyncio.run(_first(store, answered))
    copy(path, drafts, (round_.leap[0], round_.option[0]))
    with store.begin() as ledger:
        part(ledger, drafts)
    store.close()
    return round_


async def _first(store: Store, answered: int) -> Round:
    with store.begin() as ledger:
        asked = Asked(UNIT.replace("-", " "), "Trần Thị Hoa", {"kind": "so", "code": "DV"})
        code = invite(ledger, asked, (outline(OUTLINE), outline(LETTERHEAD)), SystemClock().now())
    talk = Talk(store)
    await talk.says(f"/start {code}")
    await talk.leap(PROSE_KEY)
    written = await talk.says(PARAGRAPH)
    await talk.presses(do="done")
    await talk.leap(OPTION_KEY)
    option = await talk.presses(do="choose", arg=OPTION)
    leap = await talk.leap(FIGURE_KEY)
    with store.begin() as ledger:
        _fill(ledger, talk.secretary.letters[-1].person, answered)
    await talk.assistant.close()
    return Round(leap, option, written)


def _fill(ledger: Ledger, person: str, answered: int) -> None:
    """Answers the first prose questions with a paragraph each, until so many answers are there."""
    draft, now = f"{OUTLINE}/{UNIT}", SystemClock().now()
    held = ledger.records.answers(draft)
    asked = [question for _, question in outline(OUTLINE).every if question.kind == "prose" and not question.when]
    value = ProseValue(passages=(Passage(runs=(Run(text=PARAGRAPH),), source=f"{FIRST_CHAT}/1"),))
    known = {"draft": draft, "state": "closed", "value": value, "by": person, "at": now}
    free = [question.key for question in asked if question.key not in held]
    ledger.records.save([Answer(key=key, **known) for key in free[: max(answered - len(held), 0)]])
