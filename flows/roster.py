"""The list of units: by what id a unit is known, and what a list that was read would change of what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flows.campaign import Unit
from flows.grid_names import words_of
from flows.outline import Outline
from flows.rostering_words import COLUMNS, PARTY, shown


def unit_id(name: str) -> str:
    """The id of the unit of that name; empty where the name has neither letter nor digit.

    >>> unit_id("Sở Thông tin và Truyền thông"), unit_id("?!")
    ('so-thong-tin-va-truyen-thong', '')
    """
    return "-".join(words_of(name))


def tags(outline: Outline) -> set[str]:
    """The tags of a unit on which anything in the outline depends."""
    return _named(outline, "tags")


def kinds(outline: Outline) -> set[str]:
    """The kinds of unit on which anything in the outline depends."""
    return _named(outline, "kinds")


def _named(outline: Outline, part: str) -> set[str]:
    return {name for condition in _conditions(outline.model_dump()) for name in condition[part]}


def _conditions(part: object) -> Iterator[dict[str, Any]]:
    """Every condition within a part of an outline, at any depth."""
    if isinstance(part, dict):
        if part.get("when"):
            yield part["when"]
        part = tuple(part.values())
    if isinstance(part, list | tuple):
        for piece in part:
            yield from _conditions(piece)


@dataclass(frozen=True)
class Correction:
    """A known unit as it will be, and each field that changes: its name, what was, what will be."""

    unit: Unit
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Difference:
    """What a list that was read changes: units that are new, those that are changed, those that stay as they are.

    Of the last, those `moved` stand in another place of the list than before.
    """

    new: tuple[Unit, ...]
    changed: tuple[Correction, ...]
    unchanged: tuple[Unit, ...]
    moved: tuple[Unit, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units to be saved."""
        return (*self.new, *(one.unit for one in self.changed))


def difference(known: Sequence[Unit], read: Sequence[Unit]) -> Difference:
    """What is new and what is changed, unit by unit; a cell that was left empty changes nothing."""
    held = by_name(known)
    listed = [unit.model_copy(update={"order": place}) for place, unit in enumerate(read, 1)]
    new = tuple(merged(None, unit) for unit in listed if unit.id not in held)
    both = [(held[unit.id], merged(held[unit.id], unit)) for unit in listed if unit.id in held]
    changed = tuple(Correction(after, _fields(before, after)) for before, after in both if _fields(before, after))
    same = tuple((before, after) for before, after in both if not _fields(before, after))
    moved = tuple(after for before, after in same if before.order != after.order)
    return Difference(new, changed, tuple(after for _, after in same), moved)


def by_name(units: Sequence[Unit]) -> dict[str, Unit]:
    """Units by the id that follows from their names, which is how a list knows them."""
    return {unit_id(unit.name): unit for unit in units}


def merged(known: Unit | None, read: Unit) -> Unit:
    """The unit as it will be: what was read, and what is known where nothing was; saved over what is known."""
    said = {name: getattr(read, name) for name in _FIELDS if getattr(read, name)}
    said |= {"party": read.party, "order": read.order}
    unit = (known or Unit(id=read.id, name=read.name)).model_copy(update=said)
    without = tuple(tag for tag in dict.fromkeys(unit.tags) if tag != PARTY)
    unit = unit.model_copy(update={"tags": (*without, PARTY) if unit.party else without})
    return unit.model_copy(update={"tags": known.tags}) if known and set(known.tags) == set(unit.tags) else unit


def _fields(before: Unit, after: Unit) -> tuple[tuple[str, str, str], ...]:
    changed = (name for name in _FIELDS if getattr(before, name) != getattr(after, name))
    return tuple((name, shown(name, before), shown(name, after)) for name in changed)


_FIELDS = tuple(column.field for column in COLUMNS)
