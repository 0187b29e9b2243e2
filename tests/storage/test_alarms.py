"""An alarm rings once, however often it is set and whoever listens, and none that is due is passed over."""

from datetime import datetime

from storage_samples import NOW, after

from flows.alarm import Alarm
from storage.store import Store


def alarm(name: str, at: datetime = NOW, **more: str) -> Alarm:
    """An alarm about a draft."""
    return Alarm(**({"subject": "2019/stttt", "person": "an"} | more), name=name, due_at=at)


def set_(store: Store, *alarms: Alarm) -> None:
    """Sets alarms in one transaction."""
    with store.begin() as ledger:
        ledger.alarms.set(alarms)


def rung(store: Store, at: datetime = NOW, limit: int = 100) -> list[str]:
    """The names of the alarms that ring then."""
    with store.begin() as ledger:
        return [alarm.name for alarm in ledger.alarms.ring(limit, at)]


def next_due(store: Store) -> datetime | None:
    """When the clock is to wake."""
    with store.begin() as ledger:
        return ledger.alarms.next_due()


def test_what_is_due_rings_once_earliest_first(store: Store) -> None:
    set_(store, alarm("b", after(5)), alarm("a", after(5)), alarm("c", after(-9)), alarm("d", after(6)))
    assert rung(store, after(5)) == ["c", "b", "a"]
    assert rung(store, after(5)) == []
    assert rung(store, after(6)) == ["d"]


def test_an_alarm_comes_back_as_it_was_set(store: Store) -> None:
    one = alarm("nudge", arg="1.2", person="")
    set_(store, one)
    with store.begin() as ledger:
        assert ledger.alarms.ring(9, NOW) == [one]


def test_after_a_long_sleep_they_ring_in_portions(store: Store) -> None:
    set_(store, *(alarm(f"{n}", after(n)) for n in range(5)))
    assert [rung(store, after(99), limit=2) for _ in range(4)] == [["0", "1"], ["2", "3"], ["4"], []]


def test_an_alarm_that_is_set_again_rings_no_second_time(store: Store) -> None:
    set_(store, alarm("7:0.0"), alarm("7:0.0", arg="khác"))
    assert rung(store) == ["7:0.0"]
    set_(store, alarm("7:0.0"))
    assert (rung(store), next_due(store)) == ([], None)


def test_another_subject_person_name_or_moment_is_another_alarm(store: Store) -> None:
    first = alarm("a")
    others = [alarm("a", subject="2019"), alarm("a", person=""), alarm("b"), alarm("a", after(-1))]
    set_(store, first, *others)
    assert len(rung(store)) == 5


def test_the_clock_wakes_for_the_earliest_that_did_not_ring(store: Store) -> None:
    assert next_due(store) is None
    set_(store, alarm("a", after(60)), alarm("b", after(-60)))
    assert next_due(store) == after(-60)
    rung(store)
    assert next_due(store) == after(60)


def test_what_was_rung_in_a_transaction_that_failed_rings_again(store: Store) -> None:
    set_(store, alarm("a"))
    try:
        with store.begin() as ledger:
            ledger.alarms.ring(9, NOW)
            raise ZeroDivisionError
    except ZeroDivisionError:
        assert rung(store) == ["a"]


def test_two_clocks_never_ring_the_same_alarm(postgres_store: Store) -> None:
    set_(postgres_store, alarm("a"), alarm("b", after(-1)))
    with postgres_store.begin() as one, postgres_store.begin() as other:
        assert [alarm.name for alarm in one.alarms.ring(1, NOW)] == ["b"]
        assert [alarm.name for alarm in other.alarms.ring(9, NOW)] == ["a"]


def test_an_alarm_enters_the_inbox_once(store: Store) -> None:
    bodies = [alarm(name).model_dump_json().encode() for name in ("a", "b", "a")]
    with store.begin() as ledger:
        assert ledger.inbox.keep("clock", [(0, "2019/stttt", body) for body in bodies], NOW) == 2
        assert ledger.inbox.keep("clock", [(0, "2019/stttt", bodies[0])], after(9)) == 0
