"""Where a list of units stands in a workbook: the line of its headings is found by what they say, on any page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from openpyxl.utils import get_column_letter

from exports.sheet_page import Page, Spot
from flows.grid_names import words_of
from flows.rostering_words import COLUMNS
from flows.wording import plain

_DEEPEST = 20
"""Within how many lines from the top the headings are looked for."""

Words = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A list on a page: the line of its headings, and the place of each field that has a column.

    `strange` are the spots of headings that name no column, `twice` those of columns that are there already.
    `prefix` goes before a cell's name where lists stand on several pages.
    """

    page: Page
    line: int
    places: Mapping[str, int]
    strange: tuple[Spot, ...]
    twice: tuple[Spot, ...]
    prefix: str = ""

    def cell(self, line: int, place: int) -> str:
        """What a cell is called: C7."""
        return f"{self.prefix}{get_column_letter(place)}{line}"

    def lines(self) -> Iterator[int]:
        """The lines that are to be read as units, without blank ones, numbers of columns and headings of groups."""
        for line in sorted({line for line, _ in (*self.page.spots(), *self.page.formulas) if line > self.line}):
            said = {
                field: text for field, place in self.places.items() if (text := self.page.text(line, place).strip())
            }
            passed = self._numbers_columns(line, said) or self._is_heading(said) or self._is_merged(line)
            if self._is_lost(line) if not said else not passed:
                yield line

    def _is_lost(self, line: int) -> bool:
        """Whether the line's name is a formula of which nothing was computed."""
        return self.origin(line, self.places["name"]) in self.page.formulas

    def _numbers_columns(self, line: int, said: Mapping[str, str]) -> bool:
        """Whether the line just below the headings only numbers them: (1), (2), (3)."""
        return line <= self.line + 2 and all(text.strip("()[] ").isdigit() for text in said.values())

    def _is_heading(self, said: Mapping[str, str]) -> bool:
        """Whether the line has the headings again, as the second line of merged ones and each printed page have."""
        again = sum(_field(text) == field for field, text in said.items())
        return again >= min(2, len(self.places))

    def _is_merged(self, line: int) -> bool:
        """Whether the name's cell is merged with that of another field, as the heading of a group is."""
        name, *others = (self.origin(line, place) for field, place in sorted(self.places.items(), key=_name_first))
        return name in others

    def origin(self, line: int, place: int) -> Spot:
        """The cell whose value a cell shows: itself, or the first one of the area that it is merged into."""
        return self.page.merged.get((line, place), (line, place))


def find_lists(pages: Sequence[tuple[str, Page]]) -> tuple[Found, ...]:
    """The lists of units in a workbook: those of the pages, named, that have the most headings or at least two."""
    found = [(title, one) for title, page in pages if (one := _find(page))]
    several = [(title, one) for title, one in found if len(one.places) > 1] or found[:1]
    if len(several) == 1:
        return (several[0][1],)
    return tuple(_prefixed(one, f"{title}!") for title, one in several)


def _prefixed(found: Found, prefix: str) -> Found:
    return Found(found.page, found.line, found.places, found.strange, found.twice, prefix)


def _find(page: Page) -> Found | None:
    """The list on a page, below the line that has most of the headings, the name's among them."""
    lines = [(line, _fields(page, line)) for line in range(1, _DEEPEST + 1)]
    line, fields = max(lines, key=lambda one: ("name" in one[1], len(one[1])))
    if "name" not in fields:
        return None
    places = {field: spots[0][1] for field, spots in fields.items()}
    known = {spot for spots in fields.values() for spot in spots}
    strange = tuple(spot for spot in _texts(page, line) if spot not in known and not _ignored(page.text(*spot)))
    twice = tuple(spot for spots in fields.values() for spot in spots[1:])
    return Found(page, line, places, strange, twice)


def _fields(page: Page, line: int) -> dict[str, list[Spot]]:
    """The fields whose headings stand on a line, with where."""
    found: dict[str, list[Spot]] = {}
    for spot in _texts(page, line):
        if field := _field(page.text(*spot)):
            found.setdefault(field, []).append(spot)
    return found


def _texts(page: Page, line: int) -> tuple[Spot, ...]:
    """Where on a line something is shown, of an area that is merged across only its first cell."""
    spots = sorted({spot for spot in (*page.values, *page.merged) if spot[0] == line and page.text(*spot).strip()})
    behind = {spot for spot in spots if page.merged.get(spot, spot)[1] != spot[1]}
    return tuple(spot for spot in spots if spot not in behind)


def _field(text: str) -> str:
    """The field that a heading names, with or without what it adds in brackets."""
    headings = _headings()
    bare = text.partition("(")[0]
    return headings.get(words_of(text)) or headings.get(words_of(bare)) or ""


def _name_first(place: tuple[str, int]) -> bool:
    return place[0] != "name"


def _ignored(text: str) -> bool:
    return words_of(text) in {words_of(name) for name in plain("units.ignored").split("|")}


@cache
def _headings() -> dict[Words, str]:
    return {words_of(heading): column.field for column in COLUMNS for heading in column.headings}
