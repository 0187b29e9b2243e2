"""Officers, heads and coordinators of one campaign in memory: what one does reaches the others' chats."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from chat import START, STTTT, Chat, Desk
from test_submission import fill

from flows.campaign import Campaign, Chair, Contact, Member, Person, Role, Unit
from flows.draft import Answer, Submission
from flows.job import Kept, Outcome
from flows.turn import Attached, Do, Finished, Move, Press, Pressed, Turn
from flows.view import Fact, View

BAN = Unit(id="ban-tdkt", name="Ban Thi đua - Khen thưởng tỉnh")
DRAFT = f"chi-thi-34/{STTTT.id}"
WORD = Kept(file="f" * 64, name="BC.docx")


@dataclass
class Office(Desk):
    """What is kept of one unit's draft and of those who review it."""

    sign_off: bool = False
    everybody: list[Someone] = field(default_factory=list)
    unreachable: set[str] = field(default_factory=set)
    chairs: dict[str, Chair] = field(default_factory=dict)
    versions: dict[tuple[str, str, int], Answer] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)

    def keep(self, turn: Turn) -> None:
        super().keep(turn)
        for change in turn.changes:
            if isinstance(change, Chair):
                self._put(self.chairs, change.person, change)
            if isinstance(change, Answer):
                self.versions[change.draft, change.key, change.rev + 1] = self.answers[change.draft, change.key]
        self.facts += [Fact(self.now, event) for event in turn.events]

    @property
    def campaign(self) -> Campaign:
        plan = {"title": "Báo cáo Chỉ thị 34", "outline": "chi-thi-34", "version": 1, "units": (self.unit.id,)}
        return Campaign(id="chi-thi-34", sign_off=self.sign_off, **plan)

    @property
    def draft(self):
        return self.paper("chi-thi-34", DRAFT).draft

    def members(self, *roles: Role) -> tuple[Member, ...]:
        known = (one.person for one in self.everybody if one.role in roles)
        return tuple(Member(person=one, reach="never" if one.id in self.unreachable else "reachable") for one in known)

    def before(self) -> dict[str, Answer]:
        """What coordinators had before, of what has changed since."""
        sent = self.draft.state in ("submitted", "accepted")
        received = [one for one in self.submissions.values() if one.revs and (one.n < self.draft.sent or not sent)]
        if not received:
            return {}
        now = {key: answer.rev for (draft, key), answer in self.answers.items() if draft == DRAFT}
        last: Submission = max(received, key=lambda one: one.n)
        held = {key: self.versions[DRAFT, key, rev] for key, rev in last.revs.items() if now.get(key) != rev}
        fresh = {"state": "open", "by": "", "at": START}
        return {key: Answer(draft=DRAFT, key=key, **fresh) for key in now if key not in last.revs} | held


