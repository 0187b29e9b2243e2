"""What people of one unit may press about each other, and what they are asked to type: tables of an officer's rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows import assigning, inquiring, signing, standing_in, team_handing, team_inviting, team_naming, team_page
from flows.screens import show_place
from flows.step import Step
from flows.turn import Press


def _cancel(step: Step, press: Press) -> Step:
    """Nothing more is asked, and the report goes on."""
    return show_place(step, edit=True)


ANYTIME: Mapping[str, Callable[[Step, Press], Step]] = {
    "cancel": _cancel,
    "team": team_page.team,
    "colleague": team_inviting.colleague,
    "own-name": team_naming.own_name,
    "hand-over": team_handing.hand_over,
    "hand-over-now": team_handing.hand_over_now,
    "deputy": standing_in.deputy,
    "deputy-until": standing_in.until_pressed,
    "deputy-end": standing_in.end,
}
"""What may be done whether or not the report was sent."""

WRITING: Mapping[str, Callable[[Step, Press], Step]] = {
    "assign": assigning.assign,
    "assign-give": assigning.give,
    "assign-take": assigning.take,
    "assign-clear": assigning.take_all,
    "ask-office": inquiring.ask_office,
}
"""What only makes sense while the report is written."""

SEATED: Mapping[str, Callable[[Step, str, str], Step]] = {
    "inquiry": inquiring.inquired,
    "colleague": team_inviting.invited,
    "own-name": team_naming.named,
    "deputy": standing_in.until_typed,
    "hand-back": signing.handed_back,
}
"""What is made of a message (its text) by what the seat asks, and about what."""

BEHIND: Mapping[str, str] = {"inquiry": "ask-office"}
"""The act of which that is the answer, where it is not called as what the seat asks."""
