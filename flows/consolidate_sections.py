"""The consolidated report follows the outline: under each item the figures of all, then what each unit says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows import consolidate_figures
from flows.compile_reason import is_blank
from flows.compile_text import one_line
from flows.consolidate_stars import mark, pieces, shown
from flows.consolidate_units import (
    Said,
    attributed,
    name_of,
    undecided,
    unfinished_mark,
    unsaid,
    without_content,
)
from flows.figures import Figure, Summed, figures_of, share, whole
from flows.outline import Outline, Section
from flows.paper import Paper
from flows.questions import Choice, Computed, Number, Question, Repeat, Rows, Sentence
from flows.report import Block, Cell, Heading, Paragraph, Run, Table
from flows.wording import plain

_DEEPEST = 3
_NAMED = 4
_LABEL_END = " \t:;.,"
_UNIT_WIDTH = 22

Path = tuple[Section, ...]


@dataclass(frozen=True)
class Joining:
    """What is joined: an outline, papers in the order of the roster, the tables added up, the labels of their annexes.

    `stars` are what was starred in each draft; None where all is printed.
    """

    outline: Outline
    papers: Sequence[Paper]
    tables: Mapping[str, Summed]
    labels: Mapping[str, str]
    stars: Mapping[str, Collection[str]] | None = None

    @property
    def short(self) -> bool:
        """Only what was starred is printed."""
        return self.stars is not None

    def sections(self) -> tuple[Block, ...]:
        """All the blocks of the report."""
        return tuple(block for section in self.outline.sections for block in self._section((section,)))

    def _section(self, path: Path) -> Iterator[Block]:
        section = path[-1]
        if not any(paper.holds(section.when) or undecided(paper, (section,)) for paper in self.papers):
            return
        printed = [question for question in section.questions if question.print != "none"]
        crowded = len(printed) > 1
        below = [block for question in printed for block in self._question(path, question, crowded)]
        below += self._silent(section, printed)
        below += [block for inner in section.sections for block in self._section((*path, inner))]
        if not below and (self.short or section.optional):
            return
        yield Heading(level=min(len(path), _DEEPEST), number=one_line(section.number), text=one_line(section.title))
        yield from below or self._reasons(path, printed) or [_note("consolidated.nothing")]

    def _reasons(self, path: Path, printed: list[Question]) -> list[Block]:
        """Why nobody says anything under a heading, whatever the outline leaves out where others say something."""
        told: list[Block] = []
        for question in printed:
            asked = [paper for paper in self.papers if _applies(paper, path, question)]
            lines = [] if isinstance(question, Computed) else without_content(asked, question.key, False, False)
            told += [Heading(level=_NAMED, text=_bare(question)), *lines] if lines and len(printed) > 1 else lines
        return told

    def _question(self, path: Path, question: Question, crowded: bool) -> list[Block]:
        asked = [paper for paper in self.papers if _applies(paper, path, question)]
        concerned = self._concerned(path, question)
        below = self._content(question, asked, concerned) if concerned else []
        if below and (crowded or question.label):
            return [Heading(level=_NAMED, text=_bare(question)), *below]
        return below

    def _concerned(self, path: Path, question: Question) -> list[Paper]:
        """Those that are asked, and those that may yet be, without what these may have said to it before."""
        found: list[Paper] = []
        for paper in self.papers:
            if _applies(paper, path, question):
                found.append(paper)
            elif undecided(paper, path, question):
                found.append(unsaid(paper, question.key))
        return found

    def _content(self, question: Question, asked: list[Paper], concerned: list[Paper]) -> list[Block]:
        """The figures first, then the units one by one, then those that say nothing."""
        if isinstance(question, Computed):
            return self._computed(question, asked, concerned)
        absent = without_content(concerned, question.key, question.omit_when_none, question.required)
        return [*(self._told(question, asked) if asked else []), *([] if self.short else absent)]

    def _told(self, question: Question, asked: list[Paper]) -> list[Block]:
        if isinstance(question, Rows):
            return self._annexed(question)
        if isinstance(question, Choice):
            return consolidate_figures.choice_lines(question, asked, named=not self.short)
        figures = consolidate_figures.figure_lines(question, asked, self.tables)
        if isinstance(question, Repeat):
            return [
                *consolidate_figures.count_line(question, asked, question.noun),
                *figures,
                *self._things(question, asked),
            ]
        return [*figures, *(self._numbers(question, asked) if _is_figures(question) else self._said(question, asked))]

    def _said(self, question: Question, asked: list[Paper]) -> list[Block]:
        return attributed(self._each(question, asked))

    def _each(self, question: Question, asked: Sequence[Paper]) -> list[Said]:
        """What each unit says, as it stands in its own report."""
        said: list[Said] = []
        for paper in asked:
            answer = paper.answers.get(question.key)
            if answer is not None and answer.value is not None:
                own = None if self.stars is None else self.stars.get(paper.draft.id, ())
                said.append((paper, _marked(shown(question, answer.value, own), unfinished_mark(paper, question.key))))
        return said

    def _things(self, question: Repeat, asked: list[Paper]) -> list[Block]:
        """The things of all units: one table with a column for the unit, or lists by unit."""
        if question.printed_as != "table":
            return self._said(question, asked)
        found = [
            (paper, table) for paper, own in self._each(question, asked) for table in own if isinstance(table, Table)
        ]
        if not found:
            return []
        first = found[0][1]
        rows = [(Cell(text=name_of(paper)), row[1:]) for paper, table in found for row in table.rows[table.head_rows :]]
        unit = Cell(text=plain("consolidated.unit"), bold=True, align="center")
        head = (first.rows[0][0], unit, *first.rows[0][1:])
        body = ((Cell(text=str(n), align="center"), name, *rest) for n, (name, rest) in enumerate(rows, start=1))
        return [Table(widths=(first.widths[0], _UNIT_WIDTH, *first.widths[1:]), head_rows=1, rows=(head, *body))]

    def _numbers(self, question: Question, asked: list[Paper]) -> list[Block]:
        """A table of the units' figures; in the short report of those alone that were not joined."""
        figures = [one for one in figures_of(question) if not self.short or one.number.consolidate == "none"]
        return consolidate_figures.figure_table(figures, asked, self.tables)

    def _computed(self, question: Computed, asked: list[Paper], concerned: list[Paper]) -> list[Block]:
        figures = consolidate_figures.computed_figures(question, self.outline)
        absent = [] if self.short else _absent(figures, concerned)
        # Where nobody has a number, those who have not are named below, which says as much.
        named = () if self.short else [one for one in figures if _absent([one], concerned) and _unsaid(one, asked)]
        wholes = {one.question.key: whole(one, asked, self.tables) for one in figures}
        said = consolidate_figures.computed_line(question, self.outline, wholes) if asked else []
        said = said or [
            line
            for one in figures
            if one not in named or wholes[one.question.key].amount is not None
            for line in consolidate_figures.figure_lines(one.number, asked, self.tables)
        ]
        if self.short:
            return said
        return [*said, *consolidate_figures.figure_table(figures, asked, self.tables), *absent]

    def _annexed(self, question: Rows) -> list[Block]:
        summed = self.tables[question.key]
        if not summed.papers or question.key not in self.labels:
            return []
        annex = self.labels[question.key]
        said = plain("consolidated.see_annex", annex=annex, counted=summed.counted, asked=summed.asked)
        return [Paragraph(runs=(Run(text=said),), mark="-")]

    def _silent(self, section: Section, printed: list[Question]) -> list[Block]:
        """The reasons given to what is not printed itself, by units that say nothing else under this heading."""
        gates = [
            question for question in section.questions if isinstance(question, Choice) and question.print == "none"
        ]
        if self.short or not gates:
            return []
        silent = [paper for paper in self.papers if not any(_said_something(paper, one) for one in printed)]
        told = [without_content((p for p in silent if one.key in p.asked), one.key, False, False) for one in gates]
        return list(dict.fromkeys(line for lines in told for line in lines))


