"""Coordinators' pages hear that something was done, whoever did it and in whichever channel: a fact was kept of it."""

from __future__ import annotations

import asyncio
from typing import Protocol

import structlog

from bot.core import Core
from storage.ledger import Ledger

_log = structlog.get_logger(__name__)

_PAUSE = 2.0
"""How many seconds lie between two looks."""


class Pages(Protocol):
    """The open pages, as far as they are of coordinators."""

    @property
    def office_is_open(self) -> bool:
        """Some coordinator has a page open."""
        ...

    def tell_office(self) -> None:
        """They hear that something has changed."""
        ...


class OfficeWatch:
    """Looks at the newest fact while somebody would want to hear of it."""

    def __init__(self, core: Core, pages: Pages) -> None:
        self._core = core
        self._pages = pages
        self._seen = -1

    async def run(self) -> None:
        """Looks for as long as the program runs, whatever becomes of a single look."""
        while True:
            try:
                await self.look()
            except Exception:
                _log.exception("office not looked at")
            await asyncio.sleep(_PAUSE)

    async def look(self) -> None:
        """Tells the pages where something was done since somebody last looked."""
        if not self._pages.office_is_open:
            return
        newest = await self._core.write(_newest)
        if newest != self._seen:
            self._pages.tell_office()
            self._seen = newest


def _newest(ledger: Ledger) -> int:
    return ledger.events.newest()
