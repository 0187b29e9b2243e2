"""However often the program is killed, every message that Telegram took is kept once and in order."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from botapi import serving
from botapi_world import Telegram
from program import Program, a_store, kept, played

from storage.store import Store

KILLS = 75
CHATS = (11, 12, 13, 14)


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with serving() as telegram:
        telegram.spoil(97)
        yield telegram


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path, CHATS) as store:
        yield store


@pytest.mark.slow
def test_nothing_is_lost_doubled_or_out_of_order_over_many_kills(
    telegram: Telegram, store: Store, tmp_path: Path
) -> None:
    chance = random.Random(34)
    pushed: dict[int, list[str]] = {chat: [] for chat in CHATS}

    def write() -> None:
        for _ in range(chance.randint(1, 6)):
            chat = chance.choice(CHATS)
            pushed[chat].append(f"Đoạn thứ {len(pushed[chat]) + 1} của đơn vị {chat}.")
            telegram.say(chat, pushed[chat][-1])

    for chat in CHATS:
        telegram.say(chat, f"/start CODE{chat}")
    program = Program(telegram, tmp_path)
    try:
        for kill in range(KILLS):
            # One kill in five meets the program while it starts.
            if kill % 5:
                program.until(program.polls)
            for _ in range(chance.randint(0, 4)):
                write()
                assert program.lives(chance.uniform(0, 0.08))
            program.kill_and_start()
        program.until(lambda: not telegram.pending() and played(store))
    finally:
        program.end()
    assert {chat: kept(store, chat) for chat in CHATS} == pushed
    assert sum(len(texts) for texts in pushed.values()) > 400
