"""What every channel keeps, whichever messenger it is: the same tests run against each that there is."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, aclosing, suppress
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from botapi import serving
from room import RoomChannel
from shorthand import START
from telegram_memory import CHAT, over_http

from bot.channel import Channel, Gone, Parcel, Refused, Tapped, TooBig
from bot.clock import MovableClock, StoppedClock
from bot.core import Core
from bot.spoken import Spoken
from bot.terminal_chat import Sitting, TerminalChat
from bot.web_chat.channel import WebChat
from bot.web_chat.hall import Hall
from bot.web_chat.hub import Hub
from bot.web_chat.inbound import Inbound, Pressing, Saying, Sending
from bot.web_chat.limits import Limits
from bot.web_chat.secrets import Secrets
from flows.letter import Letter
from flows.report import Run
from flows.turn import Attached, Button, Press, Typed
from storage.messages import Message
from storage.store import Store

AWKWARD = {
    "markup": "<b>&amp;</b> &lt; _gạch_ *sao* [a](http://b) `mã` ~x~ ||y|| {{z}} </script>",
    "emoji": "👍🏽 👨‍👩‍👧 🇻🇳 ✔",
    "combining": "Tiê\u0301ng Viê\u0323t",
    "directions": "a\u202eb\u200bc\u00a0d\ufeff",
    "controls": "a\x00b\x07c\x1b[2Jd",
    "lines": "một\n\nhai\tba  bốn",
    "quotes": "\"'\\%s{0}$x;--",
}
ODD: tuple[Any, ...] = (None, "", "x", "\ud800", -1, 2**70, 1.5, True, [], [1], {}, {"a": 1})
MALFORMED = (b"", b"\xff\xfe", b"{", b"null", b"1", b"[]", b'"x"', b"NaN", b"\x00" * 9)
CONTENT = bytes(range(256)) * 40


class Kin(Protocol):
    """A channel, and what the person at the other end does and sees."""

    channel: Channel
    address: str

    async def typed(self, text: str) -> bytes:
        """The update of a text that the person sends."""
        ...

    async def attached(self, content: bytes) -> bytes:
        """The update of a file that the person sends."""
        ...

    async def tapped(self) -> bytes:
        """The update of the first button of the letter that was delivered last."""
        ...

    async def shows(self) -> list[str]:
        """What stands in the chat of the assistant's letters."""
        ...


class InTelegram:
    """Telegram, with a Bot API server of our own."""

    def __init__(self, folder: Path, leave: ExitStack) -> None:
        self.telegram = leave.enter_context(serving())
        self.channel = over_http(self.telegram)
        self.address = str(CHAT)

    async def _next(self) -> bytes:
        async with aclosing(self.channel.listen()) as batches:
            batch = await asyncio.wait_for(anext(batches), 20)
        self.telegram.updates.clear()
        return batch[-1].body

    async def typed(self, text: str) -> bytes:
        self.telegram.say(CHAT, text)
        return await self._next()

    async def attached(self, content: bytes) -> bytes:
        self.telegram.attach(CHAT, "Biểu.xlsx", content)
        return await self._next()

    async def tapped(self) -> bytes:
        self.telegram.press(CHAT, 0)
        return await self._next()

    async def shows(self) -> list[str]:
        messages = self.telegram.shows(CHAT)
        return [one.get("text", one.get("caption", "")) for one in messages if one["from"]["is_bot"]]


class InRoom:
    """The room in which transcripts are played."""

    def __init__(self, folder: Path, leave: ExitStack) -> None:
        self.channel = RoomChannel(MovableClock(StoppedClock(START)))
        self.address = "hoa"

    def _said(self, **what: object) -> bytes:
        self.channel.position += 1
        position = self.channel.position
        return Spoken(source=f"hoa/{position}", at=START, position=position, **what).body

    async def typed(self, text: str) -> bytes:
        return self._said(what="typed", text=text)

    async def attached(self, content: bytes) -> bytes:
        self.channel.files["sent"] = content
        return self._said(what="attached", ref="sent", name="Biểu.xlsx", size=len(content))

    async def tapped(self) -> bytes:
        return self._said(what="tapped", letter=self.channel.chats["hoa"][-1].letter.id, place=0)

    async def shows(self) -> list[str]:
        standing = [message for message in self.channel.chats["hoa"] if not message.removed]
        return [message.text for message in sorted(standing, key=lambda one: one.position)]


