"""The demonstration's campaign, played once for all tests of a run that only look at it or that take a copy."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from web_world import Browser, Site

from bot.assistant import Assistant
from bot.core import Core
from bot.demo.ahead import Ahead
from bot.demo.clock import DemoClock
from bot.demo.routes import routes
from bot.demo.seeding import Seeding, begins
from bot.demo.seeds import Seeds, seeds
from bot.demo.serving import hurried
from bot.engine import Engine
from bot.web_chat.open import Opening, web_chat
from bot.web_chat.server import bound
from flows.standing import Standing
from storage.store import Store

NOW = datetime(2026, 12, 16, 3, 0, tzinfo=UTC)
"""Ten in the morning of a Wednesday, in Ha Noi."""

SEEDS = seeds()
_SEEDED: list[Path] = []


def opened(path: Path) -> Store:
    store = Store(f"sqlite:///{path}")
    store.migrate()
    return store


def seeded(path: Path, now: datetime = NOW, sown: Seeds = SEEDS) -> Path:
    """A database at that path, filled as it stands at a moment."""

    async def seed() -> None:
        core, clock = Core(store), DemoClock(begins(sown, now))
        chat = web_chat(core, clock, Opening("http://127.0.0.1:1", bound("127.0.0.1", 0)))
        await Seeding(core, chat, clock).seed(sown, now)
        assert clock.now() == now
        await chat.close()
        core.close()

    store = opened(path)
    hurried(store)
    asyncio.run(seed())
    store.close()
    return path


def once(folders: pytest.TempPathFactory) -> Path:
    """The database as it stands at NOW, filled for whoever asks first; nobody may change it."""
    if not _SEEDED:
        _SEEDED.append(seeded(folders.mktemp("demo") / "seeded.sqlite3"))
    return _SEEDED[0]


def standings(store: Store, sown: Seeds = SEEDS) -> dict[str, Standing]:
    """Where each unit is, by its short name."""
    with store.begin() as ledger:
        campaign = ledger.records.campaign("chi-thi-34")
        assert campaign is not None
        found = {one.code: (one.unit, ledger.records.draft(sown.draft_of(one.code))) for one in sown.units}
    return {code: Standing(unit, draft, campaign.due(unit.id)) for code, (unit, draft) in found.items()}


@dataclass
class Demonstration(Site):
    """The demonstration at work on a copy."""

    clock: DemoClock = field(default_factory=lambda: DemoClock(NOW))

    async def visitor(self, role: str) -> Browser:
        """A browser in which somebody plays a role."""
        browser = self.browser()
        assert (await browser.post("/api/demo/as", role=role)).status_code == 204
        return browser


@asynccontextmanager
async def a_demonstration(folder: Path, seeded: Path) -> AsyncIterator[Demonstration]:
    """The demonstration on a copy of the database, its clock standing at NOW unless it is pushed."""
    store = opened(Path(shutil.copy(seeded, folder / "demo.sqlite3")))
    clock, listening, core = DemoClock(NOW), bound("127.0.0.1", 0), Core(store)
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    ahead = Ahead(core, clock)
    chat = web_chat(core, clock, Opening(base, listening, demo=lambda hall: routes(hall, SEEDS, ahead)))
    assistant = Assistant(core, [chat], clock)
    site, engine = Demonstration(store, base, chat, assistant, clock=clock), Engine(assistant)
    work = asyncio.create_task(engine.run())
    try:
        yield site
    finally:
        for http in site.browsers:
            await http.aclose()
        engine.stop()
        await work
        store.close()
