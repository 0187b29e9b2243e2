"""Whatever a messenger does with its update ids, every update is played once and in order."""

import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from storage_samples import NOW, SERVED

from storage.store import Store

ADDRESSES = st.sampled_from(["7", "8"])


class Messenger(RuleBasedStateMachine):
    """A messenger with at-least-once delivery, in front of an inbox that is read and stopped at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._url = f"sqlite:///{Path(self._folder.name)}/decuong.db"
        self._store = Store(self._url)
        self._store.migrate()
        self.next_id, self.said = 1, 0
        self.unconfirmed: list[tuple[int, str, bytes]] = []
        self.pushed: list[bytes] = []
        self.played: list[bytes] = []

    def teardown(self) -> None:
        self._store.close()
        self._folder.cleanup()

    def _push(self, address: str, body: str) -> None:
        self.unconfirmed.append((self.next_id, address, body.encode()))
        self.pushed.append(body.encode())
        self.next_id += 1

    @rule(address=ADDRESSES)
    def say(self, address: str) -> None:
        self.said += 1
        self._push(address, f"message {self.said}")

    @rule(address=ADDRESSES)
    def edit(self, address: str) -> None:
        """An edit is an update of its own about an earlier message."""
        self._push(address, f"edit of {max(self.said, 1)} at {self.next_id}-{len(self.pushed)}")

    @rule(confirmed=st.booleans(), most=st.integers(1, 3))
    def poll(self, confirmed: bool, most: int) -> None:
        """A batch is kept; where the confirmation is lost it is delivered again with the next one."""
        batch = self.unconfirmed[:most]
        with self._store.begin() as ledger:
            ledger.inbox.keep("telegram", batch, NOW)
        if confirmed:
            del self.unconfirmed[: len(batch)]

    @rule(next_id=st.integers(1, 12))
    def idle_week(self, next_id: int) -> None:
        """The ids begin anew, perhaps at ones that were used; the messenger forgets what it did not deliver in time."""
        self.poll(confirmed=True, most=len(self.unconfirmed))
        self.next_id = next_id

    @rule()
    def play(self) -> None:
        with self._store.begin() as ledger:
            for row in ledger.inbox.waiting(2, NOW, SERVED):
                ledger.inbox.done(row.seq, NOW)
                self.played.append(row.body)

    @rule()
    def stop_in_the_middle_of_playing(self) -> None:
        try:
            with self._store.begin() as ledger:
                for row in ledger.inbox.waiting(2, NOW, SERVED):
                    ledger.inbox.done(row.seq, NOW)
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            self._store.close()
            self._store = Store(self._url)

    @invariant()
    def nothing_is_doubled_or_out_of_order(self) -> None:
        assert self.played == self.pushed[: len(self.played)]

    @invariant()
    def nothing_is_lost(self) -> None:
        with self._store.begin() as ledger:
            kept = [row.body for row in ledger.inbox.waiting(1000, NOW, SERVED)]
        underway = [body for _, _, body in self.unconfirmed if body not in kept and body not in self.played]
        assert self.played + kept + underway == self.pushed


TestMessenger = Messenger.TestCase
TestMessenger.settings = settings(max_examples=25, stateful_step_count=25)
