"""A letter is something to send, worded and addressed; what its buttons do stands in it and nowhere else."""

from __future__ import annotations

from datetime import datetime

from flows.campaign import Role
from flows.record import Record
from flows.report import Run
from flows.turn import Button


class Letter(Record):
    """One message to one address; `id` is "<cause>.<n>" where the cause is the inbox row that it answers.

    Letters to an address go out in the order in which they were queued, lower `priority` numbers first over all
    addresses (0: a reply to somebody who is typing, 1: a broadcast). See flows.turn.Say for `card`, `about`, `edit`,
    `keyboard`, `secret`.
    """

    id: str
    channel: str
    address: str
    person: str = ""
    runs: tuple[Run, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    card: str = ""
    about: str = ""
    edit: bool = False
    keyboard: Role | None = None
    secret: bool = False
    file: str = ""
    name: str = ""
    priority: int = 0
    not_before: datetime
    at: datetime

    @property
    def flat_buttons(self) -> tuple[Button, ...]:
        """The buttons in reading order; a button's data is "<letter id>:<its place here>"."""
        return tuple(button for row in self.buttons for button in row)
