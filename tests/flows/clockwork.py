"""A clock in memory: alarms ring, what is kept is given back, and every letter is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from exports.outline_file import load as read_outline
from flows.alarm import Alarm, Reminder
from flows.campaign import Campaign, Contact, Member, Person, Plan, Unit
from flows.draft import Answer, Draft
from flows.paper import Paper
from flows.play import play
from flows.standing import Standing
from flows.turn import Press, Pressed, Say, Turn, Wake, Woke
from flows.values import LineValue
from flows.view import Delivery, View

load = cache(read_outline)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
UNIT = Unit(id="so-tu-phap", name="Sở Tư pháp", kind="so")
OFFICE = "van-phong"
NEWS = ("begin", "extended", "added", "reopened", "closed", "removed")


def at(day: int, hour: int = 8, minute: int = 0, month: int = 12) -> datetime:
    """A moment of the end of 2026, as people in Viet Nam read it; 7 December is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def officer(name: str, **rest) -> Person:
    return Person(id=name, name=name.title(), unit=UNIT.id, joined_at=at(1), **rest)


@dataclass
class Clockwork:
    """One unit in one campaign; `wake_up` lets everything ring that is due."""

    now: datetime = field(default_factory=lambda: at(1))
    plan: Plan = field(default_factory=Plan)
    deadline: datetime = field(default_factory=lambda: at(15, 17))
    people: dict[str, Person] = field(default_factory=dict)
    reach: dict[str, str] = field(default_factory=dict)
    campaign: Campaign | None = None
    draft: Draft | None = None
    form: Draft | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    alarms: dict[tuple, Alarm] = field(default_factory=dict)
    rung: set[tuple] = field(default_factory=set)
    reminders: dict[tuple, Reminder] = field(default_factory=dict)
    letters: list[tuple[datetime, Say]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.campaign = self.campaign or Campaign(
            id="dot",
            title="Báo cáo năm",
            outline="chi-thi-34",
            version=load("chi-thi-34").version,
            units=(UNIT.id,),
            deadline=self.deadline,
            plan=self.plan,
            n=1,
            opened_at=self.now,
        )
        blank = Draft(id=f"dot/{UNIT.id}", unit=UNIT.id, campaign="dot", outline="chi-thi-34", version=1)
        self.draft = self.draft or blank
        self.form = Draft(id=f"the-thuc/{UNIT.id}", unit=UNIT.id, outline="the-thuc", version=1)

    def papers(self) -> tuple[Paper, Paper]:
        papers = []
        for draft in (self.draft, self.form):
            kept = {key: answer for key, answer in self.answers.items() if answer.draft == draft.id}
            papers.append(Paper(load(draft.outline), draft, UNIT, kept))
        return tuple(papers)

    def members(self, *roles: str) -> tuple[Member, ...]:
        own = (person for person in self.people.values() if person.role in roles)
        return tuple(Member(person=one, reach=self.reach.get(one.id, "reachable")) for one in own)

    def view(self, subject: str = "dot", person: str = "") -> View:
        drafted = "/" in subject
        return View(
            contact=Contact(channel="test", address=person or "clock", at=at(1)),
            person=self.people.get(person),
            unit=UNIT,
            campaign=self.campaign,
            papers=self.papers() if drafted else (),
            people=self.members("officer", "head"),
            coordinators=self.members("coordinator"),
            standings=(Standing(UNIT, self.draft if self.draft.touched else None, self.campaign.due(UNIT.id)),),
            names={one.id: one.name for one in self.people.values()},
            reminders=tuple(Delivery(one) for one in self.reminders.values() if one.subject == subject),
        )

    def keep(self, turn: Turn) -> None:
        for change in turn.changes:
            match change:
                case Reminder():
                    key = (change.subject, change.person, change.name)
                    held = self.reminders.get(key)
                    assert change.rev == (held.rev if held else 0), f"{key} twice"
                    self.reminders[key] = change.model_copy(update={"rev": change.rev + 1})
                case Person():
                    assert change.rev == self.people[change.id].rev
                    self.people[change.id] = change.model_copy(update={"rev": change.rev + 1})
        for effect in turn.effects:
            if isinstance(effect, Wake):
                self.set(effect.alarm)
            elif isinstance(effect, Say):
                self.letters.append((self.now, effect))

    def set(self, alarm: Alarm) -> None:
        key = (alarm.subject, alarm.name, alarm.person, alarm.due_at)
        if key not in self.rung:
            self.alarms[key] = alarm

    def begin(self, what: str = "begin") -> None:
        """The coordinator opens the campaign, or gives longer."""
        self.set(Alarm(subject=self.draft.id, name=f"{what}:{self.campaign.stage(UNIT.id)}", due_at=self.now))
        self.set(Alarm(subject="dot", name=f"{what}:{self.campaign.stage()}", due_at=self.now))
        self.wake_up()

    def wake_up(self) -> list[Say]:
        """Rings all that is due, and says what was written."""
        before = len(self.letters)
        for _ in range(200):
            due = [key for key, alarm in self.alarms.items() if alarm.due_at <= self.now]
            if not due:
                return [letter for _, letter in self.letters[before:]]
            # Of those due at one moment the one that was set first, as in the store.
            key = min(due, key=lambda one: self.alarms[one].due_at)
            self.rung.add(key)
            alarm = self.alarms.pop(key)
            self.keep(play(self.view(alarm.subject), Woke(alarm), self.now))
        raise AssertionError("alarms without end")

    def go_to(self, moment: datetime) -> list[Say]:
        """Runs until then without a break, and says what was written on the way."""
        before = len(self.letters)
        while due := [alarm.due_at for alarm in self.alarms.values() if alarm.due_at <= moment]:
            self.now = max(self.now, min(due))
            self.wake_up()
        self.now = moment
        return [letter for _, letter in self.letters[before:]]

    def sleep_to(self, moment: datetime) -> list[Say]:
        """Stands still until then, and says what was written at once."""
        self.now = moment
        return self.wake_up()

    def press(self, person: str, do: str, **rest: str) -> list[Say]:
        before = len(self.letters)
        press = Press(do=do, **rest)
        subject = press.draft or ("dot" if self.people[person].role == "coordinator" else self.draft.id)
        self.keep(play(self.view(subject, person), Pressed(press), self.now))
        return [letter for _, letter in self.letters[before:]]

    def write(self, person: str, *keys: str) -> None:
        """Closes those items; all that are asked, where none is named."""
        for paper in self.papers():
            for key in keys or tuple(paper.asked):
                if key in paper.asked:
                    value = LineValue(text="x")
                    self.answers[key] = Answer(
                        draft=paper.draft.id, key=key, rev=1, state="closed", value=value, by=person, at=self.now
                    )
        self.draft = self.draft.model_copy(update={"touched": self.now, "rev": self.draft.rev + 1})

    def became(self, **changes) -> None:
        self.draft = self.draft.model_copy(update={**changes, "rev": self.draft.rev + 1})

    def why(self, person: str) -> list[tuple[str, str]]:
        """What was decided of a person's reminders of the plan, in order."""
        own = [one for one in self.reminders.values() if one.person == person and one.subject == self.draft.id]
        ordered = sorted(own, key=lambda one: one.at)
        return [(one.name.split("@")[0], one.why) for one in ordered if not one.name.startswith("begin")]


def text(letter: Say) -> str:
    return "".join(run.text for run in letter.runs)


def labels(letter: Say) -> list[str]:
    return [button.label for row in letter.buttons for button in row]


def button(letter: Say, label: str) -> Press:
    return next(one.press for row in letter.buttons for one in row if one.label == label)


def nudges(clockwork: Clockwork, person: str) -> list[tuple[datetime, Say]]:
    """The reminders that a person was sent, besides what the unit was told of its campaign."""
    letters = ((when, one) for when, one in clockwork.letters if one.to == person and one.about)
    return [(when, one) for when, one in letters if not one.about.split(":")[2].startswith(NEWS)]
