"""What a cell of a list of units says, by its column: a value, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from exports.roster_find import Found
from exports.sheet_page import Spot
from flows.compile_text import one_line
from flows.job import Fault
from flows.roster import unit_id
from flows.rostering_words import PARTY, Column, Term, Vocabulary, find
from flows.text import clip, overladen

_LONGEST_SHOWN = 60
_LONGEST_LIST = 400
_LONGEST_RECIPIENT = 200
_ERROR = re.compile(r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)")
_ITEM_MARK = re.compile(r"^[-–—+*•]\s*")

Read = tuple[object, tuple[Fault, ...]]
"""The value of a cell (None where it says nothing) and what is wrong with it."""


@dataclass(frozen=True)
class Cell:
    """A cell of a list, with its column."""

    found: Found
    spot: Spot
    column: Column

    @property
    def text(self) -> str:
        """What it shows."""
        return self.found.page.text(*self.spot).strip()

    @property
    def name(self) -> str:
        """What it is called: C7."""
        return self.found.cell(*self.spot)

    def fault(self, line: str, **blanks: str) -> tuple[Fault, ...]:
        """Something wrong with it."""
        shown = {
            name: clip(text, _LONGEST_LIST if name == "known" else _LONGEST_SHOWN) for name, text in blanks.items()
        }
        return (Fault(line=line, blanks={"cell": self.name, "column": self.column.heading, **shown}),)


def read_cell(cell: Cell, words: Vocabulary) -> Read:
    """What a cell says."""
    text = cell.text
    if not text and cell.found.origin(*cell.spot) in cell.found.page.formulas:
        return None, cell.fault("units.fault_formula")
    if _ERROR.fullmatch(text):
        return None, cell.fault("units.fault_error", text=text)
    if len(text) > cell.column.limit:
        return None, _too_long(cell, len(text), cell.column.limit)
    if overladen(text):
        return None, cell.fault("units.fault_overladen")
    if not text:
        return None, cell.fault("units.fault_no_name") if cell.column.field == "name" else ()
    return _said(cell, words)


def _said(cell: Cell, words: Vocabulary) -> Read:
    """What a cell says in which something fit to be read stands."""
    match cell.column.field:
        case "kind":
            return _one_of(cell, words.kinds)
        case "party":
            return _one_of(cell, words.styles)
        case "authority":
            return _one_of(cell, words.authorities)
        case "tags":
            return _tags(cell, words)
        case "recipients":
            return _recipients(cell)
    said = one_line(cell.text)
    nameless = cell.column.field == "name" and not unit_id(said)
    return said, cell.fault("units.fault_nameless", text=said) if nameless else ()


def _one_of(cell: Cell, among: Iterable[Term]) -> Read:
    term = find(among, cell.text)
    return (term.key, ()) if term else (None, _unknown(cell, cell.text, among))


def _tags(cell: Cell, words: Vocabulary) -> Read:
    """Tags parted by semicolons, commas or lines."""
    among = (*words.tags, *(style for style in words.styles if style.key == PARTY))
    typed = [part for part in re.split(r"[;,\r\n]", cell.text) if part.strip()]
    terms = [(part, find(among, part)) for part in typed]
    faults = [fault for part, term in terms if term is None for fault in _unknown(cell, part, words.tags)]
    return tuple(dict.fromkeys(term.key for _, term in terms if term)), tuple(faults)


def _recipients(cell: Cell) -> Read:
    """Recipients, one a line or parted by semicolons."""
    parts = (_ITEM_MARK.sub("", one_line(part)).rstrip(" .;,") for part in re.split(r"[;\r\n]", cell.text))
    lines = tuple(part for part in parts if part)
    long = [len(line) for line in lines if len(line) > _LONGEST_RECIPIENT]
    return lines, _too_long(cell, long[0], _LONGEST_RECIPIENT) if long else ()


def _unknown(cell: Cell, text: str, among: Iterable[Term]) -> tuple[Fault, ...]:
    known = "; ".join(term.label for term in among)
    return cell.fault("units.fault_unknown", text=one_line(text), known=known or "…")


def _too_long(cell: Cell, length: int, limit: int) -> tuple[Fault, ...]:
    return cell.fault("units.fault_too_long", length=str(length), limit=str(limit))
