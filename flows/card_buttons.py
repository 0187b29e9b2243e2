"""The buttons of a question card: only those that would do something where the person stands."""

from __future__ import annotations

from flows.cards import FOLDED, asked_now, explaining
from flows.draft import Answer
from flows.filling import entry_at
from flows.here import Here
from flows.offering import offered
from flows.paper import Place
from flows.questions import Choice, Prose, Repeat, Rows, Sentence
from flows.showing import show_field
from flows.step import button
from flows.text import clip, fold
from flows.turn import Button, Press
from flows.values import ItemsValue, ProseValue, Value
from flows.wording import bare, plain

ButtonRows = tuple[tuple[Button, ...], ...]


def question_buttons(here: Here, place: Place) -> ButtonRows:
    """The buttons of the card of a place."""
    answer = here.answer(place)
    if explaining(answer):
        after_all = button("answer_after_all", "reopen", place, rev=answer.rev if answer else 0)
        return ((after_all, button("later", "later", place)),)
    held = answer if answer and answer.value and not is_empty(answer.value) else None
    rows = (
        _as_it_is(here, place),
        *_choices(here, place),
        _doing(here, place, held),
        _tools(here, place, held),
        _moving(here, place, held),
    )
    return tuple(row for row in rows if row)


def _as_it_is(here: Here, place: Place) -> tuple[Button, ...]:
    """What a reviewer wants changed may also stand as it is."""
    answer = here.answer(place)
    if answer is None or not answer.done or not here.paper(place).wanted(place.question.key):
        return ()
    return (button("keep", "keep", place, rev=answer.rev),)


def named_button(here: Here, place: Place, text: str) -> Press | None:
    """What the button of the card does whose name was typed, if one was."""
    said = fold(text)
    buttons = (button for row in question_buttons(here, place) for button in row)
    return next((button.press for button in buttons if bare(button.label) == said), None)


def is_empty(value: Value) -> bool:
    """There is nothing in that value."""
    return (isinstance(value, ProseValue) and not value.passages) or (isinstance(value, ItemsValue) and not value.items)


def _choices(here: Here, place: Place) -> ButtonRows:
    """The options of a Choice, one a row, the proposed one marked; what is known already, to be taken over."""
    asked = asked_now(place)
    if isinstance(asked, Choice):
        proposed = _proposed(here, place, asked)
        return tuple((_option(place, option.key, option.label, proposed),) for option in asked.options)
    value = offered(here, asked)
    if value is None or here.paper(place).done(place.question.key):
        return ()
    label = plain("button.use", value=clip(show_field(asked, value), 40))
    return ((Button(label=label, press=Press(do="prefill", draft=place.draft, key=place.question.key)),),)


def _option(place: Place, key: str, label: str, proposed: str) -> Button:
    text = plain("button.proposed", label=label) if key == proposed else label
    return Button(label=text, press=Press(do="choose", draft=place.draft, key=place.question.key, arg=key))


def _proposed(here: Here, place: Place, choice: Choice) -> str:
    known = str(getattr(here.papers[0].unit, choice.prefill)) if choice.prefill else ""
    if known in (option.key for option in choice.options):
        return known
    paper = here.paper(place)
    return next((one.option for one in choice.proposed if paper.holds(one.when)), choice.fallback)


def _doing(here: Here, place: Place, held: Answer | None) -> tuple[Button, ...]:
    """What ends an answer or takes a part of it away."""
    if held is None:
        return ()
    asked = asked_now(place)
    if isinstance(asked, Prose) and asked is not place.question:
        if not entry_at(held, place):
            return ()
        anew = button("field_again", "field-again", place, rev=held.rev)
        return (button("field_done", "field-done", place), anew)
    shorter = tuple(_shortening(place, held))
    if held.state == "closed":
        wanted = here.paper(place).wanted(place.question.key)
        return shorter if wanted else (button("keep_going", "next", place), *shorter)
    ends = isinstance(place.question, Prose | Rows | Repeat) and not place.field
    return (button("done", "done", place), *shorter) if ends else shorter


def _tools(here: Here, place: Place, held: Answer | None) -> tuple[Button, ...]:
    """The page and the sheet of a table, a field left blank, the whole of a folded help, a question to the office."""
    asked = asked_now(place)
    table = isinstance(place.question, Rows)
    tools = [button("grid", "grid", place)] if table and here.view.grid else []
    tools += [button("sheet", "sheet", place)] if table else []
    if not asked.required and asked is not place.question and not (held and entry_at(held, place)):
        tools.append(button("leave_blank", "blank", place))
    if len(asked.help or place.question.help) > FOLDED:
        tools.append(button("help", "help", place))
    if here.view.coordinators:
        tools.append(button("ask_office", "ask-office", place))
    return tuple(tools)


def _shortening(place: Place, held: Answer) -> list[Button]:
    """Dropping the last part, parting what was joined, beginning anew."""
    anew = button("again", "again", place, rev=held.rev)
    if isinstance(held.value, ProseValue):
        joined = any(passage.seam for passage in held.value.passages)
        part = [button("part", "part", place, rev=held.rev)] if joined else []
        return [
            button("drop_paragraph", "drop", place, rev=held.rev),
            *part,
            *([anew] if held.state == "closed" else []),
        ]
    if isinstance(place.question, Repeat):
        label = plain("button.drop_item", noun=place.question.noun)
        press = Press(do="drop", draft=place.draft, key=place.question.key, rev=held.rev)
        return [Button(label=label, press=press)]
    return [anew] if isinstance(place.question, Sentence) else []


def _moving(here: Here, place: Place, held: Answer | None) -> tuple[Button, ...]:
    """Ways on from a question: put it off, say that there is nothing, go back."""
    key = place.question.key
    ways = [] if here.paper(place).done(key) else [button("later", "later", place)]
    several = isinstance(place.question, Prose | Repeat | Sentence | Rows)
    if not place.question.required:
        ways += [] if held and several else [button("leave_blank", "skip", place)]
    elif place.draft == here.draft.id and not (held and isinstance(held.value, ItemsValue)):
        ways.append(button("nothing", "nothing", place))
    if here.keys[0] != key:
        ways.append(button("back", "back", place))
    return tuple(ways)
