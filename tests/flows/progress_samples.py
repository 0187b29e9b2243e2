"""Units of a campaign that have come as far as one letter each says, and a coordinator who looks at them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flows.campaign import Campaign, Chair, Contact, Person, Unit
from flows.draft import Draft
from flows.play import play
from flows.report import Run
from flows.standing import Standing
from flows.turn import Press, Pressed, Say, Typed
from flows.view import View

NOW = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
"""Eight in the morning of the day after the deadline."""

DUE = datetime(2026, 12, 15, 10, 0, tzinfo=UTC)
STATES = {"w": "drafting", "g": "signing", "s": "submitted", "r": "returned", "a": "accepted"}
OFFICE = Unit(
    id="ban",
    name="Ban Thi đua - Khen thưởng",
    code="BTĐKT",
    superior="Sở Nội vụ",
    place="Lạng Sơn",
    authority="tm",
    post="Trưởng Ban",
    signer="Nông Thị Minh",
    recipients=("Như trên", "Lưu: VT"),
)
COORDINATOR = Person(id="c", name="Hoàng Văn Bàn", unit="ban", role="coordinator")
CONTACT = Contact(channel="room", address="1", person="c", at=NOW)


def standing(number: int, letter: str, group: str = "", **rest) -> Standing:
    """The unit of that number: n has not started, w works, g waits for the head, s sent, r returned, a accepted."""
    unit = Unit(id=f"u{number}", name=f"Sở thứ {number}", kind="so", group=group, code=f"S{number}", **rest)
    touched = NOW - timedelta(hours=number)
    state = STATES.get(letter)
    pinned = {"outline": "chi-thi-34", "version": 1, "campaign": "dot", "unit": unit.id}
    draft = (
        Draft(id=f"dot/{unit.id}", rev=1, state=state, done=5, total=45, touched=touched, **pinned) if state else None
    )
    return Standing(unit, draft, DUE)


def standings(letters: str, *groups: str) -> tuple[Standing, ...]:
    """A unit for each letter, in the groups in turn."""
    every = groups or ("",)
    return tuple(standing(n, letter, every[n % len(every)]) for n, letter in enumerate(letters))


def campaign(units: tuple[Standing, ...], **changes) -> Campaign:
    ids = tuple(one.unit.id for one in units)
    asked = {"id": "dot", "title": "Báo cáo sơ kết 05 năm", "outline": "chi-thi-34", "version": 1}
    return Campaign(**{**asked, "units": ids, "deadline": DUE} | changes)


def looking(units: tuple[Standing, ...], **rest) -> View:
    """What a coordinator sees who has no draft open."""
    known = (*(one.unit for one in units), OFFICE)
    seen = {"person": COORDINATOR, "unit": OFFICE, "roster": known, "standings": units, "campaign": campaign(units)}
    return View(contact=CONTACT, **seen | rest)


def pressed(view: View, do: str, **rest):
    return play(view, Pressed(Press(do=do, **rest)), NOW)


def typed(view: View, text: str, asks: str = "unit-find"):
    chair = Chair(person="c", campaign="dot", asks=asks)
    move = Typed((Run(text=text),), "1/9", NOW, 9)
    return play(View(**{**view.__dict__, "chair": chair}), move, NOW)


def said(turn) -> Say:
    return next(one for one in reversed(turn.effects) if isinstance(one, Say))


def text(turn) -> str:
    return "".join(run.text for run in said(turn).runs)


def presses(turn) -> dict[str, Press]:
    return {button.label: button.press for row in said(turn).buttons for button in row}
