"""The porter ends every job once, whatever becomes of it, and the end is played like everything else."""

import asyncio
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from room import Room, RoomChannel, a_room
from shorthand import STTTT, lines_of_docx, told

from bot.channel import Refused, TooBig, TryLater
from bot.clock import MovableClock
from bot.core import Core
from bot.porter import Porter
from flows.job import Job
from flows.report import Letterhead, Paragraph, Report, Run
from flows.turn import Attached, Do, Finished, Move, Turn, Typed
from flows.view import View

REPORT = Report(
    title="BÁO CÁO",
    subject="Thử",
    letterhead=Letterhead(body="Sở Thử"),
    year=2026,
    blocks=(Paragraph(runs=(Run(text="Nội dung"),)),),
    file_name="BC-thu.docx",
)
JOBS = {
    "render": Job(kind="render", draft="chi-thi-34/stttt", report=REPORT),
    "sheet": Job(kind="sheet", draft="chi-thi-34/stttt", key="khen-thuong"),
    "no question": Job(kind="sheet", draft="chi-thi-34/stttt", key="nothing"),
}


@dataclass
class Ends:
    """A conversation that has done what is typed or attached, and remembers how it ended."""

    ends: list[Finished] = field(default_factory=list)
    order: list[str] = field(default_factory=list)

    def play(self, view: View, move: Move, now: datetime) -> Turn:
        match move:
            case Typed(text=text):
                self.order.append(text)
                return Turn(effects=(Do(JOBS[text]),) if text in JOBS else ())
            case Attached():
                job = Job(kind="read-sheet", draft="chi-thi-34/stttt", key="khen-thuong", ref=move.ref)
                return Turn(effects=(Do(job),))
            case Finished():
                self.order.append("end")
                self.ends.append(move)
        return Turn(effects=(told("ended"),))


@pytest.fixture
def ends() -> Ends:
    return Ends()


@pytest.fixture
def room(ends: Ends) -> Iterator[Room]:
    with a_room(ends.play) as room:
        room.unit(STTTT)
        yield room


def kept(room: Room, ends: Ends) -> bytes:
    with room.store.begin() as ledger:
        return ledger.files.get(ends.ends[-1].outcome.file) or b""


def sheet(room: Room, ends: Ends) -> bytes:
    """A sheet as it is given out, with one figure filled in."""
    room.stranger("lan").says("sheet")
    book = load_workbook(io.BytesIO(kept(room, ends)))
    page = book.worksheets[0]
    row = next(row for row in page.iter_rows() if row[1].value == "Giấy khen cho tập thể")
    row[3].value = 12
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def test_a_report_becomes_a_word_file_that_is_kept(room: Room, ends: Ends) -> None:
    room.stranger("lan").says("render")
    (end,) = ends.ends
    assert (end.ok, end.outcome.name, end.job) == (True, "BC-thu.docx", JOBS["render"])
    assert "Nội dung" in "".join(lines_of_docx(kept(room, ends)))


def test_a_sheet_is_made_and_what_is_filled_in_is_read_back(room: Room, ends: Ends) -> None:
    content = sheet(room, ends)
    room.stranger("lan").sends_file("a.xlsx", content)
    outcome = ends.ends[-1].outcome
    assert (outcome.failure, outcome.faults) == ("", ())
    assert [(cell.row, cell.amount) for cell in outcome.value.cells] == [("gk-tap-the", 12)]


def test_a_file_that_is_no_sheet_is_a_failure_with_a_name(room: Room, ends: Ends) -> None:
    room.stranger("lan").sends_file("a.xlsx", b"not a sheet")
    (end,) = ends.ends
    assert (end.ok, end.outcome.failure) == (False, "not-a-package")


@pytest.mark.parametrize(
    ("faults", "failure"),
    [
        ([], "gone"),
        ([TooBig("more than 20 MB")], "too-big"),
        ([Refused("no file to download")], "gone"),
        ([TryLater(0), TryLater(0), TryLater(0)], "timeout"),
        ([TryLater(0), TryLater(0)], "gone"),
        ([ZeroDivisionError()], "broken"),
    ],
)
def test_a_file_that_cannot_be_fetched_ends_its_job(
    room: Room, ends: Ends, faults: list[Exception], failure: str
) -> None:
    lan = room.stranger("lan")
    room.channel.faults["there"] = faults
    lan.does(lan.raw(what="attached", ref="there", name="a.xlsx"))
    (end,) = ends.ends
    assert (end.ok, end.outcome.failure) == (False, failure)


def test_a_file_of_more_than_twenty_megabytes_is_not_read(room: Room, ends: Ends) -> None:
    room.stranger("lan").sends_file("a.xlsx", bytes(20_000_001))
    assert ends.ends[0].outcome.failure == "too-big"


