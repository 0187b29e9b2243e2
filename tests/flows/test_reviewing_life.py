"""Whatever an officer, a colleague, a head and two coordinators do to a report, its life follows the table below."""

from __future__ import annotations

from functools import cache
from itertools import pairwise, product
from typing import get_args

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from office import DRAFT, Cast, cast, demand, submit, write

from flows.act import act
from flows.draft import DraftState
from flows.here import here
from flows.job import Kept, Outcome
from flows.reviewing_demand import stamp
from flows.submitting import _stamp
from flows.turn import Attached, Do, Finished, Press, Pressed, Turn

LIFE = {
    ("drafting", "submitted"): {"officer"},
    ("drafting", "signing"): {"officer"},
    ("returned", "submitted"): {"officer"},
    ("returned", "signing"): {"officer"},
    ("signing", "submitted"): {"head", "officer"},
    ("signing", "returned"): {"head"},
    ("signing", "drafting"): {"officer"},
    ("submitted", "drafting"): {"officer"},
    ("submitted", "returned"): {"coordinator"},
    ("submitted", "accepted"): {"coordinator"},
    ("accepted", "submitted"): {"coordinator"},
}
"""Which state may follow which, and whose move may bring it about."""

BY_FACT = {
    "submitted": "officer",
    "signing": "officer",
    "signed": "officer",
    "signed-again": "officer",
    "withdrawn": "officer",
    "approved": "head",
    "handed-back": "head",
    "accepted": "coordinator",
    "returned": "coordinator",
    "reopened": "coordinator",
}
"""Whose facts these are."""

WHO = st.integers(0, 4)
ARGS = {"pick": ["0", "item"], "none": ["khong-phat-sinh", "chua-co-so-lieu"], "submit-now": ["", "0-0"]}
"""What a button of these acts may say besides; of the others a page, or nothing."""

SAID = [
    "gửi báo cáo",
    "rút lại",
    "duyệt",
    "Nêu rõ số liệu.",
    "mục lục",
    "lịch sử",
    "tiếp tục",
    "thôi",
    "xong",
    "trợ giúp",
]
LEADING = {
    *("Gửi báo cáo ngay", "Rút lại để sửa", "Duyệt", "Trả lại", "Tiếp nhận", "Mở lại", "Mở lại báo cáo", "Giữ nguyên"),
    *("Yêu cầu bổ sung", "Yêu cầu bổ sung mục này", "Lý do chung", "Lý do từng mục", "Ghi lý do", "Gửi yêu cầu"),
    "Đúng, bản đã ký",
}
"""The buttons that bring a report on, pressed more often than others."""


@cache
def whole() -> Cast:
    """A report that has every answer, written once."""
    return cast()


def begun(sign_off: bool) -> Cast:
    """The same report in hands of its own."""
    return another(whole(), sign_off)


def another(old: Cast, sign_off: bool) -> Cast:
    """A report that stands just as that one does."""
    new, office = cast(sign_off, filled=False), old.office
    for part in ("answers", "drafts", "versions", "seats", "submissions", "chairs"):
        setattr(new.office, part, dict(getattr(office, part)))
    new.office.facts = list(office.facts)
    return new


ACTS = (
    *("submit", "submit-now", "withdraw", "withdraw-now", "file", "draft", "jump", "contents", "resume", "keep"),
    *("approve", "hand-back", "review", "accept", "reopen-report", "reopen-report-now", "changes", "return", "pick"),
    *("reason-all", "reason-each", "return-now", "read-items", "read-item", "history", "start", "help", "none"),
)
"""The acts that are about a report's life; each is tried by everybody."""


COURSES = {
    "send": (0, (("submit", {}), ("submit-now", {}))),
    "recall": (0, (("withdraw", {}), ("withdraw-now", {}))),
    "keep": (1, (("keep", {"key": "dac-diem-tinh-hinh"}), ("keep", {"key": "khen-thuong"}))),
    "approve": (2, (("approve", {}),)),
    "hand back": (2, (("hand-back", {}), "Nêu rõ số liệu.")),
    "accept": (3, (("accept", {}),)),
    "open again": (4, (("reopen-report", {}), ("reopen-report-now", {}))),
    "return": (4, (("pick", {"key": "khen-thuong"}), ("reason-all", {}), "Rõ hơn.", ("return-now", {}))),
}
"""What is often done, move by move, and who may do it."""

NATURAL = (
    "send",
    "hand back",
    "send",
    "approve",
    "return",
    "keep",
    "send",
    "approve",
    "accept",
    "open again",
    "recall",
)
"""A life as it might go; where a course cannot be taken, nothing comes of it."""


def chosen(one) -> str:
    """What a coordinator has picked and the reasons, as the button that sends them says it."""
    return stamp(act(one.view(), one.desk.now))


