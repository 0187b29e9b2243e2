"""What a reminder says: whose report, by when, which items are missing, with a button to the first."""

from __future__ import annotations

from datetime import datetime

from flows.act import Rows, press
from flows.alarm import Reminder
from flows.cards import where
from flows.clock import clock
from flows.paper import Place
from flows.progressing_words import left
from flows.reminding_whom import Owing
from flows.report import Run
from flows.turn import Button, Say
from flows.wording import plain, say

NAMED = 8
"""How many missing items are named."""

_TOLD = {
    "begin": ("remind.begins", "remind.begins_head", "remind.begins_head_signs"),
    "extended": ("remind.extended", "remind.extended_head", "remind.extended_head_signs"),
    "added": ("remind.added", "remind.added_head", "remind.added_head"),
    "reopened": ("remind.reopened", "remind.reopened_head", "remind.reopened_head"),
    "closed": ("remind.closed", "remind.closed", "remind.closed"),
    "removed": ("remind.removed", "remind.removed", "remind.removed"),
}
_BUTTONS = {"begin": "begin", "closed": "open_report"}


def letter(owing: Owing, deadline: datetime, lead: str) -> Say:
    """The reminder of one person."""
    head = say(lead, title=owing.act.campaign.title)
    due = say("remind.deadline", at=clock(deadline), left=left(deadline, owing.act.now))
    return Say((*head, *due, *_body(owing)), _rows(owing), card=card(owing), to=owing.member.person.id)


def card(owing: Owing) -> str:
    """The card of all reminders of a report: a newer one takes the place of an older one."""
    return f"reminder:{owing.here.draft.id}"


def announcement(owing: Owing, what: str, reminder: Reminder) -> Say:
    """That a unit is asked for a report ("begin"), has longer for it ("extended"), or what else became of that."""
    campaign, unit = owing.act.campaign, owing.here.draft.unit
    due, now = campaign.due(unit), owing.act.now
    blanks = {"title": campaign.title, "at": clock(due) if due else "", "left": left(due, now) if due else ""}
    name = owing.act.view.unit.name if owing.act.view.unit else unit
    told = say(_line(owing, what), unit=name, total=len(owing.here.keys), **blanks)
    rows = () if what == "removed" else ((_way(owing, what),),)
    return Say(told, rows, card=card(owing), about=reminder.mark, to=reminder.person)


def _line(owing: Owing, what: str) -> str:
    """The sentence for whom it is: a head writes nothing."""
    own, head, signs = _TOLD[what]
    if owing.member.person.role != "head":
        return own
    return signs if owing.act.campaign.sign_off else head


def _way(owing: Owing, what: str) -> Button:
    """What whoever is told may press."""
    if owing.member.person.role == "head":
        return press("open_report", "contents", draft=owing.here.draft.id)
    return press(_BUTTONS.get(what, "resume"), "resume", draft=owing.here.draft.id)


def _body(owing: Owing) -> tuple[Run, ...]:
    """What is still to be done, and by whom."""
    match owing.what:
        case "items" if owing.here.draft.state == "returned" and owing.here.draft.demands:
            return _listed(owing, "remind.wanted", owing.items)
        case "items":
            return _listed(owing, "remind.items", owing.items)
        case "others":
            return _listed(owing, "remind.others", owing.missing)
        case "submit" if owing.here.draft.state == "returned":
            return say("remind.submit_again")
        case "submit":
            return say("remind.submit")
        case "scan":
            return say("remind.scan")
        case "sign":
            return say("remind.sign")
        case _:
            return say("remind.head", left=len(owing.missing))


def _listed(owing: Owing, line: str, places: tuple[Place, ...]) -> tuple[Run, ...]:
    """The first of the items by name, and how many more there are."""
    here = owing.here
    named = (plain("remind.item", where=where(here, one), short=one.question.short) for one in places[:NAMED])
    items = "\n".join(named)
    more = len(places) - NAMED
    return (*say(line, count=len(places), items=items), *(say("remind.more", more=more) if more > 0 else ()))


def _rows(owing: Owing) -> Rows:
    draft = owing.here.draft.id
    put_off = (
        press("in_two_hours", "snooze", draft=draft, arg="2h"),
        press("in_the_morning", "snooze", draft=draft, arg="morning"),
    )
    return ((_first(owing),), put_off, (press("reminder_settings", "settings", draft=draft),))


def _first(owing: Owing) -> Button:
    """What leads to what is to be done."""
    draft, items = owing.here.draft.id, owing.items
    match owing.what:
        case "items":
            return press("begin_first", "jump", draft=draft, key=items[0].question.key)
        case "submit":
            return press("submit", "submit", draft=draft)
        case "others":
            return press("contents", "contents", draft=draft)
        case _:
            return press("open_report", "resume", draft=draft)
