"""What the bar of the demonstration asks: whom one may play, to play somebody, and to push the clock.

These routes let anybody in as anybody; only the demonstration has them, on this machine and on invented units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.ahead import STEPS, Ahead
from bot.demo.seeds import Seeds, Somebody
from bot.web_chat.entry import let_in, new_secret
from bot.web_chat.hall import Hall, Refusal, sealed
from flows.record import Record
from flows.wording import plain
from storage.devices import Device
from storage.ledger import Ledger

ROLES: Mapping[str, tuple[str, str]] = {
    "officer": ("web.demo_officer", "web.demo_officer_does"),
    "head": ("web.demo_head", "web.demo_head_does"),
    "coordinator": ("web.demo_coordinator", "web.demo_coordinator_does"),
}
"""The roles in the order in which they are offered, with what they are called and what one can do in them."""


class Chosen(Record):
    """Whom a visitor wants to play."""

    role: str


class Pushing(Record):
    """How far the clock is to be pushed."""

    step: str


def routes(hall: Hall, seeds: Seeds, ahead: Ahead) -> list[Route]:
    """The routes of the bar."""
    bar = Bar(hall, seeds, ahead)
    return [
        Route("/api/demo", bar.shown, methods=["GET"]),
        Route("/api/demo/as", bar.play, methods=["POST"]),
        Route("/api/demo/clock", bar.push, methods=["POST"]),
    ]


@dataclass(frozen=True)
class Bar:
    """The bar at the top of each page."""

    hall: Hall
    seeds: Seeds
    ahead: Ahead

    async def shown(self, request: Request) -> JSONResponse:
        """What stands in the bar."""
        played = {one.plays: one for one in self.seeds.people if one.plays}
        roles = [self._told(role, played[role]) for role in ROLES]
        return JSONResponse({**await self._time(), "roles": roles, "role": await self._role(request)})

    def _told(self, role: str, somebody: Somebody) -> dict[str, str]:
        unit = self.seeds.reporter(somebody.unit).name
        label, does = map(plain, ROLES[role])
        return {"role": role, "label": label, "name": somebody.name, "unit": unit, "does": does}

    async def _time(self) -> dict[str, Any]:
        steps = await self.ahead.steps()
        return {"now": self.ahead.clock.now().isoformat(), "steps": [step for step in STEPS if step in steps]}

    async def _role(self, request: Request) -> str:
        """Whom the visitor plays; nothing, where that is nobody yet."""
        try:
            visitor = await self.hall.visitor(request)
        except Refusal:
            return ""
        found = (one.plays for one in self.seeds.people if self.seeds.id_of(one) == visitor.person.id)
        return next(found, "")

    async def play(self, request: Request) -> Response:
        """Lets the visitor in as somebody; the device of whoever was played before is forgotten."""
        chosen, secret = await self.hall.body(request, Chosen), new_secret()
        somebody = next((one for one in self.seeds.people if chosen.role and one.plays == chosen.role), None)
        if somebody is None:
            raise Refusal(422, "malformed")
        before = sealed(request.cookies.get(self.hall.cookie, ""))
        await self.hall.core.write(lambda ledger: self._change(ledger, before, sealed(secret), somebody))
        return let_in(self.hall, secret)

    def _change(self, ledger: Ledger, before: str, device: str, somebody: Somebody) -> None:
        now = self.hall.clock.now()
        ledger.devices.end(before, now)
        ledger.devices.add(Device(device, self.seeds.id_of(somebody), "", "", now, ended=False), now)

    async def push(self, request: Request) -> JSONResponse:
        """Pushes the clock, and answers once all that has to happen on the way has happened."""
        pushing = await self.hall.body(request, Pushing)
        if pushing.step not in STEPS:
            raise Refusal(422, "malformed")
        await self.ahead.push(pushing.step)
        return JSONResponse(await self._time())
