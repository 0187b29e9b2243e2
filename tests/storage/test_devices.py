"""A device is let in by one invitation, is known while it comes, and is forgotten once it ends or stays away."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from storage_samples import NOW, after

from storage.devices import LIFE, TOUCH, Device
from storage.store import Store

WHERE = "stttt.hoa"


def device(id_: str = "a", code: str = "code", **more: Any) -> Device:
    """A device that is yet to be let in."""
    return Device(
        **({"id": id_, "address": WHERE, "code": code, "claim": "claim", "seen_at": NOW, "ended": False} | more)
    )


def add(store: Store, *devices: Device, at: datetime = NOW) -> None:
    """Lets devices in."""
    with store.begin() as ledger:
        for one in devices:
            ledger.devices.add(one, at)


def known(store: Store, id_: str, at: datetime) -> bool:
    """The device is still let in when it comes at that moment."""
    with store.begin() as ledger:
        return ledger.devices.visited(id_, at) is not None


def test_a_device_is_found_by_its_secret_s_hash_and_by_its_code(store: Store) -> None:
    add(store, device())
    with store.begin() as ledger:
        found = ledger.devices.get("a")
        assert found == Device("a", WHERE, "code", "claim", NOW, ended=False, at=NOW)
        assert ledger.devices.of_code("code") == found
        assert (ledger.devices.get("b"), ledger.devices.of_code("b")) == (None, None)


def test_an_invitation_lets_one_device_in(store: Store) -> None:
    add(store, device("a"))
    with pytest.raises(Exception, match=r"(?i)unique"):
        add(store, device("b"))
    assert not known(store, "b", NOW)


def test_devices_without_an_invitation_are_as_many_as_there_are(store: Store) -> None:
    add(store, device("a", ""), device("b", ""))
    with store.begin() as ledger:
        assert ledger.devices.of_code("") is None
    assert known(store, "a", NOW)
    assert known(store, "b", NOW)


def test_no_two_devices_have_one_secret(store: Store) -> None:
    add(store, device("a", "one"))
    with pytest.raises(Exception, match=r"(?i)unique"):
        add(store, device("a", "two"))


def test_another_secret_takes_the_place_of_the_first_and_the_moment_of_entry_stays(store: Store) -> None:
    add(store, device("a"))
    with store.begin() as ledger:
        ledger.devices.renew("a", "b", after(60))
        assert ledger.devices.get("a") is None
        assert ledger.devices.of_code("code") == Device("b", WHERE, "code", "claim", after(60), ended=False, at=NOW)


def test_a_device_that_has_ended_stays_out_and_so_does_its_code(store: Store) -> None:
    add(store, device("a"), device("b", "other"))
    with store.begin() as ledger:
        ledger.devices.end("a", after(1))
        ledger.devices.end("nobody", after(1))
    assert not known(store, "a", after(2))
    assert known(store, "b", after(2))
    with store.begin() as ledger:
        assert ledger.devices.of_code("code").ended


def test_a_device_is_known_for_as_long_as_it_does_not_stay_away(store: Store) -> None:
    add(store, device("a"))
    moment = NOW
    for _ in range(3):
        moment += LIFE
        assert known(store, "a", moment)
    assert not known(store, "a", moment + LIFE + timedelta(seconds=1))


def test_a_visit_is_written_down_now_and_then_only(store: Store) -> None:
    add(store, device("a"))

    def seen(at: datetime) -> datetime:
        with store.begin() as ledger:
            ledger.devices.visited("a", at)
            return ledger.devices.get("a").seen_at

    assert seen(NOW + TOUCH) == NOW
    assert seen(NOW + TOUCH + timedelta(seconds=1)) == NOW + TOUCH + timedelta(seconds=1)
