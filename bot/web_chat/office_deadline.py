"""Another deadline, of a campaign or of one unit, picked on the page; the chat shows it and asks before it counts."""

from __future__ import annotations

from datetime import datetime

from bot.web_chat.hall import Refusal
from bot.web_chat.office_presses import Outlook
from flows.clock import VIET_NAM
from flows.deadlines import CLOSING, FARTHEST
from flows.record import Record
from flows.turn import Press

AT = "deadline-at"
"""The act of whoever has picked a moment; `arg` says which."""


class Extending(Record):
    """The offer of another deadline, its text a moment as ISO has it, and what it is called.

    A page begins with `day` and `hour`; no day before `today` can be picked. They are days of Viet Nam.
    """

    label: str
    offer: str
    day: str
    hour: str
    today: str


def extending(outlook: Outlook, draft: str = "") -> Extending | None:
    """What is offered for the campaign, or for the unit of a draft; None where the chat offers no such thing."""
    campaign = outlook.view.campaign
    if campaign is None or campaign.state != "open":
        return None
    below = Press(do="unit", draft=draft) if draft else Press(do="campaign", campaign=campaign.id)
    button = outlook.button(below, "extend-unit" if draft else "campaign-deadline")
    if button is None:
        return None
    due, today = campaign.due(draft.rpartition("/")[2]), outlook.now.astimezone(VIET_NAM).date()
    local = due.astimezone(VIET_NAM) if due else datetime.combine(today, CLOSING, VIET_NAM)
    return Extending(
        label=button.label,
        offer=outlook.seal(Press(do=AT, campaign=campaign.id, draft=draft), written=True),
        day=max(local.date(), today).isoformat(),
        hour=f"{local:%H:%M}",
        today=today.isoformat(),
    )


def check_moment(press: Press, now: datetime) -> None:
    """Raises Refusal, 422, where the moment of a deadline is none, has passed, or lies years ahead."""
    if press.do != AT:
        return
    try:
        at = datetime.fromisoformat(press.arg)
    except ValueError:
        raise Refusal(422, "no_moment", "web.office_extend_missing") from None
    if at.tzinfo is None:
        raise Refusal(422, "no_moment", "web.office_extend_missing")
    if at <= now:
        raise Refusal(422, "past", "web.office_extend_past")
    if at - now > FARTHEST:
        raise Refusal(422, "far", "web.office_extend_far")
