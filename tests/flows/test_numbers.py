from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.numbers import Reading, RowFault, read_number, read_row, show_number

D = Decimal
NUMBERLIKE = st.text(alphabet="0123456789.,-–+ %\u00a0\u202f\tx;|lớpđồng１", max_size=24)
ANY_TEXT = st.text(alphabet=st.characters()) | NUMBERLIKE

CLEAR = [
    ("0", "0"),
    ("12", "12"),
    ("007", "7"),
    ("12.", "12"),
    ("12;", "12"),
    (" 12\n", "12"),
    ("\u200b12\ufeff", "12"),
    ("+3", "3"),
    ("-3", "-3"),
    ("−3", "-3"),
    ("-0", "0"),
    ("- 0", "0"),
    ("１２", "12"),
    ("1.234", "1234"),
    ("1.000", "1000"),
    ("1,000", "1000"),
    ("1,234", "1234"),
    ("1.234.567", "1234567"),
    ("1,234,567", "1234567"),
    ("12\u00a0345", "12345"),
    ("1\u202f234\u202f567", "1234567"),
    ("12\u2009345", "12345"),
    ("12,0", "12"),
    ("12.00", "12"),
    ("1.234,00", "1234"),
]

CLEAR_DECIMALS = [
    ("12", "12"),
    ("12,5", "12.5"),
    ("12.5", "12.5"),
    ("-12,5", "-12.5"),
    ("１２，５", "12.5"),
    ("1.234,56", "1234.56"),
    ("1,234.56", "1234.56"),
    ("1.234.567,8", "1234567.8"),
    ("12\u00a0345,6", "12345.6"),
    ("1.234.567", "1234567"),
    ("0,125", "0.125"),
    ("0.125", "0.125"),
    ("1234,567", "1234.567"),
    ("12,3456", "12.3456"),
]

TWO = [
    ("1.234", True, ("1234", "1.234")),
    ("1,234", True, ("1.234", "1234")),
    ("-1.234", True, ("-1234", "-1.234")),
    ("1.000", True, ("1000", "1")),
    ("- 12", False, ("12", "-12")),
    ("–12", False, ("12", "-12")),
]

NOTHING = [
    "",
    " ",
    "-",
    "không",
    "mười hai",
    "khoảng 12",
    "số lớp: 12",
    "12/20",
    "12-15",
    "12 - 15",
    "12 350",
    "12 lớp, 350 người",
    "12, 15",
    "12\n15",
    "1.23.456",
    "1.234.5",
    "1,2,3",
    "12..5",
    "12...",
    "12…",
    "12?",
    ",5",
    "1e5",
    "12e2",
    "12½",
    "12²",
    "Ⅻ",
    "١٢",
    "12万",
    "12‰",
    "0x12",
    "--12",
    "NaN",
    "Infinity",
    "1.2 triệu",
    "3 triệu đồng",
    "3tr",
    "3k",
    "3 nghìn tỷ",
    "3 ty",
    "3 (triệu)",
    "3 triệu/người",
    "3 chục",
    "12 phẩy",
    "2 năm rưỡi",
    "12 lớp trở lên",
    "12 hoặc hơn",
    "12 hoac hon",
    "12 lớp nhưng chưa xong",
    "12 một hai ba bốn năm sáu bảy",
    "1234567890123456",
    "9" * 5000,
    "12 " + "x" * 80,
]


def numbers(*values: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


@pytest.mark.parametrize(("typed", "value"), CLEAR)
def test_a_whole_number_is_read_as_officers_type_it(typed: str, value: str) -> None:
    reading = read_number(typed, decimals=False)
    assert reading == Reading(numbers(value))
    assert reading.values[0].as_tuple() == D(value).as_tuple()


@pytest.mark.parametrize(("typed", "value"), CLEAR_DECIMALS)
def test_a_fraction_is_read_with_a_comma_or_a_dot(typed: str, value: str) -> None:
    assert read_number(typed, decimals=True) == Reading(numbers(value))


@pytest.mark.parametrize(("typed", "decimals", "values"), TWO)
def test_what_could_be_two_things_is_both_the_vietnamese_one_first(
    typed: str, decimals: bool, values: tuple[str, ...]
) -> None:
    assert read_number(typed, decimals).values == numbers(*values)


@pytest.mark.parametrize("typed", NOTHING)
@pytest.mark.parametrize("decimals", [False, True])
def test_what_is_not_clearly_one_number_is_not_read(typed: str, decimals: bool) -> None:
    assert read_number(typed, decimals) == Reading()


def test_what_could_be_four_things_is_not_read() -> None:
    assert read_number("- 1.234", decimals=True) == Reading()


@pytest.mark.parametrize("typed", ["12,5", "12.5", "1.234,5", "0,125"])
def test_a_fraction_is_no_answer_where_a_whole_number_is_asked(typed: str) -> None:
    assert read_number(typed, decimals=False) == Reading()


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("12 lớp", "12", "lớp"),
        ("12 lớp.", "12", "lớp"),
        ("12 Lớp tập huấn", "12", "Lớp tập huấn"),
        ("350\u00a0người", "350", "người"),
        ("12 công ty", "12", "công ty"),
        ("12 cong ty", "12", "cong ty"),
        ("12 văn bản", "12", "văn bản"),
        ("12 van ban", "12", "van ban"),
        ("12 tổ chức", "12", "tổ chức"),
        ("12 trạm", "12", "trạm"),
        ("12.000đ", "12000", "đ"),
        ("12.000 VNĐ", "12000", "VNĐ"),
        ("12m2", "12", "m2"),
        ("12 km²", "12", "km²"),
        ("12 người/năm", "12", "người/năm"),
        ("12%", "12", "%"),
        ("12 %", "12", "%"),
        ("12 phần trăm", "12", "%"),
        ("12 phan tram.", "12", "%"),
    ],
)
def test_the_words_behind_a_number_are_remembered_as_its_unit(typed: str, value: str, unit: str) -> None:
    assert read_number(typed, decimals=False) == Reading(numbers(value), unit)


