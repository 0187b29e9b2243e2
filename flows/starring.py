"""A coordinator stars the paragraphs of a report that the short consolidated report keeps, and takes stars back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flows.act import Act, Rows, press
from flows.cards import head
from flows.consolidate_stars import Piece, mark, pieces
from flows.draft import Review
from flows.here import Here, here
from flows.paper import Place
from flows.report import Run
from flows.text import clip
from flows.turn import Button, Press, page_number
from flows.wording import plain, say

PAGE = 6
"""How many paragraphs stand on one page."""

_SHOWN = 350
_A_ROW = 3


@dataclass(frozen=True)
class _Item:
    """An item of a report with what can be starred in it, and what is starred so far."""

    at: Here
    place: Place
    pieces: tuple[Piece, ...]
    review: Review

    @property
    def key(self) -> str:
        """The key of the item's question."""
        return self.place.question.key

    @property
    def starred(self) -> tuple[bool, ...]:
        """Whether each piece is starred, in order."""
        return tuple(mark(self.key, piece) in self.review.starred for piece in self.pieces)

    def page_of(self, digest: str) -> int:
        """The page on which a piece stands; the first where it is gone."""
        places = (place for place, piece in enumerate(self.pieces) if piece.digest == digest)
        return next(places, 0) // PAGE


def stars(act: Act, pressed: Press) -> Act:
    """The paragraphs of an item, each with a button to star it or to take its star back."""
    item = _item(act, pressed)
    return act.tell("trouble.old_button") if item is None else _shown(act, item, page_number(pressed))


def star(act: Act, pressed: Press) -> Act:
    """Stars a paragraph, or takes its star back; a button that has not seen the last change only shows it."""
    item = _item(act, pressed)
    if item is None:
        return act.tell("trouble.old_button")
    piece = next((one for one in item.pieces if one.digest == pressed.arg), None)
    page = item.page_of(pressed.arg)
    if piece is None or pressed.rev != item.review.rev:
        return _shown(act, item, page, say("starring.changed_since"))
    named = mark(item.key, piece)
    others = tuple(one for one in item.review.starred if one != named)
    on = len(others) == len(item.review.starred)
    review = item.review.model_copy(update={"starred": (*others, named) if on else others})
    done = act.put("star.set" if on else "star.removed", review, draft=review.draft, key=item.key)
    ahead = review.model_copy(update={"rev": review.rev + 1})
    return _shown(done, _Item(item.at, item.place, item.pieces, ahead), page)


def _item(act: Act, pressed: Press) -> _Item | None:
    view = act.view
    at = here(view, act.now) if view.papers else None
    place = at.find(pressed.key) if at else None
    if at is None or place is None or place.draft != at.draft.id:
        return None
    answer = at.answer(place)
    found = pieces(place.question, answer.value if answer else None)
    review = view.review if view.review and view.review.draft == at.draft.id else Review(draft=at.draft.id)
    return _Item(at, place, tuple({piece.digest: piece for piece in found}.values()), review)


def _shown(act: Act, item: _Item, page: int, lead: tuple[Run, ...] = ()) -> Act:
    count = max(1, -(-len(item.pieces) // PAGE))
    page = min(max(page, 0), count - 1)
    first = page * PAGE
    numbered = list(enumerate(zip(item.pieces, item.starred, strict=True), start=1))[first : first + PAGE]
    lines = [_line(number, piece, on) for number, (piece, on) in numbered]
    said = say("starring.head", unit=item.at.papers[0].unit.name, count=sum(item.starred), total=len(item.pieces))
    text = [*lead, *head(item.at, item.place), *said, *(run for line in lines for run in line)]
    buttons = tuple(_button(item, number, piece, on) for number, (piece, on) in numbered)
    rows: Rows = tuple(buttons[at : at + _A_ROW] for at in range(0, len(buttons), _A_ROW))
    return act.screen(
        tuple(text if item.pieces else [*text, *say("starring.nothing")]), (*rows, *_ways(item, page, count))
    )


def _line(number: int, piece: Piece, on: bool) -> tuple[Run, ...]:
    return say("starring.starred" if on else "starring.plain", number=number, text=clip(piece.text, _SHOWN))


def _button(item: _Item, number: int, piece: Piece, on: bool) -> Button:
    label = plain("button.unstar" if on else "button.star", number=number)
    return Button(label=label, press=Press(do="star", arg=piece.digest, rev=item.review.rev, **_of(item)))


def _ways(item: _Item, page: int, count: int) -> Rows:
    """The pages before and behind, and the way back to the item."""
    ways = (("stars_before", page - 1), ("stars_after", page + 1))
    turns = tuple(press(label, "stars", arg=str(to), **_of(item)) for label, to in ways if 0 <= to < count)
    back = (press("stars_back", "read-item", **_of(item)),)
    return (turns, back) if turns else (back,)


def _of(item: _Item) -> dict[str, Any]:
    return {"draft": item.at.draft.id, "key": item.key}


RULES: Mapping[str, Callable[[Act, Press], Act]] = {"stars": stars, "star": star}
