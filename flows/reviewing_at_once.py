"""A coordinators' page asks for more of several items in one step; it is looked over in the chat before it goes."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError

from flows.act import Act
from flows.cards import where
from flows.here import Here
from flows.report import Run
from flows.reviewing import at_report, overtaken, show_review
from flows.reviewing_demand import at_desk, preview, unfit_reason
from flows.turn import Press, Say
from flows.wording import say

_REASONS = TypeAdapter(dict[str, str])


def demand_items(act: Act, pressed: Press) -> Act:
    """Shows what will be sent for the items whose reasons `arg` has as JSON, as if picked and typed one by one."""
    at = at_report(act)
    if at is None:
        return show_review(act)
    seen = pressed if pressed.rev else pressed.model_copy(update={"rev": at.draft.rev})
    if told := overtaken(act, seen, "submitted"):
        return told
    reasons = _reasons(pressed.arg)
    if refused := _refused(at, reasons):
        return act.say(Say(refused))
    picked = tuple(key for key in at.papers[0].asked if key in reasons)
    return preview(at_desk(act, at).sit(picked=picked, reasons=reasons), at)


def _reasons(arg: str) -> Mapping[str, str]:
    """The reasons by question key; none, where that cannot be read."""
    try:
        return {key: reason.strip() for key, reason in _REASONS.validate_json(arg).items()}
    except ValidationError:
        return {}


def _refused(at: Here, reasons: Mapping[str, str]) -> tuple[Run, ...]:
    """Why that cannot be sent, if it cannot: nothing is picked, an item is not asked, a reason is none."""
    if not reasons:
        return say("returning.nothing_picked")
    if set(reasons) - set(at.papers[0].asked):
        return say("returning.unknown_item")
    for place in at.find_all(reasons):
        if why := unfit_reason(reasons[place.question.key]):
            return (*say("returning.of_item", where=where(at, place), short=place.question.short), *why)
    return ()
