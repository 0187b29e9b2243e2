"""The web as a channel: letters become messages of a chat that is kept here, and open pages are told of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.channel import Gone, Incoming, Parcel, Raw, Sent, TooBig
from bot.spoken import read_spoken
from bot.web_chat.hall import CHANNEL, Hall
from bot.web_chat.office_watch import OfficeWatch
from bot.web_chat.secrets import Secrets
from flows.turn import Button
from storage.ledger import Ledger
from storage.messages import Knob, Message


class Server(Protocol):
    """What lets browsers in."""

    async def serve(self) -> None:
        """Returns when it was told to end. Raises OSError where it cannot begin."""
        ...

    def end(self) -> None:
        """Has `serve` return."""
        ...

    def close(self) -> None:
        """Lets go of the socket."""
        ...


@dataclass
class WebChat:
    """The chats of the web, each at the address of a person; `server` brings what people do straight to the inbox."""

    hall: Hall
    server: Server
    secrets: Secrets

    name = CHANNEL
    grids = True

    def __post_init__(self) -> None:
        # A code behind it stands in the fragment, which browsers tell nobody.
        self.link = f"{self.hall.public}/#"

    async def listen(self) -> AsyncIterator[Sequence[Raw]]:
        """Serves pages; nothing is ever brought here, as a page is answered once the inbox has kept what it sent."""
        serving = asyncio.create_task(self.server.serve())
        watching = asyncio.create_task(OfficeWatch(self.hall.core, self.hall.hub).run())
        try:
            await asyncio.shield(serving)
        finally:
            # Whoever is being answered is answered to the end.
            self.hall.hub.end()
            self.server.end()
            watching.cancel()
            await serving
        return
        yield

    def read(self, body: bytes) -> Incoming:
        """What an update says. Raises ValueError where it is none of ours."""
        return read_spoken(body)

    async def send(self, parcel: Parcel) -> Sent:
        """Puts a letter into the chat, once, and tells the open pages."""
        letter = parcel.letter
        if letter.secret:
            # Before any page can look for it.
            self.secrets.keep(letter, parcel.file)
        shown = await self.hall.core.write(lambda ledger: self._put(ledger, parcel))
        self.hall.hub.tell(letter.address)
        return Sent(str(shown.position), shown.position, shown.at)

    def _put(self, ledger: Ledger, parcel: Parcel) -> Message:
        """The message that shows a letter; what it replaces is changed in place, or taken away."""
        letter, messages = parcel.letter, ledger.messages
        known = messages.of_letter(letter.address, letter.id)
        if known:
            # A page that found a secret forgotten, as the program had begun anew, is to draw it again.
            return messages.change(letter.address, known) if letter.secret else known
        old = messages.at(letter.address, int(parcel.replaces)) if parcel.replaces else None
        fresh = _message(parcel).model_copy(update={"at": self.hall.clock.now()})
        if old and not old.removed and letter.edit and not letter.file:
            place = {"position": old.position, "at": old.at, "edited": False}
            return messages.change(letter.address, fresh.model_copy(update=place))
        if old and not old.removed:
            bare = {"removed": True, "runs": (), "buttons": (), "letter": ""}
            messages.change(letter.address, old.model_copy(update=bare))
        return messages.add(letter.address, fresh)

    async def fetch(self, ref: str, most: int) -> bytes:
        """The bytes of a file that was sent up. Raises Gone or TooBig."""
        content = await self.hall.core.write(lambda ledger: ledger.uploads.get(ref))
        if content is None:
            raise Gone("the file is not kept any more")
        if len(content) > most:
            raise TooBig(f"the file is larger than {most} bytes")
        return content

    async def acknowledge(self, body: bytes) -> None:
        """Does nothing: the page sees by itself that its press has arrived."""

    async def close(self) -> None:
        """Lets go of the place where it listened."""
        self.server.close()


def _message(parcel: Parcel) -> Message:
    """A letter as a message; one that is secret keeps neither text nor file."""
    letter = parcel.letter
    buttons = tuple(tuple(_knob(button) for button in row) for row in letter.buttons)
    file = {"file": letter.file, "name": letter.name, "size": len(parcel.file)} if parcel.file is not None else {}
    shown = {} if letter.secret else {"runs": letter.runs, **file}
    return Message(at=letter.at, letter=letter.id, buttons=buttons, secret=letter.secret, **shown)


def _knob(button: Button) -> Knob:
    return Knob(label=button.label, grid=button.press.do == "grid")