def test_a_job_that_brings_up_a_fault_of_our_own_ends_as_broken(room: Room, ends: Ends) -> None:
    room.stranger("lan").says("no question")
    (end,) = ends.ends
    assert (end.ok, end.outcome.failure) == (False, "broken")
    assert [entry["event"] for entry in room.log] == ["job failed"]


def begin(room: Room, *raws: dict[str, str]) -> None:
    """Has updates of Lan's played by the desk alone, as if the porter had been killed right then."""
    lan = room.stranger("lan")
    with room.store.begin() as ledger:
        updates = [lan.raw(**raw) for raw in raws]
        ledger.inbox.keep("room", [(one.update_id, "lan", one.body) for one in updates], room.clock.now())
    while room.assistant.desk.work():
        pass


def test_a_job_that_a_killed_porter_had_in_hand_is_done_by_the_next_and_ends_once(room: Room, ends: Ends) -> None:
    begin(room, {"what": "typed", "text": "render"})
    with room.store.begin() as ledger:
        (errand,) = ledger.jobs.due(9, room.clock.now(), ("room",))
    room.wait(timedelta())
    assert ends.ends == []
    asyncio.run(room.assistant.begin())
    room.wait(timedelta())
    assert len(ends.ends) == 1
    # The one that was thought dead comes to its end after all.
    asyncio.run(room.assistant.porter.carry(errand))
    room.wait(timedelta())
    assert len(ends.ends) == 1


def test_a_job_that_has_killed_three_porters_is_not_tried_a_fourth_time(room: Room, ends: Ends) -> None:
    begin(room, {"what": "typed", "text": "render"})
    for _ in range(3):
        with room.store.begin() as ledger:
            assert len(ledger.jobs.due(9, room.clock.now(), ("room",))) == 1
            ledger.jobs.unclaim(("room",))
    room.wait(timedelta())
    assert [end.outcome.failure for end in ends.ends] == ["broken"]


def test_a_fetch_that_takes_ten_minutes_has_failed_and_the_person_goes_on(room: Room, ends: Ends) -> None:
    begin(room, {"what": "attached", "ref": "there", "name": "a.xlsx"}, {"what": "typed", "text": "a"})
    with room.store.begin() as ledger:
        (errand,) = ledger.jobs.due(9, room.clock.now(), ("room",))
    room.clock.advance(timedelta(minutes=9))
    room.assistant.desk.work()
    assert ends.order == []
    room.clock.advance(timedelta(minutes=1))
    room.wait(timedelta())
    assert (ends.order, ends.ends[0].outcome.failure) == (["end", "a"], "timeout")
    # The download comes to its end after all, too late.
    asyncio.run(room.assistant.porter.carry(errand))
    room.wait(timedelta())
    assert ends.order == ["end", "a"]


class SlowChannel(RoomChannel):
    """A messenger that hands out a file only when it is told to."""

    def __init__(self, clock: MovableClock) -> None:
        super().__init__(clock)
        self.begun, self.free = asyncio.Event(), asyncio.Event()

    async def fetch(self, ref: str, most: int) -> bytes:
        self.begun.set()
        await self.free.wait()
        return b"not a sheet"


async def renewed(room: Room, porter: Porter, channel: SlowChannel) -> list[int]:
    """Until when the job that a porter is carrying is its own: at first, and after it has looked round later on."""
    stop = asyncio.Event()
    work = asyncio.create_task(porter.run(stop))
    await channel.begun.wait()
    leases = [lease(room)]
    room.clock.advance(timedelta(seconds=90))
    porter.poke()
    while lease(room) == leases[0]:  # noqa: ASYNC110 - the core sets no event of ours
        await asyncio.sleep(0)
    leases.append(lease(room))
    for call in (stop.set, porter.poke, channel.free.set):
        call()
    await work
    return leases


def lease(room: Room) -> int:
    with room.store.engine.connect() as connection:
        return connection.scalar(sa.text("SELECT claimed_until FROM jobs"))


def test_a_job_that_takes_longer_than_its_lease_stays_with_the_porter_that_carries_it(
    ends: Ends, tmp_path: Path
) -> None:
    with a_room(ends.play, f"sqlite:///{tmp_path}/a.sqlite3") as room:
        room.unit(STTTT)
        begin(room, {"what": "attached", "ref": "there", "name": "a.xlsx"})
        channel = SlowChannel(room.clock)
        core = Core(room.store)
        porter = Porter(core, {"room": channel}, room.clock, lambda: None)
        first, second = asyncio.run(asyncio.wait_for(renewed(room, porter, channel), 20))
        core.close()
        assert timedelta(microseconds=second - first) == timedelta(seconds=90)
        room.wait(timedelta())
        assert [end.outcome.failure for end in ends.ends] == ["not-a-package"]
