"""The scenes are played in order, each on its day; an officer at work does what the card on the screen asks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.demo.days import moment, working_day
from bot.demo.overheard import Overheard, does
from bot.demo.seeds import Reporter, Scene, Seeds
from bot.demo.stage import Stage
from flows.clock import clock
from flows.letter import Letter

_ON = ("field-done", "done", "fill", "prefill", "choose", "skip", "none", "nothing")
"""What leads on from a question at which nothing more is to be typed, the first that the card has."""

_CLOSES = time(17, 0)


@dataclass
class Officer:
    """Somebody who answers question by question; `behind` are the questions that were answered so far."""

    seeds: Seeds
    reporter: Reporter
    address: str
    at: str = ""
    left: deque[str] = field(default_factory=deque)
    behind: list[str] = field(default_factory=list)

    def move(self, card: Letter | None, until: int) -> str:
        """The next thing to do at that card; nothing once so many questions are behind, or none is asked."""
        question = asked(card) if card else ""
        if question != self.at:
            self.behind += [self.at] if self.at else []
            self.at = question
            self.left = deque(self.seeds.moves_at(self.reporter, question))
        if card is None or not question or len(self.behind) >= until:
            return ""
        return self.left.popleft() if self.left else way_on(card)


def asked(card: Letter) -> str:
    """The question that a card is about; nothing where it asks none."""
    if card.about:
        return card.about.partition(":")[2].partition(":")[0]
    return next((button.press.key for button in card.flat_buttons if button.press.do in _ON), "")


def way_on(card: Letter) -> str:
    """The press that leads on from a card. Raises LookupError where it has none."""
    presses = [button.press for button in card.flat_buttons]
    found = (one for rule in _ON for one in presses if does(one, {"do": rule}))
    press = next(found, None)
    if press is None:
        raise LookupError(f"{card.address} is stuck at {card.about}")
    return f"@{press.do} arg={press.arg}" if press.arg else f"@{press.do}"


class Playing:
    """Plays the seeds on a stage, as seen from the day that is today; `codes` are the invitations by person."""

    def __init__(self, seeds: Seeds, stage: Stage, today: date, codes: dict[str, str]) -> None:
        self._seeds = seeds
        self._stage = stage
        self._today = today
        self._codes = codes
        self._officers: dict[str, Officer] = {}

    async def play(self, told: Callable[[date], None]) -> None:
        """Every scene in turn; `told` hears the day of each."""
        for scene in self._seeds.scenes:
            day = working_day(self._today, -scene.day)
            told(day)
            await self._stage.wait(max(moment(day, scene.at), self._stage.clock.now()))
            for move in scene.moves:
                await self._stage.act({self._address(key): self._said(key, move) for key in scene.who})
            await self._write(scene)

    async def _write(self, scene: Scene) -> None:
        officers = [self._officer(key) for key in scene.who] if scene.until else []
        while moves := _moves(officers, self._stage.heard, scene.until):
            await self._stage.act(moves)

    def _officer(self, key: str) -> Officer:
        reporter = self._seeds.reporter(self._seeds.somebody(key).unit)
        return self._officers.setdefault(key, Officer(self._seeds, reporter, self._address(key)))

    def _address(self, key: str) -> str:
        return self._seeds.id_of(self._seeds.somebody(key))

    def _said(self, key: str, move: str) -> str:
        """A move of a scene with its blanks filled: the own code, the deadlines, the draft of a unit."""
        somebody = self._seeds.somebody(key)
        drafts = {one.code: self._seeds.draft_of(one.code) for one in self._seeds.units}
        dates = {"deadline": self._deadline(self._seeds.deadline), "early": self._deadline(-self._seeds.early)}
        return move.format(code=self._codes[key], draft=drafts, own=somebody.unit, **dates)

    def _deadline(self, day: int) -> str:
        return clock(self._closing(day))

    def _closing(self, day: int) -> datetime:
        return moment(working_day(self._today, day), _CLOSES)


def _moves(officers: list[Officer], heard: Overheard, until: int) -> dict[str, str]:
    moves = {one.address: one.move(heard.card(one.address), until) for one in officers}
    return {address: move for address, move in moves.items() if move}
