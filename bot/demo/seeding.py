"""A fresh database is filled: who there is is written down and invited, and the rest is played."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.channel import Channel
from bot.core import Core
from bot.demo.clock import DemoClock
from bot.demo.days import moment, working_day
from bot.demo.overheard import Overheard
from bot.demo.playing import Playing
from bot.demo.seeds import Seeds, Somebody
from bot.demo.stage import Stage
from bot.invite import new_code
from flows.campaign import Invitation, Unit
from flows.clock import VIET_NAM
from flows.stranger import code_hash

_GOOD_FOR = timedelta(days=365)
_MORNING = time(7, 30)


def begins(seeds: Seeds, now: datetime) -> datetime:
    """When the campaign that stands at `now` began: the morning of its first scene."""
    return moment(working_day(_day(now), -seeds.scenes[0].day), _MORNING)


def _day(now: datetime) -> date:
    return now.astimezone(VIET_NAM).date()


class Seeding:
    """Fills the database of a core; people write in the chats of `chat`, whose clock is `clock`."""

    def __init__(self, core: Core, chat: Channel, clock: DemoClock) -> None:
        self._core = core
        self._stage = Stage(core, Overheard(chat), clock)
        self._clock = clock

    async def seed(self, seeds: Seeds, now: datetime, told: Callable[[date], None] = lambda day: None) -> None:
        """Plays the whole campaign up to `now`; all that comes of it has been delivered then. `told` hears each day."""
        codes = {one.key: new_code() for one in seeds.people}
        enrolled = _enrolled(seeds, codes, self._clock.now())
        await self._core.write(lambda ledger: ledger.records.save(enrolled))
        await Playing(seeds, self._stage, _day(now), codes).play(told)
        await self._stage.wait(now)


def _enrolled(seeds: Seeds, codes: dict[str, str], now: datetime) -> list[Unit | Invitation]:
    """The units in their order, and an invitation for everybody."""
    units = [one.unit for one in (seeds.office, *seeds.units)]
    numbered = [unit.model_copy(update={"order": place}) for place, unit in enumerate(units)]
    return [*numbered, *(_invitation(seeds, one, code_hash(codes[one.key]), now) for one in seeds.people)]


def _invitation(seeds: Seeds, one: Somebody, code: str, now: datetime) -> Invitation:
    unit = seeds.reporter(one.unit).unit.id
    until = now + _GOOD_FOR
    return Invitation(id=code, person=seeds.id_of(one), name=one.name, unit=unit, role=one.role, expires_at=until)
