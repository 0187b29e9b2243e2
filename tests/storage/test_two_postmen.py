"""Two postmen, porters or chroniclers at once never take the same thing, nor wait for each other without need."""

import threading
from concurrent.futures import ThreadPoolExecutor

from storage_samples import NOW, SERVED, due, errand, letter

from flows.alarm import Alarm
from flows.turn import Event
from storage.store import Store


def test_two_postmen_in_open_transactions_hold_different_letters(postgres_store: Store) -> None:
    with postgres_store.begin() as ledger:
        ledger.outbox.queue([letter(f"{n}.1", str(n)) for n in range(4)])
    with postgres_store.begin() as one, postgres_store.begin() as other:
        first = [claim.letter.id for claim in one.outbox.due(2, NOW, SERVED)]
        second = [claim.letter.id for claim in other.outbox.due(4, NOW, SERVED)]
    assert (first, second) == (["0.1", "1.1"], ["2.1", "3.1"])


def test_the_next_letter_of_an_address_is_not_taken_while_its_first_is_being_claimed(postgres_store: Store) -> None:
    with postgres_store.begin() as ledger:
        ledger.outbox.queue([letter("1.1"), letter("1.2")])
    with postgres_store.begin() as one, postgres_store.begin() as other:
        assert [claim.letter.id for claim in one.outbox.due(9, NOW, SERVED)] == ["1.1"]
        assert other.outbox.due(9, NOW, SERVED) == []


def test_two_porters_in_open_transactions_hold_different_errands(postgres_store: Store) -> None:
    with postgres_store.begin() as ledger:
        ledger.jobs.add([errand("1.1"), errand("1.2")])
    with postgres_store.begin() as one, postgres_store.begin() as other:
        assert [claimed.id for claimed in one.jobs.due(1, NOW, SERVED)] == ["1.1"]
        assert [claimed.id for claimed in other.jobs.due(9, NOW, SERVED)] == ["1.2"]


def test_many_postmen_claim_every_letter_once(store: Store) -> None:
    with store.begin() as ledger:
        ledger.outbox.queue([letter(f"{n}.1", str(n)) for n in range(60)])
    together = threading.Barrier(4)

    def work(_: int) -> list[str]:
        together.wait()
        return [id_ for _ in range(10) for id_ in due(store, limit=3)]

    with ThreadPoolExecutor(4) as postmen:
        claimed = [id_ for part in postmen.map(work, range(4)) for id_ in part]
    claimed += due(store)
    assert sorted(claimed) == sorted(f"{n}.1" for n in range(60))


def test_facts_that_are_written_at_the_same_moment_make_one_chain(store: Store) -> None:
    together = threading.Barrier(4)

    def write(cause: int) -> None:
        together.wait()
        for _ in range(5):
            with store.begin() as ledger:
                ledger.events.append([Event(name="answered", draft="stttt")] * 2, cause, NOW)

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(4)))
    with store.begin() as ledger:
        assert ledger.events.verify() is None
        assert len(ledger.events.history("stttt")) == 40


def test_many_clocks_ring_every_alarm_and_hold_its_row_once(store: Store) -> None:
    names = [f"{n}" for n in range(40)]
    with store.begin() as ledger:
        ledger.alarms.set([Alarm(subject="a/b", name=name, due_at=NOW) for name in names])
    together = threading.Barrier(4)

    def ring() -> list[int]:
        together.wait(30)
        with store.begin() as ledger:
            for alarm in ledger.alarms.ring(99, NOW):
                ledger.inbox.keep("clock", [(0, alarm.subject, alarm.name.encode())], NOW)
        with store.begin() as ledger:
            rows = ledger.inbox.waiting(99, NOW, ("clock",))
        return [row.seq for row in rows if played(row.seq)]

    def played(row: int) -> bool:
        with store.begin() as ledger:
            mine = ledger.inbox.hold(row)
            if mine:
                ledger.inbox.done(row, NOW)
            return mine

    with ThreadPoolExecutor(4) as pool:
        found = [future.result(60) for future in [pool.submit(ring) for _ in range(4)]]
    with store.begin() as ledger:
        rest = ledger.inbox.waiting(99, NOW, ("clock",))
    each = sorted(seq for part in found for seq in part)
    assert len(each) == len(set(each)) == len(names) - len(rest)
    assert rest == []
