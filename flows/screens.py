"""What the one card of a chat may show: a question, the contents, reasons, what is left, or that all was sent."""

from __future__ import annotations

from flows.card_buttons import ButtonRows, question_buttons
from flows.cards import about, head, question_card, stored, where
from flows.here import Here
from flows.paper import Place
from flows.report import Run
from flows.rights import RIGHTS
from flows.signing_letter import head_names, head_rows, head_text, signing_rows, signing_text
from flows.step import CARD, Step, button
from flows.team_asks import asking
from flows.team_overview import others_left, whose
from flows.turn import Button, Press, Say
from flows.wording import plain, say

PAGE = 8
"""How many items of the contents stand on one page."""

_CLOSED = {
    "drafting": "closed.unsent",
    "returned": "closed.unsent",
    "signing": "closed.signing",
    "submitted": "closed.submitted",
    "accepted": "sent.accepted",
}
_SENT = {"signing": "sent.signing", "submitted": "sent.submitted", "accepted": "sent.accepted"}


def screen(step: Step, runs: tuple[Run, ...], buttons: ButtonRows = (), edit: bool = False) -> Step:
    """Shows something as the chat's card, rows without a button left out; below what was typed, where something was."""
    return step.say(Say(runs, tuple(filter(None, buttons)), card=CARD, edit=edit and not step.source))


def show_place(step: Step, lead: tuple[Run, ...] = (), edit: bool = False, delay: float = 0.0) -> Step:
    """Shows where the person stands, under a line on what was just done."""
    here = step.here
    lead = (*lead, *((Run(text="\n\n"),) if lead else ()))
    if here.asks:
        return step.say(asking(here, lead, edit and not step.source))
    if is_head(here):
        return _show_head(step, lead, edit)
    if here.closed:
        return screen(step, (*lead, *closed_text(here)), closed_buttons(here), edit)
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


def is_head(here: Here) -> bool:
    """The person only reads the report, and signs it off."""
    return here.view.person is not None and here.view.person.role == "head"


def way_on(here: Here) -> Button:
    """Leads back to where the person stands: to work where there is any, else to how the report stands."""
    return button("go_on" if here.writable and not is_head(here) else "see_report", "resume")


def not_allowed(step: Step, press: Press) -> Step:
    """Says of what the person may not do whose it is, as far as that helps."""
    if step.source and "coordinator" in RIGHTS.get(press.do, ()):
        return show_place(step, say("refusal.office_command"))
    return show_place(step, say("head.not_theirs" if is_head(step.here) else "trouble.old_button"))


def _show_head(step: Step, lead: tuple[Run, ...], edit: bool) -> Step:
    """Shows a head how the report stands."""
    here = step.here
    if here.closed:
        return screen(step, (*lead, *closed_text(here)), closed_buttons(here), edit)
    if here.draft.state == "signing":
        return screen(step, (*lead, *signing_text(here)), signing_rows(here), edit)
    if here.writable:
        return screen(step, (*lead, *head_text(here)), head_rows(here), edit)
    at = here.clock(here.draft.submitted_at) if here.draft.submitted_at else ""
    line = "head.accepted" if here.draft.state == "accepted" else "head.submitted"
    text = say(line, name=here.name(here.draft.submitted_by), at=at)
    return screen(step, (*lead, *text), ((button("contents", "contents"), _again()),), edit)


def closed_text(here: Here) -> tuple[Run, ...]:
    """That the campaign takes nothing any more, where the report was left, and whom to turn to."""
    draft = here.draft
    at, total = here.clock(draft.submitted_at) if draft.submitted_at else "", len(here.keys)
    name, done = here.name(draft.submitted_by), total - len(here.pending)
    return say(_CLOSED[draft.state], name=name, at=at, done=done, total=total)


def closed_buttons(here: Here) -> ButtonRows:
    """What can still be done once the campaign is closed: to read, and to get the document."""
    return ((button("contents", "contents"), button("draft", "draft") if here.unsent else _again()),)


def sent_text(here: Here) -> tuple[Run, ...]:
    """That the report was sent, by whom and when, or waits for the head, or was taken up."""
    draft = here.draft
    at = here.clock(draft.submitted_at) if draft.submitted_at else ""
    text = say(_SENT[draft.state], name=here.name(draft.submitted_by), at=at)
    signed = say("sent.signed_copy") if draft.signed and draft.state != "signing" else ()
    recall = say("sent.recall") if here.may_submit and draft.state != "accepted" else ()
    return (*text, *(_waits_for_head(here) if draft.state == "signing" else ()), *signed, *recall)


def _waits_for_head(here: Here) -> tuple[Run, ...]:
    """Who has it to approve, and what may stand for that; a scan is for whoever submits to send."""
    heads = head_names(here)
    who = say("sent.with_head", heads=heads) if heads else say("sent.without_head")
    scan = say("sent.scan_too" if heads else "sent.scan_instead") if here.may_submit else ()
    return (*who, *scan)


def _again() -> Button:
    return button("file_again", "file")


def sent_buttons(here: Here) -> ButtonRows:
    """What can be done with a report that was sent."""
    recall = here.may_submit and here.draft.state != "accepted"
    return ((_again(),), (button("withdraw", "withdraw"),)) if recall else ((_again(),),)


def overview_text(here: Here) -> tuple[Run, ...]:
    """How much is done, when nothing more is asked by itself, under what the head gave the report back for."""
    total, left = len(here.mine), len(here.own_pending)
    remark = here.draft.remark if here.draft.state == "returned" else ""
    top = say("overview.remark", name=here.name(here.draft.returned_by), remark=remark) if remark else ()
    if not left and here.waiting:
        return (*top, *others_left(here))
    if not left and not here.may_submit:
        return (*top, *say("overview.by_another", name=here.name(here.team.responsible)))
    if not left:
        demanded = here.draft.state == "returned" and here.draft.demands and not remark
        return (*top, *say("overview.all_met" if demanded else "overview.all_done", total=total))
    return (*top, *say("overview.put_off", done=total - left, total=total, left=left))


def overview_buttons(here: Here) -> ButtonRows:
    """Where to go when nothing more is asked by itself."""
    resume = ((button("resume", "resume"),),) if here.own_pending else ()
    submit = ((button("submit", "submit"),),) if here.may_submit else ()
    return (*resume, (button("contents", "contents"), button("draft", "draft")), *submit)


def mark(here: Here, place: Place) -> str:
    """The sign of an item's state."""
    answer = here.answer(place)
    if here.paper(place).wanted(place.question.key):
        return plain("mark.wanted")
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
    text = say(_contents_line(step.here), done=done, total=len(keys), page=page + 1, pages=pages)
    return screen(step, text, (*rows, _turning(page, pages), (way_on(step.here),)), edit)


def _contents_line(here: Here) -> str:
    if is_head(here):
        return "contents.head_reading"
    if here.closed and here.draft.state in ("drafting", "returned", "signing"):
        return "contents.head_closed"
    if here.writable:
        return "contents.head_returned" if here.draft.demands and here.draft.state == "returned" else "contents.head"
    return "contents.head_signing" if here.draft.state == "signing" else "contents.head_sent"


def _turning(page: int, pages: int) -> tuple[Button, ...]:
    before = (button("page_before", "contents", arg=str(page - 1)),) if page else ()
    return (*before, *((button("page_after", "contents", arg=str(page + 1)),) if page < pages - 1 else ()))


def jump(here: Here, place: Place) -> Button:
    """A button that leads to an item and says its state."""
    short = whose(here, place)
    label = plain("contents.item", mark=mark(here, place), where=where(here, place), short=short)
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
