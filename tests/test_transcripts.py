"""Whole conversations stand in files that an officer can read; what the assistant says must equal what they say."""

from pathlib import Path

import pytest
from transcript import replay

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_assistant_says_what_the_transcript_says(path: Path, request: pytest.FixtureRequest) -> None:
    recorded = path.read_text(encoding="utf-8")
    said = replay(recorded)
    if request.config.getoption("--rewrite", default=False):
        path.write_text(said, encoding="utf-8")
    else:
        assert said == recorded


def test_there_are_transcripts() -> None:
    assert TRANSCRIPTS


def test_a_replayed_transcript_is_replayed_to_the_same_again() -> None:
    spoken = "# Người lạ\n\nNgười: LAN\n\n== LAN\n> Xin chào\n| Tôi là Lan\n# Nhận xét.\n> /start SAI\n"
    once = replay(spoken)
    assert once.count("bot: ") == 2
    assert replay(once) == once
    assert replay(once.replace("bot: ", "bot: Không đúng. ")) == once
