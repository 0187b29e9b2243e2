"""A conversation in memory, without storage or messenger: moves go in, what is kept and said is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from exports.outline_file import load as read_outline
from flows.campaign import Campaign, Contact, Person, Unit
from flows.draft import Answer, Draft, Proposal, Seat, Submission
from flows.paper import Paper
from flows.play import play
from flows.report import Run
from flows.turn import Button, Do, Edited, Move, Press, Pressed, Say, Turn, Typed
from flows.values import ProseValue
from flows.view import Card, View

load = cache(read_outline)
START = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
STTTT = Unit(
    id="so-thong-tin-va-truyen-thong",
    name="Sở Thông tin và Truyền thông",
    kind="so",
    tags=("co-quan-bao-chi",),
    code="STTTT",
)
PLAIN = Unit(id="so-tu-phap", name="Sở Tư pháp", kind="so", code="STP")


@dataclass
class Desk:
    """What is kept of one unit's draft."""

    unit: Unit = STTTT
    now: datetime = START
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    submissions: dict[tuple[str, int], Submission] = field(default_factory=dict)

    def paper(self, outline: str, draft_id: str) -> Paper:
        source = load(outline)
        draft = self.drafts.get(draft_id) or Draft(
            id=draft_id, unit=self.unit.id, outline=outline, version=source.version
        )
        kept = {key: answer for (draft, key), answer in self.answers.items() if draft == draft_id}
        return Paper(source, draft, self.unit, kept)

    def keep(self, turn: Turn) -> None:
        """Saves the changes as storage does: each over the very revision that it was read at."""
        for change in turn.changes:
            match change:
                case Answer():
                    self._put(self.answers, (change.draft, change.key), change)
                case Draft():
                    self._put(self.drafts, change.id, change)
                case Seat():
                    self._put(self.seats, change.person, change)
                case Proposal():
                    self._put(self.proposals, change.id, change)
                case Submission():
                    self._put(self.submissions, (change.draft, change.n), change)

    def _put(self, table, key, record) -> None:
        held = table.get(key)
        assert (held.rev if held else 0) == record.rev, f"stale save of {key}"
        table[key] = record.model_copy(update={"rev": record.rev + 1})


@dataclass
class Chat:
    """One person's chat at the desk."""

    desk: Desk
    name: str = "Nguyễn Thị Mẫu"
    position: int = 0
    card: Card | None = None
    letters: list[Say] = field(default_factory=list)
    jobs: list[Do] = field(default_factory=list)

    @property
    def person(self) -> Person:
        return Person(id=f"{self.desk.unit.id}.{self.name}", name=self.name, unit=self.desk.unit.id)

    def view(self, proposal: str = "") -> View:
        unit = self.desk.unit
        report = self.desk.paper("chi-thi-34", f"chi-thi-34/{unit.id}")
        form = self.desk.paper("the-thuc", f"the-thuc/{unit.id}")
        return View(
            contact=Contact(channel="test", address=self.name, at=START),
            person=self.person,
            unit=unit,
            campaign=Campaign(id="chi-thi-34", title="", outline="chi-thi-34", version=1, units=(unit.id,)),
            papers=(report, form),
            seat=self.desk.seats.get(self.person.id),
            names={key[0]: key[1] for key in [(f"{unit.id}.{n}", n) for n in ("Nguyễn Thị Mẫu", "Trần Văn Thử")]},
            proposal=self.desk.proposals.get(proposal),
            submission=self.desk.submissions.get((report.draft.id, report.draft.sent)),
            card=self.card,
        )

    def move(self, move: Move, proposal: str = "") -> Turn:
        turn = play(self.view(proposal), move, self.desk.now)
        self.desk.keep(turn)
        for effect in turn.effects:
            self._show(effect)
        self.desk.now += timedelta(seconds=1)
        return turn

    def _show(self, effect) -> None:
        if isinstance(effect, Do):
            self.jobs.append(effect)
            return
        self.letters.append(effect)
        self.position += 1
        if effect.card == "question":
            self.card = Card(about=effect.about, position=self.position, at=self.desk.now)

    def says(self, text: str, whole: bool = True) -> Turn:
        self.position += 1
        self.desk.now += timedelta(seconds=1)
        return self.move(
            Typed(
                (Run(text=text),),
                source=f"{self.name}/{self.position}",
                said_at=self.desk.now,
                position=self.position,
                whole=whole,
            )
        )

    def edits(self, position: int, text: str) -> Turn:
        return self.move(Edited((Run(text=text),), source=f"{self.name}/{position}"))

    def buttons(self) -> list[Button]:
        """The buttons of the last letter that has any, and of what stands beside it."""
        return [button for letter in reversed(self.letters[-3:]) for row in letter.buttons for button in row]

    def presses(self, label: str) -> Turn:
        button = next(one for one in self.buttons() if label in one.label)
        return self.press(button)

    def press(self, button: Button) -> Turn:
        return self.move(Pressed(button.press), button.press.proposal)

    def shown(self) -> str:
        """The text of the last letter."""
        return "".join(run.text for run in self.letters[-1].runs)

    def answer(self, key: str) -> Answer | None:
        return next((answer for (_, k), answer in self.desk.answers.items() if k == key), None)


def chat(unit: Unit = STTTT) -> Chat:
    """A chat of one officer who has begun: the first question is on the screen."""
    begun = Chat(Desk(unit))
    begun.move(Pressed(Press(do="resume")))
    return begun


def texts(one: Chat, key: str) -> list[str]:
    """The paragraphs that are held for a prose."""
    answer = one.answer(key)
    assert answer is not None
    assert isinstance(answer.value, ProseValue)
    return [passage.text for passage in answer.value.passages]


def goto(one: Chat, key: str) -> None:
    """Jumps to a question as the contents would."""
    one.move(Pressed(Press(do="jump", key=key)))


__all__ = ["PLAIN", "STTTT", "Chat", "Desk", "chat", "goto", "replace", "texts"]
