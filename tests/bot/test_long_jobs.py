"""A long job says how far it is in one message, and keeps nobody else waiting."""

import asyncio
from collections.abc import Callable
from itertools import count

import pytest
from province import province
from room import Room, Somebody, a_room

from bot.channel import Raw
from bot.clock import MovableClock
from bot.porter import BETWEEN_NEWS, Porter

SO_FAR = "Đang tổng hợp: "


class Hasty(MovableClock):
    """A clock by which every look at it comes long after the one before."""

    def __init__(self, base: MovableClock) -> None:
        super().__init__(base)
        self._looks = count()

    def monotonic(self) -> float:
        return next(self._looks) * BETWEEN_NEWS


@pytest.fixture
def room():
    with a_room() as room:
        everything = province(45, paragraphs=1)
        with room.store.begin() as ledger:
            ledger.records.save([standing.unit for standing in everything.standings])
            for paper in everything.papers:
                draft = paper.draft.model_copy(update={"id": f"chi-thi-34/{paper.unit.id}", "campaign": "chi-thi-34"})
                answers = [one.model_copy(update={"draft": draft.id}) for one in paper.answers.values()]
                ledger.records.save([draft, *answers])
        room.campaign(units=tuple(standing.unit.id for standing in everything.standings))
        room.assistant.porter = Porter(
            room.assistant.core, room.assistant.channels, Hasty(room.clock), room.assistant.core.mail.set
        )
        yield room


def asks_for_the_report(room: Room) -> Somebody:
    coordinator = room.coordinator()
    coordinator.says("tổng hợp")
    return coordinator


async def served_meanwhile(room: Room, tap: Raw, said: Raw, heard: Callable[[], bool]) -> bool:
    """Has a job begun and carried while everybody is served; True where something was heard before it had ended."""
    assistant = room.assistant
    await assistant.keep(room.channel, [tap])
    await assistant.core.run(assistant.desk.work)
    carried = asyncio.create_task(assistant.porter.carry_due())
    await asyncio.sleep(0)
    await assistant.keep(room.channel, [said])
    before = False
    while not carried.done():
        await assistant.core.run(assistant.desk.work)
        await assistant.postman.send_due()
        before = before or (heard() and not carried.done())
    await assistant.settle(room.clock)
    return before


def test_a_long_job_says_how_far_it_is_and_keeps_nobody_waiting(room: Room) -> None:
    coordinator, officer = asks_for_the_report(room), room.officer()
    tap = coordinator.tap(*button_of(coordinator, "📄 Bản đầy đủ"))
    said = officer.raw(what="typed", text="mục lục")

    def heard() -> bool:
        return any("Mục lục" in message.text for message in officer.chat)

    assert asyncio.run(served_meanwhile(room, tap, said, heard))
    assert any(message.text.startswith(SO_FAR) for message in coordinator.chat)
    assert not any(message.text.startswith(SO_FAR) for message in coordinator.screen)
    files = {message.letter.name for message in coordinator.screen if message.file}
    assert files == {"BC-tong-hop-chi-thi-34.docx", "so-lieu-tong-hop-chi-thi-34.xlsx"}


def button_of(somebody: Somebody, label: str) -> tuple[str, int]:
    message = next(one for one in reversed(somebody.screen) if label in one.labels)
    return message.letter.id, message.labels.index(label)
