"""The two looks that a report may have: a page and its measures for state bodies, and for Party bodies."""

from __future__ import annotations

from dataclasses import dataclass

A4_SHORT, A4_LONG = 210, 297
"""The sides of an A4 sheet in millimetres."""


def twips(millimetres: float) -> int:
    """Word's unit of length, a twentieth of a point.

    >>> twips(210)
    11906
    """
    return round(millimetres / 25.4 * 1440)


@dataclass(frozen=True)
class Look:
    """The measures of one kind of body, in millimetres; `ending` closes the text of a report."""

    top: int
    bottom: int
    left: int
    right: int
    head_left: int
    ending: str
    party: bool = False

    @property
    def text_width(self) -> int:
        """The width between the margins of an upright page."""
        return A4_SHORT - self.left - self.right

    @property
    def annex_width(self) -> int:
        """The width between the margins of a lying page."""
        return A4_LONG - self.left - self.right


STATE = Look(top=20, bottom=20, left=30, right=20, head_left=67, ending="./.")
PARTY = Look(top=20, bottom=20, left=30, right=15, head_left=78, ending=".", party=True)


def look_of(style: str) -> Look:
    """The look that a letterhead of this style asks for."""
    return PARTY if style == "party" else STATE
