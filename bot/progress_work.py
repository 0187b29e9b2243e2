"""The picture and the sheet of a campaign's progress, made of what is read in portions while others go on writing."""

from __future__ import annotations

from functools import partial

from bot.porter_work import XLSX, Made, MadeFile
from bot.reader_office import standings_of
from bot.tools import Tools
from bot.view import blank_drafts, outline
from flows.campaign import Campaign, Member
from flows.draft import Answer
from flows.job import Job, Outcome
from flows.paper import Paper
from flows.progress import Progress
from flows.standing import Standing
from flows.wording import plain
from storage.ledger import Ledger

PNG = "image/png"
PORTION = 20
"""How many units are read in one transaction."""

_GONE = Made(Outcome(failure="no-campaign"))

Read = tuple[dict[str, dict[str, Answer]], tuple[Member, ...]]
"""The answers of each draft of a portion, and the people of its units."""


def progress_picture(job: Job, tools: Tools) -> Made:
    """The picture of how far a campaign is."""
    from exports.progress_chart import draw  # loaded with the first picture, so that the program starts fast

    campaign, standings = tools.read(partial(_standings, campaign=job.campaign))
    if campaign is None:
        return _GONE
    name = plain("chart.file", campaign=campaign.id)
    return Made(files=(MadeFile(name, PNG, draw(campaign, Progress(standings, tools.now))),))


def progress_sheet(job: Job, tools: Tools) -> Made:
    """The sheet of how far each unit of a campaign is with each item."""
    from exports.progress_sheet import UnitRow, write_progress  # loaded with the first sheet, for the same reason

    campaign, standings = tools.read(partial(_standings, campaign=job.campaign))
    if campaign is None:
        return _GONE
    rows: list[UnitRow] = []
    for first in range(0, len(standings), PORTION):
        portion = standings[first : first + PORTION]
        papers = [_blank(campaign, standing) for standing in portion]
        answers, people = tools.read(partial(_portion, papers=papers))
        for standing, pair in zip(portion, papers, strict=True):
            report, form = (Paper(one.outline, one.draft, one.unit, answers[one.draft.id]) for one in pair)
            own = tuple(member for member in people if member.person.unit == standing.unit.id)
            rows.append(UnitRow(standing, report, form, own))
        tools.tell(len(rows), len(standings))
    content = write_progress(campaign, outline(campaign.outline), rows, tools.now)
    return Made(files=(MadeFile(plain("itemsheet.file", campaign=campaign.id), XLSX, content),))


def _standings(ledger: Ledger, campaign: str) -> tuple[Campaign | None, tuple[Standing, ...]]:
    """The campaign with how far each of its units is, in the order of the roster."""
    found = ledger.records.campaign(campaign)
    return found, standings_of(ledger, found) if found else ()


def _blank(campaign: Campaign, standing: Standing) -> tuple[Paper, Paper]:
    """A unit's report and letterhead without their answers."""
    report, form = blank_drafts(standing.unit, campaign, outline)
    report = standing.draft or report
    return (
        Paper(outline(report.outline), report, standing.unit, {}),
        Paper(outline(form.outline), form, standing.unit, {}),
    )


def _portion(ledger: Ledger, papers: list[tuple[Paper, Paper]]) -> Read:
    drafts = [paper.draft.id for pair in papers for paper in pair]
    return ledger.rosters.answers_of(drafts), ledger.rosters.people_in([report.unit.id for report, _ in papers])
