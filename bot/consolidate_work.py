"""The reports of a campaign become one report, a workbook of all figures, or archives; read a few units at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bot.porter_work import DOCX, XLSX, Made, MadeFile
from bot.reader_office import standings_of
from bot.tools import Tools
from bot.view import LETTERHEAD, Papers, outline
from flows.campaign import Campaign, Unit
from flows.compile import compile_report
from flows.consolidate import Gathered, taken
from flows.consolidate import consolidate as join
from flows.draft import Draft
from flows.job import Fault, Job, Outcome
from flows.paper import Paper
from flows.report import Report
from flows.standing import Standing
from flows.wording import plain
from storage.ledger import Ledger

_Read = TypeVar("_Read")

ZIP = "application/zip"
AT_ONCE = 20
"""How many units are read in one transaction."""

_WRITING = 2
"""What is left to do once all are read, counted in units: the report, and the workbook."""

Kept = tuple[Unit, bytes | Report]
"""A unit's report: the file that was kept, else what it is made from."""


@dataclass(frozen=True)
class _Asked:
    """A campaign with the units whose reports are within a job's scope, and the letterhead of the office that asks."""

    campaign: Campaign
    standings: tuple[Standing, ...]
    taken: tuple[Standing, ...]
    form: Paper

    @property
    def counted(self) -> dict[str, str]:
        """How many reports there are, of how many units."""
        return {"count": str(len(self.taken)), "total": str(len(self.standings))}


def consolidate(job: Job, tools: Tools) -> Made:
    """The Word report of all reports in the scope, and the workbook of all figures."""
    from exports.consolidated_figures import figures_book  # loaded with the first, so that the program starts fast
    from exports.word_report import render

    asked: _Asked = tools.read(partial(_asked, job=job))
    if not asked.taken:
        return Made(Outcome(failure="empty"))
    gathered = _gathered(asked, job, tools)
    report = join(gathered, tools.now, job.short)
    word = MadeFile(report.file_name, DOCX, render(report))
    tools.tell(len(asked.taken) + 1, len(asked.taken) + _WRITING)
    book = MadeFile(plain("consolidated.book", outline=gathered.outline.id), XLSX, figures_book(gathered))
    told = [Fault(line="consolidating.covered", blanks=asked.counted)]
    if job.short and not any(gathered.stars.get(paper.draft.id) for paper in gathered.papers):
        told.append(Fault(line="consolidating.no_stars"))
    return Made(Outcome(faults=tuple(told)), files=(word, book))


def zip_reports(job: Job, tools: Tools) -> Made:
    """All reports in the scope in archives: as they were sent, else as they now stand."""
    from exports.word_report import render
    from exports.zipped import Packed, archives

    asked: _Asked = tools.read(partial(_asked, job=job))
    if not asked.taken:
        return Made(Outcome(failure="empty"))
    kept = enumerate(_portions(asked, tools, _kept), start=1)
    made = ((n, unit.name, held if isinstance(held, bytes) else render(held)) for n, (unit, held) in kept)
    parts = list(archives(Packed(*one) for one in made))
    names = (_part(asked.campaign, number, len(parts)) for number in range(1, len(parts) + 1))
    files = tuple(MadeFile(name, ZIP, content) for name, content in zip(names, parts, strict=True))
    return Made(Outcome(faults=(Fault(line="consolidating.packed", blanks=asked.counted),)), files=files)


def _asked(ledger: Ledger, job: Job) -> _Asked:
    campaign = ledger.records.campaign(job.campaign)
    assert campaign is not None, f"there is no campaign {job.campaign}"
    standings = standings_of(ledger, campaign)
    within = tuple(one for one in standings if taken(one, job.scope))
    office = ledger.records.unit(job.draft.rpartition("/")[2])
    return _Asked(campaign, standings, within, _form(ledger, office or Unit(id="", name=""), campaign))


def _form(ledger: Ledger, office: Unit, campaign: Campaign) -> Paper:
    return Papers().of(ledger, office, campaign)[1]


def _gathered(asked: _Asked, job: Job, tools: Tools) -> Gathered:
    papers = tuple(_portions(asked, tools, _papers))
    reviews = tools.read(lambda ledger: ledger.rosters.reviews_of(job.campaign))
    stars = {draft: review.starred for draft, review in reviews.items()}
    return Gathered(outline(asked.campaign.outline), papers, asked.standings, asked.form, job.scope, stars)


def _portions(asked: _Asked, tools: Tools, read: Callable[..., list[_Read]]) -> Iterator[_Read]:
    """What is read of each unit, in transactions of a few units each, telling how far it is."""
    for start in range(0, len(asked.taken), AT_ONCE):
        few = asked.taken[start : start + AT_ONCE]
        drafts = [one.draft for one in few if one.draft]
        yield from tools.read(partial(read, drafts=drafts, units=[one.unit for one in few]))
        tools.tell(start + len(few), len(asked.taken) + _WRITING)


def _papers(ledger: Ledger, drafts: Sequence[Draft], units: Sequence[Unit]) -> list[Paper]:
    answers = ledger.rosters.answers_of([draft.id for draft in drafts])
    pairs = zip(drafts, units, strict=True)
    return [Paper(outline(draft.outline), draft, unit, answers[draft.id]) for draft, unit in pairs]


def _kept(ledger: Ledger, drafts: Sequence[Draft], units: Sequence[Unit]) -> list[Kept]:
    """The files of what was sent; what is not sent, or changed since, as a report that is still to be written."""
    sent = ledger.rosters.submissions_of([draft.id for draft in drafts])
    made: list[Kept] = []
    for paper in _papers(ledger, drafts, units):
        last = sent.get(paper.draft.id) if paper.draft.state in ("submitted", "accepted") else None
        file = ledger.files.get(last.file) if last and last.file else None
        made.append((paper.unit, file or (last.report if last else _draft(ledger, paper))))
    return made


def _draft(ledger: Ledger, paper: Paper) -> Report:
    """A report as it now stands, with what is missing shown as such."""
    source = outline(LETTERHEAD)
    blank = Draft(id=f"{LETTERHEAD}/{paper.unit.id}", unit=paper.unit.id, outline=source.id, version=source.version)
    answers = ledger.records.answers(blank.id)
    return compile_report(paper, Paper(source, blank, paper.unit, answers), draft=True)


def _part(campaign: Campaign, number: int, count: int) -> str:
    line = "consolidated.archive" if count == 1 else "consolidated.archive_part"
    return plain(line, outline=campaign.outline, number=number)
