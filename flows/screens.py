"""What the one card of a chat may show: a question, the contents, reasons, what is left, or that all was sent."""

from __future__ import annotations

from flows.card_buttons import ButtonRows, question_buttons
from flows.cards import about, head, question_card, stored, where
from flows.draft import Place
from flows.here import Here
from flows.report import Run
from flows.step import CARD, Step, button
from flows.turn import Button, Press, Say
from flows.wording import plain, say

PAGE = 8
"""How many items of the contents stand on one page."""


def screen(step: Step, runs: tuple[Run, ...], buttons: ButtonRows = (), edit: bool = False) -> Step:
    """Shows something as the chat's card; below what was typed, where something was."""
    return step.say(Say(runs, buttons, card=CARD, edit=edit and not step.source))


def show_place(step: Step, lead: tuple[Run, ...] = (), edit: bool = False, delay: float = 0.0) -> Step:
    """Shows where the person stands, under a line on what was just done."""
    here = step.here
    lead = (*lead, *((Run(text="\n\n"),) if lead else ()))
    if not here.writable:
        return screen(step, (*lead, *sent_text(here)), sent_buttons(here), edit)
    if here.place is None:
        return screen(step, (*lead, *overview_text(here)), overview_buttons(here), edit)
    place = here.place
    answer = here.answer(place)
    if answer:
        step = step.sit(shown={**here.seat.shown, place.question.key: answer.rev})
    runs = (*lead, *question_card(here, place))
    edit = edit and not step.source
    return step.say(
        Say(runs, question_buttons(here, place), card=CARD, about=about(here, place), edit=edit, delay=delay)
    )


def sent_text(here: Here) -> tuple[Run, ...]:
    """That the report was sent, by whom and when, or taken up."""
    draft = here.draft
    line = "sent.accepted" if draft.state == "accepted" else "sent.submitted"
    at = here.clock(draft.submitted_at) if draft.submitted_at else ""
    return say(line, name=here.name(draft.submitted_by), at=at)


def sent_buttons(here: Here) -> ButtonRows:
    """What can be done with a report that was sent."""
    again = (button("file_again", "file"),)
    return (again,) if here.draft.state == "accepted" else (again, (button("withdraw", "withdraw"),))


def overview_text(here: Here) -> tuple[Run, ...]:
    """How much is done, when nothing more is asked by itself."""
    total, left = len(here.keys), len(here.pending)
    if not left:
        return say("overview.all_done", total=total)
    return say("overview.put_off", done=total - left, total=total, left=left)


def overview_buttons(here: Here) -> ButtonRows:
    """Where to go when nothing more is asked by itself."""
    resume = ((button("resume", "resume"),),) if here.pending else ()
    return (*resume, (button("contents", "contents"), button("draft", "draft")), (button("submit", "submit"),))


def mark(here: Here, place: Place) -> str:
    """The sign of an item's state."""
    answer = here.answer(place)
    if place.question.key in here.seat.later and (answer is None or not answer.done):
        return plain("mark.later")
    if answer is None:
        return plain("mark.untouched")
    if not answer.done:
        return plain("mark.open")
    return plain("mark.none" if answer.state == "none" else "mark.closed")


def contents(step: Step, page: int, edit: bool = False) -> Step:
    """All items with the mark of each, a page at a time, each a button that leads there."""
    keys = step.here.keys
    pages = max(1, -(-len(keys) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = step.here.find_all(keys[page * PAGE : (page + 1) * PAGE])
    rows: list[tuple[Button, ...]] = [(jump(step.here, place),) for place in shown]
    done = len(keys) - len(step.here.pending)
    line = "contents.head" if step.here.writable else "contents.head_sent"
    text = say(line, done=done, total=len(keys), page=page + 1, pages=pages)
    return screen(step, text, (*rows, _turning(page, pages), (button("go_on", "resume"),)), edit)


def _turning(page: int, pages: int) -> tuple[Button, ...]:
    before = (button("page_before", "contents", arg=str(page - 1)),) if page else ()
    return (*before, *((button("page_after", "contents", arg=str(page + 1)),) if page < pages - 1 else ()))


def jump(here: Here, place: Place) -> Button:
    """A button that leads to an item and says its state."""
    label = plain("contents.item", mark=mark(here, place), where=where(here, place), short=place.question.short)
    return Button(label=label, press=Press(do="jump", draft=place.draft, key=place.question.key))


def reading(step: Step, place: Place) -> Step:
    """Shows what an item of a report that was sent holds; nothing can be changed here."""
    text = (*head(step.here, place), *(stored(step.here, place) or say("sent.nothing_there")))
    return screen(step, text, ((button("contents", "contents"), button("close_reading", "resume")),), edit=True)


def reasons(step: Step, place: Place, edit: bool) -> Step:
    """The three reasons why there may be no content."""
    names = ("khong-phat-sinh", "chua-co-so-lieu", "khong-thuoc-chuc-nang")
    rows = tuple((button(name.replace("-", "_"), "none", place, arg=name),) for name in names)
    text = say("reason.ask", where=where(step.here, place), short=place.question.short)
    return screen(step, text, (*rows, (button("back_to_question", "jump", place),)), edit)
