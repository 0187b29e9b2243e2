"""A table is typed on a page: what its button opens, and what is sent, which ends as the reading of a sheet does.

Only the letter that the button stands in says which table is meant, and it counts for its addressee alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.ends import end
from bot.view import asked_of
from bot.web_chat.grid_read import Table, shown
from bot.web_chat.hall import CHANNEL, Hall, Refusal, Visitor
from bot.web_chat.inbound import PLACE
from flows.campaign import Campaign, Person
from flows.grid_cells import TypedCell, UntakenCell, outcome_of_grid, read_cells
from flows.job import Fault, Job, Outcome
from flows.questions import Rows
from flows.record import Record
from flows.rights import may
from flows.text import overladen
from flows.turn import Press
from flows.values import RowsValue
from flows.wording import plain
from storage.jobs import Errand
from storage.ledger import Ledger

DO = "grid"
"""What a button does that opens a table on a page."""

MOST_CELLS = 5_000


class Opening(Record):
    """A button of a message: the message's position in the chat, and its place among the buttons."""

    position: int = PLACE
    place: int = PLACE


class Pointing(Record):
    """A button by its letter, "<letter>.<place>", which lasts although the message is replaced by another."""

    n: str = Field(pattern=r"^[A-Za-z0-9.-]{1,60}\.[0-9]{1,3}$")


class Sending(Pointing):
    """The whole table as it was typed, over the revision that the page showed; `nonce` is the page's name for it."""

    nonce: str = Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")
    rev: int = PLACE
    cells: tuple[TypedCell, ...] = Field(max_length=MOST_CELLS)


@dataclass(frozen=True)
class Chosen:
    """A button of a letter, and who points at it in the chat of which channel."""

    channel: str
    address: str
    person: Person
    letter: str
    place: int


@dataclass(frozen=True)
class Untaken:
    """Why a table was not taken: cells with their faults, or figures that have changed, which `fresh` shows."""

    cells: tuple[UntakenCell, ...] = ()
    fresh: Mapping[str, Any] | None = None


def opened(ledger: Ledger, chosen: Chosen) -> dict[str, Any]:
    """The table that a button opens, as the page gets it. Raises Refusal, 404 or 409."""
    return _shown(chosen, _table(ledger, chosen))


def sent(ledger: Ledger, chosen: Chosen, typed: Sending, now: datetime) -> Untaken | None:
    """Keeps what was typed as the end of a reading, once for each nonce; else says why not.

    Raises Refusal, 404 or 409.
    """
    table = _table(ledger, chosen)
    value, unread = read_cells(table.question, typed.cells)
    if untaken := _illegible(typed.cells) or unread:
        return Untaken(cells=untaken)
    if typed.rev != table.rev:
        return Untaken(fresh=_shown(chosen, table))
    _end(ledger, _errand(chosen, table, typed.nonce, now), outcome_of_grid(table.question, value))
    return None


def _illegible(cells: Sequence[TypedCell]) -> tuple[UntakenCell, ...]:
    """The cells with more marks on one letter than any writing has."""
    fault = Fault(line="web.refused_overladen")
    return tuple(UntakenCell(row=cell.row, column=cell.column, fault=fault) for cell in cells if overladen(cell.text))


def _shown(chosen: Chosen, table: Table) -> dict[str, Any]:
    name = f"{chosen.person.id}\n{table.draft}\n{table.question.key}"
    return shown(table, f"{chosen.letter}.{chosen.place}", sha256(name.encode()).hexdigest()[:24])


def _errand(chosen: Chosen, table: Table, nonce: str, now: datetime) -> Errand:
    """The reading of a sheet that nobody has to do any more."""
    source = f"{chosen.address}/{nonce}"
    job = Job(kind="read-sheet", draft=table.draft, key=table.question.key, purpose=source)
    name = f"grid-{chosen.channel}-{source}"
    return Errand(name, chosen.channel, chosen.address, chosen.person.id, job, holds=False, at=now)


