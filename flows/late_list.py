"""Those who still owe their report, as a Word list under the letterhead of the office, for the letter to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from flows.campaign import Campaign, Person, Unit
from flows.clock import VIET_NAM, clock, days_between, moment
from flows.compile_letterhead import AUTHORITIES, listed_recipients
from flows.compile_text import one_line
from flows.progress import Progress
from flows.progressing_words import state
from flows.report import Block, Cell, Letterhead, Paragraph, Report, Run, Table
from flows.standing import Standing
from flows.text import fold
from flows.view import View
from flows.wording import plain

_KIND = "DS"
_WIDTHS = (7, 40, 28, 24, 13, 38, 17)
_CENTRED = (0, 4, 5, 6)
_UNFIT_FOR_A_NAME = re.compile(r"[^A-Za-z0-9.-]+")

Row = tuple[Cell | None, ...]


def late_list(view: View, now: datetime) -> Report:
    """The list of the campaign that is looked at, as of this moment."""
    campaign = view.campaign
    assert campaign is not None
    office, progress = _office(view), Progress(view.standings, now)
    return Report(
        title=plain("latelist.title"),
        subject=_subject(campaign),
        letterhead=_letterhead(office),
        year=now.astimezone(VIET_NAM).year,
        blocks=_blocks(view, progress),
        file_name=f"{_KIND}-chua-gui-{_UNFIT_FOR_A_NAME.sub('-', campaign.id)}.docx",
    )


def _office(view: View) -> Unit:
    """The coordinator's own unit, whichever unit's papers may lie open."""
    person = view.person
    assert person is not None
    own = next((unit for unit in view.roster if unit.id == person.unit), view.unit)
    return own or Unit(id=person.unit, name="")


def _letterhead(office: Unit) -> Letterhead:
    code = f"{_KIND}{'/' if office.party else '-'}{one_line(office.code)}" if office.code else _KIND
    return Letterhead(
        style="party" if office.party else "state",
        superior=one_line(office.superior),
        body=one_line(office.name),
        code=code,
        place=one_line(office.place),
        authority=AUTHORITIES.get(office.authority, ("", ""))[office.party],
        post=one_line(office.post),
        signer=one_line(office.signer),
        recipients=listed_recipients(office.recipients),
    )


def _subject(campaign: Campaign) -> str:
    title = one_line(campaign.title)
    if not fold(title).startswith(fold(plain("latelist.report_begins"))):
        return plain("latelist.subject", title=title)
    return plain("latelist.subject_report", title=title[:1].lower() + title[1:])


def _blocks(view: View, progress: Progress) -> tuple[Block, ...]:
    if not progress.late:
        return (_paragraph(plain("latelist.all_sent", total=progress.total, **moment(progress.now))),)
    share = {"late": len(progress.late), "total": progress.total, "sent": progress.sent, "percent": progress.percent}
    text = plain("latelist.count", **share, **moment(progress.now))
    text += plain("latelist.count_overdue", overdue=progress.overdue) if progress.overdue else ""
    # The report ends with a sentence, so that the sign of its end does not stand alone below the table.
    return (_table(view, progress), _paragraph(text))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text),))


def _table(view: View, progress: Progress) -> Table:
    """A row for each unit that is late, numbered throughout, under the name of its group where there are several."""
    groups = Progress(progress.late, progress.now).groups
    rows: list[Row] = [tuple(Cell(text=text, align="center") for text in plain("latelist.head").split("|"))]
    number = 0
    for name, group in groups:
        rows += [_group(name, group.total)] if len(progress.groups) > 1 else []
        for standing in group.standings:
            number += 1
            rows.append(_row(view, number, standing, progress.now))
    return Table(widths=_WIDTHS, head_rows=1, rows=tuple(rows))


def _group(name: str, count: int) -> Row:
    across = len(_WIDTHS)
    text = plain("latelist.group", group=one_line(name), count=count)
    return (Cell(text=text, span=across, bold=True), *(None,) * (across - 1))


def _row(view: View, number: int, standing: Standing, now: datetime) -> Row:
    draft, due = standing.draft, standing.deadline
    texts = (
        str(number),
        standing.unit.name,
        officer(standing, (one.person for one in view.people if one.person.unit == standing.unit.id)),
        state(standing.state),
        f"{draft.done}/{draft.total}" if draft and draft.total else "",
        clock(due) if due else "",
        _days_over(standing, now),
    )
    return tuple(
        Cell(text=one_line(text), align="center" if place in _CENTRED else "left") for place, text in enumerate(texts)
    )


def officer(standing: Standing, people: Iterable[Person]) -> str:
    """Who of a unit's people is responsible for its report, else who joined first, else the one to be invited."""
    names = {one.id: one.name for one in people if one.role == "officer"}
    responsible = standing.draft.responsible if standing.draft else ""
    return names.get(responsible) or next(iter(names.values()), standing.unit.officer)


def _days_over(standing: Standing, now: datetime) -> str:
    """How many days of the calendar the deadline has passed; nothing before it."""
    if standing.deadline is None or not standing.overdue(now):
        return ""
    days = days_between(standing.deadline, now)
    return str(days) if days else plain("latelist.under_a_day")
