"""Whatever breaks, in whatever order: each page ends with exactly the chat, each text was kept once and in order."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from shorthand import START

from bot.channel import Parcel
from bot.clock import StoppedClock
from bot.core import Core
from bot.spoken import Spoken
from bot.web_chat import stream
from bot.web_chat.channel import WebChat
from bot.web_chat.hall import Hall, known
from bot.web_chat.hub import Hub
from bot.web_chat.inbound import Correction, Inbound, Saying
from bot.web_chat.limits import Limits
from bot.web_chat.secrets import Secrets
from bot.web_chat.stream import Stream
from bot.web_chat.wire import told
from flows.campaign import Contact, Person
from flows.letter import Letter
from flows.report import Run
from storage.devices import Device
from storage.store import Store

HOA = "stttt.hoa"
PAGES = st.integers(0, 2)
SEVERAL = st.integers(0, 30)
CLOCK = StoppedClock(START)


class NoServer:
    """Nobody is let in from outside."""

    async def serve(self) -> None: ...

    def end(self) -> None: ...

    def close(self) -> None: ...


class Page:
    """A page as a browser has it: what it shows, the last change that it was told of, its stream while that holds."""

    def __init__(self) -> None:
        self.shown: dict[int, dict[str, Any]] = {}
        self.change = 0
        self.events: Any = None

    def shows(self, message: dict[str, Any]) -> None:
        """Draws a message, or takes it away."""
        self.shown.pop(message["position"], None)
        if not message["removed"]:
            self.shown[message["position"]] = message

    def texts(self, secret: set[int]) -> list[tuple[int, str]]:
        """What stands on the screen, and where; of what is secret only that: a page shows it for as long as it can."""
        runs = {place: () if place in secret else one["runs"] for place, one in sorted(self.shown.items())}
        return [(place, "".join(run["text"] for run in said)) for place, said in runs.items()]


class Chats(RuleBasedStateMachine):
    """One person with three pages, an assistant that writes, edits and takes away, and lines that break at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.store = Store("sqlite://")
        self.pages = [Page(), Page(), Page()]
        self.letters: list[Letter] = []
        self.sayings: list[Saying] = []
        self.changes: list[Correction] = []
        self.cards: list[str] = []

    @initialize()
    def begins(self) -> None:
        self.store.migrate()
        with self.store.begin() as ledger:
            ledger.records.save([Person(id=HOA, name="Trần Thị Hoa", unit="stttt")])
            ledger.records.save([Contact(channel="web", address=HOA, person=HOA, at=START)])
            ledger.devices.add(Device("device", HOA, "", "", START, ended=False), START)
        self.program_starts()

    def program_starts(self) -> None:
        self.hall = Hall(Core(self.store), CLOCK, Hub(), Limits(), "http://127.0.0.1:8080")
        self.chat = WebChat(self.hall, NoServer(), Secrets(CLOCK))

    def wait(self, work: Any) -> Any:
        return self.runner.run(work)

    def kept(self, act: Callable[[Inbound], Any]) -> Any:
        """What a route does with what a page posts."""
        result = self.wait(self.hall.core.write(lambda ledger: act(Inbound(ledger, HOA, START))))
        self.hall.hub.tell(HOA)
        return result

    # What the person does

    @rule(page=PAGES, heard=st.booleans())
    def says(self, page: int, heard: bool) -> None:
        """The answer may be lost: the page then does not know whether its text was kept."""
        number = len(self.sayings)
        said = Saying(nonce=f"nonce-{number:06}", text=f"Đoạn {number}", seen=self.pages[page].change)
        self.sayings.append(said)
        message = self.kept(lambda inbound: inbound.said(said))
        if heard:
            self.pages[page].shows(told(message))

    @precondition(lambda self: self.sayings)
    @rule(which=SEVERAL)
    def says_again(self, which: int) -> None:
        said = self.sayings[which % len(self.sayings)]
        self.kept(lambda inbound: inbound.said(said))

    @precondition(lambda self: self.sayings)
    @rule(which=SEVERAL)
    def changes_a_text(self, which: int) -> None:
        own = [one for page in self.pages for one in page.shown.values() if one["own"]]
        if own:
            position = own[which % len(own)]["position"]
            number = len(self.changes)
            change = Correction(nonce=f"change-{number:06}", text=f"Sửa {number}", position=position)
            self.changes.append(change)
            self.kept(lambda inbound: inbound.corrected(change))

    @precondition(lambda self: self.changes)
    @rule(which=SEVERAL)
    def changes_it_again(self, which: int) -> None:
        change = self.changes[which % len(self.changes)]
        self.kept(lambda inbound: inbound.corrected(change))

    # What the assistant does

    @rule(edit=st.booleans(), replaces=st.booleans(), secret=st.booleans())
    def writes(self, edit: bool, replaces: bool, secret: bool) -> None:
        number = len(self.letters)
        text = (Run(text=f"Thư {number}"),)
        letter = Letter(
            id=f"{number}.1",
            channel="web",
            address=HOA,
            runs=text,
            edit=edit,
            secret=secret,
            at=START,
            not_before=START,
        )
        self.letters.append(letter)
        replaced = self.cards[-1] if replaces and self.cards else ""
        self.cards.append(self.wait(self.chat.send(Parcel(letter, None, replaced))).ref)

    @precondition(lambda self: self.letters)
    @rule()
    def writes_it_again(self) -> None:
        """The program was killed after it had sent a letter, and before it had noted so."""
        assert self.wait(self.chat.send(Parcel(self.letters[-1]))).ref == self.cards[-1]

    # What breaks

    @rule(page=PAGES)
    def page_breaks_off(self, page: int) -> None:
        self.close(self.pages[page])

    @rule(page=PAGES, most=st.integers(1, 5))
    def page_listens(self, page: int, most: int) -> None:
        self.listen(self.pages[page], most)

    @rule(page=PAGES)
    def page_begins_anew(self, page: int) -> None:
        self.close(self.pages[page])
        self.reload(self.pages[page])

    @rule()
    def program_is_killed_and_starts_again(self) -> None:
        for page in self.pages:
            self.close(page)
        self.hall.core.close()
        self.program_starts()

    def close(self, page: Page) -> None:
        if page.events:
            self.wait(page.events.aclose())
        page.events = None

    def reload(self, page: Page) -> None:
        with self.store.begin() as ledger:
            page.change = ledger.messages.ends(HOA)[1]
            page.shown = {}
            for message in ledger.messages.before(HOA, 2**53, 10_000):
                page.shows(told(self.chat.secrets.revealed(message)))

    def listen(self, page: Page, most: int) -> None:
        """Hears so many events, or fewer where it becomes quiet before."""
        if page.events is None:
            with self.store.begin() as ledger:
                visitor = known(ledger, "device", START)
            page.events = Stream(
                self.hall, visitor, page.change, lambda one: told(self.chat.secrets.revealed(one))
            ).events()
        for _ in range(most):
            name, said = self.wait(anext(page.events))
            if name == "message":
                assert said["change"] > page.change
                page.change = said["change"]
                page.shows(said)
            elif name == "ping":
                return

    def teardown(self) -> None:
        try:
            self.ends()
        finally:
            for page in self.pages:
                self.close(page)
            self.hall.core.close()
            self.store.close()
            self.runner.close()

    def ends(self) -> None:
        """Every page hears the rest, and shows what a page shows that begins now."""
        with self.store.begin() as ledger:
            rows = ledger.inbox.waiting(10_000, START, ("web",))
            every = ledger.messages.before(HOA, 2**53, 10_000)
        new, secret = Page(), {one.position for one in every if one.secret}
        self.reload(new)
        for page in self.pages:
            self.listen(page, 10_000)
            assert page.change == new.change
            assert page.texts(secret) == new.texts(secret)
        own = [one for one in every if one.own]
        spoken = [Spoken.model_validate_json(row.body) for row in rows]
        assert [one.text for one in spoken if one.what == "typed"] == [said.text for said in self.sayings]
        assert [one.text for one in spoken if one.what == "edited"] == [change.text for change in self.changes]
        assert [one.nonce for one in own] == [said.nonce for said in self.sayings]


@pytest.fixture(autouse=True, scope="module")
def no_waiting() -> Any:
    """A page that is quiet says so at once."""
    patience, stream.PULSE = stream.PULSE, 0.0
    yield
    stream.PULSE = patience


TestChats = Chats.TestCase
TestChats.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
