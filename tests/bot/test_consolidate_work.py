"""A campaign is read a few units at a time, and becomes a report, a workbook and archives."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from province import AT, OFFICE, OUTLINE, form, prose, province
from shorthand import lines_of_docx

from bot.consolidate_work import AT_ONCE, consolidate, zip_reports
from bot.tools import Tools
from flows.campaign import Campaign
from flows.compile import compile_report
from flows.consolidate_stars import mark, pieces
from flows.draft import Review, Submission
from flows.job import Job
from storage.store import Store

NOW = datetime(2019, 5, 20, 2, 0, tzinfo=UTC)
COUNT, LATE = 25, 3


@dataclass
class Work:
    """A store with a campaign of units, and what a job told."""

    store: Store
    told: list[tuple[int, int]] = field(default_factory=list)
    read: int = 0

    def tools(self) -> Tools:
        return Tools(read=self._read, tell=lambda done, total: self.told.append((done, total)), now=NOW)

    def _read(self, act):
        self.read += 1
        with self.store.begin() as ledger:
            return act(ledger)

    def save(self, *records) -> None:
        with self.store.begin() as ledger:
            ledger.records.save(records)


@pytest.fixture(scope="module")
def everything():
    return province(COUNT, seed=5, paragraphs=1, late=LATE)


@pytest.fixture
def work(tmp_path, everything) -> Work:
    store = Store(f"sqlite:///{tmp_path}/c.db")
    store.migrate()
    made = Work(store)
    units = [standing.unit for standing in everything.standings]
    campaign = Campaign(id="c", title="Sơ kết", outline=OUTLINE.id, version=1, units=tuple(u.id for u in units))
    made.save(OFFICE, campaign, *units)
    for paper in everything.papers:
        made.save(paper.draft, *paper.answers.values())
    yield made
    store.close()


def job(kind: str = "consolidate", **more) -> Job:
    return Job(kind=kind, campaign="c", draft=f"c/{OFFICE.id}", **more)


def text(content: bytes) -> str:
    return "\n".join(lines_of_docx(content))


def test_all_reports_become_one_in_the_order_of_the_roster(work, everything):
    made = consolidate(job(), work.tools())
    word, book = made.files
    assert word.name == "BC-tong-hop-chi-thi-34.docx"
    assert book.name == "so-lieu-tong-hop-chi-thi-34.xlsx"
    assert "đã gửi của 22/25 cơ quan, đơn vị, tính đến 09 giờ 00 phút ngày 20/05/2019" in text(word.content)
    names = [row[0].value for row in load_workbook(io.BytesIO(book.content))["Số liệu"].iter_rows(min_row=3)]
    assert names[: len(everything.papers)] == [paper.unit.name for paper in everything.papers]
    assert [fault.blanks for fault in made.outcome.faults] == [{"count": "22", "total": "25"}]


def test_units_are_read_a_few_at_a_time_and_progress_is_told(work):
    consolidate(job(), work.tools())
    assert work.told == [(20, 24), (22, 24), (23, 24)]
    assert work.read == 2 + -(-22 // AT_ONCE)


def test_the_short_report_keeps_what_was_starred(work, everything):
    paper = next(p for p in everything.papers if p.answers["han-che"].value)
    [piece] = pieces(OUTLINE.question("han-che"), paper.answers["han-che"].value)
    work.save(Review(draft=paper.draft.id, starred=(mark("han-che", piece),)))
    made = consolidate(job(short=True), work.tools())
    assert text(made.files[0].content).count(f"{paper.unit.name}: ") == 1
    assert len(made.outcome.faults) == 1


def test_a_short_report_without_stars_says_so(work):
    made = consolidate(job(short=True), work.tools())
    assert [fault.line for fault in made.outcome.faults] == ["consolidating.covered", "consolidating.no_stars"]


@pytest.mark.parametrize("act", [consolidate, zip_reports])
def test_nothing_within_the_scope_is_no_document(work, act):
    made = act(job(scope="accepted"), work.tools())
    assert (made.outcome.failure, made.files) == ("empty", ())


def test_reports_are_packed_as_they_were_sent(work, everything):
    first, second, *_ = everything.papers
    with work.store.begin() as ledger:
        sha = ledger.files.put(b"as it was sent", "a.docx", "x", AT)
    for paper, file in ((first, sha), (second, "")):
        report = compile_report(paper, form(paper.unit), draft=False).model_copy(update={"subject": "Bản đã gửi"})
        work.save(Submission(draft=paper.draft.id, n=1, by="an", at=AT, report=report, file=file))
    [archive] = zip_reports(job("zip"), work.tools()).files
    assert archive.name == "bao-cao-cac-don-vi-chi-thi-34.zip"
    packed = ZipFile(io.BytesIO(archive.content))
    assert len(packed.namelist()) == COUNT - LATE
    assert packed.namelist()[0] == "001-So-so-1.docx"
    assert packed.read(packed.namelist()[0]) == b"as it was sent"
    assert "Bản đã gửi" in text(packed.read(packed.namelist()[1]))
    assert work.told[-1][0] == COUNT - LATE


def test_a_draft_that_is_not_sent_is_packed_as_it_stands_where_all_are_wanted(work, everything):
    paper = everything.papers[0]
    with work.store.begin() as ledger:
        draft = ledger.records.draft(paper.draft.id)
        ledger.records.save([draft.model_copy(update={"state": "drafting", "touched": AT})])
    [few] = zip_reports(job("zip"), work.tools()).files
    [every] = zip_reports(job("zip", scope="all"), work.tools()).files
    counts = [len(ZipFile(io.BytesIO(one.content)).namelist()) for one in (few, every)]
    assert counts == [COUNT - LATE - 1, COUNT - LATE]
    assert paper.unit.name.upper() in text(ZipFile(io.BytesIO(every.content)).read("001-So-so-1.docx"))


def test_a_value_changed_after_the_report_was_sent_is_the_one_that_counts(work, everything):
    paper = next(p for p in everything.papers if p.answers["han-che"].value)
    with work.store.begin() as ledger:
        held = ledger.records.answers(paper.draft.id)["han-che"]
        ledger.records.save([held.model_copy(update={"value": prose("Đã sửa sau cùng.")})])
    assert f"{paper.unit.name}: Đã sửa sau cùng." in text(consolidate(job(), work.tools()).files[0].content)
