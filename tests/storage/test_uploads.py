"""What was sent up waits for two days, once under each name, and is counted for the one who sent it."""

from datetime import timedelta

from storage_samples import NOW

from storage.store import Store
from storage.uploads import LIFE

A_MOMENT = timedelta(microseconds=1)


def test_what_was_sent_up_is_there_to_be_fetched(store: Store) -> None:
    body = bytes(range(256)) * 4
    with store.begin() as ledger:
        ledger.uploads.put("hoa", "ref", body, NOW)
        assert ledger.uploads.get("ref") == body
        assert ledger.uploads.get("another") is None


def test_what_comes_again_under_one_name_is_what_came_first(store: Store) -> None:
    with store.begin() as ledger:
        ledger.uploads.put("hoa", "ref", b"first", NOW)
        ledger.uploads.put("an", "ref", b"second", NOW)
        assert ledger.uploads.get("ref") == b"first"
        assert (ledger.uploads.held("hoa", NOW), ledger.uploads.held("an", NOW)) == (5, 0)


def test_everybody_s_bytes_are_counted_for_themselves(store: Store) -> None:
    with store.begin() as ledger:
        assert ledger.uploads.held("hoa", NOW) == 0
        for ref, address in (("a", "hoa"), ("b", "hoa"), ("c", "an")):
            ledger.uploads.put(address, ref, b"12345", NOW)
        assert (ledger.uploads.held("hoa", NOW), ledger.uploads.held("an", NOW)) == (10, 5)


def test_after_two_days_it_is_counted_no_more_and_the_next_one_has_it_forgotten(store: Store) -> None:
    with store.begin() as ledger:
        ledger.uploads.put("hoa", "old", b"12345", NOW)
        ledger.uploads.put("hoa", "young", b"123", NOW + A_MOMENT)
        later = NOW + LIFE + A_MOMENT
        assert (ledger.uploads.held("hoa", NOW + LIFE), ledger.uploads.held("hoa", later)) == (8, 3)
        assert ledger.uploads.get("old") == b"12345"
        ledger.uploads.put("an", "new", b"1", later)
        assert (ledger.uploads.get("old"), ledger.uploads.get("young")) == (None, b"123")


def test_a_large_file_is_kept_whole(store: Store) -> None:
    body = b"\x00\xff" * 5_000_000
    with store.begin() as ledger:
        ledger.uploads.put("hoa", "ref", body, NOW)
    with store.begin() as ledger:
        assert ledger.uploads.get("ref") == body