def chosen(papers: Sequence[Paper], stars: Mapping[str, Collection[str]]) -> int:
    """How many paragraphs and things of those papers are starred."""
    return sum(
        mark(key, piece) in stars[paper.draft.id]
        for paper in papers
        if stars.get(paper.draft.id)
        for key, (_, question) in paper.asked.items()
        if question.print != "none" and not _is_figures(question) and key in paper.answers
        for piece in pieces(question, paper.answers[key].value)
    )


def _said_something(paper: Paper, question: Question) -> bool:
    """There is content or a reason; what is kept of a question that is asked no longer is neither."""
    return question.key in paper.asked and not is_blank(paper.answers.get(question.key))


def _applies(paper: Paper, path: Path, question: Question) -> bool:
    return paper.applies(path, question) if isinstance(question, Computed) else question.key in paper.asked


def _is_figures(question: Question) -> bool:
    """It asks for nothing but numbers."""
    return isinstance(question, Number) or (
        isinstance(question, Sentence) and len(figures_of(question)) == len(question.fields)
    )


def _bare(question: Question) -> str:
    return one_line(question.label or question.short).rstrip(_LABEL_END)


def _absent(figures: Sequence[Figure], papers: Sequence[Paper]) -> list[Block]:
    """Who has no content, led by which of several numbers that is about; the same of several stands once."""
    about: dict[Paragraph, list[str]] = {}
    for one in figures:
        for line in without_content(papers, one.question.key, False, one.number.required):
            about.setdefault(line, []).append(one_line(one.number.short))
    leads = ((line, plain("print.of", what="; ".join(names), text="")) for line, names in about.items())
    return [line.model_copy(update={"runs": (Run(text=lead, italic=True), *line.runs)}) for line, lead in leads]


def _unsaid(figure: Figure, papers: Sequence[Paper]) -> bool:
    """None of them gives the figure."""
    return not any(share(paper, figure).amounts for paper in papers)


def _marked(blocks: list[Block], mark: str) -> list[Block]:
    """What a unit says, with the mark at its end."""
    if not mark or not blocks or not isinstance(last := blocks[-1], Paragraph):
        return blocks
    return [*blocks[:-1], last.model_copy(update={"runs": (*last.runs, Run(text=mark, italic=True))})]


def _note(line: str) -> Paragraph:
    return Paragraph(runs=(Run(text=plain(line), italic=True),))
