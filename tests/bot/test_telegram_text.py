"""Styles and lengths survive the way to Telegram and back, whatever the text is made of."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_text import LONGEST_TEXT, clipped_length, entities, joined, label, pieces, to_runs, units
from flows.report import Run

awkward = st.text(st.sampled_from("<>&_*[]`~\\ \nđẹ̣\u0301👍🏽👨‍👩‍👧🇻🇳𝔄a0"), min_size=1, max_size=12)
styled = st.builds(Run, text=awkward, bold=st.booleans(), italic=st.booleans(), underline=st.booleans())


def characters(runs: tuple[Run, ...] | list[Run]) -> list[tuple[str, bool, bool, bool]]:
    """Each character with its styles, however the runs are cut."""
    return [(char, run.bold, run.italic, run.underline) for run in runs for char in run.text]


@given(st.lists(styled, max_size=8))
def test_styles_come_back_as_they_were_sent(runs: list[Run]) -> None:
    assert characters(to_runs(joined(runs), entities(runs))) == characters(runs)


@given(st.lists(styled, max_size=8))
def test_every_entity_lies_within_the_text_as_telegram_counts_it(runs: list[Run]) -> None:
    text = joined(runs).encode("utf-16-le")
    for entity in entities(runs):
        part = text[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
        assert len(part) == 2 * entity["length"]
        assert part.decode("utf-16-le") in joined(runs)


@given(st.lists(styled, max_size=30), st.integers(3, 40))
def test_pieces_fit_and_lose_nothing_but_blank_messages(runs: list[Run], limit: int) -> None:
    cut = pieces(runs, limit)
    assert all(units(joined(piece)) <= limit and joined(piece).strip() for piece in cut)
    kept = [char for piece in cut for char in characters(piece) if not char[0].isspace()]
    assert kept == [char for char in characters(runs) if not char[0].isspace()]


@given(awkward, st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=4))
def test_entities_that_point_nowhere_cost_no_text(text: str, spans: list[tuple[int, int]]) -> None:
    strange = [{"type": "bold", "offset": offset, "length": length} for offset, length in spans]
    assert "".join(run.text for run in to_runs(text, strange)) == text


def test_overlapping_entities_are_told_apart() -> None:
    spans = [{"type": "bold", "offset": 0, "length": 6}, {"type": "italic", "offset": 3, "length": 6}]
    assert to_runs("đề cương", spans) == (
        Run(text="đề ", bold=True),
        Run(text="cươ", bold=True, italic=True),
        Run(text="ng", italic=True),
    )


def test_offsets_are_counted_in_utf_16_units() -> None:
    assert to_runs("👍 đậm", [{"type": "bold", "offset": 3, "length": 3}]) == (
        Run(text="👍 "),
        Run(text="đậm", bold=True),
    )


def test_what_is_not_a_style_is_passed_over() -> None:
    custom = [{"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "1"}]
    link = [{"type": "text_link", "offset": 2, "length": 3, "url": "https://example.org"}]
    assert to_runs("👍 ok", custom + link) == (Run(text="👍 ok"),)


def test_a_long_text_is_cut_between_paragraphs_then_lines_then_words() -> None:
    paragraphs = "một hai ba\n\nbốn năm sáu\nbảy tám"
    assert [joined(piece) for piece in pieces([Run(text=paragraphs)], 18)] == [
        "một hai ba\n\n",
        "bốn năm sáu\n",
        "bảy tám",
    ]
    assert [joined(piece) for piece in pieces([Run(text="một hai ba bốn năm")], 9)] == ["một hai ", "ba bốn ", "năm"]
    assert [joined(piece) for piece in pieces([Run(text="👍👍👍")], 5)] == ["👍👍", "👍"]


def test_forty_thousand_characters_take_ten_messages() -> None:
    sentence = "Sở đã tổ chức 12 lớp tập huấn.\n"
    text = sentence * (40_000 // len(sentence))
    cut = pieces([Run(text=text)])
    assert len(cut) == 10
    assert "".join(joined(piece) for piece in cut) == text
    assert max(units(joined(piece)) for piece in cut) <= LONGEST_TEXT


def test_a_label_is_one_line_of_a_bounded_length() -> None:
    assert label("Xong\nmục này ") == "Xong mục này"
    long = label("Lao động giỏi, " * 10)
    assert long.endswith("…")
    assert units(long) <= 64
    assert units(label("👍" * 60)) <= 64


def test_clipping_never_halves_a_character() -> None:
    assert [clipped_length("a👍b", limit) for limit in range(6)] == [0, 1, 1, 2, 3, 3]
