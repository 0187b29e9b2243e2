"""Whatever people do, in whatever order: no exception, no answer lost, and the place can always be worked out."""

from __future__ import annotations

from chat import PLAIN, STTTT, Chat, Desk
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from flows.draft import Answer
from flows.here import here
from flows.job import Job, Kept, Outcome
from flows.text import paragraphs
from flows.turn import Attached, Button, Edited, Finished, Press, Pressed
from flows.values import CellEntry, ItemsValue, LineValue, ProseValue, RowsValue

SAID = st.one_of(
    st.sampled_from(
        [
            "Sở có 45 công chức.",
            "12",
            "12,5",
            "1,234",
            "5/4/2018",
            "5/4/75",
            "quý I/2018",
            "ok",
            "Ghi ở đâu?",
            "xong",
            "để sau",
            "quay lại",
            "mục lục",
            "gửi báo cáo",
            "rút lại",
            "tiếp tục",
            "không có nội dung",
            "Giấy khen tập thể: 12 15 14 18 20",
            "Giấy khen: 1 2",
            "Có",
            "2",
            "/start abc",
            "a\nb\n\nc",
            "x" * 4096,
        ]
    ),
    st.text(max_size=80),
)


def everything(answer: Answer) -> str:
    """All the text that an answer holds."""
    match answer.value:
        case ProseValue(passages=passages):
            return "\n".join(passage.text for passage in passages)
        case LineValue(text=text):
            return text
        case ItemsValue(items=items):
            held = [entry.value for item in items for entry in item.entries if entry.value]
            return "\n".join(value.model_dump_json() for value in held)
        case _:
            return ""


class Conversation(RuleBasedStateMachine):
    """Two officers of one unit, and every kind of move."""

    @initialize(unit=st.sampled_from([STTTT, PLAIN]))
    def begin(self, unit) -> None:
        self.desk = Desk(unit)
        self.chats = [Chat(self.desk), Chat(self.desk, name="Trần Văn Thử")]

    def turn(self, who: int, play) -> None:
        """Plays a move and checks that what it did not touch is as it was."""
        before = dict(self.desk.answers)
        turn = play(self.chats[who])
        written = {(change.draft, change.key) for change in turn.changes if isinstance(change, Answer)}
        for key, answer in before.items():
            assert key in written or self.desk.answers[key] == answer
        assert len(written) <= 1

    @rule(who=st.integers(0, 1), text=SAID, whole=st.booleans())
    def say(self, who, text, whole) -> None:
        before = {key: everything(answer) for key, answer in self.desk.answers.items()}
        self.turn(who, lambda chat: chat.says(text, whole=whole))
        for key, answer in self.desk.answers.items():
            if isinstance(answer.value, ProseValue) and key in before and answer.reason is None:
                assert everything(answer).startswith(before[key]), "a message took away what was there"
        if "✔ Đã lưu 1 đoạn" in self.chats[who].shown():
            assert paragraphs(text)

    @rule(who=st.integers(0, 1), at=st.integers(0, 400))
    def press_something_ever_shown(self, who, at) -> None:
        buttons = [b for letter in self.chats[who].letters for row in letter.buttons for b in row]
        if buttons:
            button: Button = buttons[-1 - at % len(buttons)]
            self.turn(who, lambda chat: chat.press(button))

    @rule(who=st.integers(0, 1), at=st.integers(0, 400))
    def press_something_on_the_screen(self, who, at) -> None:
        buttons = self.chats[who].buttons()
        if buttons:
            self.turn(who, lambda chat: chat.press(buttons[at % len(buttons)]))

    @rule(who=st.integers(0, 1), at=st.integers(0, 100))
    def jump(self, who, at) -> None:
        keys = here(self.chats[who].view(), self.desk.now).keys
        press = Press(do="jump", key=keys[at % len(keys)])
        self.turn(who, lambda chat: chat.move(Pressed(press)))

    @rule(who=st.integers(0, 1), position=st.integers(0, 30), text=SAID)
    def edit(self, who, position, text) -> None:
        from flows.report import Run

        source = f"{self.chats[who].name}/{position}"
        self.turn(who, lambda chat: chat.move(Edited((Run(text=text),), source=source)))

    @rule(who=st.integers(0, 1), what=st.sampled_from(["document", "photo", "sticker", "voice", "other"]))
    def attach(self, who, what) -> None:
        name = "bieu.xlsx" if what == "document" else ""
        move = Attached(what, source=f"f{self.desk.now}", said_at=self.desk.now, position=1, ref="r", name=name)
        self.turn(who, lambda chat: chat.move(move))

    @rule(who=st.integers(0, 1), ok=st.booleans(), amount=st.integers(0, 5))
    def a_job_ends(self, who, ok, amount) -> None:
        jobs = self.chats[who].jobs
        if not jobs:
            return
        job: Job = jobs.pop(0).job
        cells = (CellEntry(row="ld-tien-tien", column="2014", amount=amount),)
        value = RowsValue(cells=cells) if job.kind == "read-sheet" else None
        outcome = Outcome(files=(Kept(file="f" * 64, name="x"),), value=value) if ok else Outcome(failure="unreadable")
        self.turn(who, lambda chat: chat.move(Finished(job, ok, outcome)))

    @invariant()
    def the_place_can_be_worked_out(self) -> None:
        for chat in self.chats:
            view = chat.view()
            place = here(view, self.desk.now).place
            assert place is None or view.papers

    @invariant()
    def every_answer_belongs_to_a_question(self) -> None:
        keys = {q.key for paper in self.chats[0].view().papers for _, q in paper.outline.every}
        assert {key for _, key in self.desk.answers} <= keys


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
