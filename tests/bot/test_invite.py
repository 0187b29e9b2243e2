"""Invitations: a code that is shown once, kept as a hash, and good for one person of one unit."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bot.invite import OUTLINE, Asked, BadInvitation, invite, new_code, tags, unit_id
from bot.view import LETTERHEAD, outline
from flows.campaign import Invitation, Unit
from storage.store import Store

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PRESS = "Sở Thông tin và Truyền thông"
ID = "so-thong-tin-va-truyen-thong"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    store = Store(f"sqlite:///{tmp_path}/decuong.sqlite3")
    store.migrate()
    yield store
    store.close()


def invited(store: Store, unit: str = PRESS, name: str = "Nguyễn Văn A", **about: Any) -> str:
    """The code of a new invitation."""
    with store.begin() as ledger:
        return invite(ledger, Asked(unit, name, about), (outline(OUTLINE), outline(LETTERHEAD)), NOW)


def kept(store: Store, code: str) -> Invitation:
    """What is kept of the invitation with that code."""
    with store.begin() as ledger:
        found = ledger.records.invitation(sha256(code.encode()).hexdigest())
    assert found is not None
    return found


def unit(store: Store) -> Unit:
    """The only unit that there is."""
    with store.begin() as ledger:
        (found,) = ledger.records.units()
    return found


def test_a_code_has_at_least_128_bits_and_fits_a_deep_link() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(len(code) <= 64 and set(code) <= set("abcdefghijklmnopqrstuvwxyz234567") for code in codes)
    assert all(len(code) * 5 >= 128 for code in codes)


def test_only_the_hash_of_a_code_is_on_disk(store: Store, tmp_path: Path) -> None:
    code = invited(store)
    store.close()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert sha256(code.encode()).hexdigest().encode() in written
    assert code.encode() not in written


def test_an_invitation_names_person_unit_and_its_last_moment(store: Store) -> None:
    invitation = kept(store, invited(store))
    assert (invitation.name, invitation.unit, invitation.used_by) == ("Nguyễn Văn A", ID, "")
    assert invitation.expires_at == NOW + timedelta(days=30)


def test_two_invitations_are_for_two_persons_even_of_the_same_name(store: Store) -> None:
    first, second = (kept(store, invited(store)) for _ in range(2))
    assert first.person != second.person
    assert {first.person, second.person} == {f"{ID}.1", f"{ID}.2"}


def test_the_campaign_is_made_once_and_pins_the_outline(store: Store) -> None:
    invited(store)
    invited(store, unit="Báo Lạng Sơn")
    with store.begin() as ledger:
        (campaign,) = ledger.records.campaigns()
    assert (campaign.id, campaign.outline, campaign.version) == (OUTLINE, OUTLINE, outline(OUTLINE).version)
    assert campaign.title == outline(OUTLINE).name


def test_a_unit_is_the_same_however_its_name_is_typed(store: Store) -> None:
    first = kept(store, invited(store))
    second = kept(store, invited(store, unit="  SỞ Thông tin  và truyền thông"))
    assert first.unit == second.unit == ID
    assert unit(store).name == PRESS


def test_a_second_invitation_changes_only_what_it_says(store: Store) -> None:
    invited(store, kind="so", code="STTTT", tags=("co-quan-bao-chi",))
    invited(store, place="Lạng Sơn")
    found = unit(store)
    assert (found.kind, found.code, found.tags, found.place) == ("so", "STTTT", ("co-quan-bao-chi",), "Lạng Sơn")


def test_a_body_of_the_party_gets_the_tag_that_its_letterhead_goes_by(store: Store) -> None:
    invited(store, unit="Ban Dân vận Tỉnh ủy", party=True)
    assert (unit(store).party, unit(store).tags) == (True, ("dang",))


def test_the_tags_are_those_that_the_outlines_ask_for() -> None:
    assert {"co-quan-bao-chi", "nganh-doc", "cong-an"} <= tags(outline(OUTLINE))
    assert tags(outline(LETTERHEAD)) == {"dang"}


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"unit": " ?! "}, "invite.unit_nameless"),
        ({"name": "  "}, "invite.person_nameless"),
        ({"tags": ("bao-chi",)}, "invite.tag_unknown"),
    ],
)
def test_what_cannot_be_invited_is_refused_and_nothing_is_kept(store: Store, wrong: dict[str, Any], line: str) -> None:
    with pytest.raises(BadInvitation) as refused:
        invited(store, **wrong)
    assert refused.value.line == line
    with store.begin() as ledger:
        assert ledger.records.units() == ledger.records.campaigns() == []


def test_the_id_of_a_unit_is_its_name_in_plain_letters() -> None:
    assert unit_id("Ủy ban nhân dân xã Đồng_Đăng (cũ)") == "uy-ban-nhan-dan-xa-dong-dang-cu"
