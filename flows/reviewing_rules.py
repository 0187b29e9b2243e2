"""What a coordinator may press or type about a unit's report; the tables are the whole of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from flows import reviewing, reviewing_at_once, reviewing_demand, reviewing_read
from flows.act import Act
from flows.act import press as button
from flows.telling_history import tell_history
from flows.turn import Press, Typed
from flows.wording import say

Said = TypeVar("Said", Press, Typed)


def _while_open(rule: Callable[[Act, Said], Act]) -> Callable[[Act, Said], Act]:
    """That rule while the unit can do what is asked of it; else that the campaign is to be opened again first."""

    def ask(act: Act, said: Said) -> Act:
        campaign = act.view.campaign
        if campaign is None or campaign.state == "open" or not act.view.papers:
            return rule(act, said)
        again = button("campaign_reopen", "campaign-reopen", campaign=campaign.id)
        back = button("review", "review", draft=act.view.papers[0].draft.id)
        return act.rest().screen(say("returning.closed"), ((again,), (back,)))

    return ask


RULES: Mapping[str, Callable[[Act, Press], Act]] = {
    "review": reviewing.review,
    "accept": reviewing.accept,
    "reopen-report": reviewing.ask_to_reopen,
    "reopen-report-now": reviewing.reopen,
    "changes": reviewing.changes,
    "file": reviewing.file,
    "return": _while_open(reviewing_demand.ask_for_more),
    "pick": _while_open(reviewing_demand.pick),
    "reason-all": _while_open(reviewing_demand.ask_reason),
    "reason-each": _while_open(reviewing_demand.ask_reasons),
    "return-items": _while_open(reviewing_at_once.demand_items),
    "return-now": _while_open(reviewing_demand.return_now),
    "read-items": reviewing_read.read_items,
    "read-item": reviewing_read.read_item,
    "history": tell_history,
}
"""What may be done about a unit's report."""

ASKED: Mapping[str, Callable[[Act, Typed], Act]] = {"reason": _while_open(reviewing_demand.reason_typed)}
"""What is made of a message that a chair asks for."""
