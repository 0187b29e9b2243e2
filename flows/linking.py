"""Those who report are invited by links: one for each, in one sheet or as messages to be passed on, each good once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from flows.act import Act, press
from flows.alarm import Alarm
from flows.campaign import Campaign
from flows.door import way_in
from flows.draft import Proposal
from flows.inviting import Guest, invitation
from flows.job import Job
from flows.report import Run
from flows.rostering_guests import guest, message, missing
from flows.step import digest
from flows.turn import Event, Finished, Press, Say
from flows.wording import say

_INVITED = ("planned", "open")
"""The states of a campaign in which people are invited to it."""


def ask_for_links(act: Act, pressed: Press) -> Act:
    """Has it counted who is still to be invited; only an alarm of the campaign knows the people of all its units."""
    if refused := _closed(act):
        return act.screen(refused, ((press("to_roster", "roster"),),))
    name = f"invite:{act.now.timestamp():.6f}:{act.person}"
    return act.wake(Alarm(subject=act.campaign.id, name=name, due_at=act.now))


def _closed(act: Act) -> tuple[Run, ...]:
    """Why nobody is invited now, if that is so."""
    campaign = act.view.campaign
    if campaign is None or not campaign.units:
        return say("invitations.no_campaign")
    return () if campaign.state in _INVITED else say("invitations.closed", campaign=campaign.title)


def rang(act: Act, alarm: Alarm) -> Act:
    """Of a campaign: asks the coordinator of the alarm's name; of a draft: writes the message for its unit."""
    by = alarm.name.split(":", 2)[2]
    campaign = act.view.campaign
    still = by in {member.person.id for member in act.view.coordinators}
    if campaign is None or campaign.state not in _INVITED or not still:
        return act
    return _message_of_unit(act, alarm, by) if "/" in alarm.subject else _ask(act, alarm, by)


def _ask(act: Act, alarm: Alarm, by: str) -> Act:
    """Says how many are to be invited, and asks in which way."""
    guests = [missing(standing.unit, act.view.people, act.campaign) for standing in act.view.standings]
    units, count, total = sum(map(bool, guests)), sum(map(len, guests)), len(guests)
    if not units:
        return act.say(Say(say("invitations.all_joined", total=total, campaign=act.campaign.title), to=by))
    proposal = Proposal(id=f"{by}:{alarm.name}", person=by, kind="links", text=act.campaign.id, at=act.now)
    at = {"campaign": act.campaign.id, "proposal": proposal.id}
    rows = ((press("links_sheet", "links-now", **at),), (press("links_messages", "invite-messages", **at),))
    text = say("invitations.ask", units=units, total=total, count=count, campaign=act.campaign.title)
    return act.save(proposal).say(Say(text, rows, card=f"links:{act.campaign.id}", to=by))


def make_sheet(act: Act, pressed: Press) -> Act:
    """Has the sheet of all links made."""
    proposal = _open_proposal(act)
    if proposal is None:
        return act.tell("invitations.settled")
    act = act.save(proposal.model_copy(update={"state": "applied"})).do(Job(kind="links", campaign=act.campaign.id))
    return _instead(act, say("invitations.making"))


def send_messages(act: Act, pressed: Press) -> Act:
    """Has a message written for each unit of which nobody has joined, one after the other."""
    proposal = _open_proposal(act)
    if proposal is None:
        return act.tell("invitations.settled")
    act = act.save(proposal.model_copy(update={"state": "applied"}))
    order = f"{act.now.timestamp():.6f}:{act.person}"
    names = ("invite", "invite-head") if act.campaign.sign_off else ("invite",)
    drafts = [f"{act.campaign.id}/{standing.unit.id}" for standing in act.view.standings]
    alarms = (Alarm(subject=draft, name=f"{name}:{order}", due_at=act.now) for draft in drafts for name in names)
    act = act.wake(*alarms)
    return _instead(act, say("invitations.sending"))


def _open_proposal(act: Act) -> Proposal | None:
    """What was asked, where nobody has answered it yet and people may still be invited."""
    proposal = act.view.proposal
    if proposal is None or proposal.kind != "links" or proposal.person != act.person or _closed(act):
        return None
    return proposal if proposal.state == "open" and proposal.text == act.campaign.id else None


def _instead(act: Act, text: tuple[Run, ...]) -> Act:
    """What comes of it, in place of what was asked."""
    return act.say(Say(text, card=f"links:{act.campaign.id}", edit=True))


def sheet_made(act: Act, ended: Finished) -> Act:
    """Keeps the invitations of a sheet and hands it out; what it holds is forgotten once it was delivered."""
    outcome = ended.outcome
    if not ended.ok:
        return act.tell("invitations.failed")
    if not outcome.invitations:
        return act.tell("invitations.none_needed")
    for made in outcome.invitations:
        own = made.model_copy(update={"by": act.person})
        act = act.put("invited", own, draft=f"{ended.job.campaign}/{made.unit}")
    text = say("invitations.made", count=len(outcome.invitations))
    return act.say(Say(text, file=outcome.file, name=outcome.name, secret=True))


def message_of_unit(act: Act, pressed: Press) -> Act:
    """Writes the message that invites an officer of the unit whose draft was pressed, or its head."""
    if refused := _closed(act):
        return act.say(Say(refused))
    unit = act.view.unit
    if unit is None or not pressed.draft or unit.id not in act.campaign.units:
        return act.tell("trouble.old_button")
    ever = (*(member.person for member in act.view.people), *act.view.left)
    whom = guest(unit, "head" if pressed.arg == "head" else "officer", ever)
    made = invitation(whom, act.view.code, act.now, act.person)
    act = act.put("invited", made, draft=pressed.draft)
    forward = say("invitations.forward", unit=unit.name)
    return act.say(Say(forward), Say(_text(act, whom, act.campaign), secret=True))


def _message_of_unit(act: Act, alarm: Alarm, by: str) -> Act:
    """The message for a unit's officer or head, unless somebody has joined in the meantime."""
    unit, role = act.view.unit, "head" if alarm.name.startswith("invite-head:") else "officer"
    takes_part = unit is not None and unit.id in act.campaign.units
    wanted = missing(unit, act.view.people, act.campaign, act.view.left) if unit and takes_part else ()
    whom = tuple(one for one in wanted if one.role == role)
    if not whom:
        return act
    made = invitation(whom[0], act.view.code, act.now, by)
    fact = Event(name="invited", person=by, draft=alarm.subject, rev=made.rev + 1, digest=digest(made))
    act = replace(act.save(made), events=(*act.events, fact))
    return act.say(Say(_text(act, whom[0], act.campaign), to=by, secret=True))


def _text(act: Act, whom: Guest, campaign: Campaign) -> tuple[Run, ...]:
    return (Run(text=message(whom, campaign, way_in(act.view.links, act.view.code), act.now)),)


RULES: Mapping[str, Callable[[Act, Press], Act]] = {
    "links": ask_for_links,
    "links-now": make_sheet,
    "invite-message": message_of_unit,
    "invite-messages": send_messages,
}
"""What invites people to a campaign."""

ENDED: Mapping[str, Callable[[Act, Finished], Act]] = {"links": sheet_made}
"""What is made of its jobs."""

ALARMS: Mapping[str, Callable[[Act, Alarm], Act]] = {"invite": rang, "invite-head": rang}
"""What its alarms do."""
