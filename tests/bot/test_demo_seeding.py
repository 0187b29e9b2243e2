"""The campaign that the demonstration begins with: what is promised of it stands there, whatever day it is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from demo_seeded import NOW, SEEDS, once, opened, seeded, standings

from bot.demo.days import working_day
from flows.clock import VIET_NAM
from flows.values import ProseValue, RowsValue
from storage.store import Store

STATES = {
    "STTTT": "working",
    "STP": "accepted",
    "SCT": "submitted",
    "SGDĐT": "signing",
    "SYT": "working",
    "CT": "working",
    "BLS": "accepted",
    "HPN": "not-started",
    "UBND-BS": "returned",
    "UBND-MP": "working",
    "UBND-VT": "not-started",
    "NSXL": "submitted",
}
SENT = [code for code, state in STATES.items() if state in ("accepted", "submitted", "signing", "returned")]
EVERY_CHAT = [SEEDS.id_of(one) for one in SEEDS.people]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeded database."""
    return once(tmp_path_factory)


@pytest.fixture(scope="module")
def store(database: Path) -> Iterator[Store]:
    store = opened(database)
    yield store
    store.close()


def states(store: Store) -> dict[str, str]:
    return {code: one.state for code, one in standings(store).items()}


def test_twelve_units_stand_in_every_state_that_there_is(store: Store) -> None:
    assert states(store) == STATES
    assert len(STATES) == 12


def test_those_at_work_are_at_different_shares(store: Store) -> None:
    drafts = {code: one.draft for code, one in standings(store).items() if one.state == "working"}
    shares = {code: round(draft.done / draft.total, 1) for code, draft in drafts.items() if draft}
    assert shares == {"UBND-MP": 0.1, "STTTT": 0.2, "CT": 0.4, "SYT": 0.9}


def test_one_unit_has_a_deadline_of_its_own_and_is_overdue(store: Store) -> None:
    overdue = [code for code, one in standings(store).items() if one.overdue(NOW)]
    assert overdue == ["UBND-MP"]
    others = {one.deadline for code, one in standings(store).items() if code != "UBND-MP"}
    (deadline,) = others
    assert deadline is not None
    assert deadline.astimezone(VIET_NAM).date() == working_day(NOW.astimezone(VIET_NAM).date(), 4)


def test_the_officer_to_be_played_has_ten_answers_and_a_paragraph_that_is_open(store: Store) -> None:
    with store.begin() as ledger:
        answers = ledger.records.answers(SEEDS.draft_of("STTTT"))
    assert [one.state for one in answers.values()].count("closed") == 10
    (begun,) = [one for one in answers.values() if one.state == "open"]
    assert isinstance(begun.value, ProseValue)
    assert "tiêu chí số 8" in begun.value.passages[0].text


def test_the_officer_sees_the_own_words_and_the_card_of_the_open_paragraph(store: Store) -> None:
    officer = next(SEEDS.id_of(one) for one in SEEDS.people if one.plays == "officer")
    with store.begin() as ledger:
        shown = [one for one in ledger.messages.before(officer, 2**53, 40) if not one.removed]
    own = [run.text for one in shown if one.own for run in one.runs]
    assert any("tiêu chí số 8" in text for text in own)
    assert not any(text.startswith("/start") for text in own)
    assert "Xong mục này" in shown[-1].buttons[0][0].label


@pytest.mark.parametrize("code", SENT)
def test_whatever_was_submitted_has_its_document(store: Store, code: str) -> None:
    with store.begin() as ledger:
        submission = ledger.records.submission(SEEDS.draft_of(code))
        assert submission is not None
        content = ledger.files.get(submission.file)
    assert content is not None
    assert content.startswith(b"PK")


@pytest.mark.parametrize("code", SENT)
def test_a_report_that_was_sent_answers_what_it_is_asked_with_something(store: Store, code: str) -> None:
    with store.begin() as ledger:
        answers = ledger.records.answers(SEEDS.draft_of(code))
    assert {key for key, one in answers.items() if one.state == "none"} <= {"phong-trao-khac"}
    assert {key for key, one in answers.items() if one.state == "open"} == set()
    annex = answers["khen-thuong"].value
    assert isinstance(annex, RowsValue)
    assert not any(cell.missing for cell in annex.cells)


def test_one_report_was_returned_with_two_reasons_and_one_question_waits_for_the_office(store: Store) -> None:
    returned = standings(store)["UBND-BS"].draft
    assert returned is not None
    assert [one.key for one in returned.demands] == ["dac-diem-tinh-hinh", "nong-thon-moi"]
    with store.begin() as ledger:
        (inquiry,) = ledger.rosters.inquiries(SEEDS.draft_of("CT"))
    assert inquiry.answered_at is None


def test_nothing_was_set_aside_and_nothing_waits_to_be_sent(store: Store) -> None:
    with store.begin() as ledger:
        assert ledger.inbox.dead() == []
        assert ledger.outbox.next_due(NOW, ("web",)) is None


def told(path: Path) -> tuple[dict[str, str], list[object]]:
    """The states, and all that stands in the chats with when it was said."""
    store = opened(path)
    with store.begin() as ledger:
        shown = [ledger.messages.before(address, 2**53, 1_000) for address in EVERY_CHAT]
    found = states(store), [(one.at, one.own, one.runs, one.name) for chat in shown for one in chat]
    store.close()
    return found


def test_the_same_moment_gives_the_same_campaign_to_the_word(database: Path, tmp_path: Path) -> None:
    assert told(seeded(tmp_path / "again.sqlite3")) == told(database)


def test_the_states_are_the_same_before_dawn_of_a_holiday(tmp_path: Path) -> None:
    new_year = datetime(2027, 2, 6, 21, 30, tzinfo=UTC)
    store = opened(seeded(tmp_path / "tet.sqlite3", new_year))
    assert states(store) == STATES
    assert [code for code, one in standings(store).items() if one.overdue(new_year)] == ["UBND-MP"]
    store.close()


def test_whom_one_may_play_is_one_of_each_role() -> None:
    assert sorted(one.plays for one in SEEDS.people if one.plays) == ["coordinator", "head", "officer"]
    assert all(one.plays in ("", one.role) for one in SEEDS.people)
