"""A job is done once for each cause, by one porter at a time."""

from dataclasses import replace

from storage_samples import NOW, SERVED, after, errand

from storage.store import Store


def due(store: Store, seconds: float = 0) -> list[tuple[str, int]]:
    """The errands that a porter claims, each with its attempt."""
    with store.begin() as ledger:
        return [(claimed.id, claimed.attempt) for claimed in ledger.jobs.due(10, after(seconds), SERVED)]


def test_errands_are_claimed_in_the_order_in_which_they_were_left(store: Store) -> None:
    with store.begin() as ledger:
        ledger.jobs.add([errand("9.1"), errand("10.1", "8", holds=False)])
        (first, second) = ledger.jobs.due(10, NOW, SERVED)
    assert (first, second.holds) == (replace(errand("9.1"), attempt=1), False)
    assert due(store) == []


def test_a_cause_that_comes_again_leaves_no_second_errand(store: Store) -> None:
    for _ in range(2):
        with store.begin() as ledger:
            ledger.jobs.add([errand("9.1")])
    assert due(store) == [("9.1", 1)]


def test_an_errand_whose_porter_is_silent_goes_to_another(store: Store) -> None:
    with store.begin() as ledger:
        ledger.jobs.add([errand("9.1")])
    assert [due(store), due(store, 119), due(store, 120)] == [[("9.1", 1)], [], [("9.1", 2)]]


def test_a_porter_that_says_it_is_busy_keeps_its_errand(store: Store) -> None:
    with store.begin() as ledger:
        ledger.jobs.add([errand("9.1")])
    due(store)
    with store.begin() as ledger:
        ledger.jobs.renew("9.1", after(100))
    assert [due(store, 120), due(store, 220)] == [[], [("9.1", 2)]]


def test_an_errand_ends_once(store: Store) -> None:
    with store.begin() as ledger:
        ledger.jobs.add([errand("9.1")])
        assert [ledger.jobs.done("9.1", NOW), ledger.jobs.done("9.1", NOW)] == [True, False]
        ledger.jobs.renew("9.1", NOW)
        assert ledger.jobs.overdue(after(9000), SERVED) == []
    assert due(store, 9000) == []


def test_the_only_porter_begins_without_the_claims_of_the_one_that_crashed(store: Store) -> None:
    with store.begin() as ledger:
        ledger.jobs.add([errand("9.1")])
    due(store)
    with store.begin() as ledger:
        ledger.jobs.unclaim(SERVED)
    assert due(store) == [("9.1", 2)]
