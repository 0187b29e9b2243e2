"""What was typed is kept at the place where the person stands, by the rule of that kind of question."""

from __future__ import annotations

from flows.cards import about, explaining, where
from flows.filling import filled, to_fill, with_prose
from flows.hearing import Refusal, Short, hear, shows_something
from flows.paper import Place
from flows.prose import passages, too_much
from flows.questions import Choice, Date, Line, Number, Prose, Repeat, Rows, Sentence
from flows.report import Run
from flows.saving import ADD, apply_button, ask, blank_answer, keep, kept_line, propose, save, unseen
from flows.screens import show_place
from flows.showing import show_answer, show_field
from flows.step import Step
from flows.tabling import typed_rows
from flows.text import clip, overladen, paragraphs
from flows.turn import Typed
from flows.values import FieldValue, Passage, ProseValue, Value
from flows.wording import chatter, say

QUIET = 1.5
"""For how many seconds a prose's card waits for a further part of the paste."""


def typed(step: Step, move: Typed) -> Step:
    """What comes of a message that is not a command."""
    place = step.here.place
    if not step.here.writable:
        return show_place(step, say("sent.read_only"))
    if not shows_something(move.text):
        return show_place(step, say("refusal.empty"))
    if overladen(move.text):
        return show_place(step, say("refusal.overladen"))
    if place is None:
        return show_place(step, say("refusal.no_place"))
    if explaining(step.here.answer(place)):
        return _explain(step, place, move) if _was_asked(step, place, move) else _not_seen(step, move)
    return _answer(step, place, move)


def _answer(step: Step, place: Place, move: Typed) -> Step:
    if chatter(move.text) and not (isinstance(to_fill(place), Prose) and _in_view(step, place)):
        return show_place(step, say("refusal.not_content", typed=move.text.strip()))
    match to_fill(place):
        case Rows():
            return typed_rows(step, place, move) if _in_view(step, place) else _not_seen(step, move)
        case Prose():
            return _prose(step, place, move)
        case Line() | Number() | Choice() | Date() as asked:
            return _short(step, place, asked, move)
        case _:
            return show_place(step, say("refusal.whole_already"))


def _in_view(step: Step, place: Place) -> bool:
    """The card of this very place is the one that this person has before the eyes."""
    card = step.here.view.card
    return card is not None and card.about == about(step.here, place)


def _not_seen(step: Step, move: Typed) -> Step:
    """What was asked has changed meanwhile, so that what was typed may have been meant for something else."""
    return show_place(step, say("refusal.not_seen", typed=clip(move.text, 60)))


def _explain(step: Step, place: Place, move: Typed) -> Step:
    """Why figures are missing, then when they will come."""
    held = blank_answer(step, place)
    part = explaining(held)
    step = step.put(held.model_copy(update={part: move.text, "sources": (*held.sources, move.source)}))
    if part == "why":
        return show_place(step.go(place.question.key))
    return show_place(step.onward(place), kept_line(step, place))


def _short(step: Step, place: Place, asked: Short, move: Typed) -> Step:
    if isinstance(place.question, Sentence | Repeat) and unseen(step, place):
        return _moved_on(step, place, move)
    heard = hear(asked, move.text)
    if isinstance(heard, Refusal):
        return show_place(step, say(heard.line, **heard.blanks))
    values = tuple(with_field(step, place, value) for value in heard)
    asked_for = _was_asked(step, place, move)
    if asked_for and len(values) == 1:
        return settle(step, place, values[0])
    labels = tuple(clip(show_field(asked, value), 40) for value in heard)
    text = say(
        "confirm.reading" if asked_for else "confirm.where",
        typed=clip(move.text, 60),
        where=where(step.here, place),
        short=asked.short,
    )
    return _ask_reading(step, place, tuple(zip(values, labels, strict=True)), text)


def _moved_on(step: Step, place: Place, move: Typed) -> Step:
    """A colleague has filled fields meanwhile: what was typed may have been meant for one of those."""
    name = step.here.name(blank_answer(step, place).by)
    return show_place(step, say("conflict.moved_on", name=name, typed=clip(move.text, 60)))


def settle(step: Step, place: Place, value: Value) -> Step:
    """Saves a value and shows what comes next."""
    conflict = unseen(step, place) is not None
    step = save(step, place, value)
    return step if conflict else show_place(step, kept_line(step, place))


def with_field(step: Step, place: Place, value: FieldValue) -> Value:
    """The value of the whole question, where what was said is only one field of it."""
    if isinstance(place.question, Sentence | Repeat):
        return filled(step.here.answer(place), place, value, step.source)
    return value


def _was_asked(step: Step, place: Place, move: Typed) -> bool:
    """The card of this very place was delivered before the message was said."""
    card = step.here.view.card
    if card is None or not _in_view(step, place):
        return False
    said, delivered = move.said_at.replace(microsecond=0), card.at.replace(microsecond=0)
    return move.position > card.position and said >= delivered


def _ask_reading(step: Step, place: Place, readings: tuple[tuple[Value, str], ...], text: tuple[Run, ...]) -> Step:
    """Asks which reading is meant, or whether the message is meant for this place at all."""
    proposal = propose(step, place, "reading", tuple(value for value, _ in readings))
    writes = tuple(apply_button("write", proposal, at, value=label) for at, (_, label) in enumerate(readings))
    return ask(step, proposal, text, (*writes, apply_button("do_not_write", proposal, -1)))


def _prose(step: Step, place: Place, move: Typed) -> Step:
    new = passages(move.runs, move.source, move.whole)
    if too_much(step.here.answer(place), new):
        return show_place(step, say("refusal.too_much"))
    if not _in_view(step, place):
        return _ask_to_add(step, place, new, "confirm.drifted")
    if _is_chatter(move.text):
        return _ask_to_add(step, place, new, "confirm.chatter")
    if unseen(step, place):
        return _ask_to_add(step, place, new, "confirm.add")
    first = not any(answer.sources for paper in step.here.papers for answer in paper.answers.values())
    step = keep(step, place, with_prose(step.here.answer(place), place, new))
    return show_place(step, say("saved.first_prose") if first else (), delay=QUIET)


def _is_chatter(text: str) -> bool:
    """A greeting, an "ok" or a short question: not what a report is made of."""
    short = len(text) < 80 and len(paragraphs(text)) == 1
    return short and (text.rstrip().endswith("?") or chatter(text))


def _ask_to_add(step: Step, place: Place, new: tuple[Passage, ...], line: str) -> Step:
    """Asks whether paragraphs belong to this prose, which may have grown by somebody else's hand."""
    held = blank_answer(step, place)
    proposal = propose(step, place, ADD, (ProseValue(passages=new),)).model_copy(update={"text": place.about})
    text = say(
        line,
        typed=clip("\n".join(passage.text for passage in new), 200),
        where=where(step.here, place),
        short=place.question.short,
        name=step.here.name(held.by),
        theirs=show_answer(place.question, held),
    )
    return ask(step, proposal, text, (apply_button("write_it", proposal), apply_button("do_not_write", proposal, -1)))
