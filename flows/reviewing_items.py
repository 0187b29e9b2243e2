"""The items of a unit's report as buttons of a coordinator, and how pages are turned."""

from __future__ import annotations

from flows.cards import where
from flows.here import Here
from flows.paper import Place
from flows.screens import mark
from flows.turn import Button, Press
from flows.wording import plain


def item_button(at: Here, place: Place) -> Button:
    """A button that opens an item to be read."""
    label = item_label(at, place, mark(at, place))
    return Button(label=label, press=Press(do="read-item", draft=at.draft.id, key=place.question.key))


def item_label(at: Here, place: Place, sign: str) -> str:
    """An item's name behind a sign."""
    return plain("contents.item", mark=sign, where=where(at, place), short=place.question.short)


def turning(press: Press, page: int, pages: int) -> tuple[Button, ...]:
    """The buttons to the page before and behind, as far as there are such."""
    ways = (("page_before", page - 1), ("page_after", page + 1))
    return tuple(
        Button(label=plain(f"button.{label}"), press=press.model_copy(update={"arg": str(to)}))
        for label, to in ways
        if 0 <= to < pages
    )
