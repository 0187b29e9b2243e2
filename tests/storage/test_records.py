"""Records are saved whole, against the revision they were read at, or not at all."""

import unicodedata
from hashlib import sha256
from typing import get_args

import pytest
from storage_samples import NOW, SERVED, after, answer, contact, draft, report

from flows.alarm import Reminder
from flows.campaign import Campaign, Chair, Contact, Invitation, Person, Unit
from flows.draft import Inquiry, Proposal, Review, Seat, Submission
from flows.turn import Change
from flows.values import LineValue
from storage.kinds import KINDS
from storage.records import Stale
from storage.store import Store


def test_every_kind_of_record_comes_back_as_it_was_saved_one_revision_on(store: Store) -> None:
    kept = [
        Unit(id="stttt", name="Sở Thông tin và Truyền thông", tags=("bao-chi",)),
        Person(id="an", name="Nguyễn Văn An", unit="stttt"),
        Campaign(id="2019", title="Sơ kết", outline="chi-thi-34", version=1, deadline=NOW),
        Invitation(id="ab12", person="an", name="An", unit="stttt", expires_at=NOW),
        Seat(person="an", draft="stttt", focus="dac-diem", later=("a", "b"), shown={"dac-diem": 2}),
        Proposal(id="1", person="an", draft="stttt", key="k", kind="number", body=(LineValue(text="12"),), at=NOW),
        Submission(draft="stttt", n=1, by="an", at=NOW, report=report()),
        Chair(person="an", campaign="2019", asks="remark", about="stttt", picked=("a",), reasons={"a": "vì"}),
        Inquiry(id="stttt#1", draft="stttt", key="a", text="Tính từ khi nào?", by="an", at=NOW),
        Review(draft="stttt", starred=("a:12",)),
        contact("7"),
        answer("Đã làm"),
        draft(),
    ]
    with store.begin() as ledger:
        ledger.records.save(kept)
    with store.begin() as ledger:
        records = ledger.records
        found = [
            records.unit("stttt"),
            records.person("an"),
            records.campaign("2019"),
            records.invitation("ab12"),
            records.seat("an", "stttt"),
            records.proposal("1"),
            *records.submissions("stttt"),
            ledger.rosters.chair("an"),
            ledger.rosters.inquiry("stttt#1"),
            ledger.rosters.review("stttt"),
            records.contact("telegram", "7"),
            *records.answers("stttt").values(),
            records.draft("stttt"),
        ]
        assert (records.units(), records.campaigns()) == ([found[0]], [found[2]])
    assert found == [record.model_copy(update={"rev": 1}) for record in kept]


def test_what_is_not_there_is_none(store: Store) -> None:
    with store.begin() as ledger:
        assert ledger.records.draft("x") is ledger.records.seat("x", "y") is None
        assert ledger.records.contacts_of("x") == ()
        assert (ledger.records.answers("x"), ledger.records.versions("x", "y")) == ({}, ())


def test_the_submissions_of_a_draft_are_kept_in_order_and_the_last_is_found(store: Store) -> None:
    sent = [Submission(draft="stttt", n=n, by="an", at=NOW, report=report(), file=f"tep {n}") for n in (1, 2, 10)]
    with store.begin() as ledger:
        ledger.records.save([draft(), *reversed(sent)])
        assert [kept.file for kept in ledger.records.submissions("stttt")] == ["tep 1", "tep 2", "tep 10"]
        assert (ledger.records.submission("stttt").n, ledger.records.submission("khac")) == (10, None)


def test_a_save_on_an_older_revision_is_refused_and_nothing_of_it_is_kept(store: Store) -> None:
    with store.begin() as ledger:
        ledger.records.save([draft(), answer("một")])
    with store.begin() as ledger:
        ledger.records.save([answer("hai", rev=1)])
    with pytest.raises(Stale, match="revision 1"), store.begin() as ledger:
        ledger.records.save([draft("khac"), answer("ba", rev=1)])
    with store.begin() as ledger:
        assert ledger.records.answers("stttt")["dac-diem"].value == LineValue(text="hai")
        assert ledger.records.draft("khac") is None


def test_a_new_record_never_takes_the_place_of_one_that_is_there(store: Store) -> None:
    with store.begin() as ledger:
        ledger.records.save([draft()])
    with pytest.raises(Stale), store.begin() as ledger:
        ledger.records.save([draft()])


def test_a_reminder_is_kept_once(store: Store) -> None:
    reminder = Reminder(subject="2019/stttt", person="an", name="7:0.0", due_at=NOW, at=NOW)
    with store.begin() as ledger:
        ledger.records.save([reminder])
    with pytest.raises(Stale), store.begin() as ledger:
        ledger.records.save([reminder.model_copy(update={"why": "wrote"})])


