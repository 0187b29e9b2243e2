"""The clock makes its moves by the same door as everybody: an alarm that is due becomes a row of the inbox."""

from __future__ import annotations

from datetime import datetime

from bot.view import CLOCK
from flows import chain
from flows.alarm import Alarm
from flows.turn import Woke
from storage.ledger import Ledger

__all__ = ["CLOCK", "read_alarm", "ring", "watch"]


def ring(ledger: Ledger, most: int, now: datetime) -> int:
    """Puts the alarms that are due into the inbox, each once, and says how many those were."""
    due = ledger.alarms.ring(most, now)
    for alarm in due:
        ledger.inbox.keep(CLOCK, [(0, alarm.subject, alarm.model_dump_json().encode())], now)
    return len(due)


def watch(ledger: Ledger, now: datetime) -> None:
    """Has every open campaign looked at this day, so that a chain of alarms that broke is begun again."""
    campaigns = (one for one in ledger.records.campaigns() if one.state == "open" and one.deadline)
    ledger.alarms.set([chain.watch(one, now) for one in campaigns])


def read_alarm(body: bytes) -> Woke:
    """The move that an alarm is. Raises ValueError where it is none."""
    return Woke(Alarm.model_validate_json(body))
