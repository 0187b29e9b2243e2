"""What a page says about whoever sits before it: name and role, the report in hand, how far it is, what is at hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.keyboards import KEYBOARDS
from bot.view import blank_drafts, newest, outline
from bot.web_chat.hall import CHANNEL, Visitor
from flows.campaign import Campaign, Unit
from flows.progressing_words import left
from flows.rights import may
from flows.wording import menu, plain
from storage.ledger import Ledger


def me(ledger: Ledger, visitor: Visitor, now: datetime) -> dict[str, Any]:
    """All of it, as JSON can say it."""
    person = visitor.person
    unit = ledger.records.unit(person.unit)
    campaign = in_hand(ledger, visitor)
    return {
        "person": {
            "key": visitor.key,
            "name": person.name,
            "role": person.role,
            "role_label": plain(f"role.{person.role}"),
        },
        "unit": unit.name if unit else "",
        "campaign": _told(campaign, person.unit, now) if campaign else None,
        "progress": _progress(ledger, unit, campaign) if unit and campaign and person.role != "coordinator" else None,
        "keyboard": [[plain(line) for line in row] for row in KEYBOARDS[person.role]],
        "menu": [{"command": command, "does": does} for command, does in menu(person.role)],
        "office": may(person, "progress"),
    }


def in_hand(ledger: Ledger, visitor: Visitor) -> Campaign | None:
    """The campaign that is open in this chat, else the newest: for a coordinator the one that is looked at."""
    if visitor.person.role == "coordinator":
        chair = ledger.rosters.chair(visitor.person.id)
        wanted, every = chair.campaign if chair else "", newest(tuple(ledger.records.campaigns()))
    else:
        contact = ledger.records.contact(CHANNEL, visitor.address)
        taken = ledger.rosters.campaigns_of(visitor.person.unit)
        wanted = contact.campaign if contact else ""
        every = newest(tuple(one for one in taken if one.state in ("open", "closed")))
    return next((one for one in every if one.id == wanted), every[0] if every else None)


def _told(campaign: Campaign, unit: str, now: datetime) -> dict[str, Any]:
    due = campaign.due(unit)
    counts = due and campaign.state == "open"
    return {
        "title": campaign.title,
        "deadline": due.isoformat() if due else None,
        "left": left(due, now) if due and counts else "",
    }


def _progress(ledger: Ledger, unit: Unit, campaign: Campaign) -> dict[str, int] | None:
    """How many questions of the report are done; None where nothing was written yet."""
    report = blank_drafts(unit, campaign, outline)[0]
    draft = ledger.records.draft(report.id)
    return {"done": draft.done, "total": draft.total} if draft and draft.total else None
