"""What a page of the coordinators offers to press is what the chat shows below the same screen, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.web_chat.offers import Offers
from flows.act import act
from flows.campaign import Person
from flows.play import play
from flows.progressing_unit import show_briefly
from flows.record import Record
from flows.standing import Standing
from flows.turn import Button, Effect, Press, Pressed, Say
from flows.view import View
from flows.wording import plain

OF_CAMPAIGN = ("chase", "progress-picture", "progress-sheet", "late-list")
"""What of the buttons below the progress stands on the page too; the others lead to what the page shows itself."""

OF_PACKING = ("zip-reports",)
"""What of the buttons below the choice of reports to consolidate."""

OF_ROW = ("chase-unit", "extend-unit", "unit-draft")
"""What of a unit's buttons stands in the list."""

OF_REVIEW = ("accept", "reopen-report", "file")
"""What of the buttons below a report that was sent."""

OF_UNIT = ("unit-draft", "chase-unit", "invite-message", "roles", "history", "reminders")
"""What of the buttons of a unit's own page, which has a deadline picked by itself."""

_SIGNS = re.compile(r"^\W+")

RETURN = "return-items"
"""The act that asks for more of several items at once, each with its reason."""


class Offer(Record):
    """Something that may be pressed: what it does, what it is called, and the sealed press."""

    do: str
    label: str
    offer: str


@dataclass(frozen=True)
class Outlook:
    """A coordinator at a page: what is looked at, as it stands now, and who may press what of it."""

    view: View
    person: Person
    now: datetime
    offers: Offers

    def seal(self, press: Press, *, written: bool = False) -> str:
        """The offer of a press, which the page shows in words of its own; `written` where the page gives its arg."""
        return self.offers.seal(self.person, press, written=written)

    def button(self, below: Press, do: str) -> Button | None:
        """The button of an act that the chat would show, were that pressed, without signs; None where there is none."""
        found = next(self._picked(self._screen(below), (do,)), None)
        return found.model_copy(update={"label": _bare(found.label)}) if found else None

    def of_campaign(self) -> tuple[Offer, ...]:
        """What may be done about the campaign."""
        campaign = self.view.campaign
        if campaign is None:
            return ()
        shown = self._picked(self._screen(Press(do="progress", campaign=campaign.id)), OF_CAMPAIGN)
        packing = self._picked(self._screen(Press(do="consolidate", campaign=campaign.id)), OF_PACKING)
        own = (("keyboard.consolidate", "consolidate"), ("button.links", "links"), ("keyboard.campaigns", "campaign"))
        named = [Button(label=plain(line), press=Press(do=do, campaign=campaign.id)) for line, do in own]
        return self._sealed((*shown, *named[: 2 if campaign.units else 0], *packing, *named[2:]))

    def of_row(self, standing: Standing) -> tuple[Offer, ...]:
        """What may be done about a unit of the list, whose draft has not been read."""
        shown = show_briefly(act(self.view, self.now), standing).effects
        return self._sealed(self._picked(_buttons(shown), OF_ROW))

    def of_unit(self) -> tuple[Offer, ...]:
        """What may be done about the unit that is read, in its state."""
        draft = self.view.papers[0].draft
        review = self._picked(self._screen(Press(do="review", draft=draft.id)), self._of_review())
        unit = self._picked(self._screen(Press(do="unit", draft=draft.id)), OF_UNIT)
        return self._sealed((*review, *unit))

    def _of_review(self) -> tuple[str, ...]:
        """Without the file that was sent, where the page of the unit hands out the same."""
        draft = self.view.papers[0].draft
        same = draft.state in ("submitted", "accepted") and not draft.signed
        return OF_REVIEW[:-1] if same else OF_REVIEW

    def returning(self) -> str:
        """The offer to ask for more, where the chat offers that; the page writes the reasons."""
        draft = self.view.papers[0].draft
        asked = self.button(Press(do="review", draft=draft.id), "return")
        return self.seal(Press(do=RETURN, draft=draft.id, rev=draft.rev), written=True) if asked else ""

    def _screen(self, press: Press) -> tuple[Button, ...]:
        """The buttons that the chat would show, were that pressed there; nothing comes of it."""
        return _buttons(play(self.view, Pressed(press), self.now).effects)

    def _picked(self, buttons: Iterable[Button], wanted: Collection[str]) -> Iterator[Button]:
        return (button for button in buttons if button.press.do in wanted)

    def _sealed(self, buttons: Iterable[Button]) -> tuple[Offer, ...]:
        made = (Offer(do=one.press.do, label=_bare(one.label), offer=self.seal(one.press)) for one in buttons)
        return tuple(one for one in made if one.offer)


def _bare(label: str) -> str:
    """A label without the signs before it, which stand for colours in a chat that has none."""
    return _SIGNS.sub("", label)


def _buttons(effects: Iterable[Effect]) -> tuple[Button, ...]:
    """The buttons of what is said to the one who pressed."""
    said = (one for one in effects if isinstance(one, Say) and not one.to)
    return tuple(button for one in said for row in one.buttons for button in row)