@pytest.mark.parametrize("typed", ["12,5%", "12.5 %", "12,5 phần trăm"])
def test_a_rate_is_read_with_its_sign(typed: str) -> None:
    assert read_number(typed, decimals=True) == Reading(numbers("12.5"), "%")


def test_a_multiplier_is_clear_only_where_it_is_the_unit_of_the_question() -> None:
    assert read_number("1,2 Triệu đồng", decimals=True, unit="triệu đồng") == Reading(numbers("1.2"), "Triệu đồng")
    assert read_number("1,2 tỷ đồng", decimals=True, unit="triệu đồng") == Reading()


@given(ANY_TEXT, st.booleans())
def test_any_text_is_read_without_failing_in_either_form(text: str, decimals: bool) -> None:
    reading = read_number(text, decimals)
    assert len(reading.values) <= 2
    assert reading == read_number(unicodedata.normalize("NFD", text), decimals)
    assert decimals or all(value == int(value) for value in reading.values)


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ("12 15 14 18 20", ("12", "15", "14", "18", "20")),
        ("12; 15; 14", ("12", "15", "14")),
        ("12; 15; 14;", ("12", "15", "14")),
        ("12;;14", ("12", None, "14")),
        ("12 | 15 | - | 18", ("12", "15", None, "18")),
        ("| 12 | 15 | |", ("12", "15", None)),
        ("12, 15, 14", ("12", "15", "14")),
        ("12 , 15,", ("12", "15")),
        ("12  15\u00a014", ("12", "15", "14")),
        ("12\t15\t\t18\n", ("12", "15", None, "18")),
        ("\t12\t", (None, "12", None)),
        ("12 \t 15", ("12", "15")),
        ("1.234 12,5 1.234,5", ("1234", "12.5", "1234.5")),
        ("1,234", ("1.234",)),
        ("- – — . x X … ...", (None,) * 8),
        ("0 -3 +3 −3", ("0", "-3", "3", "-3")),
        ("１２\u200b １５", ("12", "15")),
        ("007", ("7",)),
        ("", ()),
        (" \n", ()),
    ],
)
def test_a_row_is_read_cell_by_cell(typed: str, cells: tuple[str | None, ...]) -> None:
    assert read_row(typed) == tuple(None if cell is None else D(cell) for cell in cells)


@pytest.mark.parametrize(
    ("typed", "token", "place"),
    [
        ("12 mười 14", "mười", 2),
        ("12 15 12.5", "12.5", 3),
        ("1.23.456", "1.23.456", 1),
        ("1,234,567", "1,234,567", 1),
        ("12,15,14", "12,15,14", 1),
        ("12 15; 3", "12 15", 1),
        ("12; 12%", "12%", 2),
        ("12\t1 234", "1 234", 2),
        ("12 không", "không", 2),
        ("12 1234567890123456", "1234567890123456", 2),
        ("12½", "12½", 1),
    ],
)
def test_the_first_cell_that_cannot_be_read_is_named(typed: str, token: str, place: int) -> None:
    assert read_row(typed) == RowFault(token, place)


@given(ANY_TEXT)
def test_any_row_is_read_without_failing_in_either_form(text: str) -> None:
    assert read_row(text) == read_row(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text)))


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("0", None, "0"),
        ("-0", None, "0"),
        ("1234.5", None, "1.234,5"),
        ("1234567", None, "1.234.567"),
        ("12.50", None, "12,5"),
        ("12.00", None, "12"),
        ("100", None, "100"),
        ("-1234.5", None, "-1.234,5"),
        ("1E+3", None, "1.000"),
        ("1E-3", None, "0,001"),
        ("12.5", 2, "12,50"),
        ("12.5", 0, "13"),
        ("0.125", 2, "0,13"),
        ("-0.125", 2, "-0,13"),
        ("-0.04", 1, "0,0"),
        ("999.95", 1, "1.000,0"),
        ("12", 1, "12,0"),
        ("1E+40", 1, ".".join(["10", *["000"] * 13]) + ",0"),
    ],
)
def test_a_number_is_shown_as_in_viet_nam(value: str, places: int | None, shown: str) -> None:
    assert show_number(D(value), places) == shown


AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
COUNTS = st.integers(-(10**12), 10**12).map(Decimal)


@given(COUNTS)
def test_a_count_that_is_shown_is_read_back(value: Decimal) -> None:
    assert read_number(show_number(value), decimals=False).values == (value,)


@given(AMOUNTS)
def test_an_amount_that_is_shown_is_read_back_first(value: Decimal) -> None:
    assert read_number(show_number(value), decimals=True).values[0] == value


@given(st.lists(st.none() | COUNTS | AMOUNTS, min_size=1), st.sampled_from([" ", "\t", "; ", " | "]))
def test_a_row_that_is_shown_is_read_back(cells: list[Decimal | None], between: str) -> None:
    shown = between.join("-" if cell is None else show_number(cell) for cell in cells)
    assert read_row(shown) == tuple(cells)