class InTerminal:
    """The terminal: a line for each thing that is done, and a page that is only ever added to."""

    def __init__(self, folder: Path, leave: ExitStack) -> None:
        self._folder = folder
        self._lines: asyncio.Queue[str] = asyncio.Queue()
        self._printed: list[str] = []
        sitting = Sitting("HOA", folder / "out", MovableClock(StoppedClock(START)), echo=True)
        self.channel = TerminalChat(sitting, self._typed_in(), self._printed.append)
        self.address = self.channel.address
        self._batches = self.channel.listen()

    async def _typed_in(self) -> AsyncIterator[str]:
        while True:
            yield await self._lines.get()

    async def _does(self, line: str) -> bytes:
        self._lines.put_nowait(line)
        batch = await anext(self._batches)
        while not batch or json.loads(batch[0].body)["text"] == self.channel.opens_with:
            batch = await anext(self._batches)
        return batch[-1].body

    async def typed(self, text: str) -> bytes:
        return await self._does(text)

    async def attached(self, content: bytes) -> bytes:
        (self._folder / "Biểu.xlsx").write_bytes(content)
        return await self._does(f":file {self._folder / 'Biểu.xlsx'}")

    async def tapped(self) -> bytes:
        return await self._does(":1")

    async def shows(self) -> list[str]:
        letters = [text for text in self._printed if text.endswith("\n\n")]
        return [text.removesuffix("\n\n").partition("\n[:")[0] for text in letters]


class NoServer:
    """Nobody browses."""

    async def serve(self) -> None:
        pass

    def end(self) -> None:
        pass

    def close(self) -> None:
        pass


class InWeb:
    """The web, the pages of which are in no browser."""

    def __init__(self, folder: Path, leave: ExitStack) -> None:
        store = Store(f"sqlite:///{folder}/web.sqlite3")
        store.migrate()
        leave.callback(store.close)
        self._core = Core(store)
        leave.callback(self._core.close)
        clock = MovableClock(StoppedClock(START))
        hall = Hall(self._core, clock, Hub(), Limits(), "https://bao-cao.example.vn")
        self.channel = WebChat(hall, NoServer(), Secrets(clock))
        self.address = "stttt.hoa"
        self._nonces = (f"nonce-{n:04}" for n in count())

    async def _does(self, act: Callable[[Inbound], object]) -> bytes:
        await self._core.write(lambda ledger: act(Inbound(ledger, self.address, START)))
        rows = await self._core.write(lambda ledger: ledger.inbox.waiting(99, START, ("web",)))
        return rows[-1].body

    async def typed(self, text: str) -> bytes:
        return await self._does(lambda way: way.said(Saying(nonce=next(self._nonces), text=text, seen=99)))

    async def attached(self, content: bytes) -> bytes:
        await self._core.write(lambda ledger: ledger.uploads.put(self.address, "sent", content, START))
        sending = Sending(nonce=next(self._nonces), ref="sent", name="Biểu.xlsx", size=len(content), seen=99)
        return await self._does(lambda way: way.sent_up(sending))

    async def tapped(self) -> bytes:
        last = (await self._stands())[-1]
        pressing = Pressing(nonce=next(self._nonces), position=last.position, place=0)
        return await self._does(lambda way: way.pressed(pressing))

    async def _stands(self) -> list[Message]:
        every = await self._core.write(lambda ledger: ledger.messages.before(self.address, 999, 99))
        return [message for message in every if not message.own and not message.removed]

    async def shows(self) -> list[str]:
        return ["".join(run.text for run in message.runs) for message in await self._stands()]


