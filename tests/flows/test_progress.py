"""The progress of a campaign is counted truly, told by group, and searched by any part of a name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress_samples import DUE, NOW, standing, standings

from flows.progress import STATES, Progress, found
from flows.progressing_words import deadline, left

LETTERS = st.text("nwgsra", max_size=40)


def progress(letters: str, *groups: str) -> Progress:
    return Progress(standings(letters, *groups), NOW)


def test_units_are_counted_by_state_in_the_order_of_a_reports_life() -> None:
    counted = progress("nwwgsra").counts
    assert list(counted.items()) == [
        ("not-started", 1),
        ("working", 2),
        ("signing", 1),
        ("submitted", 1),
        ("returned", 1),
        ("accepted", 1),
    ]


def test_what_was_returned_or_waits_for_the_head_counts_as_owed() -> None:
    one = progress("nwgsra")
    assert (one.sent, one.total, one.percent) == (2, 6, 33)
    assert [late.state for late in one.late] == ["not-started", "working", "signing", "returned"]


def test_almost_all_is_not_a_hundred_percent() -> None:
    assert progress("a" * 199 + "w").percent == 99
    assert progress("a" * 200).percent == 100
    assert progress("").percent == 0


def test_only_those_who_owe_are_overdue() -> None:
    assert progress("nwgsra").overdue == 4
    assert Progress(standings("nwgsra"), DUE).overdue == 0


def test_a_signed_copy_is_counted() -> None:
    sent = standing(1, "s")
    signed = type(sent)(sent.unit, sent.draft.model_copy(update={"signed": "sha"}), DUE)
    assert Progress((sent, signed), NOW).signed == 1


def test_groups_stand_where_their_first_unit_does_and_hold_all_theirs() -> None:
    groups = progress("nnnnn", "Khối B", "Khối A").groups
    assert [(name, [one.unit.id for one in group.standings]) for name, group in groups] == [
        ("Khối B", ["u0", "u2", "u4"]),
        ("Khối A", ["u1", "u3"]),
    ]


def test_units_without_a_group_stand_under_their_kind() -> None:
    assert [name for name, _ in progress("nn").groups] == ["Sở"]


def test_a_unit_without_group_and_kind_is_among_the_others() -> None:
    bare = standing(1, "n")
    bare = type(bare)(bare.unit.model_copy(update={"kind": ""}), None, DUE)
    assert [name for name, _ in Progress((bare,), NOW).groups] == ["Các đơn vị khác"]


@given(LETTERS, st.lists(st.sampled_from(["", "A", "B", "C"]), min_size=1, max_size=4))
def test_nobody_is_lost_or_counted_twice(letters: str, groups: list[str]) -> None:
    whole = progress(letters, *groups)
    parts = [group for _, group in whole.groups]
    assert sum(whole.counts.values()) == whole.total == sum(part.total for part in parts)
    assert sum(part.sent for part in parts) == whole.sent
    assert sum(whole.only(state).total for state in STATES) == whole.total
    assert whole.sent + len(whole.late) == whole.total
    assert len({name for name, _ in whole.groups}) == len(parts)


def test_the_last_activity_is_that_of_the_unit_that_wrote_last() -> None:
    assert progress("nnwsw").latest.unit.id == "u2"
    assert progress("nn").latest is None


@pytest.mark.parametrize(("typed", "hits"), [("SO thu 3", ["u3"]), ("s2", ["u2"]), ("thứ", ["u0", "u1", "u2", "u3"])])
def test_a_unit_is_found_by_parts_of_its_name_or_its_code(typed: str, hits: list[str]) -> None:
    assert [one.unit.id for one in found(typed, standings("nnnn"))] == hits


@pytest.mark.parametrize("typed", ["", "  ", "…", "sở x"])
def test_nothing_is_found_by_nothing_or_by_what_is_in_no_name(typed: str) -> None:
    assert found(typed, standings("nnnn")) == ()


@pytest.mark.parametrize(
    ("time", "told"),
    [
        (timedelta(minutes=59), "còn chưa đầy một giờ"),
        (timedelta(hours=8, minutes=59), "còn 8 giờ"),
        (timedelta(days=2, hours=23), "còn 3 ngày"),
        (timedelta(0), "còn chưa đầy một giờ"),
        (-timedelta(hours=6, minutes=59), "đã quá hạn"),
        (-timedelta(hours=7), "đã quá hạn 1 ngày"),
        (-timedelta(days=7, hours=7), "đã quá hạn 8 ngày"),
    ],
)
def test_what_is_left_is_told_in_days_of_the_calendar_everywhere_alike(time: timedelta, told: str) -> None:
    """The deadline is at 17:00."""
    assert left(DUE, DUE - time) == told
    # Of a unit that has sent, no more is said than that the deadline has passed.
    assert deadline(DUE, DUE - time) == f"17:00 15/12/2026 ({told.replace('quá hạn', 'qua')})"
