"""A campaign that was opened is closed, opened again and archived: asked for first, told what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flows.act import Act, press
from flows.campaign import CampaignState
from flows.campaigning_page import changed, dropped, late, show, unit_alarm, woken
from flows.campaigning_words import deadline
from flows.progressing_words import short
from flows.standing import UNFINISHED
from flows.turn import Press
from flows.wording import say


@dataclass(frozen=True)
class Passage:
    """A campaign's way from some states to another: by which act, as which fact, what is asked and what is told."""

    act: str
    event: str
    states: tuple[CampaignState, ...]
    after: CampaignState
    label: str
    asks: str
    tells: str


CLOSE = Passage(
    "campaign-close",
    "campaign-closed",
    ("open",),
    "closed",
    "campaign_close",
    "campaign.close_ask",
    "campaign.close_done",
)
REOPEN = Passage(
    "campaign-reopen",
    "campaign-reopened",
    ("closed", "archived"),
    "open",
    "campaign_reopen",
    "campaign.reopen_ask",
    "campaign.reopen_done",
)
ARCHIVE = Passage(
    "campaign-archive",
    "campaign-archived",
    ("closed",),
    "archived",
    "campaign_archive",
    "campaign.archive_ask",
    "campaign.archive_done",
)
PASSAGES = (CLOSE, REOPEN, ARCHIVE)


def asking(passage: Passage) -> Callable[[Act, Press], Act]:
    """The rule that asks whether a campaign is to go that way."""

    def ask(act: Act, pressed: Press) -> Act:
        if told := _late(act, pressed, passage):
            return told
        one = act.campaign
        blanks = {"title": short(one.title, 200), "deadline": deadline(one.deadline)}
        text = say(passage.asks, **blanks)
        past = passage is REOPEN and one.deadline is not None and one.deadline <= act.now
        text += say("campaign.reopen_late") if past else ()
        yes = press(passage.label, f"{passage.act}-now", campaign=one.id, rev=one.rev)
        return act.rest().screen(text, ((yes, press("cancel", "campaign", campaign=one.id)),))

    return ask


def going(passage: Passage) -> Callable[[Act, Press], Act]:
    """The rule that has a campaign go that way; alarms of before count no more."""

    def go(act: Act, pressed: Press) -> Act:
        if told := _late(act, pressed, passage):
            return told
        act = changed(act, passage.event, state=passage.after, n=act.campaign.n + 1)
        return show(_wake(act, passage), say(passage.tells))

    return go


def _wake(act: Act, passage: Passage) -> Act:
    """Has those told who still owe their report, one after the other."""
    if passage is REOPEN:
        return woken(act, "reopened")
    owing = [one.unit.id for one in act.view.standings if one.state in UNFINISHED] if passage is CLOSE else []
    return act.wake(*(unit_alarm(act, unit, "closed") for unit in owing))


def _late(act: Act, pressed: Press, passage: Passage) -> Act | None:
    """Why it cannot go that way; what was laid aside before it was opened is not opened again like this."""
    if told := late(act, pressed, *passage.states):
        return told
    return show(act) if dropped(act.campaign) else None
