"""An officer asks the office about an item of the report; the first coordinator who answers is heard by the unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from flows.act import Act
from flows.act import press as act_button
from flows.campaign import Person
from flows.cards import where
from flows.clock import clock
from flows.draft import Inquiry, Seat
from flows.here import Here
from flows.report import Run
from flows.screens import show_place
from flows.step import CARD, Step, button
from flows.team_asks import asked, mark, not_in_view, once_more, unfit_text
from flows.turn import Press, Say, Typed
from flows.wording import say

LONGEST_ANSWER = 2000


def ask_office(step: Step, press: Press) -> Step:
    """Asks what the office is to be asked about an item."""
    place = step.here.find(press.key) if press.key else step.here.place
    if place is None:
        return show_place(step, say("inquiry.no_place"))
    if not office(step.here):
        return show_place(step, say("inquiry.no_office"))
    return show_place(step.sit(asks=f"inquiry:{place.question.key}"), edit=True)


def office(here: Here) -> tuple[Person, ...]:
    """The coordinators who can be written to."""
    return tuple(one.person for one in here.view.coordinators if one.reach == "reachable")


def inquired(step: Step, key: str, text: str) -> Step:
    """Passes the question on to every coordinator; the item stays as it is."""
    here, draft = step.here, step.here.draft.id
    number = len(here.view.inquiries) + 1
    inquiry = Inquiry(id=f"{draft}#{number}", draft=draft, key=key, text=text, by=here.person, at=here.now)
    asks = say("inquiry.to_office", name=here.name(here.person), text=text, **_item(here, key))
    row = (button("reply", "reply", draft=draft, arg=inquiry.id),)
    letters = (Say(asks, (row,), to=one.id, card=_card(inquiry)) for one in office(here))
    step = _over(step.fact("inquired", inquiry, key).say(*letters), inquiry)
    return show_place(step, say("inquiry.sent"))


def _over(step: Step, inquiry: Inquiry) -> Step:
    """The step at which that question has been asked."""
    view = step.here.view
    ahead = inquiry.model_copy(update={"rev": inquiry.rev + 1})
    return replace(step, here=replace(step.here, view=replace(view, inquiries=(*view.inquiries, ahead))))


def reply(act: Act, press: Press) -> Act:
    """Asks a coordinator for the answer to an officer's question, unless there is one."""
    inquiry = _found(act, press.arg)
    if inquiry is None:
        return act.tell("reply.gone")
    if inquiry.answered_at:
        return _already(act.rest(), inquiry)
    return _asking(act.sit(asks=f"reply:{inquiry.id}", about=inquiry.draft, picked=(), reasons={}), inquiry)


def replied(act: Act, move: Typed) -> Act:
    """Keeps the answer, and passes it on to the officers of the unit and the other coordinators."""
    inquiry = _found(act, asked(act.chair.asks)[1])
    if inquiry is None:
        return act.rest().tell("reply.gone")
    if inquiry.answered_at:
        return _already(act.rest(), inquiry)
    if refusal := _unfit(act, move):
        return _asking(act.sit(asks=once_more(act.chair.asks)), inquiry, refusal)
    answer = {"answer": move.text.strip(), "answered_by": act.person, "answered_at": act.now}
    inquiry = inquiry.model_copy(update=answer)
    act = act.rest().put("replied", inquiry, draft=inquiry.draft, key=inquiry.key)
    return act.say(*_news(act, inquiry)).screen(say("reply.done", **_blanks(act, inquiry)))


def cancel(act: Act, press: Press) -> Act:
    """Nothing more is asked."""
    return act.rest().screen(say("reply.cancelled"))


def _found(act: Act, inquiry: str) -> Inquiry | None:
    return next((one for one in act.view.inquiries if one.id == inquiry), None)


def _already(act: Act, inquiry: Inquiry) -> Act:
    """The first counts; whoever comes behind sees what was answered."""
    return act.screen(say("reply.already", **_blanks(act, inquiry)))


def _asking(act: Act, inquiry: Inquiry, lead: tuple[Run, ...] = ()) -> Act:
    text = (*lead, *say("reply.ask", **_blanks(act, inquiry)))
    row = (act_button("stop_asking", "cancel"),)
    return act.say(Say(text, (row,), card=CARD, about=mark(act.chair.asks), edit=not act.source))


def _unfit(act: Act, move: Typed) -> tuple[Run, ...]:
    """Why a message is no answer to the officer: something else is on the screen, or it cannot be passed on."""
    return not_in_view(act.view, act.chair.asks, move) or unfit_text(move, LONGEST_ANSWER)


def _news(act: Act, inquiry: Inquiry) -> Iterator[Say]:
    """What the officers of the unit are told, and the other coordinators in the place of the question."""
    here, blanks = _here(act, inquiry), _blanks(act, inquiry)
    row = (button("open_item", "jump", draft=inquiry.draft, key=inquiry.key),)
    yield from (Say(say("inquiry.answered", **blanks), (row,), to=officer) for officer in here.team.officers)
    others = (one.id for one in office(here) if one.id != act.person)
    yield from (Say(say("reply.already", **blanks), to=one, card=_card(inquiry), edit=True) for one in others)


def _card(inquiry: Inquiry) -> str:
    """The letter of a question at each coordinator's, which its answer takes the place of."""
    return f"inquiry:{inquiry.id}"


def _here(act: Act, inquiry: Inquiry) -> Here:
    """The unit's report as the coordinator looks at it."""
    return Here(act.view, act.now, Seat(person=act.person, draft=inquiry.draft))


def _blanks(act: Act, inquiry: Inquiry) -> dict[str, str]:
    """All that is said of a question and its answer."""
    at = clock(inquiry.answered_at) if inquiry.answered_at else ""
    said = {"text": inquiry.text, "answer": inquiry.answer, "by": act.name(inquiry.answered_by), "at": at}
    return {**said, "name": act.name(inquiry.by), **_item(_here(act, inquiry), inquiry.key)}


def _item(here: Here, key: str) -> dict[str, str]:
    """Of which unit and item that is, even where it is asked no more."""
    unit = here.papers[0].unit.name
    if place := here.find(key):
        return {"unit": unit, "where": where(here, place), "short": place.question.short}
    question = next((found for paper in here.papers if (found := paper.outline.question(key))), None)
    return {"unit": unit, "where": "", "short": question.short if question else key}


RULES: Mapping[str, Callable[[Act, Press], Act]] = {"reply": reply, "cancel": cancel}
ASKED: Mapping[str, Callable[[Act, Typed], Act]] = {"reply": replied}
