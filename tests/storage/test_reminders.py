"""The ledger of reminders says of each what became of its letter."""

import pytest
from storage_samples import NOW, after, letter

from flows.alarm import Reminder
from flows.view import Delivery
from storage.ledger import Ledger
from storage.store import Store


def reminder(subject: str, person: str = "an", name: str = "7:0.0", why: str = "") -> Reminder:
    """That somebody was reminded of a draft or campaign."""
    return Reminder(subject=subject, person=person, name=name, due_at=NOW, at=after(3), why=why)


def remind(store: Store, *reminders: Reminder) -> list[Reminder]:
    """Keeps the reminders, each with a letter unless it says why not, and says how they were kept."""
    with store.begin() as ledger:
        ledger.records.save(reminders)
        written = [one for one in reminders if not one.why]
        ledger.outbox.queue([letter(one.mark, one.person, about=one.mark) for one in written])
    return [one.model_copy(update={"rev": 1}) for one in reminders]


def of(store: Store, subject: str) -> list[Delivery]:
    """The reminders of a subject."""
    with store.begin() as ledger:
        return list(ledger.rosters.reminders(subject))


def test_each_says_what_became_of_its_letter(store: Store) -> None:
    waits, sent, refused, blocked, unwritten = remind(
        store,
        *(reminder("2019/a", person) for person in ("an", "binh", "chi", "dung")),
        reminder("2019/a", "em", why="muted"),
    )
    with store.begin() as ledger:
        ledger.outbox.sent(sent.mark, "r", 5, after(10))
        ledger.outbox.refused(refused.mark, "too long", after(20))
        ledger.outbox.gone("telegram", "dung", after(30))
    assert of(store, "2019/a") == [
        Delivery(waits),
        Delivery(sent, "sent", after(10)),
        Delivery(refused, "refused", after(20), "too long"),
        Delivery(blocked, "refused", after(30), "gone"),
        Delivery(unwritten),
    ]


@pytest.mark.parametrize("order", [("an", "web"), ("web", "an")])
def test_of_letters_to_two_channels_one_that_was_delivered_counts(store: Store, order: tuple[str, str]) -> None:
    (one,) = remind(store, reminder("2019/a"))
    with store.begin() as ledger:
        ledger.outbox.queue([letter("7.0-2", "web", about=one.mark)])
        names = {"an": one.mark, "web": "7.0-2"}
        ledger.outbox.sent(names[order[0]], "r", 5, after(10))
        assert of_ledger(ledger) == [Delivery(one, "sent", after(10))]
        ledger.outbox.refused(names[order[1]], "too long", after(20))
        assert of_ledger(ledger) == [Delivery(one, "sent", after(10))]


def test_while_one_waits_another_that_was_refused_says_nothing(store: Store) -> None:
    (one,) = remind(store, reminder("2019/a"))
    with store.begin() as ledger:
        ledger.outbox.queue([letter("7.0-2", "web", about=one.mark)])
        ledger.outbox.refused("7.0-2", "too long", after(20))
        assert of_ledger(ledger) == [Delivery(one)]


def of_ledger(ledger: Ledger) -> list[Delivery]:
    """The reminders of the subject, in the transaction that is open."""
    return list(ledger.rosters.reminders("2019/a"))


def test_one_that_a_newer_one_took_the_place_of_says_so(store: Store) -> None:
    (old,) = remind(store, reminder("2019/a"))
    with store.begin() as ledger:
        ledger.outbox.queue([letter("9.1", "x", card="reminder:2019/a", about="reminder:2019/b:7:0.0:an")])
        ledger.outbox.queue([letter("9.2", "an", card="nudge", about=old.mark)])
        ledger.outbox.queue([letter("9.3", "an", card="nudge", about="reminder:2019/a:3:0.0:an", at=after(9))])
    assert of(store, "2019/a") == [Delivery(old, "superseded", after(9))]


def test_those_of_a_draft_a_campaign_and_a_whole_campaign_are_told_apart(store: Store) -> None:
    subjects = ["2019", "2019/a", "2019/b", "20190", "20190/a", "2018"]
    kept = remind(store, *(reminder(subject) for subject in subjects))
    assert [one.reminder for one in of(store, "2019")] == kept[:1]
    assert [one.reminder for one in of(store, "2019/a")] == kept[1:2]
    with store.begin() as ledger:
        assert {one.reminder.subject for one in ledger.rosters.reminders_of("2019")} == set(subjects[:3])


@pytest.mark.parametrize("subject", ["2019", "2019/a"])
def test_those_for_other_moments_and_people_are_told_apart(store: Store, subject: str) -> None:
    every = [reminder(subject, person, name) for person in ("an", "binh") for name in ("3:0.0", "3:0.1", "7:0.0")]
    kept = remind(store, *every)
    with store.begin() as ledger:
        ledger.outbox.sent(kept[4].mark, "r", 5, NOW)
    assert {one.reminder.mark for one in of(store, subject) if one.outcome} == {kept[4].mark}
    assert len(of(store, subject)) == 6
