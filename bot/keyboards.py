"""The labels that stand at hand below a chat, by role; a messenger that can keeps them in sight."""

from __future__ import annotations

from collections.abc import Mapping

from flows.campaign import Role

KEYBOARDS: Mapping[Role, tuple[tuple[str, ...], ...]] = {
    "officer": (("keyboard.contents", "keyboard.draft"), ("keyboard.submit", "keyboard.help")),
    "head": (("keyboard.contents", "keyboard.draft"), ("keyboard.help",)),
    "coordinator": (("keyboard.progress", "keyboard.campaigns"), ("keyboard.consolidate", "keyboard.help")),
}
"""Rows of lines of the wording; a label that is pressed is typed."""
