"""Units are known by what people call them: by name or short name, without regard to case, diacritics or numbering."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.campaign import Unit
from flows.text import fold, nfc, paragraphs

_LEADING = re.compile(r"^\s*(?:[-+*•]|\d{1,3}[.)/]|\(\d{1,3}\))\s*")
_SHORTEST = 2


@dataclass(frozen=True)
class Matched:
    """The units that a list names, in the order of the roster, and the lines that name none or several."""

    units: tuple[Unit, ...]
    unmatched: tuple[str, ...]
    several: tuple[str, ...]


def match(typed: str, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units that may be meant: those of exactly that name or short name, else those with it in their name."""
    name = " ".join(nfc(_LEADING.sub("", typed)).split())
    wanted = fold(name)
    exact = tuple(unit for unit in units if wanted and wanted in (fold(unit.name), fold(unit.code)))
    to_the_letter = tuple(unit for unit in exact if nfc(unit.name).casefold() == name.casefold())
    if exact or len(wanted) < _SHORTEST:
        return to_the_letter or exact
    return tuple(unit for unit in units if wanted in fold(unit.name))


def match_lines(text: str, units: Sequence[Unit]) -> Matched:
    """The units that a list of names, one a line, means."""
    found = [(line.strip(), match(line, units)) for line in paragraphs(text)]
    meant = {units[0].id for _, units in found if len(units) == 1}
    return Matched(
        tuple(unit for unit in units if unit.id in meant),
        tuple(line for line, units in found if not units),
        tuple(line for line, units in found if len(units) > 1),
    )
