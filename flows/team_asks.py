"""What a seat asks for where that is no question of the outline: how it is shown, and what cannot be its answer.

`seat.asks` is "<name>" or "<name>:<what it is about>"; the wording's [asks] has a line of each name. What was turned
away makes a "+" at its end, so that the rest of a message that was cut is not taken for another try.
"""

from __future__ import annotations

from flows.cards import where
from flows.hearing import shows_something
from flows.here import OWN_NAME, Here
from flows.report import Run
from flows.step import CARD, button
from flows.text import overladen
from flows.turn import Button, Say, Typed
from flows.view import View
from flows.wording import plain, say

LIMIT = 1000
"""How many characters may be typed where a seat asks."""

DAYS = {"three_days": 3, "one_week": 7, "two_weeks": 14, "one_month": 30}
"""For how long somebody may be away at the press of a button."""

_TRIED = "+"


def asked(asks: str) -> tuple[str, str]:
    """The name of what is asked for, and what it is about.

    >>> asked("inquiry:han-che+"), asked("colleague")
    (('inquiry', 'han-che'), ('colleague', ''))
    """
    name, _, about = asks.rstrip(_TRIED).partition(":")
    return name, about


def once_more(asks: str) -> str:
    """The same, asked for again."""
    return asks + _TRIED


def mark(asks: str) -> str:
    """What a card that asks for it is about."""
    return f"asks:{asks}"


def asking(here: Here, lead: tuple[Run, ...], edit: bool) -> Say:
    """The card while the seat asks."""
    name, about = asked(here.asks)
    place = here.find(about)
    blanks = {"where": where(here, place), "short": place.question.short} if place else {"name": here.name(about)}
    runs = (*lead, *say(f"asks.{name}", **blanks))
    rows = () if here.nameless and name == OWN_NAME else _buttons(name, about)
    return Say(runs, rows, card=CARD, about=mark(here.asks), edit=edit)


def _buttons(name: str, about: str) -> tuple[tuple[Button, ...], ...]:
    spans = tuple(button(label, "deputy-until", arg=f"{about} {days}") for label, days in DAYS.items())
    rows = (spans[:2], spans[2:]) if name == "deputy" else ()
    return (*rows, (button("stop_asking", "cancel"),))


def not_in_view(view: View, asks: str, move: Typed) -> tuple[Run, ...]:
    """That a message was written before, or over, the card that asks for it, if it was."""
    card = view.card
    seen = card is not None and card.about == mark(asks) and move.position > card.position
    return () if seen else say("asks.not_seen")


def unfit_text(move: Typed, limit: int) -> tuple[Run, ...]:
    """Why a text cannot be passed on, if it cannot."""
    if not move.whole or len(move.text) > limit:
        return say("asks.too_long", limit=limit)
    if overladen(move.text):
        return say("refusal.overladen")
    return () if shows_something(move.text) else say("refusal.empty")


def attached_meanwhile(what: str) -> tuple[Run, ...]:
    """That a file or a picture is not taken while something is asked for."""
    return say("asks.attached", what=plain("asks.file") if what == "document" else plain("asks.message"))
