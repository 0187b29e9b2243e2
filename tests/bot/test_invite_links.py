"""`decuong invite` tells each way in that the settings give: the page's link, the bot's, and what is typed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main

Invite = Callable[..., str]


@pytest.fixture
def invite(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Invite:
    """Makes an invitation with those settings alone, and gives what was said of it."""
    for name in [name for name in os.environ if name.startswith("DECUONG_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def invite(**settings: str) -> str:
        for name, value in settings.items():
            monkeypatch.setenv(f"DECUONG_{name.upper()}", value)
        assert main(("invite", "--unit", "Sở A", "--name", "Trần Thị Hoa")) == 0
        return capsys.readouterr().out

    return invite


def code_in(said: str) -> str:
    return said.partition("Mã mời: ")[2].split()[0]


def test_with_a_page_alone_its_link_is_told_and_nothing_is_typed(invite: Invite) -> None:
    said = invite(web_url="https://bao-cao.vn/")
    assert f"https://bao-cao.vn/#{code_in(said)}\n" in said
    assert "/start" not in said


def test_with_nothing_set_the_code_is_typed(invite: Invite) -> None:
    said = invite()
    assert f"/start {code_in(said)}" in said
    assert "https://" not in said


def test_with_a_page_and_a_bot_both_ways_are_told(invite: Invite) -> None:
    nobody = {"telegram_token": f"123456789:{'a' * 35}", "telegram_base_url": "http://127.0.0.1:1"}
    said = invite(web_url="https://bao-cao.vn", **nobody)
    assert f"https://bao-cao.vn/#{code_in(said)}" in said
    assert f"/start {code_in(said)}" in said
