"""Gives pytest the option `--rewrite`, which records the transcripts anew instead of comparing them."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="record tests/transcripts anew")
