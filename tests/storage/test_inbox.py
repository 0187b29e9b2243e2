"""The inbox keeps every update once, in order, and lets no row stand in the way of the others."""

from storage_samples import NOW, SERVED, after, errand, keep, waiting

from storage.store import Store


def seqs(store: Store) -> list[int]:
    """The numbers of the rows that wait."""
    with store.begin() as ledger:
        return [row.seq for row in ledger.inbox.waiting(100, NOW, SERVED)]


def fail(store: Store, seq: int, times: int) -> int:
    """Fails a row that often, each time in a transaction of its own."""
    tries = 0
    for _ in range(times):
        with store.begin() as ledger:
            tries = ledger.inbox.failed(seq, "hỏng\x00\ud800", NOW)
    return tries


def test_rows_wait_in_the_order_in_which_they_were_kept_whatever_their_ids(store: Store) -> None:
    assert keep(store, "ba", "bốn", first=90) == 2
    assert keep(store, "một", first=1, address="8") == 1
    assert waiting(store) == ["ba", "bốn", "một"]
    with store.begin() as ledger:
        row = ledger.inbox.waiting(2, NOW, SERVED)[0]
        assert (row.channel, row.address, row.at, row.tries, row.job) == ("telegram", "7", NOW, 0, "")


def test_what_is_delivered_again_is_not_kept_again_even_after_it_was_played(store: Store) -> None:
    assert keep(store, "a", "b") == 2
    with store.begin() as ledger:
        ledger.inbox.done(ledger.inbox.waiting(1, NOW, SERVED)[0].seq, NOW)
    assert keep(store, "a", "b", "c") == 1
    assert waiting(store) == ["b", "c"]


def test_an_update_id_that_comes_again_with_another_body_is_another_update(store: Store) -> None:
    keep(store, "trước tuần nghỉ", first=500)
    assert keep(store, "sau tuần nghỉ", first=500) == 1
    assert waiting(store) == ["trước tuần nghỉ", "sau tuần nghỉ"]


def test_two_channels_do_not_share_update_ids(store: Store) -> None:
    keep(store, "a")
    with store.begin() as ledger:
        assert ledger.inbox.keep("zalo", [(1, "7", b"a")], NOW) == 1


def test_only_so_many_rows_are_given_as_were_asked_for(store: Store) -> None:
    keep(store, *"abcdef")
    with store.begin() as ledger:
        assert [row.body for row in ledger.inbox.waiting(2, NOW, SERVED)] == [b"a", b"b"]


def test_a_row_that_fails_is_tried_again_and_set_aside_at_the_fourth_failure(store: Store) -> None:
    keep(store, "hỏng", "lành")
    bad = seqs(store)[0]
    assert fail(store, bad, 3) == 3
    assert waiting(store) == ["hỏng", "lành"]
    assert fail(store, bad, 1) == 4
    assert waiting(store) == ["lành"]
    with store.begin() as ledger:
        (dead,) = ledger.inbox.dead()
    assert (dead.seq, dead.body.decode(), dead.tries, dead.error) == (bad, "hỏng", 4, "hỏng\\ud800")


def test_a_row_that_was_set_aside_can_be_tried_again_and_says_so(store: Store) -> None:
    keep(store, "hỏng")
    bad = seqs(store)[0]
    with store.begin() as ledger:
        assert not ledger.inbox.retry(bad)
    fail(store, bad, 4)
    with store.begin() as ledger:
        assert ledger.inbox.retry(bad)
        (row,) = ledger.inbox.waiting(10, NOW, SERVED)
        assert (row.again, row.tries, ledger.inbox.dead()) == (True, 0, [])


def test_later_rows_of_an_address_wait_for_its_download_and_play_after_its_end(store: Store) -> None:
    keep(store, "ảnh")
    keep(store, "chữ sau ảnh", first=2)
    keep(store, "người khác", address="8", first=3)
    with store.begin() as ledger:
        ledger.inbox.done(ledger.inbox.waiting(1, NOW, SERVED)[0].seq, NOW)
        ledger.jobs.add([errand("1.1")])
    assert waiting(store) == ["người khác"]
    with store.begin() as ledger:
        assert ledger.jobs.done("1.1", after(5))
        assert ledger.inbox.keep("telegram", [(1, "7", b"ket thuc")], after(5), job="1.1") == 1
    assert waiting(store) == ["ket thuc", "chữ sau ảnh", "người khác"]
    with store.begin() as ledger:
        assert [row.job for row in ledger.inbox.waiting(10, NOW, SERVED)] == ["1.1", "", ""]


def test_the_end_of_one_download_is_played_while_another_holds_the_address(store: Store) -> None:
    keep(store, "chữ")
    with store.begin() as ledger:
        ledger.jobs.add([errand("1.1"), errand("1.2")])
        ledger.jobs.done("1.1", NOW)
        ledger.inbox.keep("telegram", [(1, "7", b"xong 1")], NOW, job="1.1")
    assert waiting(store) == ["xong 1"]


def test_a_job_holds_its_address_for_ten_minutes_at_the_most(store: Store) -> None:
    keep(store, "chữ")
    with store.begin() as ledger:
        ledger.jobs.add([errand("1.1")])
    assert waiting(store, after(599)) == []
    assert waiting(store, after(600)) == ["chữ"]
    with store.begin() as ledger:
        assert ledger.jobs.overdue(after(599), SERVED) == []
        assert [late.id for late in ledger.jobs.overdue(after(600), SERVED)] == ["1.1"]


def test_a_long_job_holds_nobody(store: Store) -> None:
    keep(store, "chữ")
    with store.begin() as ledger:
        ledger.jobs.add([errand("1.1", holds=False)])
        assert ledger.jobs.overdue(after(9000), SERVED) == []
    assert waiting(store) == ["chữ"]
