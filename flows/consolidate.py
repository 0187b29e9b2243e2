"""The reports of many units become one report of the province, which says first whose reports it is made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from flows import compile_letterhead
from flows.clock import VIET_NAM, moment
from flows.compile import roman
from flows.compile_text import one_line
from flows.consolidate_sections import Joining, chosen
from flows.consolidate_units import kind_heading, name_of
from flows.figures import Summed, tables
from flows.grid_print import annex_blocks
from flows.job import Scope
from flows.outline import Outline
from flows.paper import Paper
from flows.report import Annex, Block, Cell, Paragraph, Report, Run, Table
from flows.standing import Standing
from flows.wording import plain

_OWN = ("tt-so", "tt-ngay")
"""What the office's letterhead says of a report of its own, which this one is not."""

_WIDTHS = (6, 60, 34)


@dataclass(frozen=True)
class Gathered:
    """All that a consolidated report is made of.

    `papers` are the reports taken, in the order of the roster; `standings` are all units that were asked, `form` is the
    office's letterhead, `stars` what was starred, by draft.
    """

    outline: Outline
    papers: tuple[Paper, ...]
    standings: tuple[Standing, ...]
    form: Paper
    scope: Scope
    stars: Mapping[str, Collection[str]] = field(default_factory=dict)

    @cached_property
    def tables(self) -> Mapping[str, Summed]:
        """The tables of all units, added up, by key."""
        return tables(self.outline, self.papers)

    @cached_property
    def left_out(self) -> tuple[Standing, ...]:
        """The units whose reports are not among those taken."""
        taken = {paper.unit.id for paper in self.papers}
        return tuple(standing for standing in self.standings if standing.unit.id not in taken)


def taken(standing: Standing, scope: Scope) -> bool:
    """A report of that standing is within the scope."""
    if scope == "all":
        return standing.state != "not-started"
    return standing.state in (("accepted",) if scope == "accepted" else ("submitted", "accepted"))


def consolidate(gathered: Gathered, now: datetime, short: bool = False) -> Report:
    """The one report of all; of starred paragraphs and figures alone where it is to be `short`."""
    outline, form = gathered.outline, _form(gathered.form)
    labels = _labels([key for key, summed in gathered.tables.items() if summed.papers])
    stars = gathered.stars if short else None
    joining = Joining(outline, gathered.papers, gathered.tables, labels, stars)
    year, head = now.astimezone(VIET_NAM).year, compile_letterhead.letterhead(form)
    recipients = compile_letterhead.listed_recipients(head.recipients)
    reference = compile_letterhead.reference(form, year)
    title = "consolidated.subject_short" if short else "consolidated.subject"
    return Report(
        title=one_line(outline.title),
        subject=plain(title, subject=_lower_first(one_line(outline.subject))),
        letterhead=head.model_copy(update={"recipients": recipients}),
        year=year,
        bases=tuple(map(one_line, outline.bases)),
        blocks=(*coverage(gathered, now), *(_chosen(gathered) if short else ()), *joining.sections()),
        annexes=tuple(_annex(gathered.tables[key], label, reference) for key, label in labels.items()),
        file_name=file_name(gathered, short),
    )


def file_name(gathered: Gathered, short: bool) -> str:
    """The name of the Word file, in ASCII: BC-tong-hop-chi-thi-34.docx."""
    return f"BC-tong-hop-{gathered.outline.id}{'-rut-gon' if short else ''}.docx"


def coverage(gathered: Gathered, now: datetime) -> tuple[Block, ...]:
    """Whose reports these are, how many of each kind, and who is missing and why."""
    count, total = len(gathered.papers), len(gathered.standings)
    said = [plain(f"coverage.{gathered.scope}", count=count, total=total, **moment(now)), _by_kind(gathered)]
    missing = gathered.left_out
    said.append(plain("coverage.missing" if missing else "coverage.whole", count=len(missing)))
    text = Paragraph(runs=(Run(text=" ".join(part for part in said if part)),))
    return (text, _missing(missing, now)) if missing else (text,)


def _chosen(gathered: Gathered) -> tuple[Block, ...]:
    """How many paragraphs the short report is made of."""
    count = chosen(gathered.papers, gathered.stars)
    said = plain("coverage.chosen" if count else "coverage.none_chosen", count=count)
    return (Paragraph(runs=(Run(text=said),)),)


def _by_kind(gathered: Gathered) -> str:
    """How many of the units of each kind are in it; nothing where all are of one kind."""
    there = {paper.unit.id for paper in gathered.papers}
    counts: dict[str, list[bool]] = {}
    for standing in gathered.standings:
        counts.setdefault(kind_heading(standing.unit.kind), []).append(standing.unit.id in there)
    parts = (plain("coverage.kind", kind=kind, count=sum(own), total=len(own)) for kind, own in counts.items())
    return plain("coverage.kinds", kinds="; ".join(parts)) if len(counts) > 1 else ""


def _missing(missing: Sequence[Standing], now: datetime) -> Table:
    labels = ("print.row_number", "consolidated.unit", "coverage.state")
    head = tuple(Cell(text=plain(label), bold=True, align="center") for label in labels)
    rows = (
        (Cell(text=str(n), align="center"), Cell(text=one_line(one.unit.name)), Cell(text=_state(one, now)))
        for n, one in enumerate(missing, start=1)
    )
    return Table(widths=_WIDTHS, head_rows=1, rows=(head, *rows))


def _state(standing: Standing, now: datetime) -> str:
    state = "submitted_only" if standing.state == "submitted" else standing.state.replace("-", "_")
    said = plain(f"coverage.{state}")
    return plain("coverage.overdue", state=said) if standing.overdue(now) else said


def _form(form: Paper) -> Paper:
    return replace(form, answers={key: answer for key, answer in form.answers.items() if key not in _OWN})


def _labels(keys: Sequence[str]) -> dict[str, str]:
    """What the annex of each table is called: numbered only where there are several."""
    if len(keys) == 1:
        return {keys[0]: plain("print.annex")}
    return {key: plain("print.annex_number", number=roman(place)) for place, key in enumerate(keys, start=1)}


def _annex(summed: Summed, label: str, reference: str) -> Annex:
    title = plain("consolidated.annex", title=one_line(summed.question.title))
    blocks = (*annex_blocks(summed.question, summed.value), *_annex_notes(summed))
    return Annex(label=label, title=title, reference=reference, blocks=blocks)


def _annex_notes(summed: Summed) -> list[Block]:
    """Of how many units the sums are, and which of them have cells that are not in the sums."""
    said = [plain("coverage.annex", counted=summed.counted, asked=summed.asked)]
    lacking = [(name_of(paper), summed.lacking(paper)) for paper in summed.papers]
    for line, which in (("coverage.awaiting", 0), ("coverage.blank", 1)):
        named = [plain("coverage.cells", name=name, cells=cells[which]) for name, cells in lacking if cells[which]]
        said += [plain(line, count=len(named), names="; ".join(named))] if named else []
    return [Paragraph(runs=(Run(text=text),)) for text in said]


def _lower_first(text: str) -> str:
    """The text as it goes on within a line; one that begins with an abbreviation stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