KINDS: dict[str, Callable[[Path, ExitStack], Kin]] = {
    "telegram": InTelegram,
    "terminal": InTerminal,
    "room": InRoom,
    "web": InWeb,
}
"""Every channel that there is."""

NO_SCREEN = {"terminal"}
"""What a terminal has printed stays."""


@pytest.fixture
async def kin(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Kin]:
    """The channel that the test is run against."""
    monkeypatch.setenv("NO_PROXY", "*")
    with ExitStack() as leave:
        kin = KINDS[request.param](tmp_path, leave)
        yield kin
        await kin.channel.close()


every = pytest.mark.parametrize("kin", KINDS, indirect=True)
every_screen = pytest.mark.parametrize("kin", [name for name in KINDS if name not in NO_SCREEN], indirect=True)


def parcel(kin: Kin, number: int, text: str = "Nội dung", **more: object) -> Parcel:
    """A parcel to the person."""
    own = {name: more.pop(name) for name in ("file", "replaces") if name in more}
    buttons = ((Button(label="Bắt đầu", press=Press(do="begin")),),)
    written = {"id": f"{number}.0", "channel": kin.channel.name, "address": kin.address, "runs": (Run(text=text),)}
    return Parcel(Letter(**written | {"buttons": buttons, "not_before": START, "at": START} | more), **own)


