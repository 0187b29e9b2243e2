"""Which pages are open, by address; each is told that there is something to look at, and looks in the store itself."""

from __future__ import annotations

import asyncio
from collections.abc import Set
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from bot.web_chat.limits import MOST_PAGES

News = Literal["chat", "office", "reset", "over"]
"""Why a page is to look: at its chat, at the campaign, that it has to begin anew, or that it is heard no more."""


@dataclass(eq=False, slots=True)
class Page:
    """One open page of an address; `device` is the one that it is shown on."""

    address: str
    device: str
    office: bool
    _untold: set[News] = field(default_factory=set)
    _told: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, news: News) -> None:
        """The page is to look; being told twice before it does is being told once."""
        self._untold.add(news)
        self._told.set()

    async def news(self, patience: float) -> Set[News]:
        """What there is to look at, as soon as there is something; nothing after so many seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._told.wait(), patience)
        self._told.clear()
        told, self._untold = self._untold, set()
        return told


class Hub:
    """The open pages."""

    def __init__(self) -> None:
        # The pages of each address, the oldest first.
        self._pages: dict[str, dict[Page, None]] = {}
        self._closed = False

    def open(self, address: str, device: str, office: bool) -> Page:
        """A page that is open from now on; the oldest is ended where one person has too many.

        That one may be on a phone that was switched off, and nobody hears of that.
        """
        page, pages = Page(address, device, office), self._pages.setdefault(address, {})
        if len(pages) >= MOST_PAGES:
            oldest = next(iter(pages))
            del pages[oldest]
            oldest.tell("over")
        pages[page] = None
        if self._closed:
            page.tell("reset")
        return page

    def close(self, page: Page) -> None:
        """The page is open no more."""
        pages = self._pages.get(page.address, {})
        pages.pop(page, None)
        if not pages:
            self._pages.pop(page.address, None)

    def opened(self, address: str = "") -> int:
        """How many pages of an address are open; of all of them, where none is named."""
        found = [self._pages.get(address, {})] if address else self._pages.values()
        return sum(len(pages) for pages in found)

    def tell(self, address: str) -> None:
        """Every page of the address looks at its chat, and whether it is still let in."""
        for page in self._pages.get(address, ()):
            page.tell("chat")

    @property
    def office_is_open(self) -> bool:
        """Some coordinator has a page open."""
        return any(page.office for pages in self._pages.values() for page in pages)

    def tell_office(self) -> None:
        """The pages of coordinators hear that something of the campaigns has changed."""
        for page in [page for pages in self._pages.values() for page in pages if page.office]:
            page.tell("office")

    def end(self) -> None:
        """Every page is told to come back later, as the program ends."""
        self._closed = True
        for page in [page for pages in self._pages.values() for page in pages]:
            page.tell("reset")
