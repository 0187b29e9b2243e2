"""The text of a question card: where we are, what is asked, its help, what is stored already, and how to answer."""

from __future__ import annotations

from flows.draft import Answer
from flows.here import Here
from flows.offering import awaited, offered
from flows.paper import Place
from flows.prose import seams
from flows.questions import Choice, Date, Number, Prose, Question, Repeat, Rows, Sentence
from flows.report import Run
from flows.showing import show_answer, show_field, show_item, size
from flows.team_inquiry import asked_office
from flows.text import clip, printable
from flows.values import ItemsValue, NumberValue, ProseValue
from flows.wording import plain, say

FOLDED = 300
"""How much of a help is shown before it is folded."""


def where(here: Here, place: Place) -> str:
    """The number of the item as officers cite it: III.3.4; a name for the letterhead."""
    numbers = [section.number.rstrip(".") for section in place.sections if section.number]
    if not numbers:
        return plain("card.letterhead") if place.draft != here.draft.id else place.question.short
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]}.{numbers[-1]}"


def asked_now(place: Place) -> Question:
    """The question that is asked at a place: the field, where it has fields and one is to be filled."""
    question = place.question
    fields = question.fields if isinstance(question, Sentence | Repeat) else ()
    return next((field for field in fields if field.key == place.field), question)


def explaining(answer: Answer | None) -> str:
    """What is still to be said of missing figures: "why", then "due"; nothing where that is not the matter."""
    if answer is None or answer.reason != "chua-co-so-lieu" or answer.done:
        return ""
    return "due" if answer.why else "why"


def about(here: Here, place: Place) -> str:
    """What a question card is about: the place, and which part of a reason is asked for."""
    step = explaining(here.answer(place))
    return f"{place.about}#{step}" if step else place.about


def campaign_head(here: Here) -> tuple[Run, ...]:
    """Which campaign this is, where the unit is asked in several."""
    campaign = here.view.campaign
    return say("officer.of", title=campaign.title) if campaign and len(here.view.campaigns) > 1 else ()


def head(here: Here, place: Place) -> tuple[Run, ...]:
    """Where we are: the campaign, where there are several; the item's number, its place among all, its name."""
    number = here.keys.index(place.question.key) + 1
    short = place.question.short
    at = say("card.where", where=where(here, place), number=number, total=len(here.keys), short=short)
    return (*campaign_head(here), *at)


def question_card(here: Here, place: Place) -> tuple[Run, ...]:
    """The text of the card of a place."""
    if step := explaining(here.answer(place)):
        return (*head(here, place), *say(f"card.{step}"))
    known = (*stored(here, place), *asked_office(here, place))
    told = (*head(here, place), *demanded(here, place), *_body(here, place), *known)
    return (*told, *say("card.gap"), *_how(here, place))


def demanded(here: Here, place: Place) -> tuple[Run, ...]:
    """What a reviewer wants changed of this, if it was not touched since."""
    demand = here.paper(place).wanted(place.question.key)
    return say("card.demanded", name=here.name(demand.by), reason=demand.reason) if demand else ()


def _body(here: Here, place: Place) -> tuple[Run, ...]:
    """What is asked, its help, and what a table offers."""
    asked = asked_now(place)
    whole = asks_whole(place)
    text = say("card.question", text=place.question.text) if whole else ()
    if asked is not place.question:
        text = (*text, *(say("card.gap") if whole else ()), *_field(place, asked))
    value = offered(here, asked)
    offer = say("card.offered", value=show_field(asked, value)) if isinstance(value, NumberValue) else ()
    if value is None and awaited(here, asked):
        offer = say("card.not_offered")
    return (*text, *_help(place, asked.help or (_own_help(place) if whole else "")), *offer)


def _own_help(place: Place) -> str:
    """The question's own help, else the guidance of its section."""
    return place.question.help or place.sections[-1].guidance


def _help(place: Place, text: str) -> tuple[Run, ...]:
    """A help, folded where it is long; one that says by itself what it is needs no heading."""
    if not text:
        return ()
    begins = tuple(plain("card.help_begins").split("|"))
    return say("card.note" if text.startswith(begins) else "card.help", help=clip(text, FOLDED))


def asks_whole(place: Place) -> bool:
    """The question itself is to be read: a field further on only needs its own text."""
    fields = place.question.fields if isinstance(place.question, Sentence | Repeat) else ()
    return not place.field or (place.item == 0 and place.field == fields[0].key)


def _field(place: Place, asked: Question) -> tuple[Run, ...]:
    if not isinstance(place.question, Repeat):
        return say("card.question", text=asked.text)
    noun = place.question.noun
    return say("card.field", noun=noun[:1].upper() + noun[1:], number=place.item + 1, text=asked.text)


def stored(here: Here, place: Place) -> tuple[Run, ...]:
    """What is held already: by whom, since when, what."""
    answer = here.answer(place)
    if answer is None:
        return ()
    shown = _filling(place, answer) or show_answer(place.question, answer)
    if not shown:
        return ()
    blanks = {"name": here.name(answer.by), "at": here.clock(answer.at), "value": printable(shown)}
    if isinstance(answer.value, ProseValue):
        count, words = size(answer.value)
        return (*say("card.stored_prose", count=count, words=words, **blanks), *_seams(answer.value))
    return say("card.stored", **blanks)


def _seams(value: ProseValue) -> tuple[Run, ...]:
    """Where the parts of a paste were joined, so that a wrong seam is seen."""
    return tuple(run for before, after in seams(value) for run in say("card.seam", before=before, after=after))


def _filling(place: Place, answer: Answer) -> str:
    """The thing that is being filled, where one is."""
    items = answer.value.items if isinstance(answer.value, ItemsValue) else ()
    return show_item(place.question, items[-1]) if place.field and place.item < len(items) else ""


def _how(here: Here, place: Place) -> tuple[Run, ...]:
    """How to answer, in one line."""
    question, asked = place.question, asked_now(place)
    answer = here.answer(place)
    if isinstance(question, Repeat) and not place.field and answer and answer.value:
        return say("how.more", noun=question.noun)
    if answer is not None and answer.state != "open":
        kind = question.kind if answer.value and isinstance(question, Prose | Sentence | Choice) else "answer"
        return say(f"how.change_{kind}")
    if isinstance(asked, Number) and asked.decimals:
        return say("how.decimal")
    if isinstance(asked, Date) and asked.day:
        return say("how.day")
    if here.view.grid and isinstance(asked, Rows):
        return say("how.rows_grid")
    in_field = isinstance(asked, Prose) and asked is not question
    return say("how.field_prose" if in_field else f"how.{asked.kind}")