def _end(ledger: Ledger, errand: Errand, outcome: Outcome) -> None:
    ledger.jobs.add([errand])
    end(ledger, errand, outcome, errand.at)


def _table(ledger: Ledger, chosen: Chosen) -> Table:
    """The table of a button. Raises Refusal: 404 where it opens none for this person, 409 where nothing is taken."""
    press = _press(ledger, chosen)
    campaign = ledger.records.campaign(press.draft.rpartition("/")[0]) if press else None
    if press is None or campaign is None or not _takes_part(chosen.person, campaign, press.draft):
        raise Refusal(404, "no_grid", "web.grid_gone")
    draft = ledger.records.draft(press.draft)
    if campaign.state != "open" or (draft and draft.state not in ("drafting", "returned")):
        raise Refusal(409, "closed", "web.grid_closed")
    asked = asked_of(ledger, press.draft, press.key)
    assert isinstance(asked.question, Rows), f"{press.key} is no table"
    held = ledger.records.answers(press.draft).get(press.key)
    value = asked.value if isinstance(asked.value, RowsValue) else RowsValue()
    return Table(press.draft, asked.question, value, held.rev if held else 0)


def _press(ledger: Ledger, chosen: Chosen) -> Press | None:
    """What the button does, where it opens a table and its letter is to this very chat and person."""
    letter = ledger.outbox.letter(chosen.letter)
    own = (chosen.channel, chosen.address, chosen.person.id)
    if letter is None or (letter.channel, letter.address, letter.person) != own or not may(chosen.person, DO):
        return None
    press = letter.flat_buttons[chosen.place].press if chosen.place < len(letter.flat_buttons) else None
    return press if press and press.do == DO else None


def _takes_part(person: Person, campaign: Campaign, draft: str) -> bool:
    return draft == f"{campaign.id}/{person.unit}" and person.unit in campaign.units


def routes(hall: Hall) -> list[Route]:
    """The table in the chat's own page, by the cookie."""

    async def open_(request: Request) -> Response:
        visitor = await hall.visitor(request)
        at = await hall.body(request, Opening)
        return JSONResponse(await hall.core.write(lambda ledger: opened(ledger, _at(ledger, visitor, at))))

    async def send(request: Request) -> Response:
        visitor = await hall.author(request)
        typed = await hall.body(request, Sending)
        chosen = by_letter(CHANNEL, visitor.address, visitor.person, typed.n)
        now = hall.clock.now()
        return told(await hall.keep(lambda ledger: sent(ledger, chosen, typed, now)))

    return [
        Route("/api/grid", open_, methods=["POST"]),
        Route("/api/grid/send", send, methods=["POST"]),
    ]


def _at(ledger: Ledger, visitor: Visitor, at: Opening) -> Chosen:
    """The button at that place of the visitor's chat. Raises Refusal, 404."""
    message = ledger.messages.at(visitor.address, at.position)
    if message is None:
        raise Refusal(404, "no_grid", "web.grid_gone")
    return Chosen(CHANNEL, visitor.address, visitor.person, message.letter, at.place)


def by_letter(channel: str, address: str, person: Person, button: str) -> Chosen:
    """The button that "<letter>.<place>" names, pointed at by that person in that chat."""
    letter, _, place = button.rpartition(".")
    return Chosen(channel, address, person, letter, int(place))


def told(untaken: Untaken | None) -> Response:
    """The page hears that its table is kept, or why not."""
    if untaken is None:
        return JSONResponse({})
    if untaken.fresh is not None:
        said = {"error": "changed", "text": plain("web.grid_changed"), "grid": untaken.fresh}
        return JSONResponse(said, 409)
    faults = [
        {"row": cell.row, "column": cell.column, "text": plain(cell.fault.line, **cell.fault.blanks)}
        for cell in untaken.cells
    ]
    return JSONResponse({"error": "faults", "text": plain("web.grid_refused"), "faults": faults}, 422)
