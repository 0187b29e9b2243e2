"""How far a unit has come in a campaign, as coordinators see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flows.campaign import Unit
from flows.draft import Draft

State = Literal["not-started", "working", "signing", "submitted", "returned", "accepted"]
"""chưa bắt đầu, đang làm, chờ thủ trưởng duyệt, đã gửi, yêu cầu bổ sung, đã tiếp nhận."""

UNFINISHED: tuple[State, ...] = ("not-started", "working", "signing", "returned")
"""The states of those who still owe their report."""


@dataclass(frozen=True)
class Standing:
    """A unit in a campaign: its draft (None: nothing was written yet) and its deadline."""

    unit: Unit
    draft: Draft | None
    deadline: datetime | None

    @property
    def state(self) -> State:
        """Where the unit is."""
        if self.draft is None or (self.draft.state == "drafting" and self.draft.touched is None):
            return "not-started"
        return "working" if self.draft.state == "drafting" else self.draft.state

    def overdue(self, now: datetime) -> bool:
        """The deadline has passed and the report is still owed."""
        return self.state in UNFINISHED and self.deadline is not None and now > self.deadline

    @property
    def signed(self) -> bool:
        """There is a signed copy."""
        return bool(self.draft and self.draft.signed)
