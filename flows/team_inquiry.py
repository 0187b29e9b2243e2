"""The last question to the office about an item stands on the item's card, with its answer once there is one."""

from __future__ import annotations

from flows.here import Here
from flows.paper import Place
from flows.report import Run
from flows.text import clip
from flows.wording import say

_SHORT = 300


def asked_office(here: Here, place: Place) -> tuple[Run, ...]:
    """What was asked last about that item, and what the office said."""
    about = [one for one in here.view.inquiries if one.key == place.question.key]
    if not about:
        return ()
    last = about[-1]
    blanks = {"name": here.name(last.by), "text": clip(last.text, _SHORT)}
    if last.answered_at is None:
        return say("inquiry.waiting", **blanks)
    return say("inquiry.settled", **blanks, by=here.name(last.answered_by), answer=clip(last.answer, _SHORT))