class Life(RuleBasedStateMachine):
    """Two officers, a head and two coordinators, and every kind of move."""

    @initialize(sign_off=st.booleans(), account=st.booleans(), so_far=st.integers(0, len(NATURAL)))
    def begin(self, sign_off, account, so_far) -> None:
        self.office = begun(sign_off).office
        self.people = self.office.everybody
        self.unreachable = set() if account else {self.people[2].person.id}
        self.office.unreachable = self.unreachable
        for course in NATURAL[:so_far]:
            self.takes(course, others=0)

    def plays(self, who: int, play) -> None:
        """Lets somebody do something, and holds what came of it against the table."""
        one, was, answers = self.people[who], self.office.draft, dict(self.office.answers)
        facts = len(self.office.facts)
        turn = play(one)
        self.check(one.role, (was.state, self.office.draft.state), turn)
        for fact in self.office.facts[facts:]:
            assert BY_FACT.get(fact.event.name, one.role) == one.role
        assert answers == self.office.answers or (one.role == "officer" and was.state in ("drafting", "returned"))

    def check(self, role: str, states: tuple[str, str], turn: Turn | None) -> None:
        if states[0] != states[1]:
            assert role in LIFE.get(states, set()), f"a {role} brought a report from {states[0]} to {states[1]}"
        assert turn is None or turn.effects or role != "coordinator"

    @rule(courses=st.lists(st.tuples(st.sampled_from(sorted(COURSES)), st.integers(0, 6)), min_size=1, max_size=5))
    def take_some_courses(self, courses) -> None:
        for course, others in courses:
            self.takes(course, others)

    def takes(self, course: str, others: int) -> None:
        """Lets somebody do what is often done, after some of the others have tried it."""
        right, moves = COURSES[course]
        for who in (*range(min(others, 5)), right):
            for move in moves:
                self.plays(who, lambda one, m=move: one.says(m) if isinstance(m, str) else self.does(one, *m))

    def does(self, one, do: str, rest: dict) -> Turn:
        """Presses that button as it would stand in a letter of just now."""
        rev = one.answer(rest["key"]).rev if do == "keep" else self.office.draft.rev
        said = {**rest, "arg": _stamp(here(one.view(), self.office.now))} if do == "submit-now" else rest
        said = {**rest, "arg": chosen(one)} if do == "return-now" else said
        return one.does(do, rev=rev, **said)

    @rule(who=WHO, at=st.integers(0, 300))
    def press_something_ever_shown(self, who, at) -> None:
        shown = [one for letter in self.people[who].letters for row in letter.buttons for one in row]
        if shown:
            self.plays(who, lambda one: one.press(shown[-1 - at % len(shown)]))

    @rule(who=WHO, at=st.integers(0, 30))
    def press_what_leads_on(self, who, at) -> None:
        shown = [one for letter in self.people[who].letters[-4:] for row in letter.buttons for one in row]
        shown = [one for one in shown if one.label in LEADING or one.label[:1] in "☐❗"]
        if shown:
            self.plays(who, lambda one: one.press(shown[-1 - at % len(shown)]))

    @rule(do=st.sampled_from(ACTS), back=st.integers(0, 2), at=st.integers(0, 2))
    def press_anything(self, do, back, at) -> None:
        keys, args = ("dac-diem-tinh-hinh", "khen-thuong", ""), ARGS.get(do, ["", "0", "1"])
        for who in range(5):
            rev = max(self.office.draft.rev - back, 0)
            press = Press(do=do, draft=DRAFT, key=keys[at], rev=rev, arg=args[at % len(args)])
            self.plays(who, lambda one, press=press: one.move(Pressed(press)))

    @rule(who=WHO, text=st.sampled_from(SAID))
    def say(self, who, text) -> None:
        self.plays(who, lambda one: one.says(text))

    @rule(who=st.integers(0, 1), text=st.sampled_from(["Sở có 47 công chức.", "Sở có 48 công chức."]))
    def write(self, who, text) -> None:
        if self.office.draft.state in ("drafting", "returned"):
            self.plays(who, lambda one: write(one, "dac-diem-tinh-hinh", text))

    @rule(who=WHO, comes=st.booleans())
    def send_a_scan(self, who, comes) -> None:
        said = f"s{len(self.people[who].letters)}"
        move = Attached("photo", source=said, said_at=self.office.now, position=1, ref="r")
        self.plays(who, lambda one: one.move(move))
        jobs = [effect for effect in self.people[who].jobs if effect.job.kind == "keep"]
        if comes and jobs:
            self.plays(who, lambda one: one.ends("keep"))

    @rule(who=st.integers(0, 2), ok=st.booleans())
    def a_job_ends(self, who, ok) -> None:
        jobs: list[Do] = self.people[who].jobs
        if jobs:
            job = jobs.pop(0).job
            outcome = Outcome(files=(Kept(file="f" * 64, name="x"),)) if ok else Outcome(failure="gone")
            self.plays(who, lambda one: one.move(Finished(job, ok, outcome)))

    @invariant()
    def the_report_is_in_a_state_of_which_all_is_known(self) -> None:
        draft = self.office.draft
        assert draft.state in get_args(DraftState)
        roles = {one.person.id: one.role for one in self.people}
        if draft.state == "accepted":
            assert roles[draft.reviewed_by] == "coordinator"
        if draft.state == "returned":
            expected = "head" if draft.remark else "coordinator"
            assert roles[draft.returned_by] == expected
            assert draft.remark or draft.demands
        if draft.state in ("submitted", "accepted") and self.office.sign_off:
            assert draft.signed or roles[draft.approved_by] == "head"
        if draft.state == "signing":
            assert self.office.sign_off

    @invariant()
    def what_was_received_is_what_was_sent(self) -> None:
        draft = self.office.draft
        if draft.state in ("submitted", "accepted"):
            sent = self.office.submissions[draft.id, draft.sent]
            assert sent.revs == {key: one.rev for (of, key), one in self.office.answers.items() if of == draft.id}

    @invariant()
    def everybody_has_a_place(self) -> None:
        for one in self.people[:3]:
            view = one.view()
            assert here(view, self.office.now).place or view.papers

    @invariant()
    def people_of_the_unit_see_no_comparison(self) -> None:
        for one in self.people[:3]:
            assert "Trước:" not in "".join(run.text for letter in one.letters[-3:] for run in letter.runs)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)