@every
@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: repr(body[:8]))
def test_what_is_no_update_is_a_value_error(kin: Kin, body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each channel words it in its own way
        kin.channel.read(body)


@every
async def test_a_damaged_update_is_read_or_is_a_value_error_and_nothing_else(kin: Kin) -> None:
    await kin.channel.send(parcel(kin, 1))
    bodies = [await kin.typed("Một"), await kin.attached(b"x"), await kin.tapped()]
    damaged = [json.dumps(one).encode() for body in bodies for one in damages(json.loads(body))]
    assert len(damaged) > 100
    for body in damaged:
        with suppress(ValueError):
            kin.channel.read(body)


def damages(tree: Any) -> Iterator[Any]:
    """The tree with each of its parts left out, and with each replaced by something that it should not be."""
    for key in tree if isinstance(tree, dict) else ():
        yield {name: part for name, part in tree.items() if name != key}
        for odd in (*ODD, *damages(tree[key])):
            yield tree | {key: odd}


@every
async def test_an_update_that_was_kept_says_the_same_when_it_is_read_again(kin: Kin, tmp_path: Path) -> None:
    await kin.channel.send(parcel(kin, 1))
    bodies = [await kin.typed("Một"), await kin.attached(CONTENT), await kin.tapped()]
    said = [kin.channel.read(body) for body in bodies]
    assert [type(one) for one in said] == [Typed, Attached, Tapped]
    assert [kin.channel.read(body) for body in kept_and_taken(kin, bodies, tmp_path)] == said
    typed, attached, tapped = said
    assert (typed.text, typed.whole, attached.name) == ("Một", True, "Biểu.xlsx")
    assert tapped == Tapped("1.0", 0)
    assert typed.source != attached.source
    assert 0 < typed.position < attached.position


def kept_and_taken(kin: Kin, bodies: list[bytes], folder: Path) -> list[bytes]:
    """The updates as another run of the program finds them in the inbox."""
    for opened in (True, False):
        store = Store(f"sqlite:///{folder}/a.sqlite3")
        store.migrate()
        with store.begin() as ledger:
            if opened:
                raws = [(number, kin.address, body) for number, body in enumerate(bodies)]
                ledger.inbox.keep(kin.channel.name, raws, START)
            rows = ledger.inbox.waiting(9, START, (kin.channel.name,))
        store.close()
    return [row.body for row in rows]


@every
@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
async def test_awkward_text_arrives_as_it_was_typed(kin: Kin, text: str) -> None:
    heard = kin.channel.read(await kin.typed(text))
    assert isinstance(heard, Typed)
    assert heard.text == text


@every
@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
async def test_awkward_text_is_shown_as_it_was_written(kin: Kin, text: str) -> None:
    await kin.channel.send(parcel(kin, 1, text, buttons=()))
    assert (await kin.shows())[-1] == text


@every
async def test_what_is_sent_later_stands_lower(kin: Kin) -> None:
    sent = [await kin.channel.send(parcel(kin, number, f"Tin {number}")) for number in range(1, 6)]
    sent.append(await kin.channel.send(parcel(kin, 6, "Có tệp", file=CONTENT, name="Báo cáo.docx")))
    heard = kin.channel.read(await kin.typed("Một"))
    positions = [*(one.position for one in sent), heard.position]
    assert positions == sorted(set(positions))
    assert len({one.ref for one in sent}) == len(sent)
    assert all(one.at.tzinfo for one in sent)


@every_screen
@pytest.mark.parametrize("edit", [True, False], ids=["edited", "sent anew"])
async def test_a_card_takes_the_place_of_the_one_before(kin: Kin, edit: bool) -> None:
    first = await kin.channel.send(parcel(kin, 1, "Câu một", card="q"))
    await kin.channel.send(parcel(kin, 2, "Lưu ý"))
    second = await kin.channel.send(parcel(kin, 3, "Câu hai", card="q", edit=edit, replaces=first.ref))
    assert await kin.shows() == (["Câu hai", "Lưu ý"] if edit else ["Lưu ý", "Câu hai"])
    assert (second.position == first.position) is edit
    assert kin.channel.read(await kin.tapped()).letter in ("2.0", "3.0")


@every
async def test_a_card_whose_forerunner_is_gone_is_delivered_all_the_same(kin: Kin) -> None:
    first = await kin.channel.send(parcel(kin, 1, "Câu một", card="q"))
    second = await kin.channel.send(parcel(kin, 2, "Câu hai", card="q", replaces=first.ref))
    await kin.channel.send(parcel(kin, 3, "Câu ba", card="q", edit=True, replaces=first.ref))
    assert {"Câu hai", "Câu ba"} <= set(await kin.shows())
    assert second.ref != first.ref


@every
async def test_a_file_is_fetched_up_to_a_size(kin: Kin) -> None:
    attached = kin.channel.read(await kin.attached(CONTENT))
    assert attached.size == len(CONTENT)
    assert await kin.channel.fetch(attached.ref, len(CONTENT)) == CONTENT
    with pytest.raises(TooBig):
        await kin.channel.fetch(attached.ref, len(CONTENT) - 1)


@every
@pytest.mark.parametrize("ref", ["unknown", "../../etc/passwd", "9" * 300])
async def test_a_file_that_nobody_sent_is_gone_or_refused(kin: Kin, ref: str) -> None:
    with pytest.raises((Gone, Refused)):
        await kin.channel.fetch(ref, 100)


@every
async def test_nothing_that_is_acknowledged_raises(kin: Kin) -> None:
    await kin.channel.send(parcel(kin, 1))
    for body in (*MALFORMED, await kin.tapped(), await kin.typed("Một"), b'{"callback_query": {"id": "x"}}'):
        await kin.channel.acknowledge(body)


@every
async def test_a_channel_has_a_name_and_a_link_that_a_code_can_follow(kin: Kin) -> None:
    if isinstance(kin, InTelegram):
        await kin.channel.me()
    assert kin.channel.name.split() == [kin.channel.name]
    if kin.channel.link:
        address = urlsplit(f"{kin.channel.link}MA-MOI_01")
        assert (address.scheme, bool(address.netloc)) == ("https", True)
        assert f"{address.query}#{address.fragment}".endswith(("start=MA-MOI_01#", "#MA-MOI_01"))
