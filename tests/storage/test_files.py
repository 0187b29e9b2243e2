"""Files are kept byte for byte, once for the same bytes, whatever they are called."""

import hashlib

from storage_samples import NOW

from storage.store import Store


def test_a_file_comes_back_byte_for_byte_under_its_hash(store: Store) -> None:
    body = bytes(range(256)) * 1000
    with store.begin() as ledger:
        sha = ledger.files.put(body, "BC-STTTT-chi-thi-34.docx", "application/octet-stream", NOW)
    with store.begin() as ledger:
        assert ledger.files.get(sha) == body
        assert ledger.files.get("0" * 64) is None
    assert sha == hashlib.sha256(body).hexdigest()


def test_the_same_bytes_under_a_hostile_name_are_the_same_file(store: Store) -> None:
    with store.begin() as ledger:
        names = ["a.docx", "../../x\x00\ud800", "", "đ" * 3000]
        assert len({ledger.files.put(b"", name, "", NOW) for name in names}) == 1


def test_a_hostile_name_is_no_hindrance(store: Store) -> None:
    with store.begin() as ledger:
        sha = ledger.files.put(b"x", "../../x\x00\ud800", "", NOW)
        assert ledger.files.get(sha) == b"x"
