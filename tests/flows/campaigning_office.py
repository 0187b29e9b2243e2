"""The office in memory: coordinators press and type, what is kept and said is looked at, as storage would keep it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from exports.outline_file import load
from flows.campaign import Campaign, Chair, Contact, Person, Unit
from flows.clock import VIET_NAM
from flows.draft import Draft
from flows.play import play
from flows.report import Run
from flows.standing import Standing
from flows.turn import Button, Press, Pressed, Say, Turn, Typed, Wake
from flows.view import View

MONDAY = datetime(2026, 12, 14, 9, 0, tzinfo=VIET_NAM)

OFFICE = Unit(id="ban-tdkt", name="Ban Thi đua - Khen thưởng", kind="ban")
ROSTER = (
    OFFICE,
    Unit(id="so-noi-vu", name="Sở Nội vụ", kind="so", group="Khối 1", code="SNV"),
    Unit(id="so-tu-phap", name="Sở Tư pháp", kind="so", group="Khối 1", code="STP"),
    Unit(id="so-tttt", name="Sở Thông tin và Truyền thông", kind="so", group="Khối 2", tags=("co-quan-bao-chi",)),
    Unit(id="xa-hoa-binh", name="Xã Hòa Bình", kind="xa"),
    Unit(id="xa-hoa-lac", name="Xã Hòa Lạc", kind="xa"),
)


@cache
def outline():
    return load("chi-thi-34")


def at(day: int, month: int, year: int = 2026, hour: int = 17) -> datetime:
    return datetime(year, month, day, hour, tzinfo=VIET_NAM)


@dataclass
class Office:
    """What is kept of the campaigns, and the one chat of each coordinator."""

    now: datetime = MONDAY
    roster: tuple[Unit, ...] = ROSTER
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    outlines: tuple = ()

    def __post_init__(self) -> None:
        self.outlines = self.outlines or (outline(),)

    def coordinator(self, name: str = "Hoàng Văn Bàn") -> Coordinator:
        return Coordinator(self, Person(id=f"ban-tdkt.{name}", name=name, unit=OFFICE.id, role="coordinator"))

    def opened(self, **changes) -> Campaign:
        """A campaign that is open, of three units, due on a Friday."""
        asked = {
            "id": "chi-thi-34",
            "title": "Báo cáo sơ kết",
            "units": ("so-noi-vu", "so-tu-phap", "xa-hoa-binh"),
            "deadline": at(25, 12),
            "n": 1,
            "opened_at": MONDAY,
        }
        one = Campaign(rev=1, outline="chi-thi-34", version=1, **(asked | changes))
        self.campaigns[one.id] = one
        return one

    @property
    def campaign(self) -> Campaign:
        """The only campaign."""
        (one,) = self.campaigns.values()
        return one

    def view(self, person: Person, chair: Chair | None, press: Press | None) -> View:
        wanted = (press.campaign, press.draft.rpartition("/")[0]) if press else ()
        names = (*wanted, chair.campaign if chair else "", *self.campaigns)
        looked_at = next((self.campaigns[name] for name in names if name in self.campaigns), None)
        return View(
            contact=Contact(channel="test", address=person.name, at=MONDAY),
            person=person,
            chair=chair,
            campaign=looked_at,
            campaigns=tuple(self.campaigns.values()),
            roster=self.roster,
            outlines=self.outlines,
            standings=self._standings(looked_at) if looked_at else (),
        )

    def _standings(self, one: Campaign) -> tuple[Standing, ...]:
        units = (unit for unit in self.roster if unit.id in one.units)
        return tuple(Standing(unit, self.drafts.get(unit.id), one.due(unit.id)) for unit in units)

    def keep(self, turn: Turn) -> None:
        """Saves each record once, over the very revision that it was read at."""
        for one in (change for change in turn.changes if isinstance(change, Campaign)):
            held = self.campaigns.get(one.id)
            assert (held.rev if held else 0) == one.rev, f"stale save of {one.id}"
            saved = Campaign.model_validate(one.model_dump())
            self.campaigns[one.id] = saved.model_copy(update={"rev": one.rev + 1})


@dataclass
class Coordinator:
    """One coordinator's chat."""

    office: Office
    person: Person
    chair: Chair | None = None
    screen: Say | None = None
    turn: Turn = field(default_factory=Turn)
    said: int = 0

    def _move(self, move: Typed | Pressed) -> Coordinator:
        press = move.press if isinstance(move, Pressed) else None
        self.turn = play(self.office.view(self.person, self.chair, press), move, self.office.now)
        self.office.keep(self.turn)
        for chair in (change for change in self.turn.changes if isinstance(change, Chair)):
            assert (self.chair.rev if self.chair else 0) == chair.rev
            self.chair = chair.model_copy(update={"rev": chair.rev + 1})
        letters = [effect for effect in self.turn.effects if isinstance(effect, Say)]
        self.screen = letters[-1]
        self.office.now += timedelta(seconds=1)
        return self

    def says(self, text: str) -> Coordinator:
        self.said += 1
        return self._move(Typed((Run(text=text),), f"m{self.said}", self.office.now, self.said))

    def button(self, label: str) -> Button:
        return next(one for row in self.screen.buttons for one in row if label in one.label)

    def presses(self, *labels: str) -> Coordinator:
        for label in labels:
            self.press(self.button(label).press)
        return self

    def press(self, press: Press) -> Coordinator:
        return self._move(Pressed(press))

    @property
    def shown(self) -> str:
        return "".join(run.text for run in self.screen.runs)

    @property
    def labels(self) -> list[str]:
        return [one.label for row in self.screen.buttons for one in row]

    @property
    def alarms(self) -> list[str]:
        """The alarms of the last turn, as "subject name", all due at once."""
        rung = [effect.alarm for effect in self.turn.effects if isinstance(effect, Wake)]
        assert all(alarm.due_at < self.office.now for alarm in rung)
        return [f"{alarm.subject} {alarm.name}" for alarm in rung]

    @property
    def events(self) -> list[str]:
        return [f"{event.name} {event.draft}" for event in self.turn.events]

    @property
    def concerning(self) -> dict[str, list[str]]:
        """The units that the facts of the last turn are each about alone."""
        assert {event.draft for event in self.turn.events} <= set(self.office.campaigns)
        names = dict.fromkeys(event.name for event in self.turn.events)
        return {name: [event.key for event in self.turn.events if event.name == name] for name in names}
