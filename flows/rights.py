"""Who may do what: the one table that everything asks, and nothing is allowed that it does not name.

What a person may do is done only to the own unit's things, except by a coordinator, who may do it to all units' alike.
"""

from __future__ import annotations

from collections.abc import Mapping

from flows.campaign import Person, Role

_OFFICER: tuple[Role, ...] = ("officer",)
_UNIT: tuple[Role, ...] = ("officer", "head")
_HEAD: tuple[Role, ...] = ("head",)
_OFFICE: tuple[Role, ...] = ("coordinator",)
_ALL: tuple[Role, ...] = ("officer", "head", "coordinator")

RIGHTS: Mapping[str, tuple[Role, ...]] = {
    # the report
    "start": _ALL,
    "help": _ALL,
    "resume": _UNIT,
    "next": _UNIT,
    "jump": _UNIT,
    "contents": _UNIT,
    "draft": _UNIT,
    "file": _ALL,
    "submit": _OFFICER,
    "submit-now": _OFFICER,
    "withdraw": _OFFICER,
    "withdraw-now": _OFFICER,
    "back": _OFFICER,
    "letterhead": _OFFICER,
    "choose": _OFFICER,
    "prefill": _OFFICER,
    "apply": _OFFICER,
    "undo": _OFFICER,
    "later": _OFFICER,
    "done": _OFFICER,
    "field-done": _OFFICER,
    "blank": _OFFICER,
    "skip": _OFFICER,
    "drop": _OFFICER,
    "again": _OFFICER,
    "field-again": _OFFICER,
    "part": _OFFICER,
    "reopen": _OFFICER,
    "nothing": _OFFICER,
    "none": _OFFICER,
    "grid": _OFFICER,
    "sheet": _OFFICER,
    "fill": _OFFICER,
    # the people of a unit
    "cancel": _ALL,
    "device-link": _ALL,
    "team": _UNIT,
    "colleague": _UNIT,
    "own-name": _UNIT,
    "assign": _OFFICER,
    "assign-give": _OFFICER,
    "assign-take": _OFFICER,
    "assign-clear": _OFFICER,
    "hand-over": _OFFICER,
    "hand-over-now": _OFFICER,
    "deputy": _OFFICER,
    "deputy-until": _OFFICER,
    "deputy-end": _OFFICER,
    "ask-office": _OFFICER,
    "reply": _OFFICE,
    # reminders
    "snooze": _UNIT,
    "settings": _UNIT,
    "hour": _UNIT,
    "mute": _UNIT,
    "unmute": _UNIT,
    "chase": _OFFICE,
    "chase-unit": _OFFICE,
    "chase-now": _OFFICE,
    "reminders": _OFFICE,
    # sign-off, review and inquiries
    "approve": _HEAD,
    "hand-back": _HEAD,
    "scan": _OFFICER,
    "keep": _OFFICER,
    "review": _OFFICE,
    "accept": _OFFICE,
    "reopen-report": _OFFICE,
    "reopen-report-now": _OFFICE,
    "changes": _OFFICE,
    "return": _OFFICE,
    "pick": _OFFICE,
    "reason-all": _OFFICE,
    "reason-each": _OFFICE,
    "return-items": _OFFICE,
    "return-now": _OFFICE,
    "read-items": _OFFICE,
    "read-item": _OFFICE,
    "history": _ALL,
    # campaigns
    "campaigns": _ALL,
    "campaign": _OFFICE,
    "campaign-new": _OFFICE,
    "campaign-make": _OFFICE,
    "campaign-drop": _OFFICE,
    "campaign-restore": _OFFICE,
    "campaign-sign-off": _OFFICE,
    "campaign-preview": _OFFICE,
    "campaign-open": _OFFICE,
    "campaign-units": _OFFICE,
    "campaign-pick": _OFFICE,
    "campaign-pick-none": _OFFICE,
    "campaign-add-now": _OFFICE,
    "campaign-choose": _OFFICE,
    "campaign-remove": _OFFICE,
    "campaign-remove-now": _OFFICE,
    "campaign-deadline": _OFFICE,
    "extend-unit": _OFFICE,
    "deadline-day": _OFFICE,
    "deadline-at": _OFFICE,
    "deadline-now": _OFFICE,
    "campaign-plan": _OFFICE,
    "campaign-plan-save": _OFFICE,
    "campaign-close": _OFFICE,
    "campaign-reopen": _OFFICE,
    "campaign-archive": _OFFICE,
    "campaign-close-now": _OFFICE,
    "campaign-reopen-now": _OFFICE,
    "campaign-archive-now": _OFFICE,
    # the roster, links and roles
    "roster": _OFFICE,
    "roster-form": _OFFICE,
    "roster-how": _OFFICE,
    "roster-apply": _OFFICE,
    "links": _OFFICE,
    "links-now": _OFFICE,
    "invite-message": _OFFICE,
    "invite-messages": _OFFICE,
    "roles": _OFFICE,
    "role": _OFFICE,
    "role-now": _OFFICE,
    "end-access": _OFFICE,
    "end-access-now": _OFFICE,
    "device-invite": _OFFICE,
    "device-invite-now": _OFFICE,
    "invite-coordinator": _OFFICE,
    "invite-coordinator-now": _OFFICE,
    # progress
    "progress": _OFFICE,
    "units": _OFFICE,
    "unit": _OFFICE,
    "unit-find": _OFFICE,
    "unit-draft": _OFFICE,
    "progress-picture": _OFFICE,
    "progress-sheet": _OFFICE,
    "late-list": _OFFICE,
    # the consolidated report
    "consolidate": _OFFICE,
    "consolidate-now": _OFFICE,
    "zip-reports": _OFFICE,
    "stars": _OFFICE,
    "star": _OFFICE,
}
"""Each act with the roles that may do it."""


def may(person: Person, act: str) -> bool:
    """That person's role may do that act.

    >>> may(Person(id="1", name="", unit="", role="head"), "submit-now")
    False
    """
    return person.role in RIGHTS.get(act, ())