@dataclass
class Someone(Chat):
    """The chat of one of them."""

    role: Role = "officer"
    doing: Move | None = None

    @property
    def person(self) -> Person:
        unit = BAN if self.role == "coordinator" else self.desk.unit
        return Person(id=f"{unit.id}.{self.name}", name=self.name, unit=unit.id, role=self.role)

    def view(self, proposal: str = "") -> View:
        desk = self.desk
        names = {one.person.id: one.person.name for one in desk.members("officer", "head", "coordinator")}
        common = {
            "names": names,
            "campaign": desk.campaign,
            "coordinators": desk.members("coordinator"),
            "before": desk.before(),
            "history": tuple(desk.facts),
        }
        own = replace(super().view(proposal), people=desk.members("officer", "head"), **common)
        if self.role != "coordinator":
            return own
        chair = desk.chairs.get(self.person.id)
        if self._loads(chair):
            return replace(own, seat=None, card=None, chair=chair)
        contact = Contact(channel="test", address=self.name, at=START)
        return View(contact=contact, person=self.person, unit=BAN, chair=chair, **{**common, "before": {}})

    def _loads(self, chair: Chair | None) -> bool:
        """The unit's papers are read where the button or the chair names them."""
        press = self.doing.press if isinstance(self.doing, Pressed) else None
        return bool(press and press.draft) or bool(chair and chair.asks and chair.about)

    def move(self, move: Move, proposal: str = "") -> Turn:
        self.doing = move
        return super().move(move, proposal)

    def does(self, do: str, **rest) -> Turn:
        """Presses a button that does this, wherever it may stand."""
        return self.move(Pressed(Press(do=do, **{"draft": DRAFT, **rest})))

    def sends_scan(self, what: str = "photo", name: str = "") -> None:
        """Sends a photo or a file, which is fetched and kept."""
        self.move(
            Attached(
                what,
                source=f"s{len(self.letters)}",
                said_at=self.desk.now,
                position=self.position,
                ref="ref",
                name=name,
            )
        )

    def ends(self, kind: str, ok: bool = True, kept: Kept = WORD) -> None:
        """The last job of this kind comes to its end."""
        job = next(one.job for one in reversed(self.jobs) if one.job.kind == kind)
        outcome = Outcome(files=(kept,)) if ok else Outcome(failure="gone")
        self.move(Finished(job, ok, outcome))

    def _show(self, effect) -> None:
        if isinstance(effect, Do) or not effect.to:
            super()._show(effect)
            return
        person = next(one for one in self.desk.everybody if one.person.id == effect.to)
        person._show(replace(effect, to=""))

    def letter(self, card: str):
        """The last letter of that card."""
        return next(one for one in reversed(self.letters) if one.card == card)

    def told(self, card: str = "") -> str:
        """What the last letter says, or that of a card."""
        letter = self.letter(card) if card else self.letters[-1]
        return "".join(run.text for run in letter.runs)

    def labels(self, card: str = "") -> list[str]:
        letter = self.letter(card) if card else self.letters[-1]
        return [button.label for row in letter.buttons for button in row]

    def presses_on(self, card: str, label: str) -> Turn:
        """Presses a button of the last letter of that card."""
        buttons = (button for row in self.letter(card).buttons for button in row)
        return self.press(next(one for one in buttons if one.label == label))

    def all_told(self) -> str:
        """Everything that was ever said here."""
        return "\n".join("".join(run.text for run in letter.runs) for letter in self.letters)


REVIEW, SIGNING = f"review:{DRAFT}", f"signing:{DRAFT}"


@dataclass
class Cast:
    """Two officers, a head and two coordinators."""

    office: Office
    hoa: Someone
    minh: Someone
    van: Someone
    ban: Someone
    lan: Someone


def cast(sign_off: bool = False, filled: bool = True) -> Cast:
    """Everybody, with a report that is whole and not yet sent."""
    office = Office(STTTT, sign_off=sign_off)
    names = (("Trần Thị Hoa", "officer"), ("Lê Văn Minh", "officer"), ("Lý Thị Vân", "head"))
    names += (("Hoàng Văn Bàn", "coordinator"), ("Ngô Thị Lan", "coordinator"))
    people = [Someone(office, name=name, role=role) for name, role in names]
    office.everybody = people
    people[0].move(Pressed(Press(do="resume")))
    if filled:
        write(people[0], "dac-diem-tinh-hinh", "Sở có 45 công chức.\nSở có 5 phòng.")
        fill(people[0])
    return Cast(office, *people)


def write(one: Someone, key: str, text: str) -> None:
    """Writes a prose anew and closes it."""
    one.does("jump", key=key)
    held = one.answer(key)
    if held and held.value:
        one.does("again", key=key, rev=held.rev)
    one.says(text)
    one.does("done", key=key)


def submit(one: Someone) -> None:
    """Sends the report, and has its file made."""
    one.says("gửi báo cáo")
    one.presses("Gửi báo cáo ngay")
    one.ends("render")


def demand(one: Someone, **reasons: str) -> None:
    """Has the report back for these items (by key, "_" for "-"), each with its reason."""
    one.does("return")
    for key in reasons:
        one.does("pick", key=key.replace("_", "-"), arg="0")
    one.does("reason-each") if len(reasons) > 1 else one.does("reason-all")
    for key in one.desk.chairs[one.person.id].picked:
        one.says(reasons[key.replace("-", "_")])
    one.presses("Gửi yêu cầu")


__all__ = ["DRAFT", "REVIEW", "SIGNING", "Cast", "Office", "Someone", "cast", "demand", "submit", "write"]
