"""Whoever is invited is told each way in; where there is only one, in one sentence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.campaign import Campaign, Unit
from flows.door import Door, column, way_in
from flows.rostering_guests import guest, message

WEB, TELEGRAM = Door("web", "https://b.vn/#"), Door("telegram", "https://t.me/bot?start=")
SIGNAL = Door("signal", "https://s.vn/")


@pytest.mark.parametrize("door", [WEB, TELEGRAM, SIGNAL])
def test_the_only_link_stands_in_one_sentence(door: Door) -> None:
    assert way_in((door.by("abc"),), "abc") == f"Đồng chí bấm vào đường liên kết: {door.link}abc"


def test_several_links_are_told_apart_in_the_order_of_the_channels() -> None:
    lines = way_in((WEB.by("abc"), TELEGRAM.by("abc"), SIGNAL.by("abc")), "abc").splitlines()
    assert lines == [
        "Đồng chí mở một trong các đường liên kết sau:",
        "• Trên trình duyệt (không cần Telegram): https://b.vn/#abc",
        "• Trên Telegram: https://t.me/bot?start=abc",
        "• https://s.vn/abc",
    ]


def test_without_a_link_the_code_is_told() -> None:
    assert way_in((), "abc").endswith("/start abc")


def test_a_column_is_named_after_its_channel_only_beside_others() -> None:
    assert column(TELEGRAM, alone=True) == column(SIGNAL, alone=False) == "Đường liên kết"
    assert column(WEB, alone=False) == "Đường liên kết (trình duyệt)"


def test_a_message_to_be_passed_on_names_each_way() -> None:
    unit = Unit(id="u", name="Sở A", officer="Trần Thị Hoa")
    asked = Campaign(id="c", title="Báo cáo", outline="chi-thi-34", version=1)
    way = way_in((WEB.by("abc"), TELEGRAM.by("abc")), "abc")
    text = message(guest(unit, "officer", ()), asked, way, datetime(2026, 1, 5, tzinfo=UTC))
    assert "https://b.vn/#abc" in text
    assert "https://t.me/bot?start=abc" in text
