"""The picture of a campaign's progress is a PNG of a phone's width that holds every letter and number it is given."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from exports import progress_chart
from exports.progress_chart import HEIGHT, MOST_GROUPS, WIDTH, draw
from flows.campaign import Campaign, Unit
from flows.draft import Draft
from flows.progress import Progress
from flows.standing import Standing

NOW = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
STATES = (None, "drafting", "signing", "submitted", "returned", "accepted")


def campaign(title: str = "Báo cáo sơ kết 05 năm thực hiện Chỉ thị số 34-CT/TW") -> Campaign:
    return Campaign(id="dot", title=title, outline="chi-thi-34", version=1, deadline=NOW)


def standing(number: int, group: str, state: str | None) -> Standing:
    unit = Unit(id=f"u{number}", name=f"Sở thứ {number}", group=group)
    pinned = {"outline": "chi-thi-34", "version": 1, "touched": NOW}
    draft = Draft(id=f"dot/{unit.id}", unit=unit.id, rev=1, state=state, **pinned) if state else None
    return Standing(unit, draft, NOW)


def progress(units: int, groups: int = 1) -> Progress:
    every = (standing(n, f"Khối {n % groups}", STATES[n % len(STATES)]) for n in range(units))
    return Progress(tuple(every), NOW)


def picture(content: bytes) -> Image.Image:
    opened = Image.open(BytesIO(content))
    opened.load()
    return opened.convert("RGB")


def colours(image: Image.Image) -> set[tuple[int, int, int]]:
    return {colour for _, colour in image.getcolors(maxcolors=1 << 16)}


@pytest.mark.parametrize(("units", "groups"), [(0, 1), (3, 1), (12, 4), (70, 12), (170, 40)])
def test_it_is_as_wide_as_a_phone_shows_and_as_high_as_it_needs(units: int, groups: int) -> None:
    image = picture(draw(campaign(), progress(units, groups)))
    assert image.width == WIDTH
    assert HEIGHT <= image.height <= 2 * HEIGHT


def test_nothing_runs_over_an_edge() -> None:
    title = "Công tác thi đua, khen thưởng " * 20
    every = tuple(standing(n, f"{n} Khối các đơn vị có tên rất dài " * 4, "signing") for n in range(MOST_GROUPS + 3))
    image = picture(draw(campaign(title), Progress(every, NOW)))
    margin = progress_chart._EDGE - 4
    sides = ((0, 0, margin, image.height), (WIDTH - margin, 0, WIDTH, image.height))
    ends = ((0, 0, WIDTH, margin), (0, image.height - margin, WIDTH, image.height))
    for box in (*sides, *ends):
        assert colours(image.crop(box)) == {(255, 255, 255)}


def test_every_state_has_a_colour_of_its_own() -> None:
    shown = colours(picture(draw(campaign(), progress(12, 2))))
    wanted = [tuple(bytes.fromhex(bar[1:])) for bar, _ in progress_chart._COLOURS.values()]
    assert len(set(wanted)) == len(STATES)
    assert set(wanted) <= shown


def test_a_small_part_still_holds_its_number() -> None:
    parts = [("n", 997), ("w", 1), ("g", 1), ("s", 1)]
    letters = progress_chart._COUNT
    least = [letters.width(str(count)) + progress_chart._GAP for _, count in parts]
    assert sum(least) < progress_chart._INSIDE
    many = tuple(standing(n, f"Khối {n % 2}", STATES[n % 6] if n < 12 else None) for n in range(999))
    draw(campaign(), Progress(many, NOW))


def test_the_last_groups_of_very_many_share_a_bar() -> None:
    few = progress_chart._few(progress(100, MOST_GROUPS + 5).groups)
    assert len(few) == MOST_GROUPS
    assert few[-1][0] == "6 nhóm còn lại"
    assert sum(group.total for _, group in few) == 100


def test_all_vietnamese_letters_are_in_the_font() -> None:
    alphabet = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    text = "".join(f"{letter}{tone}" for letter in alphabet for tone in tones if not tone or letter in "aăâeêioôơuưy")
    for bold in (False, True):
        shown = progress_chart._Sort(30, bold=bold).shown(text + text.upper())
        assert progress_chart._NO_GLYPH not in shown


@pytest.mark.parametrize(
    "name", ["$x^2$", "$\\frac{$", "a\nb\rc", "\x00\x07", "漢字 😀", "{blank} **đậm**", "\ud800", " " * 500]
)
def test_no_name_breaks_it(name: str) -> None:
    every = (standing(1, name, "submitted"), standing(2, "Khối B", None))
    assert picture(draw(campaign(name or "x"), Progress(every, NOW))).width == WIDTH


@settings(max_examples=6, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_it(name: str) -> None:
    every = (standing(1, name, "submitted"), standing(2, "Khối B", None))
    draw(campaign(name), Progress(every, NOW))


def test_the_same_progress_gives_the_same_picture() -> None:
    assert draw(campaign(), progress(12, 3)) == draw(campaign(), progress(12, 3))
