"""The deadline of a campaign, or of one unit that is given longer: typed or pressed, and confirmed once it is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flows.act import Act, press
from flows.campaign import Campaign, Extension
from flows.campaigning_page import Text, changed, late, show, unit_alarm, woken
from flows.campaigning_words import deadline
from flows.clock import VIET_NAM
from flows.days import calendar, day_picked, month_shown, month_title
from flows.deadlines import CLOSING, Read, read_deadline
from flows.progressing_words import short
from flows.schedule import working
from flows.text import fold
from flows.turn import Button, Press, Typed
from flows.wording import plain, say


def leaves(text: str) -> bool:
    """What was typed says that nothing is to be changed after all."""
    return fold(text) in {fold(word) for word in plain("deadline.leave").split("|")}


def ask(act: Act, pressed: Press) -> Act:
    """Asks for the deadline of the campaign, or of the unit whose draft was pressed."""
    return _late(act, pressed) or _asked(act, pressed.draft)


def _late(act: Act, pressed: Press) -> Act | None:
    """Why no deadline can be set here: of a unit only once the campaign is open, and as long as it takes part."""
    if told := late(act, pressed, *(("open",) if pressed.draft else ("planned", "open"))):
        return told
    gone = pressed.draft and _unit(pressed.draft) not in act.campaign.units
    return show(act, say("pick.gone_already")) if gone else None


def _unit(draft: str) -> str:
    return draft.rpartition("/")[2]


def _name(act: Act, draft: str) -> str:
    found = (unit.name for unit in act.view.roster if unit.id == _unit(draft))
    return short(next(found, _unit(draft)), 200)


def _asked(act: Act, draft: str, note: Text = ()) -> Act:
    """The question for a deadline; what is typed next answers it."""
    one = act.campaign
    until = deadline(one.due(_unit(draft)))
    head = (
        say("deadline.ask_unit", unit=_name(act, draft), deadline=until)
        if draft
        else say("deadline.ask", deadline=until)
    )
    wall = press("deadline_calendar", "deadline-day", campaign=one.id, draft=draft)
    rows = ((wall,), (press("cancel", "campaign", campaign=one.id),))
    asks = "extend-unit" if draft else "campaign-deadline"
    return act.rest().sit(campaign=one.id, asks=asks, about=draft).screen((*note, *head, *say("deadline.how")), rows)


def typed(act: Act, move: Typed) -> Act:
    """Takes the deadline that was typed, or says kindly why not and asks again."""
    draft = act.chair.about
    if told := _late(act, Press(do="", draft=draft)):
        return told
    if leaves(move.text):
        return show(act)
    read = read_deadline(move.text, act.now)
    return _asked(act, draft, _refused(read)) if not isinstance(read, tuple) else _offered(act, draft, read, move.text)


def _refused(read: Read) -> Text:
    return () if isinstance(read, tuple) else say(read.line, **read.blanks)


def _offered(act: Act, draft: str, read: Sequence[datetime], typed_: str) -> Act:
    """Goes on with the one moment that was meant, or asks which."""
    if len(read) == 1:
        return _settle(act, draft, read[0])
    one = act.campaign
    rows = tuple(
        (Button(label=deadline(at), press=Press(do="deadline-at", campaign=one.id, draft=draft, arg=at.isoformat())),)
        for at in read
    )
    cancel = press("cancel", "campaign", campaign=one.id)
    return act.screen(say("deadline.which", typed=short(typed_)), (*rows, (cancel,)))


def day(act: Act, pressed: Press) -> Act:
    """A month of the calendar, or the closing hour of the day that was pressed on it."""
    if told := _late(act, pressed):
        return told
    picked = day_picked(pressed.arg)
    if picked:
        return _settle(act, pressed.draft, datetime.combine(picked, CLOSING, VIET_NAM))
    month = month_shown(pressed.arg, act.now)
    at = Press(do="deadline-day", campaign=act.campaign.id, draft=pressed.draft)
    back = press("cancel", "campaign", campaign=act.campaign.id)
    return act.screen(say("calendar.head", month=month_title(month)), (*calendar(month, act.now, at), (back,)))


def at_moment(act: Act, pressed: Press) -> Act:
    """The one of several readings that was meant."""
    return _late(act, pressed) or _settle(act, pressed.draft, datetime.fromisoformat(pressed.arg))


def _settle(act: Act, draft: str, moment: datetime) -> Act:
    """Sets the deadline of a planned campaign; asks for a confirm where units already go by another."""
    if moment <= act.now:
        return _asked(act, draft, say("deadline.past", typed=deadline(moment)))
    if moment == act.campaign.due(_unit(draft)):
        return show(act, say("deadline.same", deadline=deadline(moment)))
    if act.campaign.state == "planned":
        act = changed(act, "campaign-deadline", deadline=moment)
        return show(act, say("deadline.set", deadline=deadline(moment)))
    return _confirm(act, draft, moment)


def _confirm(act: Act, draft: str, moment: datetime) -> Act:
    one = act.campaign
    before = one.due(_unit(draft))
    blanks = {"before": deadline(before), "after": deadline(moment)}
    text = (
        say("deadline.confirm_unit", unit=_name(act, draft), **blanks) if draft else say("deadline.confirm", **blanks)
    )
    text += say("deadline.earlier") if before and moment < before else ()
    text += say("deadline.own_kept", count=len(_kept(one, moment))) if not draft and _kept(one, moment) else ()
    text += () if working(moment.astimezone(VIET_NAM).date()) else say("deadline.day_off")
    arg = moment.isoformat()
    yes = press("deadline_now", "deadline-now", campaign=one.id, draft=draft, rev=one.rev, arg=arg)
    return act.rest().sit(campaign=one.id).screen(text, ((yes, press("cancel", "campaign", campaign=one.id)),))


def _kept(one: Campaign, moment: datetime) -> dict[str, Extension]:
    """The deadlines of single units that are later than the new one of all."""
    return {unit: own for unit, own in one.extensions.items() if own.deadline > moment}


def set_now(act: Act, pressed: Press) -> Act:
    """Sets another deadline of an open campaign, or of one of its units: who is concerned is told."""
    if told := _late(act, pressed) or late(act, pressed, "open"):
        return told
    moment = datetime.fromisoformat(pressed.arg)
    if moment <= act.now:
        return _asked(act, pressed.draft, say("deadline.past", typed=deadline(moment)))
    return _extend_unit(act, pressed.draft, moment) if pressed.draft else _extend(act, moment)


def _extend(act: Act, moment: datetime) -> Act:
    one = act.campaign
    act = changed(act, "campaign-extended", deadline=moment, extensions=_kept(one, moment), n=one.n + 1)
    return show(woken(act, "extended"), say("deadline.extended", deadline=deadline(moment)))


def _extend_unit(act: Act, draft: str, moment: datetime) -> Act:
    unit, earlier = _unit(draft), act.campaign.extensions.get(_unit(draft))
    own = Extension(deadline=moment, n=earlier.n + 1 if earlier else 1)
    act = changed(act, "unit-extended", (unit,), extensions={**act.campaign.extensions, unit: own})
    told = say("deadline.extended_unit", unit=_name(act, draft), deadline=deadline(moment))
    return show(act.wake(unit_alarm(act, unit, "extended")), told)
