"""Whatever is pressed or typed, nobody reaches another unit's draft, and no role does what it may not."""

from dataclasses import dataclass
from typing import get_args

import pytest
from room import Room, Somebody, a_room
from shorthand import START

from flows.campaign import Role, Unit
from flows.letter import Letter
from flows.report import Run
from flows.rights import RIGHTS
from flows.turn import Button, Press
from flows.wording import menu
from flows.wording import words as command_words

OURS = Unit(id="so-a", name="Sở A", kind="so", code="SA", group="Khối 1")
THEIRS = Unit(id="so-b", name="Sở B", kind="so", code="SB", group="Khối 1")
DRAFT = "chi-thi-34/so-b"
KEY = "dac-diem-tinh-hinh"
SECRET = "Nội dung chỉ của Sở B, không ai khác được thấy"
ACTS = sorted({*RIGHTS, "no-such-act"})
ARGS = ("", "0", "1", "so-b", "-1")


@dataclass
class Two:
    """Two units of one campaign in a room: ours, which tries everything, and theirs, which has written something."""

    room: Room
    officer: Somebody
    head: Somebody
    stranger: Somebody
    theirs: Somebody


@pytest.fixture(scope="module")
def two():
    with a_room() as room:
        theirs = room.officer("BINH", "Lê Văn Bình", THEIRS)
        room.officer("AN", "Nguyễn Văn An", OURS)
        officer = Somebody(room, "an")
        head = room.head("ANH", "Phạm Thị Ánh", OURS)
        for one, text in ((theirs, SECRET), (officer, "Nội dung của Sở A.")):
            one.presses("Bắt đầu")
            one.says(text)
            one.presses("Xong mục này")
        yield Two(room, officer, head, room.stranger("nobody"), theirs)


def letter_with(press: Press, to: Somebody, name: str) -> Letter:
    """A letter that stands in that chat and whose one button does that."""
    with to.room.store.begin() as ledger:
        contact = ledger.records.contact("room", to.address)
    person = contact.person if contact else ""
    button = Button(label="x", press=press)
    return Letter(
        id=name,
        channel="room",
        address=to.address,
        person=person,
        runs=(Run(text="x"),),
        buttons=((button,),),
        not_before=START,
        at=START,
    )


def everything_of(room: Room, unit: str) -> list[str]:
    """All that is kept of that unit's draft."""
    with room.store.begin() as ledger:
        records = ledger.records
        draft = records.draft(f"chi-thi-34/{unit}")
        people = [member.person.model_dump_json() for member in ledger.rosters.people_of(unit)]
        asked = [one.model_dump_json() for one in ledger.rosters.inquiries(draft.id)]
        answers = sorted(answer.model_dump_json() for answer in records.answers(draft.id).values())
        return [draft.model_dump_json(), records.unit(unit).model_dump_json(), *people, *asked, *answers]


def forge(somebody: Somebody, act: str) -> None:
    """Presses buttons that name the other unit's draft, each in a letter to this very person."""
    for number, arg in enumerate(ARGS):
        press = Press(do=act, campaign="chi-thi-34", draft=DRAFT, key=KEY, rev=1, arg=arg)
        name = f"forged-{somebody.address}-{act}-{number}"
        letter = letter_with(press, somebody, name)
        with somebody.room.store.begin() as ledger:
            ledger.outbox.queue([letter])
        somebody.does(somebody.tap(name, 0))


def read_by(somebody: Somebody) -> str:
    """All that was ever delivered to that chat."""
    return "\n".join(f"{message.text} {message.labels} {message.file!r}" for message in somebody.chat)


@pytest.mark.parametrize("act", ACTS)
def test_no_act_of_another_unit_reaches_a_draft(two: Two, act: str) -> None:
    before = everything_of(two.room, "so-b")
    for somebody in (two.officer, two.head, two.stranger):
        forge(somebody, act)
        assert everything_of(two.room, "so-b") == before, f"{act} of {somebody.address} changed something"
        assert SECRET not in read_by(somebody)
    with two.room.store.begin() as ledger:
        assert ledger.inbox.dead() == []


@pytest.mark.parametrize(
    "word", sorted({*command_words(), *(name for role in get_args(Role) for name, _ in menu(role))})
)
def test_no_typed_command_shows_another_units_draft(two: Two, word: str) -> None:
    before = everything_of(two.room, "so-b")
    for somebody in (two.officer, two.head, two.stranger):
        somebody.says(f"/{word.lstrip(chr(47))}")
        somebody.says(f"{word} so-b")
        assert SECRET not in read_by(somebody)
    assert everything_of(two.room, "so-b") == before
    with two.room.store.begin() as ledger:
        assert ledger.inbox.dead() == []


@pytest.mark.parametrize("act", ACTS)
def test_what_a_role_may_not_do_changes_nothing_of_its_own_unit_either(two: Two, act: str) -> None:
    before = everything_of(two.room, "so-a")
    for somebody, role in ((two.officer, "officer"), (two.head, "head")):
        if role in RIGHTS.get(act, ()):
            continue
        press = Press(do=act, campaign="chi-thi-34", draft="chi-thi-34/so-a", key=KEY, arg="1")
        letter = letter_with(press, somebody, f"own-{role}-{act}")
        with two.room.store.begin() as ledger:
            ledger.outbox.queue([letter])
        somebody.does(somebody.tap(f"own-{role}-{act}", 0))
    assert everything_of(two.room, "so-a") == before


@pytest.mark.parametrize("act", sorted(act for act, roles in RIGHTS.items() if "coordinator" in roles))
def test_a_coordinators_button_that_says_nonsense_harms_nothing(two: Two, act: str) -> None:
    if not two.room.channel.chats.get("ban"):
        two.room.coordinator()
    coordinator = Somebody(two.room, "ban")
    for number, arg in enumerate(("x", "-3", "99999", "1:x", "sum")):
        for draft in ("", DRAFT, "chi-thi-34/nobody", "nothing/so-b"):
            press = Press(do=act, draft=draft, key="no-such-key", rev=77, arg=arg)
            letter = letter_with(press, coordinator, f"nonsense-{act}-{number}-{draft}")
            with two.room.store.begin() as ledger:
                ledger.outbox.queue([letter])
            coordinator.does(coordinator.tap(letter.id, 0))
    with two.room.store.begin() as ledger:
        assert ledger.inbox.dead() == []