def test_every_kind_of_change_can_be_kept() -> None:
    assert set(KINDS) == set(get_args(Change))


def test_a_record_that_was_never_saved_cannot_be_changed(store: Store) -> None:
    with pytest.raises(Stale), store.begin() as ledger:
        ledger.records.save([draft().model_copy(update={"rev": 3})])


def test_every_version_of_an_answer_is_kept(store: Store) -> None:
    with store.begin() as ledger:
        ledger.records.save([answer("một"), draft()])
        ledger.records.save([answer("hai", rev=1)])
        ledger.records.save([answer("khác", key="khac")])
    with store.begin() as ledger:
        versions = ledger.records.versions("stttt", "dac-diem")
    assert [(kept.rev, kept.value) for kept in versions] == [(1, LineValue(text="một")), (2, LineValue(text="hai"))]


def writing_and_failing(store: Store) -> None:
    """A transaction that writes to several parts and then fails."""
    with store.begin() as ledger:
        ledger.records.save([draft()])
        ledger.inbox.keep("telegram", [(1, "7", b"{}")], NOW)
        ledger.files.put(b"tep", "a.docx", "", NOW)
        raise ZeroDivisionError


def test_an_exception_in_the_middle_leaves_nothing_of_the_transaction(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        writing_and_failing(store)
    with store.begin() as ledger:
        assert ledger.records.draft("stttt") is None
        assert ledger.inbox.waiting(10, NOW, SERVED) == []
        assert ledger.files.get(sha256(b"tep").hexdigest()) is None


def test_a_part_that_fails_is_undone_and_the_rest_is_kept(store: Store) -> None:
    with store.begin() as ledger:
        ledger.records.save([draft("a")])
        with pytest.raises(Stale), ledger.part():
            ledger.records.save([draft("b"), draft("a")])
        with ledger.part():
            ledger.records.save([draft("c")])
    with store.begin() as ledger:
        assert [bool(ledger.records.draft(id_)) for id_ in "abc"] == [True, False, True]


def test_an_answer_without_its_draft_is_never_kept(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), store.begin() as ledger:
        ledger.records.save([answer("mồ côi")])
    with store.begin() as ledger:
        assert ledger.records.answers("stttt") == {}


def test_text_is_kept_exactly_as_it_was_typed(store: Store) -> None:
    typed = unicodedata.normalize("NFD", "Đề cương") + " \x00\x07\x1f\r\n\ufffe 😀 'x\"; --"
    with store.begin() as ledger:
        ledger.records.save([draft(), answer(typed)])
    with store.begin() as ledger:
        assert ledger.records.answers("stttt")["dac-diem"].value == LineValue(text=typed)


def test_a_person_is_written_to_at_the_address_used_last_that_still_takes_letters(store: Store) -> None:
    with store.begin() as ledger:
        ledger.records.save([contact("cũ"), contact("mới", after(60))])
    with store.begin() as ledger:
        assert ledger.records.contacts_of("an")[0].address == "mới"
        ledger.outbox.gone("telegram", "mới", after(90))
        assert ledger.records.contacts_of("an")[0].address == "cũ"
        ledger.outbox.back("telegram", "cũ")
        assert ledger.records.contacts_of("an")[0].address == "cũ"
        ledger.outbox.back("telegram", "mới")
        assert ledger.records.contacts_of("an")[0].address == "mới"


def test_a_person_is_written_to_in_each_channel_and_terminals_are_one(store: Store) -> None:
    places = [("telegram", "cũ"), ("web", "an"), ("terminal:a", "1"), ("telegram", "mới"), ("terminal:b", "2")]
    every = [
        Contact(channel=channel, address=address, person="an", at=after(n))
        for n, (channel, address) in enumerate(places)
    ]
    with store.begin() as ledger:
        ledger.records.save(every)
        found = ledger.records.contacts_of("an")
        assert [(one.channel, one.address) for one in found] == [
            ("terminal:b", "2"),
            ("telegram", "mới"),
            ("web", "an"),
        ]
        besides = ledger.records.contacts_of("an", every[3])
        assert [one.address for one in besides] == ["2", "an", "cũ"]


def test_names_are_those_of_the_persons_that_are_known(store: Store) -> None:
    with store.begin() as ledger:
        ledger.records.save([Person(id="an", name="An", unit="u"), Person(id="binh", name="Bình", unit="u")])
        assert ledger.records.names(["binh", "an", "an", "ai"]) == {"an": "An", "binh": "Bình"}
