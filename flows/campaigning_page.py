"""The campaigns and each one's page: what it is, and what can be done with it in the state that it is in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flows.act import Act, Rows, press
from flows.alarm import Alarm
from flows.campaign import Campaign
from flows.campaigning_words import deadline, plan_words, yes_or_no
from flows.clock import VIET_NAM
from flows.progress import Progress
from flows.progressing_words import short
from flows.report import Run
from flows.rights import may
from flows.schedule import working
from flows.step import digest
from flows.turn import Button, Event, Press
from flows.wording import plain, say

Text = tuple[Run, ...]

PAGE = 10
"""How many campaigns are listed at a time."""


def campaigns(act: Act, pressed: Press) -> Act:
    """The campaigns that are not archived, or those that are."""
    return show_all(act, arg=pressed.arg)


def show_all(act: Act, note: Text = (), arg: str = "", above: Rows = ()) -> Act:
    """A page of the list of campaigns, under what has just happened; `above` are buttons for that.

    `arg` is "<page>", or "archived:<page>".
    """
    which, _, named = arg.rpartition(":")
    page = int(named) if named.isdecimal() else 0
    archived, first = which == "archived", PAGE * page
    every = [one for one in act.view.campaigns if not dropped(one)]
    shown = [one for one in every if (one.state == "archived") == archived]
    numbered = list(enumerate(shown, start=1))[first : first + PAGE]
    text = (*note, *say("campaign.list_archived" if archived else "campaign.list_head"))
    for number, one in numbered:
        text += _line(number, one)
    unknown = not archived and _no_units(act)
    text += _how(bool(shown), unknown)
    above = (*above, (press("roster_first", "roster"),)) if unknown else above
    rows = tuple((_open_button(number, one),) for number, one in numbered)
    turning = _turning(f"{which}:", page, len(shown))
    return act.rest().screen(text, (*above, *rows, *turning, _list_buttons(len(every) - len(shown), archived)))


def _how(shown: bool, unknown: bool) -> Text:
    """What to do with the list; where no unit is known, that the list of units comes first."""
    how = say("campaign.list_how") if shown else ()
    if unknown:
        return (*how, *say("campaign.list_no_units"))
    return how or say("campaign.list_empty")


def _no_units(act: Act) -> bool:
    """Nobody is known but the office itself, so that no campaign could ask anybody."""
    office = act.view.person.unit if act.view.person else ""
    return all(unit.id == office for unit in act.view.roster)


def _turning(which: str, page: int, count: int) -> Rows:
    """The ways to the pages before and after."""
    before = (press("page_before", "campaigns", arg=f"{which}{page - 1}"),) if page else ()
    after = (press("page_after", "campaigns", arg=f"{which}{page + 1}"),) if count > (page + 1) * PAGE else ()
    return ((*before, *after),) if before or after else ()


def dropped(one: Campaign) -> bool:
    """It was laid aside before it was ever opened."""
    return one.state == "archived" and not one.n


def _line(number: int, one: Campaign) -> Text:
    blanks = {"state": state(one), "title": short(one.title, 200), "deadline": deadline(one.deadline)}
    return say("campaign.list_line", number=number, count=len(one.units), **blanks)


def _open_button(number: int, one: Campaign) -> Button:
    label = plain("campaign.list_label", number=number, title=short(one.title))
    return Button(label=label, press=Press(do="campaign", campaign=one.id))


def _list_buttons(others: int, archived: bool) -> tuple[Button, ...]:
    if archived:
        return (press("campaigns", "campaigns"),)
    label = plain("button.campaigns_archived", count=others)
    kept = Button(label=label, press=Press(do="campaigns", arg="archived:0"))
    return (press("campaign_new", "campaign-new"), *((kept,) if others else ()))


def state(one: Campaign) -> str:
    """The state of a campaign, as people call it."""
    return plain(_STATES[one.state])


_STATES = {
    "planned": "campaign.planned",
    "open": "campaign.open",
    "closed": "campaign.closed",
    "archived": "campaign.archived",
}


def campaign(act: Act, pressed: Press) -> Act:
    """The page of a campaign."""
    return late(act, pressed, "planned", "open", "closed", "archived") or show(act)


def late(act: Act, pressed: Press, *states: str) -> Act | None:
    """Why what was pressed can no longer be done; None, where it can: in those states, at the revision it was shown."""
    one = act.view.campaign
    if one is None or (pressed.campaign and pressed.campaign != one.id):
        return show_all(act, say("campaign.none_left"))
    if one.state not in states:
        return show(act, say("campaign.not_now", state=state(one)))
    if pressed.rev and pressed.rev != one.rev:
        return show(act, say("campaign.changed_since"))
    return None


def changed(act: Act, event: str, units: Iterable[str] = ("",), /, **changes: Any) -> Act:
    """The campaign with those changes, as a fact about it; one for each of the units that it concerns alone."""
    record = act.campaign.model_copy(update=changes)
    ahead = record.model_copy(update={"rev": record.rev + 1})
    every = tuple(ahead if one.id == ahead.id else one for one in act.view.campaigns)
    view = replace(act.view, campaign=ahead, campaigns=every)
    fact = Event(name=event, person=act.person, draft=record.id, rev=ahead.rev, digest=digest(record))
    facts = (fact.model_copy(update={"key": unit}) for unit in units)
    return replace(act.save(record), view=view, events=(*act.events, *facts))


def woken(act: Act, name: str = "begin", units: Iterable[str] | None = None) -> Act:
    """Has the alarms of those units (None: of every unit) begun anew, and those of the campaign itself."""
    concerned = act.campaign.units if units is None else units
    act = act.wake(*(unit_alarm(act, unit, name) for unit in concerned))
    return act.wake(Alarm(subject=act.campaign.id, name=f"begin:{act.campaign.stage()}", due_at=act.now))


def unit_alarm(act: Act, unit: str, name: str) -> Alarm:
    """An alarm that rings at once for a unit's draft, of the stage that it is in."""
    stage = act.campaign.stage(unit)
    return Alarm(subject=f"{act.campaign.id}/{unit}", name=f"{name}:{stage}", due_at=act.now)


