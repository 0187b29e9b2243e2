"""Reports are packed in archives that a messenger takes, under names that every system unpacks."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from exports.zipped import Packed, archives

SIZES = st.lists(st.integers(0, 3_000), min_size=1, max_size=20)


def files(*sizes: int) -> list[Packed]:
    return [Packed(number, "Sở Nội vụ", bytes(size)) for number, size in enumerate(sizes, start=1)]


@given(SIZES)
def test_nothing_is_lost_and_no_archive_is_larger_than_is_taken(sizes):
    made = list(archives(files(*sizes), most=5_000))
    unpacked = [
        (name, len(ZipFile(BytesIO(one)).read(name))) for one in made for name in ZipFile(BytesIO(one)).namelist()
    ]
    assert unpacked == [(f"{number:03}-So-Noi-vu.docx", size) for number, size in enumerate(sizes, start=1)]
    assert all(len(one) <= 5_000 for one in made)


def test_a_file_that_is_too_large_by_itself_stands_alone():
    assert [ZipFile(BytesIO(one)).namelist()[0][:3] for one in archives(files(9, 9_000, 9), most=5_000)] == [
        "001",
        "002",
        "003",
    ]


@given(st.text(max_size=60))
def test_a_name_is_plain_ascii_and_never_a_path(name):
    [one] = archives([Packed(7, f"{name}", b"x")])
    [shown] = ZipFile(BytesIO(one)).namelist()
    assert re.fullmatch(r"007-[A-Za-z0-9-]+\.docx", shown)


def test_units_of_one_name_keep_their_own_files():
    [one] = archives([Packed(1, "Ban A", b"1"), Packed(2, "Ban A", b"2")])
    assert [ZipFile(BytesIO(one)).read(name) for name in ZipFile(BytesIO(one)).namelist()] == [b"1", b"2"]


def test_the_same_files_always_give_the_same_bytes():
    assert list(archives(files(10, 20))) == list(archives(files(10, 20)))
