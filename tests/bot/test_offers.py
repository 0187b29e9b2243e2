"""An offer counts for whom it was made, as long as the process lives and the role allows it, and says what it said."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from shorthand import START

from bot.web_chat.offers import Offers
from flows.campaign import Person
from flows.turn import Press

BAN = Person(id="ban", name="Hoàng Văn Bàn", unit="ban-tdkt", role="coordinator")
LAN = BAN.model_copy(update={"id": "lan"})
OFFERS = Offers(b"secret")
CHASE = Press(do="chase-unit", draft="chi-thi-34/stttt")
RETURN = Press(do="return", draft="chi-thi-34/stttt", rev=3)


def raw(offer: str) -> bytes:
    return urlsafe_b64decode(offer + "=" * (-len(offer) % 4))


def sealed(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def test_an_offer_opens_to_what_was_sealed() -> None:
    assert OFFERS.open(BAN, OFFERS.seal(BAN, CHASE)) == CHASE


def test_the_same_offer_is_the_same_word() -> None:
    assert OFFERS.seal(BAN, CHASE) == OFFERS.seal(BAN, CHASE)


def test_an_offer_is_of_no_use_to_anybody_else() -> None:
    assert OFFERS.open(LAN, OFFERS.seal(BAN, CHASE)) is None


def test_an_offer_of_an_earlier_run_is_stale() -> None:
    assert Offers(b"another").open(BAN, OFFERS.seal(BAN, CHASE)) is None


def test_no_byte_of_an_offer_can_be_changed() -> None:
    content = raw(OFFERS.seal(BAN, CHASE))
    changed = (content[:n] + bytes([byte ^ 1]) + content[n + 1 :] for n, byte in enumerate(content))
    assert {OFFERS.open(BAN, sealed(one)) for one in changed} == {None}


@pytest.mark.parametrize("made_up", ["", "x", "đ", "====", "A" * 100, "\x00", sealed(b"\0" * 16 + b"{}")])
def test_what_was_made_up_opens_to_nothing(made_up: str) -> None:
    assert OFFERS.open(BAN, made_up) is None


@pytest.mark.parametrize(
    "change",
    [{"role": "officer"}, {"role": "head"}, {"left_at": START}],
    ids=["officer", "head", "left"],
)
def test_whoever_is_no_coordinator_is_offered_nothing_and_opens_nothing(change: dict[str, object]) -> None:
    other = BAN.model_copy(update=change)
    history = Press(do="history", draft="chi-thi-34/stttt")
    assert OFFERS.seal(other, history) == ""
    assert OFFERS.open(other, OFFERS.seal(BAN, history)) is None


@pytest.mark.parametrize("do", ["submit-now", "approve", "retry", "nothing-known"])
def test_a_coordinator_is_offered_only_what_the_role_may_do(do: str) -> None:
    assert OFFERS.seal(BAN, Press(do=do)) == ""


def test_what_is_written_counts_only_where_it_was_asked_for() -> None:
    asked, plain = OFFERS.seal(BAN, RETURN, written=True), OFFERS.seal(BAN, RETURN)
    assert OFFERS.open(BAN, asked, "a reason") == RETURN.model_copy(update={"arg": "a reason"})
    assert OFFERS.open(BAN, asked) is None
    assert OFFERS.open(BAN, plain, "a reason") is None
