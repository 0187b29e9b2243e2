"""An answer is saved over the one that this person has seen; over somebody else's newer one both are shown first."""

from __future__ import annotations

from dataclasses import replace

from flows.cards import where
from flows.draft import Answer, Proposal
from flows.filling import to_fill, with_prose
from flows.paper import Place
from flows.questions import Prose, Question, Repeat
from flows.report import Run
from flows.screens import show_place
from flows.showing import show, show_answer, size
from flows.step import Step
from flows.text import clip
from flows.turn import Button, Press, Say
from flows.values import ItemsValue, ProseValue, RowsValue, Value
from flows.wording import say

_LEAD = 120

ADD = "add"
"""The kind of proposal whose paragraphs go behind whatever the answer holds when it is applied."""


def blank_answer(step: Step, place: Place) -> Answer:
    """What is held for a place, or an empty answer to begin with."""
    held = step.here.answer(place)
    return held or Answer(
        draft=place.draft, key=place.question.key, state="open", by=step.here.person, at=step.here.now
    )


def unseen(step: Step, place: Place) -> Answer | None:
    """The answer of somebody else that has come since this person last saw the question."""
    held = step.here.answer(place)
    if held is None or held.by == step.here.person:
        return None
    return held if held.rev > step.here.seat.shown.get(held.key, 0) else None


def save(step: Step, place: Place, value: Value) -> Step:
    """Keeps a value as the answer of a place: closed where it is whole, open where more is to come."""
    if unseen(step, place):
        return _conflict(step, place, value)
    return keep(step, place, value)


def keep(step: Step, place: Place, value: Value) -> Step:
    """Keeps a value whoever wrote before."""
    held = blank_answer(step, place)
    state = "open" if isinstance(value, ProseValue | RowsValue) or not whole(place.question, value) else "closed"
    kept = held.sources if step.source or isinstance(value, ItemsValue) else ()
    sources = (*kept, step.source) if step.source else kept
    changes = {"state": state, "value": value, "reason": None, "why": "", "due": "", "sources": sources}
    step = step.put(held.model_copy(update=changes))
    return step.go(place.question.key) if state == "open" else step.go(place.question.key).onward(place)


def whole(question: Question, value: Value) -> bool:
    """A value that ends its question by itself: a short kind, or a Sentence with every blank filled."""
    if not isinstance(value, ItemsValue):
        return True
    if question.kind != "sentence" or not value.items:
        return False
    filled = {entry.key for entry in value.items[-1].entries if entry.state != "open"}
    return all(field.key in filled for field in question.fields)


def _conflict(step: Step, place: Place, value: Value) -> Step:
    """Shows both, and keeps this one aside until the person has said which is to stand."""
    other = blank_answer(step, place)
    proposal = propose(step, place, "conflict", (value,))
    name = step.here.name(other.by)
    theirs, mine = show_answer(place.question, other), show(place.question, value)
    place_name = {"where": where(step.here, place), "short": place.question.short}
    text = say("conflict.ask", **place_name, name=name, at=step.here.clock(other.at), theirs=theirs, mine=mine)
    return ask(step, proposal, text, (apply_button("use_mine", proposal), apply_button("keep_theirs", proposal, -1)))


def propose(step: Step, place: Place, kind: str, body: tuple[Value, ...]) -> Proposal:
    """Something about a place that waits for this person's word."""
    held = step.here.answer(place)
    rev = held.rev if held else 0
    name = step.source or f"{rev}@{step.here.now.timestamp():.6f}"
    return Proposal(
        id=f"{step.here.person}:{place.question.key}:{kind}:{name}",
        person=step.here.person,
        draft=place.draft,
        key=place.question.key,
        kind=kind,
        base_rev=rev,
        body=body,
        source=step.source,
        at=step.here.now,
    )


def ask(step: Step, proposal: Proposal, text: tuple[Run, ...], buttons: tuple[Button, ...]) -> Step:
    """Asks beside the question card, which stays: what waits for an answer is not taken away by what comes later."""
    rows = tuple((button,) for button in buttons)
    return step.save(proposal).say(Say(text, rows, card=proposal.id))


def _settled(step: Step, proposal: Proposal, text: tuple[Run, ...]) -> Step:
    """Puts what came of it in place of what was asked, and goes on below."""
    return show_place(step.say(Say(text, card=proposal.id, edit=True)))


def apply_button(label: str, proposal: Proposal, choice: int = 0, **blanks: str) -> Button:
    """A button that applies one of a proposal's values, or drops it where the choice is -1."""
    press = Press(do="apply", draft=proposal.draft, key=proposal.key, proposal=proposal.id, arg=str(choice))
    return Button(label="".join(run.text for run in say(f"button.{label}", **blanks)), press=press)


def apply(step: Step, press: Press) -> Step:
    """Does what was proposed, unless it was settled already or something newer stands in its place."""
    proposal, place = step.here.view.proposal, step.here.find(press.key)
    if proposal is None or place is None or proposal.state != "open" or proposal.person != step.here.person:
        return show_place(step, say("trouble.settled"))
    if press.arg == "-1":
        step = step.save(proposal.model_copy(update={"state": "dropped"}))
        return _settled(step, proposal, say("saved.not_kept"))
    if is_stale(step, place, proposal):
        return _settled(step, proposal, say("trouble.changed_since"))
    value = _proposed_value(step, place, proposal, int(press.arg))
    step = step.save(proposal.model_copy(update={"state": "applied"}))
    step = replace(keep(replace(step, source=proposal.source), place, value), source="")
    return _settled(step, proposal, kept_line(step, place) or say("saved.part"))


def is_stale(step: Step, place: Place, proposal: Proposal) -> bool:
    """What is held has changed since that was proposed."""
    held = step.here.answer(place)
    if proposal.kind == ADD:
        return place.about != proposal.text or not isinstance(to_fill(place), Prose)
    return (held.rev if held else 0) != proposal.base_rev


def _proposed_value(step: Step, place: Place, proposal: Proposal, choice: int) -> Value:
    value = proposal.body[choice]
    if proposal.kind == ADD and isinstance(value, ProseValue):
        return with_prose(step.here.answer(place), place, value.passages)
    return value


def kept_line(step: Step, place: Place) -> tuple[Run, ...]:
    """The line that says that an answer is on disk."""
    answer = step.here.answer(place)
    if answer is None:
        return ()
    if answer.state == "open":
        return say("saved.part", short=place.question.short)
    if isinstance(answer.value, ProseValue):
        count, words = size(answer.value)
        return say("saved.prose", short=place.question.short, count=count, words=words)
    if isinstance(answer.value, ItemsValue) and isinstance(place.question, Repeat):
        return say("saved.items", short=place.question.short, count=len(answer.value.items), noun=place.question.noun)
    if answer.value is None and answer.reason is None:
        return say("saved.blank", short=place.question.short)
    if isinstance(answer.value, RowsValue):
        return say("saved.table", short=place.question.short, cells=len(answer.value.cells))
    return say("saved.whole", short=place.question.short, value=clip(show_answer(place.question, answer), _LEAD))
