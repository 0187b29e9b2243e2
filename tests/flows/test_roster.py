"""What a list that was read changes of the units that are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.campaign import Unit
from flows.roster import difference, unit_id

KNOWN = Unit(
    id="stp",
    rev=3,
    name="Sở Tư pháp",
    kind="so",
    tags=("cong-an", "quan-su"),
    place="Lạng Sơn",
    recipients=("UBND tỉnh",),
    officer="Trần Thị Bình",
)


def read(**said) -> Unit:
    return Unit(**{"id": "so-tu-phap", "name": "Sở Tư pháp"} | said)


def test_a_unit_is_known_by_its_name_however_it_is_spelled() -> None:
    change = difference([KNOWN], [read(name="SỞ TƯ PHÁP", id=unit_id("SỞ TƯ PHÁP"))])
    assert [(one.unit.id, one.unit.rev, one.fields) for one in change.changed] == [
        ("stp", 3, (("name", "Sở Tư pháp", "SỞ TƯ PHÁP"),))
    ]


def test_an_empty_cell_changes_nothing() -> None:
    change = difference([KNOWN], [read()])
    listed = KNOWN.model_copy(update={"order": 1})
    assert (change.new, change.changed, change.unchanged, change.moved) == ((), (), (listed,), (listed,))
    assert difference([listed], [read()]).moved == ()


@pytest.mark.parametrize(
    ("said", "field", "old", "new"),
    [
        ({"kind": "ban"}, "kind", "Sở", "Ban"),
        ({"tags": ("cong-an",)}, "tags", "Công an; Quân sự", "Công an"),
        ({"authority": "kt"}, "authority", "", "KT. (ký thay)"),
        ({"recipients": ("A", "B")}, "recipients", "UBND tỉnh", "A; B"),
        ({"place": "Cao Bằng"}, "place", "Lạng Sơn", "Cao Bằng"),
    ],
)
def test_a_change_is_told_old_and_new(said, field: str, old: str, new: str) -> None:
    (one,) = difference([KNOWN], [read(**said)]).changed
    assert one.fields == ((field, old, new),)
    assert getattr(one.unit, field) == said[field]
    assert one.unit.officer == KNOWN.officer


def test_the_order_of_tags_is_no_change() -> None:
    assert difference([KNOWN], [read(tags=("quan-su", "cong-an"))]).units == ()


def test_the_style_and_the_tag_of_the_party_go_together() -> None:
    (one,) = difference([KNOWN], [read(party=True)]).changed
    assert (one.unit.party, one.unit.tags) == (True, ("cong-an", "quan-su", "dang"))
    (back,) = difference([one.unit], [read(party=False)]).changed
    assert (back.unit.party, back.unit.tags) == (False, ("cong-an", "quan-su"))
    assert difference([], [read(tags=("dang",), party=True)]).new[0].tags == ("dang",)


TEXTS = st.sampled_from(["", "a", "b"])
SAID = st.fixed_dictionaries(
    {"kind": TEXTS, "code": TEXTS, "officer": TEXTS, "party": st.booleans(), "tags": st.sets(TEXTS).map(tuple)}
)
LISTS = st.lists(st.tuples(st.sampled_from(["A", "B", "C"]), SAID), unique_by=lambda one: one[0])


@given(LISTS, LISTS)
def test_once_applied_a_list_changes_nothing_more_and_touches_no_other_unit(first, second) -> None:
    known, listed = ([Unit(id=name.lower(), name=name, **said) for name, said in units] for units in (first, second))
    before = {unit.id: unit for unit in difference([], known).units}
    after = before | {unit.id: unit for unit in difference(list(before.values()), listed).units}
    assert difference(list(after.values()), listed).units == ()
    assert {name: after[name] for name in before if name not in {one.id for one in listed}}.items() <= before.items()
    assert set(after) == set(before) | {unit.id for unit in listed}
