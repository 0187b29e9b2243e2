"""What the demonstration begins with is read from campaign.toml and answers.toml: who there is, and what they did."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import time
from importlib.resources import files

from bot.invite import OUTLINE
from flows.campaign import Role, Unit
from flows.record import Record
from flows.roster import unit_id

Written = str | tuple[str, ...]
"""What an officer does at a question: the text typed, or several moves of which "@done" presses what does that."""


class Somebody(Record):
    """A person of a unit (by the unit's short name), known in the scenes as `key`; `plays` is what visitors may be."""

    key: str
    name: str
    unit: str
    role: Role = "officer"
    plays: str = ""


class Reporter(Record):
    """A unit that takes part; answers are looked up in `voices`, the first that has one, with `facts` in the blanks."""

    name: str
    code: str
    kind: str
    group: str
    tags: tuple[str, ...] = ()
    superior: str
    place: str
    authority: str = "truc-tiep"
    post: str
    signer: str
    voices: tuple[str, ...] = ()
    facts: Mapping[str, str] = {}

    @property
    def unit(self) -> Unit:
        """The unit as the roster knows it."""
        return Unit(id=unit_id(self.name), **self.model_dump(exclude={"voices", "facts"}))


class Scene(Record):
    """What people do on a working day, `day` before today: moves, or answering until so many questions are behind.

    A move is what is typed or, where it begins with "@", the rule of the button pressed with what else is known of it.
    """

    day: int
    at: time
    who: tuple[str, ...]
    moves: tuple[str, ...] = ()
    until: int = 0


class Seeds(Record):
    """The whole of it; the campaign's deadline is so many working days after today, `early` so many before."""

    office: Reporter
    deadline: int
    early: int
    people: tuple[Somebody, ...]
    units: tuple[Reporter, ...]
    scenes: tuple[Scene, ...]
    answers: Mapping[str, Mapping[str, Written]]

    def somebody(self, key: str) -> Somebody:
        """The person whom the scenes call that."""
        return next(one for one in self.people if one.key == key)

    def reporter(self, code: str) -> Reporter:
        """The unit, or the office, of that short name."""
        return next(one for one in (self.office, *self.units) if one.code == code)

    def id_of(self, somebody: Somebody) -> str:
        """The id of a person, which is the address of the person's chat too."""
        return f"{self.reporter(somebody.unit).unit.id}.{somebody.key}"

    def draft_of(self, code: str) -> str:
        """The draft of the unit of that short name."""
        return f"{OUTLINE}/{self.reporter(code).unit.id}"

    def moves_at(self, reporter: Reporter, question: str) -> Sequence[str]:
        """What an officer of that unit does at a question; nothing, where no voice of the unit has an answer."""
        found = (self.answers.get(voice, {}).get(question) for voice in (reporter.code, *reporter.voices))
        written = next((one for one in found if one is not None), ())
        moves = (written,) if isinstance(written, str) else written
        blanks = {"unit": reporter.name, "code": reporter.code, "place": reporter.place, **reporter.facts}
        return [move.strip().format_map(blanks) for move in moves]


def seeds() -> Seeds:
    """The seeds of the package."""
    return Seeds.model_validate({**_read("campaign.toml"), "answers": _read("answers.toml")})


def _read(name: str) -> dict[str, object]:
    return tomllib.loads(files("bot.demo").joinpath(name).read_text(encoding="utf-8"))
