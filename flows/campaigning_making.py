"""A campaign is made step by step as a planned one, looked at as a whole, and only then opened."""

from __future__ import annotations

from dataclasses import replace

from flows.act import Act, press
from flows.campaign import Campaign, Unit
from flows.campaigning_page import Text, changed, dropped, late, show, show_all, woken
from flows.campaigning_words import deadline, moment_words, yes_or_no
from flows.draft import Draft
from flows.outline import Outline
from flows.paper import Paper
from flows.progressing_words import short
from flows.rostering_words import kind_name
from flows.schedule import moments
from flows.turn import Button, Press
from flows.wording import plain, say


def new(act: Act, pressed: Press) -> Act:
    """Asks by which outline the new campaign is."""
    cancel = (press("cancel", "campaigns"),)
    if not act.view.outlines:
        return act.rest().screen(say("campaign.no_outline"), (cancel,))
    rows = tuple(
        (Button(label=short(one.name), press=Press(do="campaign-make", arg=one.id)),) for one in act.view.outlines
    )
    return act.rest().screen(say("campaign.choose_outline"), (*rows, cancel))


def make(act: Act, pressed: Press) -> Act:
    """Plans a campaign by an outline, of no unit yet."""
    outline = next((one for one in act.view.outlines if one.id == pressed.arg), None)
    if outline is None:
        return new(act, pressed)
    planned = _planned(act, outline)
    ahead = planned.model_copy(update={"rev": 1})
    act = replace(act.put("campaign-planned", planned, draft=planned.id), view=replace(act.view, campaign=ahead))
    return show(act, say("campaign.made"))


def _planned(act: Act, outline: Outline) -> Campaign:
    """A campaign of that outline under an id and a title that no other has."""
    taken, number, known_as, title = {one.id for one in act.view.campaigns}, 1, outline.id, outline.name
    while known_as in taken:
        number += 1
        known_as = f"{outline.id}-{number}"
        title = plain("campaign.title_again", title=outline.name, number=number)
    return Campaign(
        id=known_as, title=title, outline=outline.id, version=outline.version, state="planned", by=act.person
    )


def sign_off(act: Act, pressed: Press) -> Act:
    """Whether the head approves each report before it is sent."""
    if told := late(act, pressed, "planned"):
        return told
    wanted = pressed.arg == "on"
    return show(act if wanted == act.campaign.sign_off else changed(act, "campaign-sign-off", sign_off=wanted))


def drop(act: Act, pressed: Press) -> Act:
    """Lays a campaign that was never opened aside; that can be undone."""
    if told := late(act, pressed, "planned"):
        return told
    act = changed(act, "campaign-dropped", state="archived")
    undo = press("campaign_restore", "campaign-restore", campaign=act.campaign.id)
    return show_all(act, say("campaign.dropped", title=short(act.campaign.title, 200)), above=((undo,),))


def restore(act: Act, pressed: Press) -> Act:
    """Goes on with a planned campaign that was laid aside."""
    if told := late(act, pressed, "archived"):
        return told
    if not dropped(act.campaign):
        return show(act)
    return show(changed(act, "campaign-restored", state="planned"), say("campaign.restored"))


def preview(act: Act, pressed: Press) -> Act:
    """The campaign as it would be opened: of whom, what is asked of them, when each reminder goes."""
    if told := late(act, pressed, "planned") or _unready(act):
        return told
    one = act.campaign
    text = say("preview.head", title=one.title) + _asked(act)
    text += say("preview.deadline", deadline=deadline(one.deadline))
    text += say("preview.sign_off", answer=yes_or_no(one.sign_off)) + _reminders(act) + say("preview.ask")
    opens = (press("campaign_open", "campaign-open", campaign=one.id, rev=one.rev),)
    return act.rest().sit(campaign=one.id).screen(text, (opens, (press("campaign", "campaign", campaign=one.id),)))


def _unready(act: Act) -> Act | None:
    """What is missing before it can be opened, if anything is."""
    one = act.campaign
    if not one.units or one.deadline is None:
        return show(act)
    return show(act, say("preview.past")) if one.deadline <= act.now else None


def _asked(act: Act) -> Text:
    """How many units of each kind there are, and how many questions each of them is asked."""
    one = act.campaign
    units = [unit for unit in act.view.roster if unit.id in one.units]
    outline = next((each for each in act.view.outlines if each.id == one.outline), None)
    text = say("preview.units", count=len(units))
    for kind in dict.fromkeys(unit.kind for unit in units):
        counts = sorted(_questions(outline, unit) for unit in units if unit.kind == kind)
        name = kind_name(kind) or plain("pick.no_kind")
        if counts[0] == counts[-1]:
            text += say("preview.kind", kind=name, count=len(counts), questions=counts[0])
        else:
            text += say("preview.kind_between", kind=name, count=len(counts), least=counts[0], most=counts[-1])
    return text + (say("preview.more") if outline and outline.gates else ())


def _questions(outline: Outline | None, unit: Unit) -> int:
    """How many questions a unit is asked as long as it has answered none."""
    if outline is None:
        return 0
    blank = Draft(id="", unit=unit.id, outline=outline.id, version=outline.version)
    return len(Paper(outline, blank, unit, {}).asked)


def _reminders(act: Act) -> Text:
    one = act.campaign
    assert one.deadline is not None
    ahead = [moment for moment in moments(one.plan, one.deadline) if moment.at > act.now]
    text = say("preview.begin") + (say("preview.reminders") if ahead else say("preview.no_reminders"))
    for moment in ahead:
        text += say("preview.reminder", at=deadline(moment.at), name=moment_words(moment, one.deadline))
    return text + (say("preview.heads") if one.plan.heads and ahead else ())


def open_now(act: Act, pressed: Press) -> Act:
    """Opens the campaign: its units are told, and their reminders begin."""
    if told := late(act, pressed, "planned") or _unready(act):
        return told
    act = changed(act, "campaign-opened", state="open", opened_at=act.now, n=act.campaign.n + 1)
    return show(woken(act), say("campaign.opened", count=len(act.campaign.units)))
