"""How much one person, or one network address that guesses, may ask for; whoever asks for more is told to wait."""

from __future__ import annotations

from asyncio import Semaphore
from weakref import WeakValueDictionary

from aiolimiter import AsyncLimiter
from starlette.exceptions import HTTPException

POSTS = (120.0, 60.0)
"""How many things a person may do in how many seconds; nobody types faster, and a page that went wild does."""

WRONG_CODES = (20.0, 600.0)
"""How many wrong codes may come from one network address in how many seconds; a whole office may share one."""

MOST_PAGES = 50
"""How many pages one person may have open at the same time."""

MOST_READS = 2
"""How many long reads of one person are done at the same time; the others of that person's wait."""

MOST_KNOWN = 10_000
"""How many names are remembered; beyond that the one that was heard of least lately is forgotten."""


class TooMany(HTTPException):
    """Too much was asked for at once; `error` names what."""

    def __init__(self, error: str = "slow") -> None:
        super().__init__(429)
        self.error = error


class Limits:
    """Counts what is asked for; nothing of it outlives the program."""

    def __init__(self) -> None:
        self._posts: dict[str, AsyncLimiter] = {}
        self._wrong: dict[str, AsyncLimiter] = {}
        # One is there for as long as somebody reads or waits.
        self._reads: WeakValueDictionary[str, Semaphore] = WeakValueDictionary()

    async def post(self, address: str) -> None:
        """Somebody does something. Raises TooMany."""
        limiter = _of(self._posts, address, POSTS)
        if not limiter.has_capacity():
            raise TooMany
        await limiter.acquire()

    def reading(self, address: str) -> Semaphore:
        """Is held by whoever reads something long of that address."""
        found = self._reads.get(address)
        if found is None:
            self._reads[address] = found = Semaphore(MOST_READS)
        return found

    async def wrong(self, network: str) -> None:
        """A wrong code came from a network address. Raises TooMany where too many did."""
        limiter = _of(self._wrong, network, WRONG_CODES)
        if not limiter.has_capacity():
            raise TooMany("codes")
        await limiter.acquire()


def _of(known: dict[str, AsyncLimiter], name: str, rate: tuple[float, float]) -> AsyncLimiter:
    """The limiter of a name, which has now been heard of last."""
    known[name] = limiter = known.pop(name, None) or AsyncLimiter(*rate)
    if len(known) > MOST_KNOWN:
        del known[next(iter(known))]
    return limiter
