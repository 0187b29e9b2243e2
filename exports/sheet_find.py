"""Rows and columns of a sheet are known by what they are called, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exports.sheet_page import Page, Spot
from flows.grid_names import lineage, words_of
from flows.questions import Column, Rows

Words = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Where a table stands on a page: the lines of its rows and computed rows, the places of its columns, by key.

    `twice` are rows seen again, `strange` the lines whose label belongs to no row, by line.
    """

    page: Page
    lines: Mapping[str, int]
    summaries: Mapping[str, int]
    places: Mapping[str, int]
    twice: Sequence[str]
    strange: Mapping[int, str]


@dataclass
class _Search:
    """The lines as they are gone through from the top; `heading` is the last heading of rows that was seen."""

    question: Rows
    headings: list[int | None]
    heading: int | None = None
    taken: dict[int, int] = field(default_factory=dict)
    summaries: dict[str, int] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    strange: dict[int, str] = field(default_factory=dict)


def find_table(question: Rows, pages: Sequence[Page]) -> Found | None:
    """The table on the page that has most of its labels; None where no page has a row and a column of it."""
    known = {words_of(row.label) for row in question.rows if row.key}
    columns = [(len(labels), page, place) for page in pages for place, labels in _labels(page, known).items()]
    if not columns:
        return None
    _, page, place = max(columns, key=lambda column: column[0])
    search = _search(question, page, place)
    first = min(search.taken.values())
    places = _places(question, page, first)
    lines = {question.rows[at].key: line for at, line in search.taken.items() if question.rows[at].key}
    below = {line: label for line, label in search.strange.items() if line > first}
    found = Found(page, lines, search.summaries, places, search.twice, below)
    return found if lines and places else None


def _labels(page: Page, known: set[Words]) -> dict[int, set[Words]]:
    """By place, which of the known labels stand in it."""
    found: dict[int, set[Words]] = {}
    for line, place in page.spots():
        words = words_of(page.text(line, place))
        if words in known:
            found.setdefault(place, set()).add(words)
    return found


def _search(question: Rows, page: Page, place: int) -> _Search:
    """The table's rows in the column of labels."""
    order = {id(row): at for at, row in enumerate(question.rows)}
    headings = [order[id(above[-1])] if above else None for _, above in lineage(question)]
    search = _Search(question, headings)
    for line in sorted({line for line, at in page.spots() if at == place}):
        _see(search, line, page.text(line, place), page.text(line, place - 1))
    return search


def _see(search: _Search, line: int, label: str, number: str) -> None:
    """One line: a row or heading of the table, a computed row, or something strange."""
    words = words_of(label)
    rows = search.question.rows
    options = [at for at, row in enumerate(rows) if words and words_of(row.label) == words]
    fresh = [at for at in options if at not in search.taken]
    if fresh:
        at = _choose(search, fresh, words_of(number))
        search.taken[at] = line
        search.heading = search.heading if rows[at].key else at
    elif any(rows[at].key for at in options):
        search.twice.append(rows[options[0]].key)
    else:
        _see_below(search, line, label)


def _see_below(search: _Search, line: int, label: str) -> None:
    """A line that is no row of the table."""
    known = {words_of(summary.label): summary.key for summary in search.question.summaries}
    words = words_of(label)
    if words in known:
        search.summaries.setdefault(known[words], line)
    else:
        search.strange[line] = label


def _choose(search: _Search, options: list[int], number: Words) -> int:
    """The row that a shared label means: the one of that number, under the heading seen last, else the next one."""
    numbered = [at for at in options if words_of(search.question.rows[at].number) == number]
    options = numbered or options
    below = [at for at in options if search.headings[at] == search.heading]
    return (below or options)[0]


def _places(question: Rows, page: Page, first: int) -> dict[str, int]:
    """The place of each column by the heads above the first row."""
    spots = [spot for spot in (*page.values, *page.merged) if spot[0] < first]
    heads = {place: _heads(question, page, spots, place) for place in sorted({place for _, place in spots})}
    found: dict[str, int] = {}
    for place, words in heads.items():
        headed = (column.key for column in question.columns if _is_head(question, column, words))
        if column := next((key for key in headed if key not in found), ""):
            found[column] = place
    return found


def _heads(question: Rows, page: Page, spots: Sequence[Spot], place: int) -> set[Words]:
    """What stands over a place; a shared heading that is not merged any more still covers the empty cells behind it."""
    shared = {words_of(column.over) for column in question.columns if column.over}
    found = set()
    for line in {line for line, at in spots}:
        words, behind = words_of(page.text(line, place)), place
        while not words and behind > 1:
            behind -= 1
            words = words_of(page.text(line, behind))
        if behind == place or words in shared:
            found.add(words)
    return found - {()}


def _is_head(question: Rows, column: Column, words: set[Words]) -> bool:
    """Whether these heads are the column's: its label under its shared heading, or a label that no other column has."""
    if words_of(column.label) not in words:
        return False
    alike = [other for other in question.columns if words_of(other.label) == words_of(column.label)]
    shared = {words_of(other.over) for other in alike if other.over}
    under = shared & words
    return len(alike) == 1 or under == ({words_of(column.over)} if column.over else set())
