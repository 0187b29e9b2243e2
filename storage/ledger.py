"""A ledger is one open transaction: all that is written through its parts is kept together or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from storage.alarms import Alarms
from storage.devices import Devices
from storage.events import Events
from storage.files import Files
from storage.inbox import Inbox
from storage.jobs import Jobs
from storage.messages import Messages
from storage.outbox import Outbox
from storage.records import Records
from storage.rosters import Rosters
from storage.sql import Transaction
from storage.uploads import Uploads


class Ledger:
    """The parts of the store within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self.inbox = Inbox(transaction)
        self.records = Records(transaction)
        self.rosters = Rosters(transaction)
        self.outbox = Outbox(transaction)
        self.alarms = Alarms(transaction)
        self.jobs = Jobs(transaction)
        self.files = Files(transaction)
        self.events = Events(transaction)
        self.devices = Devices(transaction)
        self.messages = Messages(transaction)
        self.uploads = Uploads(transaction)

    @contextmanager
    def part(self) -> Iterator[None]:
        """What is done inside is undone where it raises, and only that: the rest of the transaction goes on."""
        self._transaction.say("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self._transaction.say("ROLLBACK TO SAVEPOINT part")
            raise
        finally:
            self._transaction.say("RELEASE SAVEPOINT part")
