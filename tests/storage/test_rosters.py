"""A campaign is read whole: its people, drafts, answers, submissions, reviews, inquiries and invitations."""

from datetime import datetime

from storage_samples import NOW, after, answer, draft, report

from flows.campaign import Campaign, Contact, Invitation, Person, Unit
from flows.draft import Draft, Inquiry, Review, Submission
from flows.record import Record
from flows.values import LineValue
from storage.sql import PORTION
from storage.store import Store

MANY = 2 * PORTION + 3
"""More units than are asked for in two statements."""


def save(store: Store, *records: Record) -> None:
    """Saves records in one transaction."""
    with store.begin() as ledger:
        ledger.records.save(records)


def person(id_: str, unit: str = "so-a", joined_at: datetime | None = NOW, role: str = "officer") -> Person:
    """Somebody of a unit."""
    return Person(id=id_, name=id_, unit=unit, role=role, joined_at=joined_at)


def writes(person: str, address: str) -> Contact:
    """An address of a person."""
    return Contact(channel="telegram", address=address, person=person, at=NOW)


def report_of(unit: str, campaign: str = "2019") -> Draft:
    """The draft of a unit in a campaign."""
    return draft(f"{campaign}/{unit}").model_copy(update={"unit": unit, "campaign": campaign})


def ids(members: tuple) -> list[str]:
    """Who they are."""
    return [member.person.id for member in members]


def test_people_come_in_the_order_in_which_they_joined(store: Store) -> None:
    save(
        store,
        person("b"),
        person("c", joined_at=after(-1)),
        person("a"),
        person("x", "so-b"),
        person("d", "so-a", None),
    )
    with store.begin() as ledger:
        assert ids(ledger.rosters.people_of("so-a")) == ["c", "a", "b", "d"]
        assert ids(ledger.rosters.people_of("khác")) == []


def test_whoever_has_one_address_that_takes_letters_is_reachable(store: Store) -> None:
    save(store, *(person(id_) for id_ in "abc"))
    save(store, *(writes(*pair) for pair in [("a", "1"), ("a", "2"), ("b", "3"), ("b", "4"), ("", "5")]))
    with store.begin() as ledger:
        for address in ("1", "3", "4"):
            ledger.outbox.gone("telegram", address, NOW)
        assert [one.reach for one in ledger.rosters.people_of("so-a")] == ["reachable", "gone", "never"]
        ledger.outbox.back("telegram", "3")
        assert [one.reach for one in ledger.rosters.people_of("so-a")] == ["reachable", "reachable", "never"]


def test_people_are_found_by_role_and_as_they_are_now(store: Store) -> None:
    save(store, person("a", "ubnd", role="coordinator"), person("b", role="head"))
    with store.begin() as ledger:
        assert ids(ledger.rosters.people_with("coordinator")) == ["a"]
    save(store, person("b", "so-b", role="coordinator").model_copy(update={"rev": 1}))
    with store.begin() as ledger:
        assert ids(ledger.rosters.people_with("coordinator")) == ["a", "b"]
        assert (ids(ledger.rosters.people_with("head")), ids(ledger.rosters.people_of("so-a"))) == ([], [])
        assert ids(ledger.rosters.people_of("so-b")) == ["b"]


def test_the_people_of_many_units_are_each_found_once(store: Store) -> None:
    save(store, *(person(f"{n:03}", f"u{n}", after(n)) for n in range(MANY)), person("z", "khác"))
    units = [f"u{n}" for n in range(MANY)]
    with store.begin() as ledger:
        assert ids(ledger.rosters.people_in([*units, "u0", "không có"])) == [f"{n:03}" for n in range(MANY)]
        assert ids(ledger.rosters.people_in([])) == []


def test_the_drafts_of_a_campaign_are_found_by_unit(store: Store) -> None:
    save(store, report_of("so-a"), report_of("so-b"), report_of("so-a", "2020"), draft("the-thuc/so-a"))
    with store.begin() as ledger:
        drafts = ledger.rosters.drafts_of("2019")
        assert {unit: kept.id for unit, kept in drafts.items()} == {"so-a": "2019/so-a", "so-b": "2019/so-b"}
        ledger.records.save([drafts["so-a"].model_copy(update={"done": 5})])
        assert (ledger.rosters.drafts_of("2019")["so-a"].done, ledger.rosters.drafts_of("khác")) == (5, {})


def test_the_answers_of_many_drafts_are_told_apart(store: Store) -> None:
    drafts = [report_of(f"u{n}") for n in range(MANY)]
    answers = [answer(one.unit, draft=one.id, key=key) for one in drafts[1:] for key in ("a", "b")]
    save(store, *drafts, *answers)
    with store.begin() as ledger:
        found = ledger.rosters.answers_of([one.id for one in drafts])
    assert (len(found), found["2019/u0"]) == (MANY, {})
    assert {one.value.text for one in found["2019/u130"].values()} == {"u130"}
    assert set(found["2019/u130"]) == {"a", "b"}


