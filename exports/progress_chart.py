"""The progress of a campaign as a picture that is read on a phone: the numbers by state, then the share of each group.

Everything is set in pixels by hand, so that nothing overlaps however many groups there are and however they are called.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from matplotlib import get_data_path
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from flows.campaign import Campaign
from flows.clock import clock
from flows.progress import Progress
from flows.progressing_words import deadline, state
from flows.standing import State
from flows.text import clip, printable
from flows.wording import plain

WIDTH, HEIGHT = 1080, 1350
"""The size of the picture in pixels; with many groups it is higher."""

MOST_GROUPS = 12
"""How many groups have a bar of their own; where there are more, the others share the last bar."""

# Okabe and Ito's colours, which the colour-blind tell apart; each with the colour of what is printed on it.
_COLOURS: dict[State, tuple[str, str]] = {
    "not-started": ("#C8C8C8", "#000000"),
    "working": ("#56B4E9", "#000000"),
    "signing": ("#F0E442", "#000000"),
    "submitted": ("#0072B2", "#FFFFFF"),
    "returned": ("#D55E00", "#FFFFFF"),
    "accepted": ("#009E73", "#FFFFFF"),
}
_DPI = 100
_EDGE = 48
_INSIDE = WIDTH - 2 * _EDGE
_NAMES = 440
_STATE_STEP, _STATE_BAR = 58, 42
_GROUP_STEP, _GROUP_BAR = 52, 40
_NAME_STEP, _UNDER_NAME = 38, 6
_GAP = 12
_SUBPIXELS = 64
_LONGEST = 300
_NO_GLYPH = "\u25a1"


@cache
def _face(bold: bool) -> Path:
    """The font that comes with matplotlib, which has every Vietnamese letter."""
    return Path(get_data_path(), "fonts", "ttf", f"DejaVuSans{'-Bold' if bold else ''}.ttf")


@dataclass(frozen=True)
class _Sort:
    """How a text is set: its size in pixels, its colour, its weight, and on which side of its place it stands."""

    size: int
    colour: str = "#1A1A1A"
    bold: bool = False
    side: str = "left"

    @property
    def font(self) -> FontProperties:
        return FontProperties(fname=_face(self.bold), size=self.size * 72 / _DPI)

    def width(self, text: str) -> float:
        """How many pixels a text takes."""
        letters = get_font(_face(self.bold))
        letters.set_size(self.size * 72 / _DPI, _DPI)
        letters.set_text(text)
        return letters.get_width_height()[0] / _SUBPIXELS

    def shown(self, text: str) -> str:
        """The text on one line, with a box for what the font has no letter for."""
        letters = get_font(_face(self.bold))
        line = clip(" ".join(printable(text).split()), _LONGEST)
        return "".join(char if letters.get_char_index(ord(char)) else _NO_GLYPH for char in line)


_TITLE, _CAMPAIGN, _SHARE = _Sort(46, bold=True), _Sort(32), _Sort(40, bold=True)
_SMALL, _PART, _NAME = _Sort(28, "#4A4A4A"), _Sort(32, bold=True), _Sort(29)
_WARNING, _COUNT, _GROUP_SHARE = (
    _Sort(28, "#A33B00", bold=True),
    _Sort(32, bold=True),
    _Sort(27, "#4A4A4A", side="right"),
)


class _Page:
    """A page that grows downwards; `at` is how far down it is written, in pixels."""

    def __init__(self) -> None:
        self.at = _EDGE
        self._figure = Figure(figsize=(WIDTH / _DPI, HEIGHT / _DPI), dpi=_DPI, facecolor="white")
        FigureCanvasAgg(self._figure)
        self._raised = Affine2D()

    def fitted(self, text: str, sort: _Sort, room: float) -> str:
        """As much of the text as there is room for."""
        shown = sort.shown(text)
        if sort.width(shown) <= room:
            return shown
        most = bisect_right(range(len(shown) + 1), room, key=lambda end: sort.width(clip(shown, end)))
        return clip(shown, max(most - 1, 0))

    def lines(self, text: str, sort: _Sort, most: int, room: float = _INSIDE) -> list[str]:
        """The text in lines of that room, the last one cut where there would be more than `most`."""
        lines, words = [""], sort.shown(text).split()
        for place, word in enumerate(words):
            longer = f"{lines[-1]} {word}".strip()
            if sort.width(longer) <= room or not lines[-1]:
                lines[-1] = longer
            elif len(lines) == most:
                lines[-1] = f"{lines[-1]} {' '.join(words[place:])}"
                break
            else:
                lines.append(word)
        return [self.fitted(line, sort, room) for line in lines]

    def write(self, text: str, sort: _Sort, left: float = _EDGE, middle: float = 0) -> None:
        """Sets a text; its middle is that far below where the page is."""
        text_at = (left, -(self.at + middle))
        self._figure.text(
            *text_at,
            text,
            transform=self._raised,
            fontproperties=sort.font,
            color=sort.colour,
            ha=sort.side,
            va="center_baseline",
            parse_math=False,
        )

    def line(self, text: str, sort: _Sort) -> None:
        """Sets one line across the page and goes on below it."""
        step = sort.size * 1.5
        self.write(self.fitted(text, sort, _INSIDE), sort, middle=step / 2)
        self.at += round(step)

    def bar(self, colour: str, left: float, width: float, height: float) -> None:
        """Draws a bar, its upper edge where the page is."""
        place = (left, -(self.at + height))
        shape = Rectangle(place, width, height, facecolor=colour, edgecolor="white", transform=self._raised)
        self._figure.add_artist(shape)

    def png(self) -> bytes:
        """The page as a picture: all of it is raised by the height that it has turned out to have."""
        height = max(HEIGHT, self.at + _EDGE)
        self._figure.set_size_inches(WIDTH / _DPI, height / _DPI)
        self._raised.translate(0, height)
        saved = BytesIO()
        self._figure.savefig(saved, format="png", dpi=_DPI, metadata={"Software": None})
        return saved.getvalue()


def draw(campaign: Campaign, progress: Progress) -> bytes:
    """The picture of a campaign as a PNG file."""
    page = _Page()
    _head(page, campaign, progress)
    _states(page, progress)
    _groups(page, progress)
    return page.png()


def _head(page: _Page, campaign: Campaign, progress: Progress) -> None:
    page.line(plain("chart.title"), _TITLE)
    for line in page.lines(campaign.title, _CAMPAIGN, 3):
        page.line(line, _CAMPAIGN)
    page.at += _GAP
    numbers = {"sent": progress.sent, "total": progress.total, "percent": progress.percent}
    page.line(plain("chart.sent", **numbers), _SHARE)
    page.line(plain("chart.deadline", deadline=deadline(campaign.deadline, progress.now)), _SMALL)
    page.line(plain("chart.as_of", at=clock(progress.now)), _SMALL)
    flags = plain("chart.flags", overdue=progress.overdue, signed=progress.signed)
    page.line(flags, _WARNING if progress.overdue else _SMALL)


def _states(page: _Page, progress: Progress) -> None:
    """A bar for each state as long as its number, which stands behind it."""
    page.at += _GAP
    page.line(plain("chart.states"), _PART)
    page.at += _GAP
    room = _INSIDE - _NAMES - 90
    most = max((*progress.counts.values(), 1))
    for name, count in progress.counts.items():
        page.write(page.fitted(state(name).capitalize(), _NAME, _NAMES - _GAP), _NAME, middle=_STATE_BAR / 2)
        width = room * count / most
        page.bar(_COLOURS[name][0], _EDGE + _NAMES, max(width, 4), _STATE_BAR)
        page.write(str(count), _COUNT, _EDGE + _NAMES + max(width, 4) + _GAP, _STATE_BAR / 2)
        page.at += _STATE_STEP


def _groups(page: _Page, progress: Progress) -> None:
    """A bar for each group, parted by state in the same colours; one group alone says nothing new."""
    groups = _few(progress.groups)
    if len(groups) < 2:
        return
    page.at += _GAP
    page.line(plain("chart.groups"), _PART)
    for name, group in groups:
        share = plain("chart.group", sent=group.sent, total=group.total)
        page.write(share, _GROUP_SHARE, WIDTH - _EDGE, _NAME_STEP / 2)
        room = _INSIDE - _GROUP_SHARE.width(share) - 2 * _GAP
        for line in page.lines(name, _NAME, 2, room):
            page.write(line, _NAME, middle=_NAME_STEP / 2)
            page.at += _NAME_STEP
        page.at += _UNDER_NAME
        _parted(page, group)
        page.at += _GROUP_STEP


def _parted(page: _Page, group: Progress) -> None:
    """The bar of a group: every part holds its number, so that a small one is wider than its share."""
    parts = [(name, count) for name, count in group.counts.items() if count]
    least = [_COUNT.width(str(count)) + _GAP for _, count in parts]
    spare = _INSIDE - sum(least)
    left: float = _EDGE
    for (name, count), own in zip(parts, least, strict=True):
        width = own + spare * count / group.total
        colour, letters = _COLOURS[name]
        page.bar(colour, left, width, _GROUP_BAR)
        page.write(str(count), _Sort(30, letters, bold=True, side="center"), left + width / 2, _GROUP_BAR / 2)
        left += width


def _few(groups: tuple[tuple[str, Progress], ...]) -> tuple[tuple[str, Progress], ...]:
    """The groups, the last of very many taken together."""
    if len(groups) <= MOST_GROUPS:
        return groups
    kept, others = groups[: MOST_GROUPS - 1], groups[MOST_GROUPS - 1 :]
    rest = Progress(tuple(one for _, group in others for one in group.standings), groups[0][1].now)
    return (*kept, (plain("chart.other_groups", count=len(others)), rest))
