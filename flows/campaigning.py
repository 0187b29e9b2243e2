"""The making and running of campaigns: which part of the conversation answers which act of a coordinator."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows.act import Act
from flows.campaigning_choose import choose, remove, remove_now, typed_for
from flows.campaigning_deadline import ask, at_moment, day, set_now, typed
from flows.campaigning_life import PASSAGES, asking, going
from flows.campaigning_making import drop, make, new, open_now, preview, restore, sign_off
from flows.campaigning_page import campaign, campaigns
from flows.campaigning_plan import edit, save
from flows.campaigning_units import add_now, only_none, pick, toggle, typed_list
from flows.turn import Press, Typed

RULES: Mapping[str, Callable[[Act, Press], Act]] = {
    "campaigns": campaigns,
    "campaign": campaign,
    "campaign-new": new,
    "campaign-make": make,
    "campaign-drop": drop,
    "campaign-restore": restore,
    "campaign-sign-off": sign_off,
    "campaign-preview": preview,
    "campaign-open": open_now,
    "campaign-units": pick,
    "campaign-pick": toggle,
    "campaign-pick-none": only_none,
    "campaign-add-now": add_now,
    "campaign-choose": choose,
    "campaign-remove": remove,
    "campaign-remove-now": remove_now,
    "campaign-deadline": ask,
    "extend-unit": ask,
    "deadline-day": day,
    "deadline-at": at_moment,
    "deadline-now": set_now,
    "campaign-plan": edit,
    "campaign-plan-save": save,
    **{passage.act: asking(passage) for passage in PASSAGES},
    **{f"{passage.act}-now": going(passage) for passage in PASSAGES},
}
"""What may be pressed, or typed as a command."""

ASKED: Mapping[str, Callable[[Act, Typed], Act]] = {
    "campaign-list": typed_list,
    "campaign-deadline": typed,
    "extend-unit": typed,
    "find-remove": typed_for("remove"),
    "find-extend": typed_for("extend"),
}
"""What is made of a message, by what the chair asks."""