def test_answers_are_found_as_they_were(store: Store) -> None:
    save(store, draft(), answer("một"), answer("x", key="khac"))
    save(store, answer("hai", rev=1))
    with store.begin() as ledger:
        before = ledger.rosters.answers_at("stttt", {"dac-diem": 1, "khac": 2, "không có": 1})
        assert {key: one.value for key, one in before.items()} == {"dac-diem": LineValue(text="một")}
        assert ledger.rosters.answers_at("stttt", {"dac-diem": 2})["dac-diem"].rev == 2


def test_what_was_sent_last_is_found_for_many_drafts(store: Store) -> None:
    save(store, *(report_of(f"u{n}") for n in range(MANY)))
    sent = [(n, times) for n in range(1, MANY) for times in range(1, 2 + n % 3)]
    save(store, *(Submission(draft=f"2019/u{n}", n=times, by="an", at=NOW, report=report()) for n, times in sent))
    with store.begin() as ledger:
        found = ledger.rosters.submissions_of([f"2019/u{n}" for n in range(MANY)])
    assert {draft: one.n for draft, one in found.items()} == {f"2019/u{n}": 1 + n % 3 for n in range(1, MANY)}


def test_inquiries_come_in_the_order_in_which_they_were_made(store: Store) -> None:
    asked = [Inquiry(id=f"2019/a#{n}", draft="2019/a", key="k", text="?", by="an", at=NOW) for n in range(11, 0, -1)]
    save(store, *asked, Inquiry(id="2019/b#1", draft="2019/b", key="k", text="?", by="an", at=NOW))
    with store.begin() as ledger:
        assert [one.id for one in ledger.rosters.inquiries("2019/a")] == [f"2019/a#{n}" for n in range(1, 12)]
        assert ledger.rosters.inquiry("2019/b#1").draft == "2019/b"
        assert ledger.rosters.inquiry("2019/b#2") is None


def test_the_reviews_of_a_campaign_are_found_by_draft(store: Store) -> None:
    drafts = ["2019/a", "2019/b", "20190/a", "2020/a"]
    save(store, *(draft(id_) for id_ in drafts), *(Review(draft=id_, starred=(f"{id_}:1",)) for id_ in drafts))
    with store.begin() as ledger:
        found = ledger.rosters.reviews_of("2019")
        assert {id_: one.starred for id_, one in found.items()} == {id_: (f"{id_}:1",) for id_ in drafts[:2]}
        assert ledger.rosters.review("2019/a") == found["2019/a"]
        assert ledger.rosters.review("khác") is None


def invitation(id_: str, unit: str, at: datetime, **more: object) -> Invitation:
    """An invitation into a unit."""
    return Invitation(**({"person": f"{unit}.1"} | more), id=id_, name="An", unit=unit, expires_at=at)


def test_open_invitations_are_those_that_nobody_took_up(store: Store) -> None:
    used = {"used_by": "so-a.1", "used_at": NOW}
    open_ = [invitation("1", "so-a", after(9)), invitation("2", "so-b", after(-9))]
    save(store, *open_, invitation("3", "so-a", NOW, **used), invitation("4", "so-c", NOW))
    with store.begin() as ledger:
        assert [one.id for one in ledger.rosters.open_invitations(["so-a", "so-b"])] == ["2", "1"]
        found = ledger.records.invitation("1")
        ledger.records.save([found.model_copy(update=used)])
        assert [one.id for one in ledger.rosters.open_invitations(["so-a", "so-b"])] == ["2"]


def test_of_several_invitations_of_a_person_the_one_that_lasts_longest_is_found(store: Store) -> None:
    save(
        store, invitation("1", "so-a", after(9)), invitation("2", "so-a", after(5)), invitation("3", "so-b", after(99))
    )
    with store.begin() as ledger:
        assert ledger.rosters.invitation_of("so-a.1").id == "1"
        assert ledger.rosters.invitation_of("khác") is None


def test_the_campaigns_of_a_unit_follow_who_takes_part(store: Store) -> None:
    first = Campaign(id="a", title="A", outline="o", version=1, units=("so-a", "so-b"))
    save(store, first, Campaign(id="b", title="B", outline="o", version=1, units=("so-a",)))
    with store.begin() as ledger:
        assert [one.id for one in ledger.rosters.campaigns_of("so-a")] == ["a", "b"]
        assert [one.id for one in ledger.rosters.campaigns_of("so-b")] == ["a"]
        kept = ledger.records.campaign("a")
    save(store, kept.model_copy(update={"units": ("so-b", "so-c")}))
    with store.begin() as ledger:
        assert [one.id for one in ledger.rosters.campaigns_of("so-a")] == ["b"]
        assert [one.id for one in ledger.rosters.campaigns_of("so-c")] == ["a"]
        assert ledger.rosters.campaigns_of("nobody") == []


def test_units_are_read_by_their_names(store: Store) -> None:
    units = [Unit(id=f"u{n}", name=f"Đơn vị {n}") for n in range(70)]
    save(store, *units)
    with store.begin() as ledger:
        found = ledger.rosters.units_in([*(f"u{n}" for n in range(0, 70, 2)), "nobody"])
    assert sorted(found) == sorted(f"u{n}" for n in range(0, 70, 2))