@cache
def in_every_state() -> dict[DraftState, Cast]:
    """A report in each state, as it comes there."""
    reached: dict[DraftState, Cast] = {}
    all_ = begun(True)

    def keep() -> None:
        reached[all_.office.draft.state] = another(all_, True)

    keep()
    submit(all_.hoa)
    keep()
    all_.van.does("approve", rev=all_.office.draft.rev)
    for do, rest in (("pick", {"key": "khen-thuong"}), ("reason-all", {})):
        all_.ban.does(do, **rest)
    all_.ban.says("Rõ hơn.")
    keep()
    all_.ban.does("return-now", rev=all_.office.draft.rev, arg=chosen(all_.ban))
    keep()
    all_.hoa.does("keep", key="khen-thuong", rev=all_.hoa.answer("khen-thuong").rev)
    submit(all_.hoa)
    all_.van.does("approve", rev=all_.office.draft.rev)
    all_.ban.does("accept", rev=all_.office.draft.rev)
    keep()
    return reached


@pytest.mark.parametrize("state", get_args(DraftState))
def test_every_act_of_everybody_in_every_state_follows_the_table(state: DraftState) -> None:
    gone = set()
    for do in ACTS:
        for who, key in product(range(5), ("khen-thuong", "")):
            all_ = another(in_every_state()[state], True)
            one = all_.office.everybody[who]
            seen = _stamp(here(one.view(), all_.office.now)) if do == "submit-now" and one.role == "officer" else ""
            seen = chosen(one) if do == "return-now" and one.role == "coordinator" else seen
            arg = ARGS.get(do, [""])[0] if do not in ("submit-now", "return-now") else seen
            one.does(do, key=key, rev=all_.office.draft.rev, arg=arg)
            now = all_.office.draft.state
            assert now == state or one.role in LIFE.get((state, now), set()), f"{do} by {one.role}: {state} to {now}"
            gone.add(now)
    assert len(gone) > 1 or state == "returned"


def test_every_step_of_the_table_can_be_gone() -> None:
    gone = {step for sign_off in (False, True) for step in steps(begun(sign_off))}
    assert {step for step in gone if step[0] != step[1]} == set(LIFE)


def steps(all_: Cast) -> list[tuple[str, str]]:
    """The states that follow one another where everything is done once."""
    hoa, van, ban = all_.hoa, all_.van, all_.ban
    states = [all_.office.draft.state]

    def does(one, do, **rest) -> None:
        one.does(do, **{"rev": all_.office.draft.rev, **rest})
        states.append(all_.office.draft.state)

    def sends() -> None:
        submit(hoa)
        states.append(all_.office.draft.state)

    sends()
    does(van, "hand-back")
    van.says("Sửa lại.")
    states.append(all_.office.draft.state)
    does(hoa, "withdraw-now")
    sends()
    does(hoa, "withdraw-now")
    sends()
    does(van, "approve")
    demand(ban, khen_thuong="Rõ hơn.")
    states.append(all_.office.draft.state)
    does(hoa, "keep", key="khen-thuong", rev=hoa.answer("khen-thuong").rev)
    sends()
    does(van, "approve")
    does(ban, "accept")
    does(ban, "reopen-report-now")
    does(hoa, "withdraw-now")
    return list(pairwise(states))