def show(act: Act, note: Text = ()) -> Act:
    """The page of the campaign that is looked at, under what has just happened."""
    one = act.campaign
    text = (*note, *say("campaign.head", title=one.title, state=state(one)), *_facts(act))
    rows = {"planned": _planned, "open": _running, "closed": _ended, "archived": _ended}[one.state](act)
    last = (press("campaigns", "campaigns"),)
    return act.rest().sit(campaign=one.id).screen(text, (*rows, last))


def _facts(act: Act) -> Text:
    one = act.campaign
    text = (*say("campaign.units", count=len(one.units)), *say("campaign.deadline", deadline=deadline(one.deadline)))
    if one.deadline and not working(one.deadline.astimezone(VIET_NAM).date()):
        text += say("campaign.day_off")
    if one.extensions:
        text += say("campaign.extended", count=len(one.extensions))
    text += say("campaign.plan", plan=plan_words(one.plan))
    text += say("campaign.sign_off", answer=yes_or_no(one.sign_off))
    return (*text, *(_lacks(one) if one.state == "planned" else _sent(act)))


def _sent(act: Act) -> Text:
    one = act.campaign
    taking_part = tuple(standing for standing in act.view.standings if standing.unit.id in one.units)
    progress = Progress(taking_part, act.now)
    return say("campaign.sent", sent=progress.sent, count=len(one.units), overdue=progress.overdue)


def _lacks(one: Campaign) -> Text:
    """What is still to be set before it can be opened."""
    units = () if one.units else say("campaign.lacks_units")
    moment = () if one.deadline else say("campaign.lacks_deadline")
    return (*units, *moment) or say("campaign.ready")


def _planned(act: Act) -> Rows:
    one = act.campaign
    turned = press("campaign_sign_off_off", "campaign-sign-off", campaign=one.id, arg="off")
    if not one.sign_off:
        turned = press("campaign_sign_off_on", "campaign-sign-off", campaign=one.id, arg="on")
    preview = (press("campaign_preview", "campaign-preview", campaign=one.id),)
    return (
        (press("campaign_units", "campaign-units", campaign=one.id), _deadline_button(one, "campaign_deadline")),
        (press("campaign_plan", "campaign-plan", campaign=one.id),),
        (turned,),
        *((preview,) if one.units and one.deadline else ()),
        (press("campaign_drop", "campaign-drop", campaign=one.id, rev=one.rev),),
    )


def _running(act: Act) -> Rows:
    one = act.campaign
    return (
        *_beside(act),
        (_deadline_button(one, "campaign_extend"), _choosing(one, "campaign_extend_unit", "extend")),
        (press("campaign_add", "campaign-units", campaign=one.id), _choosing(one, "campaign_remove", "remove")),
        (
            press("campaign_plan", "campaign-plan", campaign=one.id),
            press("campaign_close", "campaign-close", campaign=one.id),
        ),
    )


def _ended(act: Act) -> Rows:
    one = act.campaign
    archive = (press("campaign_archive", "campaign-archive", campaign=one.id),) if one.state == "closed" else ()
    return (*_beside(act), (press("campaign_reopen", "campaign-reopen", campaign=one.id), *archive))


def _deadline_button(one: Campaign, label: str) -> Button:
    return press(label, "campaign-deadline", campaign=one.id)


def _choosing(one: Campaign, label: str, purpose: str) -> Button:
    return press(label, "campaign-choose", campaign=one.id, arg=f"{purpose}:0")


def _beside(act: Act) -> Rows:
    """The other pages about a campaign, as far as this person may open them."""
    person, one = act.view.person, act.campaign
    open_to = [name for name in ("progress", "consolidate", "history", "reminders") if person and may(person, name)]
    buttons = tuple(press(f"campaign_{name}", name, campaign=one.id) for name in open_to)
    return tuple(buttons[at : at + 2] for at in range(0, len(buttons), 2))
