"""By what words a list of units is written and understood: its columns, and the kinds, tags and authorities in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from flows.campaign import Unit
from flows.grid_names import words_of
from flows.record import Record
from flows.wording import plain

PARTY = "dang"
"""The tag, and the style of letterhead, of a body of the Party."""

STATE = "nha-nuoc"
"""The style of letterhead of a body of the state."""


class Term(Record):
    """One of the values that a cell may have: the key that is kept, what is shown of it, what else is understood."""

    key: str
    label: str
    names: tuple[str, ...] = ()


class Vocabulary(Record):
    """What may stand in the cells of a list; `party` names the known units of the Party by the ids of their names."""

    kinds: tuple[Term, ...]
    tags: tuple[Term, ...]
    authorities: tuple[Term, ...]
    styles: tuple[Term, ...]
    party: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of the list: the field of a unit, the line with its headings and its hint, how long a text may be."""

    field: str
    line: str
    limit: int = 200
    width: int = 22

    @property
    def heading(self) -> str:
        """What stands over the column."""
        return self.headings[0]

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings by which the column is known."""
        return _parts(plain(self.line).partition("\n")[0])

    @property
    def hint(self) -> str:
        """How the column is to be filled in."""
        return plain(self.line).partition("\n")[2]


COLUMNS = (
    Column("name", "column.name", width=40),
    Column("kind", "column.kind", width=18),
    Column("group", "column.group", 100, 18),
    Column("tags", "column.tags", 200, 20),
    Column("superior", "column.superior", width=30),
    Column("party", "column.style", width=13),
    Column("code", "column.code", 40, 13),
    Column("place", "column.place", 60, 14),
    Column("authority", "column.authority", width=18),
    Column("post", "column.post", 120, 20),
    Column("signer", "column.signer", 80, 22),
    Column("recipients", "column.recipients", 1_500, 34),
    Column("officer", "column.officer", 80, 22),
)
"""The columns in the order in which they are handed out."""


@cache
def terms(line: str) -> tuple[Term, ...]:
    """The terms of a line of the wording, one a row: "key = label | another name"."""
    rows = (row.partition(" = ") for row in plain(line).split("\n") if row.strip())
    return tuple(Term(key=key, label=_parts(names)[0], names=_parts(names)[1:]) for key, _, names in rows)


def vocabulary(units: Iterable[Unit], kinds: Iterable[str], tags: Iterable[str]) -> Vocabulary:
    """The words for these units and for outlines that ask for those kinds and tags besides."""
    units = tuple(units)
    worn = {tag for unit in units for tag in unit.tags}
    return Vocabulary(
        kinds=_with(terms("terms.kinds"), {*kinds, *(unit.kind for unit in units)}),
        tags=tuple(term for term in _with(terms("terms.tags"), {*tags, *worn}) if term.key in {*tags, *worn} - {PARTY}),
        authorities=terms("terms.authorities"),
        styles=terms("terms.styles"),
        party=tuple("-".join(words_of(unit.name)) for unit in units if unit.party),
    )


def _with(known: tuple[Term, ...], keys: set[str]) -> tuple[Term, ...]:
    """The terms, and those that are known by their key alone."""
    others = keys - {term.key for term in known} - {""}
    return (*known, *(Term(key=key, label=key) for key in sorted(others)))


def find(among: Iterable[Term], typed: str) -> Term | None:
    """The term that is meant by its key, its label or another of its names, however it is spelled."""
    said = words_of(typed)
    return next((term for term in among if said in map(words_of, (term.key, term.label, *term.names))), None)


def label(line: str, key: str) -> str:
    """What is shown of a key; the key itself where nothing else is known."""
    return next((term.label for term in terms(line) if term.key == key), key)


def kind_name(kind: str) -> str:
    """What a kind of unit is called.

    >>> kind_name("so"), kind_name("vien")
    ('Sở', 'vien')
    """
    return label("terms.kinds", kind)


def shown(field: str, unit: Unit) -> str:
    """What a cell of the list shows of a unit."""
    match field:
        case "kind":
            return kind_name(unit.kind)
        case "tags":
            return "; ".join(label("terms.tags", tag) for tag in unit.tags if tag != PARTY)
        case "party":
            return label("terms.styles", PARTY if unit.party else STATE)
        case "authority":
            return label("terms.authorities", unit.authority)
        case "recipients":
            return "; ".join(unit.recipients)
        case _:
            return str(getattr(unit, field))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))
